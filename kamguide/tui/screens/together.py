"""What the plans of the board come to, and all accounts on one matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from kamguide.export.charted.frame import LETTERS, Frame
from kamguide.export.charted.kinds import lines_of
from kamguide.messages import say
from kamguide.messages.folding import fold
from kamguide.tui.signs import pen
from kamguide.workspace.accounts_matrix import matrices
from kamguide.workspace.board_document import matrix_notes
from kamguide.workspace.together_telling import together_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from kamguide.workspace.board import Board

SIDES: Final = 4
WIDEST: Final = 110
"""Columns beyond which a matrix only gets emptier."""
MOST_NARROW: Final = 40


class TogetherScreen(Screen[None]):
    """Totals, how much hangs on few, who has too much to do, and the matrix; it scrolls."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,f5,f9,enter", "back", priority=True, show=False),
    ]
    DEFAULT_CSS = """
    TogetherScreen VerticalScroll { height: 1fr; padding: 0 1; }
    TogetherScreen #what { height: auto; }
    """

    def __init__(self, board: Board, lang: str) -> None:
        super().__init__()
        self._board = board
        self._lang = lang

    def compose(self) -> ComposeResult:
        """A title, everything under each other, and the keys."""
        title = say("board.together.title", self._lang, count=len(self._board.lines))
        yield Static(Content(title), classes="head title")
        with VerticalScroll():
            yield Static("", id="what", markup=False)
        yield Static(Content(say("board.together.keys", self._lang)), classes="foot")

    def on_mount(self) -> None:
        """The arrows scroll."""
        self.query_one(VerticalScroll).focus()

    def on_resize(self) -> None:
        """Draw for the width there is."""
        width = max(MOST_NARROW, min(WIDEST, self.size.width - SIDES))
        self.query_one("#what", Static).update(Text("\n").join(self._lines(width)))

    def _lines(self, width: int) -> Iterator[Text]:
        if not self._board.lines:
            yield Text(say("board.nobody", self._lang))
            return
        for line in together_lines(self._board.together, self._lang):
            yield from _folded(line, width)
        yield Text("")
        for chart in matrices(self._board.lines, self._lang, len(LETTERS)):
            yield Text(chart.title, "bold")
            yield from lines_of(chart, Frame(width, pen(), self._lang))
            yield Text("")
        for line in matrix_notes(self._board, self._lang):
            yield from _folded(line, width)

    def action_back(self) -> None:
        """Back to the plans."""
        self.dismiss()


def _folded(words: str, width: int) -> Iterator[Text]:
    for line in fold(words, width):
        yield Text(line.rstrip())
