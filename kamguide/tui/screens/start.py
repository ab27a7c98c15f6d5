"""Starting: which flow, how long it takes, what to have at hand, what the plan begins with."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kamguide.errors import KamguideError
from kamguide.messages import say
from kamguide.messages.folding import fold
from kamguide.tui.screens.choosing import Choices, ChoosingScreen, TypedLine
from kamguide.tui.widgets.talk import shortened
from kamguide.tui.widgets.words import Words
from kamguide.workspace.practising import known_flows
from kamguide.workspace.starting import about_flow, minutes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from kamguide.model.flow import Flow
    from kamguide.workspace.plans import Workspace

SIDES = 4
MOST_NARROW = 20
MOST_PLANS = 50
"""Plans that a new one may begin with: those changed last."""


class ListScreen(Screen[None]):
    """A short list, and beneath it what the marked line means."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", priority=True, show=False),
        Binding("pageup", "read('page_up')", priority=True, show=False),
        Binding("pagedown", "read('page_down')", priority=True, show=False),
        Binding("f4", "language", priority=True, show=False),
    ]
    DEFAULT_CSS = """
    ListScreen OptionList, ListScreen OptionList:focus {
        height: auto; max-height: 50%; border: none; background: $background; padding: 0 1;
    }
    ListScreen VerticalScroll { height: 1fr; padding: 0 1; margin: 1 0 0 0; }
    ListScreen #about { height: auto; }
    ListScreen #asks { height: auto; padding: 0 1; margin: 1 0; }
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace

    @property
    def lang(self) -> str:
        """The language the person is spoken to in."""
        return self.app.lang  # type: ignore[attr-defined, no-any-return]  # our app

    def _say(self, key: str, /, **values: object) -> str:
        return say(key, self.lang, **values)

    def _composed(
        self, title: str, asks: str, lines: list[str], keys: str = "start.keys"
    ) -> ComposeResult:
        options = [Option(Content(line), id=str(at)) for at, line in enumerate(lines)]
        yield Static(Content(title), classes="head title")
        yield Static(Content(asks), id="asks")
        yield OptionList(*options, id="flows", markup=False)
        with VerticalScroll(can_focus=False):
            yield Static("", id="about", markup=False)
        yield Static(Content(self._say(keys)), classes="foot")

    def on_mount(self) -> None:
        """The list has the focus."""
        self.query_one(OptionList).focus()

    @on(OptionList.OptionHighlighted)
    def _marked(self, event: OptionList.OptionHighlighted) -> None:
        self._tell(event.option_index)

    def on_resize(self) -> None:
        """Fold the words anew."""
        self._tell(self.query_one(OptionList).highlighted or 0)

    def action_read(self, how: str) -> None:
        """Read on beneath the list."""
        getattr(self.query_one(VerticalScroll), f"action_{how}")()

    async def action_language(self) -> None:
        """Speak the other language, at the same line."""
        here = self.query_one(OptionList).highlighted
        self.app.lang = "en" if self.lang == "zh" else "zh"  # type: ignore[attr-defined]  # our app
        await self.recompose()
        self.query_one(OptionList).focus()
        self.query_one(OptionList).highlighted = here

    def _tell(self, at: int) -> None:
        width = max(MOST_NARROW, self.size.width - SIDES)
        lines = (piece for line in self.about(at) for piece in fold(line, width))
        self.query_one("#about", Static).update(Content("\n".join(lines)))

    @abstractmethod
    def about(self, at: int) -> Iterator[str]:
        """What a line means."""

    def action_back(self) -> None:
        """Back to home."""
        self.dismiss()


class StartScreen(ListScreen):
    """Which flow a new plan follows."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._flows = known_flows()

    def compose(self) -> ComposeResult:
        """Every flow with its minutes, and what the marked one is for."""
        titles = [one.title(self.lang) for one in self._flows]
        lines = [
            f"{title}   {minutes(one, self.lang)}"
            for title, one in zip(titles, self._flows, strict=True)
        ]
        yield from self._composed(self._say("start.title"), self._say("start.pick"), lines)

    def about(self, at: int) -> Iterator[str]:
        """For whom, what comes of it, what to have at hand."""
        yield from about_flow(self._flows[at], self.lang)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.app.push_screen(BeginScreen(self._workspace, self._flows[event.option_index]))


class BeginScreen(ChoosingScreen[None]):
    """What a new plan is called, and what it begins with."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", priority=True, show=False)]
    DEFAULT_CSS = """
    BeginScreen Static.asks { height: auto; padding: 1 1 0 1; }
    BeginScreen #problem { padding: 0 1; }
    """

    def __init__(self, workspace: Workspace, flow: Flow) -> None:
        super().__init__()
        self._workspace = workspace
        self._flow = flow
        self._lang: str = workspace.lang

    def compose(self) -> ComposeResult:
        """A line for the name, and the plans it may begin with."""
        self._lang = self.app.lang  # type: ignore[attr-defined]  # our app
        title = self._flow.title(self._lang)
        yield Static(Content(say("start.title", self._lang)), classes="head title")
        yield Static(Content(say("start.name", self._lang, flow=title)), classes="asks")
        yield TypedLine(say("start.placeholder", self._lang))
        yield Words(id="problem")
        yield Static(Content(say("start.from", self._lang)), classes="asks")
        yield Choices(id="choices", markup=False)
        yield Static(Content(say("start.name_keys", self._lang)), classes="foot")

    def on_mount(self) -> None:
        """What it may begin with: nothing, or an earlier plan."""
        super().on_mount()
        lines = [Option(Content(say("start.from.nothing", self._lang)), id="plan:")]
        for one in self._workspace.plans()[:MOST_PLANS]:
            words = say("start.from.plan", self._lang, name=one.name)
            fitting = shortened(words, max(MOST_NARROW, self.size.width - SIDES))
            lines.append(Option(Content(fitting), id=f"plan:{one.id}"))
        self.choices.show(lines)

    @on(OptionList.OptionSelected)
    def _start(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        source = (event.option_id or "").partition(":")[2] or None
        try:
            session = self._workspace.new(self.line.value, self._flow.id, copy_from=source)
        except KamguideError as problem:
            words = say(problem.key, self._lang, **problem.values)
            self.query_one("#problem", Words).put(words)
            return
        self._workspace.close(session)
        self.app.open_plan(session.facts.id)  # type: ignore[attr-defined]  # our app

    def action_back(self) -> None:
        """Back to the flows."""
        self.dismiss()
