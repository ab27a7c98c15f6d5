"""What authors of one plan disagree about, unseen by each other: told with both sides, settled.

To settle is to say one side again, in the knowledge of all: the others stay in the history.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from kamguide.errors import AnswerError, UsageError
from kamguide.messages import moment, say
from kamguide.model.answers import Json
from kamguide.model.questions import Question
from kamguide.model.questions.table import Column, TableQuestion
from kamguide.model.text import clean
from kamguide.plan.wording import Wording
from kamguide.store.assembly import part, rank_of
from kamguide.store.canonical import canonical_json
from kamguide.store.changes import Change
from kamguide.store.events import Event, Kind
from kamguide.store.slots import EMPTY, ROW
from kamguide.store.states import Claim, Conflict
from kamguide.workspace.recording import OPEN_CELL
from kamguide.workspace.remarks import Place
from kamguide.workspace.review_telling import ReviewTelling

if TYPE_CHECKING:
    from kamguide.workspace.session import Session

STAYS: Final = "stays"
"""The side of whoever wrote in rows or cells that another one closed or took away."""
_OVER: Final = "over"
MOST_DIGITS: Final = 7


class Side(Struct, frozen=True):
    """One thing that is said, and everybody who says it."""

    claims: tuple[Claim, ...]
    stays: bool = False
    """Whether it is that rows stay which the other side closed or took away."""

    @property
    def claim(self) -> Claim:
        """Who said it last."""
        return max(self.claims, key=lambda one: (one.at, one.event))

    @property
    def people(self) -> tuple[str, ...]:
        """Who says so."""
        return tuple(dict.fromkeys(clean(one.actor) for one in self.claims))


class Dispute(Struct, frozen=True):
    """One place, and the sides there are, that of the later word first: it counts until then."""

    conflict: Conflict
    sides: tuple[Side, ...]


class Settling:
    """The disagreements in one plan."""

    def __init__(self, session: "Session") -> None:
        self._session = session
        self._store, self._plan = session.store, session.facts.id
        found = (one for one in self._store.state(self._plan).conflicts if one.question is not None)
        self._open = tuple(found)

    @property
    def open(self) -> tuple[Dispute, ...]:
        """Each that is not settled, by place."""
        if not self._open:
            return ()
        events = {one.id: one for one in self._store.events(self._plan)}
        return tuple(Dispute(one, _sides(one, events)) for one in self._open)

    def settle(self, number: int, side: int) -> str:
        """Let one side count, and give back what was settled how, in words.

        Args:
            number: Which disagreement, from 1 on.
            side: Which of its sides, from 1 on.

        Raises:
            UsageError: There is no such disagreement or side, or the plan is only read here.
        """
        disputes = self.open
        if not disputes:
            raise UsageError("conflict.none")
        if not 1 <= number <= len(disputes):
            raise UsageError("conflict.which", count=len(disputes))
        dispute = disputes[number - 1]
        if not 1 <= side <= len(dispute.sides):
            raise UsageError("conflict.which_side", count=len(dispute.sides))
        chosen = dispute.sides[side - 1]
        telling = SettlingTelling(self._session)
        words = telling.settled(dispute, chosen)
        self._session.take_changes([self._change(dispute.conflict, chosen)])
        self._open = Settling(self._session)._open
        return words

    def _change(self, conflict: Conflict, side: Side) -> Change:
        """The words of the log that say a side again."""
        said = next(one for one in self._store.events(self._plan) if one.id == side.claim.event)
        question, row = conflict.question or "", conflict.row
        if conflict.aspect == "cell":
            payload = {"value": side.claim.value, "origin": said.payload.get("origin", "typed")}
            return Change(Kind.ROW_GIVEN, question, row, conflict.column, payload)
        if conflict.aspect == "row" and not _is_removed(side.claim):
            return self._row_again(question, row or "", side.claim)
        if conflict.aspect == "answer" and side.stays:
            return self._row_again(question, said.row or "", side.claim)
        again = {name: one for name, one in said.payload.items() if name != _OVER}
        return Change(said.kind, question, said.row, said.column, again)

    def _row_again(self, question: str, row: str, claim: Claim) -> Change:
        """The row stays as it stands; one that was taken away comes back with what was in it."""
        state = self._store.state(self._plan)
        slots = state.tracks.get(question, {}).get(row, {})
        values: dict[str, Json] = {}
        if row not in state.answers[question].rows:
            heads = {aspect.of: one.winner for aspect, one in slots.items() if aspect[0] == "cell"}
            values = {name: head.value for name, head in heads.items() if head is not None}
        here = slots.get(ROW, EMPTY)
        its = next((head for head in here.heads if head.event.id == claim.event), here.winner)
        payload: dict[str, Json] = {"values": values, "rank": rank_of(its)}
        return Change(Kind.ROW_GIVEN, question, row, None, payload)


def _sides(one: Conflict, events: dict[str, Event]) -> tuple[Side, ...]:
    claims = sorted((one.winner, *one.losers), key=lambda two: (two.at, two.event), reverse=True)
    takes_away = any(_is_removed(two) for two in claims)
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        stays = (
            takes_away and not _is_removed(claim)
            if one.aspect == "row"
            else one.aspect == "answer" and events[claim.event].row is not None
        )
        said = STAYS if stays else canonical_json(claim.value)
        found.setdefault(said, []).append(claim)
    return tuple(Side(tuple(some), said == STAYS) for said, some in found.items())


def numbers_in(words: str) -> tuple[int, int]:
    """Which disagreement and which of its sides, as two numbers.

    Raises:
        UsageError: These are not two numbers.
    """
    found = words.split()
    if len(found) != 2 or not all(one.isdecimal() and len(one) < MOST_DIGITS for one in found):  # noqa: PLR2004
        raise UsageError("conflict.two_numbers")
    return int(found[0]), int(found[1])


def _is_removed(claim: Claim) -> bool:
    return part(claim.value, "removed", None) is True


class SettlingTelling:
    """Disagreements in words."""

    def __init__(self, session: "Session") -> None:
        self._session = session
        self._lang = session.lang
        self._places = ReviewTelling(session)

    def lines(self) -> Iterator[str]:
        """Each with its sides under their numbers, and how one is picked."""
        disputes = Settling(self._session).open
        if not disputes:
            yield say("conflict.none", self._lang)
            return
        yield say("conflict.head", self._lang, count=len(disputes))
        for number, one in enumerate(disputes, start=1):
            yield from self.dispute(number, one)
        yield say("conflict.how", self._lang)

    def remark(self) -> str:
        """How many there are; mostly nothing."""
        state = self._session.store.state(self._session.facts.id)
        count = sum(one.question is not None for one in state.conflicts)
        return say("conflict.waiting", self._lang, count=count) if count else ""

    def dispute(self, number: int, one: Dispute) -> Iterator[str]:
        """One place, and who says what about it."""
        yield f"{number}. {self.place(one)}"
        for at, side in enumerate(one.sides, start=1):
            key = "conflict.counts" if at == 1 else "conflict.side"
            yield say(
                key,
                self._lang,
                number=at,
                who=self._who(side),
                said=self.said(one, side),
                at=moment(side.claim.at, self._lang),
            )

    def settled(self, one: Dispute, side: Side) -> str:
        """What counts from now on."""
        names = {"who": self._who(side), "said": self.said(one, side), "place": self.place(one)}
        return say("conflict.settled", self._lang, **names)

    def place(self, dispute: Dispute) -> str:
        """Where they disagree, and about what beside the answer."""
        one = dispute.conflict
        where = self._places.named(Place("", one.question or "", one.row or "", one.column or ""))
        beside = one.aspect.partition(":")[0]
        if beside in ("note", "evidence", "progress", "flag"):
            return say(f"conflict.beside.{beside}", self._lang, place=where)
        return where

    def _who(self, side: Side) -> str:
        return say("course.joint", self._lang).join(side.people)

    def said(self, dispute: Dispute, side: Side) -> str:
        """What a side says, as the plan would show it."""
        one, value = dispute.conflict, side.claim.value
        if side.stays:
            return say("conflict.stays", self._lang)
        if one.aspect == "row":
            is_gone = _is_removed(side.claim)
            return say("conflict.removed" if is_gone else "conflict.moved", self._lang)
        if isinstance(value, dict) and one.aspect == "answer":
            return self._answer(one, value)
        return self._value(one, value)

    def _answer(self, one: Conflict, kept: dict[str, Json]) -> str:
        state = str(kept.get("state", ""))
        if state != "given":
            return say(f"conflict.state.{state}", self._lang)
        if one.question in self._session.flow.tables:
            return say("conflict.closed", self._lang)
        return self._value(one, kept.get("value"))

    def _value(self, one: Conflict, value: Json) -> str:
        if value is None:
            return say("conflict.emptied", self._lang)
        if value == OPEN_CELL:
            return say("conflict.state.unknown", self._lang)
        if isinstance(value, dict):  # something beside the answer, with parts
            joint = say("course.semicolon", self._lang)
            return clean(joint.join(str(part) for part in value.values() if part not in ("", None)))
        spec: Question | Column | None = self._session.flow.questions.get(one.question or "")
        if isinstance(spec, TableQuestion) and one.column:
            spec = spec.column(one.column)
        if one.aspect not in ("answer", "cell") or spec is None or isinstance(spec, TableQuestion):
            return clean(str(value))
        try:
            loaded = spec.load(value)
        except AnswerError:
            return clean(str(value))
        wording = Wording(self._session.flow, self._session.answers, self._lang)
        return clean(wording.value(spec, loaded))
