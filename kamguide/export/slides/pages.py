"""What stands where on a slide: frames with what is in them, ready to be drawn. All in points."""

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kamguide.plan.blocks import Chart, Table

WIDTH: Final = 960.0
HEIGHT: Final = 540.0
MARGIN: Final = 40.0
GAP: Final = 16.0
"""Between things that stand beside or below each other."""


class Frame(Struct, frozen=True):
    """A part of a slide."""

    left: float
    top: float
    width: float
    height: float

    def below(self, used: float) -> "Frame":
        """What is left of it under the first `used` points."""
        return replace(self, top=self.top + used, height=self.height - used)

    def halves(self, share: float) -> "tuple[Frame, Frame]":
        """It side by side, the left part taking this share of it."""
        left = (self.width - GAP) * share
        right = replace(self, left=self.left + left + GAP, width=self.width - left - GAP)
        return replace(self, width=left), right


SECTION: Final = Frame(MARGIN, 20, WIDTH - 2 * MARGIN, 18)
SECTION_SIZE: Final = 12.0
HEADLINE: Final = Frame(MARGIN, 38, WIDTH - 2 * MARGIN, 64)
BODY: Final = Frame(MARGIN, 116, WIDTH - 2 * MARGIN, 380)
FOOT: Final = Frame(MARGIN, 508, WIDTH - 2 * MARGIN, 18)


class Text(Struct, frozen=True):
    """A paragraph: a lead in bold, the text, and a mark behind it."""

    text: str
    lead: str = ""
    mark: str = ""

    @property
    def whole(self) -> str:
        """All of it, as it is measured."""
        return self.lead + self.text + (f" {self.mark}" if self.mark else "")


class TextBox(Struct, frozen=True):
    """Paragraphs in one size of type; `bulleted` ones hang behind a dot."""

    frame: Frame
    paragraphs: tuple[Text, ...]
    size: float
    bulleted: bool = True


class TableBox(Struct, frozen=True):
    """A table with the widths of its columns and the heights of its rows, the head's first."""

    frame: Frame
    table: Table
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    size: float


class ChartBox(Struct, frozen=True):
    """A native chart."""

    frame: Frame
    chart: Chart


Box = TextBox | TableBox | ChartBox


class Page(Struct, frozen=True):
    """One slide as it is drawn; `size` is that of its headline."""

    section: str
    headline: str
    size: float
    boxes: tuple[Box, ...]
    notes: tuple[str, ...] = ()
