"""Two small questions: one of a list, or some words."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from kamguide.messages import say
from kamguide.tui.lines import MOST_NARROW, hanging
from kamguide.tui.widgets.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

LONGEST: Final = 2000
SIDES: Final = 2
"""Columns beside the words of a list."""


class PickScreen(ModalScreen["int | None"]):
    """Asks for one of a list; given back is its number from 0."""

    DEFAULT_CSS = "PickScreen #values { height: auto; max-height: 14; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", priority=True, show=False)
    ]

    def __init__(self, title: str, labels: Sequence[str], lang: str) -> None:
        super().__init__()
        self._title = title
        self._labels = labels
        self._lang = lang

    def compose(self) -> ComposeResult:
        """What is asked, the list, and how to choose."""
        with Vertical(classes="dialog"):
            yield Words(self._title, classes="title")
            yield OptionList(*map(Content, self._labels), id="values", markup=False)
            yield Static(Content(say("picking.keys", self._lang)), classes="foot")

    def on_resize(self) -> None:
        """Fold the list to the width there is; Textual lets a line begin with a full stop."""
        values = self.query_one(OptionList)
        for at, label in enumerate(self._labels):
            lines = hanging(label, max(MOST_NARROW, values.scrollable_content_region.width - SIDES))
            values.replace_option_prompt_at_index(at, Content("\n".join(lines)))

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option_index)


class LineScreen(ModalScreen["str | None"]):
    """Asks for some words; Escape gives back nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", priority=True, show=False)
    ]

    def __init__(self, title: str, value: str, lang: str) -> None:
        super().__init__()
        self._title = title
        self._value = value
        self._lang = lang

    def compose(self) -> ComposeResult:
        """What is asked, and a line."""
        with Vertical(classes="dialog"):
            yield Words(self._title, classes="title")
            line = Input(self._value, id="said", max_length=LONGEST, select_on_focus=False)
            line.cursor_blink = False
            yield line
            yield Static(Content(say("picking.keys_words", self._lang)), classes="foot")

    @on(Input.Submitted)
    def _sent(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value)
