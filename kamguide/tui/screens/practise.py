"""Practise from home: the course packs, then single units; what is given, and what is one's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widgets import OptionList, Static

from kamguide.course.packs import UNITS, WHOLE, Exercise, available_packs, start_plan
from kamguide.errors import KamguideError
from kamguide.tui.screens.start import ListScreen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from kamguide.course.pack import Pack
    from kamguide.workspace.plans import Workspace


@dataclass(frozen=True)
class Choice:
    """A pack as its author meant it, or one unit of it."""

    pack: Pack
    unit: int = 0


def choices() -> Iterator[Choice]:
    """What can be practised: packs, then the units of those that are whole."""
    packs = available_packs()
    yield from map(Choice, packs)
    for one in packs:
        if one.card.flow == WHOLE and not one.faults:
            yield from (Choice(one, unit) for unit in UNITS)


class PractiseScreen(ListScreen):
    """What is practised, with which pack or in which flow."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._choices: list[Choice] = []

    def compose(self) -> ComposeResult:
        """Every pack and exercise, the shortest pack first."""
        self._choices = list(choices())
        asks = self._say("practise.pick_pack")
        lines = [self._line(one) for one in self._choices]
        yield from self._composed(self._say("practise.title"), asks, lines)

    def _line(self, one: Choice) -> str:
        work = one.pack.flow(one.unit) if one.unit else one.pack
        return self._say("practise.line", flow=work.title(self.lang), minutes=work.minutes)

    def about(self, at: int) -> Iterator[str]:
        """For whom, and what is given."""
        if not self._choices:
            yield self._say("practise.none")
            return
        one = self._choices[at]
        flow, given = one.pack.flow(one.unit), one.pack.handed_out(one.unit)
        if one.unit:
            yield self._say("practise.with", case=one.pack.title(self.lang))
            yield flow.purpose(self.lang)
            yield self._say("start.result", result=flow.result(self.lang))
        else:
            yield one.pack.about(self.lang)
        own = len(flow.questions.keys() - set(given))
        yield ""
        key = "practise.own" if own else "practise.all_given"
        yield self._say(key, given=len(given), own=own)
        yield self._say("practise.compares")

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        one = self._choices[event.option_index]
        try:
            exercise = Exercise(one.pack, one.unit)
            session = start_plan(self._workspace, exercise, lang=self.lang)
        except KamguideError as problem:
            words = self._say(problem.key, **problem.values)
            self.query_one("#about", Static).update(Content(words))
            return
        self._workspace.close(session)
        self.app.open_plan(session.facts.id)  # type: ignore[attr-defined]  # our app
