"""From numbers to places: axes with round steps, and numbers as a reader expects them."""

from collections.abc import Iterable
from decimal import Decimal
from math import ceil, floor, log10
from typing import Final

from msgspec import Struct

from kamguide.messages import number

_ROUND: Final = (1, 2, 2.5, 5, 10)
STEPS: Final = 5
"""About how many steps an axis has."""


class Scale(Struct, frozen=True):
    """Where on a stretch of the picture a number stands."""

    low: float
    high: float
    start: float
    end: float
    step: float = 0

    def at(self, value: float) -> float:
        """The place of a number, within the stretch."""
        part = (value - self.low) / (self.high - self.low)
        return self.start + min(max(part, 0), 1) * (self.end - self.start)

    def ticks(self) -> list[float]:
        """The numbers that stand at the axis."""
        count = round((self.high - self.low) / self.step)
        return [self.low + self.step * at for at in range(count + 1)]

    def label(self, tick: float) -> str:
        """A number of the axis, with as many decimals as its steps need."""
        return number(Decimal(repr(tick)), 0 if self.step >= 1 and self.step % 1 == 0 else 2)


def over(values: Iterable[float], start: float, end: float) -> Scale:
    """An axis with nought on it and round steps over all of `values`."""
    known = [0.0, *values]
    low, high = min(known), max(known)
    if low == high:
        high = 1.0
    step = _step(high - low)
    return Scale(floor(low / step) * step, ceil(high / step) * step, start, end, step)


def _step(span: float) -> float:
    """The round number that divides `span` into a handful of steps."""
    rough = span / STEPS
    unit = 10.0 ** floor(log10(rough))
    return unit * next(one for one in _ROUND if one * unit >= rough * 0.999)


def known(values: Iterable[Decimal | None]) -> list[float]:
    """Those of some numbers that there are."""
    return [float(one) for one in values if one is not None]
