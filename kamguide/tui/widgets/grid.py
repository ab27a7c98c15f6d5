"""A table to fill in: the cursor is here, what is typed stands in the prompt below.

The grid shows and moves; reading a cell, keeping it and laying out rows are the session's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text as RichText
from textual.coordinate import Coordinate
from textual.message import Message
from textual.widgets import DataTable

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column as it is shown: its id, head, side, and whether it may be typed in."""

    id: str
    head: str
    right: bool
    typed: bool


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell as it is shown; `mark` tells it apart: `given`, `grey`, `missing` or `wrong`."""

    text: str
    mark: str = "given"


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row as it is shown; the last one, with an empty id, is room for a new row."""

    id: str
    cells: tuple[GridCell, ...]


_STYLES = {"given": "", "grey": "italic dim", "missing": "bold", "wrong": "bold reverse"}
MISSING = "___"
"""What stands in a cell that is needed: readable without colour."""


class TableGrid(DataTable[RichText], can_focus=False):
    """Rows and columns with a cell cursor."""

    DEFAULT_CSS = "TableGrid { height: auto; max-height: 18; }"

    @dataclass
    class Reached(Message):
        """The cursor stands on another cell."""

        row: str
        column: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, zebra_stripes=False, cell_padding=1, cursor_type="cell")
        self._shown_columns: tuple[GridColumn, ...] = ()
        self._shown_rows: tuple[GridRow, ...] = ()

    def show(
        self, columns: Sequence[GridColumn], rows: Sequence[GridRow], *, frozen: int, wrap: int
    ) -> None:
        """Show a table, the cursor where it was if that is still there; heads fold at `wrap`."""
        here = self.place
        heads_differ = tuple(columns) != self._shown_columns
        self._shown_columns, self._shown_rows = tuple(columns), tuple(rows)
        self.clear(columns=heads_differ)
        if heads_differ:
            for column in columns:
                self.add_column(_head(column, wrap), key=column.id)
        self.fixed_columns = frozen
        for row in rows:
            self.add_row(
                *(_cell(cell, column) for cell, column in zip(row.cells, columns, strict=True)),
                key=row.id,
                height=1,
            )
        self.go(*here)

    @property
    def place(self) -> tuple[str, str]:
        """The row and column under the cursor; empty where there is none."""
        at = self.cursor_coordinate
        if at.row >= len(self._shown_rows) or at.column >= len(self._shown_columns):
            return "", ""
        return self._shown_rows[at.row].id, self._shown_columns[at.column].id

    @property
    def text_here(self) -> str:
        """What the cell under the cursor shows, for editing."""
        at = self.cursor_coordinate
        if at.row >= len(self._shown_rows):
            return ""
        cell = self._shown_rows[at.row].cells[at.column]
        return "" if cell.mark == "missing" else cell.text

    def go(self, row: str, column: str) -> None:
        """Put the cursor on a cell; where there is no such row, on the last, room for a new one."""
        rows = [one.id for one in self._shown_rows]
        columns = [one.id for one in self._shown_columns]
        if column in columns:
            self._put(rows.index(row) if row in rows else len(rows) - 1, columns.index(column))
        else:
            self.next_cell(start=True)

    def move(self, key: str) -> None:
        """Move the cursor by an arrow or Tab."""
        at = self.cursor_coordinate
        steps = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}
        if key in steps:
            down, right = steps[key]
            self._put(at.row + down, at.column + right)
        elif key == "tab":
            self.next_cell()
        elif key == "shift+tab":
            self._put(at.row, at.column - 1)
        elif key in ("pageup", "pagedown"):
            self._put(at.row + (10 if key == "pagedown" else -10), at.column)

    def next_cell(self, *, start: bool = False) -> None:
        """Go to the next cell that may be typed in, row after row."""
        at = Coordinate(0, -1) if start else self.cursor_coordinate
        typed = [n for n, column in enumerate(self._shown_columns) if column.typed]
        if not typed or not self._shown_rows:
            return
        behind = [n for n in typed if n > at.column]
        if behind:
            self._put(at.row, behind[0])
        elif at.row + 1 < len(self._shown_rows):
            self._put(at.row + 1, typed[0])

    def _put(self, row: int, column: int) -> None:
        row = max(0, min(row, len(self._shown_rows) - 1))
        column = max(0, min(column, len(self._shown_columns) - 1))
        self.move_cursor(row=row, column=column, animate=False)
        self.post_message(self.Reached(*self.place))


def _head(column: GridColumn, wrap: int) -> RichText:
    text = column.head if len(column.head) <= wrap else column.head[: wrap - 2] + ".."
    return RichText(text, justify="right" if column.right else "left")


def _cell(cell: GridCell, column: GridColumn) -> RichText:
    text = cell.text or (MISSING if cell.mark == "missing" else "")
    return RichText(
        text, _STYLES[cell.mark], justify="right" if column.right else "left", no_wrap=True
    )
