"""Practise with a case: its facts are handed out, what a planner has to work out stays open."""

from collections.abc import Collection, Iterator, Mapping

from msgspec.structs import replace

from kamguide.errors import FlowError
from kamguide.flowfile.cases import AnswersFile
from kamguide.flowfile.load import available, load_flow
from kamguide.model.answers import Json
from kamguide.model.flow import Flow
from kamguide.model.questions.refs import RefColumn, RefsColumn
from kamguide.workspace.settings import FLOWS


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
