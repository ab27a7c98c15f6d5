"""Home: go on with the last plan, find another, start one, and what can be done with each."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from kamguide.errors import KamguideError
from kamguide.messages import say
from kamguide.tui.freshening import Freshener
from kamguide.tui.homelines import HomeLines
from kamguide.tui.screens.choosing import Choices, ChoosingScreen, TypedLine
from kamguide.tui.screens.deeds import Deeds
from kamguide.workspace.entries import Entry
from kamguide.workspace.overview import Overview

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.widgets.option_list import Option

    from kamguide.workspace.overview import Standing
    from kamguide.workspace.plans import Workspace

SIDES: Final = 5
"""Columns beside the lines: their padding, and the scrollbar."""
FRAME: Final = 4
"""Lines around the list: the head, what is typed, what was said, the keys."""
LEAST_PLANS: Final = 3
MOST_NARROW: Final = 30
SHORT_KEYS: Final = 78
HELP: Final = ("?", "？")
"""What asks for help, here as everywhere."""


class HomeScreen(ChoosingScreen[None]):
    """All plans, and what can be done."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "deed('rename')", priority=True, show=False),
        Binding("f3", "away", priority=True, show=False),
        Binding("f4", "language", priority=True, show=False),
        Binding("f5", "deed('copy')", priority=True, show=False),
        Binding("f6", "deed('settings')", priority=True, show=False),
        Binding("f7", "deed('put_away')", priority=True, show=False),
        Binding("f8", "deed('delete')", priority=True, show=False),
        Binding("tab", "menu", priority=True, show=False),
        Binding("ctrl+n", "do('new')", priority=True, show=False),
        Binding("ctrl+f", "do('find')", priority=True, show=False),
        Binding("ctrl+z", "undo", priority=True, show=False),
        Binding("escape", "all", priority=True, show=False),
    ]
    DEFAULT_CSS = "HomeScreen #said { height: auto; max-height: 3; padding: 0 1; color: $accent; }"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._overview = Overview(workspace, workspace.lang)
        self._deeds = Deeds(workspace, self)
        self._freshener = Freshener(workspace, self)
        self._is_away = self._shows_all = False

    @property
    def lang(self) -> str:
        """The language the person is spoken to in."""
        return self.app.lang  # type: ignore[attr-defined, no-any-return]  # our app

    def _say(self, key: str, /, **values: object) -> str:
        return say(key, self.lang, **values)

    def compose(self) -> ComposeResult:
        """How many plans, a line to find one, the list, what was done, the keys."""
        yield Static("", id="head", classes="head title", markup=False)
        yield TypedLine(self._say("home.filter"))
        yield Choices(id="choices", markup=False)
        yield Static("", id="said", markup=False)
        yield Static("", id="keys", classes="foot", markup=False)

    def on_screen_resume(self) -> None:
        """Show everything afresh when coming back."""
        self.line.placeholder = self._say("home.filter")
        self.look_again()
        self._freshener.go_on()

    def on_resize(self) -> None:
        """Fit the lines to the width."""
        if self._lines_fit:
            self._fill()

    @property
    def _lines_fit(self) -> bool:
        return bool(self.size.width)

    # Showing

    @property
    def overview(self) -> Overview:
        """The plans as they are shown."""
        return self._overview

    def look_again(self, at: str | None = None) -> None:
        """Show the plans as they are now, `at` marked."""
        self._overview = Overview(self._workspace, self.lang)
        known = {f"plan:{one.line.id}": one.line.archived for one in self._overview.all}
        if self._is_away and (not self._overview.away or known.get(at or "") is False):
            self._is_away = False
        self._fill(at)

    def _fill(self, at: str | None = None) -> None:
        self.choices.show(self._options(self._lines()), self.choices.chosen if at is None else at)
        self.query_one("#head", Static).update(Content(self._head()))
        self.query_one("#keys", Static).update(Content(self._keys()))

    def _lines(self) -> HomeLines:
        return HomeLines(self._overview, self.lang, max(MOST_NARROW, self.size.width - SIDES))

    def _options(self, lines: HomeLines) -> list[Option | None]:
        words = self.line.value.strip()
        if self._is_away:
            found = [one for one in self._overview.away if lines.matches(one, words)]
            none = lines.told(self._say("home.no_match.away", words=words))
            shown = [lines.heads(), *map(lines.plan, found)] if found else none
            return [*shown, None, lines.back()]
        plans = self._in_order()
        return self._found(lines, plans, words) if words else self._everything(lines, plans)

    def _found(self, lines: HomeLines, plans: list[Standing], words: str) -> list[Option | None]:
        """The plans, and what can be done, that have these words."""
        found = [lines.plan(one) for one in plans if lines.matches(one, words)]
        deeds = lines.deeds(words)
        if not found and not deeds:
            return [*lines.told(self._say("home.no_match", words=words)), lines.deed("find")]
        return [*([lines.heads(), *found] if found else []), *([None] if deeds else []), *deeds]

    def _everything(self, lines: HomeLines, plans: list[Standing]) -> list[Option | None]:
        """The plans worked on last, as many as there is room for; what is due; what can be done."""
        due = list(lines.due())
        deeds = lines.deeds()
        room = self.size.height - FRAME - len(deeds) - 2 - (len(due) + 1 if due else 0)
        shown = plans
        if not self._shows_all and len(plans) > room - 1:
            shown = plans[: max(LEAST_PLANS, room - 2)]
        told: list[Option | None] = [lines.heads()] if plans else []
        told += [lines.plan(one, go_on=at == 0) for at, one in enumerate(shown)]
        told += [lines.more(len(plans) - len(shown))] if len(shown) < len(plans) else []
        told += lines.told(self._say("home.none")) if not plans else []
        told += [None, *due] if due else []
        return [*told, None, *deeds]

    def _in_order(self) -> list[Standing]:
        """The plan that was on screen last, then the others by their last change."""
        last = self._workspace.last_plan
        return sorted(self._overview.active, key=lambda one: one.line.id != last)

    def _head(self) -> str:
        if self._is_away:
            return self._say("home.head.away", count=len(self._overview.away))
        count = len(self._overview.active)
        if not count:
            return self._say("home.head.none")
        late = sum(one.overdue(self._overview.today) for one in self._overview.active)
        told = [self._say("home.head", count=count)]
        return "   ".join([*told, self._say("home.head.due", count=late)] if late else told)

    def _keys(self) -> str:
        if self.size.width < SHORT_KEYS:
            return self._say("home.keys.short")
        return self._say("home.keys.away" if self._is_away else "home.keys")

    def tell(self, words: str) -> None:
        """Say what came of the last thing that was done."""
        self.query_one("#said", Static).update(Content(words))

    # Choosing

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if event.value in HELP:
            self.line.value = ""
            self.app.action_help_here()  # type: ignore[attr-defined]  # our app
        else:
            self._fill("" if event.value or self._plan() is None else None)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        kind, _, name = (event.option_id or "").partition(":")
        if kind == "do":
            self.action_do(name)
        elif kind == "due":
            plan, due = self._overview.due()[int(name)]
            self.open(plan.line.id, Entry("", due.question, due.row))
        elif self._is_away:
            self.action_menu()
        else:
            self.open(name)

    def _plan(self) -> Standing | None:
        """The plan that is marked, or in which something marked is due."""
        kind, _, name = self.choices.chosen.partition(":")
        if kind == "due":
            return self._overview.due()[int(name)][0]
        return next((one for one in self._overview.all if one.line.id == name), None)

    def open(self, plan: str, at: Entry | None = None) -> None:
        """Open a plan, at one of its answers if one is meant."""
        self.tried(lambda: self.app.open_plan(plan, at))  # type: ignore[attr-defined]  # our app

    def tried(self, act: Callable[[], None]) -> None:
        """Do something; where it cannot be done that is said."""
        try:
            act()
        except KamguideError as problem:
            self.look_again()
            self.tell(self._say(problem.key, **problem.values))

    # What can be done

    def action_do(self, name: str) -> None:
        """Do what a line of the list says."""
        if name == "all":
            self._shows_all = True
            self._fill(self.choices.chosen)
        elif name == "away":
            self.action_away()
        elif name == "language":
            self.action_language()
        elif name == "review":
            self.app.show_board()  # type: ignore[attr-defined]  # our app
        elif name == "find":
            self.app.show_find(self._sought)  # type: ignore[attr-defined]  # our app
        elif name == "example":
            self.tell(self._say("home.filling"))
            self.call_after_refresh(self._show_example)
        else:
            self.app.show_start(name)  # type: ignore[attr-defined]  # our app

    @property
    def _sought(self) -> str:
        """What was typed and is no name of anything here: it is looked for in answers."""
        words, lines = self.line.value.strip(), self._lines()
        names_any = lines.deeds(words) or any(lines.matches(one, words) for one in self._in_order())
        return "" if names_any else words

    def _show_example(self) -> None:
        from kamguide.workspace.files import example

        def read() -> None:
            plan = example(self._workspace, self.lang)
            self.app.open_plan(plan, look="plan")  # type: ignore[attr-defined]  # our app

        self.tried(read)

    def action_away(self) -> None:
        """Show the plans that were put away or deleted, or the others again."""
        self._is_away = not self._is_away and bool(self._overview.away)
        self.line.value = ""
        self._fill()
        self.choices.action_first()

    def action_all(self) -> None:
        """Show all plans in work again."""
        self._is_away = self._shows_all = False
        self.line.value = ""
        self.tell("")
        self._fill()

    def action_language(self) -> None:
        """Speak the other language."""
        self.app.lang = "en" if self.lang == "zh" else "zh"  # type: ignore[attr-defined]  # our app
        self.tell("")
        self.on_screen_resume()

    def action_menu(self) -> None:
        """Ask what is to be done with the plan that is marked."""
        if (plan := self._plan()) is None:
            self.tell(self._say("shelf.no_plan"))
        else:
            self._deeds.ask(plan)

    def action_deed(self, deed: str) -> None:
        """Do something with the plan that is marked."""
        if (plan := self._plan()) is None:
            self.tell(self._say("shelf.no_plan"))
        else:
            self._deeds.do(deed, plan)

    def action_undo(self) -> None:
        """Take back what was done last."""
        self._deeds.undo()
