"""Something to read beside what one was doing; Escape goes back to exactly there."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from kamguide.messages import say
from kamguide.tui.widgets.words import Columns, Foot

if TYPE_CHECKING:
    from textual.app import ComposeResult

SIZES: Final = [(0, "-all"), (100, "-beside")]
"""It takes all the columns until enough would stay in view beside it to be of use."""


class AsideScreen(ModalScreen[None]):
    """A text at the right, over the plan's pane; all of a narrow window."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "dismiss", priority=True, show=False),
    ]

    HORIZONTAL_BREAKPOINTS = SIZES

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
                yield Columns(self._body)
            yield Foot(say("help.foot", self._lang), classes="foot")

    def on_mount(self) -> None:
        """The text has the focus, so that the arrows move it."""
        self.query_one(VerticalScroll).focus()
