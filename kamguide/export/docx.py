"""A plan as a Word document that can be presented and edited.

Real heading styles, a contents field, heads that repeat, numbers to the right, and a face for
Chinese wherever Latin has one. Text is only ever text. Each answer carries a bookmark, so that
a file that was worked on can be read back; a company's template keeps its styles and header.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO
from typing import Any, BinaryIO, Final, assert_never
from zipfile import BadZipFile

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.shared import Cm, Emu

from kamguide.errors import ExportError
from kamguide.export.layout import heads, led
from kamguide.export.paging import FEW_LINES, SIZES, Rooms, is_short, is_wide, setting
from kamguide.export.palette import BLUE
from kamguide.export.pictures import TOLD_BY_PICTURE
from kamguide.export.pictures import picture as picture_of
from kamguide.export.typesetting import in_points
from kamguide.export.wordstyles import TABLE, cell_style, missing_styles, own_styles
from kamguide.export.wordxml import (
    LEAD,
    MARK,
    TWIPS,
    WordCell,
    WordPicture,
    WordRow,
    element,
    field,
    marked,
    paragraph,
    picture,
    run,
    table,
)
from kamguide.messages import say
from kamguide.model.text import clean
from kamguide.plan.blocks import (
    Block,
    Bullets,
    Cell,
    Chart,
    Cover,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Plan,
    Table,
)
from kamguide.plan.bookmarks import bookmark

PAGE: Final = (21.0, 29.7)
MARGIN: Final = 2.0
FACTS: Final = 11.0
"""The size of type of the facts on the cover."""
NAMES: Final = 4.5
"""The width of the names of the facts, in centimetres."""
LONGEST_TITLE: Final = 255
"""Characters that the properties of a file have room for."""
LONG_TEXT: Final = 700
"""A row with a longer text may go on over the page."""
POINTS: Final = 180
"""Points to the inch in pictures."""
_AFTER_TABLE: Final = '<w:spacing w:after="0" w:line="140" w:lineRule="exact"/>'
_KEEP: Final = "<w:keepNext/>"


def write(plan: Plan, out: BinaryIO, *, template: BinaryIO | None = None) -> None:
    """Write `plan` as a Word document.

    Args:
        plan: What is written.
        out: Where to.
        template: A company's `.docx`, whose styles, pages, header and footer are kept.

    Raises:
        ExportError: The template is no Word document.
    """
    writer = _Writer(plan, template)
    writer.cover(plan.cover)
    for block in plan.blocks:
        writer.add(block)
    writer.finish()
    writer.document.save(out)


def _opened(template: BinaryIO) -> Any:
    """A company's template without what stands in it."""
    try:
        document = Document(template)
    except (OpcError, BadZipFile, KeyError, ValueError) as error:
        raise ExportError("export.template_unreadable") from error
    body = document.element.body
    for one in list(body):
        if one.tag != qn("w:sectPr"):
            body.remove(one)
    return document


class _Writer:
    def __init__(self, plan: Plan, template: BinaryIO | None) -> None:
        self._plan = plan
        self._lang = plan.lang
        self.document: Any = Document() if template is None else _opened(template)
        self._across = False
        self._fresh_page = False
        self._headings: list[Heading] = []
        self._is_short = is_short(plan)
        self._bookmarks = 0
        self._places: Counter[str] = Counter()
        self._count: Counter[str] = Counter()
        section = self.document.sections[0]
        if template is None:
            section.different_first_page_header_footer = not self._is_short
            _set_page(section)
        self._rooms = _rooms(section)
        self._upright = self._rooms.upright
        styles = own_styles if template is None else missing_styles
        self._styles = styles(self.document, self._upright, (FACTS, *SIZES))
        self._pictures = _pictures(plan)
        self._describe()
        if template is None:
            self._foot(section)

    def _describe(self) -> None:
        """What the file says of itself: its title and day, nobody's name."""
        properties = self.document.core_properties
        properties.title = clean(self._plan.cover.title)[:LONGEST_TITLE]
        properties.author = properties.last_modified_by = properties.comments = ""
        properties.language = {"zh": "zh-CN"}.get(self._lang, self._lang)
        if self._plan.on is not None:
            day = datetime.combine(self._plan.on, time())
            properties.created = properties.modified = day

    def _foot(self, section: Any) -> None:
        """The title on the left, the page on the right; not on the cover."""
        foot = section.footer.paragraphs[0]
        tab = round(self._upright * TWIPS)
        xml = paragraph(
            self._styles["Footer"],
            run(f"{self._plan.cover.title}\t", _SMALL) + field("PAGE", "1", _SMALL),
            f'<w:tabs><w:tab w:val="right" w:pos="{tab}"/></w:tabs>',
        )
        foot._p.addprevious(element(xml))
        foot._p.getparent().remove(foot._p)

    def _put(self, xml: str) -> None:
        self.document.element.body.sectPr.addprevious(element(xml))

    def _say(self, key: str) -> str:
        return say(f"plan.{key}", self._lang)

    # The front

    def cover(self, cover: Cover) -> None:
        """The first page and the contents behind it; of a short plan only its head."""
        if cover.label and not self._is_short:
            size = f'<w:color w:val="{BLUE}"/><w:sz w:val="32"/>'
            space = f'<w:spacing w:before="{round(5 * TWIPS)}"/>'
            self._put(paragraph(self._styles["Normal"], run(cover.label, size), space))
        rule = f'<w:bottom w:val="single" w:sz="12" w:space="6" w:color="{BLUE}"/>'
        size = f'<w:b/><w:sz w:val="{36 if self._is_short else 60}"/>'
        title = cover.title if self._is_short else cover.account or cover.title
        self._put(paragraph(self._styles["Title"], run(title, size), f"<w:pBdr>{rule}</w:pBdr>"))
        space = f'<w:spacing w:after="{200 if self._is_short else round(2 * TWIPS)}"/>'
        self._put(paragraph(self._styles["Subtitle"], run(cover.subtitle), space))
        self._facts(cover)
        if cover.note:
            space = f'<w:spacing w:before="{round(0.8 * TWIPS)}"/>'
            self._put(paragraph(self._styles["Normal"], run(cover.note, "<w:i/>"), space))
        if not self._is_short:
            self._contents()

    def _facts(self, cover: Cover) -> None:
        size = SIZES[0] if self._is_short else FACTS
        style = cell_style(size, right=False)
        rows = [
            WordRow(
                (
                    WordCell(run(name, "<w:b/>"), style),
                    WordCell(self._answered(run(value), cover.places.get(name, "")), style),
                )
            )
            for name, value in cover.facts
        ]
        self._put(table("", (NAMES, self._upright - NAMES), rows))

    def _contents(self) -> None:
        """A contents field that holds the headings until Word works out their pages too."""
        head = run(self._say("contents"))
        self._put(paragraph(self._styles["Heading 1"], head, "<w:pageBreakBefore/>"))
        found = [one for one in self._plan.blocks if isinstance(one, Heading)]
        listed = [(at, one) for at, one in enumerate(found) if one.level <= 2]  # noqa: PLR2004
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
            r'TOC \o "1-2" \h \z \u</w:instrText></w:r><w:r><w:fldChar '
            'w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        for number, (at, heading) in enumerate(listed):
            link = f'<w:hyperlink w:anchor="{_heading(at)}" w:history="1">{run(heading.text)}'
            runs = f"{'' if number else begin}{link}</w:hyperlink>"
            runs += end if number + 1 == len(listed) else ""
            self._put(paragraph(self._styles[f"toc {heading.level}"], runs))

    # Blocks

    def add(self, block: Block) -> None:
        """Add one block."""
        if isinstance(block, Heading):
            self._headings.append(block)
            return
        if isinstance(block, PageBreak):
            self._fresh_page = not self._is_short
            return
        shown = block.table if isinstance(block, Chart) else block
        self._turn(across=isinstance(shown, Table) and is_wide(shown, self._rooms))
        self._write_headings()
        match block:
            case Paragraph():
                self._put(paragraph(self._styles["Normal"], self._told(block)))
            case Bullets(items=items):
                self._bullets(items)
            case Table():
                self._table(block)
            case Chart():
                self._chart(block)
            case Note(text=text):
                self._put(paragraph(self._styles["Normal"], run(text, '<w:i/><w:sz w:val="17"/>')))
            case _:
                assert_never(block)

    def _write_headings(self) -> None:
        """Headings wait for what they head, so that they stand on its page."""
        for heading in self._headings:
            at = self._count["heading"]
            self._count["heading"] += 1
            text = self._answered(run(heading.text), heading.place)
            runs = self._marked(text, _heading(at))
            shape = "<w:pageBreakBefore/>" if self._fresh_page else ""
            self._put(paragraph(self._styles[f"Heading {heading.level}"], runs, shape))
            self._fresh_page = False
        self._headings.clear()

    def finish(self) -> None:
        """What is left to write, and the request to bring the contents up to date."""
        self._write_headings()
        self.document.settings.element.append(element('<w:updateFields w:val="true"/>'))

    def _marked(self, runs: str, name: str) -> str:
        self._bookmarks += bool(name)
        return marked(runs, name, self._bookmarks)

    def _answered(self, runs: str, place: str) -> str:
        """Runs that show an answer, with its bookmark around them."""
        if not place or not self._plan.event:
            return runs
        self._places[place] += 1
        return self._marked(runs, bookmark(place, self._plan.event, self._places[place]))

    def _told(self, block: Paragraph) -> str:
        lead = run(led(clean(block.lead), self._lang), LEAD) if block.lead else ""
        return lead + self._answered(run(block.text), block.place) + self._mark(block.mark)

    def _bullets(self, items: Sequence[Paragraph]) -> None:
        for at, item in enumerate(items):
            keeps = at + 1 < len(items) <= FEW_LINES
            style = self._styles["List Bullet"]
            self._put(paragraph(style, self._told(item), _KEEP if keeps else ""))

    def _mark(self, mark: str) -> str:
        return run(f" {self._say(f'mark.{mark}')}", MARK) if mark else ""

    def _turn(self, *, across: bool) -> None:
        """Go on upright, or across for a wide table."""
        if across == self._across:
            return
        self._across = across
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = False
        section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = section.page_height, section.page_width

    # Tables

    def _table(self, shown: Table) -> None:
        if shown.title:
            self._caption("table", shown.title, self._mark(shown.mark))
        shape = setting(shown, self._rooms)
        rows = [self._head(shown, shape.size)]
        rows += self._rows(shown, shape.size, together=shape.few)
        self._put(table(self._styles.get(TABLE, ""), shape.widths, rows))
        self._put(paragraph(self._styles["Normal"], "", _AFTER_TABLE))

    def _chart(self, chart: Chart) -> None:
        """A picture above its numbers, or its numbers alone where nothing could be drawn."""
        drawn = self._pictures.get(id(chart))
        if drawn is None:
            self._table(chart.table)
            return
        part, _ = self.document.part.get_or_add_image(BytesIO(drawn.points))
        self._count["picture"] += 1
        shown = picture(part, self._count["picture"], self._upright, drawn)
        self._put(paragraph(self._styles["Normal"], shown, _KEEP))
        if chart.kind in TOLD_BY_PICTURE:
            self._caption("figure", chart.title, self._mark(chart.table.mark))
            return
        table = self._count["table"] + 1
        name = f"{self._say('word.table')} {table}"
        beside = run(" (") + field(f"REF {_reference(table)} \\h", name) + run(")")
        self._caption("figure", chart.title, beside)
        self._table(chart.table)

    def _caption(self, kind: str, title: str, beside: str) -> None:
        """A caption with a number that Word counts on; tables can be referred to by theirs."""
        self._count[kind] += 1
        label = run(f"{self._say(f'word.{kind}')} ")
        label += field(f"SEQ {kind.title()} \\* ARABIC", str(self._count[kind]))
        if kind == "table":
            label = self._marked(label, _reference(self._count[kind]))
        title = run(f"{self._say('word.joint')}{clean(title)}")
        self._put(paragraph(self._styles["Caption"], label + title + beside))

    def _head(self, shown: Table, size: float) -> WordRow:
        cells = [
            WordCell(run(head, "<w:b/>"), cell_style(size, right=column.numeric), keeps=True)
            for head, column in zip(heads(shown), shown.columns, strict=True)
        ]
        return WordRow(tuple(cells), is_head=True)

    def _rows(self, shown: Table, size: float, *, together: bool) -> list[WordRow]:
        first_total, last = len(shown.rows) - shown.totals, len(shown.rows) - 1
        styles = [cell_style(size, right=column.numeric) for column in shown.columns]
        rows = []
        for at, row in enumerate(shown.rows):
            splits = max(len(one.text) for one in row) > LONG_TEXT
            keeps = at < last and (together or at == 0 or at >= first_total - 1) and not splits
            bold = "<w:b/>" if at >= first_total else ""
            cells = tuple(
                WordCell(self._cell(cell, bold), style, keeps)
                for cell, style in zip(row, styles, strict=True)
            )
            rows.append(WordRow(cells, may_split=splits))
        return rows

    def _cell(self, cell: Cell, bold: str) -> str:
        runs = self._answered(run(cell.text, bold), cell.place)
        return runs + self._mark(cell.mark)


_SMALL: Final = '<w:sz w:val="16"/>'


def _reference(number: int) -> str:
    """The name of the place of a table's number."""
    return f"_Ref{number:08d}"


def _heading(number: int) -> str:
    """The name of the place of a heading."""
    return f"_Toc{number + 1:08d}"


def _pictures(plan: Plan) -> dict[int, WordPicture]:
    """The pictures of all charts that can be drawn."""
    charts = [one for one in plan.blocks if isinstance(one, Chart)]
    found = [(one, picture_of(one, plan.lang, at)) for at, one in enumerate(charts)]
    drawn = [(one, made) for one, made in found if made is not None]
    points = in_points([made.svg for _, made in drawn], POINTS) if drawn else []
    return {
        id(one): WordPicture(png, made.height, made.told)
        for (one, made), png in zip(drawn, points, strict=True)
    }


def _set_page(section: Any) -> None:
    section.page_width, section.page_height = (Cm(one) for one in PAGE)
    section.left_margin = section.right_margin = Cm(MARGIN)
    section.top_margin = section.bottom_margin = Cm(MARGIN)


def _rooms(section: Any) -> Rooms:
    """Room between the margins of an upright page and of one across, in centimetres."""
    beside = (section.left_margin or Cm(MARGIN)) + (section.right_margin or Cm(MARGIN))
    sides = (section.page_width or Cm(PAGE[0]), section.page_height or Cm(PAGE[1]))
    return Rooms(Emu(min(sides) - beside).cm, Emu(max(sides) - beside).cm)
