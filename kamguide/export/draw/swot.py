"""Strengths, weaknesses, opportunities and threats in four boxes, and which of them meet."""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from kamguide.export.draw.canvas import BOLDLY, SIZE, SMALL, WIDTH, Box, Canvas, Shown, Type, colour
from kamguide.export.draw.frame import EDGE, Task
from kamguide.export.draw.lettering import fitted, wrapped
from kamguide.export.layout import led
from kamguide.export.palette import INK, PAPER, is_dark
from kamguide.model.text import flat
from kamguide.plan.blocks import Series

GAP: Final = 12.0
HEAD: Final = 28.0
LINE: Final = SMALL * 1.3
ITEM: Final = 9.0
"""What stays free between items."""
DOTS: Final = 54.0
BADGE: Final = 8.0
MOST: Final = 5
ROLES: Final = {"strength": 0, "weakness": 6, "opportunity": 5, "threat": 4}
"""The colour of each box."""
_CODE: Final = re.compile(r"[A-Za-z]{1,3}\d{1,3}(?=\s|$)")


class Pair(Struct, frozen=True):
    """Items that meet, and what follows of it."""

    number: int
    points: tuple[int, ...]
    text: str


class Item(Struct, frozen=True):
    """A point in its box."""

    lines: tuple[str, ...]
    importance: float
    pairs: tuple[int, ...]

    @property
    def height(self) -> float:
        """What it takes of its box."""
        return max(len(self.lines) * LINE, 2 * BADGE if self.pairs else 0) + ITEM


def swot(task: Task) -> str | None:
    """Four boxes, what helps at the left, and under them the pairs by number."""
    heads = [one for one in task.chart.series if one.role in ROLES]
    if not any(value is not None for one in heads for value in one.values):
        return None
    pairs = list(_pairs(task))
    wide = (WIDTH - 2 * EDGE - GAP) / 2
    boxes = [(one, _items(task, one, pairs, wide)) for one in heads]
    rows = [boxes[at : at + 2] for at in range(0, len(boxes), 2)]
    tall = [max(_tall(items) for _, items in row) for row in rows]
    texts = [(one, wrapped(_told(task, one), WIDTH - 2 * EDGE - 30, SMALL)) for one in pairs]
    foot = EDGE + sum(tall) + GAP * len(tall)
    under = 26 + sum(len(lines) * LINE + 8 for _, lines in texts) if texts else 0
    canvas = Canvas(task.name, foot + under)
    y = EDGE
    for row, height in zip(rows, tall, strict=True):
        for at, (head, items) in enumerate(row):
            _box(canvas, head, items, Box(EDGE + at * (wide + GAP), y, wide, height))
        y += height + GAP
    _listed(canvas, task, texts, foot)
    names = task.listed([one.name for one in heads])
    return task.done(canvas, count=len(task.chart.points), names=names, pairs=len(pairs))


def _pairs(task: Task) -> Iterator[Pair]:
    """The pairs of which there are items, in order."""
    notes, count = task.chart.notes, len(task.chart.points)
    named = (name for name in notes if re.fullmatch(r"pair\.\d{1,4}", name))
    number = 0
    for name in sorted(named, key=lambda one: int(one[5:])):
        given = (one.strip() for one in notes[name].split(","))
        points = [int(one) for one in given if one.isascii() and one.isdigit()]
        known = tuple(one for one in points if one < count)
        if known:
            number += 1
            yield Pair(number, known, notes.get(f"pair_text.{name[5:]}", ""))


def _items(task: Task, head: Series, pairs: list[Pair], wide: float) -> list[Item]:
    made = []
    for at, importance in enumerate(head.values):
        if importance is None or at >= len(task.chart.points):
            continue
        met = tuple(one.number for one in pairs if at in one.points)
        room = wide - 20 - DOTS - len(met) * (2 * BADGE + 2)
        lines = wrapped(task.chart.points[at], max(room, 90), SMALL, 3)
        made.append(Item(lines, float(importance), met[: _most(wide)]))
    return made


def _most(wide: float) -> int:
    """How many numbers of pairs there is room for beside an item."""
    return int((wide - 20 - DOTS - 90) / (2 * BADGE + 2))


def _tall(items: list[Item]) -> float:
    return HEAD + 10 + sum(one.height for one in items) + (0 if items else LINE)


def _box(canvas: Canvas, head: Series, items: list[Item], box: Box) -> None:
    paint = ROLES[head.role]
    looks: dict[str, Shown] = {"fill": "none", "stroke": colour(paint), "stroke_width": 1.4}
    canvas.rect(box, "", **looks)
    canvas.rect(Box(box.x, box.y, box.width, HEAD), fill=colour(paint))
    name = fitted(head.name, box.width - 20, SIZE, bold=True)
    fill = PAPER if is_dark(paint) else INK
    canvas.text((box.x + 10, box.y + HEAD / 2), name, Type(bold=True, fill=fill))
    y = box.y + HEAD + 8
    for one in items:
        middle = y + (one.height - ITEM) / 2
        canvas.lines((box.x + 10, middle), one.lines, Type(SMALL))
        _importance(canvas, (box.right - 10, middle), one.importance)
        for place, number in enumerate(reversed(one.pairs)):
            x = box.right - 10 - DOTS - BADGE - place * (2 * BADGE + 2)
            _badge(canvas, (x, middle), number)
        y += one.height


def _importance(canvas: Canvas, at: tuple[float, float], value: float) -> None:
    """As many dots as an item is important."""
    for number in range(MOST):
        x = at[0] - (MOST - number) * 9 + 4
        if number < value:
            canvas.add("circle", "soft", cx=x, cy=at[1], r=3)
        else:
            canvas.add("circle", "line", cx=x, cy=at[1], r=2.6, fill="none")


def _badge(canvas: Canvas, at: tuple[float, float], number: int) -> None:
    """The number of a pair, at its items and before what follows of it."""
    canvas.add("circle", "edge ground", cx=at[0], cy=at[1], r=BADGE, stroke_width=1.3)
    canvas.text(at, str(number), Type(9.5 if number < 10 else 8, "middle", bold=True))  # noqa: PLR2004


def _told(task: Task, pair: Pair) -> str:
    """Which items meet, by their codes, and what follows."""
    codes = [_CODE.match(flat(task.chart.points[at])) for at in pair.points]
    meeting = " × ".join(one[0] for one in codes if one)
    return led(meeting, task.lang) + pair.text if meeting else pair.text


def _listed(
    canvas: Canvas, task: Task, texts: list[tuple[Pair, tuple[str, ...]]], top: float
) -> None:
    if not texts:
        return
    canvas.text((EDGE, top + 10), task.say("swot.pairs"), BOLDLY)
    y = top + 26
    for pair, lines in texts:
        middle = y + len(lines) * LINE / 2
        _badge(canvas, (EDGE + BADGE + 1, middle), pair.number)
        canvas.lines((EDGE + 26, middle), lines, Type(SMALL))
        y += len(lines) * LINE + 8
