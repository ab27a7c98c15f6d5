"""Upright bars: revenue and budget stacked by year, scenarios side by side."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from msgspec import Struct

from kamguide.export.draw.canvas import (
    QUIET_MIDDLE,
    SIZE,
    SMALL,
    WIDTH,
    Box,
    Canvas,
    Type,
    colour,
)
from kamguide.export.draw.frame import (
    EDGE,
    SWATCH,
    Entry,
    Swatch,
    Task,
    filled,
    key_of,
    levels,
    margin_of,
)
from kamguide.export.draw.growth import HEIGHT, growth, split_of
from kamguide.export.draw.lettering import whole, width_of, wrapped
from kamguide.export.draw.placing import spread
from kamguide.export.draw.scale import Scale, known, over
from kamguide.export.palette import INK, PAPER, is_dark
from kamguide.messages import money
from kamguide.plan.blocks import Series

FIELD: Final = 300.0
NAMES: Final = 178.0
"""The room at the right, for the names of what is stacked."""
FEET: Final = 42.0
ON_TOP: Final = 22.0
"""What the unit and the sums take above the field."""
WIDEST: Final = 72.0
LEAST: Final = 13.0
"""A part lower than this has no room for its number."""


class Stacks(Struct):
    """Columns of stacked bars, and what has been written on them."""

    canvas: Canvas
    bars: tuple[Series, ...]
    scale: Scale
    field: Box
    numbers: list[Box]
    """Where the numbers of the line stand, which those of the parts leave free."""

    @property
    def slot(self) -> float:
        """From column to column."""
        return self.field.width / max(len(self.bars[0].values), 1)

    def middle(self, at: int) -> float:
        """The middle of a column."""
        return self.field.x + self.slot * (at + 0.5)

    @property
    def thick(self) -> float:
        """How wide a column is."""
        return min(self.slot * 0.66, WIDEST)

    def parts(self, at: int) -> list[tuple[float, float]]:
        """From where to where each part of a column reaches; what is negative hangs down."""
        ends = {True: 0.0, False: 0.0}
        made = []
        for one in self.bars:
            value = float(one.values[at] or 0)
            start = ends[value >= 0]
            ends[value >= 0] = start + value
            made.append((start, start + value))
        return made


def revenue(task: Task) -> str | None:
    """What is sold by product and year, the margin over it, and where growth comes from."""
    return _stacked(task, with_growth=True)


def budget(task: Task) -> str | None:
    """What is spent by year and kind."""
    return _stacked(task, with_growth=False)


def _stacked(task: Task, *, with_growth: bool) -> str | None:
    bars = tuple(one for one in task.chart.series if one.role != "line" and known(one.values))
    lines = [one for one in task.chart.series if one.role == "line" and known(one.values)]
    if not bars:
        return None
    top = EDGE + ON_TOP + 16
    probe = Stacks(Canvas("", 1), bars, Scale(0, 1, 0, 1), Box(0, 0, 1, 1), [])
    ends = [end for at in range(len(bars[0].values)) for part in probe.parts(at) for end in part]
    scale = over([*ends, *known(v for one in lines for v in one.values)], top + FIELD, top)
    left = margin_of(scale, SMALL)
    place = Box(left, top, WIDTH - left - NAMES - EDGE, FIELD)
    split = split_of(task) if with_growth else None
    canvas = Canvas(task.name, place.bottom + FEET + (HEIGHT if split else 0))
    drawn = Stacks(canvas, bars, scale, place, [])
    levels(canvas, scale, place, task.chart.notes.get("unit", ""))
    _columns(drawn)
    for one in lines:
        _line(drawn, one)
    _numbers(drawn)
    _points(canvas, task.chart.points, drawn)
    _names(drawn, lines)
    if split:
        growth(canvas, task, split, place.bottom + FEET)
    names = task.listed([one.name for one in (*bars, *lines)])
    return task.done(canvas, count=len(task.chart.points), names=names)


def _columns(drawn: Stacks) -> None:
    for at in range(len(drawn.bars[0].values)):
        x = drawn.middle(at) - drawn.thick / 2
        for number, (start, end) in enumerate(drawn.parts(at)):
            low, high = sorted((drawn.scale.at(start), drawn.scale.at(end)))
            if high > low:
                box = Box(x, low, drawn.thick, high - low)
                drawn.canvas.rect(box, "gap", fill=drawn.canvas.fill(number), stroke_width=1)
        values = known(one.values[at] for one in drawn.bars)
        if values:
            highest = max(0.0, *(end for part in drawn.parts(at) for end in part))
            total = whole(money(_exact(sum(values))), drawn.slot - 2, SIZE, bold=True)
            look = Type(anchor="middle", bold=True)
            y = drawn.scale.at(highest) - 10
            drawn.canvas.text((drawn.middle(at), y), total, look)
            drawn.numbers.append(_around(drawn.middle(at), y, look.width(total)))


def _around(x: float, y: float, width: float) -> Box:
    return Box(x - width / 2 - 2, y - 7, width + 4, 14)


def _exact(value: float) -> Decimal:
    return Decimal(repr(round(value, 6)))


def _line(drawn: Stacks, line: Series) -> None:
    """A line over the bars, its numbers on a ground of their own."""
    points = [
        (drawn.middle(at), drawn.scale.at(float(value)), value)
        for at, value in enumerate(line.values)
        if value is not None
    ]
    path = [(x, y) for x, y, _ in points]
    if len(path) > 1:
        drawn.canvas.path(path, "gap", stroke_width=5)
        drawn.canvas.path(path, "edge", stroke_width=2.2)
    for x, y, value in points:
        drawn.canvas.add("circle", "ink gap", cx=x, cy=y, r=4.5, stroke_width=1.5)
        text = whole(money(value), drawn.slot - 6, SMALL, bold=True)
        drawn.numbers.append(Box(x - 6, y - 6, 12, 12))
        box = _clear(drawn, _around(x, y - 14, width_of(text, SMALL, bold=True)), y)
        if text and box:
            drawn.canvas.rect(box, "ground", rx=3)
            drawn.canvas.text((x, box.centre), text, Type(SMALL, "middle", bold=True))
            drawn.numbers.append(box)


def _clear(drawn: Stacks, box: Box, point: float) -> Box | None:
    """Over the point, else under it, else higher; nothing where other numbers stand everywhere."""
    heights = (box.y, point + 7, point - 36, point - 52)
    boxes = (Box(box.x, y, box.width, box.height) for y in heights)
    within = (one for one in boxes if one.y >= EDGE and one.bottom <= drawn.field.bottom)
    return next((one for one in within if not any(one.meets(it) for it in drawn.numbers)), None)


def _numbers(drawn: Stacks) -> None:
    """The number of each part that is high enough for it and not under the line's."""
    for at in range(len(drawn.bars[0].values)):
        for number, (start, end) in enumerate(drawn.parts(at)):
            low, high = sorted((drawn.scale.at(start), drawn.scale.at(end)))
            text = money(drawn.bars[number].values[at])
            wide = width_of(text, SMALL)
            if high - low < LEAST or wide > drawn.thick - 8:
                continue
            heights = (low + (high - low) * part for part in (0.5, 0.22, 0.78))
            boxes = (Box(drawn.middle(at) - wide / 2 - 3, y - 7, wide + 6, 14) for y in heights)
            free = (one for one in boxes if _is_free(drawn, one, (low, high)))
            if (box := next(free, None)) is not None:
                on_colour(drawn.canvas, box, text, number)


def _is_free(drawn: Stacks, box: Box, part: tuple[float, float]) -> bool:
    """Whether a number there is in its part, and on no other number."""
    within = part[0] - 1 <= box.y and box.bottom <= part[1] + 1
    return within and not any(box.meets(one) for one in drawn.numbers)


def on_colour(canvas: Canvas, box: Box, text: str, at: int) -> None:
    """A number on the filling of a series, which is plain behind it."""
    if canvas.fill(at) != colour(at):
        canvas.rect(box, fill=colour(at))
    fill = PAPER if is_dark(at) else INK
    canvas.text((box.middle, box.centre), text, Type(SMALL, "middle", fill=fill))


def _points(canvas: Canvas, points: Sequence[str], drawn: Stacks) -> None:
    for at, name in enumerate(points):
        lines = wrapped(name, drawn.slot - 4, SMALL)
        y = drawn.field.bottom + 8 + 7 * len(lines)
        canvas.lines((drawn.middle(at), y), lines, QUIET_MIDDLE)


# What is what


def _names(drawn: Stacks, lines: Sequence[Series]) -> None:
    """The name of each part at the height of the last column's, in the order of the stack."""
    last = len(drawn.bars[0].values) - 1
    wanted = [drawn.scale.at((start + end) / 2) for start, end in drawn.parts(last)]
    swatches: list[Swatch] = [filled(at) for at in range(len(drawn.bars))]
    for one in lines:
        value = next((v for v in reversed(one.values) if v is not None), None)
        wanted.append(drawn.scale.at(float(value or 0)))
        swatches.append(_line_swatch)
    names = [one.name for one in (*drawn.bars, *lines)]
    room = drawn.field.height / len(names)
    rows = 2 if room >= 2 * SMALL * 1.3 else 1
    low, high = drawn.field.y, drawn.field.bottom
    # A hair of order keeps parts of nothing in the order of the stack.
    ordered = [y - number * 1e-3 for number, y in enumerate(wanted)]
    heights = spread(ordered, SMALL * 1.3 * rows + 3, low, high)
    x = drawn.field.right + 14
    for name, y, swatch in zip(names, heights, swatches, strict=True):
        text = wrapped(name, WIDTH - EDGE - x - SWATCH - 6, SMALL, rows)
        swatch(drawn.canvas, Box(x, y - SWATCH / 2, SWATCH, SWATCH))
        drawn.canvas.lines((x + SWATCH + 6, y), text, Type(SMALL))


def _line_swatch(canvas: Canvas, box: Box) -> None:
    canvas.path([(box.x - 2, box.centre), (box.right + 2, box.centre)], "edge", stroke_width=2.2)
    canvas.add("circle", "ink", cx=box.middle, cy=box.centre, r=3.5)


# Side by side


def scenarios(task: Task) -> str | None:
    """Years, each with a bar for every scenario, from the lowest to the highest."""
    bars = tuple(one for one in task.chart.series if known(one.values))
    if not bars:
        return None
    key = key_of([Entry(one.name, filled(at)) for at, one in enumerate(bars)])
    top = EDGE + key.height + ON_TOP + 16
    scale = over(known(v for one in bars for v in one.values), top + FIELD * 0.75, top)
    left = margin_of(scale, SMALL)
    place = Box(left, top, WIDTH - left - EDGE, FIELD * 0.75)
    canvas = Canvas(task.name, place.bottom + FEET)
    drawn = Stacks(canvas, bars, scale, place, [])
    key.draw(canvas)
    levels(canvas, scale, place, task.chart.notes.get("unit", ""))
    for number, one in enumerate(bars):
        _beside(drawn, number, one)
    _points(canvas, task.chart.points, drawn)
    names = task.listed([one.name for one in bars])
    return task.done(canvas, count=len(task.chart.points), names=names)


def _beside(drawn: Stacks, number: int, one: Series) -> None:
    """The bars of one scenario, each with its number where there is room."""
    thick = min(drawn.slot * 0.8 / len(drawn.bars), WIDEST)
    for at, value in enumerate(one.values):
        if value is None:
            continue
        x = drawn.middle(at) + (number - len(drawn.bars) / 2) * thick
        end, nought = drawn.scale.at(float(value)), drawn.scale.at(0)
        box = Box(x + 2, min(end, nought), thick - 4, abs(nought - end))
        drawn.canvas.rect(box, fill=drawn.canvas.fill(number))
        text = money(value)
        if width_of(text, SMALL) <= thick:
            y = min(end, nought) - 9
            drawn.canvas.text((box.middle, y), text, Type(SMALL, "middle"))
