"""The whole plan, to be read; Escape goes back to the question."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from kamguide.export.terminal import drawn
from kamguide.messages import say
from kamguide.workspace.files import document

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from kamguide.workspace.session import Session


class ReadingScreen(Screen[None]):
    """The plan as it stands."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,f9", "app.pop_screen", priority=True, show=False),
        Binding("ctrl+s", "export", show=False),
        Binding("space", "page_down", show=False),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def compose(self) -> ComposeResult:
        """The name, the plan, and how to go on."""
        lang = self._session.lang
        yield Static(Content(self._session.facts.name), classes="head title")
        with VerticalScroll(id="reading"):
            for part in drawn(document(self._session)):
                yield Static(part, markup=False)
        yield Static(Content(say("screen.keys_reading", lang)), classes="foot")

    def on_mount(self) -> None:
        """The plan has the focus, so that the arrows move it."""
        self.query_one("#reading").focus()

    def action_export(self) -> None:
        """Have it written to a file."""
        self.app.show_export(self._session)  # type: ignore[attr-defined]  # our app

    def action_page_down(self) -> None:
        """A page on."""
        self.query_one("#reading", VerticalScroll).scroll_page_down(animate=False)
