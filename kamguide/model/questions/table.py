"""Tables: most of what is asked. Columns are typed; rows are free, fixed, or laid out."""

from dataclasses import field
from decimal import Decimal
from typing import Annotated, Literal, assert_never

from kamguide.model.answers import Cell, Row
from kamguide.model.base import Frozen, Held, Id, Source
from kamguide.model.conditions import Condition
from kamguide.model.context import Context
from kamguide.model.prompts import TablePrompt
from kamguide.model.questions.base import Asked
from kamguide.model.questions.choices import ChoiceColumn, ChoicesColumn, YesNoColumn
from kamguide.model.questions.days import DateColumn, YearColumn
from kamguide.model.questions.numbers import (
    MoneyColumn,
    NumberColumn,
    PercentColumn,
    ScaleColumn,
)
from kamguide.model.questions.refs import RefColumn, RefsColumn
from kamguide.model.questions.texts import LongTextColumn, TextColumn
from kamguide.model.text import Text

Column = Annotated[
    TextColumn
    | LongTextColumn
    | ChoiceColumn
    | ChoicesColumn
    | YesNoColumn
    | NumberColumn
    | MoneyColumn
    | PercentColumn
    | ScaleColumn
    | YearColumn
    | DateColumn
    | RefColumn
    | RefsColumn,
    Held(discriminator="type"),
]

KEY_JOINT = "|"
"""Stands between the parts of a grid row's id."""


class RowLimits(Frozen):
    """How many rows there should be, in all or for each value of the column `per`."""

    min: int = 0
    max: int = 500
    per: Id | None = None


class RowCap(Frozen):
    """What a flow says of the number of rows; where it says nothing, the table's limits stay."""

    min: int | None = None
    max: int | None = None
    per: Id | None = None


class FreeRows(Frozen):
    """The person adds rows; new ones get ids `prefix` + number when the key is such an id.

    Tables with one prefix share their numbers. With `prefix_by` a cell of the row is the prefix.
    """

    kind: Literal["free"] = "free"
    prefix: str = ""
    prefix_by: Id | None = None


class FixedRows(Frozen):
    """One row for each option of a choice column, in order; `only` leaves some out."""

    kind: Literal["fixed"]
    column: Id
    only: tuple[str, ...] = ()


class Axis(Frozen):
    """One side of a grid: the rows of a table, copied into these columns, or a column's options.

    Without `of`, the one column's own options or reference targets are the axis.
    """

    columns: Annotated[tuple[Id, ...], Held(min_length=1)]
    of: Source | None = None


class GridRows(Frozen):
    """One row for each combination of its axes; `needed` says which values must be filled."""

    kind: Literal["grid"]
    axes: Annotated[tuple[Axis, ...], Held(min_length=1)]
    needed: dict[Id, tuple[str, ...]] = field(default_factory=dict)


Layout = Annotated[FreeRows | FixedRows | GridRows, Held(discriminator="kind")]


class ColumnSum(Frozen):
    """What a column must add up to, in all or for each value of the column `per`."""

    column: Id
    equals: Decimal
    within: Decimal = Decimal(0)
    per: Id | None = None


class TableQuestion(Asked):
    """A question answered by rows."""

    type: Literal["table"]
    columns: Annotated[tuple[Column, ...], Held(min_length=1)]
    layout: Layout = FreeRows()
    key: tuple[Id, ...] = ()
    """The columns that tell rows apart; none: rows carry hidden numbers."""
    rows: RowLimits = RowLimits()
    sums: tuple[ColumnSum, ...] = ()
    absent: Literal["missing", "zero"] = "missing"
    """What a grid cell that is not there means; a zero of a `zero` grid is never kept."""
    unit: Text | None = None
    actuals: bool = False
    """Whether it may be told of each row, once the plan is approved, what was reached or spent."""
    internal_when: Condition | None = None
    """Over the cells of a row: which rows are internal, unless the person says otherwise."""

    def __post_init__(self) -> None:
        known = {column.id for column in self.columns}
        named = [*self.key, *(one.column for one in self.sums), *self.laid_out]
        named += [one.per for one in self.sums if one.per]
        named += [self.rows.per] if self.rows.per else []
        if isinstance(self.layout, FreeRows) and self.layout.prefix_by:
            named.append(self.layout.prefix_by)
        if unknown := sorted(set(named) - known):
            raise ValueError(f"no column called {', '.join(unknown)}")

    @property
    def laid_out(self) -> tuple[str, ...]:
        """The columns whose cells are given by the layout."""
        match self.layout:
            case FreeRows():
                return ()
            case FixedRows(column=column):
                return (column,)
            case GridRows(axes=axes):
                return tuple(column for axis in axes for column in axis.columns)
            case _:
                assert_never(self.layout)

    @property
    def gives_ids(self) -> bool:
        """Whether new rows get an id that the person need not type."""
        layout = self.layout
        return isinstance(layout, FreeRows) and (
            not self.key or bool(layout.prefix or layout.prefix_by)
        )

    @property
    def key_columns(self) -> tuple[str, ...]:
        """The columns whose cells make up a row's id."""
        return self.key or self.laid_out

    @property
    def typed(self) -> tuple[Column, ...]:
        """The columns a person fills in."""
        given = self.laid_out
        return tuple(one for one in self.columns if one.id not in given and one.compute is None)

    @property
    def main(self) -> Column:
        """The column that names a row: the one marked so, else the first text, else the first."""
        marked = [one for one in self.columns if one.main]
        texts = [one for one in self.columns if one.type == "text" and one.id not in self.key]
        return (marked or texts or list(self.columns))[0]

    def column(self, name: str) -> Column:
        """The column with this id.

        Raises:
            KeyError: There is none.
        """
        for one in self.columns:
            if one.id == name:
                return one
        raise KeyError(name)

    def row_key(self, cells: dict[str, Cell]) -> str:
        """The id of a row with these cells, or nothing where a part of it is missing."""
        parts = [cells.get(column) for column in self.key_columns]
        return "" if None in parts or not parts else KEY_JOINT.join(map(str, parts))

    def prompt(self, context: Context) -> TablePrompt:
        """The table."""
        del context
        return TablePrompt(self.id)


def row_name(table: TableQuestion, row: Row) -> str:
    """What a row is called: its id, and its name where that says more."""
    name = row[table.main.id]
    said = name if isinstance(name, str) else ""
    return said if not table.key or said == row.key else f"{row.key} {said}".strip()
