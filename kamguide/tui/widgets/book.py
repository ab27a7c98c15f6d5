"""A long document that is read: it opens with its first page, the rest is drawn behind it.

A bar on the left says in signs, not only in colour, which answer Enter goes to (`>`) and which
lines hold what was looked for (`*`).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from time import perf_counter
from typing import TYPE_CHECKING, ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from kamguide.tui.leaves import Span, pattern_for
from kamguide.tui.widgets.lines import Lines

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from textual import events
    from textual.timer import Timer

    from kamguide.tui.leaves import Leaf

BAR: Final = 2
"""Cells for the signs on the left."""
TICK, BUDGET = 0.03, 0.012
"""How often, and for how many seconds, what is not in view is drawn."""
HIT: Final = Style(underline=True, reverse=True)
HIT_NOW: Final = Style(bold=True, underline2=True, reverse=True)


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A line of a leaf; it stays the same however the leaves before it are drawn."""

    leaf: int
    line: int = 0


class Book(Lines):
    """Shows leaves, one below the other."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"book--sign"}
    DEFAULT_CSS = "Book { height: 1fr; } Book > .book--sign { color: $primary; text-style: bold; }"

    class Moved(Message):
        """Another part of the book, or another answer, is what one looks at now."""

    @dataclass
    class Chosen(Message):
        """An answer was chosen: that which was marked was clicked on."""

        place: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._leaves: list[Leaf] = []
        self._starts: list[int] = [0]
        self._width = 0
        self._left = 0
        """The first leaf that is perhaps not drawn yet."""
        self._behind: Timer | None = None
        self._is_arranging = False
        self._go_to: Spot | None = None
        """Where to be once there is a width."""
        self.stop: Spot | None = None
        """Where the answer stands that Enter goes to."""
        self.shows_stop = True
        self._pattern: re.Pattern[str] | None = None
        self._hit: tuple[int, int] | None = None
        """The leaf of the hit one looks at, and which of its hits it is."""

    # What is shown

    def show(self, leaves: Sequence[Leaf], at: Spot | None = None) -> None:
        """Show other leaves, this spot of them at the top."""
        self._leaves, self._hit = list(leaves), None
        self.refresh()
        self._anew(at or Spot(0))

    def _anew(self, at: Spot) -> None:
        self._left, self.stop = 0, None
        self._go_to = at
        for leaf in self._leaves:
            leaf.lines = None
        if self._width > BAR and self._leaves:
            self._arrange()
            if self._behind is None:
                self._behind = self.set_interval(TICK, self._draw_behind)
            self._behind.resume()

    def _arrange(self) -> None:
        """Go where one should be, draw what is in view there, and stay there."""
        self._is_arranging = True
        top, self._go_to = self._go_to or self.top, None
        self._measure()
        at = min(top.leaf, len(self._leaves) - 1)
        height = line = 0
        for number in range(at, len(self._leaves)):
            if height - line > self.size.height:
                break
            self._draw(number)
            if number == at:
                line = min(top.line, max(0, self._leaves[at].height - 1))
            height += self._leaves[number].height
        self._measure()
        self.scroll_to(y=self._starts[at] + line, animate=False, force=True, immediate=True)
        self._is_arranging = False
        self._mark_in_view()
        self.refresh()
        self.post_message(self.Moved())

    def _measure(self) -> None:
        self._starts = [0, *accumulate(leaf.height for leaf in self._leaves)]
        self.holds(self._width, self._starts[-1])

    def holds(self, width: int, height: int) -> None:
        """Say how long it is; there is always a scrollbar, so nothing is laid out anew."""
        self.set_reactive(ScrollView.virtual_size, Size(width, max(height, self.size.height + 1)))
        self._scroll_update(Size(width, height))

    def _draw(self, number: int) -> None:
        leaf = self._leaves[number]
        if leaf.lines is not None:
            return
        width = self._width - BAR
        options = self.app.console_options.update(width=width, height=None, highlight=False)
        found: list[Strip] = []
        for part in leaf.parts:
            segments = Segment.apply_style(self.app.console.render(part, options), self.look)
            lines = Segment.split_and_crop_lines(
                segments, width, style=self.look, include_new_lines=False
            )
            found += [Strip(line, width) for line in lines]
        leaf.drawn(found)

    def _draw_behind(self) -> None:
        """Draw some of what is not in view; what is in view stays where it is."""
        end, top = perf_counter() + BUDGET, self.top
        while self._left < len(self._leaves) and perf_counter() < end:
            self._draw(self._left)
            self._left += 1
        self._measure()
        self._stay(top)
        if self._left >= len(self._leaves):
            if self._behind is not None:
                self._behind.pause()
            self.post_message(self.Moved())

    def _stay(self, top: Spot) -> None:
        y = self._line_of(top)
        if y != self.scroll_offset.y:
            self.scroll_to(y=y, animate=False, force=True, immediate=True)

    @property
    def is_whole(self) -> bool:
        """Whether everything is drawn."""
        return self._left >= len(self._leaves)

    # Where one is

    @property
    def top(self) -> Spot:
        """What stands at the top."""
        return self._spot(self.scroll_offset.y)

    def _spot(self, y: int) -> Spot:
        number = max(0, min(bisect_right(self._starts, y) - 1, len(self._leaves) - 1))
        return Spot(number, max(0, y - self._starts[number]))

    def _line_of(self, spot: Spot) -> int:
        return self._starts[min(spot.leaf, len(self._starts) - 1)] + spot.line

    @property
    def percent(self) -> int:
        """How far down one is."""
        most = max(1, self._starts[-1] - self.size.height)
        return min(100, round(100 * self.scroll_offset.y / most))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Draw what comes into view."""
        super().watch_scroll_y(old_value, new_value)
        is_ready = self._leaves and self._width > BAR and not self._is_arranging
        if round(old_value) == round(new_value) or not is_ready:
            return
        at, bottom = self._spot(round(new_value)), round(new_value) + self.size.height
        undrawn = False
        for number in range(at.leaf, self._spot(bottom).leaf + 1):
            undrawn = undrawn or self._leaves[number].lines is None
        if undrawn:
            self._go_to = at
            self.call_next(self._arrange)
        else:
            self._mark_in_view()
            self.post_message(self.Moved())

    def go(self, spot: Spot) -> None:
        """Have a spot at the top."""
        self._go_to = spot
        if self._width > BAR and self._leaves:
            self._arrange()

    def bring(self, spot: Spot) -> None:
        """Have a spot in view, with what stands before it where it was not."""
        y = self._line_of(spot) - self.scroll_offset.y
        if not 0 <= y < self.size.height - 1:
            self.go(self._spot(max(0, self._line_of(spot) - self.size.height // 3)))
        self.refresh()

    def to_end(self) -> None:
        """The last page."""
        for number in range(len(self._leaves)):
            self._draw(number)
        self._measure()
        self.go(self._spot(max(0, self._starts[-1] - self.size.height)))

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
        if not self._leaves:
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

    # Drawing

    def on_resize(self, event: events.Resize) -> None:
        """Draw anew where the width is another one."""
        del event
        width = self.scrollable_content_region.width
        if self._width != width:
            at, self._width = self._go_to or self.top, width
            self._anew(at)

    def notify_style_update(self) -> None:
        """Draw in the new colours."""
        super().notify_style_update()
        if self._leaves and self._width > BAR:
            self._anew(self.top)

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
        signs = (">" if self.shows_stop and spot == self.stop else " ") + ("*" if is_hit else " ")
        bar = Segment(signs, self.look + self.get_component_rich_style("book--sign"))
        return Strip([bar, *strip], BAR + strip.cell_length).crop_extend(0, width, self.look)

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


def _styled(strip: Strip, span: Span, style: Style) -> Strip:
    before, marked, after = strip.divide([span.start, span.end, strip.cell_length])
    return Strip.join([before, marked.apply_style(style), after])
