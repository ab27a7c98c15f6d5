"""Terms of the glossary in a question are underlined, so that one sees what can be looked up."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from rich.style import Style

from kamguide.workspace.terms import terms_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kamguide.workspace.speaking import Said
    from kamguide.workspace.terms import Found

UNDERLINE: Final = Style(underline=True)
Span = tuple[int, int]
"""From where to where a term stands in a line that was said."""


def underlines(said: Said, find: Callable[[str], tuple[Found, ...]] = terms_in) -> list[list[Span]]:
    """Where terms stand in each line of what was said; nowhere where it is no question."""
    places: list[list[Span]] = [[] for _ in said.text.split("\n")]
    if not said.asks:
        return places
    starts = [0]
    for line in said.text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for found in find(said.text):
        at = next(n for n, start in enumerate(starts) if found.start < start) - 1
        places[at].append((found.start - starts[at], found.end - starts[at]))
    return places


def underlined(
    segments: Iterable[Segment], start: int, places: Sequence[Span]
) -> Iterator[Segment]:
    """Segments of a line that begin at column `start` of what was said, its terms underlined."""
    at = start
    for text, style, _ in segments:
        cuts = {0, len(text)}
        cuts |= {min(len(text), max(0, edge - at)) for place in places for edge in place}
        edges = sorted(cuts)
        for begin, end in pairwise(edges):
            is_term = any(a <= at + begin and at + end <= b for a, b in places)
            look = (style or Style()) + UNDERLINE if is_term else style
            yield Segment(text[begin:end], look)
        at += len(text)
