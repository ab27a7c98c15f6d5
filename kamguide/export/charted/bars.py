"""Bars that lie: one a point, several side by side, or one made of several parts.

Each series has a letter, and its bars are made of it, so that they are told apart without colour.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from msgspec import Struct
from rich.cells import cell_len
from rich.text import Text

from kamguide.analysis.arithmetic import known_total
from kamguide.export.charted.frame import (
    LETTERS,
    Frame,
    amount,
    beside,
    label_width,
    left,
    paragraphs,
    right,
    share,
    wrapped,
)
from kamguide.export.charted.tints import tint
from kamguide.model.text import flat
from kamguide.plan.blocks import Chart, Series

Bar = Callable[[int], Text]
"""How a bar looks in so many cells."""
Values = Sequence[Decimal | None]
INDENT: Final = 2


class Row(Struct, frozen=True):
    """A line of a chart of bars: what it is, how its bar looks in so many cells, what it says."""

    label: str
    bar: Bar
    value: str


def rows_in(rows: Sequence[Row], frame: Frame, head: str = "") -> Iterator[Text]:
    """Labels, bars and values in three columns, under a head of the values."""
    if head:
        yield Text(right(head, frame.width))
    for lines in row_by_row(rows, frame):
        yield from lines


def row_by_row(rows: Sequence[Row], frame: Frame) -> Iterator[list[Text]]:
    """The lines of each row; a long label goes on below its bar."""
    labels = label_width([one.label for one in rows], frame.width)
    values = max((cell_len(one.value) for one in rows), default=0)
    room = max(1, frame.width - labels - values - 2)
    for row in rows:
        first, *more = wrapped(row.label, labels)
        bar = row.bar(room)
        bar.pad_right(room - bar.cell_len)
        line = Text(left(first, labels) + " ") + bar + Text(" " + right(row.value, values))
        yield [line, *map(Text, more)]


def key_of(series: Sequence[Series], frame: Frame) -> Iterator[Text]:
    """What each letter stands for."""
    named = (
        Text.assemble((letter, tint(at)), f" {flat(one.name)}")
        for at, (letter, one) in enumerate(zip(LETTERS, series, strict=False))
    )
    yield from beside(named, frame)


def scale_of(values: Sequence[Decimal | None], least: int) -> Decimal:
    """What the longest bar stands for."""
    return max([Decimal(least), *(one for one in values if one is not None)])


def plain_bar(value: Decimal | None, top: Decimal, frame: Frame, at: int = 0) -> Bar:
    """A bar, and dots up to the most there can be."""

    def bar(room: int) -> Text:
        filled = share(value, top, room)
        rest = frame.pen.rest * (room - filled)
        return Text.assemble((frame.pen.bar * filled, tint(at)), rest)

    return bar


def stacked_bar(values: Values, top: Decimal) -> Bar:
    """A bar of several parts, each made of the letter of its series."""

    def bar(room: int) -> Text:
        made, whole, end = Text(), Decimal(0), 0
        for at, value in enumerate(values):
            whole += max(Decimal(0), value or Decimal(0))
            before, end = end, share(whole, top, room)
            made.append(LETTERS[at] * (end - before), tint(at))
        return made

    return bar


def forces(chart: Chart, frame: Frame) -> Iterator[Text]:
    """One bar for each point, on the scale of a score."""
    return _single(chart, frame, 5)


def comparison(chart: Chart, frame: Frame) -> Iterator[Text]:
    """A bar for each series under each point, on the scale of a factor."""
    return _grouped(chart, frame, 10)


def scenarios(chart: Chart, frame: Frame) -> Iterator[Text]:
    """A bar for each series under each point, on a scale of its own."""
    return _grouped(chart, frame, 0)


def _single(chart: Chart, frame: Frame, least: int) -> Iterator[Text]:
    """One bar for each point, on a scale that reaches to `least` or further."""
    values = chart.series[0].values if chart.series else ()
    top = scale_of(values, least)
    rows = [
        Row(point, plain_bar(value, top, frame), amount(value))
        for point, value in zip(chart.points, values, strict=False)
    ]
    yield from rows_in(rows, frame)


def _grouped(chart: Chart, frame: Frame, least: int) -> Iterator[Text]:
    """A bar for each series under the name of each point."""
    yield from key_of(chart.series, frame)
    top = scale_of([value for one in chart.series for value in one.values], least)
    for at, point in enumerate(chart.points):
        yield Text("")
        yield from paragraphs(point, frame)
        rows = [
            Row(
                f"{' ' * INDENT}{LETTERS[number]}",
                plain_bar(one.values[at], top, frame, number),
                amount(one.values[at]),
            )
            for number, one in enumerate(chart.series)
        ]
        yield from _indented(rows, frame)


def _indented(rows: Sequence[Row], frame: Frame) -> Iterator[Text]:
    for line in rows_in(rows, frame.inset(INDENT)):
        yield Text(" " * INDENT) + line


def stacked(chart: Chart, frame: Frame) -> Iterator[Text]:
    """One bar for each point, made of its parts; their sum stands behind it."""
    yield from key_of(chart.series, frame)
    yield Text("")
    parts = parts_of(chart.points, chart.series)
    values = [amount(known_total(one)) for one in parts]
    yield from rows_in(stacks(chart.points, parts, values), frame)


def parts_of(points: Sequence[str], series: Sequence[Series]) -> list[Values]:
    """What the bar of each point is made of."""
    return [[one.values[at] for one in series] for at in range(len(points))]


def stacks(points: Sequence[str], parts: Sequence[Values], values: Sequence[str]) -> list[Row]:
    """A bar of several parts for each point, and what is said behind it."""
    top = scale_of(
        [known_total([max(Decimal(0), one or Decimal(0)) for one in each]) for each in parts], 0
    )
    return [
        Row(point, stacked_bar(each, top), value)
        for point, each, value in zip(points, parts, values, strict=True)
    ]
