"""The app: paint first, then load; one screen at a time; leaving is always safe."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import App
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.filter import ANSIToTruecolor
from textual.scrollbar import ScrollBar

from kamguide.tui.colours import Look, theme_for
from kamguide.tui.early import EarlyWords
from kamguide.tui.frugal import lighten_lines
from kamguide.tui.helping import HelpingApp
from kamguide.tui.leaving import end_on_signals, leave_now
from kamguide.tui.signs import is_ascii
from kamguide.tui.themes import DARK, LIGHT, WholeCells

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path, PurePath

    from rich.console import RenderableType
    from textual.driver import Driver
    from textual.events import Event
    from textual.filter import LineFilter
    from textual.screen import Screen
    from textual.widget import Widget

    from kamguide.tui.boardfresh import BoardStart
    from kamguide.tui.exports import Exports
    from kamguide.tui.looks import Left
    from kamguide.workspace.entries import Entry
    from kamguide.workspace.plans import Workspace
    from kamguide.workspace.session import Session

PATIENCE: Final = 2.0
"""Seconds that a key waits for what was typed before it, at most."""
HEAVY: Final = ("kamguide.workspace.plans", "kamguide.tui.conversation")
"""What is imported behind the first frame."""


class KamguideApp(HelpingApp):
    """kamguide in a terminal.

    `load` brings the workspace; it is called after the first frame, so that nothing heavy stands
    between the person and the first words. `card` is what was on screen when the person left;
    `folder` is where words are kept until there is a plan to keep them in.
    """

    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss", "help.tcss"]
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "leave", show=False, priority=True),
        Binding("ctrl+q", "leave", show=False, priority=True),
    ]

    def __init__(
        self,
        load: Callable[[], Workspace],
        *,
        lang: str,
        plan: str | None = None,
        card: Mapping[str, str] | None = None,
        look: Look | None = None,
        folder: Path | None = None,
    ) -> None:
        super().__init__(driver_class=_quiet_driver())
        self.lang = lang
        self._load = load
        self._plan = plan
        self._card = card or {}
        self.early = EarlyWords(folder, self._card.get("plan", ""))
        self.workspace: Workspace | None = None
        self._exports: Exports | None = None
        self.board: BoardStart | None = None
        """The board of all plans, where that is what is opened first."""
        self.first_look = ""
        """The look at the plan that is opened first, if not the talk is."""
        self.bug: Exception | None = None
        """What went wrong, if anything: told after the screen is gone."""
        self.shows_tracebacks = False
        self.register_theme(LIGHT)
        self.register_theme(DARK)
        self.look = look or Look(theme_for("auto", os.environ))
        # Set without its watcher, which would have every style worked out twice.
        self.set_reactive(App.theme, self.look.theme)
        is_dark = self.current_theme.dark
        self.set_class(is_dark, "-dark-mode", update=False)
        self.set_class(not is_dark, "-light-mode", update=False)
        self.set_class(is_ascii(), "-ascii", update=False)
        self.stylesheet.set_variables(self.get_css_variables())
        self.animation_level = "none" if self.look.is_still else "basic"
        ScrollBar.renderer = WholeCells
        lighten_lines()

    def get_default_screen(self) -> Screen[None]:
        """The place of last time, at once; without one an empty screen until home is loaded."""
        if self.board is not None:
            from kamguide.tui.screens.board import BoardScreen

            return BoardScreen(self.board)
        if not (self._card or self._plan):
            return super().get_default_screen()
        from kamguide.tui.screens.interview import InterviewScreen

        return InterviewScreen(self._card)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """All but the one for the sixteen colours of a terminal: our themes have none of them.

        It would have every line twice in memory.
        """
        return [one for one in super().get_line_filters() if not isinstance(one, ANSIToTruecolor)]

    def on_mount(self) -> None:
        """Load behind what is on screen."""
        if not self.is_headless:
            end_on_signals(self)
        self.screen_change_signal.subscribe(self, self.watch_size_of)
        self.call_after_refresh(self._load_behind)

    def _load_behind(self) -> None:
        """Import what is heavy beside the screen, so that keys are heard; then load."""
        if self._card or self._plan:
            self._listen()
        if HEAVY[0] in sys.modules:
            self._loaded()
        else:
            self.run_worker(self._import_beside(), exit_on_error=False)

    async def _import_beside(self) -> None:
        try:
            await asyncio.to_thread(_import_all, HEAVY)
        finally:  # what went wrong goes wrong again where it is told
            self.call_next(self._loaded)

    def _loaded(self) -> None:
        """Load the plans; then go on where the person was, or show home."""
        self.workspace = self._load()
        last = self._card.get("plan", "")
        if self._plan or (last and self.workspace.knows(last)):
            self.open_plan(self._plan or last, look=self.first_look)
        elif self.board is not None:
            self.screen.loaded()  # type: ignore[attr-defined]  # the board
        else:
            self.show_home()
        self._listen()

    def _listen(self, patience: int = 100) -> None:
        """Hear the keys, those of before too, once there is somewhere for them to go."""
        if patience and not (self.screen_stack and self.focused):
            self.set_timer(0.01, partial(self._listen, patience - 1))
        elif (hear := getattr(self._driver, "hear", None)) is not None:
            hear()

    def show_home(self) -> None:
        """Show what can be done."""
        from kamguide.tui.screens.home import HomeScreen

        if self.workspace is not None:
            self.switch_or_push(HomeScreen(self.workspace))
            self.offer_tour()

    def show_look(
        self, session: Session, name: str, then: Callable[[Left | None], None], mark: object
    ) -> None:
        """Look at a whole plan, on top of its interview, where one left it; then go on."""
        from kamguide.tui.screens.looking import look_screen

        self.push_screen(look_screen(session, name, mark), then)

    def show_settings(
        self, session: Session, then: Callable[[tuple[str, ...] | None], None]
    ) -> None:
        """Show the settings of a plan, on top of where the person is; then tell what changed."""
        from kamguide.tui.screens.settings import SettingsScreen

        self.push_screen(SettingsScreen(session), then)

    @property
    def exports(self) -> Exports:
        """The file that is being written, and the dialog that asks for one."""
        if self._exports is None:
            from kamguide.tui.exports import Exports

            self._exports = Exports(self)
        return self._exports

    def show_export(self, session: Session) -> None:
        """Show how a plan's file stands; where there is none, ask what is wanted."""
        from kamguide.tui.screens.exporting import ExportScreen
        from kamguide.tui.screens.written import WrittenScreen

        writing = self.exports.writing
        if writing is not None and writing.plan == session.facts.id:
            self.push_screen(WrittenScreen(session, writing))
        else:
            self.push_screen(ExportScreen(session))

    def show_board(self) -> None:
        """Show all plans at once, on top of home."""
        from kamguide.tui.boardfresh import BoardStart
        from kamguide.tui.screens.board import BoardScreen

        if self.workspace is not None:
            self.push_screen(BoardScreen(BoardStart(self.workspace.store.path, self.workspace.now)))

    def show_find(self, words: str) -> None:
        """Find words in all plans; those that are looked for first may be known."""
        from kamguide.tui.screens.find import FindScreen

        if self.workspace is not None:
            self.push_screen(FindScreen(self.workspace, words))

    def show_start(self, name: str) -> None:
        """Start a plan, practise with a case, show classes, or bring in a file."""
        from kamguide.tui.screens.bringing import BringScreen
        from kamguide.tui.screens.classes import ClassesScreen
        from kamguide.tui.screens.practise import PractiseScreen
        from kamguide.tui.screens.start import StartScreen

        screens = {
            "new": StartScreen,
            "practise": PractiseScreen,
            "class": ClassesScreen,
            "import": BringScreen,
        }
        if self.workspace is not None and name in screens:
            self.push_screen(screens[name](self.workspace))

    def open_plan(self, plan: str, at: Entry | None = None, *, look: str = "") -> None:
        """Open a plan where it was left, or at an answer; for reading, if someone works on it.

        With a look, such as `plan`, it is what one sees first.
        """
        from kamguide.tui.screens.interview import InterviewScreen

        if self.workspace is None:
            return
        session = self.workspace.open_or_read(plan, lang=self.lang)
        self.workspace.resume(session, at.question if at else "")
        while len(self.screen_stack) > 2:  # noqa: PLR2004 - home, and what it stands on
            self.pop_screen()
        shown = self.screen
        if isinstance(shown, InterviewScreen) and shown.conversation is None:
            shown.first_look = look
            shown.begin(session, at)
        else:
            talk = InterviewScreen({}, session, at)
            talk.first_look = look
            self.switch_or_push(talk)

    def switch_or_push(self, screen: Screen[None]) -> None:
        """Put a screen on top, instead of the one that is there."""
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
            return
        leave = getattr(self.screen, "leave", None)
        if leave is not None:  # the bottom screen stays, but no longer works on a plan
            leave()
        self.push_screen(screen)

    def remember(self, session: Session) -> None:
        """Keep what is on screen, so that it is there at once next time."""
        if self.workspace is not None and not self.is_shown_around:
            self.workspace.keep_card(session)

    async def on_event(self, event: Event) -> None:
        """Do what a key that is heard above all others means once what came before it is taken."""
        if isinstance(event, Key) and not event.is_forwarded and self._is_heard_first(event):
            with suppress(TimeoutError):
                await asyncio.wait_for(self._taken_before(), PATIENCE)
        await super().on_event(event)

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        """Do what a key is bound to; a capital that means nothing of its own does as its letter."""
        if await super()._check_bindings(key, priority):
            return True
        is_capital = len(key) == 1 and key.isupper()
        return is_capital and await super()._check_bindings(key.lower(), priority)

    def _is_heard_first(self, event: Key) -> bool:
        """Whether Textual lets a key overtake the words that are on their way to the prompt."""
        within = self.focused
        if within is None or within.check_consume_key(event.key, event.character):
            return False
        bound = (one._bindings.key_to_bindings.get(event.key) for one in within.ancestors_with_self)
        return any(one.priority for several in bound for one in several or ())

    async def _taken_before(self) -> None:
        taken = asyncio.Event()
        if self.focused is not None and self.focused.call_later(taken.set):
            await taken.wait()

    def _handle_exception(self, error: Exception) -> None:
        """A bug ends the screen calmly: a traceback would show what people typed."""
        if self.shows_tracebacks or self.is_headless:
            super()._handle_exception(error)
            return
        self.bug = self.bug or error
        self.exit(return_code=1)

    def exit(
        self,
        result: None = None,
        return_code: int = 0,
        message: RenderableType | None = None,
    ) -> None:
        """Leave: at once, but for a bug, which is told afterwards, and where nobody looks on."""
        if self.bug is not None or self._driver is None or self.is_headless:
            super().exit(result, return_code, message)
        else:
            self.leave(return_code)

    def leave(self, code: int = 0) -> None:
        """Leave once the keys that were pressed until now have come to something."""
        (self.focused or self).call_later(self._leave_now, code)

    def _leave_now(self, code: int) -> None:
        if self._driver is not None:
            leave_now(self, self._driver, code)

    def hung_up(self) -> None:
        """The terminal is gone: leave."""
        self.leave(128 + signal.SIGHUP)

    def action_leave(self) -> None:
        """Leave; what was typed is kept as a draft. Selected text is copied instead."""
        selected = self.screen.get_selected_text() or _selected_in(self.focused)
        if not selected:
            self.exit()
            return
        copy = getattr(self.screen, "copy", self.copy_to_clipboard)
        copy(selected)
        self.screen.clear_selection()
        if self.focused is not None and hasattr(self.focused, "select_all"):
            from textual.widgets import Input, TextArea

            if isinstance(self.focused, Input):
                self.focused.cursor_position = len(self.focused.value)  # nothing is selected
            elif isinstance(self.focused, TextArea):
                self.focused.move_cursor(self.focused.selection.end)


def _selected_in(widget: Widget | None) -> str:
    """What the person selected in a field."""
    return str(getattr(widget, "marked", getattr(widget, "selected_text", "")))


def _quiet_driver() -> type[Driver] | None:
    """The terminal's driver where we have a better one than Textual's."""
    if sys.platform == "win32":
        return None
    from kamguide.tui.driver import QuietDriver

    return QuietDriver


def _import_all(names: Sequence[str]) -> None:
    for name in names:
        import_module(name)
