"""A table from elsewhere in words: what was found in it, what would be kept, what is wrong."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from kamguide.intake.headings import Heading
from kamguide.intake.rows import Fault, TakenRow
from kamguide.intake.sheets import Field, Form
from kamguide.messages import say
from kamguide.model.answers import Cell, Json
from kamguide.model.questions.table import KEY_JOINT, Column
from kamguide.plan import blocks
from kamguide.plan.wording import Wording, short_title
from kamguide.workspace.asking import money_unit
from kamguide.workspace.intake import Intake

MOST_ROWS: Final = 6
"""Rows of the preview, and conversions that are told one by one."""
MOST_FAULTS: Final = 50
_RIGHT: Final = {"money", "number", "percent", "scale", "year"}


class IntakeTelling:
    """Tells about one table from elsewhere."""

    def __init__(self, intake: Intake) -> None:
        session = intake.session
        self._intake, self._table, self.lang = intake, intake.table, session.lang
        self._wording = Wording(session.flow, session.path.standing, session.lang)
        self._year = session.interview.context.base_year
        self._title = short_title(session.flow, intake.table.id, session.lang)

    def _say(self, key: str, /, **values: object) -> str:
        return say(key, self.lang, **values)

    def _label(self, column: str) -> str:
        return self._wording.head(self._table.column(column), self._year)

    def whole(self) -> Iterator[str]:
        """Everything but the preview of the rows."""
        yield from self.found()
        yield from self.notes()
        yield from self.faults()
        yield from self.would()

    # What was found

    def found(self) -> Iterator[str]:
        """How many rows, in which sheet, and what each column becomes."""
        matching = self._intake.matching
        yield self._say("intake.found", title=self._title, count=len(self._intake.taken.rows))
        shown = [one.name for one in self._intake.sheets if one.name and not one.hidden]
        if len(shown) > 1:
            others = [one for one in shown if one != matching.sheet.name]
            yield self._say("intake.sheets", name=matching.sheet.name, others=others)
        if matching.sheet.form is not Form.LIST:
            yield self._say(f"intake.form.{matching.sheet.form}")
        if matching.sheet.form is not Form.CROSSED:
            yield from (f"  {self._becomes(one)}" for one in matching.found)
        if matching.left_out:
            heads = [one.text for one in matching.left_out]
            yield self._say("intake.ignored", heads=heads)

    def _becomes(self, heading: Heading) -> str:
        column = self._table.column(heading.column)
        head = heading.text or heading.place
        words = self._say("intake.becomes", head=head, column=self._label(column.id))
        if column.type == "money":
            key = "intake.unit" if heading.unit else "intake.unit_assumed"
            words += self._say(key, unit=heading.unit, plan=money_unit(self._intake.session))
        return words if heading.certain else words + self._say("intake.uncertain")

    def notes(self) -> Iterator[str]:
        """How it was read, and what is left out."""
        taken = self._intake.taken
        for notice in (*self._intake.matching.sheet.notices, *taken.notices.values()):
            yield self._say(notice.key, **dict(notice.values))
        yield from self._fractions()
        for cell in taken.left_out:
            yield self._say("intake.line_left_out", row=cell.row + 1, words=cell.text)
        for cell, notice in taken.told[:MOST_ROWS]:
            yield self._at(cell, self._say(notice.key, **dict(notice.values)))
        if len(taken.told) > MOST_ROWS:
            yield self._say("talk.and_more", count=len(taken.told) - MOST_ROWS)

    def _fractions(self) -> Iterator[str]:
        """A warning where percentages look as if they were parts of one."""
        for heading in self._intake.matching.found:
            if self._table.column(heading.column).type == "percent":
                found = [row.cells.get(heading.column) for row in self._intake.taken.rows]
                values = [one for one in found if isinstance(one, Decimal)]
                if len(values) > 1 and all(0 < one <= 1 for one in values):
                    yield self._say("intake.fractions", column=self._label(heading.column))

    def _at(self, cell: Field, words: str) -> str:
        """Words with their place in the file, as a spreadsheet names it."""
        return self._say("intake.at", cell=cell.place, words=words)

    # What would be kept

    def preview(self) -> tuple[blocks.Table, ...]:
        """The first rows as they would be kept; nothing where there are none."""
        rows = self._intake.taken.rows[:MOST_ROWS]
        given = {name for row in rows for name in self._cells(row)}
        columns = [one for one in self._table.columns if one.id in given]
        table = blocks.Table(
            "",
            tuple(
                blocks.Column(self._label(one.id), numeric=one.type in _RIGHT) for one in columns
            ),
            tuple(tuple(self._shown(row, column) for column in columns) for row in rows),
        )
        return (table,) if rows else ()

    def _cells(self, row: TakenRow) -> Mapping[str, Cell]:
        if not self._table.laid_out:
            return row.cells
        axes = dict(zip(self._table.laid_out, row.key.split(KEY_JOINT), strict=True))
        return {**axes, **row.cells}

    def _shown(self, row: TakenRow, column: Column) -> blocks.Cell:
        return blocks.Cell(self._wording.value(column, self._cells(row).get(column.id)))

    def would(self) -> Iterator[str]:
        """What keeping would do to the rows that are there, and what would follow."""
        if (left := len(self._intake.taken.rows) - MOST_ROWS) > 0:
            yield self._say("intake.more_rows", count=left)
        yield self._say("intake.would", **self._intake.counts)
        if (foresight := self._intake.foresight) is None:
            return
        yield from foresight.changes()
        if told := list(foresight.lines()):
            yield self._say("preview.would")
            yield from (f"- {one}" for one in told)

    def kept(self) -> str:
        """What was kept."""
        return self._say("intake.kept", title=self._title, **self._intake.counts)

    # What is wrong

    def faults(self) -> Iterator[str]:
        """Everything that cannot be read, at once, in the order of the file."""
        every = self._in_order()
        for one in every[:MOST_FAULTS]:
            yield self._at(one.cell, self._problem(one))
        if len(every) > MOST_FAULTS:
            yield self._say("talk.and_more", count=len(every) - MOST_FAULTS)

    def _in_order(self) -> list[Fault]:
        return sorted(self._intake.taken.faults, key=lambda one: (one.cell.row, one.cell.column))

    def _problem(self, fault: Fault) -> str:
        return self._say(fault.error.key, **fault.error.values)

    # For programs

    def as_json(self) -> dict[str, Json]:
        """The whole look as a record."""
        matching, taken = self._intake.matching, self._intake.taken
        columns: list[Json] = [
            {"head": one.text, "column": one.column or None, "certain": one.certain}
            for one in matching.headings
            if one.text
        ]
        faults: list[Json] = [
            {"cell": one.cell.place, "key": one.error.key, "message": self._problem(one)}
            for one in self._in_order()
        ]
        left_out: list[Json] = [one.row + 1 for one in taken.left_out]
        return {
            "question": self._table.id,
            "sheet": matching.sheet.name,
            "form": str(matching.sheet.form),
            "columns": columns,
            "rows": len(taken.rows),
            **self._intake.counts,
            "left_out": left_out,
            "notes": list(self.notes()),
            "faults": faults,
        }
