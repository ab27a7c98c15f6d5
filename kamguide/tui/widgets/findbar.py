"""Looking for words in the talk: a line in the place of the head, so that nothing moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static, TextArea

from kamguide.messages import say
from kamguide.tui.lines import fitted
from kamguide.tui.widgets.oneline import OneLine

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

LEAST: Final = 24
"""Columns that the words have at the least, with what stands around them."""
STEPS: Final = {"enter": -1, "up": -1, "shift+enter": 1, "down": 1}
"""Enter goes back in the talk, for one begins at its end."""


class FindArea(OneLine):
    """The words that are looked for."""

    DEFAULT_CSS = """
    FindArea { height: 1; width: 1fr; border: none; padding: 0; background: $panel; }
    """

    async def _on_key(self, event: events.Key) -> None:
        if event.key in STEPS:
            event.stop()
            event.prevent_default()
            self.post_message(FindBar.Stepped(STEPS[event.key]))


class FindBar(Horizontal):
    """The words, how often they stand in the talk, and the keys."""

    DEFAULT_CSS = """
    FindBar { height: 1; background: $panel; padding: 0 1; display: none; }
    FindBar Static { width: auto; }
    FindBar #found { margin-left: 2; }
    """

    @dataclass
    class Stepped(Message):
        """The next place is wanted, or the one before."""

        step: int

    @dataclass
    class Sought(Message):
        """Other words are looked for."""

        words: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._area = FindArea()
        self._label, self._found = Static("", markup=False), Static("", id="found", markup=False)

    def compose(self) -> ComposeResult:
        """In one line."""
        yield self._label
        yield self._area
        yield self._found

    def open(self, lang: str) -> None:
        """Show the line, with the words of last time to be typed over."""
        self.display = True
        self._label.update(Content(say("seek.name", lang)))
        self._area.focus()
        self._area.select_all()
        self.post_message(self.Sought(self._area.text))

    def tell(self, at: int, count: int, lang: str) -> None:
        """Say how many places there are, and which of them is in view."""
        key = "seek.place" if count else ("seek.nothing" if self._area.text else "seek.keys")
        room = self.size.width - self._label.size.width - LEAST
        self._found.update(Content(fitted(say(key, lang, at=at, count=count), room)))

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Look for what is typed now."""
        event.stop()
        if self.display:
            self.post_message(self.Sought(event.text_area.text))
