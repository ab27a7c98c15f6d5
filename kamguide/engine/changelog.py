"""What differs between a plan and the one it follows, place by place: a pure comparison.

Every difference is one change, and every change is a difference.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from kamguide.engine.rolled import rolled_answers
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


@dataclass(frozen=True, slots=True)
class Changed:
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
    state: State = State.GIVEN
    """How the whole question was left."""


def changes(flow: Flow, answers: Answers) -> tuple[Changed, ...]:
    """What differs from the plan before, in the order of the flow; nothing before the roll."""
    if answers.earlier is None or not is_rolled(flow, answers):
        return ()
    start = rolled_answers(flow, answers)
    old = answers.earlier.answers
    return tuple(
        one
        for name in flow.questions
        if name not in flow.of_the_review and name not in flow.afresh
        for one in _differences(
            name,
            old.get(name, _NOTHING),
            start.get(name, _NOTHING),
            answers.get(name, _NOTHING),
        )
    )


def is_rolled(flow: Flow, answers: Answers) -> bool:
    """Whether the answers of the plan before were carried over."""
    return answers.earlier is not None and any(name not in flow.of_the_review for name in answers)


def unconfirmed(flow: Flow, answers: Answers) -> Mapping[str, tuple[str, ...]]:
    """The questions of which nobody said yet that they still hold, by step, in order."""
    found: dict[str, list[str]] = {}
    for name in flow.questions:
        if (one := answers.get(name)) is not None and one.is_carried:
            found.setdefault(flow.step_of[name].id, []).append(name)
    return {step: tuple(names) for step, names in found.items()}


def _differences(name: str, old: Answer, start: Answer, now: Answer) -> Iterator[Changed]:
    if (old.state, old.value) != (now.state, now.value) and not (old.rows or now.rows):
        same = (start.state, start.value) == (now.state, now.value)
        how = How.ROLLED if same else _kind(old.value, now.value)
        yield Changed(
            name, "", "", _as_cell(old), _as_cell(now), how, now.dated, now.actor, now.state
        )
    before, after = _by_key(old), _by_key(now)
    first = _by_key(start)
    for key in dict.fromkeys((*before, *after)):
        if key not in after:
            how = How.REMOVED if key in first else How.ENDED
            yield Changed(name, key, "", None, None, how, now.dated, now.actor, now.state)
        elif key not in before:
            how = How.ROLLED if key in first else How.ADDED
            row = after[key]
            yield Changed(name, key, "", None, None, how, row.dated, row.actor)
        else:
            yield from _cells(name, before[key], first.get(key), after[key])


def _as_cell(answer: Answer) -> Cell | None:
    return answer.value if answer.state is State.GIVEN else None


def _by_key(answer: Answer) -> Mapping[str, Row]:
    return {row.key: row for row in answer.rows} if answer.state is State.GIVEN else {}


def _cells(name: str, old: Row, start: Row | None, now: Row) -> Iterator[Changed]:
    for column in dict.fromkeys((*old.cells, *now.cells)):
        before, after = old[column], now[column]
        if before != after:
            moved = start is not None and start[column] == after
            how = How.ROLLED if moved else _kind(before, after)
            yield Changed(name, now.key, column, before, after, how, now.dated, now.actor)


def _kind(before: object, after: object) -> How:
    if before is None:
        return How.ADDED
    return How.REMOVED if after is None else How.CHANGED
