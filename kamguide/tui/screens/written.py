"""How far a file is, and once it is there: where, what was held back, and ways to open it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, ProgressBar

from kamguide.messages import say
from kamguide.tui.exports import problem, remarks, steps_of
from kamguide.tui.widgets.words import LOW, Words
from kamguide.workspace.opening import can_open, open_file, open_folder
from kamguide.workspace.orders import STAGES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.app import ComposeResult

    from kamguide.workspace.beside import Writing
    from kamguide.workspace.session import Session

WHILE = ("go_on", "stop")
THERE = ("open", "open_folder", "copy", "close")
FAILED = ("again", "close")


class WrittenScreen(ModalScreen[None]):
    """One file, while it is written and when it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "escape", priority=True, show=False),
        Binding("left", "app.focus_previous", show=False),
        Binding("right", "app.focus_next", show=False),
    ]

    VERTICAL_BREAKPOINTS = LOW

    def __init__(self, session: Session, writing: Writing) -> None:
        super().__init__()
        self._session = session
        self._writing = writing
        self._is_shown_over = False

    def _say(self, key: str, /, **values: object) -> str:
        return say(f"exporting.{key}", self._session.lang, **values)

    def compose(self) -> ComposeResult:
        """What is happening, and the buttons that go with it."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Words(classes="title", id="what")
            yield ProgressBar(len(STAGES), show_percentage=False, show_eta=False)
            yield Words(id="path")
            yield Words(id="remark")
            with Horizontal(classes="buttons"):
                for name in dict.fromkeys((*WHILE, *FAILED[:1], *THERE)):
                    yield Button(Content(self._say(name)), id=name.replace("_", "-"), compact=True)
            yield Words(classes="foot", id="keys")

    def on_mount(self) -> None:
        """Show how it stands."""
        self._offer(WHILE, "go_on", "keys_writing")
        self._tell("#remark", self._say("meanwhile"))
        self.tell_far(self._writing)

    def tell_far(self, writing: Writing) -> None:
        """Show how far it is."""
        if writing is not self._writing or self._is_shown_over:
            return
        if writing.is_over:
            self._is_shown_over = True
            self._show_outcome()
            return
        far = steps_of(writing)
        self._tell("#what", self._say("writing", file=far["file"]))
        self._tell("#path", self._say("far", stage=self._say(f"stage.{writing.stage}"), **far))
        self.query_one(ProgressBar).progress = STAGES.index(writing.stage) + 0.5

    def _show_outcome(self) -> None:
        self.query_one(ProgressBar).display = False
        self.app.exports.seen()  # type: ignore[attr-defined]  # our app
        lang, written = self._session.lang, self._writing.written
        if written is None:
            self._tell("#what", self._say("not_written"))
            self._tell("#path", problem(self._writing, lang))
            self._tell("#remark", "")
            self._offer(FAILED, "close" if self._writing.is_stopped else "again", "keys_written")
            return
        self._tell("#what", self._say("written"))
        self._tell("#path", str(written.path))
        self._tell("#remark", "\n".join(remarks(self._writing, lang)))
        self._offer(THERE, "open" if can_open() else "close", "keys_written")

    def _offer(self, names: tuple[str, ...], first: str, keys: str) -> None:
        """Show these buttons and no others."""
        known = {name.replace("_", "-") for name in names}
        for button in self.query(Button):
            button.display = button.id in known
        self.query_one(f"#{first.replace('_', '-')}").focus()
        self._tell("#keys", self._say(keys))

    def _tell(self, place: str, words: str) -> None:
        self.query_one(place, Words).put(words)

    # While it is written

    @on(Button.Pressed, "#go-on")
    def _go_on(self) -> None:
        self.dismiss()

    @on(Button.Pressed, "#stop")
    def _stop(self) -> None:
        self._writing.stop()

    def action_escape(self) -> None:
        """Stop what is being written; close what is over."""
        if self._writing.is_over:
            self.dismiss()
        else:
            self._writing.stop()

    # When it is there

    @on(Button.Pressed, "#open")
    def _open(self) -> None:
        self._have_opened(open_file)

    @on(Button.Pressed, "#open-folder")
    def _open_folder(self) -> None:
        self._have_opened(open_folder)

    def _have_opened(self, opener: Callable[[Path], bool]) -> None:
        if not can_open():
            self._tell("#remark", self._say("nowhere_to_open"))
            return
        self._tell("#remark", self._say("opening"))
        self.run_worker(self._opened(opener), exclusive=True)

    async def _opened(self, opener: Callable[[Path], bool]) -> None:
        went_well = await asyncio.to_thread(opener, self._writing.order.target.absolute())
        self._tell("#remark", self._say("opened" if went_well else "not_opened"))

    @on(Button.Pressed, "#copy")
    def _copy(self) -> None:
        self.app.copy_to_clipboard(str(self._writing.order.target.absolute()))
        self._tell("#remark", self._say("copied"))

    @on(Button.Pressed, "#again")
    def _ask_again(self) -> None:
        self.dismiss()
        self.app.show_export(self._session)  # type: ignore[attr-defined]  # our app

    @on(Button.Pressed, "#close")
    def _close(self) -> None:
        self.dismiss()
