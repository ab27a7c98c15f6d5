"""Changes of the worked case, each to be made where its fault is looked for."""

from collections.abc import Callable

from kamguide.model.answers import Answers
from tests.coach.case import with_cell, with_cells, with_value

Fault = Callable[[Answers], Answers]


def cell(table: str, row: str, name: str, value: object) -> Fault:
    return lambda answers: with_cell(answers, table, row, name, value)  # type: ignore[arg-type]


def cells(table: str, row: str, **values: object) -> Fault:
    return lambda answers: with_cells(answers, table, row, **values)  # type: ignore[arg-type]


def value(question: str, given: object) -> Fault:
    return lambda answers: with_value(answers, question, given)
