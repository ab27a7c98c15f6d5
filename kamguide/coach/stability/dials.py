"""What can be turned, and what comes of it."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final, Literal

from msgspec import Struct

from kamguide.engine.path import Path
from kamguide.model.questions.numbers import ScaleValue
from kamguide.model.questions.table import TableQuestion

Kind = Literal["weight", "score"]
Verdict = tuple[str, ...]
"""All that is suggested for a unit; of the selection, the winner."""

KINDS: Final[tuple[Kind, ...]] = ("weight", "score")
DEFAULT_STEP: Final[Mapping[Kind, Decimal]] = {"weight": Decimal(1), "score": Decimal("0.5")}
MOST: Final[Mapping[Kind, Decimal]] = {"weight": Decimal(100), "score": Decimal(10)}
TEN: Final = Decimal(10)


class Measured(Struct, frozen=True):
    """A fact that is turned into points: what it is now, and where it scores 0 and 10."""

    now: Decimal
    value_0: Decimal
    value_10: Decimal

    def at(self, points: Decimal) -> Decimal:
        """The fact that scores so many points."""
        return self.value_0 + points * (self.value_10 - self.value_0) / TEN


class Dial(Struct, frozen=True):
    """A number that can be turned: where it is asked, what it is, and by how much it moves."""

    kind: Kind
    question: str
    column: str
    row: Any
    """The row as the calculation takes it."""
    now: Decimal
    """The weight, or the points."""
    step: Decimal
    measured: Measured | None = None


class Turn(Struct, frozen=True):
    """One number, before and after."""

    dial: Dial
    after: Decimal

    @property
    def before(self) -> Decimal:
        """The weight or the points as they are."""
        return self.dial.now

    @property
    def facts(self) -> tuple[Decimal, Decimal] | None:
        """Of a fact that is turned into points: what it is, and what it would have to be."""
        measured = self.dial.measured
        return None if measured is None else (measured.now, measured.at(self.after))


class Turnable(Struct, frozen=True):
    """A dial, and what would be suggested if it were turned."""

    dial: Dial
    units: tuple[str, ...]
    """Whose suggestion it may change."""
    verdict: Callable[[str, Decimal], Verdict | None]
    """By unit and how far it is turned; None where nothing would be suggested any more."""


class Unturned(Struct, frozen=True):
    """Weights that are not turned, because they do not sum to 100."""

    level: str
    question: str
    unit: str
    """Whose weights they are; empty: the same for all."""
    sum: Decimal


Reached = tuple[Turn, Verdict]


class Standing(Struct, frozen=True):
    """A suggestion, and for weights and scores the smallest turn that changes it, and to what."""

    level: str
    unit: str
    now: Verdict
    flips: Mapping[Kind, Reached]
    turned: frozenset[Kind]
    """Which kinds were tried at all."""
    is_fixed: bool = False
    """Whether it rests on no weight and no score."""


class Stability(Struct, frozen=True):
    """How firmly the suggestions of a plan stand, and which weights could not be tried."""

    standings: tuple[Standing, ...]
    unturned: tuple[Unturned, ...]


def step_of(path: Path, question: str, column: str) -> Decimal:
    """By how much a score is turned: a half, or as coarsely as it can be answered."""
    table = next((one for one in path.asked if one.id == question), None)
    spec = table.column(column) if isinstance(table, TableQuestion) else None
    coarsest = spec.step if isinstance(spec, ScaleValue) else DEFAULT_STEP["score"]
    return max(coarsest, DEFAULT_STEP["score"])
