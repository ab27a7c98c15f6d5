"""Earlier moments of a plan: how it stood then, and who changed what since.

A moment is a place in the log as it was kept here, so that what somebody else did before it, and
what came in after it, counts as new. A day is a moment too: what happened on it and later is new.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from msgspec import Struct

from kamguide.engine.difference import Part, Spot
from kamguide.engine.life import Life
from kamguide.errors import UsageError
from kamguide.model.text import clean, folded
from kamguide.store.events import Event, Kind
from kamguide.store.projection import project
from kamguide.store.slots import ANSWER, KEPT, ROW, Aspect, marks_of
from kamguide.store.states import PlanState

BACK: Final = frozenset({Life.RETURNED, Life.APPROVED})
"""After these somebody looks at what became of a plan since."""
DATE: Final = "date"
LOOK: Final = "look"
"""How it stood here before something came in."""


class Stamp(Struct, frozen=True):
    """Who did something, and when."""

    actor: str
    at: datetime


class Moment(Struct, frozen=True):
    """An earlier moment of a plan."""

    kind: str
    """How the plan came to stand then, or `date`, or `look`."""
    at: datetime | None
    """When; None where only the day is known."""
    day: date
    actor: str
    reason: str
    version: str
    before: tuple[Event, ...]
    """The log up to it."""
    since: tuple[Event, ...]
    """The log after it."""

    def state(self) -> PlanState:
        """What the log came to then."""
        return project(self.before)


def moment_in(events: Sequence[Event], since: str = "") -> Moment:
    """The moment that is meant.

    Args:
        events: The log of the plan as it was kept here.
        since: `submitted`, `returned` or another state that the plan came to, the name of an
            approved version, or a day (2026-11-20); nothing for the last return or approval, or
            else the last time that the plan was handed in.

    Raises:
        UsageError: The plan never came to that, and it is no day.
    """
    wanted = folded(since)
    if not wanted:
        return _last(events)
    for at in reversed(range(len(events))):
        said = _came_to(events[at])
        version = folded(str(events[at].payload.get("version", "")))
        if said == wanted or (said and version == wanted):
            return _at(events, at)
    try:
        day = date.fromisoformat(wanted)
    except ValueError as error:
        raise UsageError("changes.no_moment", since=clean(since)) from error
    return _on(events, day)


def _last(events: Sequence[Event]) -> Moment:
    steps = [(at, _came_to(one)) for at, one in enumerate(events)]
    for wanted in (BACK, {Life.SUBMITTED}, {Life.COMPLETED}):
        for at, came_to in reversed(steps):
            if came_to in wanted:
                return _at(events, at)
    raise UsageError("changes.never_handed_in")


def _came_to(event: Event) -> str:
    return str(event.payload.get("status", "")) if event.kind is Kind.STATUS_CHANGED else ""


def _at(events: Sequence[Event], at: int) -> Moment:
    one = events[at]
    return Moment(
        _came_to(one),
        one.at,
        one.at.astimezone().date(),
        one.actor,
        str(one.payload.get("reason", "")),
        str(one.payload.get("version", "")),
        tuple(events[: at + 1]),
        tuple(events[at + 1 :]),
    )


def _on(events: Iterable[Event], day: date) -> Moment:
    known = tuple(events)
    before = tuple(one for one in known if one.at.astimezone().date() < day)
    since = tuple(one for one in known if one.at.astimezone().date() >= day)
    return Moment(DATE, None, day, "", "", "", before, since)


def last_look(before: Sequence[Event], after: Sequence[Event]) -> Moment:
    """How a plan stood here before something came in; `before` is not empty."""
    seen = {one.id for one in before}
    last = max(before, key=lambda one: (one.at, one.id))
    since = tuple(one for one in after if one.id not in seen)
    day = last.at.astimezone().date()
    return Moment(LOOK, last.at, day, "", "", "", tuple(before), since)


class Stamps:
    """Who changed what since a moment."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._known: dict[tuple[str, str | None, Aspect], Stamp] = {}
        self._of_question: dict[str, Stamp] = {}
        self._last: Stamp | None = None
        for event in sorted(events, key=lambda one: (one.at, one.id)):
            self._note(event)

    def _note(self, event: Event) -> None:
        stamp = Stamp(event.actor, event.at)
        if event.kind is not Kind.PLAN_MERGED:
            self._last = stamp
        for mark in marks_of(event):
            self._known[mark.question, mark.row, mark.aspect] = stamp
            if mark.question:
                self._of_question[mark.question] = stamp

    def at(self, spot: Spot) -> Stamp | None:
        """Who changed what stands here last, and when; of what followed from it, who did that."""
        for place in _places(spot):
            if (found := self._known.get(place)) is not None:
                return found
        return self._of_question.get(spot.question, self._last)


def _places(spot: Spot) -> Iterator[tuple[str, str | None, Aspect]]:
    """The slots in which a spot can have been changed, the nearest first."""
    question, row = spot.question, spot.row or None
    if spot.part in _OF_PLAN:
        yield "", None, Aspect(spot.part.value, spot.name)
    elif spot.part in _BESIDE:
        yield question, row, Aspect(_BESIDE[spot.part], spot.column)
    elif spot.part is Part.KEPT:
        yield question, None, KEPT
    elif spot.part is Part.CELL:
        yield question, row, Aspect("cell", spot.column)
    if row is not None:
        yield question, row, ROW
    yield question, None, ANSWER


_OF_PLAN: Final = frozenset({Part.SETTING, Part.CHALLENGE, Part.DECISION})
_BESIDE: Final[Mapping[Part, str]] = {
    Part.EVIDENCE: "evidence",
    Part.NOTE: "note",
    Part.INTERNAL: "flag:internal",
}
