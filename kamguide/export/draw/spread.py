"""How far several are apart: a track for each thing, on it a disc for each of them."""

from decimal import Decimal
from string import ascii_uppercase
from typing import Final

from kamguide.export.draw.canvas import QUIET, SMALL, WIDTH, Box, Canvas, Type, colour
from kamguide.export.draw.frame import EDGE, Entry, Swatch, Task, key_of
from kamguide.export.draw.lettering import width_of, wrapped
from kamguide.export.palette import is_dark
from kamguide.export.tracks import ends_of
from kamguide.messages import number
from kamguide.plan.blocks import Chart

NAMES: Final = 190.0
RADIUS: Final = 8.5
RING: Final = 12.0
LANE: Final = 2 * RADIUS + 3
GAP: Final = 16.0
NEAR: Final = 2 * RADIUS + 1
"""Discs nearer than this stand under each other."""


def spread(task: Task) -> str | None:
    """A row for each point: a line from the lowest to the highest, the median, the discs."""
    chart = task.chart
    if all(value is None for one in chart.series for value in one.values):
        return None
    letters = dict(enumerate(ascii_uppercase))
    key = key_of([Entry(one.name, _disc(at, letters.get(at, ""))) for at, one in
                  enumerate(chart.series)])  # fmt: skip
    numbers = max(width_of(_shown(chart, at, end), SMALL) for at in range(len(chart.points))
                  for end in ends_of(chart, at)) + 10  # fmt: skip
    start, end = EDGE + NAMES + numbers, WIDTH - EDGE - numbers - RING
    rows = [_lanes(chart, at, start, end) for at in range(len(chart.points))]
    heights = [max(len(one), 1) * LANE + GAP for one in rows]
    top = EDGE + key.height + 8
    canvas = Canvas(task.name, top + sum(heights) + EDGE)
    key.draw(canvas)
    for at, lanes in enumerate(rows):
        _row(canvas, chart, at, Box(start, top, end - start, heights[at]))
        for lane, discs in enumerate(lanes):
            for series, x in discs:
                _put(canvas, chart, at, (series, x, top + GAP / 2 + RADIUS + lane * LANE))
        top += heights[at]
    names = [one.name for one in chart.series]
    return task.done(canvas, count=len(chart.points), names=task.listed(names))


def _row(canvas: Canvas, chart: Chart, at: int, box: Box) -> None:
    """The name, the line with its ends, and the median."""
    middle = box.y + GAP / 2 + RADIUS
    lines = wrapped(chart.points[at], NAMES - 8, SMALL, 2)
    canvas.lines((EDGE, middle + (len(lines) - 1) * 6), lines, Type(SMALL))
    canvas.line((box.x, middle), (box.right, middle), "line")
    low, high = ends_of(chart, at)
    canvas.text((box.x - RING - 2, middle), _shown(chart, at, low), Type(SMALL, "end", kind="soft"))
    canvas.text((box.right + RING + 2, middle), _shown(chart, at, high), QUIET)
    if median := chart.notes.get(f"median.{at}"):
        x = _place(Decimal(median), (low, high), box.x, box.right)
        canvas.dashed((x, box.y + 2), (x, box.bottom - 2))


def _put(canvas: Canvas, chart: Chart, at: int, disc: tuple[int, float, float]) -> None:
    series, x, y = disc
    if str(series) in chart.notes.get(f"outside.{at}", "").split(","):
        canvas.add("circle", "edge", cx=x, cy=y, r=RING, fill="none", stroke_width=1.5)
    _draw(canvas, series, (x, y))


def _draw(canvas: Canvas, series: int, at: tuple[float, float], radius: float = RADIUS) -> None:
    canvas.add("circle", cx=at[0], cy=at[1], r=radius, fill=colour(series))
    fill = "FFFFFF" if is_dark(series) else "1B1B1B"
    letter = ascii_uppercase[series % len(ascii_uppercase)]
    canvas.text(
        at, letter, Type(SMALL if radius == RADIUS else 8.5, "middle", bold=True, fill=fill)
    )


def _disc(at: int, letter: str) -> Swatch:
    del letter
    return lambda canvas, box: _draw(canvas, at, (box.middle, box.centre), 7.5)


def _lanes(chart: Chart, at: int, start: float, end: float) -> list[list[tuple[int, float]]]:
    """The discs of a row, each in the first lane that is free where it belongs."""
    ends = ends_of(chart, at)
    together = _together(chart, at)
    if together is not None:
        middle = _place(together[0], ends, start, end)
        wide = LANE * (len(together[1]) - 1)
        left = max(start, min(end - wide, middle - wide / 2))
        return [[(one, left + LANE * number) for number, one in enumerate(together[1])]]
    lanes: list[list[tuple[int, float]]] = []
    for series, one in enumerate(chart.series):
        if (value := one.values[at]) is None:
            continue
        x = _place(value, ends, start, end)
        free = (lane for lane in lanes if all(abs(x - other) >= NEAR for _, other in lane))
        lane = next(free, None)
        if lane is None:
            lanes.append([(series, x)])
        else:
            lane.append((series, x))
    return lanes


def _together(chart: Chart, at: int) -> tuple[Decimal, list[int]] | None:
    """The one value of all series in a row, and who has it; None where they differ."""
    known = {
        n: value for n, one in enumerate(chart.series) if (value := one.values[at]) is not None
    }
    values = set(known.values())
    return (values.pop(), list(known)) if len(values) == 1 else None


def _place(value: Decimal, ends: tuple[Decimal, Decimal], start: float, end: float) -> float:
    low, high = ends
    part = float((value - low) / (high - low)) if high > low else 0.5
    return start + part * (end - start)


def _shown(chart: Chart, at: int, value: Decimal) -> str:
    return f"{number(value, 2)}{chart.notes.get(f'unit.{at}', '')}"
