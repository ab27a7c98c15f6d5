"""What is drawn line by line and scrolled, and can grow without the rest being laid out anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar

if TYPE_CHECKING:
    from rich.style import Style
    from textual.strip import Strip


class Lines(ScrollView, can_focus=False):
    """A view of as many lines as there are; its place on the screen does not depend on them."""

    DEFAULT_CSS = "Lines { scrollbar-gutter: stable; overflow-x: hidden; }"

    KEEPS_STRIPS: ClassVar[bool] = False
    """Whether drawn lines are kept here; Textual then need not keep, and pad, them once more."""
    across: int = 0
    """The width of a line, known while lines are drawn: to ask Textual costs as much as a line."""
    above: int = 0
    """Lines above what is in view; known here for the same reason."""
    _look: Style | None = None

    @property
    def look(self) -> Style:
        """The style of what is not styled otherwise: worked out once for all lines."""
        if self._look is None:
            self._look = self.rich_style
        return self._look

    def notify_style_update(self) -> None:
        """Draw in the new colours."""
        super().notify_style_update()
        self._look = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines as they are, where nothing stands around them."""
        self.across = self.size.width
        is_bare = not self.styles.gutter and crop.column_span == (0, self.across)
        if not (self.KEEPS_STRIPS and is_bare):
            return super().render_lines(crop)
        strips = [self.render_line(y) for y in crop.line_range]
        if filters := self.get_line_filters():
            background = self.background_colors[1]
            for one in filters:
                strips = [strip.apply_filter(one, background) for strip in strips]
        return strips

    def draw_again(self, line: int, *, below: int) -> None:
        """Draw one line again, where it is in view below so many lines that do not scroll."""
        y = below + line - self.scroll_offset.y
        if below <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def holds(self, width: int, height: int) -> None:
        """Say how many lines of which width there are now.

        Setting `virtual_size` lays the whole screen out, which takes longer than everything
        else between a key and the next question; it is needed only where the scrollbar comes
        or goes, and can wait for a frame where that one is not seen.
        """
        size = Size(width, height)
        if (height > self.size.height) != self.show_vertical_scrollbar:
            if self._shows_bar:
                self.virtual_size = size
                return
            self.call_after_refresh(lambda: self._scroll_update(self.virtual_size))
        self.set_reactive(ScrollView.virtual_size, size)
        self._tell_bar("window_virtual_size", height)
        self.scroll_y = self.validate_scroll_y(self.scroll_y)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Draw what is in view now."""
        self.above = round(new_value)
        self._tell_bar("position", new_value)
        if round(old_value) != round(new_value):
            self.refresh(self.size.region)

    def _tell_bar(self, what: str, value: float) -> None:
        """Have the scrollbar know where it is, and drawn only where it is seen."""
        if not self.show_vertical_scrollbar:
            return
        bar = self.vertical_scrollbar
        if self._shows_bar:
            setattr(bar, what, value)
        else:
            bar.set_reactive(getattr(ScrollBar, what), value)

    @property
    def _shows_bar(self) -> bool:
        """Whether the scrollbar is seen where it is there."""
        return self.styles.scrollbar_visibility == "visible"
