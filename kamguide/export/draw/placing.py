"""Names beside what they name: none on another, all within, near where they belong.

The same places come out for the same picture: nothing is left to chance.
"""

from collections.abc import Iterator, Sequence
from math import cos, hypot, inf, pi, sin
from typing import Final

from msgspec import Struct

from kamguide.export.draw.canvas import Box

Point = tuple[float, float]
ANGLES: Final = 16
DISTANCES: Final = (3.0, 12.0, 26.0, 44.0, 68.0, 98.0, 134.0)
"""How far from its circle a name may stand."""
APART: Final = 2.0
"""What stays free between two names."""
NEAR: Final = 7.0
"""From here on a line leads from a name to its circle."""
GRID: Final = 9.0
_COVERED: Final = 0.35
"""What it costs to cover a circle, for each unit of area."""
_CROSSED: Final = 60.0


class Disc(Struct, frozen=True):
    """A circle that should be seen."""

    x: float
    y: float
    radius: float


class Placed(Struct, frozen=True):
    """Where a name stands, and the line that leads to it, if it needs one."""

    box: Box
    leader: tuple[Point, Point] | None


class Surroundings(Struct):
    """What a name must not, and what it should not stand on."""

    field: Box
    taken: list[Box]
    discs: Sequence[Disc]
    strokes: list[tuple[Point, Point]]

    def place(self, disc: Disc, width: float, height: float) -> Placed | None:
        """The best free place for a name of such a size, taken from now on; none if all is full."""
        best: tuple[float, Placed] | None = None
        for cost, box in _around(disc, width, height):
            if best is not None and cost >= best[0]:
                break
            if self._is_free(box):
                tried = Placed(box, _leader(disc, box))
                whole = cost + self._harm(tried, best[0] - cost if best else inf)
                if best is None or whole < best[0]:
                    best = (whole, tried)
        one = best[1] if best else self._anywhere(disc, width, height)
        if one is not None:
            self.taken.append(one.box)
            self.strokes += [one.leader] if one.leader else []
        return one

    def _is_free(self, box: Box) -> bool:
        return self.field.holds(box) and not any(box.meets(one, APART) for one in self.taken)

    def _harm(self, one: Placed, most: float) -> float:
        """What is lost by standing there, circles covered and lines crossed; `most` is enough."""
        covered = sum(_overlap(one.box, disc) for disc in self.discs) * _COVERED
        if covered >= most:
            return covered
        crossed = sum(_touches(stroke, one.box) for stroke in self.strokes)
        if one.leader is not None:
            crossed += sum(_touches(one.leader, box) for box in self.taken)
        return covered + crossed * _CROSSED

    def _anywhere(self, disc: Disc, width: float, height: float) -> Placed | None:
        """The nearest free place of the whole field."""
        places = [
            Box(self.field.x + across * GRID, self.field.y + down * GRID, width, height)
            for down in range(int((self.field.height - height) / GRID) + 1)
            for across in range(int((self.field.width - width) / GRID) + 1)
        ]
        places.sort(key=lambda box: (hypot(box.middle - disc.x, box.centre - disc.y), box.y, box.x))
        free = next((box for box in places if self._is_free(box)), None)
        return None if free is None else Placed(free, _leader(disc, free))


def _around(disc: Disc, width: float, height: float) -> Iterator[tuple[float, Box]]:
    """Places around a circle, the nearest first; to its right before others."""
    for distance in DISTANCES:
        for turn in range(ANGLES):
            step = (turn + 1) // 2 * (-1 if turn % 2 else 1)
            angle = 2 * pi * step / ANGLES
            across, down = cos(angle), sin(angle)
            reach = disc.radius + distance
            x, y = disc.x + across * reach, disc.y + down * reach
            box = Box(x - width * (1 - across) / 2, y - height * (1 - down) / 2, width, height)
            yield distance + abs(step) * 0.5, box


def _nearest(disc: Disc, box: Box) -> Point:
    return min(max(disc.x, box.x), box.right), min(max(disc.y, box.y), box.bottom)


def _leader(disc: Disc, box: Box) -> tuple[Point, Point] | None:
    """From the rim of a circle to its name, where it is not plain whose it is."""
    x, y = _nearest(disc, box)
    far = hypot(x - disc.x, y - disc.y)
    if far - disc.radius < NEAR:
        return None
    part = disc.radius / far
    return (disc.x + (x - disc.x) * part, disc.y + (y - disc.y) * part), (x, y)


def _overlap(box: Box, disc: Disc) -> float:
    """About how much of a circle a box covers: the part of the square around it."""
    radius = max(disc.radius, 6) * 0.95
    if not (box.x - radius < disc.x < box.right + radius):
        return 0
    across = min(box.right, disc.x + radius) - max(box.x, disc.x - radius)
    down = min(box.bottom, disc.y + radius) - max(box.y, disc.y - radius)
    return across * down if across > 0 and down > 0 else 0


def _touches(stroke: tuple[Point, Point], box: Box) -> bool:
    """Whether a line runs through a box; told from points along it."""
    (x0, y0), (x1, y1) = stroke
    beside = max(x0, x1) <= box.x or min(x0, x1) >= box.right
    if beside or max(y0, y1) <= box.y or min(y0, y1) >= box.bottom:
        return False
    steps = max(int(hypot(x1 - x0, y1 - y0) / 8), 1)
    return any(
        box.x < x0 + (x1 - x0) * at / steps < box.right
        and box.y < y0 + (y1 - y0) * at / steps < box.bottom
        for at in range(steps + 1)
    )


def spread(wanted: Sequence[float], apart: float, low: float, high: float) -> list[float]:
    """Places as near to those wanted as they can be, in order, each so far `apart` from the next.

    Where there is too little room they stand closer.
    """
    if len(wanted) * apart > high - low:
        apart = (high - low) / max(len(wanted), 1)
    order = sorted(range(len(wanted)), key=lambda at: (wanted[at], at))
    places = [min(max(wanted[at], low), high) for at in order]
    for at in range(1, len(places)):
        places[at] = max(places[at], places[at - 1] + apart)
    for at in range(len(places) - 1, -1, -1):
        limit = high if at == len(places) - 1 else places[at + 1] - apart
        places[at] = min(places[at], limit)
    return [place for _, place in sorted(zip(order, places, strict=True))]
