"""What a sheet comes to for a table: rows, edits, and all that is wrong, with its place."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kamguide.errors import AnswerError
from kamguide.model.answers import Answers, Cell
from kamguide.model.context import Context, Notice
from kamguide.model.edits import Edit
from kamguide.model.flow import Flow
from kamguide.model.questions.table import TableQuestion


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that cannot be read, and where: row and column count from zero."""

    row: int
    column: int | None
    error: AnswerError


@dataclass(frozen=True, slots=True)
class Told:
    """Something read otherwise than it is written, and where."""

    row: int
    column: int
    notice: Notice


@dataclass(frozen=True, slots=True)
class TakenRow:
    """A row as it would be kept: its id, its cells, the row of the file it comes from."""

    key: str
    cells: Mapping[str, Cell]
    row: int
    is_new: bool


@dataclass
class Taken:
    """What a sheet comes to for a table; nothing is kept."""

    rows: list[TakenRow] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    """Rows of the file that are sums of others, and stay out."""
    remarks: list[int] = field(default_factory=list)
    """Rows of the file below the table, with a remark alone."""
    spared: set[str] = field(default_factory=set)
    """Rows that are in the file and could not be read: they stay as they are."""


@dataclass(frozen=True, slots=True)
class Into:
    """Where a sheet goes: a table of a plan as it stands."""

    flow: Flow
    answers: Answers
    table: TableQuestion
    context: Context
