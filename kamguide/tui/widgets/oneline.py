"""A line to type in: a text area, where Chinese is typed as it should be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import TextArea

if TYPE_CHECKING:
    from textual import events


class OneLine(TextArea):
    """A text area of one line; what is pasted becomes one, too."""

    def __init__(self) -> None:
        super().__init__(compact=True, soft_wrap=False, highlight_cursor_line=False)
        self.cursor_blink = False
        self.show_horizontal_scrollbar = False

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        self.insert(" ".join(event.text.split()))
