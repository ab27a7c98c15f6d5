"""Who a plan is for: which sections it has, and what of the answers its reader may see.

What a customer may not see is taken out of the answers before anything is worked out or written,
so that no figure, table, chart, slide or formula can hold it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, Literal

from msgspec import Struct

from kamguide.model.answers import Answer, Answers, Cell, Row
from kamguide.model.conditions import holds
from kamguide.model.flow import Flow
from kamguide.model.questions import Question
from kamguide.model.questions.refs import RefColumn, RefQuestion, RefsColumn, RefsQuestion
from kamguide.model.questions.table import TableQuestion

View = Literal["full", "manager", "trainer", "customer", "onepage"]
FULL: Final[View] = "full"
CUSTOMER: Final[View] = "customer"
REVIEWED: Final[tuple[View, ...]] = (FULL, "manager", "trainer")
"""The views that a review is held with: those with slides and sheets of their own."""

SECTIONS: Final[Mapping[View, tuple[str, ...]]] = {
    "full": (
        *("summary", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"),
        *("sR", "sA", "sB", "sC", "sD", "sF", "sE"),
    ),
    "manager": ("summary", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "sR", "sE"),
    "trainer": (
        *("sQ", "summary", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"),
        *("sR", "sA", "sB", "sC", "sD", "sF", "sE"),
    ),
    "customer": ("summary", "s1", "s2", "s3", "s6", "s7", "sG"),
    "onepage": ("summary",),
}
"""The sections of each view, in order; what we think of all our customers is in none of theirs."""


def is_internal(question: Question | None, answer: Answer | None, row: Row | None = None) -> bool:
    """Whether an answer, or a row of it, is for our own eyes: by the flow, unless a person said."""
    whole = question is not None and question.internal
    if answer is None:
        return whole
    whole = answer.internal.get("", whole)
    if row is None:
        return whole
    return answer.internal.get(row.key, whole or _is_by_nature(question, row))


def _is_by_nature(question: Question | None, row: Row) -> bool:
    condition = question.internal_when if isinstance(question, TableQuestion) else None
    if condition is None:
        return False
    return holds(condition, lambda kind, name: row[name] if kind == "column" else None)


class Fit(Struct, frozen=True):
    """Answers fit for a reader, and how many answers, rows and columns were held back."""

    answers: Answers
    held_back: int


def fit_for_customer(flow: Flow, answers: Answers) -> Fit:
    """The answers without what is internal, and without what points to it.

    Whole answers, rows and columns go, notes and evidence with them; a cell that names a row
    that is gone is emptied. Each whole answer, row and column counts once.
    """
    known = {name: one for name, one in answers.items() if name in flow.questions}
    kept = {
        name: replace(one, rows=tuple(_open_rows(flow, name, one)), notes={}, evidence={})
        for name, one in known.items()
        if not _is_all_internal(flow, name, one)
    }
    held = len(known) - len(kept)
    held += sum(len(known[name].rows) - len(one.rows) for name, one in kept.items())
    held += sum(len(_closed_columns(flow, name, one)) for name, one in kept.items())
    kept = {name: _without_columns(flow, name, one) for name, one in kept.items()}
    return Fit(Answers(_without_pointers(flow, kept), answers.settings), held)


def _is_all_internal(flow: Flow, name: str, answer: Answer) -> bool:
    rows = list(_open_rows(flow, name, answer))
    return is_internal(flow.questions[name], answer) and not rows


def _open_rows(flow: Flow, name: str, answer: Answer) -> Iterator[Row]:
    question = flow.questions[name]
    yield from (row for row in answer.rows if not is_internal(question, answer, row))


def _closed_columns(flow: Flow, name: str, answer: Answer) -> tuple[str, ...]:
    """The internal columns of a table in which something stands."""
    question = flow.questions[name]
    if not isinstance(question, TableQuestion):
        return ()
    hidden = [column.id for column in question.columns if column.internal]
    return tuple(one for one in hidden if any(one in row.cells for row in answer.rows))


def _without_columns(flow: Flow, name: str, answer: Answer) -> Answer:
    hidden = set(_closed_columns(flow, name, answer))
    if not hidden:
        return answer
    return replace(answer, rows=tuple(_only(row, set(row.cells) - hidden) for row in answer.rows))


def _only(row: Row, columns: set[str]) -> Row:
    return replace(row, cells={name: row.cells[name] for name in row.cells if name in columns})


def _without_pointers(flow: Flow, kept: Mapping[str, Answer]) -> dict[str, Answer]:
    """The same answers, where nothing points to what is gone; until nothing changes any more."""
    now = dict(kept)
    while True:
        there = {name: frozenset(row.key for row in one.rows) for name, one in now.items()}
        there |= {
            name: frozenset(one.value)
            for name, one in now.items()
            if isinstance(flow.questions[name], RefsQuestion) and isinstance(one.value, tuple)
        }
        then = {
            name: pruned
            for name, one in now.items()
            if (pruned := _pruned(flow, flow.questions[name], one, there)) is not None
        }
        if then == now:
            return then
        now = then


_There = Mapping[str, frozenset[str]]
"""The ids that can be pointed at, by question."""


def _pruned(flow: Flow, question: Question, answer: Answer, there: _There) -> Answer | None:
    if isinstance(question, RefQuestion | RefsQuestion):
        left = _pointed(flow, question, answer.value, there)
        return None if left is None and answer.value is not None else replace(answer, value=left)
    if not isinstance(question, TableQuestion):
        return answer
    pointing = [one for one in question.columns if isinstance(one, RefColumn | RefsColumn)]
    rows = [row for row in answer.rows if (_pointing(flow, question, row, there))]
    made = tuple(replace(row, cells=dict(_cells(flow, pointing, row, there))) for row in rows)
    return replace(answer, rows=made)


def _pointing(flow: Flow, table: TableQuestion, row: Row, there: _There) -> bool:
    """Whether a row is about something that may be seen: all that its id is made of is there."""
    keys = [one for one in table.columns if one.id in table.key_columns]
    return all(
        _pointed(flow, one, row[one.id], there) is not None
        for one in keys
        if isinstance(one, RefColumn) and row[one.id] is not None
    )


def _cells(
    flow: Flow, pointing: list[RefColumn | RefsColumn], row: Row, there: _There
) -> Iterator[tuple[str, Cell]]:
    specs = {one.id: one for one in pointing}
    for name, cell in row.cells.items():
        spec = specs.get(name)
        value = cell if spec is None else _pointed(flow, spec, cell, there)
        if value is not None:
            yield name, value


def _pointed(
    flow: Flow,
    spec: RefColumn | RefsColumn | RefQuestion | RefsQuestion,
    value: object,
    there: _There,
) -> str | tuple[str, ...] | None:
    """What is left of a reference; None where nothing is."""
    known = {one.id for one in spec.also}.union(*(there.get(name, ()) for name in spec.to))
    if not any(name in flow.questions for name in spec.to):
        return None
    if isinstance(value, tuple):
        return tuple(one for one in value if one in known) or None
    return value if isinstance(value, str) and value in known else None
