"""A long document, drawn leaf by leaf: it opens with its first page, the rest comes behind it."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from time import perf_counter
from typing import TYPE_CHECKING, ClassVar, Final

from msgspec import Struct
from rich.segment import Segment
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from kamguide.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.timer import Timer

    from kamguide.tui.leaves import Leaf

TICK: Final = 0.03
BUDGET: Final = 0.012
"""How often, and for how many seconds, what is not in view is drawn."""


class Spot(Struct, frozen=True, order=True):
    """A line of a leaf; it stays the same however the leaves before it are drawn."""

    leaf: int
    line: int = 0


class Pages(Lines):
    """Leaves, one below the other."""

    BESIDE: ClassVar[int] = 0
    """Cells beside the leaves."""

    class Moved(Message):
        """Another part is in view, or all is drawn."""

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

    # What is shown

    def show(self, leaves: Sequence[Leaf], at: Spot | None = None) -> None:
        """Show other leaves, this spot of them at the top."""
        self._leaves = list(leaves)
        self.refresh()
        self._anew(at or Spot(0))

    def _anew(self, at: Spot) -> None:
        self._left, self._go_to = 0, at
        for leaf in self._leaves:
            leaf.lines = None
        if self._width > self.BESIDE and self._leaves:
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
        self.refresh()
        self.moved()

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
        width = self._width - self.BESIDE
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
        is_ready = self._leaves and self._width > self.BESIDE and not self._is_arranging
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
            self.moved()

    def moved(self) -> None:
        """Tell that another part is in view."""
        self.post_message(self.Moved())

    def go(self, spot: Spot) -> None:
        """Have a spot at the top."""
        self._go_to = spot
        if self._width > self.BESIDE and self._leaves:
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

    def on_resize(self, event: events.Resize) -> None:
        """Draw anew where the width is another one, and what comes into view where it is taller."""
        del event
        width = self.scrollable_content_region.width
        if self._width != width:
            at, self._width = self._go_to or self.top, width
            self._anew(at)
        elif self._leaves and width > self.BESIDE:
            self._arrange()

    def notify_style_update(self) -> None:
        """Draw in the new colours."""
        super().notify_style_update()
        if self._leaves and self._width > self.BESIDE:
            self._anew(self.top)
