"""Practise with a case: its facts are handed out, what a planner has to work out stays open."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kamguide.errors import FlowError, UsageError
from kamguide.flowfile.cases import AnswersFile, available_cases, load_case
from kamguide.flowfile.load import available, load_flow
from kamguide.messages import say
from kamguide.model.answers import Json
from kamguide.model.flow import Flow
from kamguide.model.questions.refs import RefColumn, RefsColumn
from kamguide.workspace.filling import Filling
from kamguide.workspace.settings import FLOWS

if TYPE_CHECKING:
    from kamguide.model.text import Lang
    from kamguide.workspace.plans import Workspace
    from kamguide.workspace.session import Session


@dataclass(frozen=True, slots=True)
class Exercise:
    """A case, and the flow in which it is practised."""

    case: str
    account: str
    flow: Flow

    @property
    def own(self) -> int:
        """How many questions are left to whoever practises."""
        return len(self.flow.questions.keys() - set(self.flow.given))


def known_flows() -> tuple[Flow, ...]:
    """Every flow that can be read: the shipped ones in their order, then the person's own."""
    names = [name for name, _ in available()]
    names.sort(key=lambda name: FLOWS.index(name) if name in FLOWS else len(FLOWS))
    return tuple(_readable(names))


def _readable(names: list[str]) -> Iterator[Flow]:
    for name in names:
        try:
            yield load_flow(name)
        except FlowError:  # `flow check` names its faults to whoever wrote it
            continue


def exercises(lang: "Lang") -> tuple[Exercise, ...]:
    """What can be practised in a language, the shortest first."""
    cases = [(name, load_case(name, lang)) for name, spoken in available_cases() if spoken == lang]
    flows = sorted((one for one in known_flows() if one.given), key=lambda one: one.minutes)
    return tuple(Exercise(name, _account(file), flow) for name, file in cases for flow in flows)


def _account(case: AnswersFile) -> str:
    return str(case.answers.get("setup_account_name", ""))


def practise(
    workspace: "Workspace", case: str, flow: str, *, lang: "Lang", name: str = ""
) -> "Session":
    """Start a plan with the facts of a case, and open it.

    Args:
        workspace: Where.
        case: The name of the case.
        flow: In which flow it is practised.
        lang: The language of the case.
        name: Of the plan; by default it says what it is.

    Raises:
        UsageError: The flow hands out nothing.
        FlowError: There is no such flow, or no such case in this language.
    """
    loaded, file = load_flow(flow), load_case(case, lang)
    if not loaded.given:
        raise UsageError("practise.nothing_given", flow=loaded.title(lang))
    if not name:
        words = say("practise.name", lang, account=_account(file), flow=loaded.title(lang))
        name = workspace.shelf.free_name(words)
    session = workspace.new(name, flow)
    session.speak(lang)
    Filling.of(facts(loaded, file), session).keep()
    return session


def facts(flow: Flow, case: AnswersFile, given: Collection[str] | None = None) -> AnswersFile:
    """What a case hands out; what its rows say of rows that are not handed out stays open.

    Args:
        flow: In which flow it is practised.
        case: The whole case.
        given: The questions that are handed out; those the flow names unless they are said.
    """
    names = flow.given if given is None else given
    answers = {
        name: _fact(flow, name, case.answers[name], set(names))
        for name in names
        if name in case.answers
    }
    return replace(case, answers=answers, review_answers={})


def _fact(flow: Flow, question: str, value: Json, given: set[str]) -> Json:
    table = flow.tables.get(question)
    if table is None or not isinstance(value, list):
        return value
    hidden = {
        column.id
        for column in table.columns
        if isinstance(column, RefColumn | RefsColumn) and not set(column.to) & given
    }
    return [
        {name: cell for name, cell in row.items() if name not in hidden}
        if isinstance(row, Mapping)
        else row
        for row in value
    ]
