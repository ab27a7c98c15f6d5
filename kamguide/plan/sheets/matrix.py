"""Units on a directional policy matrix, markets and products alike: place, type, direction."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from msgspec import Struct

from kamguide.analysis.dpm import (
    CASH_COW,
    DOG,
    NEW,
    QUESTION_MARK,
    STAR,
    SUGGESTED,
    THRESHOLD,
)
from kamguide.plan.sheets.book import Book
from kamguide.plan.sheets.formulas import found, quotient
from kamguide.plan.sheets.page import NONE, Grid, Heading, Page, Value, worked
from kamguide.plan.workbook import Content, Form, Formula, Plot, SheetChart, Spot

TYPES: Final = (STAR, CASH_COW, QUESTION_MARK, DOG, NEW)
_ZOOMS: Final = (Decimal("0.5"), Decimal(1))
_NEAR: Final = Decimal("0.85")
"""How far out circles may lie before the whole axis is shown."""
_NUMBERS: Final = ("revenue", "attractiveness", "us", "best_total", "ratio", "position")
_LEAST: Final = "0.02"
"""The size of a circle without revenue, as a part of the largest."""


class Rules(Struct, frozen=True):
    """The cells that say where the halves of a matrix begin, and what its fields are called."""

    threshold: Spot
    ratio_max: Spot
    words: Grid
    by_difference: bool


class Placing(Struct, frozen=True):
    """What a unit is placed by: the cells to repeat, and what kamguide makes of them."""

    name: str
    revenue: Formula | None
    height: Spot | None
    own: Content | None
    rival: Content | None
    circle: Any


def suggestion(book: Book, quadrant: str) -> str:
    """The directions that a type suggests, in words."""
    return book.say("or").join(book.say(f"direction.{one}") for one in SUGGESTED[quadrant])


def rules(book: Book, page: Page, matrix: Any, heights: Sequence[Spot]) -> Rules:
    """The settings of a matrix, and its types with the directions they suggest."""
    book.section(page, "settings")
    page.put(0, book.words_for("row.threshold"), "text", "label")
    fixed = matrix.settings.threshold
    threshold: Content = (
        matrix.threshold if fixed is not None or not heights else _middle(matrix.threshold, heights)
    )
    at = page.put(1, threshold, "score", "input" if fixed is not None else "plain")
    page.row += 1
    page.put(0, book.words_for("row.ratio_max"), "text", "label")
    limit = page.put(1, matrix.settings.ratio_max, "score", "input")
    page.row += 1
    page.skip()
    words = page.grid([book.heading("type"), book.heading("suggested")], TYPES)
    for one in TYPES:
        words.fill(one, "type", book.say(f"quadrant.{one}"))
        words.fill(one, "suggested", suggestion(book, one))
    return Rules(at, limit, words, matrix.settings.by_difference)


def _middle(value: Decimal, heights: Sequence[Spot]) -> Formula:
    listed = ",".join("{}" for _ in heights)
    text = f"IF(COUNT({listed})=0,{THRESHOLD},(MIN({listed})+MAX({listed}))/2)"
    return worked(value, text, *heights, *heights, *heights)


def headings(book: Book, first: str) -> list[Heading]:
    """The columns of a matrix at one time."""
    forms: dict[str, Form] = {
        "revenue": "money",
        "attractiveness": "score",
        "us": "score",
        "best_total": "score",
        "ratio": "ratio",
        "position": "ratio",
        "size": "money",
    }
    names = (*_NUMBERS, "type", "suggested", "near", "size")
    return [book.heading(first), *(book.heading(one, forms.get(one, "text")) for one in names)]


def place(book: Book, grid: Grid, rules: Rules, units: Mapping[str, Placing]) -> None:
    """Fill the row of each unit: where it lies, of which type it is, what that suggests."""
    largest = max((one.circle.revenue or Decimal(0) for one in units.values()), default=Decimal(0))
    for key, unit in units.items():
        _place(book, grid, key, rules, unit)
        grid.fill(key, "size", _size(grid, key, unit.circle, largest))


def _place(book: Book, grid: Grid, key: str, rules: Rules, unit: Placing) -> None:
    first = grid.columns[0]
    grid.fill(key, first, unit.name)
    grid.fill(key, "revenue", unit.revenue)
    if unit.height is not None:
        grid.fill(key, "attractiveness", worked(unit.circle.attractiveness, "{}", unit.height))
    grid.fill(key, "us", unit.own)
    grid.fill(key, "best_total", unit.rival)
    own, rival = grid.at(key, "us"), grid.at(key, "best_total")
    grid.fill(key, "ratio", quotient(unit.circle.ratio, own, rival))
    grid.fill(key, "position", _position(grid, key, rules, unit.circle.x))
    grid.fill(key, "type", _type(book, grid, key, rules, unit.circle.quadrant))
    quadrant = unit.circle.quadrant
    suggested = suggestion(book, quadrant) if quadrant else None
    words = rules.words
    text = found(suggested, grid.at(key, "type"), words.down("type"), words.down("suggested"))
    grid.fill(key, "suggested", text)
    grid.fill(key, "near", _near(book, grid, key, rules, unit.circle.borderline))


def _position(grid: Grid, key: str, rules: Rules, value: Value) -> Formula:
    own, rival, ratio = (grid.at(key, one) for one in ("us", "best_total", "ratio"))
    if rules.by_difference:
        text = f'IF(COUNT({{}},{{}})<2,"{NONE}",MAX(-1,MIN(1,({{}}-{{}})/3)))'
        return worked(value, text, own, rival, own, rival)
    text = f'IF(NOT(ISNUMBER({{}})),"{NONE}",IF({{}}*{{}}<=1,-1,'
    text += "MIN(1,LN({})/LN({}))))"
    limit = rules.ratio_max
    return worked(value, text, ratio, ratio, limit, ratio, limit)


def _type(book: Book, grid: Grid, key: str, rules: Rules, quadrant: str | None) -> Formula:
    height, own, rival, revenue = (
        grid.at(key, one) for one in ("attractiveness", "us", "best_total", "revenue")
    )
    star, cow, question, dog, new = (rules.words.at(one, "type") for one in TYPES)
    text = "IF(AND(ISNUMBER({}),{}=0),{},"
    text += f'IF(OR(COUNT({{}},{{}},{{}})<3,{{}}=0),"{NONE}",'
    text += "IF({}>={},IF({}>={},{},{}),IF({}>={},{},{}))))"
    return worked(
        book.say(f"quadrant.{quadrant}") if quadrant else None,
        text,
        *(revenue, revenue, new),
        *(height, own, rival, rival),
        *(height, rules.threshold, own, rival, star, question, own, rival, cow, dog),
    )


def _near(book: Book, grid: Grid, key: str, rules: Rules, near: Sequence[str]) -> Formula:
    """Whether a small change would carry the unit over a line."""
    height, own, rival = (grid.at(key, one) for one in ("attractiveness", "us", "best_total"))
    yes = book.words_for("near").replace('"', '""')
    text = "IF(OR(IF(ISNUMBER({}),ROUND(ABS({}-{})-0.25,9)<0,FALSE),"
    text += "IF(COUNT({},{})<2,FALSE,ROUND(ABS({}-{})-0.05*{},9)<0)),"
    text += f'"{yes}","")'
    value = book.words_for("near") if near else ""
    first = (height, height, rules.threshold)
    return worked(value, text, *first, own, rival, own, rival, rival)


def _size(grid: Grid, key: str, circle: Any, largest: Decimal) -> Formula:
    """The size of the circle: the revenue; where there is none, just enough to be seen."""
    revenue, all_of_them = grid.at(key, "revenue"), grid.down("revenue")
    text = f"MAX(IF(ISNUMBER({{}}),{{}},0),MAX({{}})*{_LEAST})"
    value = max(circle.revenue or Decimal(0), largest * Decimal(_LEAST))
    return worked(value, text, revenue, revenue, all_of_them)


class Drawn(Struct, frozen=True):
    """A matrix to be drawn: the key of its title, its grid, and its circles by unit."""

    title: str
    grid: Grid
    circles: Mapping[str, Any]


class Axes(Struct, frozen=True):
    """What a drawn matrix and its axes are called, where attractive begins, where it is drawn."""

    title: str
    across: str
    up: str
    threshold: Decimal
    at: tuple[int, int]
    aside: bool = False


def bubbles(page: Page, grid: Grid, matrix: Mapping[str, Any], axes: Axes) -> None:
    """Draw the units: strong on the left, attractive above; the lines meet where halves begin."""
    places = [abs(one.x) for one in matrix.values() if one is not None and one.x is not None]
    far = max(places, default=Decimal(0))
    limit = _ZOOMS[0] if far <= _ZOOMS[0] * _NEAR else _ZOOMS[1]
    first = grid.columns[0]
    plots = tuple(
        Plot(
            grid.at(key, first),
            grid.across(key, "attractiveness", "attractiveness"),
            grid.across(key, "position", "position"),
            sizes=grid.across(key, "size", "size"),
            label=key,
        )
        for key, one in matrix.items()
        if one is not None and one.x is not None and one.attractiveness is not None
    )
    if plots:
        ends = ((limit, -limit), (Decimal(0), Decimal(10)))
        crossing = (Decimal(0), axes.threshold)
        page.draw(
            SheetChart(
                "bubbles",
                axes.title,
                plots,
                axes.at,
                aside=axes.aside,
                x_title=axes.across,
                y_title=axes.up,
                limits=ends,
                crossing=crossing,
            )
        )


def draw_both(
    book: Book, page: Page, threshold: Decimal, today: Drawn, later: Drawn | None
) -> None:
    """Draw the matrix of today, and beside it that of T+3."""
    at = (page.row, 0)
    for drawn, aside in ((today, False), (later, True)):
        if drawn is not None:
            axes = Axes(
                book.words_for(f"chart.{drawn.title}"),
                book.words_for("axis.strength"),
                book.words_for("axis.attractiveness"),
                threshold,
                at,
                aside,
            )
            bubbles(page, drawn.grid, drawn.circles, axes)
    page.skip()
