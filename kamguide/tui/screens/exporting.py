"""Asks what file is wanted: for whom, in which format, where. Nothing is replaced unasked."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widgets import Button, Input, Label, Select, Static

from kamguide.errors import ExportError
from kamguide.messages import say
from kamguide.plan.views import FULL
from kamguide.tui.widgets.words import LOW, Words
from kamguide.workspace.files import file_name, held_back
from kamguide.workspace.orders import (
    SUFFIXES,
    TEMPLATED,
    VIEWS,
    Order,
    endings,
    offered,
    path_in,
    shown,
    work_folder,
)

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.widget import Widget

    from kamguide.plan.views import View
    from kamguide.workspace.session import Session

ARROWS: Final = {"down": "v", "up": "^"}
"""Instead of Textual's, which Chinese fonts do not have."""


class Paths(Suggester):
    """How a path that is being typed could end."""

    def __init__(self, suffix: str = "") -> None:
        """Suggest folders, and files that end in `suffix`, any where it is empty."""
        super().__init__(use_cache=False, case_sensitive=True)
        self._suffix = suffix

    async def get_suggestion(self, value: str) -> str | None:
        """The first of them."""
        every = await asyncio.to_thread(endings, value) if value else ()
        return next((one for one in every if one.endswith(("/", "\\", self._suffix))), None)


class ExportScreen(ModalScreen[None]):
    """What file is wanted."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("ctrl+s", "write", priority=True, show=False),
        Binding("left", "app.focus_previous", show=False),
        Binding("right", "app.focus_next", show=False),
    ]

    VERTICAL_BREAKPOINTS = LOW

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._view: View = FULL
        self._suffix = SUFFIXES[0]
        self._named = self._suggested()
        """The file that was suggested last; what a person typed instead is theirs."""

    def _say(self, key: str, /, **values: object) -> str:
        return say(f"exporting.{key}", self._session.lang, **values)

    def compose(self) -> ComposeResult:
        """A row for each thing that is asked, what will be in the file, and two buttons."""
        views = [(self._say(f"for.{one}"), one) for one in VIEWS]
        where, whose = Input(self._named, id="file", select_on_focus=False), Input(id="template")
        where.suggester, whose.suggester = Paths(), Paths(TEMPLATED)
        whose.placeholder = self._say("no_template")
        with VerticalScroll(classes="dialog", can_focus=False):
            title = self._say("title", plan=self._session.facts.name)
            yield Words(title, classes="title")
            yield self._row("view", Select(views, value=FULL, allow_blank=False, id="view"))
            formats = Select(self._formats(), value=SUFFIXES[0], allow_blank=False, id="format")
            yield self._row("format", formats)
            yield self._row("file", where)
            yield self._row("template", whose)
            yield Words(id="remark")
            with Horizontal(classes="buttons"):
                for name in ("write", "replace", "cancel"):
                    yield Button(Content(self._say(name)), id=name, compact=True)
            yield Words(self._say("keys"), classes="foot")

    def _row(self, name: str, field: Widget) -> Horizontal:
        if isinstance(field, Input):
            field.compact, field.cursor_blink = True, False
        elif isinstance(field, Select):
            field.set_class(True, "-textual-compact")
        label = Label(Content(self._say(name)), classes="label")
        return Horizontal(label, field, classes="row", id=f"row-{name}")

    def on_mount(self) -> None:
        """For whom is asked first."""
        self.query_one("#replace").display = False
        self.query_one("#view").focus()
        for way, sign in ARROWS.items():
            for arrow in self.query(f".{way}-arrow").results(Static):
                arrow.update(sign)
        self._tell_contents()

    def _formats(self) -> list[tuple[str, str]]:
        return [(self._say(f"as.{one[1:]}"), one) for one in offered(self._view)]

    def _suggested(self) -> str:
        """The plan's name and, where it is not for everybody, whom it is for."""
        whom = "" if self._view == FULL else say(f"view.{self._view}", self._session.lang)
        name = file_name(self._session, f" {whom}{self._suffix}" if whom else self._suffix)
        return shown(work_folder() / name)

    # What depends on what

    @on(Select.Changed, "#view")
    def _for_another(self, event: Select.Changed) -> None:
        self._view = event.value  # type: ignore[assignment]  # one of them is always chosen
        formats = self.query_one("#format", Select)
        if self._suffix not in offered(self._view):
            self._suffix = SUFFIXES[0]
        suffix = self._suffix
        with formats.prevent(Select.Changed):
            formats.set_options(self._formats())
            formats.value = suffix
        self._follow()

    @on(Select.Changed, "#format")
    def _in_another(self, event: Select.Changed) -> None:
        self._suffix = str(event.value)
        self._follow()

    def _follow(self) -> None:
        """Have the name of the file follow: all of it while it is ours, else only its ending."""
        where = self.query_one("#file", Input)
        if where.value == self._named:
            where.value = self._named = self._suggested()
        elif (typed := path_in(where.value)) and typed.suffix.lower() in offered(FULL):
            where.value = where.value.strip()[: -len(typed.suffix)] + self._suffix
        self._tell_contents()

    @on(Input.Changed, "#file")
    def _named_otherwise(self, event: Input.Changed) -> None:
        typed = path_in(event.value)
        suffix = typed.suffix.lower() if typed else ""
        if suffix != self._suffix and suffix in offered(self._view):
            self._suffix = suffix
            formats = self.query_one("#format", Select)
            with formats.prevent(Select.Changed):
                formats.value = suffix
        self._tell_contents()

    def _tell_contents(self) -> None:
        """Say what of the internal will be in the file."""
        self.query_one("#row-template").display = self._suffix == TEMPLATED
        self.query_one("#replace").display = False
        count = held_back(self._session, self._view)
        self._remark(self._say("holds_back", count=count) if count else self._say("holds"))

    def _remark(self, words: str, *, is_problem: bool = False) -> None:
        remark = self.query_one("#remark", Words)
        remark.set_class(is_problem, "problem")
        remark.put(words)
        remark.scroll_visible(animate=False)

    # Writing

    @on(Input.Submitted)
    @on(Button.Pressed, "#write")
    def action_write(self) -> None:
        """Write the file, unless it is there already."""
        self._write(force=False)

    @on(Button.Pressed, "#replace")
    def _replace(self) -> None:
        self._write(force=True)

    def _write(self, *, force: bool) -> None:
        order = self._order(force=force)
        if order is None:
            return
        exports = self.app.exports  # type: ignore[attr-defined]  # our app
        if exports.is_busy:
            self._remark(exports.busy(self._session.lang), is_problem=True)
            return
        try:
            exports.begin(self._session, order)
        except ExportError as problem:
            words = say(problem.key, self._session.lang, **problem.values)
            self._remark(words, is_problem=True)
            return
        self.dismiss()
        self.app.show_export(self._session)  # type: ignore[attr-defined]  # our app

    def _order(self, *, force: bool) -> Order | None:
        """What is asked for; None where it cannot be as it stands, which is said."""
        target = self._target()
        if target is None:
            self._remark(self._say("no_name", path=self._suggested()), is_problem=True)
        elif not os.path.isdir(target.parent):  # noqa: PTH112 - False for what nothing can be called
            self._remark(self._say("no_folder", path=shown(target.parent)), is_problem=True)
        elif os.path.exists(target) and not force:  # noqa: PTH110 - as above
            self._remark(self._say("there", path=shown(target)), is_problem=True)
            replace = self.query_one("#replace", Button)
            replace.display = True
            replace.focus()
        else:
            template = path_in(self.query_one("#template", Input).value)
            return Order(target, self._view, template if self._suffix == TEMPLATED else None, force)
        return None

    def _target(self) -> Path | None:
        """The file that is named: in a folder by the plan's name, and always with an ending."""
        typed = path_in(self.query_one("#file", Input).value)
        if typed is not None and os.path.isdir(typed):  # noqa: PTH112 - as above
            typed = typed / (path_in(self._suggested()) or typed).name
        if typed is None or typed.suffix.lower() in offered(FULL):
            return typed
        return typed.with_name(f"{typed.name}{self._suffix}")

    @on(Button.Pressed, "#cancel")
    def action_leave(self) -> None:
        """Leave without a file."""
        self.dismiss()
