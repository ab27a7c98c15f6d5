"""What pictures have in common: keys of words and swatches, and axes with their numbers."""

from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from math import ceil
from typing import Final

from msgspec import Struct

from kamguide.export.draw.canvas import (
    PLAIN,
    QUIET_END,
    QUIET_MIDDLE,
    SIZE,
    SMALL,
    WIDTH,
    Box,
    Canvas,
)
from kamguide.export.draw.lettering import fitted, width_of
from kamguide.export.draw.scale import Scale
from kamguide.messages import say
from kamguide.messages.joining import listed
from kamguide.model.text import Lang
from kamguide.plan.blocks import Chart

EDGE: Final = 8.0
"""What stays free at the rim of a picture."""
SWATCH: Final = 12.0
ROW: Final = 20.0
LONGEST: Final = 220.0
"""The room of a name in a key; our own words may be longer."""


class Task(Struct, frozen=True):
    """A chart to be drawn, the language it is drawn in, and a name of its own on its page."""

    chart: Chart
    lang: Lang
    name: str

    def say(self, key: str, **blanks: object) -> str:
        """A text of pictures."""
        return say(f"draw.{key}", self.lang, **blanks)

    def note(self, name: str) -> float | None:
        """A note that is a number."""
        try:
            found = Decimal(self.chart.notes.get(name, ""))
        except InvalidOperation:
            return None
        return float(found) if found.is_finite() else None

    def done(self, canvas: Canvas, **blanks: object) -> str:
        """The finished picture, described in a sentence of its kind."""
        told = self.say(f"told.{self.chart.kind}", **blanks)
        return canvas.done(self.chart.title, told)

    def listed(self, names: Sequence[str]) -> str:
        """Names one after another."""
        return listed(names, self.lang)


Swatch = Callable[[Canvas, Box], None]
Drawing = Callable[[Task], str | None]


class Entry(Struct, frozen=True):
    """A line of a key: what it looks like, and its name."""

    name: str
    swatch: Swatch
    is_ours: bool = False


def filled(at: int) -> Swatch:
    """A swatch of the filling of a series."""
    return lambda canvas, box: canvas.rect(box, fill=canvas.fill(at), rx=2)


class Key(Struct, frozen=True):
    """The key of a picture, in as many rows as it needs."""

    rows: tuple[tuple[tuple[float, str, Swatch], ...], ...]

    @property
    def height(self) -> float:
        """What it takes of the picture, with the gap under it."""
        return len(self.rows) * ROW + 6 if self.rows else 0

    def draw(self, canvas: Canvas, top: float = EDGE) -> None:
        """Draw it from `top` down."""
        for number, row in enumerate(self.rows):
            middle = top + number * ROW + ROW / 2
            for x, name, swatch in row:
                swatch(canvas, Box(x, middle - SWATCH / 2, SWATCH, SWATCH))
                canvas.text((x + SWATCH + 6, middle), name)


def key_of(entries: Sequence[Entry], left: float = EDGE, right: float = WIDTH - EDGE) -> Key:
    """Names and swatches in rows from `left` to `right`."""
    rows: list[list[tuple[float, str, Swatch]]] = []
    x, room = right, right - left - SWATCH - 6
    for one in entries:
        name = fitted(one.name, room if one.is_ours else min(LONGEST, room), SIZE)
        wide = SWATCH + 6 + width_of(name, SIZE) + 18
        if not rows or x + wide - 18 > right:
            rows.append([])
            x = left
        rows[-1].append((x, name, one.swatch))
        x += wide
    return Key(tuple(map(tuple, rows)))


def levels(canvas: Canvas, scale: Scale, field: Box, unit: str = "", suffix: str = "") -> None:
    """Lines across a field for the numbers of an upright axis, nought stronger; the unit on top."""
    for tick in scale.ticks():
        y = scale.at(tick)
        canvas.line(
            (field.x, y), (field.right, y), "faint" if abs(tick) < scale.step / 2 else "line"
        )
        canvas.text((field.x - 6, y), scale.label(tick) + suffix, QUIET_END)
    if unit:
        canvas.text((EDGE, field.y - 16), fitted(unit, field.width, SIZE), PLAIN)


def columns(canvas: Canvas, scale: Scale, field: Box) -> None:
    """Lines down a field for the numbers of a lying axis, which stand under it."""
    ticks = scale.ticks()
    widest = max(width_of(scale.label(one), SMALL) for one in ticks)
    every = ceil((widest + 8) * (len(ticks) - 1) / field.width)
    start = next(at for at, one in enumerate(ticks) if abs(one) < scale.step / 2)
    for at, tick in enumerate(ticks):
        x = scale.at(tick)
        canvas.line((x, field.y), (x, field.bottom), "line" if at != start else "faint")
        if (at - start) % every == 0 and x + widest / 2 <= WIDTH:
            canvas.text((x, field.bottom + 12), scale.label(tick), QUIET_MIDDLE)


def margin_of(scale: Scale, size: float, suffix: str = "") -> float:
    """The room that the numbers of an upright axis need at its left."""
    return EDGE + 6 + max(width_of(scale.label(one) + suffix, size) for one in scale.ticks())
