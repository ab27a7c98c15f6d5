"""Slots: the smallest things two people can disagree about, and what stands in each.

A slot is one aspect of one place: the answer to a question, the row itself, one cell, one
note. Its heads are the values not replaced by a later one. What a slot comes to depends
on the set of events alone, never on the order in which they arrive.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Final, NamedTuple

from msgspec import Struct

from kamguide.store.canonical import Json
from kamguide.store.events import Event, Kind


class Aspect(NamedTuple):
    """What of a place a slot holds, with the column, setting or comment it is about."""

    name: str
    of: str = ""


@cache
def cell(column: str) -> Aspect:
    """The cell in a column; one for all rows."""
    return Aspect("cell", column)


ANSWER: Final = Aspect("answer")
ROW: Final = Aspect("row")
KEPT: Final = Aspect("kept")
STARTED: Final = Aspect("started")
FLOW: Final = Aspect("flow")
NAME: Final = Aspect("name")
STATUS: Final = Aspect("status")
ARCHIVED: Final = Aspect("archived")


class Head(Struct, frozen=True, gc=False):
    """A value that stands in a slot, and the event that put it there; alone it is the slot."""

    event: Event
    value: Json

    @property
    def order(self) -> tuple[datetime, str]:
        """What decides between two heads: the later, then the larger id."""
        return (self.event.at, self.event.id)

    @property
    def heads(self) -> "tuple[Head, ...]":
        """Itself."""
        return (self,)

    @property
    def replaced(self) -> frozenset[str]:
        """The ids that were replaced: none."""
        return frozenset()

    @property
    def winner(self) -> "Head":
        """Itself."""
        return self


class Heads(Struct, frozen=True):
    """A slot with no head or several, or in which something was replaced."""

    heads: tuple[Head, ...] = ()
    replaced: frozenset[str] = frozenset()

    @property
    def winner(self) -> Head | None:
        """The head that counts; with several, the latest."""
        return max(self.heads, key=lambda head: head.order, default=None)


Slot = Head | Heads
"""What stands in one place: mostly one head, and nothing else to remember."""


def marked(slot: Slot, event: Event, value: Json, *, stands: bool) -> Slot:
    """The slot after an event that puts a value here, or only replaces others."""
    gone = event.replaced()
    replaced = slot.replaced | gone if gone else slot.replaced
    heads = tuple(head for head in slot.heads if head.event.id not in gone)
    known = event.id in replaced or any(head.event.id == event.id for head in heads)
    if stands and not known:
        heads = (*heads, Head(event, value))
    return heads[0] if len(heads) == 1 and not replaced else Heads(heads, replaced)


class Mark(NamedTuple):
    """What one event does to one slot."""

    question: str
    row: str | None
    aspect: Aspect
    value: Json
    stands: bool = True
    """False where it only replaces what stood there."""


Slots = Mapping[Aspect, Slot]
Rows = Mapping[str | None, Slots]
Tracks = Mapping[str, Rows]
"""Slots by question (`""` for the plan itself), row (None for the question) and aspect."""

EMPTY: Final = Heads()
FORGOTTEN: Final[Mapping[str, Json]] = MappingProxyType({"redacted": True})
"""The payload of an event of a plan that was forgotten on request."""


def marks_of(event: Event) -> tuple[Mark, ...]:
    """Everything an event does, slot by slot. One that was forgotten does nothing more."""
    if event.payload == FORGOTTEN:
        return _forgotten(event)
    return _MARKS[event.kind](event)


def _forgotten(event: Event) -> tuple[Mark, ...]:
    if event.kind is not Kind.PLAN_STARTED:
        return ()
    return (Mark("", None, STATUS, {"status": "forgotten"}),)


def _given(event: Event) -> tuple[Mark, ...]:
    if event.row is not None:
        return _row_given(event)
    return (_answer(event, {"state": "given", "value": event.payload.get("value")}),)


def _unknown(event: Event) -> tuple[Mark, ...]:
    who, by = event.payload.get("who", ""), event.payload.get("by", "")
    return (_answer(event, {"state": "unknown", "who": who, "by": by}),)


def _not_applicable(event: Event) -> tuple[Mark, ...]:
    why = event.payload.get("why", "")
    return (_answer(event, {"state": "not_applicable", "why": why}),)


def _cleared(event: Event) -> tuple[Mark, ...]:
    return (_answer(event, {"state": "cleared"}),)


def _answer(event: Event, value: Json) -> Mark:
    return Mark(event.question or "", None, ANSWER, value)


def _draft(event: Event) -> tuple[Mark, ...]:
    marks = [*_given(event)]
    rows = event.payload.get("rows")
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, dict) and isinstance(row.get("key"), str):
            marks += _whole_row(event, str(row["key"]), row)
    return tuple(marks)


def _row_given(event: Event) -> tuple[Mark, ...]:
    row = event.row or ""
    reopened = Mark(event.question or "", None, ANSWER, None, stands=False)
    if event.column is None:
        return (*_whole_row(event, row, event.payload), reopened)
    here = cell(event.column)
    return (Mark(event.question or "", row, here, event.payload.get("value")), reopened)


def _whole_row(event: Event, row: str, content: Mapping[str, Json]) -> list[Mark]:
    question, values = event.question or "", content.get("values")
    here = Mark(question, row, ROW, content.get("rank", "0"))
    cells = values.items() if isinstance(values, dict) else ()
    return [here, *(Mark(question, row, cell(name), one) for name, one in cells)]


def _row_removed(event: Event) -> tuple[Mark, ...]:
    value: Json = {"rank": event.payload.get("rank", "0"), "removed": True}
    return (Mark(event.question or "", event.row or "", ROW, value),)


def _beside(name: str) -> Callable[[Event], tuple[Mark, ...]]:
    """Something said beside an answer, a row or a cell."""

    def marks(event: Event) -> tuple[Mark, ...]:
        aspect = Aspect(name, event.column or "")
        return (Mark(event.question or "", event.row, aspect, _content(event)),)

    return marks


def _flag(event: Event) -> tuple[Mark, ...]:
    return _beside(f"flag:{event.payload.get('flag', '')}")(event)


def _of_plan(aspect: Aspect) -> Callable[[Event], tuple[Mark, ...]]:
    return lambda event: (Mark("", None, aspect, _content(event)),)


def _started(event: Event) -> tuple[Mark, ...]:
    content = _content(event)
    return tuple(Mark("", None, aspect, content) for aspect in (STARTED, FLOW, NAME))


def _setting(event: Event) -> tuple[Mark, ...]:
    aspect = Aspect("setting", str(event.payload.get("name", "")))
    return (Mark("", None, aspect, event.payload.get("value")),)


def _challenge(event: Event) -> tuple[Mark, ...]:
    aspect = Aspect("challenge", str(event.payload.get("challenge", "")))
    return (Mark("", None, aspect, _content(event)),)


def _news(event: Event) -> tuple[Mark, ...]:
    aspect = Aspect("news", str(event.payload.get("news", "")))
    return (Mark("", None, aspect, event.payload.get("minute")),)


def _decision(event: Event) -> tuple[Mark, ...]:
    aspect = Aspect("decision", str(event.payload.get("decision", "")))
    return (Mark("", None, aspect, _content(event)),)


def _comment(name: str) -> Callable[[Event], tuple[Mark, ...]]:
    """A comment or a reply is its own slot; only whether it is resolved can be disputed."""

    def marks(event: Event) -> tuple[Mark, ...]:
        of = str(event.payload.get("comment", "")) if name == "resolved" else event.id
        return (Mark("", None, Aspect(name, of), _content(event)),)

    return marks


def _content(event: Event) -> Json:
    return {name: one for name, one in event.payload.items() if name not in {"over", "origin"}}


def _nothing(event: Event) -> tuple[Mark, ...]:  # noqa: ARG001 - one signature for all kinds
    return ()


_MARKS: Final[Mapping[Kind, Callable[[Event], tuple[Mark, ...]]]] = MappingProxyType(
    {
        Kind.PLAN_STARTED: _started,
        Kind.PLAN_RENAMED: _of_plan(NAME),
        Kind.PLAN_ARCHIVED: _of_plan(ARCHIVED),
        Kind.PLAN_MERGED: _nothing,
        Kind.FLOW_CHANGED: _of_plan(FLOW),
        Kind.SETTING_CHANGED: _setting,
        Kind.STATUS_CHANGED: _of_plan(STATUS),
        Kind.ANSWER_GIVEN: _given,
        Kind.ANSWER_UNKNOWN: _unknown,
        Kind.ANSWER_NOT_APPLICABLE: _not_applicable,
        Kind.ANSWER_CLEARED: _cleared,
        Kind.ANSWER_KEPT: _beside("kept"),
        Kind.ANSWER_ROLLED: _given,
        Kind.ANSWER_CONFIRMED: _beside("confirmed"),
        Kind.DRAFT_CONFIRMED: _draft,
        Kind.ROW_GIVEN: _row_given,
        Kind.ROW_REMOVED: _row_removed,
        Kind.EVIDENCE_GIVEN: _beside("evidence"),
        Kind.NOTE_GIVEN: _beside("note"),
        Kind.FLAG_SET: _flag,
        Kind.PROGRESS_GIVEN: _beside("progress"),
        Kind.CHALLENGE_ANSWERED: _challenge,
        Kind.NEWS_TOLD: _news,
        Kind.DECISION_RECORDED: _decision,
        Kind.COMMENT_ADDED: _comment("comment"),
        Kind.COMMENT_ANSWERED: _comment("reply"),
        Kind.COMMENT_RESOLVED: _comment("resolved"),
    }
)
