"""Stretches of a line that stand out: selected, found, or looked at."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from rich.style import Style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kamguide.tui.widgets.bubbles import Line

FOUND: Final = Style(underline=True, bold=True)
HERE: Final = Style(reverse=True)
Spans = tuple[tuple[int, int, Style], ...]


def segments(text: str, style: Style, spans: Spans) -> Iterator[Segment]:
    """The words of a line, its stretches each in a style of their own."""
    if not spans:
        yield from [Segment(text, style)] if text else []
        return
    cuts = sorted({0, len(text), *(at for span in spans for at in span[:2])})
    for start, end in pairwise(cuts):
        look = style
        for begin, stop, other in spans:
            look = look + other if begin <= start < stop else look
        yield Segment(text[start:end], look)


def within(line: Line, start: int, end: int, look: Style) -> Iterator[tuple[int, int, Style]]:
    """A stretch of a line that was said, as far as it lies on this piece of it."""
    begin = min(len(line.text), max(0, start - line.start))
    stop = min(len(line.text), max(0, end - line.start))
    if begin < stop:
        yield begin, stop, look
