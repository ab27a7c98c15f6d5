"""A table with a row for every pair, shown as a grid: one side down, the other across."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kamguide.model.answers import Row
from kamguide.model.questions.table import KEY_JOINT, GridRows, TableQuestion
from kamguide.tui.sheet import Sheet, View
from kamguide.tui.widgets.grid import GridCell, GridColumn

if TYPE_CHECKING:
    from kamguide.model.questions.table import Column
    from kamguide.workspace.session import Session


def crossing(table: TableQuestion) -> Column | None:
    """The column whose cells fill a table that can be shown crossed; None where it cannot.

    Other columns that may stay empty are filled in the list.
    """
    if not isinstance(table.layout, GridRows) or len(table.layout.axes) == 1:
        return None
    needed = [one for one in table.typed if not one.optional]
    found = needed or list(table.typed)
    return found[0] if len(found) == 1 else None


def sheet_of(session: Session, table: TableQuestion, view: View) -> Sheet:
    """A table as it is looked at: crossed where that can be, unless the list is wanted."""
    column = None if view.is_list else crossing(table)
    return Sheet(session, table, view) if column is None else Crossed(session, table, view, column)


class Crossed(Sheet):
    """Shows one column of a table, the last of its axes across."""

    def __init__(self, session: Session, table: TableQuestion, view: View, column: Column) -> None:
        super().__init__(session, table, view)
        self._column = column
        layout = table.layout
        self._width = len(layout.axes[-1].columns) if isinstance(layout, GridRows) else 1

    @property
    def frozen(self) -> int:
        """The columns that name the rows."""
        return len(self._down)

    @property
    def _down(self) -> tuple[str, ...]:
        return self.table.laid_out[: -self._width]

    @property
    def _across(self) -> tuple[str, ...]:
        return self.table.laid_out[-self._width :]

    def _parts(self, key: str) -> tuple[str, str]:
        """What a row of the table is down and across, the joint at the front of the second."""
        parts = key.split(KEY_JOINT)
        down, across = parts[: -self._width], parts[-self._width :]
        return KEY_JOINT.join(down), KEY_JOINT + KEY_JOINT.join(across)

    @cached_property
    def _firsts(self) -> dict[str, Row]:
        """For each line of the grid the first row of the table in it."""
        found: dict[str, Row] = {}
        for row in self.rows:
            found.setdefault(self._parts(row.key)[0], row)
        return found

    @cached_property
    def columns(self) -> tuple[GridColumn, ...]:
        """What names the rows, and then what stands across."""
        heads: dict[str, str] = {}
        for row in self.rows:
            across = self._parts(row.key)[1]
            if across not in heads:
                words = (self.wording.cell(self.table, row, one) for one in self._across)
                heads[across] = " / ".join(words) + self._sorted_mark(across)
        names = (self.table.column(name) for name in self._down)
        right = self._column.type in ("money", "number", "percent", "scale", "year")
        return (
            *(GridColumn(one.id, self.head(one), right=False, typed=False) for one in names),
            *(GridColumn(key, head, right, typed=True) for key, head in heads.items()),
        )

    @property
    def _row_keys(self) -> list[str]:
        return list(self._firsts)

    def cells(self, at: int) -> tuple[GridCell, ...]:
        """The names of a line, and what is filled in for it."""
        key = self.keys[at]
        first = self._firsts[key]
        names = (GridCell(self.named(first, one)) for one in self._down)
        values = (self._crossed(key + one.id) for one in self.columns[self.frozen :])
        return (*names, *values)

    def _crossed(self, key: str) -> GridCell:
        row = self.row(key)
        return GridCell("", "grey") if row is None else self.cell(row, self._column)

    def at(self, row: str, column: str) -> tuple[str, str]:
        """The row and column of the table behind a place of the grid."""
        if column.startswith(KEY_JOINT):
            return row + column, self._column.id
        first = self._firsts.get(row)
        return (first.key if first is not None else row), column

    def place(self, row: str, column: str) -> tuple[str, str]:
        """The place of the grid that shows a cell of the table."""
        del column
        return self._parts(row)

    @property
    def first_typed(self) -> str:
        """The column that is filled in."""
        return self._column.id
