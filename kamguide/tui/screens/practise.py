"""Practise from home: the course packs, then single units; what is given, and what is one's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widgets import OptionList, Static

from kamguide.course.packs import available_packs, start_plan
from kamguide.errors import KamguideError
from kamguide.tui.screens.start import ListScreen
from kamguide.workspace.practising import exercises, practise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from kamguide.course.pack import Pack
    from kamguide.workspace.plans import Workspace
    from kamguide.workspace.practising import Exercise
    from kamguide.workspace.session import Session


@dataclass(frozen=True)
class Whole:
    """A pack as its author meant it."""

    pack: Pack


@dataclass(frozen=True)
class Part:
    """A flow whose facts a case hands out; with a pack to compare with, if it is a unit of one."""

    exercise: Exercise
    pack: Pack | None
    unit: int


Choice = Whole | Part


def choices(lang: str) -> Iterator[Choice]:
    """What can be practised: packs, then the flows that hand out facts of a case."""
    packs = available_packs()
    yield from (Whole(one) for one in packs)
    whole = {(one.card.case, one.card.flow): one for one in reversed(packs) if not one.faults}
    for one in exercises(lang):
        pack = whole.get((one.case, "full"))
        if one.flow.id == "full" and pack is not None:
            continue
        unit = int(one.flow.id[-1]) if one.flow.id in ("unit1", "unit2", "unit3") else 0
        yield Part(one, pack if unit else None, unit)


class PractiseScreen(ListScreen):
    """What is practised, with which pack or in which flow."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._choices: list[Choice] = []

    def compose(self) -> ComposeResult:
        """Every pack and exercise, the shortest pack first."""
        self._choices = list(choices(self.lang))
        asks = self._say("practise.pick_pack")
        lines = [self._line(one) for one in self._choices]
        yield from self._composed(self._say("practise.title"), asks, lines)

    def _line(self, one: Choice) -> str:
        work = one.pack if isinstance(one, Whole) else one.exercise.flow
        return self._say("practise.line", flow=work.title(self.lang), minutes=work.minutes)

    def about(self, at: int) -> Iterator[str]:
        """For whom, and what is given."""
        if not self._choices:
            yield self._say("practise.none")
            return
        one = self._choices[at]
        if isinstance(one, Whole):
            yield one.pack.about(self.lang)
            given = len(one.pack.given)
            own = len(one.pack.flow().questions) - given
        else:
            yield self._say("practise.with", account=one.exercise.account)
            yield one.exercise.flow.purpose(self.lang)
            yield self._say("start.result", result=one.exercise.flow.result(self.lang))
            given, own = len(one.exercise.flow.given), one.exercise.own
        yield ""
        yield self._say("practise.own", given=given, own=own)
        if one.pack is not None:
            yield self._say("practise.compares")

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        try:
            session = self._begun(self._choices[event.option_index])
        except KamguideError as problem:
            words = self._say(problem.key, **problem.values)
            self.query_one("#about", Static).update(Content(words))
            return
        self._workspace.close(session)
        self.app.open_plan(session.facts.id)  # type: ignore[attr-defined]  # our app

    def _begun(self, one: Choice) -> Session:
        if one.pack is not None:
            unit = one.unit if isinstance(one, Part) else 0
            return start_plan(self._workspace, one.pack, lang=self.lang, unit=unit)
        work = one.exercise
        return practise(self._workspace, work.case, work.flow.id, lang=self.lang)
