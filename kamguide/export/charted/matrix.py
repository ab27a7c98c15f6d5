"""The directional policy matrix: four boxes, a letter for each unit, strong on the left.

A unit is a capital today and a small letter where it is wanted; the more brackets around it, the
more revenue. Which unit that is, from what to what, stands in the key below.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from msgspec import Struct
from rich.cells import cell_len
from rich.text import Text

from kamguide.export.charted.frame import (
    GAP,
    LETTERS,
    Frame,
    amount,
    beside,
    cut,
    left,
    paragraphs,
    right,
)
from kamguide.export.charted.plot import Box, Field, StrengthAxis
from kamguide.export.charted.tints import tint
from kamguide.messages import number
from kamguide.model.text import flat
from kamguide.plan.blocks import Chart

HIGH: Final = Decimal(10)
"""The most attractive that a unit can be."""
MARGIN: Final = 3
"""Cells of the numbers at the left."""
FLAT, HIGHEST, LOWEST = 0.26, 21, 11
"""How high a matrix is for its width, and at most and at least."""
CROWD: Final = 16
"""Marks above which there is no room for brackets."""
LARGE, MIDDLING = Decimal("0.45"), Decimal("0.1")
"""Parts of the largest revenue from which a unit has two pairs of brackets, or one."""


class Circle(Struct, frozen=True):
    """A unit at one time: its ratio to the best rival, how attractive it is, its revenue."""

    x: Decimal | None
    y: Decimal | None
    size: Decimal | None

    @property
    def is_placed(self) -> bool:
        """Whether it can be drawn."""
        return self.x is not None and self.y is not None and bool(self.size)


NOWHERE: Final = Circle(None, None, None)
"""Where a unit is of which only today is told."""


class Unit(Struct, frozen=True):
    """A unit today, and where it is wanted."""

    letter: str
    at: int
    name: str
    now: Circle
    later: Circle


def units_of(chart: Chart) -> list[Unit]:
    """The units of a matrix, by letter."""
    times = list(dict.fromkeys(one.name for one in chart.series))
    by_role = {(one.name, one.role): one.values for one in chart.series}

    def circle(time: int, at: int) -> Circle:
        if time >= len(times):
            return NOWHERE
        return Circle(*(by_role[times[time], role][at] for role in ("x", "y", "size")))

    return [
        Unit(letter, at, flat(point), circle(0, at), circle(1, at))
        for at, (letter, point) in enumerate(zip(LETTERS, chart.points, strict=False))
    ]


class Lines(Struct, frozen=True):
    """Where the boxes of a matrix meet."""

    up: Decimal
    """From where on a unit is attractive."""
    across: Decimal
    """From where on we are strong: as good as the best rival."""

    def box(self, circle: Circle) -> str:
        """The name of its box; nothing where it has no place, `new` where it has no revenue."""
        if circle.x is None or circle.y is None:
            return ""
        if not circle.size:
            return "new"
        is_strong = circle.x >= self.across
        if circle.y >= self.up:
            return "star" if is_strong else "question_mark"
        return "cash_cow" if is_strong else "dog"


def lines_of(chart: Chart) -> Lines:
    """Where the boxes of a chart meet."""
    across = 0 if chart.notes.get("axis") == "difference" else 1
    return Lines(Decimal(chart.notes.get("threshold", "5")), Decimal(across))


def draw(chart: Chart, frame: Frame) -> Iterator[Text]:
    """The four boxes with their axes, and the key."""
    units, lines = units_of(chart), lines_of(chart)
    field, axis = _filled(chart, frame, units)
    yield from paragraphs(frame.say("charted.matrix.up", axis=_axis(chart, frame, "y")), frame)
    yield from _framed(field, frame, lines.up, _names(chart, frame))
    yield _feet(axis, field.width)
    yield from paragraphs(_axis(chart, frame, "x"), frame)
    yield Text("")
    times = list(dict.fromkeys(flat(one.name) for one in chart.series))
    yield from beside(_legend(times[:1] if _is_still(chart) else times, frame), frame)
    yield Text("")
    yield from _key(units, lines, frame, _names(chart, frame))


def _names(chart: Chart, frame: Frame) -> dict[str, str]:
    """What the boxes are called: by the chart itself, or as for products and markets."""
    boxes = ("star", "cash_cow", "question_mark", "dog", "new")
    return {
        one: flat(chart.notes.get(f"box.{one}", "")) or frame.say(f"plan.quadrant.{one}")
        for one in boxes
    }


def _is_still(chart: Chart) -> bool:
    """Whether only revenue differs from today to later, and so one letter says it."""
    return "still" in chart.notes


def _axis(chart: Chart, frame: Frame, side: str) -> str:
    return flat(chart.notes.get(f"axis_{side}", "")) or frame.say(f"charted.matrix.axis_{side}")


def _legend(times: list[str], frame: Frame) -> list[str]:
    first, *later = times
    capitals = [frame.say("charted.matrix.capitals", time=first)]
    small = [frame.say("charted.matrix.small", time=one) for one in later[:1]]
    return [*capitals, *small, frame.say("charted.matrix.brackets")]


# The field


def _filled(chart: Chart, frame: Frame, units: list[Unit]) -> tuple[Field, StrengthAxis]:
    field, lines = _empty(frame), lines_of(chart)
    placed = [(one.letter, one.now) for one in units if one.now.is_placed]
    if not _is_still(chart):
        placed += [(one.letter.lower(), one.later) for one in units if one.later.is_placed]
    strengths = [float(one.x) for _, one in placed if one.x is not None]
    axis = (
        StrengthAxis.of_ratios(strengths, float(Decimal(chart.notes.get("ratio_max", "3"))))
        if lines.across
        else StrengthAxis.of_differences(strengths)
    )
    pen = frame.pen
    row = _row(lines.up, field.height)
    field.cross(field.width // 2, row, (pen.across, pen.up, pen.cross))
    largest = max((one.size or Decimal(0) for _, one in placed), default=Decimal(0))
    for letter, circle in placed:
        mark = _mark(letter, circle, largest) if len(placed) <= CROWD else letter
        _put(field, mark, circle, (axis, lines))
    return field, axis


def _empty(frame: Frame) -> Field:
    """A field with a middle, in both directions."""
    width = frame.width - MARGIN - 2
    height = max(LOWEST, min(HIGHEST, round(frame.width * FLAT)))
    return Field(width - 1 + width % 2, height + 1 - height % 2)


def _row(height: Decimal, rows: int) -> int:
    """The row of how attractive something is; never the first or the last."""
    part = max(Decimal(0), min(Decimal(1), height / HIGH))
    return min(max(1, round((1 - part) * (rows - 1))), rows - 2)


def _put(field: Field, mark: str, circle: Circle, scale: tuple[StrengthAxis, Lines]) -> None:
    axis, lines = scale
    if circle.x is None or circle.y is None:
        return
    center, row = field.width // 2, _row(lines.up, field.height)
    is_strong, is_attractive = circle.x >= lines.across, circle.y >= lines.up
    box = Box(
        0 if is_strong else center + 1,
        0 if is_attractive else row + 1,
        center - 1 if is_strong else field.width - 1,
        row - 1 if is_attractive else field.height - 1,
    )
    part = max(Decimal(0), min(Decimal(1), circle.y / HIGH))
    column = center - round(axis.place(float(circle.x)) * center)
    at = column, round((1 - part) * (field.height - 1))
    for one in (mark, mark.strip("()")):
        if field.put(one, at, box):
            return


def _mark(letter: str, circle: Circle, largest: Decimal) -> str:
    part = (circle.size or Decimal(0)) / largest if largest else Decimal(0)
    pairs = 2 if part >= LARGE else int(part >= MIDDLING)
    return f"{'(' * pairs}{letter}{')' * pairs}"


# Around it


def _framed(
    field: Field, frame: Frame, threshold: Decimal, names: Mapping[str, str]
) -> Iterator[Text]:
    pen = frame.pen
    half = field.width // 2
    line = _row(threshold, field.height)
    numbers = {0: number(HIGH, 1), line: number(threshold, 1), field.height - 1: "0"}
    upper = pen.corners[0], pen.tees[0], pen.corners[1]
    lower = pen.corners[2], pen.tees[1], pen.corners[3]
    yield _edge((names["star"], names["question_mark"]), upper, half, frame)
    for at, text in enumerate(field.lines()):
        sides = (pen.tees[2], pen.tees[3]) if at == line else (pen.up, pen.up)
        margin = cut(numbers.get(at, ""), MARGIN).rjust(MARGIN)
        yield Text(margin + sides[0]) + _tinted(text) + Text(sides[1])
    yield _edge((names["cash_cow"], names["dog"]), lower, half, frame)


def _edge(names: tuple[str, str], joints: tuple[str, str, str], half: int, frame: Frame) -> Text:
    """An edge of the frame, the names of its two boxes in it."""
    parts = [_named(one, half, frame) for one in names]
    return Text(f"{' ' * MARGIN}{joints[0]}{parts[0]}{joints[1]}{parts[1]}{joints[2]}")


def _named(name: str, cells: int, frame: Frame) -> str:
    across = frame.pen.across
    text = f"{across} {cut(name, cells - 4)} "
    return text + across * (cells - cell_len(text))


def _tinted(line: str) -> Text:
    """A row of the field, its units in their colours."""
    text = Text(line)
    for at, char in enumerate(line):
        if char.upper() in LETTERS:
            text.stylize(tint(LETTERS.index(char.upper())), at, at + 1)
    return text


def _feet(axis: StrengthAxis, width: int) -> Text:
    """The numbers under the field."""
    strong, weak = (amount(Decimal(str(round(one, 2))), 2) for one in axis.ends)
    half = width // 2 + 1
    return Text(" " * MARGIN + left(strong, half) + f"{axis.middle:g}" + weak.rjust(half))


# The key


def _key(
    units: Sequence[Unit], lines: Lines, frame: Frame, names_of: Mapping[str, str]
) -> Iterator[Text]:
    """Each unit: its letter and name, its revenue and its box, from today to later."""
    names = [f"{unit.letter} {unit.name}" for unit in units]
    sizes = [_sizes(unit, frame) for unit in units]
    boxes = [_boxes(unit, lines, frame, names_of) for unit in units]
    widths = [max(map(cell_len, one), default=0) for one in (names, sizes, boxes)]
    fits = sum(widths) + 2 * len(GAP) <= frame.width
    for unit, name, size, box in zip(units, names, sizes, boxes, strict=True):
        told = (
            [Text(GAP.join((left(name, widths[0]), right(size, widths[1]), box)))]
            if fits
            else [*paragraphs(name, frame), *beside([size, box], frame, indent=2)]
        )
        told[0].stylize(tint(unit.at), 0, 1)
        yield from told


def _sizes(unit: Unit, frame: Frame) -> str:
    now = amount(unit.now.size)
    return now if unit.later == NOWHERE else f"{now} {frame.pen.to} {amount(unit.later.size)}"


def _boxes(unit: Unit, lines: Lines, frame: Frame, names_of: Mapping[str, str]) -> str:
    names = [names_of.get(lines.box(one), "-") for one in (unit.now, unit.later)]
    if unit.later == NOWHERE:
        return names[0]
    return names[0] if names[0] == names[1] else f"{names[0]} {frame.pen.to} {names[1]}"
