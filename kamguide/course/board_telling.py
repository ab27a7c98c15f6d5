"""The board of a class in rows of words."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from kamguide.course.board import ClassBoard, GroupLine
from kamguide.messages import moment, say
from kamguide.model.text import Lang
from kamguide.plan.wording import cells, shortened

GAP = "  "
LONGEST = 24
"""Cells of a name or a place, before it is cut."""
PLACE = 1
"""The column that gives way where there is little room."""
LEAST = 8
COLUMNS = ("group", "place", "worked", "answered", "unknown", "open", "findings", "last", "in")


def rows(board: ClassBoard, lang: Lang) -> Iterator[tuple[str, ...]]:
    """The heads, then a row a group."""
    day = _day_of(board)
    yield tuple(say(f"classboard.col.{one}", lang) for one in COLUMNS)
    for one in board.lines:
        yield tuple(_cells(one, lang, day))


def _cells(one: GroupLine, lang: Lang, day: date | None) -> Iterator[str]:
    yield one.group.name
    yield one.step or say("classboard.not_begun", lang)
    yield say("classboard.minutes", lang, count=int(one.worked.total_seconds() // 60))
    yield f"{one.answered}/{one.applicable}"
    yield str(one.unknown)
    yield str(one.open)
    yield f"{one.blocks}/{one.warnings}"
    yield _clock(one.last, day)
    yield _handed_in(one, lang, day)


def _day_of(board: ClassBoard) -> date | None:
    """The day on which everything happened; None where it was more than one."""
    moments = [one.last for one in board.lines] + [
        one.receipt.at for one in board.lines if one.receipt is not None
    ]
    days = {one.astimezone().date() for one in moments if one is not None}
    return days.pop() if len(days) == 1 else None


def _handed_in(one: GroupLine, lang: Lang, day: date | None) -> str:
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
    return GAP.join([_clock(one.receipt.at, day), *marks])


def _clock(at: datetime | None, day: date | None) -> str:
    """A moment by the clock here; its day only where there are several."""
    if at is None:
        return "-"
    here = at.astimezone()
    return f"{here:%H:%M}" if here.date() == day else f"{here:%m-%d %H:%M}"


def lines(board: ClassBoard, lang: Lang, width: int = 100) -> Iterator[str]:
    """The board, a line a group; cell by cell where there is no room for that."""
    table = list(rows(board, lang))
    widths = [max(cells(row[at]) for row in table) for at in range(len(COLUMNS))]
    spare = width - sum(widths) - len(GAP) * (len(widths) - 1)
    widths[0] = min(widths[0], LONGEST)
    widths[PLACE] = min(widths[PLACE], max(LEAST, widths[PLACE] + spare))
    if sum(widths) + len(GAP) * (len(widths) - 1) <= width:
        yield from (_line(row, widths) for row in table)
    else:
        yield from _one_by_one(table, lang)
    yield ""
    yield say("classboard.rule", lang)
    if board.deadline is not None:
        yield say("classboard.deadline", lang, at=moment(board.deadline, lang))


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    fitting = (shortened(text, wide) for text, wide in zip(row, widths, strict=True))
    padded = (text + " " * (wide - cells(text)) for text, wide in zip(fitting, widths, strict=True))
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
