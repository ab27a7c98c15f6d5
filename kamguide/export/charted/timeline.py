"""Actions over time: a bar from the first to the last day of each, under months."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from msgspec import Struct
from rich.text import Text

from kamguide.export.charted.bars import Bar, Row, rows_in
from kamguide.export.charted.frame import Frame, label_width
from kamguide.export.charted.tints import tint
from kamguide.model.dates import month_of
from kamguide.plan.blocks import Chart

STEPS: Final = (1, 3, 12)
"""Months that a mark of the axis stands for, the finest there is room for; at last only years."""
DAY: Final = timedelta(days=1)
MARK: Final = 3
"""Cells of a mark."""
VALUE: Final = 11
"""Cells of two days."""


class Span(Struct, frozen=True):
    """Whole months from the first to the last day of all actions."""

    first: int
    """Months since the year nought."""
    last: int

    @property
    def begin(self) -> date:
        """Its first day."""
        return _day(self.first)

    @property
    def days(self) -> int:
        """How long it is."""
        return (_day(self.last + 1) - self.begin).days

    def cell(self, day: date, room: int) -> int:
        """The cell of so many in which a day lies."""
        return (day - self.begin).days * room // self.days


def draw(chart: Chart, frame: Frame) -> Iterator[Text]:
    """A row for each action that has both days."""
    spans = spans_of(chart)
    if not spans:
        return
    whole = Span(
        min(month_of(start) for _, start, _ in spans), max(month_of(due) for _, _, due in spans)
    )
    form = "%m-%d" if whole.first // 12 == whole.last // 12 else "%y-%m"
    rows = [
        Row(name, _bar(whole, start, due, frame), f"{start:{form}} {due:{form}}")
        for name, start, due in spans
    ]
    labels = label_width([one.label for one in rows], frame.width)
    room = max(1, frame.width - labels - VALUE - 2)
    for line in _axis(whole, room):
        yield Text(" " * (labels + 1) + line)
    yield from rows_in(rows, frame)


def _bar(whole: Span, start: date, due: date, frame: Frame) -> Bar:
    def bar(room: int) -> Text:
        begin = whole.cell(start, room)
        end = max(begin + 1, whole.cell(due + DAY, room))
        made = Text(frame.pen.rest * begin)
        made.append(frame.pen.bar * (end - begin), tint(0))
        return made.append(frame.pen.rest * (room - end))

    return bar


def _axis(whole: Span, room: int) -> tuple[str, str]:
    """Years, and below them months or quarters where there is room for their marks."""
    months = whole.last - whole.first + 1
    step = next((one for one in STEPS if room * one >= MARK * months), STEPS[-1])
    years, marks = [" "] * room, [" "] * room
    for month in range(whole.first, whole.last + 1):
        at = whole.cell(_day(month), room)
        year, within = divmod(month, 12)
        if month == whole.first or within == 0:
            _write(years, at, str(year))
        if step < STEPS[-1] and within % step == 0:
            _write(marks, at, str(within + 1))
    return "".join(years).rstrip(), "".join(marks).rstrip()


def _write(cells: list[str], at: int, text: str) -> None:
    """Write where nothing stands yet and there is room."""
    before = cells[max(0, at - 1) : at + len(text)]
    if at + len(text) <= len(cells) and all(one == " " for one in before):
        cells[at : at + len(text)] = text


def spans_of(chart: Chart) -> list[tuple[str, date, date]]:
    """What begins and ends when; what has no days is left out."""
    by_role = {one.role: one.values for one in chart.series}
    nothing = (None,) * len(chart.points)
    starts, ends = by_role.get("start", nothing), by_role.get("end", nothing)
    return [
        (point, date.fromordinal(int(start)), date.fromordinal(int(end)))
        for point, start, end in zip(chart.points, starts, ends, strict=True)
        if start is not None and end is not None and start <= end
    ]


def _day(month: int) -> date:
    """The first day of a month."""
    return date(month // 12, month % 12 + 1, 1)
