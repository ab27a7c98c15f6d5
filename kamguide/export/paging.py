"""How a table is set on pages: upright or across, in which type, in what widths.

Widths are in centimetres.
"""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Final, NamedTuple

from msgspec import Struct

from kamguide.export.layout import fits, least_widths, natural_widths, shares
from kamguide.model.text import width
from kamguide.plan.blocks import Heading, Plan, Table

BESIDE: Final = 0.24
"""Room beside the text of a cell."""
SIZES: Final = (9.0, 8.0, 7.5)
"""Sizes of type in points: the first is taken at which the words of a table are whole."""
CELL: Final = 0.0205
"""Width of a cell of text, for each point of its size."""
SECTIONS: Final = 2
"""Sections up to which a plan has neither a page for its title nor contents."""
FEW_LINES: Final = 9
"""Lines of text up to which a table is kept on one page."""


class Rooms(NamedTuple):
    """Room between the margins of a page: upright, and across."""

    upright: float
    across: float


A4: Final = Rooms(17.0, 25.7)
"""With two centimetres around."""


class Setting(Struct, frozen=True):
    """A table on a page; `shares` are the widths of its columns in cells of text.

    `across`: it has no room on an upright page. `few`: it is short, and kept on one page.
    """

    size: float
    shares: Sequence[float]
    across: bool
    few: bool

    @property
    def widths(self) -> list[float]:
        """The widths of the columns with what stands beside their text."""
        return [round(one * CELL * self.size + BESIDE, 3) for one in self.shares]


def is_short(plan: Plan) -> bool:
    """Whether a plan is a page or two, which need no cover."""
    sections = sum(isinstance(one, Heading) and one.level == 1 for one in plan.blocks)
    return sections <= SECTIONS


def is_wide(table: Table, pages: Rooms = A4) -> bool:
    """Whether a table has no room on an upright page, even in the smallest type."""
    return not fits(table, _room(len(table.columns), pages.upright, SIZES[-1]))


def setting(table: Table, pages: Rooms = A4) -> Setting:
    """How to set `table` on such pages."""
    least, natural, columns = least_widths(table), natural_widths(table), len(table.columns)
    across = sum(least) > _room(columns, pages.upright, SIZES[-1])
    room = pages.across if across else pages.upright
    rooms = {size: _room(columns, room, size) for size in SIZES}
    size = _size(sum(least), sum(natural), rooms)
    shared = shares(table, least, natural, rooms[size])
    return Setting(size, shared, across, _lines(table, shared) <= FEW_LINES)


def _room(columns: int, centimetres: float, size: float) -> float:
    """How many cells of text stand side by side in a table of this width."""
    return (centimetres - BESIDE * columns) / (CELL * size)


def _size(least: float, natural: float, rooms: Mapping[float, float]) -> float:
    """The size of type: smaller where words or numbers would be broken, or lines many."""
    for size in SIZES[:-1]:
        crowded = size == SIZES[0] and natural > 1.3 * rooms[size]
        if least <= rooms[size] and not crowded:
            return size
    return SIZES[-1]


def _lines(table: Table, shares: Sequence[float]) -> int:
    """About how many lines of text the rows of a table come to, as far as it matters."""
    if len(table.rows) > FEW_LINES:
        return len(table.rows)
    return sum(
        max(
            sum(ceil(width(line) / share) or 1 for line in cell.text.split("\n"))
            for cell, share in zip(row, shares, strict=True)
        )
        for row in table.rows
    )
