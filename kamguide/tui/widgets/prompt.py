"""The one place where words go: text, picks, marks and cells alike.

It never loses what was typed: it says so on every change, and only sending empties it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

_ASKS = {"question_mark", "fullwidth_question_mark"}
_GRID_MOVES = {"home", "end", "ctrl+home", "ctrl+end", "delete", "backspace"}
"""Keys that belong to a grid above while nothing is typed."""
_MOVES = {"up", "down", "left", "right", "tab", "shift+tab", "pageup", "pagedown"}


class PromptArea(TextArea):
    """A text area of one to eight lines: Enter sends, Ctrl+J starts a new line.

    While it is empty the arrow keys belong to whatever is above it: a list or a grid.
    """

    DEFAULT_CSS = """
    PromptArea { height: auto; min-height: 1; max-height: 8; border: none; padding: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+j", "new_line", "new line", show=False),
    ]

    @dataclass
    class Sent(Message):
        """Enter was pressed; `text` is everything that was typed, perhaps nothing."""

        text: str

    @dataclass
    class Moved(Message):
        """An arrow key was pressed while nothing was typed."""

        key: str

    @dataclass
    class Pasted(Message):
        """Several lines were pasted while nothing was typed."""

        text: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(
            id=id,
            compact=True,
            soft_wrap=True,
            tab_behavior="focus",
            highlight_cursor_line=False,
        )
        self.cursor_blink = False
        self.takes_moves = False
        """Whether Tab and the arrows belong to a grid above while nothing is typed."""
        self.takes_blocks = False
        """Whether several pasted lines belong to a grid above."""
        self.takes_ticks = False
        """Whether a space belongs to a list above while nothing is typed."""
        self.taker: Callable[[Message], None] | None = None
        """What takes words and moves at once while a grid is above: the keys right behind them
        belong to another cell, and may not wait in the queue of another widget."""
        self._sent: list[str] = []
        self._recalled = 0
        self._is_spent = False
        """Whether what stands here was taken, and only is to be cleared away."""

    def action_new_line(self) -> None:
        """Start a new line."""
        self.insert("\n")

    def put(self, text: str) -> None:
        """Show `text` for editing, with the cursor at its end."""
        self._is_spent = False
        self.load_text(text)
        self.move_cursor(self.document.end)

    def empty_soon(self) -> None:
        """What was sent is taken: clear it away once what follows from it is on screen.

        To change the prompt and what is above it in one frame draws half the screen again.
        """
        self._is_spent = True

    def empty_now(self) -> None:
        """Clear away what was sent, before anything else is typed or read here."""
        if self._is_spent:
            self.put("")

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """A question mark where nothing is typed asks for help, and is no text."""
        is_empty = self._is_spent or not self.text
        return super().check_consume_key(key, character) and not (is_empty and key in _ASKS)

    async def _on_key(self, event: events.Key) -> None:
        self.empty_now()
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self._send()
        elif self.takes_moves and self._leaves_cell(event.key):
            event.stop()
            event.prevent_default()
            self._hand(self.Moved(event.key))
        elif not self.text and (event.key in _MOVES or self._is_tick(event.key)):
            event.stop()
            event.prevent_default()
            self._move(event.key)

    async def _on_paste(self, event: events.Paste) -> None:
        self.empty_now()
        if self.takes_blocks and not self.text and ("\n" in event.text or "\t" in event.text):
            event.stop()
            event.prevent_default()
            self._hand(self.Pasted(event.text))

    def _leaves_cell(self, key: str) -> bool:
        """Whether a key goes on to another cell: words on one line are left up and down too."""
        is_line = "\n" not in self.text
        beyond = key in ("tab", "shift+tab") or (is_line and key in ("up", "down"))
        return beyond or (not self.text and key in _GRID_MOVES)

    def _hand(self, message: Message) -> None:
        """Tell what a key came to."""
        if self.takes_moves and self.taker is not None:
            self.taker(message)
        else:
            self.post_message(message)

    def _is_tick(self, key: str) -> bool:
        return self.takes_ticks and key == "space"

    def _move(self, key: str) -> None:
        if key == "up" and not self.takes_moves and self._sent:
            self._recalled = min(self._recalled + 1, len(self._sent))
            self.put(self._sent[-self._recalled])
        else:
            self._hand(self.Moved(key))

    def _send(self) -> None:
        text = self.text
        if text.strip():
            self._sent.append(text)
        self._recalled = 0
        self._hand(self.Sent(text))
