"""A table of a session as the grid shows it: heads, cells, room for a new row.

Cells are worked out for the rows that are in view; a view may show the rows in another order.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from kamguide.engine.reading import ROW_ID
from kamguide.engine.rowmoves import placed
from kamguide.engine.tables import gaps, row_count, standing_rows
from kamguide.model.prompts import PickPrompt, PicksPrompt
from kamguide.model.questions.table import KEY_JOINT, FreeRows, GridRows, TableQuestion
from kamguide.plan.wording import Wording
from kamguide.tui.widgets.grid import NEW_ROW, GridCell, GridColumn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kamguide.engine.drafts import DraftRows
    from kamguide.engine.pasting import Matrix, Region
    from kamguide.engine.reading import Read
    from kamguide.errors import AnswerError
    from kamguide.model.answers import Cell, Row
    from kamguide.model.prompts import CellPrompt
    from kamguide.model.questions.table import Column
    from kamguide.workspace.session import Session

_RIGHT: Final = {"money", "number", "percent", "scale", "year"}
_TEXTS: Final = {"text", "long_text"}
_NARROW: Final = 3
"""Tables of so many columns fit everywhere."""


class View(Struct):
    """How a table is looked at; nothing of it is kept with the answers."""

    order: tuple[str, ...] = ()
    """The rows in the order they are read in; empty where that is the order kept."""
    sorted_by: tuple[str, bool] = ("", False)
    """The column they are sorted by, and whether the greatest come first."""
    room_before: str = ""
    """The row above which a new one begins; empty behind the last."""
    is_list: bool = False
    """Whether a table that can be crossed is shown row by row all the same."""
    unread: dict[tuple[str, str], tuple[str, AnswerError]] = {}
    """What was pasted into a cell and could not be read, and why."""
    wrong: frozenset[tuple[str, str]] = frozenset()
    """The cells that the coach finds wrong."""

    @property
    def look(self) -> tuple[object, ...]:
        """What decides which rows and columns stand where."""
        return (self.order, self.sorted_by, self.room_before, self.is_list)


class Sheet:
    """One table as it stands now."""

    def __init__(self, session: Session, table: TableQuestion, view: View | None = None) -> None:
        self.table = table
        self.view = view or View()
        self.session = session
        self.wording = Wording(session.flow, session.path.standing, session.lang)
        self.rows = standing_rows(session.flow, session.path.standing, table)
        self.gaps = gaps(session.flow, session.path.standing, table)
        self._totals: dict[str, Decimal | None] = {}
        self._made_of = (session.path.standing, session.lang)
        self._looked_at = self.view.look

    def named(self, row: Row, column: str) -> str:
        """A cell that tells rows apart: where it ends the id of another row, the name of that."""
        text = self.wording.cell(self.table, row, column)
        columns, names = self._behind.get(column, ((), {}))
        return names.get(KEY_JOINT.join(str(row[one]) for one in columns), text)

    @cached_property
    def _behind(self) -> Mapping[str, tuple[Sequence[str], Mapping[str, str]]]:
        """By the last of several columns that one axis fills: all of them, and names by id."""
        axes = self.table.layout.axes if isinstance(self.table.layout, GridRows) else ()
        found: dict[str, tuple[Sequence[str], Mapping[str, str]]] = {}
        for axis in axes:
            source = self.session.flow.tables.get(axis.of) if isinstance(axis.of, str) else None
            if source is not None and len(axis.columns) > 1:
                rows = self.session.path.standing.rows(source.id)
                cell, main = self.wording.cell, source.main.id
                names = {row.key: cell(source, row, main) for row in rows}
                found[axis.columns[-1]] = (axis.columns, names)
        return found

    @property
    def is_current(self) -> bool:
        """Whether answers, language and the way of looking are still those it was made for."""
        answers, lang = self._made_of
        is_same = answers is self.session.path.standing and lang == self.session.lang
        return is_same and self._looked_at == self.view.look

    @cached_property
    def count(self) -> int:
        """How many rows have something in them."""
        return row_count(self.table, self.rows)

    @cached_property
    def full(self) -> int:
        """How many of the rows that are given have all they need."""
        return row_count(self.table, [row for row in self.rows if row.key not in self._missing])

    def total(self, column: str) -> Decimal | None:
        """What the numbers of a column add up to; None where there are fewer than two."""
        if column not in self._totals:
            values = [row[column] for row in self.rows]
            known = [Decimal(one) for one in values if isinstance(one, Decimal | int)]
            self._totals[column] = sum(known, Decimal(0)) if len(known) > 1 else None
        return self._totals[column]

    def lacks(self, row: str, column: str) -> bool:
        """Whether a cell is needed and missing."""
        return column in self._missing.get(row, ())

    @cached_property
    def _missing(self) -> Mapping[str, frozenset[str]]:
        """The columns a row lacks, by row; one set for all that lack the same."""
        sets: dict[frozenset[str], frozenset[str]] = {}
        by_row = groupby(self.gaps, key=lambda gap: gap.row)
        missing = ((row, frozenset(gap.column for gap in gaps)) for row, gaps in by_row)
        return {row: sets.setdefault(columns, columns) for row, columns in missing}

    @cached_property
    def _by_key(self) -> Mapping[str, Row]:
        return {row.key: row for row in self.rows}

    def row(self, key: str) -> Row | None:
        """The row of the table with this id."""
        return self._by_key.get(key)

    def changed_since(self, before: Sheet) -> tuple[str, str] | None:
        """The first cell that is another one than before; None where rows only went."""
        for row in self.rows:
            was = before.row(row.key)
            if was is None:
                return row.key, self.first_typed
            if differs := [one.id for one in self.table.typed if row[one.id] != was[one.id]]:
                return row.key, differs[0]
        return None

    # What the grid asks for

    @property
    def frozen(self) -> int:
        """How many columns stay in view: those at the front that tell rows apart."""
        columns = self.table.columns
        if len(columns) <= _NARROW:
            return 0
        kept = {*self.table.key_columns, self.table.main.id}
        front = next((n for n, one in enumerate(columns) if one.id not in kept), 0)
        return max(1, front)

    @cached_property
    def columns(self) -> tuple[GridColumn, ...]:
        """The columns with their heads; `^` or `v` where the rows are sorted by one."""
        return tuple(
            GridColumn(
                one.id,
                self.head(one) + self._sorted_mark(one.id),
                one.type in _RIGHT,
                self.is_typed(one.id) and one.id not in {*self._generated, *self.waiting},
                one.suggest is not None,
            )
            for one in self.table.columns
        )

    def _sorted_mark(self, column: str) -> str:
        by, descending = self.view.sorted_by
        return "" if column != by else (" v" if descending else " ^")

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The rows in the order they are shown in, and room for a new one where rows are free."""
        keys = [*self._row_keys, *(key for key, _ in self.proposed)]
        if self.view.order:
            known = set(self.view.order)
            present = set(keys)
            keys = [key for key in self.view.order if key in present] + [
                key for key in keys if key not in known
            ]
        if self.room:
            before = self.view.room_before
            keys.insert(keys.index(before) if before in keys else len(keys), NEW_ROW)
        return tuple(keys)

    @property
    def _row_keys(self) -> Sequence[str]:
        return [row.key for row in self.rows]

    @property
    def room(self) -> str:
        """The id of the line where a new row begins; empty where rows are given."""
        return NEW_ROW if isinstance(self.table.layout, FreeRows) else ""

    def cells(self, at: int) -> tuple[GridCell, ...]:
        """What stands in a row, by its place from zero."""
        key = self.keys[at]
        if key == NEW_ROW:
            return tuple(GridCell("+" if n == 0 else "") for n in range(len(self.columns)))
        row = self.row(key)
        if row is None:
            drafted = dict(self.proposed)[key]
            return tuple(self._drafted(one, drafted) for one in self.table.columns)
        return tuple(self.cell(row, one) for one in self.table.columns)

    def _drafted(self, column: Column, cells: Mapping[str, Cell]) -> GridCell:
        return GridCell(self.wording.value(column, cells.get(column.id)), "grey")

    def cell(self, row: Row, column: Column) -> GridCell:
        """What stands in a cell of the table."""
        unread = self.view.unread.get((row.key, column.id))
        if unread is not None:
            return GridCell(unread[0], "wrong")
        text = self.wording.cell(self.table, row, column.id)
        if text:
            return GridCell(text, "wrong" if (row.key, column.id) in self.view.wrong else "given")
        if self.lacks(row.key, column.id):
            return GridCell("", "missing")
        return GridCell(self._proposed(row, column), "grey")

    def _proposed(self, row: Row, column: Column) -> str:
        source = column.compute or column.suggest
        if source is None:
            return ""
        key = tuple(row[name] for name in source.by)
        value = self.session.path.figures.cell(source.figure, key)
        return self.wording.value(column, value)

    # Where the grid and the table meet

    def at(self, row: str, column: str) -> tuple[str, str]:
        """The row and column of the table behind a place of the grid."""
        return row, column

    def place(self, row: str, column: str) -> tuple[str, str]:
        """The place of the grid that shows a cell of the table."""
        return row, column

    def region(self, row: str, column: str) -> Region:
        """The cells of the table from a place of the grid on, with room for new rows."""
        keys = [key for key in self.keys if key != NEW_ROW]
        down = keys.index(row) if row in keys else len(keys)
        names = self._filled_from(column)

        def at(line: int, field: int) -> tuple[str, str] | None:
            if field >= len(names):
                return None
            if down + line < len(keys):
                return self.at(keys[down + line], names[field])
            return ("", names[field]) if self.room else None

        return at

    def start_of(self, column: str, matrix: Matrix) -> str:
        """The column that texts begin in: behind ids that are given, unless they are ids."""
        firsts = [line[0] for line in matrix if line]
        if column not in self._generated or all(map(ROW_ID.fullmatch, firsts)):
            return column
        return self.first_typed

    def _filled_from(self, column: str) -> Sequence[str]:
        """The columns of the grid that a person fills, from one on."""
        shown = [one.id for one in self.columns]
        behind = self.columns[shown.index(column) :] if column in shown else ()
        return [
            one.id
            for one in behind
            if one.typed or (self.is_typed(one.id) and one.id not in self.waiting)
        ]

    def fields_from(self, column: str) -> int:
        """How many fields a line without tabs may have from a column of the grid on."""
        names = self._filled_from(column)
        types = {one.id: one.type for one in self.table.columns}
        return len(names) if names and types.get(names[0]) in _TEXTS else 1

    @property
    def first_typed(self) -> str:
        """The first column that a person fills in a new row."""
        typed = [column.id for column in self.table.typed if column.id not in self._generated]
        return typed[0] if typed else self.table.columns[0].id

    @property
    def _generated(self) -> tuple[str, ...]:
        layout = self.table.layout
        return self.table.key if isinstance(layout, FreeRows) and layout.prefix else ()

    @cached_property
    def waiting(self) -> frozenset[str]:
        """The columns that point at what is asked in a later step: nobody can fill them yet."""
        about = self.session.interview.context
        later = (one for one in self.table.columns if one.later)
        return frozenset(one.id for one in later if not _has_options(one.prompt(about)))

    def is_typed(self, column: str) -> bool:
        """Whether a person fills this column in."""
        return any(one.id == column for one in self.table.typed)

    def head(self, column: Column) -> str:
        """The head of a column of the table."""
        return self.wording.head(column, self.session.interview.context.base_year)

    @cached_property
    def proposed(self) -> DraftRows:
        """Rows that are proposed while there are none."""
        found = self.session.proposal(self.table.id)
        return found.rows if found is not None else ()

    def read(self, row: str, column: str, raw: str) -> Read:
        """Read what was typed in a cell of the table.

        Raises:
            AnswerError: It has no reading, or the cell may not be typed.
        """
        reader = self.session.reader(self.table.id)
        if row != NEW_ROW:
            return reader.cell(row, column, raw)
        reading = self.table.column(column).parse(raw, self.session.interview.context)
        read = reader.new_row({column: reading.value})
        return placed(read, self.rows, before=self.view.room_before)

    # Another order

    def in_order_of(self, column: str, *, descending: bool) -> tuple[str, ...]:
        """The rows as they are read when sorted by a column of the grid; what is empty is last."""
        shown = [one.id for one in self.columns].index(column)
        keyed = [
            (self._value(key, column), self.cells(at)[shown].text.casefold(), key)
            for at, key in enumerate(self.keys)
            if key != NEW_ROW
        ]
        empty = [key for value, text, key in keyed if value is None and not text]
        numbers = sorted(
            ((value, key) for value, _, key in keyed if value is not None),
            key=lambda one: one[0],
            reverse=descending,
        )
        words = sorted(
            ((text, key) for value, text, key in keyed if value is None and text),
            key=lambda one: one[0],
            reverse=descending,
        )
        return (*(key for _, key in numbers), *(key for _, key in words), *empty)

    def _value(self, key: str, column: str) -> float | None:
        """The number in a cell, where there is one to sort by."""
        row_key, name = self.at(key, column)
        row = self.row(row_key)
        value = row[name] if row is not None else None
        return float(value) if hasattr(value, "as_integer_ratio") else None  # type: ignore[arg-type]


def _has_options(prompt: CellPrompt) -> bool:
    return isinstance(prompt, PickPrompt | PicksPrompt) and bool(prompt.options)
