"""Edits that put rows elsewhere: between others, once more, up and down."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from kamguide.engine.change import RANK_STEP
from kamguide.engine.reading import Read, TableReader
from kamguide.errors import AnswerError
from kamguide.model.answers import Row
from kamguide.model.edits import AddRow
from kamguide.model.questions.table import FreeRows, TableQuestion


def placed(read: Read, rows: Sequence[Row], *, before: str = "") -> Read:
    """The same new rows above the row `before`; behind the last where there is no such row."""
    keys = [row.key for row in rows]
    new = [one for one in read.edits if isinstance(one, AddRow) and one.row not in keys]
    if before not in keys or not new:
        return read
    others = tuple(one for one in read.edits if one not in new)
    return replace(read, edits=(*others, *_between(rows, keys.index(before), new)))


def _between(rows: Sequence[Row], at: int, new: Sequence[AddRow]) -> tuple[AddRow, ...]:
    """What puts rows at a place among others; all are numbered anew where there is no room."""
    low = rows[at - 1].rank if at else rows[at].rank - RANK_STEP
    high = rows[at].rank if at < len(rows) else low + RANK_STEP * (len(new) + 1)
    step = (high - low) / (len(new) + 1)
    ranks = [low + step * n for n in range(1, len(new) + 1)]
    if all(one < other for one, other in pairwise([low, *ranks, high])):
        return tuple(replace(row, rank=rank) for row, rank in zip(new, ranks, strict=True))
    others = [AddRow(new[0].question, one.key, one.cells, one.rank) for one in rows]
    order = [*others[:at], *new, *others[at:]]
    return tuple(replace(one, rank=RANK_STEP * n) for n, one in enumerate(order, 1))


def duplicated(reader: TableReader, table: TableQuestion, key: str) -> Read:
    """A copy of a row right below it.

    Raises:
        AnswerError: Its rows are given, or the copy would need an id of its own.
    """
    rows = _free(reader, table)
    at = _place(rows, key)
    layout = table.layout
    own = table.key if isinstance(layout, FreeRows) and layout.prefix else ()
    cells = {name: cell for name, cell in rows[at].cells.items() if name not in own}
    if table.key and not own:
        names = tuple(table.column(one).label(reader.context.lang) for one in table.key)
        raise AnswerError("grid.copy_needs_id", columns=names)
    below = rows[at + 1].key if at + 1 < len(rows) else ""
    return placed(reader.new_row(cells), rows, before=below)


def moved(reader: TableReader, table: TableQuestion, key: str, by: int) -> Read:
    """A row one place further up (`by` -1) or down (1); nothing where it is the last there.

    Raises:
        AnswerError: Its rows are given.
    """
    rows = _free(reader, table)
    at = _place(rows, key)
    others = [row for row in rows if row.key != key]
    to = at + by
    if not 0 <= to <= len(others):
        return Read(())
    row = AddRow(table.id, key, rows[at].cells, rows[at].rank)
    return Read(_between(others, to, [row]))


def _free(reader: TableReader, table: TableQuestion) -> Sequence[Row]:
    if not isinstance(table.layout, FreeRows):
        raise AnswerError("grid.rows_given")
    return reader.rows


def _place(rows: Sequence[Row], key: str) -> int:
    """Where a row stands.

    Raises:
        AnswerError: There is no such row.
    """
    at = next((n for n, row in enumerate(rows) if row.key == key), None)
    if at is None:
        raise AnswerError("talk.no_such_row", row=key)
    return at
