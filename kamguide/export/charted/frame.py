"""What every chart is drawn in: so many cells, with some signs, in a language.

No line is wider than its frame. What people wrote is data: flat, clean, never markup.
"""

from collections.abc import Callable, Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from string import ascii_uppercase
from typing import Final

from msgspec import Struct
from msgspec.structs import replace
from rich.cells import cell_len, set_cell_size
from rich.text import Text

from kamguide.export.charted.pens import Pen
from kamguide.messages import number, say
from kamguide.messages.folding import fold
from kamguide.model.text import Lang, flat
from kamguide.plan.blocks import Chart

LETTERS: Final = ascii_uppercase
"""What things are called in a chart; one with more things is not drawn."""
LEAST_LABEL, LABEL_PERCENT = 10, 38
"""Cells that a column of labels has at least, and what of the width it has at most."""
MOST_LINES: Final = 6
"""Lines of a label, before it is cut."""
LONGEST: Final = 400
"""Characters that are surely more than fit on a line."""
CUT: Final = ".."
NOTHING: Final = "-"
GAP: Final = "   "
"""Between two things that stand side by side."""


class Frame(Struct, frozen=True):
    """Where a chart is drawn."""

    width: int
    pen: Pen
    lang: Lang

    def say(self, key: str, /, **values: object) -> str:
        """What is said, in the language of the chart."""
        return say(key, self.lang, **values)

    def inset(self, cells: int) -> "Frame":
        """The same with less room."""
        return replace(self, width=self.width - cells)


Drawing = Callable[[Chart, Frame], Iterator[Text]]
"""Draws the lines of a chart."""


def cut(text: str, width: int) -> str:
    """`text` in at most `width` cells."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(0, width - len(CUT))).rstrip() + CUT[: max(0, width)]


def left(text: str, width: int) -> str:
    """`text` in exactly `width` cells, at their left."""
    return set_cell_size(cut(text, width), width)


def right(text: str, width: int) -> str:
    """`text` in exactly `width` cells, at their right."""
    return " " * (width - cell_len(shown := cut(text, width))) + shown


def middle(text: str, width: int) -> str:
    """`text` in exactly `width` cells, in their middle."""
    spare = width - cell_len(shown := cut(text, width))
    return " " * (spare // 2) + shown + " " * (spare - spare // 2)


def wrapped(text: str, width: int, most: int = MOST_LINES) -> list[str]:
    """What somebody wrote in lines of `width` cells; the last one is cut where there are more."""
    shown = flat(text[: LONGEST * most])
    lines = [one.rstrip() for one in fold(shown, max(2, width))] or [""]
    if len(lines) <= most:
        return lines
    last = set_cell_size(lines[most - 1], max(0, width - len(CUT))).rstrip() + CUT
    return [*lines[: most - 1], last]


def label_width(labels: Iterable[str], width: int) -> int:
    """How wide a column of labels is: as they are, or a good third of the whole."""
    longest = max((cell_len(flat(one[:LONGEST])) for one in labels), default=0)
    return min(longest, max(LEAST_LABEL, width * LABEL_PERCENT // 100))


def paragraphs(text: str, frame: Frame, indent: int = 0) -> Iterator[Text]:
    """Words in as many lines as they need."""
    for line in fold(flat(text), frame.width - indent):
        yield Text(" " * indent + line.rstrip())


def beside(parts: Iterable[str | Text], frame: Frame, indent: int = 0) -> Iterator[Text]:
    """Short things side by side, in as many lines as they need; a long one is folded."""
    held: list[Text] = []
    for part in parts:
        one = part if isinstance(part, Text) else Text(flat(part))
        together = sum(each.cell_len + len(GAP) for each in (*held, one)) - len(GAP)
        if held and together > frame.width - indent:
            yield from _line(held, frame, indent)
            held = []
        held.append(one)
    if held:
        yield from _line(held, frame, indent)


def _line(held: list[Text], frame: Frame, indent: int) -> Iterator[Text]:
    line = Text(GAP).join(held)
    if line.cell_len <= frame.width - indent:
        yield Text(" " * indent) + line
        return
    first, *more = paragraphs(line.plain, frame, indent)
    for span in line.spans:
        first.stylize(span.style, span.start + indent, span.end + indent)
    yield first
    yield from more


def amount(value: Decimal | None, places: int = 1, *, fixed: bool = False) -> str:
    """A number as a chart shows it; a hyphen where there is none."""
    return NOTHING if value is None else number(value, places, fixed=fixed)


def percentage(value: Decimal | None) -> str:
    """A share of a whole, with its sign."""
    return NOTHING if value is None else f"{amount(value)}%"


def share(value: Decimal | None, whole: Decimal, cells: int) -> int:
    """How many of `cells` a value takes, none if it is missing or negative."""
    if value is None or value <= 0 or whole <= 0:
        return 0
    part = (value * cells / whole).to_integral_value(ROUND_HALF_UP)
    return int(min(Decimal(cells), part))
