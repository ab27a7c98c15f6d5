"""Strengths and weaknesses against opportunities and threats, and what follows where they meet."""

from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len
from rich.text import Text

from kamguide.export.charted.frame import Frame, cut, left, wrapped
from kamguide.messages import number
from kamguide.model.text import flat
from kamguide.plan.blocks import Chart, Series

BESIDE: Final = 56
"""Cells from which two boxes stand side by side."""
MOST: Final = 12
"""Lines of an item, before it is cut."""


def draw(chart: Chart, frame: Frame) -> Iterator[Text]:
    """Four boxes, inside above outside, what helps on the left; the pairs below."""
    count = 2 if frame.width >= BESIDE else 1
    for at in range(0, len(chart.series), count):
        yield from _boxes(chart, chart.series[at : at + count], frame, is_first=at == 0)
    pen = frame.pen
    yield _rule((pen.corners[2], pen.tees[1], pen.corners[3]), _widths(count, frame), frame)
    pairs = list(pairs_of(chart))
    if pairs:
        yield Text("")
        yield Text(cut(frame.say("charted.swot.pairs"), frame.width))
    for items, text in pairs:
        head = " + ".join(map(_id, items))
        told = f"{head}: {text}" if text and head else head or text
        for at, line in enumerate(wrapped(told, frame.width - 2, MOST)):
            yield Text(f"{'  ' if at else ''}{line}")


def _widths(count: int, frame: Frame) -> list[int]:
    """The cells inside each of the boxes that stand side by side."""
    room = frame.width - count - 1
    return [room // count + (at < room % count) for at in range(count)]


def _boxes(
    chart: Chart, series: tuple[Series, ...], frame: Frame, *, is_first: bool
) -> Iterator[Text]:
    pen = frame.pen
    widths = _widths(len(series), frame)
    joints = (
        (pen.corners[0], pen.tees[0], pen.corners[1])
        if is_first
        else (pen.tees[2], pen.cross, pen.tees[3])
    )
    yield _rule(joints, widths, frame, [flat(one.name) for one in series])
    columns = [list(_items(chart, one, wide)) for one, wide in zip(series, widths, strict=True)]
    for at in range(max(map(len, columns), default=0)):
        cells = (
            left(column[at] if at < len(column) else "", wide)
            for column, wide in zip(columns, widths, strict=True)
        )
        yield Text(pen.up + pen.up.join(cells) + pen.up)


def _rule(
    joints: tuple[str, str, str], widths: list[int], frame: Frame, names: list[str] | None = None
) -> Text:
    """A line of a frame, with the names of the boxes below it."""
    across = frame.pen.across
    parts = []
    for at, wide in enumerate(widths):
        name = f"{across} {cut(names[at], wide - 4)} " if names else ""
        parts.append(name + across * (wide - cell_len(name)))
    return Text(joints[0] + joints[1].join(parts) + joints[2])


def _items(chart: Chart, series: Series, width: int) -> Iterator[str]:
    """The items of a box, each with its importance."""
    for point, value in zip(chart.points, series.values, strict=True):
        if value is None:
            continue
        for at, line in enumerate(wrapped(f"{flat(point)} ({number(value, 1)})", width - 3, MOST)):
            yield f"{'   ' if at else ' '}{line}"


def _id(point: str) -> str:
    return point.partition(" ")[0]


def pairs_of(chart: Chart) -> Iterator[tuple[tuple[str, ...], str]]:
    """Which items meet, and what follows of it."""
    for key, text in chart.notes.items():
        place, _, at = key.partition(".")
        if place == "pair":
            numbers = [int(one) for one in text.split(",") if one.strip().isdecimal()]
            items = tuple(flat(chart.points[one]) for one in numbers if one < len(chart.points))
            follows = flat(chart.notes.get(f"pair_text.{at}", ""))
            if items or follows:
                yield items, follows
