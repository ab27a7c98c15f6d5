"""The worked case as answers on the path of a flow, and copies of it with something changed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from kamguide.coach.judging import judge
from kamguide.engine.findings import Finding
from kamguide.engine.path import path
from kamguide.flowfile.cases import load_case
from kamguide.flowfile.load import load_flow
from kamguide.model.answers import Answer, Answers, Cell, Row, State
from kamguide.model.flow import Flow
from kamguide.model.questions import Question
from kamguide.model.questions.table import TableQuestion

TODAY = date(2026, 11, 23)


@cache
def flow(name: str = "full") -> Flow:
    return load_flow(name)


@cache
def case(lang: str = "en", name: str = "full") -> Answers:
    """The worked case, as far as a flow asks for it."""
    file = load_case("muquan", lang)
    given = {**file.answers, **(file.review_answers if name == "annual_review" else {})}
    return Answers(
        {
            question.id: read(question, given[question.id])
            for question in flow(name).questions.values()
            if question.id in given
        }
    )


def read(question: Question, value: Any) -> Answer:
    """An answer as a file has it."""
    if isinstance(question, TableQuestion):
        return Answer(rows=tuple(_row(question, at, one) for at, one in enumerate(value, 1)))
    return Answer(value=question.load(value))


def _row(table: TableQuestion, at: int, value: Mapping[str, Any]) -> Row:
    cells: dict[str, Cell] = {
        one.id: one.load(value[one.id]) for one in table.columns if value.get(one.id) is not None
    }
    return Row(table.row_key(cells) or f"r{at}", cells)


def with_value(answers: Answers, question: str, value: Any) -> Answers:
    return answers.with_answer(question, Answer(value=value))


def with_cell(answers: Answers, table: str, row: str, column: str, cell: Cell | None) -> Answers:
    """The same answers but for one cell; None empties it."""
    rows = tuple(
        replace(one, cells=_changed(one.cells, column, cell)) if one.key == row else one
        for one in answers[table].rows
    )
    return answers.with_answer(table, replace(answers[table], rows=rows))


def with_cells(answers: Answers, table: str, row: str, **cells: Cell | None) -> Answers:
    """The same answers but for some cells of a row."""
    for column, cell in cells.items():
        answers = with_cell(answers, table, row, column, cell)
    return answers


def _changed(cells: Mapping[str, Cell], column: str, cell: Cell | None) -> dict[str, Cell]:
    rest = {name: one for name, one in cells.items() if name != column}
    return rest if cell is None else {**rest, column: cell}


def without_rows(answers: Answers, table: str, *rows: str) -> Answers:
    kept = tuple(one for one in answers[table].rows if one.key not in rows)
    return answers.with_answer(table, replace(answers[table], rows=kept))


def cleared(answers: Answers, *questions: str) -> Answers:
    for name in questions:
        answers = answers.with_answer(name, Answer(state=State.CLEARED))
    return answers


def findings(answers: Answers, name: str = "full") -> list[Finding]:
    return list(judge(flow(name), path(flow(name), answers, today=TODAY)))


def found(answers: Answers, name: str = "full") -> set[str]:
    """The ids of the rules and checks that fire."""
    return {one.rule for one in findings(answers, name)}
