"""Ways from a look at the whole plan to one answer, and back to where one was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from kamguide.engine.turns import Asked
from kamguide.messages import say
from kamguide.workspace.entries import Entry

if TYPE_CHECKING:
    from kamguide.engine.turns import Turn
    from kamguide.workspace.session import Session

GOES_ELSEWHERE: Final = frozenset(
    {"goto", "back", "edit", "home", "pause", "check", "complete", "reopen", "flow", "challenges"}
)
"""Commands with which somebody goes another way."""


class Trip(Struct, frozen=True):
    """From which look one came, at which place of it, to which question; what was open before."""

    look: str
    mark: object
    question: str
    before: str


class Trips:
    """Knows where to go back to."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.marks: dict[str, object] = {}
        """Where one was in each look when it was left."""
        self._trip: Trip | None = None

    def _open(self) -> str:
        turn = self._session.turn
        return turn.question.id if isinstance(turn, Asked) else ""

    def left(self, look: str, mark: object) -> None:
        """A look was left at this place of it."""
        self.marks[look] = mark

    def begin(self, look: str, question: str) -> None:
        """Somebody goes from a look to an answer; from one trip to the next, the way stays."""
        before = self._trip.before if self._trip is not None else self._open()
        self._trip = Trip(look, self.marks.get(look), question, before)

    def hear(self, command: str) -> None:
        """A command was given; with some of them one does not want to come back."""
        if command in GOES_ELSEWHERE:
            self._trip = None

    @property
    def look(self) -> str:
        """The look that one comes back to, if there is one."""
        return self._trip.look if self._trip is not None else ""

    def is_over(self, turn: Turn) -> bool:
        """Whether the answer was given, so that one comes back by oneself."""
        if self._trip is None:
            return False
        return not isinstance(turn, Asked) or turn.question.id != self._trip.question

    def back(self) -> str:
        """Open what was open before the trip; the look to show again, if there was a trip."""
        trip, self._trip = self._trip, None
        if trip is None:
            return ""
        session = self._session
        if trip.before and trip.before in {one.id for one in session.path.asked}:
            if self._open() != trip.before:
                session.goto(trip.before)
        elif not trip.before and isinstance(session.turn, Asked):
            session.check_answers()
        return trip.look

    def hint(self) -> str:
        """How to come back, while one is on the way."""
        if self._trip is None:
            return ""
        return say(f"trip.back.{_family(self._trip.look)}", self._session.lang)


def _family(look: str) -> str:
    return look if look in ("plan", "answers", "live") else "look"


def entry_at(place: str) -> Entry:
    """The entry for a place in the plan: `question`, or `question.row.column`."""
    question, _, cell = place.partition(".")
    row, _, column = cell.rpartition(".")
    return Entry("", question, row, column)
