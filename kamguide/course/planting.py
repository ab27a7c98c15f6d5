"""Mistakes planted in answers that are handed out."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from kamguide.course.packmodel import Clear, DropRow, Fault, FaultEdit, SetAnswer, SetCells
from kamguide.engine.change import changed
from kamguide.errors import AnswerError
from kamguide.model.answers import Answers, Json, Row
from kamguide.model.edits import ClearAnswer, Edit, RemoveRow, SetCell, SetValue
from kamguide.model.flow import Flow
from kamguide.model.questions.table import TableQuestion
from kamguide.model.text import Lang, Text


def planted(faults: Iterable[Fault], flow: Flow, answers: Answers, lang: Lang) -> Answers:
    """The answers with these mistakes in them.

    Raises:
        AnswerError: A mistake names what is not there, or a value that does not fit.
    """
    for fault in faults:
        for one in fault.edits:
            for edit in as_edits(one, flow, answers, lang):
                answers = changed(answers, edit)
    return answers


def as_edits(one: FaultEdit, flow: Flow, answers: Answers, lang: Lang) -> Iterator[Edit]:
    """What a fault does to answers.

    Raises:
        AnswerError: As `planted`.
    """
    match one:
        case SetCells():
            yield from _cells(one, _table(flow, one.question), answers, lang)
        case SetAnswer():
            question = flow.questions.get(one.question)
            if question is None or isinstance(question, TableQuestion):
                raise AnswerError("pack.fault.no_answer", question=one.question)
            yield SetValue(one.question, question.load(_value(one.to, one.words, lang)))
        case DropRow():
            _table(flow, one.question)
            if one.row not in {row.key for row in answers.rows(one.question)}:
                raise AnswerError("pack.fault.no_row", question=one.question, row=one.row)
            yield RemoveRow(one.question, one.row)
        case Clear():
            if one.question not in flow.questions:
                raise AnswerError("pack.fault.no_answer", question=one.question)
            yield ClearAnswer(one.question)
        case _:
            assert_never(one)


def _table(flow: Flow, question: str) -> TableQuestion:
    table = flow.tables.get(question)
    if table is None:
        raise AnswerError("pack.fault.no_table", question=question)
    return table


def _cells(one: SetCells, table: TableQuestion, answers: Answers, lang: Lang) -> Iterator[Edit]:
    column = next((each for each in table.columns if each.id == one.column), None)
    if column is None or column.compute is not None:
        raise AnswerError("pack.fault.no_column", question=table.id, column=one.column)
    rows = [row for row in answers.rows(table.id) if _is_meant(one, row)]
    if not rows:
        named = one.row or ", ".join(f"{name}: {value}" for name, value in one.where.items())
        raise AnswerError("pack.fault.no_row", question=table.id, row=named)
    written = _value(one.to, one.words, lang)
    value = None if written is None else column.load(written)
    yield from (SetCell(table.id, row.key, column.id, value) for row in rows)


def _is_meant(one: SetCells, row: Row) -> bool:
    if one.row:
        return row.key == one.row
    return all(str(row[name]) == value for name, value in one.where.items())


def _value(to: str | int | bool | None, words: Text | None, lang: Lang) -> Json:
    return words(lang) if words is not None else to
