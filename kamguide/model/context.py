"""What reading a reply needs to know besides the question: the plan it is about."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from kamguide.model.answers import Scalar
from kamguide.model.text import DEFAULT_LANG, Lang


@dataclass(frozen=True, slots=True)
class Target:
    """A row that a reference may point to."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to say back: a key of the catalogues and what fills it."""

    key: str
    values: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reply was read as, and what is said back about the reading."""

    value: Scalar
    notices: tuple[Notice, ...] = ()
    approximate: bool = False
    """The person said *about*: the value is an estimate."""


def _no_targets(tables: Sequence[str]) -> tuple[Target, ...]:
    del tables
    return ()


@dataclass(frozen=True, slots=True)
class Context:
    """The plan's own facts that change how a reply is read or shown."""

    lang: Lang = DEFAULT_LANG
    today: date = date(2026, 1, 1)
    base_year: int | None = None
    currency: str = "CNY"
    money_unit: int = 1
    """How many units of the currency one typed unit of money is worth: 10000 for 万元."""
    targets: Callable[[Sequence[str]], tuple[Target, ...]] = field(default=_no_targets)
    """The rows that a reference into these tables may point to."""
