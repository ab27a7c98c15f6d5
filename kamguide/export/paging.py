"""How a table is set on pages: upright or across, in which type, in what widths.

Pages are A4 with two centimetres around; widths are in centimetres.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from kamguide.export.layout import fits, natural_widths, shared_widths, width
from kamguide.plan.blocks import Table

UPRIGHT: Final = 17.0
ACROSS: Final = 25.7
BESIDE: Final = 0.24
"""Room beside the text of a cell."""
SIZES: Final = (9.0, 8.0, 7.5)
"""Sizes of type in points: the first is taken at which the words of a table are whole."""
CELL: Final = 0.0205
"""Width of a cell of text, for each point of its size."""
FEW_LINES: Final = 9
"""Lines of text up to which a table is kept on one page."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A table on a page; `shares` are the widths of its columns in cells of text."""

    size: float
    shares: Sequence[float]
    few: bool

    @property
    def widths(self) -> list[float]:
        """The widths of the columns with what stands beside their text."""
        return [round(one * CELL * self.size + BESIDE, 3) for one in self.shares]


def is_wide(table: Table) -> bool:
    """Whether a table has no room on an upright page, even in the smallest type."""
    return not fits(table, _room(table, UPRIGHT, SIZES[-1]))


def setting(table: Table, *, across: bool) -> Setting:
    """How to set `table` on an upright page, or across."""
    room = ACROSS if across else UPRIGHT
    size = _size(table, room)
    shares = shared_widths(table, _room(table, room, size))
    return Setting(size, shares, _lines(table, shares) <= FEW_LINES)


def _room(table: Table, centimetres: float, size: float) -> float:
    """How many cells of text stand side by side in a table of this width."""
    return (centimetres - BESIDE * len(table.columns)) / (CELL * size)


def _size(table: Table, room: float) -> float:
    """The size of type: smaller where words or numbers would be broken, or lines many."""
    for size in SIZES[:-1]:
        crowded = sum(natural_widths(table)) > 1.3 * _room(table, room, size)
        if fits(table, _room(table, room, size)) and not (crowded and size == SIZES[0]):
            return size
    return SIZES[-1]


def _lines(table: Table, shares: Sequence[float]) -> int:
    """About how many lines of text the rows of a table come to."""
    return sum(
        max(
            sum(ceil(width(line) / share) or 1 for line in cell.text.split("\n"))
            for cell, share in zip(row, shares, strict=True)
        )
        for row in table.rows
    )
