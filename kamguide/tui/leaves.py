"""A long document as leaves, a block each: drawn when wanted, its height a guess until then."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from msgspec import Struct
from rich.cells import cell_len

from kamguide.export.traces import PART, PLACE
from kamguide.plan.blocks import Bullets, Chart, Heading, Note, PageBreak, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType
    from textual.strip import Strip

    from kamguide.plan.blocks import Block

CHART_LINES: Final = 18
"""Lines that a chart has, about."""


class Span(Struct, frozen=True):
    """Cells of one line that are marked."""

    line: int
    start: int
    end: int


class Leaf:
    """One block: how to draw it, its heading if it is one, and its lines once they are drawn."""

    def __init__(self, parts: Sequence[RenderableType], guess: int, heading: str = "") -> None:
        self.parts = parts
        self.heading = heading
        self._guess = guess
        self.lines: list[Strip] | None = None
        self._hits: tuple[re.Pattern[str], list[tuple[Span, ...]]] | None = None

    @property
    def height(self) -> int:
        """How many lines it has, or probably has."""
        return len(self.lines) if self.lines is not None else self._guess

    def drawn(self, lines: list[Strip]) -> None:
        """These are its lines now."""
        self.lines, self._hits = lines, None
        for name in ("stops", "_flows"):
            self.__dict__.pop(name, None)

    @cached_property
    def stops(self) -> list[tuple[int, str]]:
        """Where answers begin: the line, and the place of the answer; a row of a table is one."""
        known = [list(_places(strip)) for strip in self.lines or ()]
        runs = groupby(enumerate(known), key=lambda one: one[1][0][0] if one[1] else "")
        found = [(name, list(run)) for name, run in runs]
        return [
            (run[0][0], _most_told([place for _, line in run for _, place in line]))
            for name, run in found
            if name
        ]

    def hits(self, pattern: re.Pattern[str]) -> list[tuple[Span, ...]]:
        """Where words stand, each as its spans: words may go on in the line below."""
        if self._hits is None or self._hits[0] != pattern:
            found = [spans for flow in self._flows for spans in flow.spans(pattern)]
            found.sort(key=lambda spans: (spans[0].line, spans[0].start))
            self._hits = (pattern, found)
        return self._hits[1]

    @cached_property
    def _flows(self) -> list[_Flow]:
        """Its texts that flow from line to line: each cell of a table, else the whole."""
        flows: dict[str, _Flow] = defaultdict(_Flow)
        for number, strip in enumerate(self.lines or ()):
            at = 0
            for segment in strip:
                part = segment.style.meta.get(PART, "") if segment.style else ""
                flows[part].add(number, at, segment.text)
                at += segment.cell_length
        return list(flows.values())


class _Flow:
    """Text over several lines, which knows where each of its characters stands."""

    def __init__(self) -> None:
        self._text = ""
        self._spots: list[tuple[int, int, int]] = []
        """Line, first cell and width of each character."""

    def add(self, line: int, at: int, text: str) -> None:
        if self._spots and self._spots[-1][0] != line:
            self._text = f"{self._text.rstrip(' ')}\n"
            del self._spots[len(self._text) - 1 :]
            self._spots.append((line, at, 0))
        for char in text:
            width = cell_len(char)
            self._text += plain(char)
            self._spots.append((line, at, width))
            at += width

    def spans(self, pattern: re.Pattern[str]) -> Iterator[tuple[Span, ...]]:
        for found in pattern.finditer(self._text):
            spots = self._spots[found.start() : found.end()]
            yield tuple(
                Span(line, ends[0][1], ends[-1][1] + ends[-1][2])
                for line, run in groupby(spots, key=lambda one: one[0])
                if (ends := [one for one in run if one[2]])
            )


def plain(text: str) -> str:
    """Text in which full-width letters are like others; each character stays one."""
    shapes = (normalize("NFKC", char) for char in text)
    return "".join(new if len(new) == 1 else old for old, new in zip(text, shapes, strict=True))


def pattern_for(words: str) -> re.Pattern[str] | None:
    """What finds words, wherever a line ends between them; None where nothing is looked for."""
    wanted = plain(" ".join(words.split()))
    if not wanted:
        return None
    pieces = (r"\s+" if char == " " else re.escape(char) for char in wanted)
    return re.compile(r"(?:\n *)?".join(pieces), re.IGNORECASE)


def guess_for(block: Block, width: int) -> int:
    """How many lines a block has, about."""
    match block:
        case Heading():
            return 2
        case Paragraph(text=text, lead=lead):
            return 1 + cell_len(lead + text) // max(1, width)
        case Bullets(items=items):
            return len(items)
        case Table(rows=rows):
            return len(rows) + 4
        case Chart(table=table):
            return CHART_LINES + len(table.rows) + 4
        case Note():
            return 1
        case PageBreak():
            return 1


def _places(strip: Strip) -> Iterator[tuple[str, str]]:
    """The places in a line, each behind the name of its row; outside a table, of itself."""
    for one in strip:
        meta = one.style.meta if one.style and one.text.strip() else {}
        if place := meta.get(PLACE, ""):
            row = meta.get(PART, "").partition(".")[0]
            yield f"row {row}" if row else place, place


def _most_told(places: Sequence[str]) -> str:
    """The first place of the question that most of a row is about."""
    counts = Counter(place.partition(".")[0] for place in places)
    question = counts.most_common(1)[0][0]
    return next(place for place in places if place.partition(".")[0] == question)
