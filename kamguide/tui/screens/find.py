"""Words found in all plans while they are typed; Enter opens the plan where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content, Span
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from kamguide.errors import KamguideError
from kamguide.messages import say
from kamguide.tui.screens.choosing import Choices, ChoosingScreen, TypedLine
from kamguide.tui.widgets.talk import shortened
from kamguide.workspace.entries import Entry
from kamguide.workspace.finding import MOST, Finder, marked, passage

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from kamguide.workspace.finding import Hit
    from kamguide.workspace.plans import Workspace

SIDES: Final = 9
"""Columns beside a passage: its indent, the padding, and the scrollbar."""
MOST_NARROW: Final = 20
AT_A_TIME: Final = 1500
"""Changes that are read before keys are heard again, where plans were never looked through."""


class FindScreen(ChoosingScreen[None]):
    """Where words stand, in every plan but deleted ones."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", priority=True, show=False)]
    DEFAULT_CSS = "FindScreen #said { height: auto; padding: 0 1; color: $foreground 80%; }"

    def __init__(self, workspace: Workspace, words: str = "") -> None:
        super().__init__()
        self._workspace = workspace
        self._words = words
        self._lang: str = workspace.lang
        self._finder = Finder(workspace, workspace.lang)
        self._hits: tuple[Hit, ...] = ()

    def compose(self) -> ComposeResult:
        """A line, how much was found, and where."""
        self._lang = self.app.lang  # type: ignore[attr-defined]  # our app
        self._finder = Finder(self._workspace, self._lang)
        yield Static(Content(self._say("find.title")), classes="head title")
        yield TypedLine(self._say("find.type"), self._words)
        yield Static("", id="said", markup=False)
        yield Choices(id="choices", markup=False)
        yield Static(Content(self._say("find.keys")), classes="foot")

    def on_mount(self) -> None:
        """Look through what nobody looked through yet, then wait for words."""
        super().on_mount()
        self._prepare()

    def _prepare(self) -> None:
        """Bring the index up to the log, piece by piece, so that keys are heard between."""
        store = self._workspace.store
        if not store.is_read_only and store.unindexed > AT_A_TIME:
            store.refresh(AT_A_TIME)
            self._tell(self._say("find.preparing", left=store.unindexed))
            self.call_after_refresh(self._prepare)
        else:
            self._look()

    def _say(self, key: str, /, **values: object) -> str:
        return say(key, self._lang, **values)

    def _tell(self, words: str) -> None:
        self.query_one("#said", Static).update(Content(words))

    @on(Input.Changed)
    def _typed(self) -> None:
        store = self._workspace.store
        if store.is_read_only or store.unindexed <= AT_A_TIME:
            self._look()

    def on_resize(self) -> None:
        """Fit the passages to the width."""
        self._show()

    def _look(self) -> None:
        words = self.line.value.strip()
        self._hits = self._finder.hits(words) if words else ()
        if not words:
            self._tell(self._say("find.hint"))
        elif not self._hits:
            self._tell(self._say("find.nothing", words=words))
        elif len(self._hits) < MOST:
            plans = len({one.plan.id for one in self._hits})
            self._tell(self._say("find.count", count=len(self._hits), plans=plans))
        else:
            self._tell(self._say("find.most", count=MOST))
        self._show()

    def _show(self) -> None:
        lines: list[Option | None] = []
        plan = ""
        for at, one in enumerate(self._hits):
            if one.plan.id != plan:
                plan = one.plan.id
                head = Content.styled(" ".join(one.plan.name.split()), "bold")
                lines.append(Option(head, disabled=True))
            lines.append(Option(self._line(one), id=str(at)))
        self.choices.show(lines)

    def _line(self, hit: Hit) -> Content:
        """The question, and under it the passage with the words marked."""
        words, width = self.line.value, max(MOST_NARROW, self.size.width - SIDES)
        text = passage(hit.text, words, width - 2)
        spans = [Span(start, end, "bold underline") for start, end in marked(text, words)]
        question = Content.styled(f"  {shortened(hit.title, width)}", "$foreground 80%")
        return Content("\n").join([question, Content("    ") + Content(text, spans=spans)])

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        hit = self._hits[int(event.option_id or 0)]
        try:
            self.app.open_plan(hit.plan.id, Entry("", hit.question, hit.row))  # type: ignore[attr-defined]  # our app
        except KamguideError as problem:
            self._tell(self._say(problem.key, **problem.values))

    def action_back(self) -> None:
        """Back to home."""
        self.dismiss()
