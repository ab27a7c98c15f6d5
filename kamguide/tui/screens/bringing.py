"""A plan comes in from a file; the packet of a class asks for the phrase of its group."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from kamguide.course.handing import bring_in_sealed
from kamguide.course.sealing import is_sealed
from kamguide.errors import KamguideError, UsageError
from kamguide.messages import say
from kamguide.tui.widgets.words import Words
from kamguide.workspace.files import bring_in

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from kamguide.workspace.plans import Workspace


class BringScreen(Screen[None]):
    """Which file, and which phrase."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", priority=True, show=False)]
    DEFAULT_CSS = """
    BringScreen Static.asks { height: auto; padding: 1 1 0 1; }
    BringScreen #problem { height: auto; padding: 1 1; color: $accent; }
    BringScreen Input { margin: 0 1; }
    BringScreen #space { height: 1fr; }
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace

    def _say(self, key: str, /, **values: object) -> str:
        return say(key, self.app.lang, **values)  # type: ignore[attr-defined]  # our app

    def compose(self) -> ComposeResult:
        """A line for the file, one for the phrase."""
        yield Static(Content(self._say("bring.title")), classes="head title")
        yield Static(Content(self._say("bring.file")), classes="asks")
        yield self._line("file")
        yield Static(Content(self._say("bring.phrase")), classes="asks")
        yield self._line("phrase")
        yield Words(id="problem")
        yield Static("", id="space")
        yield Static(Content(self._say("bring.keys")), classes="foot")

    def _line(self, name: str) -> Input:
        line = Input(placeholder=self._say(f"bring.{name}_example"), id=name, compact=True)
        line.cursor_blink = False
        return line

    def on_mount(self) -> None:
        """The file comes first."""
        self.query_one("#file", Input).focus()

    @on(Input.Submitted)
    def _sent(self, event: Input.Submitted) -> None:
        event.stop()
        phrase = self.query_one("#phrase", Input)
        try:
            file = self._file()
            if is_sealed(file) and not phrase.value.strip():
                phrase.focus()
                self._tell(self._say("bring.needs_phrase"))
                return
            self._bring(file, phrase.value)
        except KamguideError as problem:
            self._tell(self._say(problem.key, **problem.values))

    def _file(self) -> Path:
        """The file that is named, quotation marks of a dropped one aside."""
        raw = self.query_one("#file", Input).value.strip().strip("'\"")
        try:
            file = Path(raw).expanduser()
            if raw and file.is_file():
                return file
        except (OSError, ValueError, RuntimeError) as error:  # a name that no file can have
            raise UsageError("bring.no_file", file=raw) from error
        raise UsageError("bring.no_file", file=raw)

    def _bring(self, file: Path, phrase: str) -> None:
        if is_sealed(file):
            brought = bring_in_sealed(self._workspace, file, phrase)
        else:
            brought = bring_in(self._workspace, file)
        self.app.open_plan(brought.name)  # type: ignore[attr-defined]  # our app

    def _tell(self, words: str) -> None:
        self.query_one("#problem", Words).put(words)

    def action_back(self) -> None:
        """Back to home."""
        self.dismiss()
