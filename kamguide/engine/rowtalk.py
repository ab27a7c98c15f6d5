"""A table in conversation: which row or cell is asked for next."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from kamguide.engine.tables import gaps, has_enough_rows, next_row_id, standing_rows
from kamguide.model.answers import Answers, Row
from kamguide.model.flow import Flow
from kamguide.model.questions.table import KEY_JOINT, Column, FreeRows, GridRows, TableQuestion


class Place(Struct, frozen=True):
    """Where in a table the talk is: a cell, or with no column a new row as a whole.

    `line` holds the rows that one reply may fill together: the same column down a side of a grid.
    """

    row: str
    column: str | None = None
    line: tuple[str, ...] = ()


def next_place(
    flow: Flow,
    answers: Answers,
    table: TableQuestion,
    *,
    after: Place | None = None,
    passed: frozenset[tuple[str, str]] = frozenset(),
) -> Place | None:
    """The place to ask for, or None where the table needs nothing more.

    A free table always has room for another row: whether there is one is for the person to say.
    `passed` are cells that were left empty on purpose.
    """
    if after is not None and (place := _rest_of_row(flow, answers, table, after, passed)):
        return place
    if lines := _lines(flow, answers, table):
        return _next_line(answers, table, lines, passed)
    for gap in gaps(flow, answers, table):
        if (gap.row, gap.column) not in passed:
            return Place(gap.row, gap.column)
    if place := _free_cell(flow, answers, table, passed):
        return place
    if isinstance(table.layout, FreeRows):
        return Place(next_row_id(flow, answers, table))
    return None


def _free_cell(
    flow: Flow, answers: Answers, table: TableQuestion, passed: frozenset[tuple[str, str]]
) -> Place | None:
    """The next cell of a laid out table of which nothing is needed: all may stay empty."""
    if isinstance(table.layout, FreeRows) or not _all_free(table):
        return None
    for row in standing_rows(flow, answers, table):
        for column in table.typed:
            if column.id not in row.cells and (row.key, column.id) not in passed:
                return Place(row.key, column.id)
    return None


def _all_free(table: TableQuestion) -> bool:
    return all(_may_be_empty(one) for one in table.typed)


def _may_be_empty(column: Column) -> bool:
    return column.optional or column.suggest is not None or column.required_when is not None


def may_close(flow: Flow, answers: Answers, table: TableQuestion) -> bool:
    """Whether the person may say that there are no more rows."""
    return has_enough_rows(table, standing_rows(flow, answers, table)) or table.rows.min == 0


def _rest_of_row(
    flow: Flow,
    answers: Answers,
    table: TableQuestion,
    after: Place,
    passed: frozenset[tuple[str, str]],
) -> Place | None:
    """The next empty cell of the row that the talk is in, optional ones too."""
    if after.column is None or after.line:
        return None
    row = next((one for one in standing_rows(flow, answers, table) if one.key == after.row), None)
    names = [column.id for column in table.typed]
    if row is None or after.column not in names:
        return None
    for column in table.typed[names.index(after.column) + 1 :]:
        if column.id not in row.cells and (row.key, column.id) not in passed:
            if column.later or (column.suggest is not None and not _all_free(table)):
                continue
            return Place(row.key, column.id)
    return None


def _single(table: TableQuestion) -> Column | None:
    """The one column of a grid that must be filled, if there is one."""
    needed = [one for one in table.typed if not one.optional and one.required_when is None]
    return needed[0] if len(needed) == 1 else None


def _lines(flow: Flow, answers: Answers, table: TableQuestion) -> list[tuple[Row, ...]]:
    """The rows of a grid that share all but the last axis: what one reply can fill."""
    column = _single(table)
    if not isinstance(table.layout, GridRows) or len(table.layout.axes) == 1 or column is None:
        return []
    width = len(table.layout.axes[-1].columns)
    lines: dict[str, list[Row]] = {}
    for row in standing_rows(flow, answers, table):
        start = KEY_JOINT.join(row.key.split(KEY_JOINT)[:-width])
        lines.setdefault(start, []).append(row)
    return [tuple(line) for line in lines.values()]


def _next_line(
    answers: Answers,
    table: TableQuestion,
    lines: Sequence[tuple[Row, ...]],
    passed: frozenset[tuple[str, str]],
) -> Place | None:
    del answers
    column = _single(table)
    if column is None:
        return None
    for line in lines:
        wanted = tuple(_wanted(table, line, column.id, passed))
        if wanted:
            return Place(wanted[0], column.id, wanted)
    return None


def _wanted(
    table: TableQuestion, line: tuple[Row, ...], column: str, passed: frozenset[tuple[str, str]]
) -> Iterator[str]:
    if table.absent == "zero":
        if any(column in row.cells for row in line):
            return
        yield from (row.key for row in line if (row.key, column) not in passed)
        return
    layout = table.layout
    needed = layout.needed if isinstance(layout, GridRows) else {}
    missing = [
        row.key for row in line if column not in row.cells and (row.key, column) not in passed
    ]
    wanted = {
        row.key for row in line if all(row[name] in values for name, values in needed.items())
    }
    # Cells that need not be filled are asked for beside those that must be, and not again.
    if wanted & set(missing):
        yield from missing
