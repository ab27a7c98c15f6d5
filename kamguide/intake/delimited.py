"""Text with delimiters: the encoding and the delimiter are found by looking and counting."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from kamguide.errors import IntakeError
from kamguide.intake.sheets import LONGEST_CELL, Sheet, held_to_limits
from kamguide.model.context import Notice
from kamguide.model.text import clean

_MARKED: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GUESSED: Final = ("utf-8", "gb18030")
_DELIMITERS: Final = "\t;,|，；"
_LOOKED_AT: Final = 60
"""Rows that are enough to see which delimiter is one."""
_NAMED: Final = re.compile("sep=(.)\r?\n", re.IGNORECASE)

_COMMA_DECIMAL: Final = re.compile(r"-?(?:[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+)%?")
_POINT_DECIMAL: Final = re.compile(r"-?(?:[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?)%?")
_WITH_COMMA: Final = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{3})*(?:,[0-9]+)?%?|-?[0-9]+,[0-9]+%?")


def read_text(data: bytes, name: str = "") -> Sheet:
    """The rows of a delimited text.

    Raises:
        IntakeError: It is no text that we can read, or too large.
    """
    text, encoding = decoded(data)
    delimiter, body = delimiter_of(text)
    rows = list(_rows(body, delimiter))
    notices = [] if encoding == "utf-8" else [Notice("intake.encoding", (("name", encoding),))]
    if _has_comma_decimals(rows):
        rows = [tuple(map(_with_point, row)) for row in rows]
        notices.append(Notice("intake.comma_decimals"))
    return Sheet(name, tuple(rows), tuple(notices))


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a file and its encoding: as its first bytes say, else UTF-8, else GB18030.

    Raises:
        IntakeError: None of them fits.
    """
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding), encoding
    if b"\0" in data:
        raise IntakeError("intake.no_table")
    for encoding in _GUESSED:
        try:
            return _decoded(data, encoding), encoding
        except IntakeError:
            continue
    raise IntakeError("intake.encoding_unknown")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise IntakeError("intake.encoding_unknown") from error
    return text.removeprefix("\ufeff")


def delimiter_of(text: str) -> tuple[str, str]:
    """The delimiter of a text, and the text without a first line that only names it.

    It is the one by which most rows have the same number of fields, more than one.
    """
    if named := _NAMED.match(text):
        return named[1], text[named.end() :]
    scored = ((_regularity(text, one), -at) for at, one in enumerate(_DELIMITERS))
    best = max(scored)
    return (_DELIMITERS[-best[1]] if best[0] > (0, 0) else ","), text


def _regularity(text: str, delimiter: str) -> tuple[int, int]:
    """How many of the first rows have the same number of fields, and how many fields."""
    if delimiter not in text:
        return 0, 0
    rows = islice(_fields(text, delimiter), _LOOKED_AT)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0, 0
    width, count = max(widths.items(), key=lambda one: (one[1], one[0]))
    return count, width


def _fields(text: str, delimiter: str) -> Iterator[list[str]]:
    """The fields of each row; an empty line is a row without fields."""
    lines = text.splitlines(keepends=True) if "\r" in text else text.split("\n")
    source = lines if "\r" in text else (f"{line}\n" for line in lines)
    try:
        yield from csv.reader(source, delimiter=delimiter, strict=False)
    except csv.Error as error:
        raise IntakeError("intake.no_table") from error


def _rows(text: str, delimiter: str) -> Iterator[tuple[str, ...]]:
    width = 0
    for at, fields in enumerate(_fields(text.rstrip("\r\n"), delimiter), 1):
        width = max(width, len(fields))
        held_to_limits(at, width)
        if any(len(field) > LONGEST_CELL for field in fields):
            raise IntakeError("intake.long_cell", row=at, most=LONGEST_CELL)
        yield tuple(clean(field).strip() for field in fields)


def _has_comma_decimals(rows: Sequence[Sequence[str]]) -> bool:
    """Whether numbers are written `1.234,5`: some must be, and none the other way."""
    cells = [cell for row in rows for cell in row if "," in cell or "." in cell]
    return any(map(_COMMA_DECIMAL.fullmatch, cells)) and not any(
        map(_POINT_DECIMAL.fullmatch, cells)
    )


def _with_point(cell: str) -> str:
    if "," not in cell and "." not in cell or not _WITH_COMMA.fullmatch(cell):
        return cell
    return cell.replace(".", "").replace(",", ".")
