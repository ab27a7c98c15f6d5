"""Where growth comes from: what the customer spends more, and our larger share of it."""

from decimal import Decimal
from typing import Final

from kamguide.export.draw.canvas import BOLDLY, SIZE, SMALL, WIDTH, Box, Canvas, Type
from kamguide.export.draw.frame import EDGE, Task
from kamguide.export.draw.lettering import fitted
from kamguide.export.draw.scale import over
from kamguide.messages import money

HEIGHT: Final = 92.0
NAMES: Final = 150.0
VALUE: Final = 90.0
LANE: Final = 24.0

Part = tuple[str, float]


def split_of(task: Task) -> list[Part]:
    """The parts of the growth by name, where both are known."""
    parts = [
        (task.chart.notes.get(f"{name}_name", name), value)
        for name in ("wallet", "share")
        if (value := task.note(name)) is not None
    ]
    return parts if len(parts) == 2 else []  # noqa: PLR2004 - one part alone splits nothing


def growth(canvas: Canvas, task: Task, split: list[Part], top: float) -> None:
    """A bar for each part, one behind the other, so that they end at the whole."""
    whole = sum(value for _, value in split)
    text = task.say("growth", whole=_signed(whole))
    canvas.text((EDGE, top + 12), fitted(text, WIDTH - 2 * EDGE, SIZE, bold=True), BOLDLY)
    left = EDGE + NAMES + 8
    ends = [0.0, split[0][1], whole]
    scale = over(ends, left, WIDTH - EDGE - VALUE)
    for number, (name, value) in enumerate(split):
        y = top + 26 + number * LANE
        start, end = sorted((scale.at(ends[number]), scale.at(ends[number + 1])))
        look = Type(SMALL, "end")
        canvas.text((EDGE + NAMES, y + LANE / 2), fitted(name, NAMES, SMALL), look)
        box = Box(start, y + 4, end - start, LANE - 8)
        canvas.rect(box, "soft" if number == 0 else "shade faint")
        canvas.text((end + 6, y + LANE / 2), _signed(value), Type(SMALL))
    nought, link = scale.at(0), scale.at(ends[1])
    canvas.line((nought, top + 26), (nought, top + 26 + 2 * LANE), "faint")
    canvas.line((link, top + 30), (link, top + 26 + 2 * LANE - 4), "faint")


def _signed(value: float) -> str:
    text = money(Decimal(repr(value)))
    return f"+{text}" if value > 0 and text != "0" else text
