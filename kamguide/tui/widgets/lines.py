"""What is drawn line by line and scrolled, and can grow without the rest being laid out anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.scroll_view import ScrollView

if TYPE_CHECKING:
    from rich.style import Style


class Lines(ScrollView, can_focus=False):
    """A view of as many lines as there are; its place on the screen does not depend on them."""

    DEFAULT_CSS = "Lines { scrollbar-gutter: stable; overflow-x: hidden; }"

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

    def holds(self, width: int, height: int) -> None:
        """Say how many lines of which width there are now.

        Setting `virtual_size` lays the whole screen out, which takes longer than everything
        else between a key and the next question; it is needed only where the scrollbar comes
        or goes.
        """
        size = Size(width, height)
        if (height > self.size.height) == self.show_vertical_scrollbar:
            self.set_reactive(ScrollView.virtual_size, size)
            self._scroll_update(size)
        else:
            self.virtual_size = size
