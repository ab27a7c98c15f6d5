"""Something said, folded to a width: the lines on screen, each with where its words come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from textual.content import Content

from kamguide.messages.folding import fold
from kamguide.model.text import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kamguide.workspace.speaking import Said

MARGIN: Final = 2
"""Columns left free on either side; on the left one stands what marks a bubble."""
INDENT: Final = 4
"""Columns by which the person's own words stand further in."""
LEAST: Final = 2
"""Columns that words have at the least: those of one Chinese character."""


class Line(NamedTuple):
    """A line on screen: a piece of a line that was said, from column `start` of it on."""

    text: str
    bubble: int
    """Which of the things said it belongs to."""
    of: int
    """Which of the lines of that it is a piece of; the first one is the name."""
    start: int


class Bubble(NamedTuple):
    """Something said: its lines as they were said, and as they are folded."""

    said: tuple[str, ...]
    lines: tuple[Line, ...]


def indent(one: Said) -> int:
    """The column at which the words of something said begin."""
    return MARGIN + (INDENT if one.who == "you" else 0)


def laid(one: Said, number: int, width: int) -> Bubble:
    """Fold what was said, the `number`-th thing, to a width."""
    room = max(LEAST, width - MARGIN - indent(one))
    said = tuple(_lines(one, room))
    pieces = (piece for of, line in enumerate(said) for piece in _pieces(line, number, of, room))
    return Bubble(said, tuple(pieces))


def _lines(one: Said, room: int) -> Iterator[str]:
    for line in (one.name, *one.text.split("\n"), *_drawn(one, room), ""):
        yield Content(line).plain.expandtabs()


def _pieces(line: str, number: int, of: int, room: int) -> Iterator[Line]:
    start = 0
    for piece in fold(line, room):
        yield Line(piece.rstrip(), number, of, start)
        start += len(piece)


def _drawn(one: Said, room: int) -> Iterator[str]:
    """The lines of what stands below the words."""
    if one.charts:
        from kamguide.export.terminal import chart_lines
        from kamguide.tui.signs import pen

        for chart in one.charts:
            yield from chart_lines(chart, one.lang, room, pen())
    if one.tables:
        from kamguide.export.terminal import drawn_lines

        for table in one.tables:
            yield from drawn_lines(table, one.lang, room)


class Hit(NamedTuple):
    """Where words were found: in which thing said, in which of its lines, from which column."""

    bubble: int
    of: int
    start: int


def hits(one: Said, number: int, words: str) -> Iterator[Hit]:
    """Where the looked-for words stand in something said; letter case does not count."""
    for of, line in enumerate(one.text.split("\n"), start=1):
        yield from (Hit(number, of, start) for start in places(line.expandtabs(), words))


def places(line: str, words: str) -> Iterator[int]:
    """The columns of a line at which the looked-for words begin."""
    wanted = folded(words)
    alike = "".join(low if len(low := folded(char)) == 1 else char for char in line)
    at = alike.find(wanted) if wanted else -1
    while at >= 0:
        yield at
        at = alike.find(wanted, at + len(wanted))
