"""Ratios over the years, each in a panel of its own, against the industry's."""

from decimal import Decimal
from math import ceil
from typing import Final

from kamguide.export.draw.canvas import (
    QUIET,
    QUIET_MIDDLE,
    SIZE,
    SMALL,
    WIDTH,
    Box,
    Canvas,
    Shown,
    Type,
    colour,
)
from kamguide.export.draw.frame import EDGE, Entry, Task, key_of
from kamguide.export.draw.lettering import fitted, whole, wrapped
from kamguide.export.draw.scale import Scale, known
from kamguide.messages import number
from kamguide.plan.blocks import Series

PANELS: Final = 4
"""How many stand side by side at most."""
GAP: Final = 20.0
HEAD: Final = 40.0
PLOT: Final = 84.0
FEET: Final = 66.0
YEAR: Final = 34.0
"""The room of a year under its point."""
ALL_NAMED: Final = 4
"""Up to so many years each has its number; of more, the first and the last."""


def ratios(task: Task) -> str | None:
    """A line through the years for each ratio, a broken line for the industry."""
    shown = [(at, one) for at, one in enumerate(task.chart.series) if known(one.values)]
    if not shown:
        return None
    rows = ceil(len(shown) / PANELS)
    across = ceil(len(shown) / rows)
    wide = (WIDTH - 2 * EDGE - GAP * (across - 1)) / across
    key = key_of(_entries(task))
    top = EDGE + key.height
    canvas = Canvas(task.name, top + rows * (HEAD + PLOT + FEET))
    key.draw(canvas)
    for place, (at, one) in enumerate(shown):
        down, right = divmod(place, across)
        x, y = EDGE + right * (wide + GAP), top + down * (HEAD + PLOT + FEET)
        _panel(canvas, task, (at, one), Box(x, y, wide, HEAD + PLOT + FEET))
    names = task.listed([one.name for _, one in shown])
    return task.done(canvas, count=len(shown), names=names)


def _entries(task: Task) -> list[Entry]:
    entries = [Entry(task.say("ratios.line"), _line_swatch, is_ours=True)]
    if any(task.note(f"industry.{at}") is not None for at in range(len(task.chart.series))):
        entries.append(Entry(task.chart.notes.get("industry", ""), _dashed_swatch))
    return entries


def _line_swatch(canvas: Canvas, box: Box) -> None:
    looks: dict[str, Shown] = {"stroke": colour(0), "stroke_width": 2.2}
    canvas.path([(box.x - 2, box.centre), (box.right + 2, box.centre)], "", **looks)
    canvas.add("circle", cx=box.middle, cy=box.centre, r=3.5, fill=colour(0))


def _dashed_swatch(canvas: Canvas, box: Box) -> None:
    canvas.dashed((box.x - 4, box.centre), (box.right + 2, box.centre))


def _panel(canvas: Canvas, task: Task, one: tuple[int, Series], box: Box) -> None:
    """The name of a ratio, its line, and what is to be said of it."""
    at, series = one
    title = Type(bold=True)
    lines = wrapped(series.name, box.width, SIZE, 2, bold=True)
    canvas.lines((box.x, box.y + HEAD - 5 - 8 * len(lines)), lines, title)
    plot = Box(box.x, box.y + HEAD, box.width, PLOT)
    canvas.rect(plot, "shade")
    industry = task.note(f"industry.{at}")
    scale = _scale([*known(series.values), *([industry] if industry is not None else [])], plot)
    if industry is not None:
        y = scale.at(industry)
        canvas.dashed((plot.x, y), (plot.right, y))
    _line(canvas, task, series, (plot, scale))
    _told(canvas, task, at, plot)


def _scale(values: list[float], plot: Box) -> Scale:
    """From the lowest to the highest, with room for the numbers over the line."""
    low, high = min(values), max(values)
    if low == high:
        low, high = low - 1, high + 1
    return Scale(low, high, plot.bottom - 12, plot.y + 24)


def _line(canvas: Canvas, task: Task, series: Series, where: tuple[Box, Scale]) -> None:
    plot, scale = where
    slot = plot.width / max(len(series.values), 1)
    points = [
        (plot.x + slot * (at + 0.5), scale.at(float(value)), value)
        for at, value in enumerate(series.values)
        if value is not None
    ]
    if len(points) > 1:
        looks: dict[str, Shown] = {"stroke": colour(0), "stroke_width": 2.2}
        canvas.path([(x, y) for x, y, _ in points], "", **looks)
    taken: list[Box] = []
    for place, (x, y, value) in enumerate(points):
        canvas.add("circle", "gap", cx=x, cy=y, r=4, fill=colour(0), stroke_width=1.2)
        if len(points) <= ALL_NAMED or place in (0, len(points) - 1):
            look = Type(SMALL, "middle")
            text = whole(number(value, 2), plot.width / 2 - 2, SMALL)
            half = look.width(text) / 2
            middle = min(max(x, plot.x + half), plot.right - half)
            if text and _is_clear(taken, box := Box(middle - half - 2, y - 19, 2 * half + 4, 13)):
                canvas.rect(box, "shade")
                canvas.text((middle, y - 12), text, look)
                taken.append(box)
    _years(canvas, task, plot, len(series.values))


def _is_clear(taken: list[Box], box: Box) -> bool:
    return not any(box.meets(one) for one in taken)


def _years(canvas: Canvas, task: Task, plot: Box, count: int) -> None:
    """The years under a panel, as many as there is room for."""
    slot = plot.width / count
    every = ceil(YEAR / slot)
    for at in range(0, count, every):
        room = min(slot * every, 2 * slot * (at + 0.5), 2 * slot * (count - at - 0.5))
        name = fitted(task.chart.points[at], room - 2, SMALL) if at < len(task.chart.points) else ""
        canvas.text((plot.x + slot * (at + 0.5), plot.bottom + 11), name, QUIET_MIDDLE)


def _told(canvas: Canvas, task: Task, at: int, plot: Box) -> None:
    """The industry's number, and how ours stands to it and moves."""
    judged = task.chart.notes.get(f"judged.{at}", "")
    industry = task.note(f"industry.{at}")
    texts = [judged]
    if industry is not None:
        shown = number(Decimal(repr(industry)), 2)
        texts.insert(0, f"{task.chart.notes.get('industry', '')} {shown}")
    look = [Type(SMALL), QUIET]
    for line, text in enumerate(texts):
        kind = look[min(line, 1)] if len(texts) > 1 else QUIET
        lines = fitted(text, plot.width, SMALL)
        canvas.text((plot.x, plot.bottom + 29 + line * 15), lines, kind)
