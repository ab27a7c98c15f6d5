"""What a plan is as a workbook: sheets of typed cells, formulas with their values, charts.

Formulas name cells by sheet and place, never by text; whoever writes a workbook knows no method.
Rows and columns count from zero.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from msgspec import Struct

from kamguide.model.text import Lang

Form = Literal["text", "whole", "money", "percent", "score", "ratio", "index", "year", "day"]
"""How a value is shown; percentages are kept as 0 to 100, their sign stands in the head."""
Look = Literal[
    "plain",
    "title",
    "small",
    "head",
    "label",
    "section",
    "input",
    "sum",
    "key",
    "weak",
    "open",
    "correct",
    "link",
    "over",
]
"""What a cell is to its reader: `input` is a number that may be changed, `over` a text that runs
over the empty cells beside it."""


class Spot(NamedTuple):
    """One cell of a sheet, by the sheet's key."""

    sheet: str
    row: int
    column: int


class Area(NamedTuple):
    """The cells from one to another, on one sheet."""

    first: Spot
    last: Spot


class Formula(NamedTuple):
    """A formula in pieces, text between places, and what it comes to today."""

    parts: tuple[str | Spot | Area, ...]
    value: Decimal | str


class Link(Struct, frozen=True):
    """Leads to the top of another sheet."""

    sheet: str
    text: str


Content = str | int | Decimal | date | Formula | Link


class SheetCell(NamedTuple):
    """What stands in a cell, and how."""

    content: Content
    form: Form = "text"
    look: Look = "plain"


class Plot(Struct, frozen=True):
    """One row of numbers in a chart; `second` has an axis of its own."""

    name: Spot | str
    values: Area
    categories: Area
    sizes: Area | None = None
    label: str = ""
    """What stands at a circle."""
    as_line: bool = False
    second: bool = False


class SheetChart(Struct, frozen=True):
    """A chart over cells of a sheet, placed at one of them.

    `limits` are the ends of the x and the y axis, `crossing` is where the axes meet.
    """

    kind: Literal["columns", "stacked", "bars", "lines", "bubbles"]
    title: str
    plots: tuple[Plot, ...]
    at: tuple[int, int]
    x_title: str = ""
    y_title: str = ""
    second_title: str = ""
    aside: bool = False
    """Whether it stands to the right of another one that is placed at the same cell."""
    limits: tuple[tuple[Decimal, Decimal], tuple[Decimal, Decimal]] | None = None
    crossing: tuple[Decimal, Decimal] | None = None


class Sheet(Struct, frozen=True):
    """One sheet. `frozen` are the rows and columns that stay, `heads` the rows printed again."""

    key: str
    title: str
    kind: Literal["contents", "answers", "worked"]
    cells: Mapping[tuple[int, int], SheetCell]
    widths: tuple[int, ...]
    lines: Mapping[int, int]
    """How many lines of text a row needs, where it needs more than one."""
    frozen: tuple[int, int] = (0, 0)
    heads: tuple[int, int] | None = None
    filtered: Area | None = None
    charts: tuple[SheetChart, ...] = ()


class Workbook(Struct, frozen=True):
    """All sheets in order, in one language; the first is what is seen first."""

    lang: Lang
    title: str
    sheets: tuple[Sheet, ...]
    on: date | None = None
