"""Customers by revenue: a bar for the share of each, a star for what all up to it come to."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from rich.text import Text

from kamguide.export.charted.bars import Bar, Row, row_by_row
from kamguide.export.charted.frame import Frame, amount, beside, cut, percentage, right, share
from kamguide.export.charted.tints import tint
from kamguide.model.text import flat
from kamguide.plan.blocks import Chart

WHOLE: Final = Decimal(100)
STAR: Final = "*"
NUMBER: Final = 6
"""Cells of a percentage."""


def draw(chart: Chart, frame: Frame) -> Iterator[Text]:
    """A row for each customer, and a line where a class ends."""
    shares = chart.series[0].values
    sums = next((one.values for one in chart.series if one.role == "line"), (None,) * len(shares))
    yield from beside(
        [f"{frame.pen.bar} {chart.series[0].name} %", frame.say("charted.pareto.star", mark=STAR)],
        frame,
    )
    yield Text("")
    rows = [
        Row(
            point,
            _bar(one, whole, frame),
            right(_shown(one), NUMBER) + right(_shown(whole), NUMBER),
        )
        for point, one, whole in zip(chart.points, shares, sums, strict=True)
    ]
    ends = classes_of(chart)
    for at, lines in enumerate(row_by_row(rows, frame), start=1):
        yield from lines
        if at in ends:
            yield _cut_line(
                frame.say("charted.pareto.cut", name=ends[at], share=percentage(sums[at - 1])),
                frame,
            )


def classes_of(chart: Chart) -> Mapping[int, str]:
    """The name of each class by how many points there are up to its end."""
    found: dict[int, str] = {}
    for key, text in chart.notes.items():
        place, _, at = key.partition(".")
        if place == "cut" and text.isdecimal():
            found[int(text)] = flat(chart.notes.get(f"class.{at}", ""))
    return found


def _shown(value: Decimal | None) -> str:
    return amount(value, fixed=True)


def _bar(value: Decimal | None, whole: Decimal | None, frame: Frame) -> Bar:
    def bar(room: int) -> Text:
        filled = share(value, WHOLE, room)
        made = Text.assemble((frame.pen.bar * filled, tint(0)))
        if whole is not None:
            star = max(filled, min(room, share(whole, WHOLE, room)) - 1)
            made += Text(" " * (star - filled) + STAR if star < room else "")
        return made

    return bar


def _cut_line(text: str, frame: Frame) -> Text:
    shown = cut(f"{frame.pen.across * 2} {text} ", frame.width)
    line = Text(shown)
    line.append(frame.pen.across * (frame.width - line.cell_len))
    return line
