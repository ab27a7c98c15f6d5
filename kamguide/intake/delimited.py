"""Text with delimiters: one reading for each delimiter that there could be.

Which of them is right shows when the heads are matched: that tells more than any counting.
"""

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from functools import partial
from io import StringIO
from typing import Final

from kamguide.errors import IntakeError
from kamguide.intake.sheets import LONGEST_CELL, MOST_CELLS, MOST_ROWS, Sheet, readable, sheet_of
from kamguide.model.context import Notice

_MARKED: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DELIMITERS: Final = "\t;,|，；"
_LONE_BYTES: Final = re.compile(rb"(?:[\x00-\x7f]|[\x80-\xff](?![\x80-\xff]))*")
"""Letters beyond ASCII, never two in a row: a Western text; Chinese ones come in pairs."""
_NAMED: Final = re.compile("sep=(.)\r?\n", re.IGNORECASE)
_LOOKED_AT: Final = 20_000
"""Characters among which a delimiter must show."""
_END: Final = "\ue000"
"""A last line of our own, which an open quotation mark would eat: a character of no meaning."""

_COMMA_DECIMAL: Final = re.compile(r"-?(?:\d+,(?:\d{1,2}|\d{4,})|\d{1,3}(?:\.\d{3})+,\d+) ?%?")
_POINT_DECIMAL: Final = re.compile(r"-?(?:\d+\.(?:\d{1,2}|\d{4,})|\d{1,3}(?:,\d{3})+\.\d+) ?%?")
_NUMBER: Final = re.compile(r"-?[\d.,]*\d ?%?")


def read_text(data: bytes) -> Iterator[Sheet]:
    """The readings of a delimited text.

    Raises:
        IntakeError: It is no text that we can read, or too large.
    """
    text, encoding = decoded(data)
    notices = [] if encoding == "utf-8" else [Notice("intake.encoding", (("name", encoding),))]
    named = _NAMED.match(text)
    delimiters = named[1] if named else [one for one in _DELIMITERS if one in text[:_LOOKED_AT]]
    body = text[named.end() :] if named else text
    yield from readable(partial(_read, body, one, notices) for one in delimiters or ",")


def _read(text: str, delimiter: str, notices: Sequence[Notice]) -> Sheet:
    rows = _rows(text, delimiter)
    if delimiter in ",，" or not _has_comma_decimals(rows):
        return sheet_of("", rows, *notices)
    rows = [[_with_point(cell) for cell in row] for row in rows]
    return sheet_of("", rows, *notices, Notice("intake.comma_decimals"))


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a file, and its encoding: as its first bytes say, else as its bytes allow.

    Raises:
        IntakeError: No encoding fits.
    """
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding), encoding
    if b"\0" in data:
        raise IntakeError("intake.no_table")
    try:
        return data.decode(), "utf-8"
    except UnicodeDecodeError:
        encoding = "cp1252" if _LONE_BYTES.fullmatch(data) else "gb18030"
    return _decoded(data, encoding), encoding


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise IntakeError("intake.encoding_unknown") from error


def _rows(text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    source = StringIO(f"{text.rstrip()}\n{_END}", newline="")
    try:
        for row in csv.reader(source, delimiter=delimiter):
            rows.append(row)
            if len(rows) > MOST_ROWS + 1 or len(row) > MOST_CELLS:
                break
    except csv.Error as error:  # a cell longer than it reads
        raise IntakeError("intake.open_quote", row=len(rows) + 1) from error
    if len(rows) <= MOST_ROWS and rows.pop() != [_END]:
        raise IntakeError("intake.open_quote", row=len(rows) + 1)
    for at, row in enumerate(rows, 1):
        if any(len(cell) > LONGEST_CELL for cell in row):
            raise IntakeError("intake.open_quote", row=at)
    return rows


def _has_comma_decimals(rows: list[list[str]]) -> bool:
    """Whether numbers are written `1.234,5`: some must be, and none the other way."""
    cells = [cell for row in rows for cell in row if "," in cell or "." in cell]
    return any(map(_COMMA_DECIMAL.fullmatch, cells)) and not any(
        map(_POINT_DECIMAL.fullmatch, cells)
    )


def _with_point(cell: str) -> str:
    if not _NUMBER.fullmatch(cell.strip()):
        return cell
    return cell.replace(".", "").replace(",", ".")
