"""The first slide: what it is, for whom, and the facts of its cover."""

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kamguide.export.slides.composing import pages
from kamguide.export.slides.fitting import wrapped
from kamguide.export.slides.grids import Room, cut
from kamguide.export.slides.pages import Frame, Page, Text, TextBox
from kamguide.export.slides.prose import split, texts, whole_height
from kamguide.export.slides.template import ACCOUNT, UNDER
from kamguide.model.text import Lang, flat
from kamguide.plan.blocks import Cover, Paragraph
from kamguide.plan.slides import Slide

FACTS: Final = Frame(ACCOUNT.left, 266, ACCOUNT.width, 254)
SIZES: Final = (36.0, 28.0)
LINES: Final = 2
SMALL: Final = 14.0
LABEL: Final = 18.0


class Opening(Struct, frozen=True):
    """The first slide as it is drawn; `size` is that of its title."""

    label: str
    title: str
    size: float
    subtitle: str
    facts: TextBox
    notes: tuple[str, ...]


def opening_pages(cover: Cover, lang: Lang) -> tuple[Opening, list[Page]]:
    """The first slide, and further ones where its facts need more room."""
    notes: list[str] = []
    title, size = _title(flat(cover.account or cover.title), lang, notes)
    points = [Paragraph(value, name) for name, value in cover.facts]
    points += [Paragraph(cover.note)] if cover.note else []
    held, rest = split(texts(points, FACTS.width, lang, notes), FACTS, SMALL)
    used = whole_height(held, FACTS.width, SMALL)
    facts = TextBox(replace(FACTS, height=used), tuple(held), SMALL, bulleted=False)
    label = cut(flat(cover.label), Room(ACCOUNT.width, LABEL, 1), lang, notes)
    subtitle = cut(flat(cover.subtitle), Room(UNDER.width, LABEL, 1), lang, notes)
    first = Opening(label, title, size, subtitle, facts, tuple(dict.fromkeys(notes)))
    return first, _further(cover, rest, lang)


def _title(text: str, lang: Lang, notes: list[str]) -> tuple[str, float]:
    for size in SIZES:
        if len(text) < 400 and len(wrapped(text, ACCOUNT.width, size, bold=True)) <= LINES:  # noqa: PLR2004 - longer than any two lines
            return text, size
    return cut(text, Room(ACCOUNT.width, SIZES[-1], LINES), lang, notes), SIZES[-1]


def _further(cover: Cover, rest: list[Text], lang: Lang) -> list[Page]:
    if not rest:
        return []
    points = tuple(Paragraph(one.text, one.lead) for one in rest)
    return list(pages(Slide(cover.label, cover.title, points), lang))
