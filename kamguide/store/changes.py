"""From what is to change to the events that say so, each knowing what it replaces.

An event replaces what its author could see in every slot it touches. That is what lets
two people's work be merged without a clock that both agree on.
"""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kamguide.store.assembly import part, standing_row
from kamguide.store.canonical import Json
from kamguide.store.events import Event, Kind
from kamguide.store.ids import IdSource
from kamguide.store.projection import advance
from kamguide.store.slots import ANSWER, EMPTY, ROW, Aspect, Head, Mark, Rows, Slot, Slots, marks_of
from kamguide.store.states import PlanState

_OPEN: Final = frozenset({Kind.ANSWER_UNKNOWN, Kind.ANSWER_NOT_APPLICABLE})
_NO_ROWS: Final[Rows] = {}
_ABOUT_AN_ANSWER: Final = frozenset({Kind.ANSWER_KEPT, Kind.ANSWER_CONFIRMED})


class Change(Struct, frozen=True):
    """What is to happen, in the words of the log."""

    kind: Kind
    question: str | None = None
    row: str | None = None
    column: str | None = None
    payload: Mapping[str, Json] = {}


class Author(Struct, frozen=True):
    """Who changes a plan, on which installation, and when."""

    origin: str
    actor: str
    at: datetime
    """In UTC, with its zone."""
    ids: IdSource


def draw_up(
    state: PlanState, changes: Sequence[Change], author: Author, plan: str | None = None
) -> tuple[Event, ...]:
    """The events that say what is to change, in order, each seeing the ones before it.

    Taking back a table removes its rows one by one. A cell given in a row that was removed
    gives the row again, without what stood in it.

    Args:
        state: What the plan comes to so far; an empty state for a new plan.
        changes: What is to happen.
        author: Who, where and when.
        plan: The id of the plan, where the state is empty.
    """
    events: list[Event] = []
    unseen: list[Event] = []
    for change in changes:
        state = _after(state, unseen)
        for one in _spelled_out(state, change):
            state = _after(state, unseen)
            events.append(_event(state, one, author, plan or state.plan))
            unseen.append(events[-1])
    return tuple(events)


def _after(state: PlanState, unseen: list[Event]) -> PlanState:
    """The state after events it has not seen; nobody asks for it after the last one."""
    while unseen:
        state = advance(state, unseen.pop(0))
    return state


def _spelled_out(state: PlanState, change: Change) -> Iterator[Change]:
    """The change as single changes, with nothing left to be understood."""
    if change.kind is Kind.ANSWER_CLEARED:
        for row in _rows(state, change.question):
            yield Change(Kind.ROW_REMOVED, change.question, row)
        yield change
    elif change.kind is Kind.ROW_REMOVED:
        head = _slots(state, change.question, change.row).get(ROW, EMPTY).winner
        rank = part(head.value, "rank", "0") if head is not None else "0"
        yield replace(change, payload={"rank": rank, **change.payload})
    elif change.kind in {Kind.ROW_GIVEN, Kind.ANSWER_ROLLED} and change.row is not None:
        yield _given_again(state, change)
    else:
        yield change


def _given_again(state: PlanState, change: Change) -> Change:
    """A row that was removed comes back empty but for what is given now."""
    slots = _slots(state, change.question, change.row)
    removed = bool(slots.get(ROW, EMPTY).heads) and standing_row(slots) is None
    if not removed:
        return change
    stale = {aspect.of: None for aspect, slot in slots.items() if _holds(aspect, slot.heads)}
    if change.column is None:
        values = change.payload.get("values")
        given = values if isinstance(values, dict) else {}
        payload: dict[str, Json] = {**change.payload, "values": {**stale, **given}}
    else:
        value = change.payload.get("value")
        head = slots[ROW].winner
        rank = part(head.value, "rank", "0") if head is not None else "0"
        kept = {name: one for name, one in change.payload.items() if name != "value"}
        payload = {**kept, "values": {**stale, change.column: value}, "rank": rank}
    return replace(change, column=None, payload=payload)


def _holds(aspect: Aspect, heads: tuple[Head, ...]) -> bool:
    return aspect.name == "cell" and any(head.value is not None for head in heads)


def _event(state: PlanState, change: Change, author: Author, plan: str) -> Event:
    bare = Event(
        id=author.ids.next(int(author.at.timestamp() * 1000)),
        plan=plan,
        origin=author.origin,
        actor=author.actor,
        at=author.at,
        kind=change.kind,
        question=change.question,
        row=change.row,
        column=change.column,
        payload=change.payload,
    )
    based_on, over = _replaced(state, bare)
    payload: Mapping[str, Json] = change.payload
    if over:
        payload = {**payload, "over": list[Json](over)}
    return dataclasses.replace(bare, based_on=based_on, payload=payload)


def _replaced(state: PlanState, event: Event) -> tuple[str | None, list[str]]:
    """The event it replaces in the first place, and the others it replaces."""
    seen = [head.event.id for mark in marks_of(event) for head in _heads(state, mark)]
    seen += [head.event.id for head in _covered(state, event)]
    first = marks_of(event)[:1]
    if event.kind in _ABOUT_AN_ANSWER:
        based_on = _spoken_of(state, event)
    else:
        winner = _slot(state, first[0]).winner if first else None
        based_on = winner.event.id if winner is not None else None
    return based_on, [one for one in dict.fromkeys(seen) if one != based_on]


def _heads(state: PlanState, mark: Mark) -> tuple[Head, ...]:
    """What a mark replaces; a row given reopens a table that was left open, nothing else."""
    heads = _slot(state, mark).heads
    if mark.stands:
        return heads
    return tuple(head for head in heads if part(head.value, "state", "") != "given")


def _covered(state: PlanState, event: Event) -> Iterator[Head]:
    """What is replaced without being set: the cells of a row, the rows of a table."""
    keys: tuple[str, ...] = ()
    if event.kind is Kind.ROW_REMOVED:
        keys = (event.row or "",)
    elif event.kind in _OPEN:
        keys = _rows(state, event.question)
    for key in keys:
        for aspect, slot in _slots(state, event.question, key).items():
            if aspect.name in {"cell", "row"}:
                yield from slot.heads


def _spoken_of(state: PlanState, event: Event) -> str | None:
    """The event that set the answer, row or cell that is kept or confirmed."""
    slots = _slots(state, event.question, event.row)
    aspect = ANSWER
    if event.row is not None:
        aspect = Aspect("cell", event.column) if event.column is not None else ROW
    winner = slots.get(aspect, EMPTY).winner
    return winner.event.id if winner is not None else None


def _rows(state: PlanState, question: str | None) -> tuple[str, ...]:
    kept = state.answers.get(question or "")
    return tuple(kept.rows) if kept is not None else ()


def _slot(state: PlanState, mark: Mark) -> Slot:
    return _slots(state, mark.question, mark.row).get(mark.aspect, EMPTY)


def _slots(state: PlanState, question: str | None, row: str | None) -> Slots:
    return state.tracks.get(question or "", _NO_ROWS).get(row, {})
