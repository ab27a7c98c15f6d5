"""Something long that is looked at beside the talk: drawn once, then only scrolled.

However long it is, moving it or making room beside it draws no more than what is in view.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip

from kamguide.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual import events


class Pane(Lines):
    """Shows one thing, as wide as it is itself."""

    KEEPS_STRIPS = True

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._content: RenderableType = ""
        self._strips: list[Strip] = []
        self._width = 0
        self._line: int | None = None

    def show(self, content: RenderableType, line: int | None = None) -> None:
        """Show this instead of what was shown, this line of it in view."""
        if content != self._content:
            self._content = content
            self._draw()
        self._line = line
        self._keep_in_view()

    def _keep_in_view(self) -> None:
        if self._line is not None:
            self.bring(self._line)

    def bring(self, line: int) -> None:
        """Scroll to a line, if it is out of view."""
        height = self.size.height
        if height and not 0 <= line - self.scroll_offset.y < height:
            self.scroll_to(y=line - height // 2, animate=False, force=True, immediate=True)

    def _draw(self) -> None:
        if self._width <= 0:
            return
        options = self.app.console_options.update(width=self._width, height=None, highlight=False)
        segments = self.app.console.render(self._content, options)
        styled = Segment.apply_style(segments, self.look)
        lines = Segment.split_and_crop_lines(
            styled, self._width, style=self.look, include_new_lines=False
        )
        self._strips = [Strip(line, self._width) for line in lines]
        self.holds(self._width, len(self._strips))
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Draw anew where the width is another one."""
        del event
        if self._width != (width := self.scrollable_content_region.width):
            self._width = width
            self._draw()
        self._keep_in_view()

    def notify_style_update(self) -> None:
        """Draw in the new colours."""
        super().notify_style_update()
        self._draw()

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is in view."""
        at, width = self.above + y, self.across
        if at >= len(self._strips):
            return Strip.blank(width, self.look)
        return self._strips[at].crop_extend(0, width, self.look)
