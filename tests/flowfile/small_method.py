"""What the tests of flow files share: the small method, and the calculations it names."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from msgspec import Struct

from kamguide.flowfile.calculations import Calculations
from kamguide.flowfile.problems import Problem


class Gain(Struct, frozen=True):
    gain_id: str
    amount: Decimal
    note: str = ""


class Total(Struct, frozen=True):
    amount: Decimal
    count: int

    @property
    def mean(self) -> Decimal:
        return self.amount / self.count


def total_gain(gains: Sequence[Gain]) -> Total:
    return Total(sum((one.amount for one in gains), Decimal(0)), len(gains))


def gain_shares(
    gains: Sequence[Gain], total: Decimal, today: date | None = None
) -> Mapping[str, Decimal]:
    del today
    return {one.gain_id: one.amount / total for one in gains}


_BY_NAME = {one.__name__: one for one in (total_gain, gain_shares)}
SMALL = Calculations(tuple(_BY_NAME), _BY_NAME.__getitem__)


DATA = Path(__file__).resolve().parents[1] / "data" / "flows"

Change = Callable[[str, str, str], list[Problem]]
"""(file, old, new) -> what is wrong after that text was replaced once."""


def line_of(flows: Path, file: str, text: str) -> int:
    """The line of a file on which a text stands first."""
    lines = (flows / file).read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, start=1) if text in line)
