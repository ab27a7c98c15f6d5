"""What a reply comes to at the place of a table that the talk is at."""

import re
from collections.abc import Sequence

from kamguide.engine.reading import Read, TableReader
from kamguide.engine.rowtalk import Place
from kamguide.model.amounts import split_fields
from kamguide.model.edits import Edit
from kamguide.model.questions.table import TableQuestion

_MARKS = re.compile(r"[\s,，、;；]+")
_PASS = frozenset({"", "-", "—", "－"})
"""What leaves an optional cell empty."""


def read_in_table(reader: TableReader, table: TableQuestion, place: Place, raw: str) -> Read:
    """Read a cell, a row, the rest of one, a line of a grid, or a block, as it was written.

    Raises:
        AnswerError: It has no reading, or more than one.
    """
    if "\n" in raw.strip("\n"):
        return reader.block(raw, row=place.row if place.column else None)
    if place.column is None:
        return reader.line(raw)
    if len(place.line) < 2 and ("|" in raw or "\t" in raw):  # noqa: PLR2004 - one row
        return reader.rest_of_row(place.row, place.column, raw)
    if place.line:
        return _read_line(reader, table, place, raw)
    if raw.strip() in _PASS and table.column(place.column).optional:
        return Read(())
    return reader.cell(place.row, place.column, raw)


def _read_line(reader: TableReader, table: TableQuestion, place: Place, raw: str) -> Read:
    column = place.column or ""
    fields: Sequence[str] = (raw,)
    if len(place.line) > 1:
        marks = table.column(column).type == "scale"
        fields = _MARKS.split(raw.strip()) if marks else split_fields(raw, len(place.line))
    edits: list[Edit] = []
    for row, field in zip(place.line, fields, strict=False):
        if field.strip() not in _PASS:
            edits += reader.cell(row, column, field).edits
    return Read(tuple(edits))
