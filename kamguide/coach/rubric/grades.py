"""Levels, and what they come to."""

from typing import Final

from msgspec import Struct

from kamguide.model.rules import Criterion

STRONG: Final = 3
BANDS: Final = ((83, "ready"), (67, "conditions"), (50, "rework"), (0, "restart"))


class Grade(Struct, frozen=True):
    """The level of one criterion, 0 to 3."""

    criterion: Criterion
    level: int


class Rubric(Struct, frozen=True):
    """Every criterion that applies and is not left to a person, in order."""

    grades: tuple[Grade, ...]

    @property
    def points(self) -> int:
        """The sum of the levels."""
        return sum(one.level for one in self.grades)

    @property
    def most(self) -> int:
        """The points there could be."""
        return STRONG * len(self.grades)

    @property
    def percent(self) -> float:
        """Points of those there could be, 0 to 100; 0 where nothing applies."""
        return 100 * self.points / self.most if self.most else 0.0

    @property
    def band(self) -> str:
        """`ready`, `conditions`, `rework` or `restart`."""
        return next(band for least, band in BANDS if self.percent >= least)

    @property
    def lowest(self) -> tuple[Grade, ...]:
        """The two lowest criteria below strong, the first ones of several."""
        below = [one for one in self.grades if one.level < STRONG]
        return tuple(sorted(below, key=lambda one: one.level)[:2])
