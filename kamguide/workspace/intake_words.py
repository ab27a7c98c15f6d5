"""A file that is taken in, in words: what was found in it, what would be kept, what is wrong."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from kamguide.engine.tables import gaps
from kamguide.errors import KamguideError
from kamguide.intake.heads import Form, Head, letters
from kamguide.intake.headwords import unit_size
from kamguide.intake.taken import TakenRow, Trouble
from kamguide.messages import money_unit as unit_of_money
from kamguide.messages import say
from kamguide.model.answers import Cell, Json
from kamguide.model.context import Notice
from kamguide.model.questions.table import KEY_JOINT, Column
from kamguide.plan import blocks
from kamguide.plan.wording import Wording, short_title
from kamguide.workspace.asking import money_unit
from kamguide.workspace.checking import Telling
from kamguide.workspace.intake import Intake, Kept

MOST_SHOWN: Final = 6
"""Rows of the preview, and conversions that are told one by one."""
MOST_TROUBLES: Final = 50
_RIGHT: Final = {"money", "number", "percent", "scale", "year"}


class IntakeTelling:
    """Tells about one file."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._session = intake.session
        self._table = intake.table
        self.lang = intake.session.lang
        self._wording = Wording(self._session.flow, self._session.path.standing, self.lang)

    def _say(self, key: str, /, **values: object) -> str:
        return say(key, self.lang, **values)

    def label(self, column: Column) -> str:
        """The head of a column of the question."""
        return self._wording.head(column, self._session.interview.context.base_year)

    # What was found

    def found(self) -> str:
        """The sheet, the form, how many rows."""
        intake = self._intake
        title = short_title(self._session.flow, self._table.id, self.lang)
        count = len(intake.taken.rows)
        parts = [self._say("intake.found", title=title, count=count)]
        sheets = [one for one in intake.book.sheets if not one.hidden]
        if len(sheets) > 1:
            others = [one.name for one in sheets if one.name != intake.sheet.name]
            parts.append(self._say("intake.sheets", name=intake.sheet.name, others=others))
        if intake.matching.form is not Form.LIST:
            parts.append(self._say(f"intake.form.{intake.matching.form}"))
        return self._joined(parts)

    def _joined(self, sentences: list[str]) -> str:
        return ("" if self.lang == "zh" else " ").join(sentences)

    def columns(self) -> Iterator[str]:
        """What each column of the file becomes."""
        matching = self._intake.matching
        across = [one for one in matching.found if one.across]
        for head in matching.found:
            if not head.across:
                yield self._becomes(head)
        if across:
            label = self.label(self._table.column(across[0].column))
            names = [one.text for one in across]
            yield self._say("intake.across", heads=names, column=label)
        if matching.ignored:
            names = [one.text for one in matching.ignored]
            yield self._say("intake.ignored", heads=names)

    def _becomes(self, head: Head) -> str:
        column = self._table.column(head.column)
        words = self._say(
            "intake.becomes", head=head.text or letters(head.at), column=self.label(column)
        )
        notes = [self._scaled(head)] if column.type == "money" else []
        if not head.is_certain:
            notes.append(self._say("intake.uncertain"))
        return self._joined([words, *(one for one in notes if one)])

    def _scaled(self, head: Head) -> str:
        """How amounts of a column come into the plan's unit."""
        plan = money_unit(self._session)
        size = unit_size(head.unit)
        if size is None:
            return self._say("intake.unit_assumed", unit=plan)
        here = self._session.interview.context.money_unit
        if size[0] == here:
            return ""
        unit = unit_of_money(int(size[0]), size[1] or "", self.lang)
        return self._say("intake.unit_scaled", unit=unit, plan=plan)

    def notes(self) -> Iterator[str]:
        """Everything else worth knowing: how it was read, what is left out."""
        taken = self._intake.taken
        for notice in taken.notices:
            yield self._say(notice.key, **dict(notice.values))
        yield from self._fractions()
        if taken.totals:
            yield self._say("intake.totals", rows=[self._row(one) for one in taken.totals])
        if taken.remarks:
            yield self._say("intake.remarks", rows=[self._row(one) for one in taken.remarks])
        for one in taken.told[:MOST_SHOWN]:
            yield self._at(one.row, one.column, self._read_as(one.notice))
        if len(taken.told) > MOST_SHOWN:
            yield self._say("talk.and_more", count=len(taken.told) - MOST_SHOWN)

    def _read_as(self, notice: Notice) -> str:
        values = dict(notice.values)
        if {"raw", "value"} <= set(values):
            return self._say("intake.read_as", **values)
        return self._say(notice.key, **values)

    def _fractions(self) -> Iterator[str]:
        """A warning where percentages look as if they were parts of one."""
        for head in self._intake.matching.found:
            column = self._table.column(head.column)
            if column.type != "percent":
                continue
            found = [row.cells.get(column.id) for row in self._intake.taken.rows]
            values = [one for one in found if isinstance(one, Decimal)]
            if len(values) > 1 and all(0 < one <= 1 for one in values):
                yield self._say("intake.fractions", column=self.label(column))

    def _row(self, row: int) -> int:
        return row + 1

    def _at(self, row: int, column: int | None, words: str) -> str:
        """Words with their place in the file, as its own program names it."""
        matching, sheet = self._intake.matching, self._intake.sheet
        if column is None:
            return self._say("intake.at_row", row=row + 1, words=words)
        head = sheet.cell(matching.row, column)
        if matching.form is Form.TURNED:
            head = sheet.cell(row, matching.row)
        name = f"{letters(column)}{row + 1}"
        return self._say("intake.at_cell" if head else "intake.at", cell=name, head=head, words=words)

    # What would be kept

    def preview(self) -> blocks.Table:
        """The first rows as they would be kept."""
        columns = self._shown_columns()
        rows = self._intake.taken.rows[:MOST_SHOWN]
        return blocks.Table(
            "",
            tuple(blocks.Column(self.label(one), numeric=one.type in _RIGHT) for one in columns),
            tuple(
                tuple(blocks.Cell(self.cell(row, column)) for column in columns) for row in rows
            ),
        )

    def _shown_columns(self) -> list[Column]:
        given = {one.column for one in self._intake.matching.found} | set(self._table.laid_out)
        return [
            one
            for one in self._table.columns
            if one.id in given and not (one.id in self._own_ids and one.id not in self._ids_given)
        ]

    @property
    def _own_ids(self) -> tuple[str, ...]:
        return self._table.key if getattr(self._table.layout, "prefix", "") else ()

    @property
    def _ids_given(self) -> set[str]:
        return {name for row in self._intake.taken.rows for name in row.cells}

    def cell(self, row: TakenRow, column: Column) -> str:
        """What is shown for a cell of a row that would be kept."""
        cells: Mapping[str, Cell] = row.cells
        if self._table.laid_out:
            parts = row.key.split(KEY_JOINT)
            cells = {**dict(zip(self._table.laid_out, parts, strict=True)), **cells}
        return self._wording.value(column, cells.get(column.id))

    def more(self) -> str:
        """How many rows stand below the preview."""
        left = len(self._intake.taken.rows) - MOST_SHOWN
        return self._say("intake.more_rows", count=left) if left > 0 else ""

    def would(self) -> Iterator[str]:
        """What keeping would do to the rows that are there, and what would follow."""
        taken, table = self._intake.taken, self._table.id
        present = {row.key for row in self._session.answers.rows(table)}
        changed = {getattr(one, "row", "") for one in taken.edits} & present
        gone = {one.row for one in taken.edits if type(one).__name__ == "RemoveRow"}
        new = len({one.key for one in taken.rows if one.is_new})
        yield self._say(
            "intake.would", new=new, changed=len(changed - gone), removed=len(gone & present)
        )
        if self._intake.foresight is not None:
            yield self._say("preview.would")
            yield from (f"- {one}" for one in self._intake.foresight.lines())

    # What is wrong

    def troubles(self) -> Iterator[str]:
        """Everything that cannot be read, at once, in the order of the file."""
        every = sorted(self._intake.taken.troubles, key=_place)
        for one in every[:MOST_TROUBLES]:
            yield self._at(one.row, one.column, self._problem(one.error))
        if len(every) > MOST_TROUBLES:
            yield self._say("talk.and_more", count=len(every) - MOST_TROUBLES)

    def _problem(self, error: KamguideError) -> str:
        return self._say(error.key, **error.values)

    # What was kept

    def kept(self, kept: Kept) -> Iterator[str]:
        """What was kept, what is still to be filled, what moved, what the coach finds."""
        title = short_title(self._session.flow, self._table.id, self.lang)
        numbers = {"new": kept.new, "changed": kept.changed, "removed": kept.removed}
        yield self._say("intake.kept", title=title, **numbers)
        missing = len(gaps(self._session.flow, self._session.path.standing, self._table))
        if missing:
            yield self._say("intake.gaps", count=missing)
        if kept.moved:
            yield self._say("intake.moved")
            yield from (f"- {one}" for one in kept.moved)
        for one in kept.outcome.findings[:MOST_SHOWN]:
            yield self._say("intake.coach", words=Telling(self._session).finding(one))

    # As one telling

    def whole(self) -> Iterator[str]:
        """Everything about the file but the preview of its rows."""
        yield self.found()
        yield from (f"  {one}" for one in self.columns())
        yield from self.notes()
        yield from self.troubles()
        yield from self.would()

    # For programs

    def as_json(self) -> dict[str, Json]:
        """The whole look as a record."""
        intake, taken = self._intake, self._intake.taken
        return {
            "question": self._table.id,
            "sheet": intake.sheet.name,
            "form": str(intake.matching.form),
            "columns": [self._head_record(one) for one in intake.matching.heads if one.text],
            "rows": len(taken.rows),
            "new": sum(one.is_new for one in taken.rows),
            "edits": len(taken.edits),
            "totals": [one + 1 for one in taken.totals],
            "remarks": [one + 1 for one in taken.remarks],
            "notes": list(self.notes()),
            "problems": [self._trouble_record(one) for one in sorted(taken.troubles, key=_place)],
        }

    def _head_record(self, head: Head) -> Json:
        return {
            "head": head.text,
            "place": letters(head.at),
            "column": head.column or None,
            "across": head.across or None,
            "certain": head.is_certain,
        }

    def _trouble_record(self, one: Trouble) -> Json:
        return {
            "row": one.row + 1,
            "column": None if one.column is None else letters(one.column),
            "key": one.error.key,
            "message": self._problem(one.error),
        }


def _place(one: Trouble) -> tuple[int, int]:
    return one.row, -1 if one.column is None else one.column
