"""From what the log says to typed answers, through the questions of the plan's own flow.

What cannot be read any more is asked again; what the flow no longer asks stays in the log.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import cast

from kamguide.errors import AnswerError
from kamguide.model.answers import (
    Answer,
    Answers,
    Cell,
    Decision,
    Earlier,
    Evidence,
    Json,
    Open,
    Origin,
    Row,
    Scalar,
    State,
)
from kamguide.model.flow import Flow
from kamguide.model.questions.table import KEY_JOINT, TableQuestion
from kamguide.store.states import KeptAnswer, KeptRow, PlanFacts, PlanState, Standing
from kamguide.workspace.recording import OPEN_CELL, loaded_decision, loaded_reply


def answers_of(flow: Flow, state: PlanState, earlier: Earlier | None = None) -> Answers:
    """The answers of a plan as its flow reads them, and those of the plan that it follows."""
    loaded = {
        name: answer
        for name, kept in state.answers.items()
        if (answer := answer_of(flow, name, kept)) is not None
    }
    replies = {
        name: reply
        for name, kept in state.facts.challenges.items()
        if (reply := loaded_reply(kept)) is not None
    }
    loaded_answers = Answers(
        loaded, state.facts.settings, challenges=replies, decisions=decisions_in(state.facts)
    )
    return loaded_answers.following(earlier)


def decisions_in(facts: PlanFacts) -> dict[str, Decision]:
    """What was decided about a plan, in order."""
    loaded = {name: loaded_decision(kept) for name, kept in facts.decisions.items()}
    known = {name: one for name, one in loaded.items() if one is not None}
    return dict(sorted(known.items(), key=lambda pair: (pair[1].number, pair[0])))


def answer_of(flow: Flow, name: str, kept: KeptAnswer) -> Answer | None:
    """One answer, or None where there is none or it cannot be read."""
    question = flow.questions.get(name)
    beside = kept.beside
    if question is None or (
        kept.state is Standing.CLEARED and not (beside.notes or beside.evidence or beside.internal)
    ):
        return None
    state = State(kept.state.value)
    value: Scalar | None = None
    rows: tuple[Row, ...] = ()
    try:
        if isinstance(question, TableQuestion):
            rows = tuple(_rows(question, kept.rows))
        elif kept.value is not None:
            value = question.load(kept.value)
    except AnswerError:
        return None
    if state is State.GIVEN and value is None and not isinstance(question, TableQuestion):
        return None
    return Answer(
        state=state,
        value=value,
        rows=rows,
        who=kept.who,
        by=kept.by,
        why=kept.why,
        kept=kept.kept,
        evidence={place: _evidence(one) for place, one in kept.beside.evidence.items()},
        notes=kept.beside.notes,
        internal=kept.beside.internal,
        origin=Origin(kept.origin),
        event=kept.event,
        basis=kept.basis,
        is_carried=kept.origin == Origin.ROLLED and "" not in kept.beside.confirmed,
        dated=kept.at.date(),
        actor=kept.actor,
        removed={key: (at.date(), actor) for key, (at, actor) in kept.removed.items()},
    )


def _evidence(kept: Mapping[str, Json]) -> Evidence:
    return Evidence(*(str(kept.get(name) or "") for name in ("grade", "source", "date")))


def _rows(table: TableQuestion, kept: Mapping[str, KeptRow]) -> Iterator[Row]:
    rows = [
        Row(key, _cells(table, key, row), Decimal(row.rank), row.at.date(), row.actor)
        for key, row in kept.items()
    ]
    yield from sorted((row for row in rows if row.cells), key=lambda row: (row.rank, row.key))


def _cells(table: TableQuestion, key: str, row: KeptRow) -> Mapping[str, Cell]:
    known = {column.id: column for column in table.columns}
    cells: dict[str, Cell] = {}
    if table.laid_out:
        cells.update(zip(table.laid_out, key.split(KEY_JOINT), strict=False))
    for name, value in row.cells.items():
        if name in known and value is not None and (cell := _cell(known[name], value)) is not None:
            cells[name] = cell
    if len(cells) == len(row.cells) and all(row.cells[name] is one for name, one in cells.items()):
        return cast("Mapping[str, Cell]", row.cells)  # of long lists of words one copy is enough
    return cells


def _cell(column: object, value: Json) -> Cell | None:
    if value == OPEN_CELL:
        return Open.OPEN
    try:
        return column.load(value)  # type: ignore[attr-defined, no-any-return]  # every column loads
    except AnswerError:
        return None
