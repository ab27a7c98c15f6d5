"""Grids that a file shows as a grid, one side down and one across: made into lists.

Each filled cell becomes a line of its own: what it is about, and its value. The heads of such a
list are the ids of the columns, which match themselves.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from kamguide.errors import AnswerError
from kamguide.intake.sheets import Field, Form, Line, Sheet
from kamguide.model.context import Context
from kamguide.model.questions.table import Column, GridRows, TableQuestion

_ROWS_LOOKED_AT: Final = 25
_ENOUGH: Final = 2
"""Values across that make a head."""


def axis_value(column: Column, text: str, context: Context) -> str:
    """The value of an axis that a text names; nothing where it names none."""
    if column.type == "text":
        return text
    if text.isdigit() and column.type != "year":
        return ""  # a number that counts lines, and no name
    try:
        return str(column.parse(text, context).value)
    except AnswerError:
        return ""


def crossed(sheet: Sheet, table: TableQuestion, context: Context) -> Iterator[Sheet]:
    """The lists that a sheet could be, if it is a grid with one side across."""
    layout, value = table.layout, _value(table)
    if not isinstance(layout, GridRows) or len(layout.axes) < 2 or not value:  # noqa: PLR2004 - a grid has two sides
        return
    across = layout.axes[-1].columns
    down = tuple(one for one in table.laid_out if one not in across)
    ways = [(down, across[0])] if len(across) == 1 else []
    if len(down) == len(across) == 1:
        ways.append((across, down[0]))
    for at, line in enumerate(sheet.lines[:_ROWS_LOOKED_AT]):
        for sides, side in ways:
            values = _values(line[len(sides) :], table.column(side), context)
            if len(values) >= _ENOUGH:
                head = [Field(one, at, 0) for one in (*sides, side, value)]
                lines = (tuple(head), *_listed(sheet.lines[at + 1 :], len(sides), values))
                yield replace(sheet, lines=lines, form=Form.CROSSED)


def _value(table: TableQuestion) -> str:
    """The column whose cells stand in a grid: the only one that must be filled, or there is."""
    needed = [one for one in table.typed if not one.optional] or list(table.typed)
    return needed[0].id if needed else ""


def _values(line: Line, axis: Column, context: Context) -> list[Field]:
    found = {
        value: head
        for head in reversed(line)
        if head.text and axis.type != "text" and (value := axis_value(axis, head.text, context))
    }
    return list(reversed(found.values()))


def _listed(lines: Sequence[Line], sides: int, across: Sequence[Field]) -> Iterator[Line]:
    for line in lines:
        for head in across:
            cell = line[head.column - line[0].column]
            if cell.text or cell.fault:
                yield (*line[:sides], head, cell)
