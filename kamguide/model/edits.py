"""What can happen to the answers of a plan: a closed union, each kept as one event.

An edit says what is to be; who did it and when belongs to the log.
"""

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct

from kamguide.model.answers import Cell, ChallengeReply, Decision, Evidence, Json, Origin, Scalar


class SetValue(Struct, frozen=True):
    """The answer to a question that is not a table."""

    question: str
    value: Scalar
    origin: Origin = Origin.TYPED


class AddRow(Struct, frozen=True):
    """A new row, or one that moves: its cells and its place among the others."""

    question: str
    row: str
    cells: Mapping[str, Cell]
    rank: Decimal
    origin: Origin = Origin.TYPED


class SetCell(Struct, frozen=True):
    """One cell; None empties it."""

    question: str
    row: str
    column: str
    value: Cell | None
    origin: Origin = Origin.TYPED


class RemoveRow(Struct, frozen=True):
    """A row is taken away; the log keeps it."""

    question: str
    row: str


class CloseTable(Struct, frozen=True):
    """A table is left empty on purpose or, carried over, taken as it is."""

    question: str
    origin: Origin = Origin.TYPED


class MarkUnknown(Struct, frozen=True):
    """*Don't know yet*: an open item, with who could tell us and by when."""

    question: str
    who: str = ""
    by: str = ""


class MarkNotApplicable(Struct, frozen=True):
    """*Does not apply*, and why."""

    question: str
    why: str = ""


class ClearAnswer(Struct, frozen=True):
    """The question is unanswered again; the log keeps what was."""

    question: str


class KeepAnswer(Struct, frozen=True):
    """The answer stands against the advice of these rules: it is weak."""

    question: str
    rules: frozenset[str]


class ConfirmAnswer(Struct, frozen=True):
    """What was carried over from the plan before this one still holds."""

    question: str


class ConfirmDraft(Struct, frozen=True):
    """A proposed answer is accepted as it was drawn from `basis`."""

    question: str
    basis: str
    value: Scalar | None = None
    rows: tuple[tuple[str, Mapping[str, Cell]], ...] = ()


class GiveEvidence(Struct, frozen=True):
    """What an answer, a row or a cell rests on. `place` as in `Answer.evidence`."""

    question: str
    evidence: Evidence
    place: str = ""


class WriteNote(Struct, frozen=True):
    """A remark beside an answer, a row or a cell; empty takes it away."""

    question: str
    text: str
    place: str = ""


class SetInternal(Struct, frozen=True):
    """Whether a customer may see an answer or a row."""

    question: str
    on: bool
    place: str = ""


class SetSetting(Struct, frozen=True):
    """A setting of the plan."""

    name: str
    value: Json = None


class ReplyToChallenge(Struct, frozen=True):
    """What is said to a challenge of the coach; None takes it back."""

    challenge: str
    reply: ChallengeReply | None


class RecordDecision(Struct, frozen=True):
    """What was decided, or how it stands now; None takes it back."""

    key: str
    decision: Decision | None


OfPlan = SetSetting | ReplyToChallenge | RecordDecision
"""Edits of the plan itself, which belong to no question."""
Edit = (
    SetValue
    | AddRow
    | SetCell
    | RemoveRow
    | CloseTable
    | MarkUnknown
    | MarkNotApplicable
    | ClearAnswer
    | KeepAnswer
    | ConfirmAnswer
    | ConfirmDraft
    | GiveEvidence
    | WriteNote
    | SetInternal
    | OfPlan
)
