"""The stages of a relationship as stairs: where it stands today, and where it shall be."""

from math import isfinite
from typing import Final

from kamguide.export.draw.arrows import arrow
from kamguide.export.draw.canvas import SIZE, SMALL, WIDTH, Box, Canvas, Shown, Type, colour
from kamguide.export.draw.frame import EDGE, Task
from kamguide.export.draw.lettering import wrapped
from kamguide.export.palette import PAPER
from kamguide.plan.blocks import Series

FIRST: Final = 76.0
RISE: Final = 34.0
MARK: Final = 5.5
LINE: Final = SMALL * 1.3
GAP: Final = 7.0


def stages(task: Task) -> str | None:
    """Stairs filled as far as today, an arrow to the step that is wanted."""
    count = len(task.chart.points)
    stands = [(one, level) for one in task.chart.series if (level := _level(one, count))]
    if not stands:
        return None
    wide = (WIDTH - 2 * EDGE) / count
    labels = _labels(stands, wide)
    tops = (FIRST + RISE * at + _height(labels.get(at + 1, [])) for at in range(count))
    foot = EDGE + max(tops)
    canvas = Canvas(task.name, foot + EDGE)
    today = max((level for one, level in stands if one.role == "today"), default=0)
    today = today or min(level for _, level in stands)
    target = max((level for one, level in stands if one.role == "target"), default=today)
    for at, name in enumerate(task.chart.points, 1):
        top = foot - FIRST - RISE * (at - 1)
        box = Box(EDGE + wide * (at - 1), top, wide - 3, foot - top)
        _step(canvas, box, name, _reach(at, today, target))
        _marks(canvas, box, labels.get(at, []))
    if target != today:
        _way(canvas, (EDGE, foot, wide), today, target)
    names = task.chart.points
    return task.done(canvas, today=names[today - 1], target=names[target - 1])


def _level(one: Series, count: int) -> int:
    """The step that a series stands on; none where it stands nowhere."""
    value = next((value for value in one.values if value is not None), None)
    if value is None or not isfinite(value):
        return 0
    return int(value) if 1 <= value <= count else 0


def _reach(at: int, today: int, target: int) -> str:
    if at <= today:
        return "reached"
    return "wanted" if at <= target else ""


def _step(canvas: Canvas, box: Box, name: str, reach: str) -> None:
    """A step: reached ones are full, wanted ones are framed."""
    if reach == "reached":
        canvas.rect(box, fill=colour(0))
    elif reach == "wanted":
        canvas.rect(box, "shade", stroke=colour(0), stroke_width=1.6, stroke_dasharray="5 3")
    else:
        canvas.rect(box, "shade")
    bold = reach == "reached"
    lines = wrapped(name, box.width - 8, SIZE, 2, bold=bold)
    look = Type(anchor="middle", bold=bold, fill=PAPER if bold else "")
    canvas.lines((box.middle, box.bottom - 20), lines, look)


_Label = tuple[str, tuple[str, ...]]


def _labels(stands: list[tuple[Series, int]], wide: float) -> dict[int, list[_Label]]:
    """What stands on each step, from the top down."""
    made: dict[int, list[_Label]] = {}
    for one, level in stands:
        lines = wrapped(one.name, wide - 2 * MARK - 14, SMALL, 2)
        made.setdefault(level, []).append((one.role, lines))
    return made


def _height(labels: list[_Label]) -> float:
    return sum(len(lines) * LINE + GAP for _, lines in labels) + 6


def _marks(canvas: Canvas, box: Box, labels: list[_Label]) -> None:
    """The views that stand on a step, each with a mark of its own."""
    y = box.y - _height(labels)
    for role, lines in labels:
        middle = y + len(lines) * LINE / 2
        _mark(canvas, box.x + MARK + 3, middle, role)
        canvas.lines((box.x + 2 * MARK + 9, middle), lines, Type(SMALL))
        y += len(lines) * LINE + GAP


def _mark(canvas: Canvas, x: float, y: float, role: str) -> None:
    """A disc for us, a square for the customer, a diamond for both, a ring for the target."""
    if role == "target":
        looks: dict[str, Shown] = {"fill": "none", "stroke": colour(0), "stroke_width": 2.2}
        canvas.add("circle", "", cx=x, cy=y, r=MARK - 0.5, **looks)
    elif role == "customer":
        canvas.rect(Box(x - 5, y - 5, 10, 10), fill=colour(1))
    elif role == "today":
        corners = [(x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y)]
        canvas.path(corners, "ink")
    else:
        canvas.add("circle", cx=x, cy=y, r=MARK, fill=colour(0))


def _way(canvas: Canvas, stairs: tuple[float, float, float], today: int, target: int) -> None:
    """The arrow from the step of today to the step that is wanted, below their tops."""
    left, foot, wide = stairs
    ends = [
        (left + wide * (at - 0.5), foot - FIRST - RISE * (at - 1) + 18) for at in (today, target)
    ]
    arrow(canvas, ends[0], ends[1])
