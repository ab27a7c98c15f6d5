"""Something to read beside what one was doing; Escape goes back to exactly there."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from kamguide.messages import say
from kamguide.tui.widgets.words import Words

if TYPE_CHECKING:
    from textual.app import ComposeResult


class AsideScreen(ModalScreen[None]):
    """A text at the right, over the plan's pane; all of a narrow window."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "dismiss", priority=True, show=False),
    ]

    def __init__(self, title: str, body: str, lang: str) -> None:
        super().__init__()
        self._title = title
        self._body = body
        self._lang = lang

    def compose(self) -> ComposeResult:
        """The title, the text, and how to go back."""
        with Vertical():
            yield Static(Content(self._title), classes="title")
            with VerticalScroll():
                yield Words(self._body)
            yield Static(Content(say("help.foot", self._lang)), classes="foot")

    def on_mount(self) -> None:
        """The text has the focus, so that the arrows move it."""
        self.query_one(VerticalScroll).focus()
