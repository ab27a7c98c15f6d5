"""One sheet for each table that was answered, and one for all other answers."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from kamguide.engine.tables import standing_rows
from kamguide.model.answers import Answer, Cell, Row, State
from kamguide.model.flow import FlowStep
from kamguide.model.questions import Question
from kamguide.model.questions.table import KEY_JOINT, Column, GridRows, TableQuestion
from kamguide.plan.blocks import Mark
from kamguide.plan.sheets.book import CONTENTS, Book
from kamguide.plan.sheets.page import Page
from kamguide.plan.workbook import Area, Content, Form, Link, Look, Spot

ANSWERS: Final = "answers"
_FORMS: Final[dict[str, Form]] = {
    "money": "money",
    "percent": "percent",
    "number": "score",
    "scale": "score",
    "year": "year",
    "date": "day",
}
_LOOKS: Final[dict[Mark, Look]] = {
    "": "plain",
    "weak": "weak",
    "open": "open",
    "correct": "correct",
    "draft": "plain",
}
_HEAD_ROW: Final = 3
_ANSWER: Final = 90
"""Letters of an answer in words on one line."""
_MANY: Final = 8
"""Rows from which a table is worth filtering."""


def add_answers(book: Book) -> None:
    """Write every answer that stands, step by step."""
    _add_texts(book)
    for name, table in book.flow.tables.items():
        rows = _given_rows(book, table)
        if rows:
            _add_table(book, name, table, rows)


def _given_rows(book: Book, table: TableQuestion) -> list[Row]:
    given = {row.key for row in book.rows(table.id)}
    return [row for row in standing_rows(book.flow, book.answers, table) if row.key in given]


def _add_table(book: Book, name: str, table: TableQuestion, rows: Sequence[Row]) -> None:
    page = book.page(name, book.sheet_title(name), "answers")
    page.line(page.title, look="title")
    page.put(0, Link(CONTENTS, book.words_for("back")), "text", "link")
    page.put(1, table.ask(book.lang), "text", "small")
    page.row = _HEAD_ROW
    page.heads = (_HEAD_ROW, _HEAD_ROW)
    columns = _shown(table, rows)
    if _is_matrix(table, columns):
        width = _write_matrix(book, page, table, rows, columns[-1])
    else:
        width = _write_rows(book, page, table, rows, columns)
    if page.row - _HEAD_ROW > _MANY:
        last = Spot(name, page.row - 1, width - 1)
        page.filtered = Area(Spot(name, _HEAD_ROW, 0), last)


def _shown(table: TableQuestion, rows: Sequence[Row]) -> list[Column]:
    """The columns with something in them, or with something to be worked out."""
    return [
        column
        for column in table.columns
        if column.compute
        or column.suggest
        or column.type in _FORMS
        or any(column.id in row.cells for row in rows)
    ]


def _is_matrix(table: TableQuestion, columns: Sequence[Column]) -> bool:
    others = [one for one in columns if one.id not in table.laid_out]
    return isinstance(table.layout, GridRows) and len(table.laid_out) > 1 and len(others) == 1


def _write_rows(
    book: Book, page: Page, table: TableQuestion, rows: Sequence[Row], columns: Sequence[Column]
) -> int:
    page.frozen = (_HEAD_ROW + 1, 2 if _names_come_second(table, columns) else 1)
    places = [
        _Place(table.id, at, column, _form(book, table, column))
        for at, column in enumerate(columns)
    ]
    for one in places:
        page.put(one.at, _head(book, one.column), one.form, "head")
    page.row += 1
    marks = book.cell_marks(table.id)
    for row in rows:
        of_row = marks.get((row.key, ""), "")
        for one in places:
            mark = marks.get((row.key, one.column.id)) or ("" if one.at else of_row)
            _write_cell(book, page, one, row, mark)
        page.row += 1
    return len(columns)


def _names_come_second(table: TableQuestion, columns: Sequence[Column]) -> bool:
    return len(columns) > 1 and table.key == (columns[0].id,) and table.main.id == columns[1].id


class _Place(NamedTuple):
    """Where cells of one column of a table go, and how they are shown."""

    table: str
    at: int
    column: Column
    form: Form


def _write_cell(book: Book, page: Page, place: _Place, row: Row, mark: Mark) -> None:
    spot = Spot(page.key, page.row, place.at)
    book.spots[place.table, row.key, place.column.id] = spot
    content = _content(book, row, place.column)
    if content is not None:
        look = _LOOKS[mark]
        if look == "plain" and isinstance(content, Decimal | int):
            look = "input" if place.column.id in row.cells else "plain"
        page.put_at(spot, content, place.form, look)


def _content(book: Book, row: Row, column: Column) -> Content | None:
    value = row[column.id]
    if column.id not in row.cells:
        value = book.worked_out(row, column)
    return _typed(value) if _is_typed(value) else book.words.value(column, value) or None


def _is_typed(value: Cell | None) -> bool:
    return isinstance(value, Decimal | int | date) and not isinstance(value, bool)


def _typed(value: Cell | None) -> Content | None:
    return value if isinstance(value, Decimal | int | date) else None


def _form(book: Book, table: TableQuestion, column: Column) -> Form:
    """How a column is shown: whole where all of it is."""
    form = _FORMS.get(column.type, "text")
    if form not in ("money", "score"):
        return form
    values = [row[column.id] for row in book.answers.rows(table.id)]
    numbers = [one for one in values if isinstance(one, Decimal | int)]
    return "whole" if numbers and all(one == int(one) for one in numbers) else form


def _head(book: Book, column: Column) -> str:
    head = book.words.head(column, book.base_year)
    if column.type == "percent":
        return f"{head} (%)" if "%" not in head else head
    if column.type == "money":
        return f"{head} ({book.money_unit()})"
    return head


def _write_matrix(
    book: Book, page: Page, table: TableQuestion, rows: Sequence[Row], value: Column
) -> int:
    """Scores of one thing against another: rows down, the last axis across."""
    across, down = table.laid_out[-1], table.laid_out[:-1]
    tops = book.words.in_order(table.column(across), [row[across] for row in rows])
    sides = list(dict.fromkeys(tuple(row[name] for name in down) for row in rows))
    known, marks = {row.key: row for row in rows}, book.cell_marks(table.id)
    heads = [book.words.head(table.column(name), None) for name in down]
    heads += [book.words.value(table.column(across), top) for top in tops]
    form = _form(book, table, value)
    for at, head in enumerate(heads):
        page.put(at, head, "text" if at < len(down) else form, "head")
    page.frozen = (_HEAD_ROW + 1, len(down))
    for side in sides:
        page.row += 1
        for at, (name, part) in enumerate(zip(down, side, strict=True)):
            page.put(at, book.words.value(table.column(name), part), "text", "label")
        for at, top in enumerate(tops, start=len(down)):
            key = KEY_JOINT.join(map(str, (*side, top)))
            row = known.get(key) or Row(key, {})
            place = _Place(table.id, at, value, form)
            _write_cell(book, page, place, row, marks.get((key, value.id), ""))
    page.row += 1
    return len(heads)


def _add_texts(book: Book) -> None:
    """All answers that are no tables, in the order of the steps."""
    asked = list(_other_answers(book))
    if not asked:
        return
    page = book.page(ANSWERS, book.words_for("page.answers"), "answers")
    page.line(page.title, look="title")
    page.put(0, Link(CONTENTS, book.words_for("back")), "text", "link")
    page.widest[2] = _ANSWER
    page.row = _HEAD_ROW
    page.heads, page.frozen = (_HEAD_ROW, _HEAD_ROW), (_HEAD_ROW + 1, 2)
    page.line(*(book.words_for(f"col.{one}") for one in _TEXT_HEADS), look="head")
    for step, question, answer in asked:
        _write_answer(book, page, step, question, answer)
    page.filtered = Area(Spot(ANSWERS, _HEAD_ROW, 0), Spot(ANSWERS, page.row - 1, 3))


_TEXT_HEADS: Final = ("step", "question", "answer", "unit")


def _other_answers(book: Book) -> Iterator[tuple[FlowStep, Question, Answer]]:
    for name, question in book.flow.questions.items():
        answer = book.answer(name)
        if answer is None or answer.state is State.CLEARED:
            continue
        if isinstance(question, TableQuestion) and answer.state is State.GIVEN:
            continue
        if answer.value is not None or answer.state is not State.GIVEN:
            yield book.flow.step_of[name], question, answer


def _write_answer(
    book: Book, page: Page, step: FlowStep, question: Question, answer: Answer
) -> None:
    page.put(0, step.title(book.lang), "text", "label")
    page.put(1, book.title(question.id))
    spot = Spot(page.key, page.row, 2)
    book.spots[question.id, "", ""] = spot
    look = _LOOKS[book.mark(question.id)]
    if answer.state is not State.GIVEN:
        page.put_at(spot, _why_not(book, answer), "text", look)
    elif _is_typed(answer.value):
        form = _FORMS.get(question.type, "score")
        page.put_at(spot, _typed(answer.value) or 0, form, "input" if look == "plain" else look)
        if unit := _unit(book, question):
            page.put(3, unit)
    else:
        page.put_at(spot, book.text(question.id), "text", look)
    page.row += 1


def _why_not(book: Book, answer: Answer) -> str:
    if answer.state is State.UNKNOWN:
        who = book.listed([one for one in (answer.who, answer.by) if one])
        return book.words_for("unknown", who=who) if who else book.words_for("unknown_yet")
    return book.say("not_applicable", why=answer.why or "–")


def _unit(book: Book, question: Question) -> str:
    if question.type == "percent":
        return "%"
    return book.money_unit() if question.type == "money" else ""
