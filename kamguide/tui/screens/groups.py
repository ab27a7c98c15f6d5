"""The groups of a class: the plan of one to be read, and what its members disagree about."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from kamguide.course.handing import plan_of
from kamguide.errors import KamguideError
from kamguide.plan.wording import shortened
from kamguide.tui.screens.reading import ReadingScreen
from kamguide.tui.screens.start import SIDES, ListScreen
from kamguide.workspace.settling import Settling, SettlingTelling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from kamguide.course.classroom import Classroom
    from kamguide.tui.looks import Left
    from kamguide.workspace.plans import Workspace
    from kamguide.workspace.session import Session


class GroupPlanScreen(ReadingScreen):
    """The plan of a group, to be read by its trainer."""

    WORDS: ClassVar = "groupplan"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is changed, for the plan is the group's; other looks belong to the talk."""
        del parameters
        return action not in ("edit", "other")

    def action_edit(self) -> None:
        """Nothing: a click is told as much."""
        self.app.bell()


class GroupsScreen(ListScreen):
    """Which group is looked at."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *ListScreen.BINDINGS,
        Binding("s", "settle", show=False),
        Binding("q", "back", show=False),
    ]

    def __init__(self, classroom: Classroom, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._classroom = classroom
        self._plans = [plan_of(workspace, one) for one in classroom.card.groups]
        self.has_settled = False
        """Whether a disagreement was settled here."""

    def compose(self) -> ComposeResult:
        """A line a group."""
        names = [one.name for one in self._classroom.card.groups]
        asks = self._say("groups.pick")
        yield from self._composed(self._classroom.card.title, asks, names, keys="groups.keys")

    def about(self, at: int) -> Iterator[str]:
        """Its members, and what they disagree about."""
        group = self._classroom.card.groups[at]
        yield self._say("course.joint").join(group.members)
        session = self._opened(at)
        if session is None:
            yield self._say("groups.no_plan")
        elif disputes := Settling(session).open:
            yield ""
            yield self._say("groups.disputes", count=len(disputes))
            telling = SettlingTelling(session)
            for number, one in enumerate(disputes, start=1):
                yield from telling.dispute(number, one)

    def _opened(self, at: int) -> Session | None:
        plan = self._plans[at]
        if plan is None:
            return None
        return self._workspace.open(plan, lang=self.lang, read_only=True)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        session = self._opened(event.option_index)
        if session is None:
            self.app.bell()
            return
        self.app.push_screen(GroupPlanScreen(session), self._read)

    def _read(self, left: Left | None) -> None:
        del left
        self.query_one(OptionList).focus()

    def action_settle(self) -> None:
        """Settle what the members of the marked group disagree about."""
        session = self._opened(at := self.query_one(OptionList).highlighted or 0)
        if session is None or not Settling(session).open:
            self.app.bell()
            return
        self.app.push_screen(SettleScreen(self._workspace, session), lambda _: self._back(at))

    def _back(self, at: int) -> None:
        self.has_settled = True
        self._tell(at)


class SettleScreen(ListScreen):
    """Which side counts; one after the other, until nothing is left."""

    def __init__(self, workspace: Workspace, session: Session) -> None:
        super().__init__(workspace)
        self._session = session
        self._disputes = Settling(session).open

    def compose(self) -> ComposeResult:
        """The sides of the first place where people disagree."""
        yield from self._composed(self._session.facts.name, self._asks(), self._sides())

    def _asks(self) -> str:
        place = SettlingTelling(self._session).place(self._disputes[0])
        return self._say("groups.which_counts", count=len(self._disputes), place=place)

    def _sides(self) -> list[str]:
        telling, first = SettlingTelling(self._session), self._disputes[0]
        room = max(20, self.app.size.width - SIDES)
        return [shortened(telling.said(first, one), room) for one in first.sides]

    def about(self, at: int) -> Iterator[str]:
        """Who says so, in full."""
        lines = list(SettlingTelling(self._session).dispute(1, self._disputes[0]))
        yield lines[1 + at].strip()
        yield ""
        yield self._say("groups.stays_kept")

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        try:
            self._settle(event.option_index + 1)
        except KamguideError as problem:
            words = self._say(problem.key, **problem.values)
            self.query_one("#about", Static).update(Content(words))
            return
        self._session = self._workspace.open(self._session.facts.id, lang=self.lang, read_only=True)
        self._disputes = Settling(self._session).open
        if self._disputes:
            self._show_next()
        else:
            self.dismiss()

    def _settle(self, side: int) -> None:
        session = self._workspace.open(self._session.facts.id, lang=self.lang)
        try:
            Settling(session).settle(1, side)
        finally:
            self._workspace.close(session)

    def _show_next(self) -> None:
        self.query_one("#asks", Static).update(Content(self._asks()))
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Content(one) for one in self._sides())
        options.highlighted = 0
