"""Factors with their weights and the scores on them: the inputs of weighted totals."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from kamguide.plan.sheets.book import Book
from kamguide.plan.sheets.formulas import weighted
from kamguide.plan.sheets.page import Grid, Heading, Page, Value, worked
from kamguide.plan.workbook import Formula, Spot

TOTAL = "total"


class FactorLine(Struct, frozen=True):
    """A factor: the unit it belongs to, if each has its own, what it is called, its weight."""

    key: str
    name: str
    weight: Formula | None
    unit: str = ""


def unit_scores(
    book: Book, page: Page, factors: Sequence[FactorLine], units: Mapping[str, str]
) -> Grid:
    """A grid of factors by units that all are scored on, with the weighted total below."""
    headings = [book.heading("factor"), book.heading("weight", "whole")]
    headings += [Heading(key, name, "score") for key, name in units.items()]
    grid = page.grid(headings, [one.key for one in factors], [TOTAL])
    for one in factors:
        grid.fill(one.key, "factor", one.name)
        grid.fill(one.key, "weight", one.weight)
    grid.fill(TOTAL, "factor", book.say("row.weighted"))
    grid.fill(TOTAL, "weight", weight_sum(factors, grid))
    return grid


def weight_sum(factors: Sequence[FactorLine], grid: Grid) -> Formula:
    """The sum of the weights, which should be 100."""
    known = [one.weight.value for one in factors if one.weight is not None]
    return worked(sum_of(known), "SUM({})", grid.down("weight"))


def sum_of(values: Sequence[Value]) -> Value:
    """The sum of those that are numbers."""
    return sum(one for one in values if not isinstance(one, str) and one is not None)


def fill_unit(
    book: Book,
    grid: Grid,
    unit: str,
    places: Mapping[str, tuple[str, str, str]],
    total: Value,
) -> Spot:
    """Fill a unit's scores from the answers at `places`, by factor, and its weighted total."""
    for factor, place in places.items():
        grid.fill(factor, unit, book.given(*place))
    grid.fill(TOTAL, unit, weighted(total, grid.down("weight"), grid.down(unit)))
    return grid.at(TOTAL, unit)


def supplier_scores(
    book: Book, page: Page, factors: Sequence[FactorLine], suppliers: Mapping[str, str]
) -> Grid:
    """A grid of each unit's own factors by supplier."""
    headings = [book.heading("factor"), book.heading("weight", "whole")]
    headings += [Heading(key, name, "score") for key, name in suppliers.items()]
    grid = page.grid(headings, [one.key for one in factors])
    for one in factors:
        grid.fill(one.key, "factor", f"{one.unit} / {one.name}")
        grid.fill(one.key, "weight", one.weight)
    return grid


def supplier_totals(
    book: Book, page: Page, first: str, units: Mapping[str, str], suppliers: Mapping[str, str]
) -> Grid:
    """A grid for the weighted totals of each supplier in each unit, headed by what units are."""
    headings = [book.heading(first)]
    headings += [Heading(key, name, "score") for key, name in suppliers.items()]
    grid = page.grid(headings, list(units))
    for key, name in units.items():
        grid.fill(key, first, name)
    return grid
