"""Actions over time: a bar for each, from the day it begins to the day it is due."""

from collections.abc import Iterator
from datetime import date
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
from kamguide.export.draw.frame import EDGE, Task
from kamguide.export.draw.lettering import fitted, width_of, wrapped
from kamguide.export.draw.scale import Scale

NAMES: Final = 236.0
ROW: Final = 34.0
HEAD: Final = 44.0
BAR: Final = 14.0
SPANS: Final = (1, 3, 12, 60, 120)
"""Months that a column of the calendar is wide; the first that leaves each wide enough."""
NARROWEST: Final = 24.0
MONTHS: Final = 12


class Span(Struct, frozen=True):
    """An action: its name, and when it runs."""

    name: str
    start: date
    end: date


def gantt(task: Task) -> str | None:
    """A calendar with a bar for each action."""
    spans = list(_spans(task))
    if not spans:
        return None
    left = EDGE + NAMES + 10
    field = Box(left, EDGE + HEAD, WIDTH - left - EDGE, ROW * len(spans))
    first = _month(min(one.start for one in spans))
    last = _month(max(one.end for one in spans)) + 1
    step = next((one for one in SPANS if (last - first) * NARROWEST <= field.width * one), 120)
    first, last = first // step * step, -(-last // step) * step
    scale = Scale(_begins(first), _begins(last), field.x, field.right)
    canvas = Canvas(task.name, field.bottom + EDGE)
    _calendar(canvas, field, (first, last, step), scale)
    for at, one in enumerate(spans):
        _bar(canvas, one, Box(field.x, field.y + ROW * at, field.width, ROW), scale)
    start, end = min(one.start for one in spans), max(one.end for one in spans)
    return task.done(canvas, count=len(spans), start=start.isoformat(), end=end.isoformat())


def _spans(task: Task) -> Iterator[Span]:
    """The actions of which both days are known."""
    starts, ends = (
        next((one.values for one in task.chart.series if one.role == role), ())
        for role in ("start", "end")
    )
    for name, start, end in zip(task.chart.points, starts, ends, strict=False):
        days = _day(start), _day(end)
        if days[0] and days[1] and days[0] <= days[1]:
            yield Span(name, days[0], days[1])


def _day(value: Decimal | None) -> date | None:
    if value is None or not date.min.toordinal() <= value < date.max.toordinal():
        return None
    return date.fromordinal(int(value))


def _month(day: date) -> int:
    return day.year * MONTHS + day.month - 1


def _begins(month: int) -> float:
    """The day on which a month begins, as a number; also behind the last year there is."""
    year, within = divmod(month, MONTHS)
    if year > date.max.year:
        return float(date.max.toordinal() + 1)
    return float(date(max(year, 1), within + 1, 1).toordinal())


def _calendar(canvas: Canvas, field: Box, months: tuple[int, int, int], scale: Scale) -> None:
    """Columns of months, quarters or years, under the years they belong to."""
    first, last, step = months
    for number, month in enumerate(range(first, last, step)):
        start, end = scale.at(_begins(month)), scale.at(_begins(month + step))
        if number % 2 == 0:
            canvas.rect(Box(start, field.y, end - start, field.height), "shade")
        middle = ((start + end) / 2, field.y - 12)
        canvas.text(middle, fitted(_column(month, step), end - start, SMALL), QUIET_MIDDLE)
    if step < MONTHS:
        for year in range(first // MONTHS, (last - 1) // MONTHS + 1):
            start = scale.at(_begins(max(year * MONTHS, first)))
            end = scale.at(_begins(min((year + 1) * MONTHS, last)))
            canvas.line((start, field.y - 38), (start, field.bottom), "faint")
            name = fitted(str(year), end - start - 4, SIZE, bold=True)
            canvas.text((start + 4, field.y - 30), name, Type(bold=True))


def _column(month: int, step: int) -> str:
    year, within = divmod(month, MONTHS)
    if step >= MONTHS:
        return str(year)
    return f"{within + 1:02d}" if step == 1 else f"Q{within // 3 + 1}"


def _bar(canvas: Canvas, one: Span, row: Box, scale: Scale) -> None:
    """The name at the left, the bar in its place, its days beside it."""
    canvas.line((EDGE, row.bottom), (row.right, row.bottom))
    canvas.lines((EDGE, row.centre), wrapped(one.name, NAMES, SIZE), Type())
    start, end = scale.at(one.start.toordinal()), scale.at(one.end.toordinal() + 1)
    box = Box(start, row.centre - BAR / 2, max(end - start, 1.5), BAR)
    canvas.rect(box, fill=colour(0), rx=min(3.0, box.width / 2))
    days = f"{one.start:%m-%d} – {one.end:%m-%d}"
    wide = width_of(days, SMALL)
    if box.right + 5 + wide <= row.right:
        canvas.text((box.right + 5, row.centre), days, Type(SMALL))
    elif box.x - 5 - wide >= row.x:
        canvas.text((box.x - 5, row.centre), days, Type(SMALL, "end"))
    elif wide <= box.width - 6:
        canvas.text((box.middle, row.centre), days, Type(SMALL, "middle", fill="FFFFFF"))
