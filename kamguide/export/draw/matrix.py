"""The directional policy matrix: strong on the left, attractive on top, area as revenue."""

from collections.abc import Sequence
from decimal import Decimal
from math import ceil, dist
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
    Shown,
    Type,
    colour,
)
from kamguide.export.draw.frame import EDGE, Entry, Key, Task, key_of
from kamguide.export.draw.lettering import fitted, wrapped
from kamguide.export.draw.placing import Disc, Point, Surroundings
from kamguide.export.draw.positions import (
    BAND,
    TALLEST,
    Drawn,
    Unit,
    fitted_in,
    threshold_of,
    units_of,
)
from kamguide.messages import number, say

FIELD: Final = 430.0
LEFT: Final = 44.0
STILL: Final = 5.0
"""A shorter way needs no arrow."""
CROWDED: Final = 12
"""From so many units on, names are shorter."""
QUADRANTS: Final = (("star", "question_mark"), ("cash_cow", "dog"))
"""Attractive ones first, strong ones first."""
NAME: Final = Type(SMALL)
CORNER: Final = Type(SMALL, bold=True, kind="soft")


def matrix(task: Task) -> str | None:
    """A circle for each unit today, a ring for where it is wanted, an arrow between them."""
    units = list(units_of(task))
    if not units:
        return None
    key = _key(task, units)
    top = EDGE + key.height + 20
    canvas = Canvas(task.name, top + FIELD + 46)
    field = Box(LEFT, top, WIDTH - LEFT - EDGE, FIELD)
    drawn = fitted_in(task, units, field)
    threshold = drawn.up.at(threshold_of(task))
    _ground(canvas, task, drawn, threshold)
    key.draw(canvas)
    _circles(canvas, drawn)
    _names(canvas, task, drawn, _corners(canvas, task, field))
    largest = max(units, key=lambda one: one.size)
    names = task.chart.points
    return task.done(canvas, count=len({one.at for one in units}), largest=names[largest.at])


# The field


def _ground(canvas: Canvas, task: Task, drawn: Drawn, threshold: float) -> None:
    """The four boxes, the zone between them, and the numbers of both axes."""
    field, across, up = drawn.field, drawn.across, drawn.up
    canvas.rect(field, "line", fill="none")
    line = threshold_of(task)
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
            text = task.chart.notes.get(f"box.{name}") or say(f"plan.quadrant.{name}", task.lang)
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
    entries.append(Entry(text, _sizes, True))
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
    looks: dict[str, Shown] = {"fill": "none", "stroke": paint, "stroke_width": 2.0}
    canvas.add("circle", "", cx=disc.x, cy=disc.y, r=disc.radius, **looks)


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
        if not later and (at, True) in places and dist(start, places[at, True]) > STILL
    ]


def _named_at(drawn: Drawn) -> dict[int, Disc]:
    """The circle that each unit is named beside: the outer one where one lies in the other."""
    later = {unit.at: disc for unit, disc in drawn.circles if unit.is_later}
    made = dict(later)
    for unit, disc in drawn.circles:
        ring = later.get(unit.at)
        if not unit.is_later and (ring is None or not _surrounds(ring, disc)):
            made[unit.at] = disc
    return made


def _surrounds(ring: Disc, disc: Disc) -> bool:
    return dist((ring.x, ring.y), (disc.x, disc.y)) + disc.radius < ring.radius + STILL


def _lines(task: Task, drawn: Drawn) -> list[tuple[Point, Point]]:
    """The two lines between the boxes."""
    field, height = drawn.field, drawn.up.at(threshold_of(task))
    middle = drawn.across.at(1.0 if drawn.across.is_ratio else 0.0)
    return [
        ((field.x, height), (field.right, height)),
        ((middle, field.y), (middle, field.bottom)),
    ]


# Their names


def _names(canvas: Canvas, task: Task, drawn: Drawn, taken: list[Box]) -> None:
    """A name for each unit, by the circle of today or else of later."""
    first = _named_at(drawn)
    discs = [disc for _, disc in drawn.circles]
    inner = Box(drawn.field.x + 3, drawn.field.y + 3, drawn.field.width - 6, FIELD - 6)
    around = Surroundings(inner, taken, discs, [*_moves(drawn), *_lines(task, drawn)])
    order = sorted(first, key=lambda at: (-first[at].radius, at))
    lines = 1 if len(order) > CROWDED else 2
    room = 110.0 if len(order) > CROWDED else 132.0
    for at in order:
        name = wrapped(task.chart.points[at], room, SMALL, lines)
        width = max(map(NAME.width, name), default=0)
        placed = around.place(first[at], ceil(width), NAME.leading * len(name))
        if placed is None:
            continue
        if placed.leader:
            canvas.line(*placed.leader, "faint")
        left = placed.box.right <= first[at].x
        look = Type(SMALL, "end" if left else "start")
        canvas.lines((placed.box.right if left else placed.box.x, placed.box.centre), name, look)
