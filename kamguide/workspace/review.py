"""A plan between its author and its reviewer: handed in, commented, returned, approved.

Nothing here needs the plan to be open for work; each step is one event of its log. On one laptop
these are views, not locks: whoever has the file can do both sides.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from kamguide.engine.life import Life, Step, after
from kamguide.errors import UsageError
from kamguide.model.answers import Json
from kamguide.model.flow import Flow
from kamguide.model.questions.table import TableQuestion
from kamguide.model.text import clean
from kamguide.plan.views import SECTIONS
from kamguide.store.changes import Change, draw_up
from kamguide.store.events import Event, Kind
from kamguide.store.states import Comment, PlanState
from kamguide.workspace.checking import report_on
from kamguide.workspace.plans import Workspace
from kamguide.workspace.summary import keep_summary

CommentKind = Literal["must", "consider", "praise"]
KINDS: Final[tuple[CommentKind, ...]] = ("must", "consider", "praise")
"""What a comment asks of the author: to change something, to think again, nothing."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a comment is about: the plan, a section of it, an answer, a row or a cell."""

    section: str = ""
    question: str = ""
    row: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """A step in the life of a plan: where it led, by whom, when, and what was said."""

    status: str
    actor: str
    on: str
    reason: str
    version: str


class Review:
    """One plan in review."""

    def __init__(self, workspace: Workspace, plan: str) -> None:
        self._workspace = workspace
        self.plan = workspace.store.find_plan(plan)

    @property
    def status(self) -> str:
        """How the plan stands."""
        return self._state.facts.status

    @property
    def _state(self) -> PlanState:
        return self._workspace.store.state(self.plan)

    # The life of the plan

    def submit(self, reason: str = "") -> None:
        """Hand the plan in; its answers are closed until it comes back.

        Args:
            reason: Why it is handed in although something is missing or must be corrected.

        Raises:
            UsageError: It cannot be handed in as it stands, or not without a reason.
        """
        there = after(self.status, Step.SUBMIT)
        session = self._workspace.open(self.plan, read_only=True)
        report = report_on(session)
        keep_summary(session)
        if not reason and (report.blocks or report.progress.missing):
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
            The name of the approved version: the given one, or the next number.

        Raises:
            UsageError: It is not handed in, or a comment that must be met is still open.
        """
        there = after(self.status, Step.APPROVE)
        unmet = [one for one in self.comments() if one.kind == "must" and not one.resolved]
        if unmet:
            raise UsageError("review.unmet", count=len(unmet))
        approved = sum(one.status == Life.APPROVED for one in self.moves())
        name = clean(version).strip() or f"v{approved + 1}"
        self._move(there, reason, version=name)
        return name

    def _move(self, there: Life, reason: str, **said: str) -> None:
        told = {"reason": clean(reason).strip(), **said}
        payload: dict[str, Json] = {name: text for name, text in told.items() if text}
        self._record(Change(Kind.STATUS_CHANGED, payload={"status": str(there), **payload}))

    def moves(self) -> tuple[Move, ...]:
        """What happened to the plan between author and reviewer, oldest first."""
        return tuple(_moves(self._workspace.store.events(self.plan)))

    # Comments

    def comments(self, *, open_only: bool = False) -> tuple[Comment, ...]:
        """Comments with their replies, oldest first."""
        found = self._state.facts.comments
        return tuple(one for one in found if not (open_only and one.resolved))

    def comment(self, text: str, place: Place, kind: CommentKind = "consider") -> str:
        """Say something about a place; gives back the id of the comment.

        Raises:
            UsageError: There are no words, or no such place in the plan.
        """
        if not (text := clean(text).strip()):
            raise UsageError("review.no_words")
        section: dict[str, Json] = {"section": place.section} if place.section else {}
        change = Change(
            Kind.COMMENT_ADDED,
            place.question or None,
            place.row or None,
            place.column or None,
            {"text": text, "kind": kind, **section},
        )
        return self._record(change).id

    def answer(self, comment: str, text: str) -> None:
        """Reply to a comment.

        Raises:
            UsageError: There are no words, or no such comment.
        """
        if not (text := clean(text).strip()):
            raise UsageError("review.no_words")
        payload: dict[str, Json] = {"comment": self.known(comment).event, "text": text}
        self._record(Change(Kind.COMMENT_ANSWERED, payload=payload))

    def resolve(self, comment: str, *, on: bool = True) -> None:
        """Say that a comment is met, or that it is not after all.

        Raises:
            UsageError: There is no such comment.
        """
        payload: dict[str, Json] = {"comment": self.known(comment).event, "on": on}
        self._record(Change(Kind.COMMENT_RESOLVED, payload=payload))

    def known(self, number: str) -> Comment:
        """The comment with this number in the order they were made, or with this id.

        Raises:
            UsageError: There is none.
        """
        for at, one in enumerate(self.comments(), start=1):
            if number in (str(at), one.event):
                return one
        raise UsageError("review.no_comment", number=number)

    def _record(self, change: Change) -> Event:
        """Keep one event; what boards show stays true, since no answer changes by it."""
        store = self._workspace.store
        known = store.summaries().get(self.plan)
        event = store.record(draw_up(self._state, [change], self._workspace.author()))[-1]
        if known is not None and not known.stale:
            store.keep_summary(self.plan, self._state.seq, known.content)
        return event


def place_of(flow: Flow, written: str) -> Place:
    """A place as it is written: nothing, a section, `question`, `question.row`, `….column`.

    Raises:
        UsageError: The plan has no such place.
    """
    if not written or written in SECTIONS["full"]:
        return Place(section=written)
    name, _, rest = written.partition(".")
    question = flow.questions.get(name)
    row, _, column = rest.rpartition(".") if rest.count(".") else (rest, "", "")
    if question is None or (rest and not isinstance(question, TableQuestion)):
        raise UsageError("review.no_place", place=written)
    if column and not (
        isinstance(question, TableQuestion) and column in {one.id for one in question.columns}
    ):
        row, column = rest, ""
    return Place(question=name, row=row, column=column)


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
