"""What became of a plan since an earlier moment: answers, numbers, comments. In no language."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cached_property
from typing import Final, Literal

from msgspec import Struct

from kamguide.coach.moved import QUESTION, SETTING, Moved, Node, moved
from kamguide.engine.difference import Changed, Part, difference
from kamguide.engine.life import Life
from kamguide.engine.path import Path, path
from kamguide.model.answers import Answers
from kamguide.plan.belonging import section_of
from kamguide.store.events import Kind
from kamguide.store.states import Comment, PlanState
from kamguide.workspace.loading import answers_of
from kamguide.workspace.moments import Moment, Stamp, Stamps, moment_in
from kamguide.workspace.remarks import ASKING_NOTHING
from kamguide.workspace.review import Review
from kamguide.workspace.session import Session

Fate = Literal["met", "met_unchanged", "changed", "unchanged", "new"]
"""What became of a comment: said to be met and something changed at its place, or nothing did;
not said to be met though something changed, or nothing at all happened; or it was made since, and
the plan was not handed in after it."""
NUMBERS: Final = frozenset({Part.ANSWER, Part.ROW, Part.CELL})
"""Changes from which a number can move."""


class Stamped(Struct, frozen=True):
    """A change, and who made it when, where the log says."""

    change: Changed
    stamp: Stamp | None


class Followed(Struct, frozen=True):
    """A comment that was open at the moment or came later, and what became of it."""

    number: int
    comment: Comment
    fate: Fate

    @property
    def is_loud(self) -> bool:
        """Whether it had to be met, and nothing changed where it stands."""
        return self.comment.kind == "must" and self.fate in ("unchanged", "met_unchanged")


class Changes:
    """The difference between a plan as it stands and as it stood at a moment."""

    def __init__(self, session: Session, moment: Moment) -> None:
        self.session = session
        self.moment = moment
        state = moment.state()
        self.was: Answers = answers_of(session.flow, state, session.answers.earlier)
        self.before: Path = path(session.flow, self.was, today=session.today)
        stamps = Stamps(moment.since)
        found = difference(self.was, session.answers)
        self.answers: tuple[Stamped, ...] = tuple(
            Stamped(one, stamps.at(one.spot)) for one in found
        )
        """Every answer, cell and remark beside one that is not what it was; nothing else."""
        self.numbers: tuple[Moved, ...] = moved(
            session.flow, self.before, session.path, frozenset(_sources(found)), session.lang
        )
        self.comments: tuple[Followed, ...] = tuple(self._followed(state))

    @property
    def loud(self) -> tuple[Followed, ...]:
        """Comments that had to be met, and at whose place nothing changed."""
        return tuple(one for one in self.comments if one.is_loud)

    def _followed(self, then: PlanState) -> Iterator[Followed]:
        known = {one.event for one in then.facts.comments}
        met = {one.event for one in then.facts.comments if one.resolved}
        review = Review(self.session.store, self.session.author, self.session.facts.id)
        for number, one in enumerate(review.comments(), start=1):
            if one.kind not in ASKING_NOTHING and not (one.resolved and one.event in met):
                is_new = one.event not in known
                fate = self._fate(one, is_new=is_new)
                is_fresh = is_new and not self._was_handed_in_after(one.at)
                yield Followed(number, one, "new" if is_fresh and fate == "unchanged" else fate)

    def _was_handed_in_after(self, moment: datetime) -> bool:
        return any(
            one.at > moment and one.payload.get("status") == Life.SUBMITTED
            for one in self.moment.since
            if one.kind is Kind.STATUS_CHANGED
        )

    def _fate(self, comment: Comment, *, is_new: bool) -> Fate:
        """What became of a comment; all that changed came after one that was there before."""
        touched = any(
            self._is_at(comment, one.change) and (not is_new or _is_later(one.stamp, comment.at))
            for one in self.answers
        )
        if comment.resolved:
            return "met" if touched else "met_unchanged"
        return "changed" if touched else "unchanged"

    def _is_at(self, comment: Comment, change: Changed) -> bool:
        """Whether a change lies where a comment stands: in its section, answer, row or cell."""
        spot = change.spot
        if comment.question:
            return spot.question == comment.question and _is_within(comment, change)
        if comment.section in self._sections:
            own = spot.question and section_of(self.session.flow, spot.question)
            return own == comment.section
        return True

    @cached_property
    def _sections(self) -> frozenset[str]:
        """The sections that have answers of their own: the others are about the whole plan."""
        return frozenset(section_of(self.session.flow, one) for one in self.session.flow.questions)


def _is_within(comment: Comment, change: Changed) -> bool:
    """Whether a change within the question of a comment lies in its row and its cell."""
    spot = change.spot
    if not comment.row:
        return True
    if spot.row != comment.row:
        return False
    if spot.part is Part.ROW and comment.column:  # a row that only moves leaves its cells alone
        return change.before is None or change.after is None
    return spot.column in ("", comment.column or spot.column)


def _is_later(stamp: Stamp | None, than: datetime) -> bool:
    return stamp is None or stamp.at >= than


def _sources(found: Sequence[Changed]) -> Iterator[Node]:
    for one in found:
        if one.spot.part is Part.SETTING:
            yield Node(SETTING, one.spot.name)
        elif one.spot.part in NUMBERS:
            yield Node(QUESTION, one.spot.question)


def changes_since(session: Session, since: str = "") -> Changes:
    """What became of a plan since a moment; see `moment_in`.

    Raises:
        UsageError: There is no such moment in its log.
    """
    return Changes(session, moment_in(tuple(session.events()), since))
