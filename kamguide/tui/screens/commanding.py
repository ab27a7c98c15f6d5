"""A slash begins a command: while one is typed, what it may become stands above the prompt."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from textual.screen import Screen

from kamguide.tui.widgets.prompt import SLASHES

if TYPE_CHECKING:
    from textual.widget import Widget

    from kamguide.tui.conversation import Conversation
    from kamguide.tui.widgets.commandchoices import CommandChoices
    from kamguide.tui.widgets.prompt import PromptArea


class CommandingScreen(Screen[None]):
    """A screen whose prompt takes commands."""

    conversation: Conversation | None
    _commands: CommandChoices | None = None

    @property
    @abstractmethod
    def prompt(self) -> PromptArea:
        """Where words go."""

    @property
    def offers_commands(self) -> bool:
        """Whether the list of commands is in view."""
        return self._commands is not None and self._commands.display

    def seek_commands(self, words: str) -> None:
        """Show the commands that typed words may become; the list is made when it is needed."""
        if self.conversation is None or (self._commands is None and words[:1] not in SLASHES):
            return
        if self._commands is None:
            from kamguide.tui.widgets.commandchoices import CommandChoices

            self._commands = CommandChoices()
            self.mount(self._commands)
        was_there = self._commands.display
        typed = words if self.prompt.is_typed else ""
        self._commands.seek(typed, self.conversation.session.lang)
        if was_there != self._commands.display:
            self.refresh_feet()

    def ask_commands(self, key: str) -> bool:
        """Let the list take a key; false where the prompt is to take it."""
        text = self.prompt.text
        if text[:1] not in SLASHES:
            return False
        self.seek_commands(text)
        shown = self._commands.takes(key) if self._commands is not None else None
        if shown is None:
            return False
        if shown != text:
            self.prompt.complete(shown)
        return key != "enter" or shown.endswith(" ")

    def fit_commands(self) -> None:
        """Have the list where the prompt is now, in another size of the terminal."""
        if self._commands is not None and self._commands.display:
            self.call_after_refresh(self._commands.fit)

    def close_commands(self) -> bool:
        """Take the list away until something else is typed; whether it was there."""
        if self._commands is None or not self._commands.display:
            return False
        self.uncover(self._commands)
        return True

    @abstractmethod
    def uncover(self, over: Widget) -> None:
        """Have something gone that lies over the talk."""

    @abstractmethod
    def refresh_feet(self) -> None:
        """Show the keys and the state."""


def of_answer(words: str) -> str:
    """What is typed, as far as it may be an answer: of a command nothing."""
    return "" if words[:1] in SLASHES else words
