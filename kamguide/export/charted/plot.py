"""A field on which marks are put where they belong, none of them over another."""

from dataclasses import dataclass, field
from math import log
from typing import Final, Self

from msgspec import Struct

RATIOS: Final = (0.25, 0.5, 1.0)
"""How far from 1 an axis of ratios reaches on both sides, in equal steps."""
DIFFERENCES: Final = (1.0, 2.5, 5.0, 10.0)
"""How far from 0 an axis of differences reaches on both sides."""
ROOM: Final = 0.9
"""The part of an axis within which marks may stand."""
TALL: Final = 2
"""A cell is about twice as high as it is wide."""


class Box(Struct, frozen=True):
    """The cells in which a mark may stand, the last of each side with them."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(slots=True)
class Field:
    """Cells in rows, some of them taken."""

    width: int
    height: int
    rows: list[list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.rows = [[" "] * self.width for _ in range(self.height)]

    def cross(self, column: int, row: int, signs: tuple[str, str, str]) -> None:
        """Draw the lines between the four boxes, over what is free."""
        across, up, where = signs
        for at in range(self.width):
            self.rows[row][at] = across
        for line in self.rows:
            line[column] = up
        self.rows[row][column] = where

    def put(self, mark: str, at: tuple[int, int], within: Box) -> bool:
        """Put a mark with its middle at a column and a row, or as near as there is room.

        Returns:
            Whether there was room in the box at all.
        """
        last = within.right - len(mark) + 1
        places = (
            (column, row)
            for row in range(within.top, within.bottom + 1)
            for column in range(within.left, last + 1)
        )
        wanted = (at[0] - len(mark) // 2, at[1])
        free = [one for one in places if self._is_free(*one, len(mark))]
        if not free:
            return False
        column, row = min(free, key=lambda one: _apart(one, wanted))
        self.rows[row][column : column + len(mark)] = list(mark)
        return True

    def _is_free(self, column: int, row: int, cells: int) -> bool:
        return all(one == " " for one in self.rows[row][column : column + cells])

    def lines(self) -> list[str]:
        """The rows as text."""
        return ["".join(row) for row in self.rows]


def _apart(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int, int]:
    across, up = one[0] - other[0], TALL * (one[1] - other[1])
    return across * across + up * up, one[1], one[0]


class StrengthAxis(Struct, frozen=True):
    """How strong we are, from strong on the left to weak; in its middle we are as good as others.

    Near the middle it goes in equal steps; where a ratio is far from it, in steps of proportion.
    """

    middle: float
    half: float | None
    farthest: float

    @classmethod
    def of_ratios(cls, values: list[float], farthest: float) -> Self:
        """The axis on which all these ratios can be seen."""
        return cls(1.0, _reach(values, 1.0, RATIOS), max(farthest, 1.1))

    @classmethod
    def of_differences(cls, values: list[float]) -> Self:
        """The axis on which all these differences can be seen."""
        return cls(0.0, _reach(values, 0.0, DIFFERENCES) or DIFFERENCES[-1], 1.0)

    @property
    def ends(self) -> tuple[float, float]:
        """What stands at its left and its right end."""
        if self.half is not None:
            return self.middle + self.half, self.middle - self.half
        return self.farthest, 1 / self.farthest

    def place(self, value: float) -> float:
        """How far to the left of the middle a value stands: from -1 to 1."""
        if self.half is not None:
            return max(-1.0, min(1.0, (value - self.middle) / self.half))
        near = min(max(value, 1 / self.farthest), self.farthest)
        return log(near) / log(self.farthest)


def _reach(values: list[float], middle: float, steps: tuple[float, ...]) -> float | None:
    """The least step that holds them all, if one does."""
    spread = max((abs(one - middle) for one in values), default=0.0)
    return next((one for one in steps if spread <= one * ROOM), None)
