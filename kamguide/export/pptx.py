"""A plan as slides for a review: native charts and tables, notes behind each slide.

The slides are those of the plan's deck; a plan that has none becomes slides block by block.
"""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any, BinaryIO, Final, assert_never

from lxml import etree
from pptx.oxml import parse_xml

from kamguide.export.palette import BLUE, GREY, PAPER
from kamguide.export.slides import charts
from kamguide.export.slides.composing import pages
from kamguide.export.slides.opening import opening_pages
from kamguide.export.slides.pages import SECTION_SIZE, ChartBox, Page, TableBox, TextBox
from kamguide.export.slides.shapes import Face, draw_table, draw_text, paragraph, run
from kamguide.export.slides.template import (
    MESSAGE,
    OPENING,
    PAGE_NUMBER,
    blank_deck,
    layout_named,
    set_notes_theme,
)
from kamguide.messages import day
from kamguide.model.text import clean, flat
from kamguide.plan.blocks import Plan
from kamguide.plan.plain_slides import deck_of
from kamguide.plan.slides import Deck
from kamguide.plan.wording import shortened

LONGEST_TITLE: Final = 255
"""Characters that the properties of a file have room for."""
FOOT_NAME: Final = 90
"""Cells of the name of a plan in the foot."""
SUBTITLE: Final = 18.0
FOOT_SIZE: Final = 10.0
NOTE_SIZE: Final = 12.0
_P: Final = "http://schemas.openxmlformats.org/presentationml/2006/main"
_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_FOOT: Final = (
    f'<p:sp xmlns:a="{_A}" xmlns:p="{_P}"><p:nvSpPr><p:cNvPr id="{{id}}" name="Foot {{id}}"/>'
    '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr>'
    "<p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody></p:sp>"
)


def write(plan: Plan, out: BinaryIO) -> None:
    """Write the slides of `plan` as a PowerPoint presentation."""
    deck = plan.deck() if plan.deck is not None else deck_of(plan)
    writer = _Writer(deck)
    writer.cover()
    for slide in deck.slides:
        for page in pages(slide, deck.lang):
            writer.add(page)
    writer.finish()
    writer.made.save(out)


class _Writer:
    def __init__(self, deck: Deck) -> None:
        self._deck = deck
        self._lang = deck.lang
        self.made: Any = blank_deck()
        self._message = layout_named(self.made, MESSAGE)
        self._opening = layout_named(self.made, OPENING)
        self._name = shortened(flat(deck.cover.title), FOOT_NAME)
        self._day = day(deck.on, deck.lang) if deck.on is not None else ""
        self._has_notes = False
        self._describe()

    def _describe(self) -> None:
        """What the file says of itself: its title and day, nobody's name."""
        properties = self.made.core_properties
        properties.title = clean(self._deck.cover.title)[:LONGEST_TITLE]
        properties.author = properties.last_modified_by = properties.comments = ""
        properties.language = {"zh": "zh-CN"}.get(self._lang, self._lang)
        properties.revision = 1
        if self._deck.on is not None:
            on = datetime.combine(self._deck.on, time())
            properties.created = properties.modified = on

    def cover(self) -> None:
        """The first slide, and further ones where its facts do not fit."""
        first, further = opening_pages(self._deck.cover, self._lang)
        slide = self.made.slides.add_slide(self._opening)
        holders = {one.placeholder_format.idx: one for one in slide.placeholders}
        self._say(holders[0], first.title, first.size, BLUE)
        self._say(holders[1], first.subtitle, SUBTITLE, GREY, bold=False)
        self._say(holders[13], first.label, SUBTITLE, PAPER)
        draw_text(slide.shapes, first.facts, self._lang)
        self._note(slide, first.notes)
        for page in further:
            self.add(page)

    def add(self, page: Page) -> None:
        """Add one slide with its headline, its boxes, its foot and its notes."""
        slide = self.made.slides.add_slide(self._message)
        holders = {one.placeholder_format.idx: one for one in slide.placeholders}
        self._say(holders[0], page.headline, page.size, BLUE)
        self._say(holders[13], page.section, SECTION_SIZE, GREY)
        for box in page.boxes:
            match box:
                case TextBox():
                    draw_text(slide.shapes, box, self._lang)
                case TableBox():
                    draw_table(slide.shapes, box, self._lang)
                case ChartBox():
                    charts.draw(slide.shapes, box, self._lang)
                case _:
                    assert_never(box)
        self._foot(slide)
        self._note(slide, page.notes)

    def _say(self, holder: Any, text: str, size: float, colour: str, *, bold: bool = True) -> None:
        body = holder._element.txBody
        for empty in body.findall(f"{{{_A}}}p"):
            body.remove(empty)
        run(paragraph(body, size), text, Face(size, self._lang, bold, colour))

    def _foot(self, slide: Any) -> None:
        """The name of the plan, its day, and the number of the slide."""
        tree = slide.shapes._spTree
        number = len(self.made.slides)
        for at, (kind, text) in enumerate(
            (
                ('type="dt" sz="half" idx="10"', self._day),
                ('type="ftr" sz="quarter" idx="11"', self._name),
                ('type="sldNum" sz="quarter" idx="12"', ""),
            )
        ):
            made = parse_xml(_FOOT.format(id=9000 + at, kind=kind))
            line = made.find(f".//{{{_A}}}p")
            if text:
                run(line, text, Face(FOOT_SIZE, self._lang, colour=GREY))
            else:
                line.append(etree.fromstring(PAGE_NUMBER % number))
            tree.append(made)

    def _note(self, slide: Any, notes: Sequence[str]) -> None:
        """What stands behind a slide: its sources and whatever had no room on it."""
        if not notes:
            return
        holder = slide.notes_slide.notes_placeholder
        body = holder._element.txBody
        for empty in body.findall(f"{{{_A}}}p"):
            body.remove(empty)
        for one in notes:
            for line in one.split("\n"):
                run(etree.SubElement(body, f"{{{_A}}}p"), line, Face(NOTE_SIZE, self._lang))
        self._has_notes = True

    def finish(self) -> None:
        """What is left once all slides are there."""
        if self._has_notes:
            set_notes_theme(self.made)
