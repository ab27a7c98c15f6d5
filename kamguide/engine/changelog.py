"""What differs between a plan and the one it follows, place by place: a pure comparison.

Every difference is one change, and every change is a difference.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kamguide.engine.carrying import is_rolled
from kamguide.engine.rolled import BASE_YEAR, rolled_answers
from kamguide.model.answers import Answer, Answers, Cell, Row, State
from kamguide.model.flow import Flow

_NOTHING: Final = Answer(state=State.CLEARED)


class How(StrEnum):
    """How a place came to differ."""

    ROLLED = "rolled"
    """By moving on a year, or by what the review says."""
    ENDED = "ended"
    """A row that was closed, stopped, done or dropped."""
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


class LoggedChange(Struct, frozen=True):
    """One place that differs: where, what stood there and what stands there, by whom and when."""

    question: str
    row: str
    """Empty for an answer that is no table."""
    column: str
    """Empty for a whole row, or an answer that is no table."""
    before: Cell | None
    after: Cell | None
    how: How
    dated: date | None
    """None for a change of this sitting."""
    actor: str


def changes(flow: Flow, answers: Answers) -> tuple[LoggedChange, ...]:
    """What differs from the plan before, in the order of the flow; nothing before the roll.

    First what the roll did to an answer, then what people did to what it left.
    """
    if answers.earlier is None or not is_rolled(flow, answers):
        return ()
    old, start = answers.earlier.answers, rolled_answers(flow, answers)
    by = answers.get(BASE_YEAR, _NOTHING)
    found: list[LoggedChange] = []
    for name in flow.questions:
        if name not in flow.of_the_review and name not in flow.afresh:
            first, then = old.get(name, _NOTHING), start.get(name, _NOTHING)
            now = answers.get(name, _NOTHING)
            moved = (
                replace(one, dated=by.dated, actor=by.actor)
                for one in _rolled(flow, name, first, then)
            )
            found += (*moved, *_differences(name, then, now))
    return tuple(found)


def _rolled(flow: Flow, name: str, first: Answer, then: Answer) -> Iterator[LoggedChange]:
    table = flow.tables.get(name)
    for one in _differences(name, first, then):
        is_row = one.how is How.REMOVED and bool(one.row) and not one.column
        ended = is_row and table is not None and not table.laid_out
        yield replace(one, how=How.ENDED if ended else How.ROLLED)


def _differences(name: str, before: Answer, after: Answer) -> Iterator[LoggedChange]:
    was, is_now = _as_cell(before), _as_cell(after)
    if was != is_now or (before.state is not after.state and not (before.rows or after.rows)):
        how = _kind(was, is_now)
        yield LoggedChange(name, "", "", was, is_now, how, after.dated, after.actor)
    old, new = _by_key(before), _by_key(after)
    for key in dict.fromkeys((*old, *new)):
        if key not in new:
            dated, actor = after.removed.get(key, (None, ""))
            yield LoggedChange(name, key, "", None, None, How.REMOVED, dated, actor)
        elif key not in old:
            row = new[key]
            yield LoggedChange(name, key, "", None, None, How.ADDED, row.dated, row.actor)
        else:
            yield from _cells(name, old[key], new[key])


def _as_cell(answer: Answer) -> Cell | None:
    return answer.value if answer.state is State.GIVEN else None


def _by_key(answer: Answer) -> Mapping[str, Row]:
    return {row.key: row for row in answer.rows} if answer.state is State.GIVEN else {}


def _cells(name: str, old: Row, now: Row) -> Iterator[LoggedChange]:
    for column in dict.fromkeys((*old.cells, *now.cells)):
        before, after = old[column], now[column]
        if before != after:
            how = _kind(before, after)
            yield LoggedChange(name, now.key, column, before, after, how, now.dated, now.actor)


def _kind(before: object, after: object) -> How:
    if before is None:
        return How.ADDED
    return How.REMOVED if after is None else How.CHANGED
