"""How far several are apart: a track for each thing, on it a letter for each of them.

Letters that fall on one cell stand under each other. A bar marks the median, `!` whoever stands
outside, so that nothing hangs on colour.
"""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from rich.cells import cell_len
from rich.text import Text

from kamguide.export.charted.bars import key_of
from kamguide.export.charted.frame import (
    LETTERS,
    Frame,
    amount,
    beside,
    label_width,
    left,
    right,
    wrapped,
)
from kamguide.export.charted.tints import tint
from kamguide.export.tracks import ends_of
from kamguide.plan.blocks import Chart

PLACES: Final = 2
SHORTEST: Final = 12
"""Cells of a track at least."""
LABEL_PERCENT: Final = 45
OUTSIDE: Final = "!"


def draw(chart: Chart, frame: Frame) -> Iterator[Text]:
    """The key, then a track for each point."""
    yield from key_of(chart.series, frame)
    signs = [frame.say("charted.spread.median", sign=frame.pen.up)]
    if any(outside(chart, at) for at in range(len(chart.points))):
        signs.append(frame.say("charted.spread.outside", sign=OUTSIDE))
    yield from beside(signs, frame)
    yield Text("")
    ends = [ends_of(chart, at) for at in range(len(chart.points))]
    shown = [[value_of(chart, at, one) for one in two] for at, two in enumerate(ends)]
    number = max(cell_len(one) for two in shown for one in two)
    room = frame.width - 2 * number - 4
    labels = min(label_width(chart.points, frame.width), room * LABEL_PERCENT // 100)
    track = max(SHORTEST, room - labels)
    for at, point in enumerate(chart.points):
        names = wrapped(point, labels)
        tracks = _tracks(chart, at, track, frame)
        for line in range(max(len(names), len(tracks))):
            name = left(names[line] if line < len(names) else "", labels)
            low, high = shown[at] if line == 0 else ("", "")
            row = tracks[line] if line < len(tracks) else Text(" " * track)
            yield Text(f"{name} {right(low, number)} ") + row + Text(f" {left(high, number)}")


def value_of(chart: Chart, at: int, value: Decimal | None) -> str:
    """A number of a row, with what it is in."""
    return f"{amount(value, PLACES)}{chart.notes.get(f'unit.{at}', '')}"


def outside(chart: Chart, at: int) -> frozenset[int]:
    """The series that stand outside in a row, by number."""
    told = chart.notes.get(f"outside.{at}", "")
    return frozenset(int(one) for one in told.split(",") if one)


def part_of(value: Decimal, ends: tuple[Decimal, Decimal]) -> Decimal:
    """How far along its track a number stands; where all are one, in the middle."""
    low, high = ends
    return (value - low) / (high - low) if high > low else Decimal("0.5")


def _tracks(chart: Chart, at: int, cells: int, frame: Frame) -> list[Text]:
    """The lines of a track, as many as letters fall on one cell."""
    ends, out = ends_of(chart, at), outside(chart, at)
    lines: list[list[str]] = [[frame.pen.rest] * cells]
    own = {value for one in chart.series if (value := one.values[at]) is not None}
    if len(own) == 1:
        return [_tinted(_together(chart, at, lines[0], _cell(own.pop(), ends, cells)))]
    if median := chart.notes.get(f"median.{at}"):
        lines[0][_cell(Decimal(median), ends, cells)] = frame.pen.up
    for number, (letter, one) in enumerate(zip(LETTERS, chart.series, strict=False)):
        if (value := one.values[at]) is None:
            continue
        mark = letter + (OUTSIDE if number in out else "")
        place = min(_cell(value, ends, cells), cells - len(mark))
        _put(lines, mark, place, cells)
    return [_tinted("".join(one)) for one in lines]


def _together(chart: Chart, at: int, line: list[str], middle: int) -> str:
    """All letters side by side: nobody differs."""
    pairs = zip(LETTERS, chart.series, strict=False)
    letters = "".join(letter for letter, one in pairs if one.values[at] is not None)[: len(line)]
    start = max(0, min(len(line) - len(letters), middle - len(letters) // 2))
    line[start : start + len(letters)] = letters
    return "".join(line)


def _cell(value: Decimal, ends: tuple[Decimal, Decimal], cells: int) -> int:
    place = (part_of(value, ends) * (cells - 1)).to_integral_value(ROUND_HALF_UP)
    return max(0, min(cells - 1, int(place)))


def _put(lines: list[list[str]], mark: str, place: int, cells: int) -> None:
    """Put a mark on the first line that is free there."""
    for line in lines:
        taken = line[place : place + len(mark)]
        if not any(one in LETTERS or one == OUTSIDE for one in taken):
            line[place : place + len(mark)] = list(mark)
            return
    lines.append([" "] * cells)
    lines[-1][place : place + len(mark)] = list(mark)


def _tinted(line: str) -> Text:
    text = Text(line)
    for at, char in enumerate(line):
        if char in LETTERS:
            text.stylize(tint(LETTERS.index(char)), at, at + 1)
    return text
