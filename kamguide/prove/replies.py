"""Replies that a person could give, made up from a seed, in the words that are read."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Final

from kamguide.model.context import Context
from kamguide.model.questions import Question
from kamguide.model.questions.choices import ChoicesValue, ChoiceValue
from kamguide.model.questions.numbers import (
    MoneyValue,
    NumberValue,
    PercentValue,
    ScaleValue,
)
from kamguide.model.questions.refs import RefsValue, RefValue
from kamguide.model.questions.table import Column

SENTENCES: Final = (
    "Cut line stops at the Wuhu plant by 12% by June 2027, per the plant director on 2026-09-16",
    "Deliver within 24 hours to four plants from May 2027; today it takes 72 hours",
    "They lose 340,000 a year to returns of damaged crates, says the 2025 annual report",
    "Replace one-way cartons by crates on flow {number} if resin stays under 9,000 a tonne",
    "Good relationship {number}",
    "We will strengthen cooperation",
)
"""What texts are made of: most as a trainer would like them, some not."""
YEARS: Final = 3
MOST: Final = Decimal(5000)


class Replies:
    """Makes up replies; equal seeds give equal replies."""

    def __init__(self, seed: int, wanted: Mapping[str, str] | None = None) -> None:
        self._seed = seed
        self._chance = Random(seed)  # noqa: S311 - made up answers, no secrets
        self._wanted = wanted or {}
        self._count = 0

    def sometimes(self, share: float) -> bool:
        """True in this share of all times."""
        return self._chance.random() < share

    def rows(self, least: int, most: int) -> int:
        """How many rows a table gets: what it must have, and a few more."""
        return min(max(least, 1) + self._chance.randrange(3), max(most, 1))

    def to(self, spec: Question | Column, about: Context) -> str:
        """A reply to a question or a cell; nothing where there is nothing to point at."""
        self._count += 1
        if spec.id in self._wanted:
            return self._wanted[spec.id]
        if isinstance(spec, ChoiceValue):
            return self._in_turn([one.id for one in spec.options])
        if isinstance(spec, ChoicesValue):
            return ", ".join(self._some([one.id for one in spec.options], None))
        if isinstance(spec, RefValue | RefsValue):
            offered = [one.id for one in spec.offered(about)]
            most = spec.max_count if isinstance(spec, RefsValue) else 1
            return ", ".join(self._some(offered, most)) if offered else ""
        return self._plain(spec, about)

    def _plain(self, spec: Question | Column, about: Context) -> str:
        match spec.type:
            case "yes_no":
                return self._in_turn(["yes", "no"])
            case "year":
                return str((about.base_year or about.today.year) - self._chance.randrange(2))
            case "date":
                days = self._chance.randrange(-300, 365 * YEARS)
                return (about.today + timedelta(days=days)).isoformat()
            case "text" | "long_text":
                return self._chance.choice(SENTENCES).format(number=self._count)
            case _:
                return self._number(spec)

    def _number(self, spec: Question | Column) -> str:
        if isinstance(spec, ScaleValue):
            steps = int((spec.max - spec.min) / spec.step)
            return str(spec.min + spec.step * self._chance.randrange(steps + 1))
        least = most = None
        if isinstance(spec, NumberValue | MoneyValue | PercentValue):
            least, most = spec.min, spec.max
        low = int(least if least is not None else 0)
        high = int(most if most is not None else (100 if spec.type == "percent" else MOST))
        return str(self._chance.randint(low, max(low, high)))

    def _in_turn(self, codes: Sequence[str]) -> str:
        return codes[(self._seed + self._count) % len(codes)]

    def _some(self, codes: Sequence[str], most: int | None) -> list[str]:
        count = self._chance.randint(1, min(len(codes), most or len(codes), 4))
        return self._chance.sample(list(codes), count)
