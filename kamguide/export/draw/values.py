"""What we are worth to the customer: a bar for each activity and kind of value."""

from decimal import Decimal
from typing import Final

from kamguide.export.draw.canvas import SIZE, SMALL, WIDTH, Box, Canvas, Type
from kamguide.export.draw.frame import EDGE, Task
from kamguide.export.draw.lettering import fitted, width_of, wrapped
from kamguide.export.draw.scale import known
from kamguide.messages import money
from kamguide.plan.blocks import Series

NAMES: Final = 150.0
TOTAL: Final = 84.0
HEAD: Final = 44.0
ROW: Final = 30.0
BAR: Final = 14.0
GAP: Final = 10.0


def value(task: Task) -> str | None:
    """Activities down, kinds of value across, sums at the right and at the foot."""
    series = [one for one in task.chart.series if known(one.values)]
    if not series:
        return None
    rows = len(task.chart.points)
    left = EDGE + NAMES + GAP
    grid = Box(left, EDGE + HEAD, WIDTH - left - TOTAL - EDGE, ROW * rows)
    canvas = Canvas(task.name, grid.bottom + ROW + EDGE)
    _heads(canvas, task, grid, series)
    _names(canvas, task, grid)
    largest = max(abs(one) for each in series for one in known(each.values)) or 1
    wide = grid.width / len(series)
    for at, one in enumerate(series):
        column = Box(grid.x + at * wide, grid.y, wide - GAP, grid.height)
        _column(canvas, one, (at, column), largest)
    _sums(canvas, task, grid, series)
    whole = sum(one for each in series for one in known(each.values))
    names = task.listed([one.name for one in series])
    return task.done(canvas, count=rows, whole=money(_exact(whole)), names=names)


def _exact(number: float) -> Decimal:
    return Decimal(repr(round(number, 6)))


def _heads(canvas: Canvas, task: Task, grid: Box, series: list[Series]) -> None:
    wide = grid.width / len(series)
    for at, one in enumerate(series):
        lines = wrapped(one.name, wide - GAP, SIZE, 2, bold=True)
        canvas.lines((grid.x + at * wide, EDGE + HEAD / 2 - 2), lines, Type(bold=True))
    look = Type(anchor="end", bold=True)
    text = fitted(task.say("value.total"), TOTAL - 4, SIZE, bold=True)
    canvas.text((WIDTH - EDGE, EDGE + HEAD / 2 - 2), text, look)
    unit = fitted(task.chart.notes.get("unit", ""), NAMES, SIZE)
    canvas.text((EDGE, EDGE + HEAD / 2 - 2), unit, Type(kind="soft"))


def _names(canvas: Canvas, task: Task, grid: Box) -> None:
    for at, name in enumerate(task.chart.points):
        y = grid.y + ROW * at
        canvas.line((EDGE, y), (WIDTH - EDGE, y))
        lines = wrapped(name, NAMES, SMALL)
        canvas.lines((EDGE, y + ROW / 2), lines, Type(SMALL))
    canvas.line((EDGE, grid.bottom), (WIDTH - EDGE, grid.bottom), "faint")


def _column(canvas: Canvas, one: Series, where: tuple[int, Box], largest: float) -> None:
    """The bars of a kind, all on the scale of the largest of any kind, their numbers behind."""
    at, box = where
    numbers = [money(number) for number in one.values if number is not None]
    room = box.width - max(width_of(text, SMALL) for text in numbers) - 5
    for row, number in enumerate(one.values):
        if number is None:
            continue
        middle = box.y + ROW * (row + 0.5)
        long = max(room, 0) * abs(float(number)) / largest
        if long:
            bar = Box(box.x, middle - BAR / 2, long, BAR)
            looks = {"fill": canvas.fill(at)} if number > 0 else _hollow()
            canvas.rect(bar, "" if number > 0 else "edge", **looks)
        kind = "ink" if number else "soft"
        behind = box.x + (long + 5 if long else 0)
        canvas.text((behind, middle), money(number), Type(SMALL, kind=kind))


def _hollow() -> dict[str, str]:
    """How what is lost looks, beside what is won."""
    return {"fill": "none", "stroke-dasharray": "3 2"}


def _sums(canvas: Canvas, task: Task, grid: Box, series: list[Series]) -> None:
    """Each activity at the right, each kind at the foot, and all of it in the corner."""
    look = Type(SMALL, "end", bold=True)
    for at in range(len(task.chart.points)):
        row = known(one.values[at] for one in series if at < len(one.values))
        if row:
            text = fitted(money(_exact(sum(row))), TOTAL - 2, SMALL, bold=True)
            canvas.text((WIDTH - EDGE, grid.y + ROW * (at + 0.5)), text, look)
    foot = grid.bottom + ROW / 2
    canvas.text((EDGE, foot), fitted(task.say("value.total"), NAMES, SIZE), Type(bold=True))
    wide = grid.width / len(series)
    sums = [sum(known(one.values)) for one in series]
    for at, one in enumerate(sums):
        canvas.text((grid.x + at * wide, foot), money(_exact(one)), Type(SMALL, bold=True))
    canvas.text((WIDTH - EDGE, foot), money(_exact(sum(sums))), look)
