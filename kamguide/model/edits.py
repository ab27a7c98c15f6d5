"""What can happen to the answers of a plan: a closed union, each kept as one event.

An edit says what is to be; who did it and when belongs to the log.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from kamguide.model.answers import Cell, ChallengeReply, Decision, Evidence, Json, Origin, Scalar


@dataclass(frozen=True, slots=True)
class SetValue:
    """The answer to a question that is not a table."""

    question: str
    value: Scalar
    origin: Origin = Origin.TYPED


@dataclass(frozen=True, slots=True)
class AddRow:
    """A new row, or one that moves: its cells and its place among the others."""

    question: str
    row: str
    cells: Mapping[str, Cell]
    rank: Decimal
    origin: Origin = Origin.TYPED


@dataclass(frozen=True, slots=True)
class SetCell:
    """One cell; None empties it."""

    question: str
    row: str
    column: str
    value: Cell | None
    origin: Origin = Origin.TYPED


@dataclass(frozen=True, slots=True)
class RemoveRow:
    """A row is taken away; the log keeps it."""

    question: str
    row: str


@dataclass(frozen=True, slots=True)
class CloseTable:
    """A table is left empty on purpose or, carried over, taken as it is."""

    question: str
    origin: Origin = Origin.TYPED


@dataclass(frozen=True, slots=True)
class MarkUnknown:
    """*Don't know yet*: an open item, with who could tell us and by when."""

    question: str
    who: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class MarkNotApplicable:
    """*Does not apply*, and why."""

    question: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class ClearAnswer:
    """The question is unanswered again; the log keeps what was."""

    question: str


@dataclass(frozen=True, slots=True)
class KeepAnswer:
    """The answer stands against the advice of these rules: it is weak."""

    question: str
    rules: frozenset[str]


@dataclass(frozen=True, slots=True)
class ConfirmAnswer:
    """What was carried over from the plan before this one still holds."""

    question: str


@dataclass(frozen=True, slots=True)
class ConfirmDraft:
    """A proposed answer is accepted as it was drawn from `basis`."""

    question: str
    basis: str
    value: Scalar | None = None
    rows: tuple[tuple[str, Mapping[str, Cell]], ...] = ()


@dataclass(frozen=True, slots=True)
class GiveEvidence:
    """What an answer, a row or a cell rests on. `place` as in `Answer.evidence`."""

    question: str
    evidence: Evidence
    place: str = ""


@dataclass(frozen=True, slots=True)
class WriteNote:
    """A remark beside an answer, a row or a cell; empty takes it away."""

    question: str
    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class SetInternal:
    """Whether a customer may see an answer or a row."""

    question: str
    on: bool
    place: str = ""


@dataclass(frozen=True, slots=True)
class SetSetting:
    """A setting of the plan."""

    name: str
    value: Json = field(default=None)


@dataclass(frozen=True, slots=True)
class ReplyToChallenge:
    """What is said to a challenge of the coach; None takes it back."""

    challenge: str
    reply: ChallengeReply | None


@dataclass(frozen=True, slots=True)
class RecordDecision:
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
