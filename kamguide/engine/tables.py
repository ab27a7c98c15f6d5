"""The rows a table has, and the cells it still needs, given the other answers.

What is worked out here is kept beside the answers, and holds as long as the answers to the
table and to what its rows and cells hang on are the very same objects.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from operator import is_
from typing import Any, TypeVar, assert_never

from msgspec import Struct

from kamguide.model.answers import Answers, Cell, Row, State
from kamguide.model.conditions import holds
from kamguide.model.context import Target
from kamguide.model.flow import Flow
from kamguide.model.questions.choices import ChoiceColumn
from kamguide.model.questions.refs import RefColumn, RefQuestion, RefsColumn, RefsQuestion
from kamguide.model.questions.table import (
    KEY_JOINT,
    Axis,
    Column,
    FixedRows,
    FreeRows,
    GridRows,
    TableQuestion,
    row_name,
)
from kamguide.model.text import Lang

T = TypeVar("T")


class Gap(Struct, frozen=True, gc=False):
    """A cell that is needed and not there."""

    row: str
    column: str


def standing_rows(flow: Flow, answers: Answers, table: TableQuestion) -> tuple[Row, ...]:
    """The rows of `table` as they stand: free ones as given, laid out ones in their order.

    Cells of a row whose source is gone are parked: they are not among these, and come back
    with it. A laid out row that nobody has filled yet has the cells of its axes only.
    """
    if isinstance(table.layout, FreeRows):
        return answers.rows(table.id)
    return remembered("rows", flow, answers, table, lambda: tuple(_laid_rows(flow, answers, table)))


def remembered(
    what: str, flow: Flow, answers: Answers, table: TableQuestion, work: Callable[[], T]
) -> T:
    """What `work` makes of a table; what it made before, where that still holds."""
    given = answers.several(_sources(flow, answers, table))
    before: Any = answers.derived.get((what, table.id))  # only this function keeps it
    if before is not None and before[0] is flow and all(map(is_, before[1], given)):
        known: T = before[2]
        return known
    made = work()
    answers.derived[what, table.id] = (flow, given, made)
    return made


def _sources(flow: Flow, answers: Answers, table: TableQuestion) -> tuple[str, ...]:
    """The questions that the rows and gaps of a table hang on, the table itself first."""
    before: Any = answers.derived.get(("sources", table.id))
    if before is not None and before[0] is flow:
        known: tuple[str, ...] = before[2]
        return known
    found: dict[str, None] = {}
    _add_sources(flow, table.id, found)
    for column in table.columns:
        if column.later and isinstance(column, RefColumn | RefsColumn):
            found |= dict.fromkeys(column.to)
    names = tuple(found)
    answers.derived["sources", table.id] = (flow, (), names)
    return names


def _add_sources(flow: Flow, question: str, found: dict[str, None]) -> None:
    if question in found:
        return
    found[question] = None
    table = flow.sources.get(question)
    if not isinstance(table, TableQuestion) or not isinstance(table.layout, GridRows):
        return
    for axis in table.layout.axes:
        column = table.column(axis.columns[0])
        referred = column.to if isinstance(column, RefColumn) else ()
        for name in referred if axis.of is None else (axis.of,):
            _add_sources(flow, name, found)


def _laid_rows(flow: Flow, answers: Answers, table: TableQuestion) -> Iterator[Row]:
    kept = {row.key: row for row in answers.rows(table.id)}
    columns = table.laid_out
    for parts in laid_out_keys(flow, answers, table):
        yield _laid(columns, parts, kept)


def _laid(columns: Sequence[str], parts: tuple[str, ...], kept: dict[str, Row]) -> Row:
    key = KEY_JOINT.join(parts)
    axes: dict[str, Cell] = dict(zip(columns, parts, strict=True))
    row = kept.get(key)
    if row is None:
        return Row(key, axes)
    if all(row.cells.get(name) == value for name, value in axes.items()):
        return row
    return Row(key, {**axes, **row.cells}, row.rank)


def laid_out_keys(flow: Flow, answers: Answers, table: TableQuestion) -> Iterator[tuple[str, ...]]:
    """The key of each row that the layout asks for, in order, one part a laid out column."""
    match table.layout:
        case FixedRows(column=column, only=only):
            codes = _codes(table.column(column))
            yield from ((code,) for code in codes if not only or code in only)
        case GridRows(axes=axes):
            sides = [_side(flow, answers, table, axis) for axis in axes]
            yield from (tuple(sum(parts, ())) for parts in product(*sides))
        case FreeRows():
            yield from ()
        case _:
            assert_never(table.layout)


def _codes(column: Column) -> tuple[str, ...]:
    return tuple(one.id for one in column.options) if isinstance(column, ChoiceColumn) else ()


def _side(flow: Flow, answers: Answers, table: TableQuestion, axis: Axis) -> list[tuple[str, ...]]:
    column = table.column(axis.columns[0])
    if axis.of is None:
        if isinstance(column, RefColumn):
            ids = [one.id for one in column.also]
            ids += _target_ids(flow, answers, column.to)
            return list[tuple[str, ...]]((one,) for one in ids)
        return list[tuple[str, ...]]((code,) for code in _codes(column))
    source = flow.sources.get(axis.of)
    if not isinstance(source, TableQuestion):
        return [(key,) for key in _referred(answers, axis.of)]
    width = len(axis.columns)
    keys = (row.key.split(KEY_JOINT) for row in standing_rows(flow, answers, source))
    return [tuple(key) for key in keys if len(key) == width]


def asked_first(flow: Flow, answers: Answers, table: TableQuestion) -> tuple[str, ...]:
    """The questions that a laid out table takes its rows from, where they give none yet."""
    if not isinstance(table.layout, GridRows):
        return ()
    found: dict[str, None] = {}
    for axis in table.layout.axes:
        if not _side(flow, answers, table, axis):
            column = table.column(axis.columns[0])
            referred = column.to if isinstance(column, RefColumn) else ()
            found |= dict.fromkeys(referred if axis.of is None else (axis.of,))
    return tuple(name for name in found if name in flow.questions)


def _referred(answers: Answers, question: str) -> tuple[str, ...]:
    value = answers.value(question)
    return value if isinstance(value, tuple) else ()


def _target_ids(flow: Flow, answers: Answers, tables: Sequence[str]) -> dict[str, None]:
    found: dict[str, None] = {}
    for name in tables:
        question = flow.sources.get(name)
        if isinstance(question, TableQuestion):
            found |= dict.fromkeys(row.key for row in standing_rows(flow, answers, question))
        elif isinstance(question, RefsQuestion):
            found |= dict.fromkeys(_referred(answers, name))
    return found


def targets(flow: Flow, answers: Answers, tables: Sequence[str], lang: Lang) -> tuple[Target, ...]:
    """The rows that a reference into `tables` may point to, each with its name."""
    found: dict[str, Target] = {}
    for name in tables:
        question = flow.sources.get(name)
        if isinstance(question, TableQuestion):
            for row in standing_rows(flow, answers, question):
                found.setdefault(row.key, Target(row.key, name_of(flow, answers, name, row, lang)))
        elif isinstance(question, RefsQuestion):
            known = {one.id: one for one in targets(flow, answers, question.to, lang)}
            for key in _referred(answers, name):
                found.setdefault(key, known.get(key, Target(key, "")))
    return tuple(found.values())


def name_of(flow: Flow, answers: Answers, table: str, row: Row, lang: Lang) -> str:
    """What a row is called, without its id: a name, an option's label, or what it points to."""
    question = flow.sources.get(table)
    if not isinstance(question, TableQuestion):
        return ""
    column = question.column(question.key_columns[0]) if question.key_columns else question.main
    if isinstance(column, ChoiceColumn) and len(question.key_columns) == 1:
        return next((one.label(lang) for one in column.options if one.id == row.key), row.key)
    if isinstance(column, RefColumn) and len(question.key_columns) == 1:
        named = targets(flow, answers, column.to, lang)
        also = {one.id: one.label(lang) for one in column.also}
        known = {**{one.id: one.name for one in named}, **also}
        return known.get(row.key, "")
    name = row[question.main.id]
    return name if isinstance(name, str) else row_name(question, row)


def gaps(flow: Flow, answers: Answers, table: TableQuestion) -> tuple[Gap, ...]:
    """The cells that are needed and missing, row by row."""
    return remembered("gaps", flow, answers, table, lambda: tuple(_gaps(flow, answers, table)))


def _gaps(flow: Flow, answers: Answers, table: TableQuestion) -> Iterator[Gap]:
    wanted = [one for one in table.typed if _may_be_missing(flow, answers, table, one)]
    for row in standing_rows(flow, answers, table):
        if row_is_needed(table, row):
            for column in wanted:
                if column.id not in row.cells and _is_wanted_in(column, row):
                    yield Gap(row.key, column.id)


def row_is_needed(table: TableQuestion, row: Row) -> bool:
    """Whether a row must be filled: all but those of a grid that only some values need.

    In a grid where an absent cell is zero no row must be filled; where only some values of an
    axis are needed, the others count once one of their cells is given.
    """
    if table.absent == "zero":
        return False
    layout = table.layout
    if not isinstance(layout, GridRows) or not layout.needed:
        return True
    return all(row[column] in values for column, values in layout.needed.items())


def _may_be_missing(flow: Flow, answers: Answers, table: TableQuestion, column: Column) -> bool:
    """Whether any row needs a cell of this column."""
    if column.suggest is not None or column.id in table.laid_out:
        return False
    if column.required_when is None and column.optional:
        return False
    return not column.later or _reached(flow, answers, column)


def _is_wanted_in(column: Column, row: Row) -> bool:
    condition = column.required_when
    return condition is None or holds(
        condition, lambda kind, name: row[name] if kind == "column" else None
    )


def _reached(flow: Flow, answers: Answers, column: Column) -> bool:
    """Whether what a `later` column points to has been answered by now."""
    if not isinstance(column, RefColumn) and column.type != "refs":
        return True
    names = column.to if hasattr(column, "to") else ()
    return any(answers.rows(name) for name in names if name in flow.sources)


def row_count(table: TableQuestion, rows: Sequence[Row]) -> int:
    """How many rows count: those with a cell that the layout did not give."""
    given = set(table.laid_out)
    if not given:
        return sum(1 for row in rows if row.cells)
    return sum(1 for row in rows if set(row.cells) - given)


def has_enough_rows(table: TableQuestion, rows: Sequence[Row]) -> bool:
    """Whether there are as many rows as the table asks for, for each value where it says so."""
    if table.rows.per is None:
        return row_count(table, rows) >= table.rows.min
    counts: dict[object, int] = {}
    for row in rows:
        value = row[table.rows.per]
        counts[value] = counts.get(value, 0) + 1
    return bool(counts) and all(count >= table.rows.min for count in counts.values())


def is_filled(flow: Flow, answers: Answers, table: TableQuestion) -> bool:
    """Whether a table is answered: enough rows, and no cell missing."""
    return remembered("filled", flow, answers, table, lambda: _is_filled(flow, answers, table))


def _is_filled(flow: Flow, answers: Answers, table: TableQuestion) -> bool:
    answer = answers.get(table.id)
    if answer is None or answer.state is not State.GIVEN:
        return False
    rows = standing_rows(flow, answers, table)
    if not rows:
        return table.rows.min == 0
    return has_enough_rows(table, rows) and not gaps(flow, answers, table)


def next_row_id(
    flow: Flow, answers: Answers, table: TableQuestion, cells: Mapping[str, Cell] | None = None
) -> str:
    """The id of a new row: its prefix, and the first number that none of that prefix has.

    Nothing where the prefix is a cell that is not known yet.
    """
    layout = table.layout
    prefix = layout.prefix if isinstance(layout, FreeRows) else ""
    if isinstance(layout, FreeRows) and layout.prefix_by:
        known = (cells or {}).get(layout.prefix_by)
        if not isinstance(known, str):
            return ""
        prefix = known
    tables = [table]
    if isinstance(layout, FreeRows) and layout.prefix:
        tables = [one for one in flow.tables.values() if _prefix(one) == prefix]
    keys = [
        row.key[len(prefix or "r") :]
        for one in tables
        for row in (answers[one.id].rows if one.id in answers else ())
        if row.key.startswith(prefix or "r")
    ]
    number = max((int(key) for key in keys if key.isdecimal()), default=0) + 1
    return f"{prefix or 'r'}{number}"


def _prefix(table: TableQuestion) -> str:
    return table.layout.prefix if isinstance(table.layout, FreeRows) else ""


def is_reference(question: object) -> bool:
    """Whether a question is answered by pointing at rows."""
    return isinstance(question, RefQuestion | RefsQuestion)
