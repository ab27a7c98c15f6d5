"""What is told of plans without going through their logs: lines, drafts, summaries, finds."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from kamguide.store.canonical import Json


class PlanLine(Struct, frozen=True):
    """One plan in a list."""

    id: str
    name: str
    flow: str
    version: str
    status: str
    archived: bool
    series: str
    number: int
    parent: str
    started_at: datetime
    changed_at: datetime
    changed_by: str
    seq: int
    deleted: bool = False
    """Put away, and shown only where deleted plans are asked for."""


DraftPlace = tuple[str, str, str | None, str | None]
"""Where something was typed: plan, question, and in a table the row and the column."""


class Draft(Struct, frozen=True):
    """What somebody was typing, not yet sent."""

    plan: str
    question: str
    text: str
    at: datetime
    row: str | None = None
    column: str | None = None

    @property
    def place(self) -> DraftPlace:
        """Where it was typed."""
        return (self.plan, self.question, self.row, self.column)


class Summary(Struct, frozen=True):
    """What a board shows of a plan, and the `seq` it stands for."""

    plan: str
    seq: int
    content: Mapping[str, Json]
    stale: bool


class Found(Struct, frozen=True):
    """A place in which the words looked for stand."""

    plan: str
    question: str
    """Empty for the name of the plan."""
    row: str
    text: str
