"""A plan between its author and its reviewer: handed in, commented, returned, approved.

Nothing here needs the plan to be open for work; each step is one event of its log. On one laptop
these are views, not locks: whoever has the file can do both sides.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from kamguide.engine.carrying import is_under_review
from kamguide.engine.life import Life, Step, after
from kamguide.errors import UsageError
from kamguide.model.answers import Json
from kamguide.model.text import clean
from kamguide.store.changes import Change
from kamguide.store.events import Event, Kind
from kamguide.workspace.checking import report_on
from kamguide.workspace.previous import rolled_from
from kamguide.workspace.remarks import Remarks
from kamguide.workspace.session import Session
from kamguide.workspace.summary import keep_summary


class Move(Struct, frozen=True):
    """A step in the life of a plan: where it led, by whom, when, and what was said."""

    status: str
    actor: str
    on: str
    reason: str
    version: str


class Review(Remarks):
    """One plan in review: what is said about it, and how it moves on."""

    @property
    def status(self) -> str:
        """How the plan stands."""
        return self._state.facts.status

    # The life of the plan

    def submit(self, session: Session, reason: str = "") -> None:
        """Hand the plan in; its answers are closed until it comes back.

        Args:
            session: The plan, open for work or for reading.
            reason: Why it is handed in although something is missing or must be corrected.

        Raises:
            UsageError: It cannot be handed in as it stands, or not without a reason.
        """
        there = after(self.status, Step.SUBMIT)
        if is_under_review(session.flow, session.answers):
            raise UsageError("annual.carry_first")
        report = report_on(session)
        keep_summary(session)
        if not clean(reason).strip() and (report.blocks or report.progress.missing):
            raise UsageError(
                "review.not_ready",
                missing=len(report.progress.missing),
                blocks=len(report.blocks),
            )
        self._move(there, reason)

    def withdraw(self) -> None:
        """Take the plan back before anybody decided on it.

        Raises:
            UsageError: It is not handed in.
        """
        self._move(after(self.status, Step.WITHDRAW), "")

    def give_back(self, reason: str) -> None:
        """Return the plan to its author, who can change it again.

        Raises:
            UsageError: It is not handed in, or there is no reason.
        """
        there = after(self.status, Step.RETURN)
        if not clean(reason).strip():
            raise UsageError("review.no_reason")
        self._move(there, reason)

    def approve(self, version: str = "", reason: str = "") -> str:
        """Approve the plan; its answers stay as they are.

        Returns:
            The name of the approved version: the given one, or the next number, which goes on
            from that of the plan before.

        Raises:
            UsageError: It is not handed in, or a comment that must be met is still open.
        """
        there = after(self.status, Step.APPROVE)
        unmet = [one for one in self.comments() if one.kind == "must" and not one.resolved]
        if unmet:
            raise UsageError("review.unmet", count=len(unmet))
        approved = sum(one.status == Life.APPROVED for one in self.moves())
        number = self._state.facts.started.get("number")
        name = clean(version).strip() or f"v{approved + (number if isinstance(number, int) else 1)}"
        self._move(there, reason, version=name)
        self._supersede_the_one_before()
        return name

    def _supersede_the_one_before(self) -> None:
        """Say in the log of the plan that this one follows, where it is here, that it has."""
        before = rolled_from(self._state)
        if before is not None and before["plan"] in {
            one.id for one in self._store.plans(archived=True)
        }:
            old = Review(self._store, self._author, before["plan"])
            if old.status == Life.APPROVED:
                old._move(after(old.status, Step.SUPERSEDE), "")

    def _move(self, there: Life, reason: str, **said: str) -> None:
        told = {"reason": clean(reason).strip(), **said}
        payload: dict[str, Json] = {name: text for name, text in told.items() if text}
        self._record(Change(Kind.STATUS_CHANGED, payload={"status": str(there), **payload}))

    def moves(self) -> tuple[Move, ...]:
        """What happened to the plan between author and reviewer, oldest first."""
        return tuple(_moves(self._store.events(self.plan)))


def _moves(events: Iterator[Event] | tuple[Event, ...]) -> Iterator[Move]:
    for one in events:
        if one.kind is Kind.STATUS_CHANGED:
            said: Mapping[str, Json] = one.payload
            yield Move(
                str(said.get("status", "")),
                one.actor,
                f"{one.at:%Y-%m-%d}",
                str(said.get("reason", "")),
                str(said.get("version", "")),
            )
