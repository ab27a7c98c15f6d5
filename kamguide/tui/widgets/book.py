"""A plan that is read: a way to each answer, and to where words stand.

A bar on the left says in signs, not only in colour, which answer Enter goes to (`>`) and which
lines hold what was looked for (`*`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from kamguide.tui.leaves import Span, pattern_for
from kamguide.tui.widgets.pages import Pages, Spot

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from textual import events
    from textual.selection import Selection

    from kamguide.tui.leaves import Leaf

HIT: Final = Style(underline=True, reverse=True)
LONGEST_LEAF: Final = 100_000
"""Lines; no leaf has more."""
HIT_NOW: Final = Style(bold=True, underline2=True, reverse=True)


class Book(Pages):
    """Leaves with answers in them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"book--sign"}
    DEFAULT_CSS = "Book { height: 1fr; } Book > .book--sign { color: $primary; text-style: bold; }"
    BESIDE = 2

    @dataclass
    class Chosen(Message):
        """An answer was chosen: that which was marked was clicked on."""

        place: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.stop: Spot | None = None
        """Where the answer stands that Enter goes to."""
        self.shows_stop = True
        self._pattern: re.Pattern[str] | None = None
        self._hit: tuple[int, int] | None = None
        """The leaf of the hit one looks at, and which of its hits it is."""

    def show(self, leaves: Sequence[Leaf], at: Spot | None = None) -> None:
        """Show other leaves; no answer of them is marked, and no hit is the current one."""
        self.stop = self._hit = None
        if self.text_selection is not None:
            self.screen.clear_selection()
        super().show(leaves, at)

    def moved(self) -> None:
        """Have the mark at an answer that is in view."""
        self._mark_in_view()
        super().moved()

    # Answers

    @property
    def place(self) -> str:
        """The place of the answer that is marked."""
        if self.stop is None:
            return ""
        stops = dict(self._leaves[self.stop.leaf].stops)
        return stops.get(self.stop.line, "")

    def _stops_of(self, number: int) -> list[Spot]:
        self._draw(number)
        return [Spot(number, line) for line, _ in self._leaves[number].stops]

    def step(self, by: int) -> None:
        """Mark the next answer, or the one before."""
        if not self._leaves:
            return
        here = self.stop or self.top
        numbers = range(here.leaf, len(self._leaves)) if by > 0 else range(here.leaf, -1, -1)
        for number in numbers:
            wanted = [
                one
                for one in self._stops_of(number)
                if (one > here if by > 0 else one < here) or (self.stop is None and one == here)
            ]
            if wanted:
                self._measure()
                self.stop = wanted[0] if by > 0 else wanted[-1]
                self.bring(self.stop)
                self.post_message(self.Moved())
                return

    def _mark_in_view(self) -> None:
        """Have the mark at an answer that is in view, if there is one."""
        first, last = self.top, self._spot(self.scroll_offset.y + self.size.height - 1)
        if self.stop is not None and first <= self.stop <= last:
            return
        self.stop = next(
            (
                one
                for number in range(first.leaf, min(last.leaf + 1, len(self._leaves)))
                if self._leaves[number].lines is not None
                for one in self._stops_of(number)
                if first <= one <= last
            ),
            None,
        )

    def mark(self, place: str) -> None:
        """Mark an answer that is in view."""
        first, last = self.top.leaf, self._spot(self.scroll_offset.y + self.size.height).leaf
        for number in range(first, min(last + 1, len(self._leaves))):
            for line, found in self._leaves[number].stops:
                if found == place:
                    self.stop = Spot(number, line)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Mark the answer of a line; a click on the one that is marked goes there."""
        if not self._leaves or self.text_selection is not None:
            return
        at = self._spot(self.scroll_offset.y + event.y)
        before = [one for one in self._stops_of(at.leaf) if one <= at]
        if before and before[-1] == self.stop:
            self.post_message(self.Chosen(self.place))
        elif before:
            self.stop = before[-1]
            self.refresh()
            self.post_message(self.Moved())

    # Looking for words

    def seek(self, words: str, start: Spot) -> bool:
        """Show where words stand, the first one from `start` on; whether there are any."""
        self._pattern, self._hit = pattern_for(words), None
        self.refresh()
        if self._pattern is None:
            return False
        before = [one for one in self._hits(start.leaf) if one[0].line < start.line]
        return self._next_hit((start.leaf, len(before) - 1), 1)

    def next_hit(self, by: int) -> bool:
        """The next place where the words stand, or the one before; on from the other end."""
        return self._next_hit(self._hit or (self.top.leaf, -1), by)

    def _next_hit(self, here: tuple[int, int], by: int) -> bool:
        count = len(self._leaves)
        for step in range(count + 1):
            number = (here[0] + by * step) % count
            known = list(range(len(self._hits(number))))
            if step == 0:
                known = [one for one in known if (one > here[1] if by > 0 else one < here[1])]
            if known:
                self._hit = (number, known[0] if by > 0 else known[-1])
                self._measure()
                self.bring(self._first(*self._hit))
                self.post_message(self.Moved())
                return True
        return False

    def _first(self, number: int, hit: int) -> Spot:
        return Spot(number, self._hits(number)[hit][0].line)

    def _hits(self, number: int) -> list[tuple[Span, ...]]:
        if self._pattern is None or not self._leaves:
            return []
        self._draw(number)
        return self._leaves[number].hits(self._pattern)

    def found(self) -> tuple[int, int]:
        """Which of the hits one looks at, and how many there are in all."""
        counts = [len(self._hits(number)) for number in range(len(self._leaves))]
        if self._hit is None:
            return 0, sum(counts)
        return sum(counts[: self._hit[0]]) + self._hit[1] + 1, sum(counts)

    def render_line(self, y: int) -> Strip:
        """One line of what is in view, with its signs."""
        at, width = self.scroll_offset.y + y, self.size.width
        if not self._leaves or at >= self._starts[-1]:
            return Strip.blank(width, self.look)
        spot = self._spot(at)
        lines = self._leaves[spot.leaf].lines or []
        if spot.line >= len(lines):
            return Strip.blank(width, self.look)
        strip, is_hit = self._with_hits(lines[spot.line], spot)
        strip = self._with_selection(strip, spot).apply_offsets(0, _numbered(spot))
        signs = (">" if self.shows_stop and spot == self.stop else " ") + ("*" if is_hit else " ")
        bar = Segment(signs, self.look + self.get_component_rich_style("book--sign"))
        return Strip([bar, *strip], self.BESIDE + strip.cell_length).crop_extend(
            0, width, self.look
        )

    # Selecting

    def _with_selection(self, strip: Strip, spot: Spot) -> Strip:
        found = None if self.text_selection is None else _selected(self.text_selection, strip, spot)
        if not found:
            return strip
        start = cell_len(strip.text[: found.start])
        cells = Span(spot.line, start, start + cell_len(strip.text[found]))
        return _styled(strip, cells, self.screen.get_component_rich_style("screen--selection"))

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """What is selected, line by line as it is drawn."""
        told = [
            strip.text[found].rstrip()
            for number, leaf in enumerate(self._leaves)
            for at, strip in enumerate(leaf.lines or ())
            if (found := _selected(selection, strip, Spot(number, at))) is not None
        ]
        return "\n".join(told), "\n"

    def _with_hits(self, strip: Strip, spot: Spot) -> tuple[Strip, bool]:
        if self._pattern is None:
            return strip, False
        is_hit = False
        for number, spans in enumerate(self._leaves[spot.leaf].hits(self._pattern)):
            for span in spans:
                if span.line == spot.line:
                    is_hit = True
                    style = HIT_NOW if self._hit == (spot.leaf, number) else HIT
                    strip = _styled(strip, span, style)
        return strip, is_hit


def _numbered(spot: Spot) -> int:
    """The number of a line for what is selected: how long leaves before it are is known late."""
    return spot.leaf * LONGEST_LEAF + spot.line


def _selected(selection: Selection, strip: Strip, spot: Spot) -> slice | None:
    """What of a line is selected, in letters."""
    span = selection.get_span(_numbered(spot))
    if span is None:
        return None
    return slice(span[0], len(strip.text) if span[1] < 0 else span[1])


def _styled(strip: Strip, span: Span, style: Style) -> Strip:
    before, marked, after = strip.divide([span.start, span.end, strip.cell_length])
    return Strip.join([before, marked.apply_style(style), after])
