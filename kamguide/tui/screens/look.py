"""Looks at a plan as a whole; Enter goes to the answer that a line is about, Escape goes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static, Tab, Tabs
from textual.widgets.option_list import Option

from kamguide.messages import say
from kamguide.tui.lines import MOST_NARROW, hanging
from kamguide.tui.looks import Left
from kamguide.tui.widgets.words import Foot, Words
from kamguide.workspace.looks import LOOKS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from textual.app import ComposeResult

    from kamguide.workspace.entries import Entry
    from kamguide.workspace.session import Session

SIDES: Final = 4
"""Columns beside the lines: their padding, and the scrollbar."""


class LookScreen(Screen[Left]):
    """What the plan needs, how good it is, how it hangs together: a tab each."""

    looks: ClassVar[Mapping[str, Callable[[Session], Iterator[Entry]]]] = LOOKS
    """The ways to look, a tab each."""

    DEFAULT_CSS = """
    LookScreen #about { height: auto; padding: 0 1; margin-bottom: 1; color: $primary; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,f5", "back", priority=True, show=False),
        Binding("ctrl+l", "other('answers')", priority=True, show=False),
        Binding("f3", "other('plan')", priority=True, show=False),
        Binding("left", "step(-1)", priority=True, show=False),
        Binding("right,tab", "step(1)", priority=True, show=False),
        *(Binding(str(n), f"show({n - 1})", show=False) for n in range(1, 10)),
    ]

    def __init__(self, session: Session, name: str = "", line: int | None = None) -> None:
        super().__init__()
        self._session = session
        self._names = tuple(self.looks)
        self._look = name or self._names[0]
        self._line = line
        """The line to be on again."""
        self._entries: list[Entry] = []
        self._known: dict[str, list[Entry]] = {}
        """What was looked at already: the plan does not change while this screen is on top."""

    def compose(self) -> ComposeResult:
        """The name, the tabs, the lines, and how to go on."""
        lang = self._session.lang
        yield Static(Content(self._session.facts.name), classes="head title")
        titles = [
            Tab(Content(f"{at} {say(f'look.{name}', lang)}"), id=name)
            for at, name in enumerate(self._names, 1)
        ]
        yield Tabs(*titles, active=self._look, id="looks")
        yield Words(id="about")
        yield OptionList(id="entries", markup=False)
        yield Foot(say("look.keys", lang), classes="foot")

    def on_mount(self) -> None:
        """The lines have the focus, so that the arrows move in them."""
        self.query_one(Tabs).can_focus = False
        self.query_one(OptionList).focus()

    @on(Tabs.TabActivated)
    def _shown(self, event: Tabs.TabActivated) -> None:
        self._look = event.tab.id or self._names[0]
        about = say(f"look.about.{self._look}", self._session.lang)
        self.query_one("#about", Words).put(about)
        if self._look not in self._known:
            self._known[self._look] = list(self.looks[self._look](self._session))
        self._entries = self._known[self._look]
        self._fill()
        at, self._line = self._line, None
        lines = self.query_one(OptionList)
        if at is not None and at < lines.option_count:
            lines.highlighted = at
        else:
            lines.action_first()

    def _fill(self) -> None:
        """Show the lines, folded to the width there is."""
        lines = self.query_one(OptionList)
        here = lines.highlighted
        width = max(MOST_NARROW, self.size.width - SIDES)
        lines.clear_options()
        lines.add_options(
            Option(Content("\n".join(hanging(one.text, width))), disabled=not one.question)
            for one in self._entries
        )
        lines.highlighted = here

    def on_resize(self) -> None:
        """Fold the lines anew."""
        self._fill()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(Left(self._look, event.option_index, self._entries[event.option_index]))

    def action_other(self, look: str) -> None:
        """Another look at the plan."""
        self.dismiss(Left(self._look, self.query_one(OptionList).highlighted, next=look))

    def action_back(self) -> None:
        """Back to the question."""
        self.dismiss(Left(self._look, self.query_one(OptionList).highlighted))

    def action_show(self, at: int) -> None:
        """Look at the plan in another way."""
        if at < len(self._names):
            self.query_one(Tabs).active = self._names[at]

    def action_step(self, by: int) -> None:
        """The next way to look, or the one before."""
        self.action_show((self._names.index(self._look) + by) % len(self._names))
