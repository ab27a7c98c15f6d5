"""Still true? What was carried over from the plan before: confirmed one by one or step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len
from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kamguide.engine.carrying import confirmation_of, unconfirmed
from kamguide.engine.turns import Asked
from kamguide.errors import KamguideError
from kamguide.messages import say
from kamguide.plan.wording import shortened
from kamguide.tui.answerlines import few_lines
from kamguide.tui.looks import Left
from kamguide.workspace.annual import confirm, go_on, waiting_in
from kamguide.workspace.entries import Entry
from kamguide.workspace.overlook import Overlook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from kamguide.workspace.session import Session

SIDES: Final = 3
WIDEST: Final = 118
LEAST: Final = 30
IN: Final = "    "
ANSWER_LINES: Final = 2
GAP: Final = 3


class StillScreen(Screen[Left]):
    """What waits, by step; Space confirms an answer, S its whole step, Enter goes to change it."""

    DEFAULT_CSS = """
    StillScreen {
        #waiting {
            height: 1fr; border: none; background: $background; padding: 0 1; text-wrap: nowrap;
        }
        #waiting > .option-list--option-disabled { color: $primary; text-style: bold; }
        #about { height: auto; color: $primary; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "back", priority=True, show=False),
        Binding("space", "one", priority=True, show=False),
        Binding("s,S", "step", priority=True, show=False),
    ]

    def __init__(self, session: Session, question: str = "") -> None:
        super().__init__()
        self._session = session
        self._at = question
        self._names: list[str] = []
        self._confirmed: set[str] = set()
        """What each option is about; nothing for the head of a step."""
        self._lines = {one.question: one for one in Overlook(session).lines}

    def compose(self) -> ComposeResult:
        """The plan, what this is, the answers by step, and how to go on."""
        lang = self._session.lang
        title = say("still.title", lang, plan=self._session.facts.name)
        yield Static(Content(title), classes="head title")
        yield Static(id="about", classes="foot", markup=False)
        yield OptionList(id="waiting", markup=False)
        yield Static(Content(say("still.keys", lang)), classes="foot")

    def on_mount(self) -> None:
        """The list has the focus from the first moment on."""
        self._list.focus()
        self._fill(self._at)

    def on_resize(self) -> None:
        """Fold the lines anew."""
        self._fill(self._here())

    @property
    def _list(self) -> OptionList:
        return self.query_one(OptionList)

    def _here(self) -> str:
        at = self._list.highlighted
        return self._names[at] if at is not None and at < len(self._names) else ""

    def _fill(self, question: str) -> None:
        waiting = unconfirmed(self._session.flow, self._session.answers)
        self._names = []
        options: list[Option] = []
        for names in waiting.values():
            self._names.append("")
            options.append(Option(Content(self._head(names, first=not options)), disabled=True))
            for name in names:
                self._names.append(name)
                options.append(Option(self._drawn(name)))
        with self.app.batch_update():
            self._list.clear_options()
            self._list.add_options(options)
        places = [at for at, one in enumerate(self._names) if one]
        here = [at for at in places if self._names[at] == question]
        self._list.highlighted = next(iter(here or places), None)
        key = "still.about" if options else "still.none"
        self.query_one("#about", Static).update(Content(say(key, self._session.lang)))

    def _head(self, names: Sequence[str], *, first: bool) -> str:
        title = self._session.flow.step_of[names[0]].title(self._session.lang)
        head = say("still.head", self._session.lang, title=title, count=len(names))
        return head if first else f"\n{head}"

    def _drawn(self, name: str) -> Content:
        """The question and whether it has gaps, below it the answer."""
        session, line = self._session, self._lines[name]
        width = max(LEAST, min(WIDEST, self.size.width - SIDES))
        whole = confirmation_of(session.flow, session.path.standing, name) is not None
        state = "" if whole else say("still.gaps", session.lang)
        title = shortened(f"{line.sign} {line.title}", width - cell_len(state) - GAP)
        gap = " " * (width - cell_len(title) - cell_len(state)) if state else ""
        below = few_lines(line.answer or line.state, width, IN, ANSWER_LINES)
        return Content("\n").join(
            [Content.styled(f"{title}{gap}{state}", "bold"), *map(Content, below)]
        )

    # Confirming

    def action_one(self) -> None:
        """Say of the marked answer that it still holds."""
        if here := self._here():
            self._confirm((here,))

    def action_step(self) -> None:
        """Say it of every answer of the step."""
        if here := self._here():
            step = self._session.flow.step_of[here].id
            self._confirm(waiting_in(self._session, step))

    def _confirm(self, names: Sequence[str]) -> None:
        """Confirm what can be, and stand on what comes next."""
        lang, order = self._session.lang, [one for one in self._names if one]
        try:
            found = confirm(self._session, names)
        except KamguideError as problem:
            words = say(problem.key, lang, **problem.values)
            self.query_one("#about", Static).update(Content(words))
            return
        self._confirmed.update(found)
        behind = order[order.index(self._here()) :]
        following = next((one for one in behind if one not in found), "")
        self._fill(following)
        if not found:
            self.query_one("#about", Static).update(Content(say("annual.nothing_waits", lang)))

    # Leaving

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        if name := self._names[event.option_index]:
            self.dismiss(Left("still", name, Entry("", name)))

    def action_back(self) -> None:
        """Back to the question, or to the next one where that was confirmed here."""
        turn = self._session.turn
        if isinstance(turn, Asked) and turn.question.id in self._confirmed:
            go_on(self._session)
        self.dismiss(Left("still", self._here()))
