"""The line under a table: what is missing, what it adds up to, columns out of view."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from kamguide.messages import say
from kamguide.tui.widgets.columns import cut


class TableFoot(Static):
    """One line: words to the left, columns out of view to the right."""

    DEFAULT_CSS = "TableFoot { height: 1; padding: 0 1; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__("", id=id, markup=False)
        self._words = self._hint = ""

    def tell(self, words: str, hidden: tuple[int, int], lang: str) -> None:
        """Show the line anew."""
        self._words, self._hint = words, _hint(hidden, lang)
        self.refresh()

    def render(self) -> Content:
        """The words, and the hint at the right end."""
        room = self.size.width
        left = cut(self._words, room - cell_len(self._hint) - 2 if self._hint else room)
        free = " " * max(0, room - cell_len(left) - cell_len(self._hint))
        return Content(f"{left}{free}{self._hint}")


def _hint(hidden: tuple[int, int], lang: str) -> str:
    left, right = hidden
    if left and right:
        return say("grid.hidden_both", lang, left=left, right=right)
    if not left and not right:
        return ""
    return say(f"grid.hidden_{'left' if left else 'right'}", lang, count=left or right)
