"""Workbooks: the values as they were saved. Formulas are never worked out.

A small file can unpack to gigabytes, or place one cell at the far end of an endless sheet: sizes
are looked at before anything is parsed, and rows are read one by one up to our limits.
"""

import re
import warnings
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from io import BytesIO
from itertools import islice
from typing import Any, Final
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from kamguide.errors import IntakeError
from kamguide.intake.packed import parts_of
from kamguide.intake.sheets import LONGEST_CELL, MOST_ROWS, Field, Sheet, held_to_limits, readable
from kamguide.model.amounts import decimal_text
from kamguide.model.context import Notice
from kamguide.model.text import clean

MOST_SHEETS: Final = 100
MOST_MERGED: Final = 2_000

_BROKEN: Final = (
    BadZipFile, InvalidFileException, zlib.error, EOFError, SyntaxError, NotImplementedError,
    RuntimeError, KeyError, ValueError, TypeError, AttributeError, IndexError,
)  # fmt: skip
"""What the library raises on a damaged file: it checks nothing before it uses it."""
_MERGED: Final = re.compile(
    rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"'
)
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[ >/]")
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')

Grid = list[list[Field]]


def read_workbook(data: bytes) -> Iterator[Sheet]:
    """The sheets of a packed workbook (`.xlsx`, `.xlsm`).

    Raises:
        IntakeError: It cannot be taken in.
    """
    try:
        parts = parts_of(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the library leaves out is no part of a table
            yield from _sheets(data, parts)
    except _BROKEN as error:
        raise IntakeError("intake.damaged") from error


def _sheets(data: bytes, parts: dict[str, bytes]) -> Iterator[Sheet]:
    values = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    formulas = load_workbook(BytesIO(data), read_only=True, keep_links=False)
    yield from readable(
        partial(_sheet, one, formulas[one.title], parts[one._worksheet_path.lstrip("/")])
        for one in values.worksheets[:MOST_SHEETS]
    )


def _sheet(sheet: Any, formulas: Any, part: bytes) -> Sheet:
    grid = _grid(sheet, formulas if _FORMULA.search(part) else None)
    spans = islice(_MERGED.finditer(part), MOST_MERGED)
    spread = sum(_spread(grid, found[1].decode()) for found in spans)
    notices = (Notice("intake.merged", (("count", spread),)),) if spread else ()
    lines = tuple(map(tuple, grid))
    return Sheet(clean(sheet.title), lines, sheet.sheet_state != "visible", notices)


def _grid(sheet: Any, formulas: Any) -> Grid:
    """The cells of a sheet up to the last that holds something."""
    grid: Grid = []
    width = height = 0
    told = _rows(formulas) if formulas is not None else iter(())
    for at, row in enumerate(_rows(sheet)):
        line = _line(at, row, next(told, ()))
        if line:
            width, height = max(width, len(line)), at + 1
            held_to_limits(height, width)
        if at < MOST_ROWS:
            grid.append(line)
    return [
        [*line, *(Field("", at, n) for n in range(len(line), width))]
        for at, line in enumerate(grid[:height])
    ]


def _rows(sheet: Any) -> Iterator[Sequence[Any]]:
    """The rows as they are; how large a sheet says that it is, is often not true."""
    sheet.reset_dimensions()
    rows: Iterator[Sequence[Any]] = sheet.iter_rows()
    return rows


def _line(at: int, row: Sequence[Any], formulas: Sequence[Any]) -> list[Field]:
    line = [_field(cell, at, n) for n, cell in enumerate(row[: _used(row)])]
    for n, cell in enumerate(formulas[: _used(formulas)]):
        if cell.data_type == "f" and (n >= len(line) or not (line[n].text or line[n].fault)):
            line += [Field("", at, more) for more in range(len(line), n + 1)]
            line[n] = Field("", at, n, "intake.formula_unsaved")
    return line


def _used(row: Sequence[Any]) -> int:
    """How many cells there are up to the last with a value."""
    return max((n for n, cell in enumerate(row, 1) if cell.value is not None), default=0)


def _field(cell: Any, row: int, column: int) -> Field:
    if cell.value is None:
        return Field("", row, column)
    if cell.data_type == "e":
        return Field("", row, column, "intake.formula_failed")
    text = _text(cell.value, "%" in _LITERAL.sub("", cell.number_format or ""))
    if len(text) > LONGEST_CELL:
        raise IntakeError("intake.long_text", most=LONGEST_CELL)
    return Field(text, row, column)


def _text(value: object, is_percent: bool) -> str:
    """A value as a person would type it."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            exact = Decimal(f"{value:.15g}")  # as many digits as a spreadsheet shows
            return f"{decimal_text(exact * 100)}%" if is_percent else decimal_text(exact)
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case _:
            return clean(str(value)).strip()


def _spread(grid: Grid, span: str) -> bool:
    """Give the words of merged cells to each of them; a number counts once, where it stands."""
    left, top, right, bottom = range_boundaries(span)
    if top > len(grid) or left > len(grid[top - 1]):
        return False
    words = grid[top - 1][left - 1].text
    if not words or words[-1:].isdigit() or words.endswith("%"):
        return False
    for line in grid[top - 1 : bottom]:
        for at, field in enumerate(line[left - 1 : right], left - 1):
            line[at] = field._replace(text=words)
    return True
