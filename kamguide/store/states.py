"""What a log comes to: frozen values, which know nothing of flows or question types."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final, NamedTuple

from msgspec import Struct

from kamguide.store.canonical import Json
from kamguide.store.lines import Draft, Found, PlanLine, Summary
from kamguide.store.slots import Aspect, Head, Tracks

__all__ = [
    "NEVER",
    "Beside",
    "Claim",
    "Comment",
    "Conflict",
    "Draft",
    "Found",
    "KeptAnswer",
    "KeptRow",
    "PlanFacts",
    "PlanLine",
    "PlanState",
    "Reply",
    "Spoken",
    "Standing",
    "Summary",
    "View",
]

NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Standing(StrEnum):
    """How a question stands."""

    GIVEN = "given"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    CLEARED = "cleared"
    """Unanswered: taken back, or with nothing but a remark beside it."""


class Claim(Struct, frozen=True):
    """One side of a conflict: who said what, and when."""

    event: str
    actor: str
    at: datetime
    value: Json


class Conflict(Struct, frozen=True):
    """Several people changed one thing, none having seen the other's change."""

    question: str | None
    row: str | None
    column: str | None
    aspect: str
    """`answer`, `row`, `cell`, `note`, `evidence`, `status`, `setting` …"""
    winner: Claim
    losers: tuple[Claim, ...]


class Beside(Struct, frozen=True):
    """What was said beside answers, by place: `""`, `row` or `row.column`."""

    evidence: Mapping[str, Mapping[str, Json]] = {}
    notes: Mapping[str, str] = {}
    internal: Mapping[str, bool] = {}
    progress: Mapping[str, Mapping[str, Json]] = {}
    confirmed: frozenset[str] = frozenset()
    """Rolled or copied places of which somebody said that they are still true."""


class KeptRow(Struct, frozen=True, gc=False):
    """One row of a table."""

    key: str
    cells: Mapping[str, Json]
    """Values by column; an emptied cell is not there."""
    rank: str = "0"
    """A decimal number: where it stands among its table's rows, smallest first."""
    event: str = ""
    """The event that put the row here; of a row known by its cells alone, its latest."""
    events: Mapping[str, str] = {}
    """By column, the event that set the cell, where it is not the one that put the row here."""
    origin: str = "typed"
    at: datetime = NEVER
    actor: str = ""

    def event_of(self, column: str) -> str:
        """The event that set a cell; empty where none did."""
        return self.events.get(column) or (self.event if column in self.cells else "")


class KeptAnswer(Struct, frozen=True):
    """What is kept for one question."""

    state: Standing = Standing.CLEARED
    value: Json = None
    rows: Mapping[str, KeptRow] = {}
    """By key, in the order of their ranks; they count only while the state is given."""
    who: str = ""
    by: str = ""
    why: str = ""
    kept: frozenset[str] = frozenset()
    basis: str = ""
    origin: str = "typed"
    event: str = ""
    """The event that set it last."""
    at: datetime = NEVER
    actor: str = ""
    beside: Beside = Beside()
    conflicts: tuple[Conflict, ...] = ()
    removed: Mapping[str, tuple[datetime, str]] = {}
    """When each row that was taken away was, and by whom."""


class Reply(Struct, frozen=True):
    """An answer to a comment."""

    event: str
    text: str
    actor: str
    at: datetime


class Comment(Struct, frozen=True):
    """A remark of a reader, on the plan or on a place in it."""

    event: str
    question: str | None
    row: str | None
    column: str | None
    text: str
    actor: str
    at: datetime
    replies: tuple[Reply, ...] = ()
    resolved: bool = False
    kind: str = ""
    """What it asks of the author; empty where nobody said."""
    section: str = ""
    """The section of the plan that it is about."""


class PlanFacts(Struct, frozen=True):
    """What is kept of the plan itself."""

    name: str = ""
    flow: str = ""
    version: str = ""
    hash: str = ""
    status: str = "draft"
    archived: bool = False
    deleted: bool = False
    """Archived, and not to be shown with those that were only put away."""
    started: Mapping[str, Json] = {}
    """The payload of `plan_started`; empty while only a part of the log is here."""
    started_at: datetime = NEVER
    settings: Mapping[str, Json] = {}
    challenges: Mapping[str, Json] = {}
    """What was said last to each challenge of the coach, by its id."""
    news: Mapping[str, Json] = {}
    """The news of a course that came, by id, each with the minute of work it came at."""
    decisions: Mapping[str, Json] = {}
    """What reviews decided, as it stands now, each by what it says."""
    comments: tuple[Comment, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


Spoken = tuple[str, str | None, Aspect, Head]
"""Something said beside an answer: its place, the row of that, what it is, what it says."""


class View(NamedTuple):
    """What is disputed and what is said beside in one row, or in the question itself."""

    conflicts: tuple[Conflict, ...]
    said: tuple[Spoken, ...]


@dataclass(frozen=True, slots=True)
class PlanState:
    """What the log of one plan comes to; equal for equal sets of events."""

    plan: str = ""
    facts: PlanFacts = field(default_factory=PlanFacts)
    answers: Mapping[str, KeptAnswer] = field(default_factory=dict)
    changed_at: datetime = NEVER
    changed_by: str = ""
    last: str = ""
    """The latest event but for merges."""
    seq: int = field(default=0, compare=False)
    """The last place in this store's log that it stands for."""
    tracks: Tracks = field(default_factory=dict, compare=False, repr=False)
    """What the projection remembers; nobody else's business."""
    views: Mapping[str, Mapping[str | None, View]] = field(
        default_factory=dict, compare=False, repr=False
    )
    """By question and row, where there is something to see; as `tracks`."""

    @property
    def worked_at(self) -> datetime | None:
        """When an answer, or something beside one, was said or taken back last."""
        heads = (
            head.event.at
            for question, rows in self.tracks.items()
            if question
            for slots in rows.values()
            for slot in slots.values()
            for head in slot.heads
        )
        return max(heads, default=None)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Everything about which its authors disagree, unseen by each other."""
        own = self.facts.conflicts
        return own + tuple(one for kept in self.answers.values() for one in kept.conflicts)
