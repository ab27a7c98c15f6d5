"""From what a person wrote to edits: answers, cells, rows, and blocks pasted over a table."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from kamguide.engine.change import changed, next_rank
from kamguide.engine.tables import (
    next_row_id,
    standing_rows,
    targets,
)
from kamguide.errors import AnswerError
from kamguide.model.amounts import first_field, split_fields
from kamguide.model.answers import Answers, Cell, Origin, Row
from kamguide.model.context import Context, Notice
from kamguide.model.edits import AddRow, Edit, RemoveRow, SetCell, SetValue
from kamguide.model.flow import Flow
from kamguide.model.questions import Question
from kamguide.model.questions.table import KEY_JOINT, Column, FreeRows, TableQuestion
from kamguide.model.text import Lang, clean, folded

ROW_ID = re.compile(r"[A-Za-z]{1,3}(?:-[A-Za-z]{0,2})?\s?\d+")


class Read(Struct, frozen=True):
    """What a reply comes to: edits to keep, and what is said back about the reading."""

    edits: tuple[Edit, ...]
    notices: tuple[Notice, ...] = ()
    approximate: bool = False


def context(flow: Flow, answers: Answers, *, today: date, lang: Lang) -> Context:
    """The facts of the plan that reading a reply depends on."""
    year = answers.value("setup_base_year")
    unit = answers.text("setup_money_unit")
    return Context(
        lang=lang,
        today=today,
        base_year=year if isinstance(year, int) else None,
        currency=answers.text("setup_currency") or "CNY",
        money_unit=int(unit) if unit.isdecimal() else 1,
        targets=lambda tables: targets(flow, answers, tables, lang),
    )


def read_answer(
    question: Question, raw: str, about: Context, origin: Origin = Origin.TYPED
) -> Read:
    """Read the reply to a question that is not a table.

    Raises:
        AnswerError: It has no reading, or more than one.
    """
    if isinstance(question, TableQuestion):
        raise AnswerError("answer.table.expected", question=question.id)
    reading = question.parse(raw, about)
    return Read(
        (SetValue(question.id, reading.value, origin),), reading.notices, reading.approximate
    )


class TableReader:
    """Reads what is written into one table, as it stands in these answers."""

    def __init__(self, flow: Flow, answers: Answers, table: TableQuestion, about: Context) -> None:
        self._flow = flow
        self._answers = answers
        self._table = table
        self._about = about

    @property
    def context(self) -> Context:
        """The facts of the plan that reading depends on."""
        return self._about

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows as they stand."""
        return standing_rows(self._flow, self._answers, self._table)

    def cell(self, row: str, column: str, raw: str) -> Read:
        """Read one cell; nothing written empties it.

        Raises:
            AnswerError: It has no reading, or the cell may not be typed.
        """
        spec = self._table.column(column)
        if column in self._table.laid_out or spec.compute is not None:
            raise AnswerError("answer.cell.given", column=column)
        if not clean(raw).strip():
            return Read(tuple(self._emptied(row, column)))
        reading = spec.parse(raw, self._about)
        if column in self._table.key_columns:
            return Read(tuple(self._renamed(row, column, reading.value)), reading.notices)
        edits = tuple(self._set(row, column, reading.value))
        return Read(edits, reading.notices, reading.approximate)

    def line(self, raw: str, *, row: str | None = None) -> Read:
        """Read a whole row: into `row`, or as a new one.

        The fields stand in the order of the typed columns; the id may be among them.

        Raises:
            AnswerError: A field has no reading, or there are too many.
        """
        columns = self._columns_for(raw, new=row is None)
        fields = split_fields(clean(raw), len(columns))
        return self._fields(fields, columns, row)

    def rest_of_row(self, row: str, column: str, raw: str) -> Read:
        """Read several cells of a row, from `column` on.

        Raises:
            AnswerError: A field has no reading, or there are too many.
        """
        return self._pasted(clean(raw), row, column)

    def block(self, raw: str, *, row: str | None = None, column: str | None = None) -> Read:
        """Read lines pasted over the table from a cell on: new rows where it ends.

        A first line that repeats the column labels is passed over.

        Raises:
            AnswerError: A field has no reading; `values["line"]` counts from one.
        """
        lines = [line for line in clean(raw).split("\n") if line.strip()]
        if lines and self._is_head(lines[0]):
            lines = lines[1:]
        edits: list[Edit] = []
        notices: list[Notice] = []
        reader, rows = self, [one.key for one in self.rows]
        start = rows.index(row) if row in rows else len(rows)
        for number, line in enumerate(lines):
            here = rows[start + number] if start + number < len(rows) else None
            try:
                read = reader._pasted(line, here, column)
            except AnswerError as problem:
                raise AnswerError(problem.key, **problem.values, line=number + 1) from problem
            edits += read.edits
            notices += read.notices
            reader = reader.after(read.edits)
        return Read(tuple(edits), tuple(notices))

    def _pasted(self, line: str, row: str | None, column: str | None) -> Read:
        typed = list(self._table.typed)
        if row is None:
            return self.line(line)
        names = [one.id for one in typed]
        columns = typed[names.index(column) :] if column in names else typed
        return self._fields(split_fields(line, len(columns)), columns, row)

    def after(self, edits: Sequence[Edit]) -> "TableReader":
        """The same table as these edits leave it."""
        answers = self._answers
        for edit in edits:
            answers = changed(answers, edit)
        return TableReader(self._flow, answers, self._table, self._about)

    def _columns_for(self, raw: str, *, new: bool) -> list[Column]:
        columns = list(self._table.typed)
        if new and self._table.key and self._table.gives_ids and columns[0].id in self._table.key:
            first = first_field(raw)
            is_id = ROW_ID.fullmatch(first.strip()) is not None
            if not is_id:
                return columns[1:]
        return columns

    def _is_head(self, line: str) -> bool:
        labels = {
            folded(word)
            for one in self._table.columns
            for word in (*one.label.root.values(), one.id)
        }
        fields = [folded(field) for field in line.replace("\t", ",").split(",")]
        return len(fields) > 1 and all(field in labels for field in fields if field)

    def _fields(self, fields: Sequence[str], columns: Sequence[Column], row: str | None) -> Read:
        cells: dict[str, Cell] = {}
        notices: list[Notice] = []
        for field, column in zip(fields, columns, strict=False):
            if not field.strip():
                continue
            try:
                reading = column.parse(field, self._about)
            except AnswerError as problem:
                raise AnswerError(problem.key, **problem.values, column=column.id) from problem
            cells[column.id] = reading.value
            notices += reading.notices
        edits = self._new(cells) if row is None else self._filled(row, cells)
        return Read(tuple(edits), tuple(notices))

    def new_row(self, cells: dict[str, Cell]) -> Read:
        """A new row with these cells.

        Raises:
            AnswerError: A part of its id is missing, or the id is taken.
        """
        return Read(tuple(self._new(cells)))

    def _new(self, cells: dict[str, Cell]) -> Iterator[Edit]:
        table = self._table
        key = table.row_key(cells)
        if not key:
            if table.gives_ids:
                key = next_row_id(self._flow, self._answers, table, cells)
            if not key:
                raise AnswerError("answer.row.no_id", columns=self._named_by(cells))
            cells = {**({table.key[0]: key} if table.key else {}), **cells}
        if any(row.key == key for row in self.rows):
            raise AnswerError("answer.row.duplicate", row=key)
        yield AddRow(table.id, key, cells, next_rank(self.rows))

    def _named_by(self, cells: Mapping[str, Cell]) -> tuple[str, ...]:
        """The columns that a row's id still needs, by their labels."""
        layout = self._table.layout
        by = layout.prefix_by if isinstance(layout, FreeRows) else None
        names = [by] if by else [name for name in self._table.key if name not in cells]
        return tuple(self._table.column(name).label(self._about.lang) for name in names)

    def filled(self, row: str, cells: dict[str, Cell]) -> Read:
        """Cells put into a row that is there.

        Raises:
            AnswerError: It would get the id of another row.
        """
        return Read(tuple(self._filled(row, cells)))

    def _filled(self, row: str, cells: dict[str, Cell]) -> Iterator[Edit]:
        """What puts cells into a row: a laid out row is given whole when it is first filled."""
        if self._table.laid_out and not self._is_kept(row):
            yield from self._first_filled(row, cells)
            return
        for column, value in cells.items():
            if column in self._table.key_columns:
                yield from self._renamed(row, column, value)
            else:
                yield from self._set(row, column, value)

    def _first_filled(self, row: str, cells: dict[str, Cell]) -> Iterator[Edit]:
        table = self._table
        if not cells or (table.absent == "zero" and all(one == 0 for one in cells.values())):
            return
        axes = dict(zip(table.laid_out, row.split(KEY_JOINT), strict=True))
        kept = self._answers[table.id].rows if table.id in self._answers else ()
        yield AddRow(table.id, row, {**axes, **cells}, next_rank(kept))

    def _set(self, row: str, column: str, value: Cell) -> Iterator[Edit]:
        table = self._table
        here = next((one for one in self.rows if one.key == row), None)
        if table.laid_out and not self._is_kept(row):
            yield from self._first_filled(row, {column: value})
        elif table.absent == "zero" and value == 0:
            yield RemoveRow(table.id, row)
        elif here is None or here[column] != value:
            yield SetCell(table.id, row, column, value)

    def _is_kept(self, row: str) -> bool:
        answer = self._answers.get(self._table.id)
        return answer is not None and answer.row(row) is not None

    def _emptied(self, row: str, column: str) -> Iterator[Edit]:
        if column in self._table.key_columns:
            raise AnswerError("answer.row.no_id", columns=column)
        if self._is_kept(row):
            yield SetCell(self._table.id, row, column, None)

    def _renamed(self, row: str, column: str, value: Cell) -> Iterator[Edit]:
        here = next((one for one in self.rows if one.key == row), None)
        if here is None or here[column] == value:
            return
        cells = {**here.cells, column: value}
        key = self._table.row_key(cells) or row
        if key == row:
            yield SetCell(self._table.id, row, column, value)
            return
        if any(one.key == key for one in self.rows):
            raise AnswerError("answer.row.duplicate", row=key)
        yield RemoveRow(self._table.id, row)
        yield AddRow(self._table.id, key, cells, here.rank)


def with_origin(read: Read, origin: Origin) -> Read:
    """The same edits, said to come from elsewhere than typing."""
    return replace(
        read,
        edits=tuple(
            replace(edit, origin=origin) if isinstance(edit, SetValue | AddRow | SetCell) else edit
            for edit in read.edits
        ),
    )
