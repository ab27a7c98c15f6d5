"""The line under a table: what is missing, what it adds up to, and which columns are out of view."""

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

    def tell(self, words: str, hidden: tuple[int, int], lang: str) -> None:
        """Show the line anew."""
        hint, room = _hint(hidden, lang), max(20, self.size.width or self.app.size.width - 2)
        left = cut(words, room - cell_len(hint) - 2 if hint else room)
        free = " " * max(0, room - cell_len(left) - cell_len(hint))
        self.update(Content(f"{left}{free}{hint}".rstrip()))


def _hint(hidden: tuple[int, int], lang: str) -> str:
    left, right = hidden
    key = f"grid.hidden_{'both' if left and right else 'left' if left else 'right'}"
    return say(key, lang, left=left, right=right) if left or right else ""
