"""Workbooks: the values as they were saved; formulas are never worked out."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from kamguide.errors import IntakeError
from kamguide.intake.packed import Looks, Parts
from kamguide.intake.sheets import Book, Sheet, SheetName
from kamguide.model.amounts import decimal_text
from kamguide.model.context import Notice
from kamguide.model.text import clean

Value = int | float | str | bool | time | date | datetime | timedelta


def open_workbook(data: bytes) -> Book:
    """A packed workbook (`.xlsx`, `.xlsm`); its sheets are read when they are asked for.

    Raises:
        IntakeError: It cannot be taken in.
    """
    parts = Parts(data)
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
    except (CalamineError, PasswordError) as error:
        raise IntakeError("intake.damaged") from error
    found = list(zip(workbook.sheets_metadata, parts.sheet_paths(), strict=False))
    sheets = [pair for pair in found if pair[0].typ == SheetTypeEnum.WorkSheet]
    names = [
        SheetName(clean(one.name), one.visible != SheetVisibleEnum.Visible) for one, _ in sheets
    ]

    def read(at: int) -> Sheet:
        looks = parts.look_at(sheets[at][1])
        try:
            return _sheet(workbook.get_sheet_by_name(sheets[at][0].name), looks)
        except CalamineError as error:
            raise IntakeError("intake.damaged") from error

    return Book(tuple(names), read)


def _sheet(source: CalamineSheet, looks: Looks) -> Sheet:
    values = source.to_python(skip_empty_area=False)
    rows = [
        [_text(value, (row, column) in looks.percents) for column, value in enumerate(line)]
        for row, line in enumerate(values)
    ]
    spread = list(_spread(rows, values, source.merged_cell_ranges or ()))
    notices = (Notice("intake.merged", (("count", len(spread)),)),) if spread else ()
    return Sheet(clean(source.name), tuple(map(tuple, rows)), notices, looks.unread)


def _spread(
    rows: list[list[str]],
    values: Sequence[Sequence[Value]],
    ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]],
) -> Iterator[str]:
    """Give the words of merged cells to each of them; a number counts once, where it stands."""
    for (top, left), (bottom, right) in ranges:
        if top >= len(rows) or left >= len(rows[top]) or not isinstance(values[top][left], str):
            continue
        words = rows[top][left]
        if not words:
            continue
        for row in range(top, min(bottom + 1, len(rows))):
            for column in range(left, min(right + 1, len(rows[row]))):
                rows[row][column] = words
        yield words


def _text(value: Value, is_percent: bool) -> str:
    """A value as a person would type it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        exact = Decimal(f"{value:.15g}")  # as many digits as a spreadsheet shows
        return f"{decimal_text(exact * 100)}%" if is_percent else decimal_text(exact)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return clean(str(value)).strip()
