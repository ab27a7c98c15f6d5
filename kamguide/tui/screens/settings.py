"""The settings of a plan: a list to choose from, and a picker or a line for what is chosen.

What is set is saved at once and told with what moved by it; Escape goes back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from kamguide.errors import KamguideError
from kamguide.messages import say
from kamguide.messages.folding import fold
from kamguide.tui.widgets.words import Words
from kamguide.workspace.plansettings import PlanSettings
from kamguide.workspace.settings import FLOW, SETTINGS, Setting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from kamguide.workspace.session import Session

NAMES: Final = tuple(SETTINGS)
INDENT: Final = "  "
SIDES: Final = 5
"""Columns beside the lines: their padding, what is indented, and the scrollbar."""
MOST_NARROW: Final = 20

Told = tuple[str, ...]
"""What was said of the changes, line by line."""


class SettingsScreen(Screen[Told]):
    """Every setting of one plan; given back is what was changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f6", "back", priority=True, show=False),
        Binding("ctrl+z", "undo", priority=True, show=False),
        Binding("f4", "language", priority=True, show=False),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._settings = PlanSettings(session, session.lang)
        self._told: list[str] = []
        self._undoable = 0
        """How many changes of this screen can be taken back."""

    @property
    def _lang(self) -> str:
        return self._session.lang

    def compose(self) -> ComposeResult:
        """The name of the plan, its settings, what was said last, and how to go on."""
        head = say("settings.head", self._lang, plan=self._session.facts.name)
        yield Static(Content(head), classes="head title")
        yield OptionList(id="settings", markup=False)
        yield Static("", id="told", markup=False)
        yield Static(Content(say("settings.keys", self._lang)), classes="foot")

    def on_mount(self) -> None:
        """The settings have the focus; what is wrong with the words is said first."""
        self._fill()
        self.query_one(OptionList).focus()
        self._say(self._session.remark)

    def on_resize(self) -> None:
        """Fold the lines anew."""
        self._fill()

    def _fill(self) -> None:
        lines = self.query_one(OptionList)
        here = lines.highlighted
        lines.clear_options()
        lines.add_options(Option(self._words(one), id=one.name) for one in SETTINGS.values())
        lines.highlighted = here or 0

    def _words(self, setting: Setting) -> Content:
        """A setting with its value, and beneath it what it does."""
        width = max(MOST_NARROW, self.size.width - SIDES)
        about = (f"{INDENT}{one}" for one in fold(setting.about(self._lang), width))
        line = Content.styled(self._settings.line(setting), "bold")
        return Content("\n").join([line, *(Content(one) for one in about)])

    def _say(self, words: str) -> None:
        self.query_one("#told", Static).update(Content(words))

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        setting = SETTINGS[NAMES[event.option_index]]
        self.app.push_screen(ChangeScreen(self._session, setting), self._changed)

    def _changed(self, told: Told | None) -> None:
        if told is None:
            return
        name = NAMES[self.query_one(OptionList).highlighted or 0]
        self._undoable = 0 if name == FLOW else self._undoable + 1
        self._told += told
        self._fill()
        self._say("\n".join(told))

    def action_undo(self) -> None:
        """Take the last change of this screen back."""
        if not self._undoable:
            self._say(say("talk.nothing_to_undo", self._lang))
            return
        self._undoable -= 1
        self._session.undo()
        undone = say("talk.undone", self._lang)
        self._told.append(undone)
        self._fill()
        self._say(undone)

    async def action_language(self) -> None:
        """Speak the other language, at the same setting."""
        here = self.query_one(OptionList).highlighted
        self._session.speak("en" if self._lang == "zh" else "zh")
        self._settings = PlanSettings(self._session, self._lang)
        await self.recompose()
        self._fill()
        self.query_one(OptionList).highlighted = here
        self.query_one(OptionList).focus()

    def action_back(self) -> None:
        """Back to where the person was."""
        self.dismiss(tuple(self._told))


class ChangeScreen(ModalScreen[Told]):
    """Asks what one setting is to be; what may not be is said, and asked again."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", priority=True, show=False)]

    def __init__(self, session: Session, setting: Setting) -> None:
        super().__init__()
        self._settings = PlanSettings(session, session.lang)
        self._setting = setting
        self._lang = session.lang
        self._choices = self._settings.choices(setting)

    def compose(self) -> ComposeResult:
        """What the setting is, a list or a line, and what is wrong with what was tried."""
        value = self._settings.value(self._setting)
        with Vertical(classes="dialog"):
            yield Static(Content(self._setting.title(self._lang)), classes="title")
            yield Words(self._setting.about(self._lang))
            if self._choices:
                labels = [Content(label) for _, label in self._choices]
                yield OptionList(*labels, id="values", markup=False)
            else:
                yield Input(value, id="value", select_on_focus=False)
            yield Words(self._settings.hint(self._setting), id="problem")
            keys = "settings.keys_pick" if self._choices else "settings.keys_type"
            yield Static(Content(say(keys, self._lang)), classes="foot")

    def on_mount(self) -> None:
        """What holds now is highlighted, or stands in the line to be changed."""
        if self._choices:
            values: Sequence[str] = [one for one, _ in self._choices]
            now = self._settings.value(self._setting)
            lines = self.query_one(OptionList)
            lines.highlighted = values.index(now) if now in values else 0
            lines.focus()
            return
        line = self.query_one(Input)
        line.cursor_blink = False
        line.focus()

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._try(self._choices[event.option_index][0])

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        event.stop()
        self._try(event.value)

    def _try(self, raw: str) -> None:
        try:
            told = self._settings.change(self._setting.name, raw)
        except KamguideError as problem:
            words = say(problem.key, self._lang, **problem.values)
            self.query_one("#problem", Words).put(words)
            return
        self.dismiss(told)

    def action_leave(self) -> None:
        """Leave the setting as it is."""
        self.dismiss()
