"""What changes over the years: revenue made of products, and ratios with their trend."""

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import Final

from rich.cells import cell_len
from rich.text import Text

from kamguide.analysis.arithmetic import known_total
from kamguide.export.charted.bars import (
    Row,
    Values,
    key_of,
    parts_of,
    plain_bar,
    rows_in,
    scale_of,
    stacks,
)
from kamguide.export.charted.frame import (
    GAP,
    NOTHING,
    Frame,
    amount,
    label_width,
    left,
    paragraphs,
    right,
    wrapped,
)
from kamguide.model.text import flat
from kamguide.plan.blocks import Chart, Series

SMALL: Final = Decimal(10)
"""Numbers below it are shown with two decimals, others with one."""
STEADY: Final = Decimal("0.05")
"""Percent of change that is none."""


def revenue(chart: Chart, frame: Frame) -> Iterator[Text]:
    """A bar for each year, made of products; behind it the sum and the margin."""
    products = [one for one in chart.series if one.role != "line"]
    lines = [one for one in chart.series if one.role == "line"]
    yield from key_of(products, frame)
    yield Text("")
    parts = parts_of(chart.points, products)
    columns = [(frame.say("charted.total"), [amount(known_total(one)) for one in parts])]
    columns += [(flat(one.name), [amount(value) for value in one.values]) for one in lines]
    head, values = _columns(columns)
    yield from rows_in(stacks(chart.points, parts, values), frame, head)
    yield from _growth(chart, frame)


def _columns(columns: Sequence[tuple[str, Sequence[str]]]) -> tuple[str, list[str]]:
    """Columns of numbers under their heads, as one text for each row."""
    widths = [max(map(cell_len, (head, *values))) for head, values in columns]
    rows = zip(*(values for _, values in columns), strict=True)
    head = " ".join(right(head, wide) for (head, _), wide in zip(columns, widths, strict=True))
    return head, [
        " ".join(right(value, wide) for value, wide in zip(row, widths, strict=True))
        for row in rows
    ]


def growth_of(chart: Chart) -> list[tuple[str, Decimal]]:
    """Where the growth comes from: the customer's own, and our share of it."""
    found = []
    for name in ("wallet", "share"):
        try:
            found.append((flat(chart.notes[f"{name}_name"]), Decimal(chart.notes[name])))
        except (KeyError, InvalidOperation):
            continue
    return found


def signed(value: Decimal) -> str:
    """An amount with its sign."""
    return f"+{amount(value)}" if value > 0 else amount(value)


def _growth(chart: Chart, frame: Frame) -> Iterator[Text]:
    parts = growth_of(chart)
    if not parts:
        return
    yield Text("")
    yield from paragraphs(frame.say("charted.revenue.growth"), frame)
    top = scale_of([abs(value) for _, value in parts], 0)
    rows = [Row(name, plain_bar(abs(value), top, frame), signed(value)) for name, value in parts]
    yield from rows_in(rows, frame)


# Ratios


def ratios(chart: Chart, frame: Frame) -> Iterator[Text]:
    """A row for each ratio: its value in each year, and where it goes."""
    shown = [[*_numbers(one.values), change_of(one, frame)] for one in chart.series]
    heads = [*map(flat, chart.points), frame.say("charted.change")]
    widths = [max(map(cell_len, column)) for column in zip(heads, *shown, strict=True)]
    labels = label_width([one.name for one in chart.series], frame.width)
    numbers = sum(widths) + 2 * len(widths)
    beneath = labels + numbers > frame.width
    indent = 0 if beneath else labels
    room = frame.width - indent
    yield Text(" " * indent + _spread(heads, widths, room))
    for one, row in zip(chart.series, shown, strict=True):
        line = _spread(row, widths, room)
        if beneath:
            yield from paragraphs(one.name, frame)
            yield Text(line)
            continue
        first, *more = wrapped(one.name, labels)
        yield Text(left(first, labels) + line)
        yield from map(Text, more)


def _spread(parts: Sequence[str], widths: Sequence[int], room: int) -> str:
    """Numbers in columns; where there is no room for all of them, the last ones."""
    line = "".join("  " + right(one, wide) for one, wide in zip(parts, widths, strict=True))
    return line if cell_len(line) <= room else right(GAP.join(parts)[-room:], room)


def _numbers(values: Values) -> list[str]:
    largest = max((abs(one) for one in values if one is not None), default=Decimal(0))
    return [amount(one, 2 if largest < SMALL else 1, fixed=True) for one in values]


def change_of(series: Series, frame: Frame) -> str:
    """The change from the first to the last year, and a sign of its direction."""
    percent = percent_of(series)
    if percent is None:
        return NOTHING
    if abs(percent) < STEADY:
        return f"{frame.pen.level} 0%"
    sign = frame.pen.rising if percent > 0 else frame.pen.falling
    return f"{sign} {'+' if percent > 0 else ''}{amount(percent)}%"


def percent_of(series: Series) -> Decimal | None:
    """By how many percent the last known value differs from the first."""
    known = [one for one in series.values if one is not None]
    if len(known) <= 1 or not known[0]:
        return None
    return 100 * (known[-1] - known[0]) / abs(known[0])
