"""What reading a reply needs to know besides the question: the plan it is about."""

from collections.abc import Callable, Sequence
from datetime import date

from msgspec import Struct

from kamguide.model.answers import Scalar
from kamguide.model.text import DEFAULT_LANG, Lang


class Target(Struct, frozen=True):
    """A row that a reference may point to."""

    id: str
    name: str


class Notice(Struct, frozen=True):
    """Something to say back: a key of the catalogues and what fills it."""

    key: str
    values: tuple[tuple[str, object], ...] = ()


class Reading(Struct, frozen=True):
    """What a reply was read as, and what is said back about the reading."""

    value: Scalar
    notices: tuple[Notice, ...] = ()
    approximate: bool = False
    """The person said *about*: the value is an estimate."""


def _no_targets(tables: Sequence[str]) -> tuple[Target, ...]:
    del tables
    return ()


class Context(Struct, frozen=True):
    """The plan's own facts that change how a reply is read or shown."""

    lang: Lang = DEFAULT_LANG
    today: date = date(2026, 1, 1)
    base_year: int | None = None
    currency: str = "CNY"
    money_unit: int = 1
    """How many units of the currency one typed unit of money is worth: 10000 for 万元."""
    targets: Callable[[Sequence[str]], tuple[Target, ...]] = _no_targets
    """The rows that a reference into these tables may point to."""
