"""The directional policy matrix: four boxes, a letter for each unit, strong on the left.

A unit is a capital today and a small letter where it is wanted; the more brackets around it, the
more revenue. Which unit that is, from what to what, stands in the key below.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from rich.cells import cell_len
from rich.text import Text

from kamguide.export.charted.frame import (
    GAP,
    LETTERS,
    Frame,
    amount,
    beside,
    cut,
    flat,
    left,
    paragraphs,
    right,
)
from kamguide.export.charted.plot import Box, Field, RatioAxis
from kamguide.export.charted.tints import tint
from kamguide.messages import number, say
from kamguide.plan.blocks import Chart

HIGH: Final = Decimal(10)
"""The most attractive that a unit can be."""
MARGIN: Final = 3
"""Cells of the numbers at the left."""
FLAT, HIGHEST, LOWEST = 0.26, 21, 11
"""How high a matrix is for its width, and at most and at least."""
LARGE, MIDDLING = Decimal("0.45"), Decimal("0.1")
"""Parts of the largest revenue from which a unit has two pairs of brackets, or one."""


@dataclass(frozen=True, slots=True)
class Circle:
    """A unit at one time: its ratio to the best rival, how attractive it is, its revenue."""

    x: Decimal | None
    y: Decimal | None
    size: Decimal | None

    @property
    def is_placed(self) -> bool:
        """Whether it can be drawn."""
        return self.x is not None and self.y is not None and bool(self.size)

    def box(self, threshold: Decimal) -> str:
        """The name of its box; nothing where it has no place, `new` where it has no revenue."""
        if self.x is None or self.y is None:
            return ""
        if not self.size:
            return "new"
        if self.y >= threshold:
            return "star" if self.x >= 1 else "question_mark"
        return "cash_cow" if self.x >= 1 else "dog"


@dataclass(frozen=True, slots=True)
class Unit:
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
            return Circle(None, None, None)
        return Circle(*(by_role[times[time], role][at] for role in ("x", "y", "size")))

    return [
        Unit(letter, at, flat(point), circle(0, at), circle(1, at))
        for at, (letter, point) in enumerate(zip(LETTERS, chart.points, strict=False))
    ]


def threshold_of(chart: Chart) -> Decimal:
    """Where the attractive begin."""
    return Decimal(chart.notes.get("threshold", "5"))


def draw(chart: Chart, frame: Frame) -> Iterator[Text]:
    """The four boxes with their axes, and the key."""
    units = units_of(chart)
    field, axis = _filled(chart, frame, units)
    yield from paragraphs(frame.say("matrix.up", axis=_axis(chart, frame, "y")), frame)
    yield from _framed(field, frame, threshold_of(chart))
    yield from _feet(axis, field.width)
    yield from beside([frame.say("matrix.across", axis=_axis(chart, frame, "x"))], frame)
    yield Text("")
    times = list(dict.fromkeys(flat(one.name) for one in chart.series))
    yield from beside(_legend(times, frame), frame)
    yield Text("")
    yield from _key(units, threshold_of(chart), frame)


def _axis(chart: Chart, frame: Frame, side: str) -> str:
    return flat(chart.notes.get(f"axis_{side}", "")) or frame.say(f"matrix.axis_{side}")


def _legend(times: list[str], frame: Frame) -> list[str]:
    first, *later = times
    capitals = [frame.say("matrix.capitals", time=first)]
    small = [frame.say("matrix.small", time=one) for one in later[:1]]
    return [*capitals, *small, frame.say("matrix.brackets")]


# The field


def _filled(chart: Chart, frame: Frame, units: list[Unit]) -> tuple[Field, RatioAxis]:
    width = frame.width - MARGIN - 2
    width -= 1 - width % 2
    height = max(LOWEST, min(HIGHEST, round(frame.width * FLAT)))
    field = Field(width, height + 1 - height % 2)
    placed = [
        (one.letter if is_now else one.letter.lower(), circle)
        for is_now in (True, False)
        for one in units
        if (circle := one.now if is_now else one.later).is_placed
    ]
    farthest = float(Decimal(chart.notes.get("ratio_max", "3")))
    axis = RatioAxis.over([float(one.x or 1) for _, one in placed], farthest)
    threshold = threshold_of(chart)
    line = _row(threshold, field.height)
    pen = frame.pen
    field.cross(width // 2, line, (pen.across, pen.up, pen.cross))
    largest = max((one.size or Decimal(0) for _, one in placed), default=Decimal(0))
    for letter, circle in placed:
        _put(field, _mark(letter, circle, largest), circle, (axis, line, threshold))
    return field, axis


def _row(height: Decimal, rows: int) -> int:
    """The row of how attractive something is; never the first or the last."""
    part = max(Decimal(0), min(Decimal(1), height / HIGH))
    return min(max(1, round((1 - part) * (rows - 1))), rows - 2)


def _put(field: Field, mark: str, circle: Circle, scale: tuple[RatioAxis, int, Decimal]) -> None:
    axis, line, threshold = scale
    x, y = circle.x or Decimal(1), circle.y or Decimal(0)
    center = field.width // 2
    is_strong, is_attractive = x >= 1, y >= threshold
    box = Box(
        0 if is_strong else center + 1,
        0 if is_attractive else line + 1,
        center - 1 if is_strong else field.width - 1,
        line - 1 if is_attractive else field.height - 1,
    )
    part = max(Decimal(0), min(Decimal(1), y / HIGH))
    at = center - round(axis.place(float(x)) * center), round((1 - part) * (field.height - 1))
    for one in (mark, mark.strip("()")):
        if field.put(one, at, box):
            return


def _mark(letter: str, circle: Circle, largest: Decimal) -> str:
    part = (circle.size or Decimal(0)) / largest if largest else Decimal(0)
    pairs = 2 if part >= LARGE else int(part >= MIDDLING)
    return "(" * pairs + letter + ")" * pairs


# Around it


def _framed(field: Field, frame: Frame, threshold: Decimal) -> Iterator[Text]:
    pen = frame.pen
    half = field.width // 2
    line = _row(threshold, field.height)
    numbers = {0: number(HIGH, 1), line: number(threshold, 1), field.height - 1: "0"}
    upper = pen.corners[0], pen.tees[0], pen.corners[1]
    lower = pen.corners[2], pen.tees[1], pen.corners[3]
    yield _edge(("star", "question_mark"), upper, half, frame)
    for at, text in enumerate(field.lines()):
        sides = (pen.tees[2], pen.tees[3]) if at == line else (pen.up, pen.up)
        margin = cut(numbers.get(at, ""), MARGIN).rjust(MARGIN)
        yield Text(margin + sides[0]) + _tinted(text) + Text(sides[1])
    yield _edge(("cash_cow", "dog"), lower, half, frame)


def _edge(names: tuple[str, str], joints: tuple[str, str, str], half: int, frame: Frame) -> Text:
    """An edge of the frame, the names of its two boxes in it."""
    parts = [_named(say(f"plan.quadrant.{one}", frame.lang), half, frame) for one in names]
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


def _feet(axis: RatioAxis, width: int) -> Iterator[Text]:
    """The numbers under the field."""
    strong, weak = (number(Decimal(str(round(one, 2))), 2) for one in axis.ends)
    half = width // 2 + 1
    yield Text(" " * (MARGIN) + left(strong, half) + "1" + weak.rjust(half))


# The key


def _key(units: Sequence[Unit], threshold: Decimal, frame: Frame) -> Iterator[Text]:
    """Each unit: its letter and name, its revenue and its box, from today to later."""
    names = [f"{unit.letter} {unit.name}" for unit in units]
    sizes = [_sizes(unit, frame) for unit in units]
    boxes = [_boxes(unit, threshold, frame) for unit in units]
    widths = [max(map(cell_len, one), default=0) for one in (names, sizes, boxes)]
    fits = sum(widths) + 2 * len(GAP) <= frame.width
    for unit, name, size, box in zip(units, names, sizes, boxes, strict=True):
        lines = (
            [Text(GAP.join((left(name, widths[0]), right(size, widths[1]), box)))]
            if fits
            else [*paragraphs(name, frame), *beside([size, box], frame, indent=2)]
        )
        lines[0].stylize(tint(unit.at), 0, 1)
        yield from lines


def _sizes(unit: Unit, frame: Frame) -> str:
    return f"{amount(unit.now.size)} {frame.pen.to} {amount(unit.later.size)}"


def _boxes(unit: Unit, threshold: Decimal, frame: Frame) -> str:
    names = [
        say(f"plan.quadrant.{box}", frame.lang) if (box := one.box(threshold)) else "-"
        for one in (unit.now, unit.later)
    ]
    return names[0] if names[0] == names[1] else f"{names[0]} {frame.pen.to} {names[1]}"
