"""What chapters are written on: answers as blocks, in one language, with their marks.

A chapter names questions and figures; how an answer becomes prose or a table is said here once.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from kamguide.engine.tables import standing_rows
from kamguide.messages import money, number, percent, say
from kamguide.model.answers import Open, Row, State
from kamguide.model.questions.table import KEY_JOINT, GridRows, TableQuestion
from kamguide.model.questions.table import Column as TableColumn
from kamguide.plan.blocks import (
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Heading,
    Note,
    Paragraph,
    Series,
    Table,
)
from kamguide.plan.known import SOURCES, Known
from kamguide.plan.places import place_of

NOTHING: Final = "–"
FILLED: Final = "■"
"""A box of a ladder or of a time line."""
_NUMERIC: Final = {"money", "number", "percent", "scale", "year"}
_NUMBER: Final = re.compile(r"(–|[+-]?[\d,]+(\.\d+)?%?)?")
FEW: Final = 2
"""Columns of money up to which the unit stands in their heads, not in the title."""
Cells = Sequence[Sequence[str | Cell]]
Line = list[str | Cell]
"""A row of a table while it is put together."""


class Paper(Known):
    """One plan, being written."""

    def heading(self, key: str, level: int = 2) -> Heading:
        """A heading by its key."""
        return Heading(self.say(key), level)

    def prose(self, *questions: str) -> Iterator[Block]:
        """Answers in words, each under its title; those not given are left out."""
        for name in questions:
            answer = self.answer(name)
            if answer is None or name not in self.flow.questions:
                continue
            lead, internal = self.title(name), self.is_internal(name)
            if answer.state is State.UNKNOWN:
                who = self.listed([one for one in (answer.who, answer.by) if one])
                yield Paragraph(who, lead, "open", name, internal)
            elif answer.state is State.NOT_APPLICABLE:
                text = self.say("not_applicable", why=answer.why or NOTHING)
                yield Paragraph(text, lead, "", name, internal)
            elif text := self.text(name):
                yield Paragraph(text, lead, self.mark(name), name, internal)

    def tables(self, *questions: str) -> Iterator[Block]:
        """Answers in rows, each under its title; those not given are left out."""
        for name in questions:
            answer = self.answer(name)
            if answer is not None and answer.state is not State.GIVEN:
                yield from self.prose(name)
            elif (table := self.table(name)) is not None:
                yield table

    def table(
        self,
        question: str,
        *,
        only: Sequence[str] = (),
        without: Sequence[str] = (),
        with_cell: str = "",
    ) -> Table | None:
        """A table as it was answered; None where it has no rows.

        The id of a row stands before its name. A grid with one column to fill becomes a matrix
        of its two sides. `with_cell` keeps the rows in which that column is filled.
        """
        self.use(question)
        spec = self.flow.questions.get(question)
        if not isinstance(spec, TableQuestion):
            return None
        given = {row.key for row in self.answers.rows(question)}
        rows = [row for row in standing_rows(self.flow, self.answers, spec) if row.key in given]
        rows = [row for row in rows if not with_cell or row[with_cell] is not None]
        if not rows:
            return None
        columns = self._shown(spec, rows, only, without)
        if _is_matrix(spec, columns):
            return self._matrix(spec, rows, columns[-1])
        return self._listed(spec, rows, columns)

    def _listed(
        self, spec: TableQuestion, rows: Sequence[Row], columns: Sequence[TableColumn]
    ) -> Table:
        marks = self.cell_marks(spec.id)
        in_title = sum(column.type == "money" for column in columns) > FEW
        title = self.title(spec.id)
        return Table(
            self.say("with_unit", title=title, unit=self.money_unit()) if in_title else title,
            tuple(self._column(column, in_title=in_title) for column in columns),
            tuple(
                tuple(
                    Cell(
                        self._cell(spec, row, column),
                        marks.get((row.key, column.id))
                        or (marks.get((row.key, ""), "") if at == 0 else ""),
                        "" if column.compute else place_of(spec.id, row.key, column.id),
                    )
                    for at, column in enumerate(columns)
                )
                for row in rows
            ),
            place=spec.id,
            mark=self.mark(spec.id) if not marks else "",
            internal=self.is_internal(spec.id),
            internal_rows=frozenset(
                at
                for at, row in enumerate(rows)
                if self.is_internal(spec.id, row.key) and not self.is_internal(spec.id)
            ),
        )

    def _column(self, column: TableColumn, *, in_title: bool) -> Column:
        unit = "%" if column.type == "percent" else ""
        if column.type == "money" and not in_title:
            unit = self.money_unit()
        head = self.words.head(column, self.base_year)
        return Column(head, unit, column.type in _NUMERIC, column.internal)

    def _shown(
        self, spec: TableQuestion, rows: Sequence[Row], only: Sequence[str], without: Sequence[str]
    ) -> list[TableColumn]:
        """The columns with something in them, but for an id that stands before its name."""
        joined = _id_column(spec)
        return [
            column
            for column in spec.columns
            if (not only or column.id in only)
            and column.id not in (*without, joined)
            and any(column.id in row.cells or self._text(spec, row, column) for row in rows)
        ]

    def _cell(self, spec: TableQuestion, row: Row, column: TableColumn) -> str:
        if row[column.id] is Open.OPEN:
            return ""
        text = self._text(spec, row, column)
        if column.type == "percent":
            return text.removesuffix("%")
        return self._with_id(spec, row, column, text)

    def _with_id(self, spec: TableQuestion, row: Row, column: TableColumn, text: str) -> str:
        """The id of a row before its name; what stands in other columns as it is."""
        is_name = column.id == spec.main.id and _id_column(spec)
        return f"{row.key} {text}".strip() if is_name and text != row.key else text

    def _text(self, spec: TableQuestion, row: Row, column: TableColumn) -> str:
        if column.id in row.cells:
            return self.words.cell(spec, row, column.id)
        source = column.compute or column.suggest
        if source is None:
            return ""
        key = tuple(row[name] for name in source.by)
        return self.words.value(column, self.path.figures.cell(source.figure, key))

    def _matrix(self, spec: TableQuestion, rows: Sequence[Row], value: TableColumn) -> Table:
        """Scores of one thing against another: rows down, the last axis across."""
        across, down = spec.laid_out[-1], spec.laid_out[:-1]
        tops = self.words.in_order(spec.column(across), [row[across] for row in rows])
        sides = list(dict.fromkeys(tuple(row[name] for name in down) for row in rows))
        known, marks = {row.key: row for row in rows}, self.cell_marks(spec.id)
        heads = [Column(self.words.head(spec.column(name), None)) for name in down]
        numeric = value.type in _NUMERIC
        heads += [
            Column(self.words.value(spec.column(across), top), numeric=numeric) for top in tops
        ]
        lines = []
        for side in sides:
            named = [
                Cell(self.words.value(spec.column(name), part))
                for name, part in zip(down, side, strict=True)
            ]
            keys = [KEY_JOINT.join(map(str, (*side, top))) for top in tops]
            scores = [
                Cell(
                    self._cell(spec, known[key], value) if key in known else "",
                    marks.get((key, value.id), ""),
                    place_of(spec.id, key, value.id),
                )
                for key in keys
            ]
            lines.append((*named, *scores))
        return Table(
            self.title(spec.id),
            tuple(heads),
            tuple(lines),
            place=spec.id,
            mark=self.mark(spec.id) if not marks else "",
            internal=self.is_internal(spec.id),
        )

    def given(self, question: str, key: str, column: str = "", shown: str = "") -> Cell:
        """A cell of an answer inside a table that was worked out: it keeps its mark and place.

        Args:
            question: The table that was answered.
            key: The key of the row; where there is no such row, the cell has no place.
            column: The column that was answered; the one that names the row where none is said.
            shown: How the chapter writes the number, be it given or worked out.
        """
        self.use(question)
        spec, answer = self.flow.questions.get(question), self.answers.get(question)
        row = answer.row(key) if answer is not None else None
        if row is None or not isinstance(spec, TableQuestion):
            return Cell(shown or (NOTHING if column else key))
        column = column or spec.main.id
        found = next((one for one in spec.columns if one.id == column), None)
        if found is None or (shown and column not in row.cells):
            return Cell(shown)
        text = self._with_id(spec, row, found, self.words.cell(spec, row, column))
        if shown not in ("", NOTHING):
            text = shown
        mark = self.cell_marks(question).get((key, column), "")
        is_open = row[column] is Open.OPEN
        return Cell("" if is_open else text, mark, place_of(question, key, column))

    def grid(
        self,
        title: str,
        heads: Sequence[str | Column],
        rows: Cells,
        *,
        totals: int = 0,
        internal: bool = False,
    ) -> Table:
        """A table that was worked out: numbers go to the right, percent signs into the head."""
        cells = [[one if isinstance(one, Cell) else Cell(one) for one in row] for row in rows]
        columns = []
        for at, head in enumerate(heads):
            values = [row[at] for row in cells]
            column = head if isinstance(head, Column) else _column(head, values, first=at == 0)
            columns.append(column)
            if column.unit == "%":
                for row in cells:
                    row[at] = Cell(row[at].text.removesuffix("%"), row[at].mark, row[at].place)
        return Table(
            title, tuple(columns), tuple(map(tuple, cells)), totals=totals, internal=internal
        )

    def heads(self, *keys: str) -> list[str | Column]:
        """Heads of columns by their keys."""
        return [self.say(f"col.{key}") for key in keys]

    def chart(
        self,
        kind: ChartKind,
        table: Table,
        points: Sequence[str],
        series: Sequence[Series],
        **notes: str,
    ) -> Chart:
        """A chart over the numbers of a table, under the same title."""
        return Chart(table.title, kind, tuple(points), tuple(series), table, notes)

    def nothing(self, used: Sequence[str]) -> Note:
        """What stands where there is no answer yet, or where a flow leaves a part out."""
        asked = (one for one in used if one in self.flow.questions)
        if any(one not in self.answers for one in asked):
            return Note(self.say("nothing"))
        return Note(self.say("not_done", flow=self.flow.title(self.lang)))

    def sources(self, used: tuple[str, ...]) -> Iterator[Block]:
        """Which sources a section rests on, where it names any."""
        found = [self.words.named(SOURCES, one) for one in self.sources_of(used)]
        if found:
            yield Note(self.say("sources", sources=self.listed(found)))

    def yes(self, value: bool) -> str:
        """Yes or no."""
        return say("value.yes" if value else "value.no", self.lang)

    def product(self, key: str) -> str:
        """A product by id and name."""
        return self.words.named("setup_products", key)


def _column(head: str, values: Sequence[Cell], *, first: bool) -> Column:
    texts = [one.text for one in values]
    if first or not all(_NUMBER.fullmatch(text) for text in texts):
        return Column(head)
    filled = [text for text in texts if text not in ("", NOTHING)]
    shares = bool(head and filled) and all(text.endswith("%") for text in filled)
    return Column(head, "%" if shares else "", numeric=True)


def _id_column(spec: TableQuestion) -> str:
    """The column of row ids that another column names; nothing where there is none."""
    if len(spec.key) != 1 or spec.laid_out or spec.main.id == spec.key[0]:
        return ""
    return spec.key[0] if spec.column(spec.key[0]).type == "text" else ""


def _is_matrix(spec: TableQuestion, columns: Sequence[TableColumn]) -> bool:
    layout = spec.layout
    return (
        isinstance(layout, GridRows)
        and len(spec.laid_out) > 1
        and len([one for one in columns if one.id not in spec.laid_out]) == 1
    )


def measured(value: object) -> Decimal | None:
    """The number in a cell, for a chart."""
    return Decimal(value) if isinstance(value, int | Decimal) else None


def amount(value: Decimal | int | None) -> str:
    """Money in a cell."""
    return money(value)


def share(value: Decimal | int | None) -> str:
    """A percentage in a cell."""
    return percent(value)


def figure(value: Decimal | int | None, places: int = 2) -> str:
    """A plain number in a cell, with so many decimals."""
    return number(value, places, fixed=True)


def change(value: Decimal | None, text: str) -> str:
    """A change in a cell, with its sign."""
    return f"+{text}" if value is not None and value > 0 else text
