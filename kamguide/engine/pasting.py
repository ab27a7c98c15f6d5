"""Texts laid over a table from a cell on: what can be read is kept, what cannot is told at once."""

import csv
from collections.abc import Callable, Sequence
from io import StringIO
from typing import Final

from msgspec import Struct

from kamguide.engine.reading import Read, TableReader
from kamguide.errors import AnswerError
from kamguide.model.amounts import split_fields
from kamguide.model.answers import Cell
from kamguide.model.context import Context, Notice
from kamguide.model.edits import AddRow, Edit
from kamguide.model.questions.table import TableQuestion
from kamguide.model.text import clean

MOST_NOTICES: Final = 5
Matrix = Sequence[Sequence[str]]
"""Texts line by line, as a spreadsheet copies them."""
Region = Callable[[int, int], tuple[str, str] | None]
"""The row and column of the table under a text, by line and field from zero.

The row is empty where a new one begins; None where the table has no such place.
"""


class Unread(Struct, frozen=True):
    """A text that could not be read, and why; without a row nothing of its line was kept."""

    line: int
    row: str
    column: str
    raw: str
    error: AnswerError


class Laid(Struct):
    """What texts come to: edits, what is said back, and all that could not be read."""

    edits: list[Edit] = []
    notices: list[Notice] = []
    unread: list[Unread] = []
    rows: list[str] = []
    """The rows that were reached."""
    beyond: int = 0
    """Texts for which the table has no place."""
    cells: int = 0
    """How many texts are kept."""

    @property
    def read(self) -> Read:
        """All of it as one change, and the first few of what is said back."""
        return Read(tuple(self.edits), tuple(self.notices[:MOST_NOTICES]))


def matrix_of(text: str, fields: int = 1, *, keeps_blanks: bool = False) -> Matrix:
    """The cells of a block as a spreadsheet copies it: tabs between them, quotes around some.

    A line without tabs may be that many fields with commas or bars between them. A line of
    empty cells is a row all the same; one without any is, where rows are given, an empty cell,
    and else nothing.
    """
    words = clean(text).rstrip("\r\n")
    read = csv.reader(StringIO(words), delimiter="\t")
    lines = [line or [""] for line in read if len(line) > 1 or any(line) or keeps_blanks]
    if "\t" in words:
        return [[field.strip() for field in line] for line in lines]
    return [_split(line[0].strip(), fields) for line in lines]


def _split(line: str, fields: int) -> Sequence[str]:
    try:
        return split_fields(line, fields) if fields > 1 else [line]
    except AnswerError:
        return [line]


def laid_over(reader: TableReader, table: TableQuestion, matrix: Matrix, region: Region) -> Laid:
    """Lay texts over a table; an empty one changes nothing, a line behind the end is a new row."""
    laid = Laid()
    for number, line in enumerate(matrix):
        fields = _fields(laid, line, number, region)
        for row in dict.fromkeys(row for row, _, _ in fields):
            mine = [(column, raw) for at, column, raw in fields if at == row]
            cells = _read(laid, table, mine, (number + 1, row), reader.context)
            reader = _kept(laid, reader, cells, (number + 1, row, "\t".join(line)))
    return laid


def _fields(
    laid: Laid, line: Sequence[str], number: int, region: Region
) -> list[tuple[str, str, str]]:
    """The row, the column and the text of each field that says something and has a place."""
    found = []
    for at, raw in enumerate(line):
        if raw:
            place = region(number, at)
            if place is None:
                laid.beyond += 1
            else:
                found.append((*place, raw))
    return found


def _read(
    laid: Laid,
    table: TableQuestion,
    fields: Sequence[tuple[str, str]],
    at: tuple[int, str],
    about: Context,
) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for column, raw in fields:
        try:
            reading = table.column(column).parse(raw, about)
        except AnswerError as problem:
            laid.unread.append(Unread(*at, column, raw, problem))
        else:
            cells[column] = reading.value
            laid.notices += reading.notices
    return cells


def _kept(
    laid: Laid, reader: TableReader, cells: dict[str, Cell], at: tuple[int, str, str]
) -> TableReader:
    """The table with a line in it; one that cannot be a row is told as a whole."""
    line, row, raw = at
    if not cells:
        return reader
    try:
        read = reader.filled(row, cells) if row else reader.new_row(cells)
    except AnswerError as problem:
        laid.unread = [one for one in laid.unread if one.row or one.line != line]
        laid.unread.append(Unread(line, row, "", raw, problem))
        return reader
    laid.edits += read.edits
    laid.cells += len(cells)
    new = next((one.row for one in read.edits if isinstance(one, AddRow)), row)
    laid.rows.append(row or new)
    if not row:
        laid.unread = [_in_row(one, new) if one.line == line else one for one in laid.unread]
    return reader.after(read.edits)


def _in_row(unread: Unread, row: str) -> Unread:
    return Unread(unread.line, unread.row or row, unread.column, unread.raw, unread.error)
