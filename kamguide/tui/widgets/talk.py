"""The conversation: at most sixty bubbles, told apart by side and word, not by colour alone."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

if TYPE_CHECKING:
    from kamguide.workspace.speaking import Said

MOUNTED: Final = 60


class Bubble(Static):
    """One thing that was said."""

    DEFAULT_CSS = """
    Bubble { height: auto; width: 100%; margin: 0 0 1 0; padding: 0 1; }
    Bubble.you { margin: 0 0 1 4; }
    """

    def __init__(self, said: Said) -> None:
        head = Content.styled(said.name, "bold")
        super().__init__(Content.assemble(head, "\n", Content(said.text)), markup=False)
        self.add_class(said.who)
        self.said = said


class Talk(VerticalScroll, can_focus=False):
    """What was said so far, the newest at the end; older bubbles come back on demand."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._older: deque[Said] = deque()
        self.everything: list[Said] = []

    def compose(self) -> ComposeResult:
        """Nothing yet."""
        yield from ()

    def add(self, *things: Said) -> None:
        """Say something more; the view follows if it was at the end."""
        at_end = self.max_scroll_y - self.scroll_offset.y <= 1
        self.everything += things
        self.mount_all(Bubble(one) for one in things[-MOUNTED:])
        bubbles = list(self.query(Bubble))
        for old in bubbles[: max(0, len(bubbles) - MOUNTED)]:
            self._older.append(old.said)
            old.remove()
        if at_end:
            self.call_after_refresh(self.scroll_end, animate=False)

    def show_older(self) -> None:
        """Bring back up to twenty of the bubbles that were put away."""
        back = [self._older.pop() for _ in range(min(20, len(self._older)))]
        if back:
            first = next(iter(self.query(Bubble)), None)
            self.mount_all([Bubble(one) for one in reversed(back)], before=first)

    def clear(self) -> None:
        """Forget what was said."""
        self.everything.clear()
        self._older.clear()
        self.query(Bubble).remove()


def shortened(text: str, width: int) -> str:
    """`text` on one line of at most `width` cells."""
    line = " ".join(text.split())
    if cell_len(line) <= width:
        return line
    cut = ""
    for char in line:
        if cell_len(cut) + cell_len(char) > width - 3:
            break
        cut += char
    return cut + "..."
