"""Points on slides: how many a frame holds, and where they go on."""

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec.structs import replace

from kamguide.export.layout import led
from kamguide.export.slides.fitting import height, wrapped
from kamguide.export.slides.grids import Room, cut
from kamguide.export.slides.pages import Frame, Text
from kamguide.messages import say
from kamguide.model.text import Lang, clean
from kamguide.plan.blocks import Paragraph

SIZES: Final = (18.0, 16.0, 14.0)
"""Sizes of type of points that have a slide to themselves: the first in which they fit."""
SMALL: Final = 14.0
"""The size of points beside or above something else."""
INDENT: Final = 14.0
SPACE: Final = 5.0
"""Under each point."""
MOST_LINES: Final = 54
"""Lines of one point that go on over further slides; a longer one goes into the notes."""
BEGINNING: Final = 12
"""Lines that are left on the slide of such a point."""
LONGEST_LEAD: Final = 2
"""Lines of a lead."""


def texts(points: Iterable[Paragraph], width: float, lang: Lang, notes: list[str]) -> list[Text]:
    """Points as they are drawn in a width; what is too long for any slide goes into the notes."""
    return [_text(one, width - INDENT, lang, notes) for one in points]


def _text(point: Paragraph, room: float, lang: Lang, notes: list[str]) -> Text:
    mark = say(f"plan.mark.{point.mark}", lang) if point.mark else ""
    lead = cut(clean(point.lead), Room(room, SMALL, LONGEST_LEAD), lang, notes)
    text = clean(point.text)
    if len(wrapped(text[: 60 * 200], room, SMALL)) > MOST_LINES:
        text = cut(text, Room(room, SMALL, BEGINNING), lang, notes)
    return Text(text, led(lead, lang) if lead else "", mark)


def lines_of(text: Text, width: float, size: float) -> list[str]:
    """A point in lines."""
    return wrapped(text.whole, width - INDENT, size, bold=bool(text.lead))


def whole_height(points: Sequence[Text], width: float, size: float) -> float:
    """How high points are below each other."""
    return sum(height(len(lines_of(one, width, size)), size) + SPACE for one in points)


def fitting_size(points: Sequence[Text], frame: Frame) -> float:
    """The largest size in which points fit a frame; the smallest where they fit in none."""
    for size in SIZES:
        if whole_height(points, frame.width, size) <= frame.height:
            return size
    return SIZES[-1]


def split(points: Sequence[Text], frame: Frame, size: float) -> tuple[list[Text], list[Text]]:
    """The points that a frame holds, and the rest; a point may go on behind one of its lines."""
    held: list[Text] = []
    room = frame.height
    for at, one in enumerate(points):
        lines = lines_of(one, frame.width, size)
        needed = height(len(lines), size) + SPACE
        if needed <= room:
            held.append(one)
            room -= needed
            continue
        count = int((room - SPACE) / height(1, size))
        both = _divided(one, lines, count)
        if both is None:
            return held, list(points[at:])
        return [*held, both[0]], [both[1], *points[at + 1 :]]
    return held, []


def _divided(text: Text, lines: Sequence[str], count: int) -> tuple[Text, Text] | None:
    """A point in two behind so many lines; None where that would leave no text in one of them."""
    end = min(len("".join(lines[:count])) - len(text.lead), len(text.text) - 1)
    if count < 2 or end <= 0:  # noqa: PLR2004 - a line alone is lost
        return None
    first, rest = text.text[:end].rstrip(), text.text[end:]
    return replace(text, text=first, mark=""), Text(rest, "", text.mark)
