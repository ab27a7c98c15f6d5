"""Two tables beside each other: rows that only one has, cells that are not equal.

Ids are each side's own, so rows are the same where their names are.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from kamguide.engine.tables import standing_rows
from kamguide.messages.joining import listed
from kamguide.model.answers import Answers, Row
from kamguide.model.flow import Flow
from kamguide.model.questions.refs import RefColumn, RefsColumn
from kamguide.model.questions.table import Column, TableQuestion
from kamguide.model.questions.texts import LongTextColumn, TextColumn
from kamguide.model.text import folded
from kamguide.plan.wording import Wording


class Difference(Struct, frozen=True):
    """A row that one side lacks, or a cell that is not equal."""

    kind: Literal["yours", "model", "cell"]
    """The row stands in the learner's table only, in the model's only, or in both."""
    row: str
    column: str = ""
    yours: str = ""
    model: str = ""
    key: str = ""
    """The learner's row, where there is one."""


def differences(
    flow: Flow, table: TableQuestion, sides: Sequence[Answers], words: Sequence[Wording]
) -> Iterator[Difference]:
    """What differs between a table of the learner's and the model's.

    Texts are not compared: they are to be read.
    """
    mine, model = (
        _named(table, standing_rows(flow, one, table), wording)
        for one, wording in zip(sides, words, strict=True)
    )
    for same, (name, row) in mine.items():
        if same in model:
            yield from _cells(table, name, (row, model[same][1]), words)
        elif _is_filled(table, row):
            yield Difference("yours", name, key=row.key)
    for same, (name, row) in model.items():
        if same not in mine and _is_filled(table, row):
            yield Difference("model", name)


_Rows = dict[str, tuple[str, Row]]
"""By what is compared of it: the name of a row, and the row."""


def _named(table: TableQuestion, rows: Sequence[Row], words: Wording) -> _Rows:
    named: dict[str, tuple[str, Row]] = {}
    for row in rows:
        name = _name(table, row, words)
        named.setdefault(folded(name), (name, row))
    return named


def _name(table: TableQuestion, row: Row, words: Wording) -> str:
    if not table.laid_out:
        shared = len(table.key) > 1
        return words.row(table, row.key) if shared else words.name(table.id, row.key)
    return " / ".join(_text(table.column(one), row, words) for one in table.laid_out)


def _is_filled(table: TableQuestion, row: Row) -> bool:
    return any(name not in table.laid_out for name in row.cells)


def _cells(
    table: TableQuestion, name: str, rows: tuple[Row, Row], words: Sequence[Wording]
) -> Iterator[Difference]:
    fixed = {*table.laid_out, *table.key_columns}
    for column in table.columns:
        if isinstance(column, TextColumn | LongTextColumn) or column.id in fixed:
            continue
        yours, model = (_text(column, *side) for side in zip(rows, words, strict=True))
        if yours != model:
            label = column.label(words[0].lang)
            yield Difference("cell", name, label, yours, model, rows[0].key)


def _text(column: Column, row: Row, words: Wording) -> str:
    """A cell in words; what it points at by name alone."""
    value = row[column.id]
    if value is None or not isinstance(column, RefColumn | RefsColumn):
        return words.value(column, value)
    ids = value if isinstance(value, tuple) else (str(value),)
    besides = {one.id: one.label(words.lang) for one in column.also}
    names = [besides.get(one) or _pointed(column.to, one, words) for one in ids]
    return listed(names, words.lang)


def _pointed(tables: Sequence[str], key: str, words: Wording) -> str:
    return next((name for one in tables if (name := words.name(one, key)) != key), key)
