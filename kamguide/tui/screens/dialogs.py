"""Small questions about a plan: what to do with it, what it is called, which keys there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from kamguide.errors import KamguideError
from kamguide.messages import say
from kamguide.tui.widgets.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult


class PlanMenu(ModalScreen[str]):
    """Asks what is to be done with a plan."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,tab", "dismiss", priority=True, show=False)
    ]

    def __init__(self, name: str, deeds: Sequence[str], lang: str) -> None:
        super().__init__()
        self._plan = name
        self._deeds = deeds
        self._lang = lang

    def compose(self) -> ComposeResult:
        """The name, what can be done, and how to choose."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._plan), classes="title")
            options = [
                Option(Content(say(f"home.menu.{one}", self._lang)), id=one) for one in self._deeds
            ]
            yield OptionList(*options, id="values", markup=False)
            yield Static(Content(say("home.menu.keys", self._lang)), classes="foot")

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option_id)


class NameScreen(ModalScreen[str]):
    """Asks for a name, and asks again while it cannot be had; what was typed stays."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", show=False)]

    def __init__(self, question: str, value: str, keep: Callable[[str], None], lang: str) -> None:
        """Ask for a name.

        Args:
            question: What is asked.
            value: What stands in the line at first.
            keep: Takes the name; what is wrong with it is said.
            lang: The language to speak.
        """
        super().__init__()
        self._question = question
        self._value = value
        self._keep = keep
        self._lang = lang

    def compose(self) -> ComposeResult:
        """A question, a line, and what is wrong with what was tried."""
        with Vertical(classes="dialog"):
            yield Words(self._question)
            line = Input(self._value, id="name", max_length=200, select_on_focus=False)
            line.cursor_blink = False
            yield line
            yield Words(id="problem")
            yield Static(Content(say("home.ask.keys", self._lang)), classes="foot")

    @on(Input.Submitted, "#name")
    def _named(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            self._keep(event.value)
        except KamguideError as problem:
            words = say(problem.key, self._lang, **problem.values)
            self.query_one("#problem", Words).put(words)
            return
        self.dismiss(event.value)
