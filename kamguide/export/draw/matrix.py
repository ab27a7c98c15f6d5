"""The directional policy matrix: strong on the left, attractive on top, area as revenue."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, hypot, log, sqrt
from typing import Final

from kamguide.analysis.dpm import NEAR_ATTRACTIVE, NEAR_STRONG
from kamguide.export.draw.arrows import arrow
from kamguide.export.draw.canvas import (
    PLAIN,
    QUIET_END,
    QUIET_MIDDLE,
    SMALL,
    WIDTH,
    Box,
    Canvas,
    Type,
    colour,
)
from kamguide.export.draw.frame import EDGE, Entry, Key, Task, key_of
from kamguide.export.draw.lettering import fitted, wrapped
from kamguide.export.draw.placing import Disc, Point, Surroundings
from kamguide.export.draw.scale import Scale
from kamguide.messages import number, say

ENDS: Final = (1.25, 1.5, 2.0, 3.0)
"""Ratios at which the axis may end, where the plan's settings allow no less."""
STOPS: Final = {1.25: 1.1, 1.5: 1.25, 2.0: 1.5, 3.0: 2.0}
"""The number between 1 and an end of the axis."""
APART: Final = (1.0, 2.0, 3.0, 5.0, 10.0)
"""The same for differences of points."""
ROOM: Final = 0.9
"""The part of the axis within which circles are wanted."""
BIGGEST: Final = 36.0
FIELD: Final = 430.0
LEFT: Final = 44.0
BAND: Final = 22.0
"""What is kept free on top and bottom for the names of the boxes."""
TALLEST: Final = 10.0
CROWDED: Final = 12
"""From so many units on, names are shorter."""
QUADRANTS: Final = (("star", "question_mark"), ("cash_cow", "dog"))
"""Attractive ones first, strong ones first."""
NAME: Final = Type(SMALL)
CORNER: Final = Type(SMALL, bold=True, kind="soft")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit at one time: where it stands by its numbers, and what it sells."""

    at: int
    is_later: bool
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Axis:
    """Relative strength from left to right, ratios in steps of proportion."""

    is_ratio: bool
    end: float
    start: float
    stop: float

    def at(self, value: float) -> float:
        """The place of a number; strong is left."""
        if self.is_ratio:
            part = log(max(value, 1e-9)) / log(self.end)
        else:
            part = value / self.end
        middle = (self.start + self.stop) / 2
        return middle - min(max(part, -1), 1) * (self.stop - self.start) / 2

    def ticks(self) -> tuple[float, ...]:
        """The numbers that stand under it."""
        if not self.is_ratio:
            return tuple(self.end * at / 2 for at in range(2, -3, -1))
        between = STOPS.get(self.end, sqrt(self.end))
        return self.end, between, 1.0, 1 / between, 1 / self.end


@dataclass(frozen=True, slots=True)
class Drawn:
    """The field, and the circles as they stand in it."""

    field: Box
    across: Axis
    up: Scale
    circles: tuple[tuple[Unit, Disc], ...]


def matrix(task: Task) -> str | None:
    """A circle for each unit today, a ring for where it is wanted, an arrow between them."""
    units = list(_units(task))
    if not units:
        return None
    key = _key(task, units)
    top = EDGE + key.height + 20
    canvas = Canvas(task.name, top + FIELD + 46)
    field = Box(LEFT, top, WIDTH - LEFT - EDGE, FIELD)
    drawn = _fitted(task, units, field)
    threshold = drawn.up.at(_threshold(task))
    _ground(canvas, task, drawn, threshold)
    key.draw(canvas)
    _circles(canvas, drawn)
    _names(canvas, task, drawn, _corners(canvas, task, field))
    largest = max(units, key=lambda one: one.size)
    names = task.chart.points
    return task.done(canvas, count=len({one.at for one in units}), largest=names[largest.at])


def _units(task: Task) -> Iterator[Unit]:
    """The units whose place and size are known, at each time."""
    by_role = {(one.name, one.role): one.values for one in task.chart.series}
    times = list(dict.fromkeys(one.name for one in task.chart.series))
    for when, time in enumerate(times[:2]):
        x = by_role.get((time, "x" if _is_ratio(task) else "apart"), ())
        y, size = (by_role.get((time, role), ()) for role in ("y", "size"))
        for at, (across, up, area) in enumerate(zip(x, y, size, strict=False)):
            if across is not None and up is not None and area is not None and area >= 0:
                yield Unit(at, when > 0, float(across), float(up), float(area))


def _is_ratio(task: Task) -> bool:
    """Whether strength is a ratio: also where differences are wanted but not there."""
    has_apart = any(one.role == "apart" for one in task.chart.series)
    return task.chart.notes.get("axis") != "difference" or not has_apart


def _threshold(task: Task) -> float:
    found = task.note("threshold")
    return 5.0 if found is None else found


# Where everything stands


def _fitted(task: Task, units: Sequence[Unit], field: Box) -> Drawn:
    """The circles as far into the field as it takes for all of them to lie within."""
    largest = max(one.size for one in units) or 1
    radii = [BIGGEST * sqrt(one.size / largest) for one in units]
    end = _end(task, units)
    inset = BAND
    while True:
        across = Axis(_is_ratio(task), end, field.x + inset, field.right - inset)
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
    if not _is_ratio(task):
        spread = max(abs(one.x) for one in units)
        return next((one for one in APART if spread <= one * ROOM), APART[-1])
    farthest = task.note("ratio_max") or 3.0
    farthest = farthest if farthest > 1 else 3.0
    spread = max(abs(log(max(one.x, 1 / farthest))) for one in units)
    return next((one for one in ENDS if one < farthest and spread <= log(one) * ROOM), farthest)


# The field


def _ground(canvas: Canvas, task: Task, drawn: Drawn, threshold: float) -> None:
    """The four boxes, the zone between them, and the numbers of both axes."""
    field, across, up = drawn.field, drawn.across, drawn.up
    canvas.rect(field, "line", fill="none")
    line = _threshold(task)
    near = float(NEAR_ATTRACTIVE)
    high, low = up.at(line + near), up.at(line - near)
    canvas.rect(Box(field.x + 1, high, field.width - 2, low - high), "shade")
    centre = across.at(1.0 if across.is_ratio else 0.0)
    if across.is_ratio:
        strong, weak = across.at(1 + float(NEAR_STRONG)), across.at(1 - float(NEAR_STRONG))
        canvas.rect(Box(strong, field.y + 1, weak - strong, field.height - 2), "shade")
    canvas.line((field.x, threshold), (field.right, threshold), "faint")
    canvas.line((centre, field.y), (centre, field.bottom), "faint")
    for tick in across.ticks():
        label = number(_decimal(tick), 2)
        canvas.line((across.at(tick), field.bottom), (across.at(tick), field.bottom + 4), "faint")
        canvas.text((across.at(tick), field.bottom + 13), label, QUIET_MIDDLE)
    for height in sorted({0.0, line, TALLEST}):
        canvas.text((field.x - 6, up.at(height)), number(_decimal(height), 2), QUIET_END)
    title = task.chart.notes.get("axis_x") or task.say("matrix.across")
    middle = Type(anchor="middle")
    canvas.text((field.middle, field.bottom + 34), fitted(title, field.width, 12), middle)
    title = task.chart.notes.get("axis_y") or task.say("matrix.up")
    canvas.text((EDGE, field.y - 12), fitted(title, field.width, 12), PLAIN)


def _decimal(value: float) -> Decimal:
    return Decimal(repr(value))


def _corners(canvas: Canvas, task: Task, field: Box) -> list[Box]:
    """The names of the four boxes, in their corners."""
    taken = []
    for down, row in enumerate(QUADRANTS):
        y = field.bottom - BAND / 2 if down else field.y + BAND / 2
        for right, name in enumerate(row):
            text = say(f"plan.quadrant.{name}", task.lang)
            look = Type(SMALL, "end" if right else "start", bold=True, kind="soft")
            x = field.right - 8 if right else field.x + 8
            canvas.text((x, y), text, look)
            wide = CORNER.width(text)
            taken.append(Box(x - wide if right else x, y - BAND / 2, wide, BAND))
    return taken


def _key(task: Task, units: Sequence[Unit]) -> Key:
    """What solid, hollow, crossed and shaded mean, and how large the largest is."""
    times = list(dict.fromkeys(one.name for one in task.chart.series))
    entries = [Entry(times[0], lambda canvas, box: _solid(canvas, _disc(box), colour(0)))]
    if any(one.is_later for one in units):
        entries.append(Entry(times[1], lambda canvas, box: _ring(canvas, _disc(box), colour(0))))
    if any(not one.size for one in units):
        cross = Entry(
            task.say("matrix.none"), lambda canvas, box: _cross(canvas, _disc(box), colour(0))
        )
        entries.append(cross)
    largest = number(_decimal(max(one.size for one in units)), 1)
    entries.append(
        Entry(task.say("matrix.near"), lambda canvas, box: canvas.rect(box, "shade"), True)
    )
    text = task.say("matrix.area", largest=largest)
    entries.append(Entry(text, lambda canvas, box: _sizes(canvas, box), True))
    return key_of(entries)


def _disc(box: Box) -> Disc:
    return Disc(box.middle, box.centre, box.width / 2)


def _sizes(canvas: Canvas, box: Box) -> None:
    """A small circle within a large one."""
    canvas.add("circle", "faint", cx=box.middle, cy=box.centre, r=6, fill="none")
    canvas.add("circle", "faint", cx=box.middle, cy=box.centre + 3, r=3, fill="none")


# The circles


def _circles(canvas: Canvas, drawn: Drawn) -> None:
    """Large ones first, so that no small one is hidden; arrows over all of them."""
    for unit, disc in sorted(drawn.circles, key=lambda one: -one[0].size):
        paint = colour(unit.at)
        if not unit.size:
            _cross(canvas, disc, paint)
        elif unit.is_later:
            _ring(canvas, disc, paint)
        else:
            _solid(canvas, disc, paint)
    for start, end in _moves(drawn):
        arrow(canvas, start, end)


def _solid(canvas: Canvas, disc: Disc, paint: str) -> None:
    canvas.add("circle", "gap", cx=disc.x, cy=disc.y, r=disc.radius, fill=paint, fill_opacity=0.85)


def _ring(canvas: Canvas, disc: Disc, paint: str) -> None:
    looks = {"fill": "none", "stroke": paint, "stroke_width": 2.0}
    canvas.add("circle", cx=disc.x, cy=disc.y, r=disc.radius, **looks)


def _cross(canvas: Canvas, disc: Disc, paint: str) -> None:
    """A unit that sells nothing."""
    for up in (-5, 5):
        ends = [(disc.x - 5, disc.y - up), (disc.x + 5, disc.y + up)]
        canvas.path(ends, "gap", stroke_width=5)
    for up in (-5, 5):
        ends = [(disc.x - 5, disc.y - up), (disc.x + 5, disc.y + up)]
        canvas.path(ends, stroke=paint, stroke_width=2.2)


def _moves(drawn: Drawn) -> list[tuple[Point, Point]]:
    """From where a unit stands to where it is wanted, if that is elsewhere."""
    places = {(unit.at, unit.is_later): (disc.x, disc.y) for unit, disc in drawn.circles}
    return [
        (start, places[at, True])
        for (at, later), start in places.items()
        if not later and (at, True) in places and hypot(*_apart(start, places[at, True])) > 5
    ]


def _lines(task: Task, drawn: Drawn) -> list[tuple[Point, Point]]:
    """The two lines between the boxes."""
    field, height = drawn.field, drawn.up.at(_threshold(task))
    middle = drawn.across.at(1.0 if drawn.across.is_ratio else 0.0)
    return [
        ((field.x, height), (field.right, height)),
        ((middle, field.y), (middle, field.bottom)),
    ]


def _apart(start: Point, end: Point) -> Point:
    return end[0] - start[0], end[1] - start[1]


# Their names


def _names(canvas: Canvas, task: Task, drawn: Drawn, taken: list[Box]) -> None:
    """A name for each unit, by the circle of today or else of later."""
    first = {unit.at: disc for unit, disc in reversed(drawn.circles)}
    discs = [disc for _, disc in drawn.circles]
    inner = Box(drawn.field.x + 3, drawn.field.y + 3, drawn.field.width - 6, FIELD - 6)
    around = Surroundings(inner, taken, discs, [*_moves(drawn), *_lines(task, drawn)])
    order = sorted(first, key=lambda at: (-first[at].radius, at))
    lines = 1 if len(order) > CROWDED else 2
    room = 110.0 if len(order) > CROWDED else 132.0
    for at in order:
        name = wrapped(task.chart.points[at], room, SMALL, lines)
        width = max(map(NAME.width, name), default=0)
        placed = around.place(at, first[at], ceil(width), NAME.leading * len(name))
        if placed is None:
            continue
        if placed.leader:
            canvas.line(*placed.leader, "faint")
        left = placed.box.right <= first[at].x
        look = Type(SMALL, "end" if left else "start")
        canvas.lines((placed.box.right if left else placed.box.x, placed.box.centre), name, look)
