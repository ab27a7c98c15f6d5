"""Where the circles of a directional policy matrix stand: by ratio or difference, within it."""

from collections.abc import Iterator, Sequence
from math import log, sqrt
from typing import Final

from msgspec import Struct

from kamguide.export.draw.canvas import Box
from kamguide.export.draw.frame import Task
from kamguide.export.draw.placing import Disc
from kamguide.export.draw.scale import Scale

ENDS: Final = (1.25, 1.5, 2.0, 3.0)
"""Ratios at which the axis may end, where the plan's settings allow no less."""
STOPS: Final = {1.25: 1.1, 1.5: 1.25, 2.0: 1.5, 3.0: 2.0}
"""The number between 1 and an end of the axis."""
APART: Final = (1.0, 2.0, 3.0, 5.0, 10.0)
"""The same for differences of points."""
ROOM: Final = 0.9
"""The part of the axis within which circles are wanted."""
BIGGEST: Final = 36.0
MANY: Final = 18
"""Circles up to which the largest is as large as that; of more, all are smaller."""
BAND: Final = 22.0
"""What is kept free on top and bottom for the names of the boxes."""
TALLEST: Final = 10.0


class Unit(Struct, frozen=True):
    """A unit at one time: where it stands by its numbers, and what it sells."""

    at: int
    is_later: bool
    x: float
    y: float
    size: float


class Axis(Struct, frozen=True):
    """Relative strength from left to right, ratios in steps of proportion."""

    is_ratio: bool
    end: float
    start: float
    stop: float

    def at(self, value: float) -> float:
        """The place of a number; strong is left."""
        part = value / self.end
        if self.is_ratio:
            part = log(max(value, 1e-9)) / log(self.end)
        middle = (self.start + self.stop) / 2
        return middle - min(max(part, -1), 1) * (self.stop - self.start) / 2

    def ticks(self) -> tuple[float, ...]:
        """The numbers that stand under it."""
        if not self.is_ratio:
            return tuple(self.end * at / 2 for at in range(2, -3, -1))
        between = STOPS.get(self.end, sqrt(self.end))
        return self.end, between, 1.0, 1 / between, 1 / self.end


class Drawn(Struct, frozen=True):
    """The field, and the circles as they stand in it."""

    field: Box
    across: Axis
    up: Scale
    circles: tuple[tuple[Unit, Disc], ...]


def units_of(task: Task) -> Iterator[Unit]:
    """The units whose place and size are known, at each time."""
    by_role = {(one.name, one.role): one.values for one in task.chart.series}
    times = list(dict.fromkeys(one.name for one in task.chart.series))
    for when, time in enumerate(times[:2]):
        x, y, size = (by_role.get((time, role), ()) for role in ("x", "y", "size"))
        for at, (across, up, area) in enumerate(zip(x, y, size, strict=False)):
            if across is not None and up is not None and area is not None and area >= 0:
                yield Unit(at, when > 0, float(across), float(up), float(area))


def is_ratio(task: Task) -> bool:
    """Whether strength is a ratio, not a difference of points."""
    return task.chart.notes.get("axis") != "difference"


def threshold_of(task: Task) -> float:
    """Attractive from here on."""
    found = task.note("threshold")
    return 5.0 if found is None else found


def fitted_in(task: Task, units: Sequence[Unit], field: Box) -> Drawn:
    """The circles as far into the field as it takes for all of them to lie within."""
    largest = max(one.size for one in units) or 1
    biggest = BIGGEST * min(1, sqrt(MANY / len(units)))
    radii = [biggest * sqrt(one.size / largest) for one in units]
    end = _end(task, units)
    inset = BAND
    while True:
        across = Axis(is_ratio(task), end, field.x + inset, field.right - inset)
        up = Scale(0, TALLEST, field.bottom - inset, field.y + inset, 5)
        discs = [
            Disc(across.at(one.x), up.at(one.y), radius)
            for one, radius in zip(units, radii, strict=True)
        ]
        if inset >= BAND + BIGGEST or all(_lies_in(field, one) for one in discs):
            return Drawn(field, across, up, tuple(zip(units, discs, strict=True)))
        inset += 4


def _lies_in(field: Box, disc: Disc) -> bool:
    inner = Box(field.x + 3, field.y + BAND, field.width - 6, field.height - 2 * BAND)
    reach = disc.radius + 2
    return inner.holds(Box(disc.x - reach, disc.y - reach, 2 * reach, 2 * reach))


def _end(task: Task, units: Sequence[Unit]) -> float:
    """Where the axis ends: as near as the units and the plan's settings allow."""
    if not is_ratio(task):
        spread = max(abs(one.x) for one in units)
        return next((one for one in APART if spread <= one * ROOM), APART[-1])
    farthest = task.note("ratio_max") or 3.0
    farthest = farthest if farthest > 1 else 3.0
    spread = max(abs(log(max(one.x, 1 / farthest))) for one in units)
    return next((one for one in ENDS if one < farthest and spread <= log(one) * ROOM), farthest)
