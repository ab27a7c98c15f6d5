"""Lying bars: forces, critical success factors against rivals, indicators of a relationship."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kamguide.export.draw.arrows import arrow
from kamguide.export.draw.canvas import (
    QUIET,
    QUIET_MIDDLE,
    SIZE,
    SMALL,
    WIDTH,
    Box,
    Canvas,
    Type,
)
from kamguide.export.draw.frame import EDGE, Entry, Task, columns, filled, key_of
from kamguide.export.draw.lettering import fitted, width_of, wrapped
from kamguide.export.draw.scale import Scale, known, over
from kamguide.messages import number
from kamguide.plan.blocks import Series

NAMES: Final = 190.0
"""The room of the names at the left."""
BAR: Final = 13.0
SINGLE: Final = 20.0
GOAL: Final = 6.0
"""The reach of the ring at a goal."""
GAP: Final = 16.0
BEHIND: Final = 5.0
"""From a bar to its number."""
FORCE: Final = 5.0
POINTS: Final = 10.0
STAGES: Final = 5


class Rows(Struct, frozen=True):
    """Bars by point, each row as high as its bars; a goal is a mark in the first bar's lane."""

    points: tuple[str, ...]
    bars: tuple[Series, ...]
    goal: Series | None
    top: float

    def label(self, at: int, bar: int) -> str:
        """The number behind a bar, and the one it shall become."""
        value, goal = self.bars[bar].values[at], self.aim(at, bar)
        return number(value, 2) if goal is None else f"{number(value, 2)} → {number(goal, 2)}"

    def aim(self, at: int, bar: int) -> Decimal | None:
        """Where the bar shall go, if that is elsewhere."""
        if self.goal is None or bar or at >= len(self.goal.values):
            return None
        return self.goal.values[at] if self.goal.values[at] != self.bars[0].values[at] else None

    @property
    def behind(self) -> float:
        """The room of the longest number."""
        every = [
            width_of(self.label(at, bar), SMALL)
            for bar, one in enumerate(self.bars)
            for at in range(min(len(one.values), len(self.points)))
        ]
        return max(every, default=0) + BEHIND + GOAL + EDGE

    @property
    def thick(self) -> float:
        """How thick a bar is."""
        return SINGLE if len(self.bars) == 1 else BAR

    @property
    def row(self) -> float:
        """From point to point."""
        return max(self.thick * len(self.bars), 2 * SMALL * 1.3) + GAP

    @property
    def field(self) -> Box:
        """Where the bars lie."""
        left = EDGE + NAMES + 8
        return Box(left, self.top, WIDTH - left - self.behind, self.row * len(self.points))

    def lane(self, point: int, bar: int) -> float:
        """Where a bar begins, from the top."""
        middle = self.top + self.row * (point + 0.5)
        return middle + (bar - len(self.bars) / 2) * self.thick


def forces(task: Task) -> str | None:
    """How strong each force is, and what they are on average."""
    values = known(one for each in task.chart.series[:1] for one in each.values)
    if not values:
        return None
    rows = Rows(task.chart.points, task.chart.series[:1], None, EDGE + 22)
    scale = _scale(rows, values, FORCE)
    canvas = Canvas(task.name, rows.field.bottom + 28)
    columns(canvas, scale, rows.field)
    _draw(canvas, rows, scale)
    mean = sum(values) / len(values)
    x = scale.at(mean)
    canvas.dashed((x, rows.top - 4), (x, rows.field.bottom))
    text = task.say("forces.mean", mean=number(Decimal(repr(mean)), 1))
    _over(canvas, x, rows.top - 12, text)
    forces = zip(task.chart.series[0].values, task.chart.points, strict=False)
    strongest = max((value, name) for value, name in forces if value is not None)
    return task.done(canvas, count=len(values), strongest=strongest[1])


def comparison(task: Task) -> str | None:
    """Our score in each factor beside those of others, and where we want to be."""
    series = [one for one in task.chart.series if known(one.values)]
    if not series:
        return None
    goal = next((one for one in series if one.role == "target"), None)
    bars = tuple(one for one in series if one is not goal)
    if not bars:
        bars, goal = (series[0],), None
    return _compared(task, bars, goal)


def _compared(task: Task, bars: tuple[Series, ...], goal: Series | None) -> str:
    entries = [Entry(one.name, filled(at)) for at, one in enumerate(bars)]
    if goal is not None:
        entries.append(Entry(goal.name, _goal_swatch))
    key = key_of(entries)
    rows = Rows(task.chart.points, bars, goal, EDGE + key.height + 6)
    every = known(value for one in task.chart.series for value in one.values)
    scale = _scale(rows, every, POINTS)
    canvas = Canvas(task.name, rows.field.bottom + 28)
    key.draw(canvas)
    columns(canvas, scale, rows.field)
    _draw(canvas, rows, scale)
    return task.done(canvas, count=len(rows.points), names=task.listed([one.name for one in bars]))


def relationship(task: Task) -> str | None:
    """How far each indicator is by our view and the customer's, against the stages."""
    bars = tuple(one for one in task.chart.series if known(one.values))
    if not bars:
        return None
    key = key_of([Entry(one.name, filled(at)) for at, one in enumerate(bars)])
    rows = Rows(task.chart.points, bars, None, EDGE + key.height + 62)
    scale = Scale(0, STAGES, rows.field.x, rows.field.right, 1)
    canvas = Canvas(task.name, rows.field.bottom + 28)
    key.draw(canvas)
    _stages(canvas, task, rows, scale)
    columns(canvas, scale, rows.field)
    _draw(canvas, rows, scale)
    _reached(canvas, task, rows, scale)
    names = task.listed([one.name for one in bars])
    return task.done(canvas, count=len(rows.points), names=names)


def _stages(canvas: Canvas, task: Task, rows: Rows, scale: Scale) -> None:
    """The names of the stages over the level that each is."""
    for level in range(1, STAGES + 1):
        start, end = scale.at(level - 1), scale.at(level)
        lines = wrapped(task.chart.notes.get(f"stage.{level}", ""), end - start - 6, SMALL)
        if level % 2:
            canvas.rect(Box(start, rows.top - 34, end - start, rows.field.height + 34), "shade")
        canvas.lines(((start + end) / 2, rows.top - 18), lines, QUIET_MIDDLE)


def _reached(canvas: Canvas, task: Task, rows: Rows, scale: Scale) -> None:
    """The stage of today and the one wanted, as lines down."""
    marks = {name: level for name in ("level", "target") if (level := task.note(name)) is not None}
    if marks.get("level") == marks.get("target"):
        marks.pop("target", None)
    for name, level in marks.items():
        x = scale.at(level)
        canvas.dashed(
            (x, rows.top - 38),
            (x, rows.field.bottom),
            stroke_dasharray="5 4" if name == "level" else "1.5 3",
        )
        _over(canvas, x, rows.top - 46, task.say(f"relationship.{name}"))


# Bars, their names and their numbers


def _scale(rows: Rows, values: Sequence[float], usual: float) -> Scale:
    """An axis as long as the scale of the question, or as long as it takes."""
    return over([*values, usual], rows.field.x, rows.field.right)


def _draw(canvas: Canvas, rows: Rows, scale: Scale) -> None:
    for at, name in enumerate(rows.points):
        lines = wrapped(name, NAMES, SIZE)
        middle = rows.top + rows.row * (at + 0.5)
        canvas.lines((EDGE + NAMES, middle), lines, Type(anchor="end"))
        for bar, one in enumerate(rows.bars):
            if at < len(one.values) and (value := one.values[at]) is not None:
                _bar(canvas, rows, (at, bar, value), scale)


def _bar(canvas: Canvas, rows: Rows, one: tuple[int, int, Decimal], scale: Scale) -> None:
    """A bar from nought to its value, its number behind it, and an arrow to where it shall go."""
    at, bar, value = one
    lane = Box(0, rows.lane(at, bar), 0, rows.thick)
    nought, end = scale.at(0), scale.at(float(value))
    place = Box(min(nought, end), lane.y + 1, abs(end - nought), lane.height - 2)
    canvas.rect(place, fill=canvas.fill(bar))
    behind = max(place.right, nought)
    if (goal := rows.aim(at, bar)) is not None:
        aim = scale.at(float(goal))
        rim = aim - GOAL if aim > end else aim + GOAL
        arrow(canvas, (end, lane.centre), (rim, lane.centre))
        canvas.add("circle", "edge ground", cx=aim, cy=lane.centre, r=5, stroke_width=1.8)
        behind = max(behind, aim + GOAL)
    canvas.text((behind + BEHIND, lane.centre), rows.label(at, bar), QUIET)


def _goal_swatch(canvas: Canvas, box: Box) -> None:
    canvas.add("circle", "edge ground", cx=box.middle, cy=box.centre, r=5, stroke_width=1.8)


def _over(canvas: Canvas, x: float, y: float, text: str) -> None:
    """A word over a line, moved in where it would leave the picture."""
    half = width_of(text, SMALL) / 2
    middle = min(max(x, EDGE + half), WIDTH - EDGE - half)
    canvas.text(
        (middle, y), fitted(text, WIDTH - 2 * EDGE, SMALL), replace(QUIET_MIDDLE, kind="ink")
    )
