"""Which questions are asked, and which answers count: derived, never kept.

A condition sees only answers that still stand on the path. An answer on a branch that was left
is parked: kept, never used, back when the branch comes back.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from functools import partial

from msgspec import Struct

from kamguide.engine.carrying import is_under_review, waits
from kamguide.engine.figures import Figures, Memory
from kamguide.engine.followup import Told
from kamguide.engine.tables import is_filled, remembered, row_count, standing_rows
from kamguide.model.answers import Answer, Answers, State
from kamguide.model.conditions import Condition, holds
from kamguide.model.flow import Flow
from kamguide.model.questions import Question
from kamguide.model.questions.table import TableQuestion


class Path(Struct, frozen=True):
    """What is asked, in order; the answers that stand; those that are parked; the figures."""

    asked: tuple[Question, ...]
    standing: Answers
    parked: frozenset[str]
    figures: Figures
    today: date
    since: tuple[Told, ...] = ()
    """What was told since the plan was approved; it changes no answer."""


def path(flow: Flow, answers: Answers, *, today: date, memory: Memory | None = None) -> Path:
    """Walk the flow once, deciding each question by the answers before it."""
    memory = memory or Memory()
    off = {name for name in answers if name not in flow.questions}
    passed: set[str] = set()
    figures: Figures | None = None
    for question in flow.conditional:
        if figures is None:
            standing = _standing(flow, answers, off)
            figures = Figures(flow, standing, today=today, memory=memory)
        if question.when is not None and not meets(question.when, flow, standing, figures):
            passed.add(question.id)
            if question.id in answers:
                off.add(question.id)
                figures = None
    if figures is None:
        standing = _standing(flow, answers, off)
        figures = Figures(flow, standing, today=today, memory=memory)
    asked = tuple(one for name, one in flow.questions.items() if name not in passed)
    return Path(asked, standing, frozenset(off), figures, today)


def meets(condition: Condition, flow: Flow, answers: Answers, figures: Figures) -> bool:
    """Whether `condition` is true of the answers and figures so far."""

    def look(kind: str, name: str) -> object:
        if kind == "answer":
            answer = answers.get(name)
            return None if answer is None else (answer.value or answer.rows or None)
        if kind == "figure":
            return figures.get(name)
        return flow.id if kind == "flow" else None

    return holds(condition, look)


def _standing(flow: Flow, answers: Answers, off: AbstractSet[str]) -> Answers:
    """The answers without parked ones, laid out tables in their order and without parked rows."""
    standing = {name: answer for name, answer in answers.items() if name not in off}
    result = answers.holding(standing)
    for name, table in flow.laid_out.items():
        answer = standing.get(name)
        if answer is None or not answer.rows:
            continue
        ordered = remembered(
            "standing", flow, result, table, partial(_ordered, flow, result, table)
        )
        if ordered is not answer:
            result = result.with_answer(name, ordered)
    return result


def _ordered(flow: Flow, answers: Answers, table: TableQuestion) -> Answer:
    """The answer to a laid out table with its rows in their order, parked ones left out."""
    answer = answers[table.id]
    given = {row.key for row in answer.rows}
    rows = tuple(row for row in standing_rows(flow, answers, table) if row.key in given)
    return answer if rows == answer.rows else replace(answer, rows=rows)


def is_required(question: Question, flow: Flow, answers: Answers, figures: Figures) -> bool:
    """Whether the flow needs an answer to `question` as things stand."""
    if _has_nothing_to_ask(question, flow, answers):
        return False
    if question.required_when is not None:
        return meets(question.required_when, flow, answers, figures)
    return question.required


def _has_nothing_to_ask(question: Question, flow: Flow, answers: Answers) -> bool:
    """Whether the plan before this one gives a question no rows, or was never asked it."""
    if flow.looks_back(question.id):
        return not standing_rows(flow, answers, flow.tables[question.id])
    earlier = answers.earlier
    if earlier is None or not earlier.is_here or not flow.again:
        return False
    if question.id in flow.of_the_review:
        return False
    if is_under_review(flow, answers):
        return True
    return question.id not in flow.afresh and question.id not in earlier.answers


def is_answered(flow: Flow, answers: Answers, question: Question) -> bool:
    """Whether `question` needs no more asking: answered, open on purpose, or not applicable."""
    answer = answers.get(question.id)
    if answer is None or answer.state is State.CLEARED:
        return False
    if question.id in flow.again and waits(answers, question.id):
        return False
    if answer.state is not State.GIVEN:
        return True
    if isinstance(question, TableQuestion):
        return is_filled(flow, answers, question)
    return answer.value is not None


def is_begun(answers: Answers, question: Question) -> bool:
    """Whether there is anything of an answer to `question`."""
    answer = answers.get(question.id)
    return answer is not None and (answer.value is not None or bool(answer.rows))


def met_alternatives(flow: Flow, answers: Answers) -> Iterator[str]:
    """The questions that are needed no more because others of their group are answered."""
    for group in flow.alternatives:
        tables = [flow.tables[name] for name in group.questions if name in flow.tables]
        count = sum(row_count(table, answers.rows(table.id)) for table in tables)
        if count >= group.rows.min:
            yield from group.questions
