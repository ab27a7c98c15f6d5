"""The board of a class in rows of words."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from kamguide.course.board import ClassBoard, GroupLine
from kamguide.messages import moment, say
from kamguide.model.text import Lang
from kamguide.plan.blocks import Block, Cell, Column, Note, Table
from kamguide.plan.wording import cells, shortened

GAP = "  "
LONGEST = 24
"""Cells of a name or a place, before it is cut."""
NUMERIC = frozenset({2, 3, 4, 5, 6})
"""Columns of numbers."""
COLUMNS = ("group", "place", "worked", "answered", "unknown", "open", "findings", "last", "in")


def rows(board: ClassBoard, lang: Lang) -> Iterator[tuple[str, ...]]:
    """The heads, then a row a group."""
    yield tuple(say(f"classboard.col.{one}", lang) for one in COLUMNS)
    for one in board.lines:
        yield tuple(_cells(one, lang))


def _cells(one: GroupLine, lang: Lang) -> Iterator[str]:
    yield one.group.name
    yield one.step or say("classboard.not_begun", lang)
    yield say("classboard.minutes", lang, count=int(one.worked.total_seconds() // 60))
    yield f"{one.answered}/{one.applicable}"
    yield str(one.unknown)
    yield str(one.open)
    yield f"{one.blocks}/{one.warnings}"
    yield clock(one.last, lang)
    yield _handed_in(one, lang)


def _handed_in(one: GroupLine, lang: Lang) -> str:
    if one.receipt is None:
        return say("classboard.nothing_in", lang)
    marks = [
        say(f"classboard.{name}", lang)
        for name, is_so in (
            ("empty", one.receipt.empty),
            ("late", one.receipt.late),
            ("disputed", bool(one.disputes)),
        )
        if is_so
    ]
    return GAP.join([clock(one.receipt.at, lang), *marks])


def clock(at: datetime | None, lang: Lang) -> str:
    """A moment by the clock here; nothing where there is none."""
    return "-" if at is None else f"{at.astimezone():%m-%d %H:%M}"


def lines(board: ClassBoard, lang: Lang, width: int = 100) -> Iterator[str]:
    """The board as lines, columns under each other; place by place where it is too wide."""
    table = [tuple(shortened(cell, LONGEST) for cell in row) for row in rows(board, lang)]
    widths = [max(cells(row[at]) for row in table) for at in range(len(COLUMNS))]
    if sum(widths) + len(GAP) * (len(widths) - 1) <= width:
        yield from (_line(row, widths) for row in table)
    else:
        yield from _one_by_one(table, lang)
    yield say("classboard.rule", lang)
    if board.deadline is not None:
        yield say("classboard.deadline", lang, at=moment(board.deadline, lang))


def board_blocks(board: ClassBoard, lang: Lang) -> tuple[Block, ...]:
    """The board as a table, with what its columns mean under it."""
    heads, *groups = rows(board, lang)
    columns = tuple(Column(one, "", at in NUMERIC) for at, one in enumerate(heads))
    table = Table("", columns, tuple(tuple(Cell(text) for text in row) for row in groups))
    notes = [Note(say("classboard.rule", lang))]
    if board.deadline is not None:
        notes.append(Note(say("classboard.deadline", lang, at=moment(board.deadline, lang))))
    return (table, *notes)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    padded = (text + " " * (wide - cells(text)) for text, wide in zip(row, widths, strict=True))
    return GAP.join(padded).rstrip()


def _one_by_one(table: Sequence[Sequence[str]], lang: Lang) -> Iterator[str]:
    heads, *groups = table
    for row in groups:
        yield row[0]
        told = (
            say("classboard.cell", lang, head=head, value=value)
            for head, value in zip(heads[1:], row[1:], strict=True)
        )
        yield "  " + say("course.semicolon", lang).join(told)
