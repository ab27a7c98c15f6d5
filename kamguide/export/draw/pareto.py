"""The Pareto curve: bars from the largest down, their running total, and where classes end."""

from collections.abc import Sequence
from decimal import Decimal
from math import ceil
from typing import Final

from kamguide.export.draw.canvas import (
    BOLDLY,
    QUIET_END,
    QUIET_MIDDLE,
    SIZE,
    SMALL,
    WIDTH,
    Box,
    Canvas,
    colour,
)
from kamguide.export.draw.frame import EDGE, Entry, Key, Task, filled, key_of, levels, margin_of
from kamguide.export.draw.lettering import fitted, whole, wrapped
from kamguide.export.draw.scale import Scale, known, over
from kamguide.messages import percent
from kamguide.plan.blocks import Series

FIELD: Final = 300.0
CLASSES: Final = 26.0
"""What the names of classes take above the field."""
UPRIGHT: Final = 56.0
"""From so much room for each bar on, names stand level under it."""
LEAST: Final = 15.0
"""Where bars stand closer, not each is named."""
TURNED: Final = 124.0
"""The room of a name that is turned."""


def pareto(task: Task) -> str | None:
    """Bars for shares, a line for what they come to, lines down where a class ends."""
    bars = next((one for one in task.chart.series if one.role != "line"), None)
    line = next((one for one in task.chart.series if one.role == "line"), None)
    if bars is None or not known(bars.values):
        return None
    values = known([*bars.values, *(line.values if line else ())])
    slots = len(bars.values)
    key = _key(bars, line)
    top = EDGE + key.height + CLASSES
    scale = over([*values, *([100.0] if line else [])], top + FIELD, top)
    left = margin_of(scale, SMALL, "%")
    field = Box(left, top, WIDTH - left - EDGE - 4, FIELD)
    canvas = Canvas(task.name, field.bottom + _feet(field.width / slots))
    key.draw(canvas)
    _classes(canvas, task, field, slots)
    levels(canvas, scale, field, suffix=task.chart.notes.get("unit", ""))
    _bars(canvas, bars, scale, field)
    if line is not None:
        _curve(canvas, line, scale, field)
    _names(canvas, task.chart.points, field)
    return task.done(canvas, count=slots, first=task.chart.points[0] if slots else "")


def _key(bars: Series, line: Series | None) -> Key:
    entries = [Entry(bars.name, filled(0))]
    if line is not None:
        entries.append(Entry(line.name, _line_swatch))
    return key_of(entries)


def _line_swatch(canvas: Canvas, box: Box) -> None:
    canvas.path([(box.x, box.centre), (box.right, box.centre)], "edge", stroke_width=2)
    canvas.add("circle", "ink", cx=box.middle, cy=box.centre, r=3)


def _bars(canvas: Canvas, bars: Series, scale: Scale, field: Box) -> None:
    slot = field.width / len(bars.values)
    for at, value in enumerate(bars.values):
        if value is None:
            continue
        end, nought = scale.at(float(value)), scale.at(0)
        box = Box(field.x + slot * (at + 0.14), min(end, nought), slot * 0.72, abs(nought - end))
        canvas.rect(box, fill=colour(0))
        label = percent(value)
        if whole(label, slot, SMALL) and box.y - 16 > field.y and slot >= UPRIGHT:
            canvas.text((box.middle, box.y - 9), label, QUIET_MIDDLE)


def _curve(canvas: Canvas, line: Series, scale: Scale, field: Box) -> None:
    slot = field.width / len(line.values)
    points = [
        (field.x + slot * (at + 0.5), scale.at(float(value)))
        for at, value in enumerate(line.values)
        if value is not None
    ]
    if len(points) > 1:
        canvas.path(points, "edge", stroke_width=2)
    for x, y in points:
        canvas.add("circle", "ink gap", cx=x, cy=y, r=min(3.5, slot / 4), stroke_width=1)


# Where classes end


def _classes(canvas: Canvas, task: Task, field: Box, slots: int) -> None:
    """A ground for each class, a broken line where it ends, its name and its part on top."""
    start, slot = 0, field.width / slots
    curve = next((one for one in task.chart.series if one.role == "line"), None)
    for number in range(slots):
        end = task.note(f"cut.{number}")
        if end is None or not start < end <= slots:
            continue
        box = Box(field.x + start * slot, field.y - CLASSES, (end - start) * slot, CLASSES)
        if number % 2 == 0:
            canvas.rect(Box(box.x, field.y, box.width, field.height), "shade")
        if end < slots:
            canvas.dashed((box.right, field.y - CLASSES + 4), (box.right, field.bottom))
        reached = curve.values[int(end) - 1] if curve else None
        _class(canvas, task, box, (f"class.{number}", int(end) - start, reached))
        start = int(end)


def _class(canvas: Canvas, task: Task, box: Box, one: tuple[str, int, Decimal | None]) -> None:
    """The name of a class, and how many make it up, as much of it as there is room for."""
    key, count, reached = one
    name = task.chart.notes.get(key, "")
    told = task.say("pareto.class", name=name, count=count)
    full = (
        told if reached is None else task.say("pareto.reached", told=told, reached=percent(reached))
    )
    room = box.width - 8
    text = next((each for each in (full, told, name) if BOLDLY.width(each) <= room), "")
    canvas.text((box.x + 4, box.y + 12), text or fitted(name, room, SIZE, bold=True), BOLDLY)


# Names under the bars


def _feet(slot: float) -> float:
    """What names take under the field."""
    return 44 if slot >= UPRIGHT else TURNED * 0.72 + 22


def _names(canvas: Canvas, points: Sequence[str], field: Box) -> None:
    slot = field.width / len(points)
    if slot >= UPRIGHT:
        for at, name in enumerate(points):
            lines = wrapped(name, slot - 6, SMALL)
            x = field.x + slot * (at + 0.5)
            canvas.lines((x, field.bottom + 8 + 7 * len(lines)), lines, QUIET_MIDDLE)
        return
    every = ceil(LEAST / slot)
    for at in range(0, len(points), every):
        x = field.x + slot * (at + 0.5) + 3
        # A turned name reaches to the left as far as it is long.
        room = min(TURNED, (x - 2) / 0.72)
        name = fitted(points[at], room, SMALL)
        canvas.text((x, field.bottom + 10), name, QUIET_END, turn=-45)
