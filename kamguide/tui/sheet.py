"""A table of a session as the grid shows it: heads, cells, room for a new row, what is missing."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from kamguide.engine.tables import gaps, has_enough_rows, row_count, standing_rows
from kamguide.messages import number, say
from kamguide.model.questions.table import FreeRows, TableQuestion
from kamguide.plan.wording import Wording
from kamguide.tui.widgets.grid import GridCell, GridColumn, GridRow
from kamguide.workspace.asking import money_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kamguide.engine.drafts import DraftRows
    from kamguide.engine.reading import Read
    from kamguide.model.answers import Cell, Row
    from kamguide.model.questions.table import Column
    from kamguide.workspace.session import Session

NEW_ROW: Final = "+"
"""The id of the last line: room for a new row."""
_RIGHT: Final = {"money", "number", "percent", "scale", "year"}


class Sheet:
    """One table as it stands now."""

    def __init__(self, session: Session, table: TableQuestion) -> None:
        self.table = table
        self._session = session
        self._lang = session.lang
        self._wording = Wording(session.flow, session.path.standing, session.lang)
        self._rows = standing_rows(session.flow, session.path.standing, table)
        found = gaps(session.flow, session.path.standing, table)
        self._gaps = {(gap.row, gap.column) for gap in found}

    @property
    def frozen(self) -> int:
        """How many columns stay in view: those that tell rows apart."""
        return max(1, len(self.table.key_columns)) if len(self.table.columns) > 3 else 0  # noqa: PLR2004 - narrow tables fit

    @property
    def first_typed(self) -> str:
        """The first column that a person fills in a new row."""
        typed = [column.id for column in self.table.typed if column.id not in self._generated]
        return typed[0] if typed else self.table.columns[0].id

    @property
    def _generated(self) -> tuple[str, ...]:
        layout = self.table.layout
        return self.table.key if isinstance(layout, FreeRows) and layout.prefix else ()

    def is_typed(self, column: str) -> bool:
        """Whether a person fills this column in."""
        return any(one.id == column for one in self.table.typed)

    def columns(self) -> tuple[GridColumn, ...]:
        """The columns with their heads."""
        year = self._session.interview.context.base_year
        return tuple(
            GridColumn(
                one.id,
                self._wording.head(one, year),
                one.type in _RIGHT,
                self.is_typed(one.id) and one.id not in self._generated,
            )
            for one in self.table.columns
        )

    def rows(self) -> tuple[GridRow, ...]:
        """The rows, and room for a new one where rows are free."""
        shown = [GridRow(row.key, tuple(self._cells(row))) for row in self._rows]
        shown += [GridRow(key, tuple(self._drafted(cells))) for key, cells in self.proposed]
        if isinstance(self.table.layout, FreeRows):
            empty = tuple(GridCell("+" if at == 0 else "") for at in range(len(self.table.columns)))
            shown.append(GridRow(NEW_ROW, empty))
        return tuple(shown)

    @property
    def proposed(self) -> DraftRows:
        """Rows that are proposed while there are none."""
        found = self._session.proposal(self.table.id)
        return found.rows if found is not None else ()

    def _drafted(self, cells: Mapping[str, Cell]) -> Iterator[GridCell]:
        for column in self.table.columns:
            yield GridCell(self._wording.value(column, cells.get(column.id)), "grey")

    def _cells(self, row: Row) -> Iterator[GridCell]:
        for column in self.table.columns:
            text = self._wording.cell(self.table, row, column.id)
            if text:
                yield GridCell(text)
            elif (row.key, column.id) in self._gaps:
                yield GridCell("", "missing")
            else:
                yield GridCell(self._proposed(row, column), "grey")

    def _proposed(self, row: Row, column: Column) -> str:
        source = column.compute or column.suggest
        if source is None:
            return ""
        key = tuple(row[name] for name in source.by)
        value = self._session.path.figures.cell(source.figure, key)
        return self._wording.value(column, value)

    def read(self, row: str, column: str, raw: str) -> Read:
        """Read what was typed in a cell.

        Raises:
            AnswerError: It has no reading, or the cell may not be typed.
        """
        reader = self._session.reader(self.table.id)
        if row != NEW_ROW:
            return reader.cell(row, column, raw)
        spec = self.table.column(column)
        reading = spec.parse(raw, self._session.interview.context)
        return reader.new_row({column: reading.value})

    def about(self, row: str, column: str) -> str:
        """What belongs in a cell."""
        spec = self.table.column(column)
        year = self._session.interview.context.base_year
        unit = {"money": money_unit(self._session), "percent": "%"}.get(spec.type, "")
        label = self._wording.head(spec, year) + (f" ({unit})" if unit else "")
        hint = spec.hint(self._lang) if spec.hint is not None else ""
        name = "" if row == NEW_ROW else self._row_name(row)
        optional = say("talk.optional", self._lang) if spec.optional else ""
        return "   ".join(part for part in (name, label, optional, hint) if part)

    def _row_name(self, key: str) -> str:
        row = next((one for one in self._rows if one.key == key), None)
        if row is None:
            return key
        if self.table.laid_out:
            return " / ".join(
                self._wording.cell(self.table, row, one) for one in self.table.laid_out
            )
        return self._wording.cell(self.table, row, self.table.main.id) or key

    def needs(self) -> str:
        """What the table still needs: rows, cells, or a sum."""
        parts = [say("screen.rows", self._lang, count=row_count(self.table, self._rows))]
        if not has_enough_rows(self.table, self._rows):
            parts.append(say("screen.rows_needed", self._lang, min=self.table.rows.min))
        if self._gaps:
            parts.append(say("screen.cells_missing", self._lang, count=len(self._gaps)))
        parts += self._sums()
        return "   ".join(parts)

    def _sums(self) -> Iterator[str]:
        for one in self.table.sums:
            groups: dict[str, Decimal] = {}
            for row in self._rows:
                value = row[one.column]
                name = str(row[one.per]) if one.per else ""
                if isinstance(value, Decimal | int):
                    groups[name] = groups.get(name, Decimal(0)) + value
            label = self.table.column(one.column).label(self._lang)
            for name, total in groups.items():
                if abs(total - one.equals) > one.within:
                    yield f"{name} {label} {number(total)}/{number(one.equals)}".strip()
