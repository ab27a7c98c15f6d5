"""The stages of a relationship: as stairs to climb, and indicator by indicator."""

from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len
from rich.text import Text

from kamguide.export.charted.bars import key_of
from kamguide.export.charted.frame import (
    LETTERS,
    Frame,
    beside,
    cut,
    label_width,
    left,
    middle,
    wrapped,
)
from kamguide.export.charted.tints import tint
from kamguide.model.text import flat
from kamguide.plan.blocks import Chart

STEEPEST, FLATTEST = 2, 14
"""Cells that one stair stands further in than the one below, at least and at most."""
LEVELS: Final = 5
CELL: Final = 4
"""Cells of a level of an indicator."""


def stages(chart: Chart, frame: Frame) -> Iterator[Text]:
    """Stairs from the first stage up to the last; letters stand on those they have come to."""
    names = [f"{at} {flat(one)}" for at, one in enumerate(chart.points, start=1)]
    marks = [_marks(chart, at) for at in range(1, len(names) + 1)]
    widest = max(
        cell_len(name) + cell_len("".join(all_)) + 4
        for name, all_ in zip(names, marks, strict=True)
    )
    spare = (frame.width - widest) // max(1, len(names) - 1)
    step = max(STEEPEST, min(FLATTEST, spare))
    for at in range(len(names) - 1, -1, -1):
        rise = frame.pen.across if at == len(names) - 1 else frame.pen.corners[3]
        yield from _stair(names[at], marks[at], (step * at, step, rise), frame)
    yield Text("")
    yield from key_of(chart.series, frame)


def _marks(chart: Chart, level: int) -> list[str]:
    return [
        letter
        for letter, one in zip(LETTERS, chart.series, strict=False)
        if one.values and one.values[0] == level
    ]


def _stair(
    name: str, marks: list[str], shape: tuple[int, int, str], frame: Frame
) -> Iterator[Text]:
    """One stair: how far in, how wide, and what the one above it rises from."""
    pen = frame.pen
    indent, step, rise = shape
    tread = " " * indent + pen.corners[0] + pen.across * (step - 1) + rise
    yield Text(cut(tread, frame.width))
    shown = f"  {' '.join(marks)}" if marks else ""
    line = Text(" " * indent + pen.up)
    room = frame.width - indent - 1
    line.append(cut(name, room - cell_len(shown)))
    for at, part in enumerate(marks):
        line.append("  " if at == 0 else " ")
        line.append(part, tint(LETTERS.index(part)))
    yield line


# Indicators


def relationship(chart: Chart, frame: Frame) -> Iterator[Text]:
    """A row for each indicator: the level as we see it, and as the customer does."""
    labels = label_width(chart.points, frame.width - LEVELS * CELL + frame.width // 4)
    labels = min(labels, frame.width - LEVELS * CELL)
    yield from key_of(chart.series, frame)
    yield Text("")
    yield Text(" " * labels + "".join(middle(str(at), CELL) for at in range(1, LEVELS + 1)))
    for at, point in enumerate(chart.points):
        first, *more = wrapped(point, labels)
        line = Text(left(first, labels))
        for level in range(1, LEVELS + 1):
            line += _level(chart, at, level, frame)
        yield line
        yield from map(Text, more)
    yield Text("")
    yield from beside(list(levels_of(chart, frame)), frame)


def _level(chart: Chart, at: int, level: int, frame: Frame) -> Text:
    """The letters of those who see an indicator at a level."""
    letters = "".join(
        letter
        for letter, one in zip(LETTERS, chart.series, strict=False)
        if one.values[at] is not None and round(one.values[at] or 0) == level
    )
    text = Text(middle(letters or frame.pen.rest, CELL))
    for number, letter in enumerate(LETTERS[: len(chart.series)]):
        where = text.plain.find(letter)
        if where >= 0:
            text.stylize(tint(number), where, where + 1)
    return text


def levels_of(chart: Chart, frame: Frame) -> Iterator[str]:
    """The stage today, and the one wanted."""
    for key, stage in levels_by_key(chart).items():
        yield frame.say(f"charted.relationship.{key}", stage=stage)


def levels_by_key(chart: Chart) -> dict[str, str]:
    """The number and the name of the stage today and of the one wanted, those that are known."""
    found = {key: flat(chart.notes.get(key, "")) for key in ("level", "target")}
    return {
        key: f"{level} {flat(chart.notes.get(f'stage.{level}', ''))}".strip()
        for key, level in found.items()
        if level
    }
