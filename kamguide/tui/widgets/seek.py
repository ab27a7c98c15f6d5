"""A line for the words that are looked for, with what came of them behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static, TextArea

from kamguide.tui.widgets.oneline import OneLine

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

STEPS: Final = {"down": 1, "up": -1}


class _Words(OneLine):
    """The words that are looked for."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key in (*STEPS, "enter"):
            event.stop()
            event.prevent_default()
            step = STEPS.get(event.key)
            self.post_message(Seek.Taken() if step is None else Seek.Stepped(step))


class Seek(Horizontal):
    """The words and what came of them; the screen gives it room where another line stood."""

    DEFAULT_CSS = """
    Seek { height: 1; background: $panel; padding: 0 1; display: none; }
    Seek Static { width: auto; }
    Seek _Words {
        height: 1; width: 1fr; min-width: 10; border: none; padding: 0; background: $panel;
    }
    Seek #found { margin-left: 2; }
    """

    @dataclass
    class Sought(Message):
        """Other words are looked for."""

        words: str

    @dataclass
    class Stepped(Message):
        """The next place is wanted, or the one before."""

        by: int

    class Taken(Message):
        """These are the words."""

    def __init__(self, name: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._label = Static(Content(f"{name} "))
        self._words = _Words()
        self._found = Static("", id="found")

    def compose(self) -> ComposeResult:
        """In one line."""
        yield self._label
        yield self._words
        yield self._found

    @property
    def words(self) -> str:
        """What is looked for."""
        return self._words.text

    @property
    def is_open(self) -> bool:
        """Whether one can type in it."""
        return bool(self.display)

    def open(self, words: str | None = None) -> None:
        """Show the line; the words of last time can be typed over."""
        self.display = True
        if words is not None:
            self._words.text = words
            self._words.move_cursor(self._words.document.end)
        else:
            self._words.select_all()
        self._words.focus()

    @property
    def is_heard(self) -> bool:
        """Whether keys come here."""
        return self._words.has_focus

    def type(self, text: str) -> None:
        """Take what was typed before keys came here, in the place of what is selected."""
        self._words.replace(text, *self._words.selection)

    def close(self, *, keep: bool = True) -> None:
        """Hide the line; its words stay unless they are not to be kept."""
        self.display = False
        if not keep:
            self._words.text = ""

    def tell(self, what: str) -> None:
        """Say what came of the words."""
        self._found.update(Content(what))

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Look for what is typed now."""
        event.stop()
        if self.display:
            self.post_message(self.Sought(event.text_area.text))
