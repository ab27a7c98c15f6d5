"""Our products in the account on the directional policy matrix, today and at T+3."""

from collections.abc import Mapping
from typing import Any

from kamguide.analysis.strength import OWN
from kamguide.model.questions.table import KEY_JOINT
from kamguide.plan.sheets.book import Book
from kamguide.plan.sheets.formulas import weighted
from kamguide.plan.sheets.matrix import Drawn, Placing, draw_both, headings, place, rules
from kamguide.plan.sheets.page import Grid, Page, worked
from kamguide.plan.sheets.scores import (
    FactorLine,
    fill_unit,
    supplier_scores,
    supplier_totals,
    unit_scores,
)
from kamguide.plan.workbook import Content, Spot

_COLUMNS = ("own_t0", "comp_t0", "own_t3", "comp_t3")
_HEADS = ("us_t0", "rival_t0", "us_t3", "rival_t3")


def add_products(book: Book) -> None:
    """The matrix of the account, with everything it rests on."""
    matrix, outlook = book.figure("products"), book.figure("product_outlook")
    if matrix is None:
        return
    page = book.worked_page("products")
    names = {name: book.product(name) for name in matrix.units}
    book.section(page, "today")
    today = page.grid([*headings(book, "product"), book.heading("chosen")], list(names))
    page.skip()
    later = None
    if outlook:
        book.section(page, "at_t3")
        later = page.grid(headings(book, "product"), list(outlook))
        page.skip()
    circles = {name: one.circle for name, one in matrix.units.items()}
    wanted = {name: one.objective for name, one in (outlook or {}).items()}
    second = Drawn("products_t3", later, wanted) if later else None
    draw_both(book, page, matrix.threshold, Drawn("products", today, circles), second)
    heights = _heights(book, page, names)
    totals = _totals(book, page, names)
    given = rules(book, page, matrix, list(heights.values()))
    placed = {}
    for name, one in matrix.units.items():
        own, rival = _scores(totals, name, "t0", one.circle)
        revenue = book.given("prof_history", name, "rev_t0")
        placed[name] = Placing(names[name], revenue, heights.get(name), own, rival, one.circle)
        today.fill(name, "chosen", book.word("pf_directions", name, "direction"))
    place(book, today, given, placed)
    if later is not None:
        place(book, later, given, _wanted(book, names, heights, totals, outlook))


def _wanted(
    book: Book, names: Mapping[str, str], heights: Mapping[str, Spot], totals: Grid, outlook: Any
) -> dict[str, Placing]:
    """What each product should be placed by at T+3."""
    placed = {}
    for name, one in outlook.items():
        own, rival = _scores(totals, name, "t3", one.objective)
        revenue = book.given("fc_products", name, "rev_t3")
        placed[name] = Placing(names[name], revenue, heights.get(name), own, rival, one.objective)
    return placed


def _heights(book: Book, page: Page, names: Mapping[str, str]) -> dict[str, Spot]:
    book.section(page, "attractiveness")
    factors = [
        FactorLine(
            row.key, book.words.named("pf_factors", row.key), book.weight("pf_factors", row.key)
        )
        for row in book.rows("pf_factors")
    ]
    grid = unit_scores(book, page, factors, names)
    totals = book.figure("product_attractiveness").t0
    spots = {}
    for name in names:
        places = {
            one.key: ("pf_attr_scores", f"{name}{KEY_JOINT}{one.key}", "score") for one in factors
        }
        spots[name] = fill_unit(book, grid, name, places, totals.get(name))
    page.skip()
    return spots


def _totals(book: Book, page: Page, names: Mapping[str, str]) -> Grid:
    """Our weighted total and the best rival's, today and at T+3."""
    strengths = book.figure("product_strengths") or {}
    heads = dict(zip(_COLUMNS, (book.label(one) for one in _HEADS), strict=True))
    factors = list(book.rows("csf_list"))
    lines = [
        FactorLine(
            f"{name}{KEY_JOINT}{row.key}",
            book.words.named("csf_list", row.key),
            book.weight("csf_list", row.key),
            name,
        )
        for name in names
        for row in factors
    ]
    book.section(page, "strength_totals")
    totals = supplier_totals(book, page, "product", names, heads)
    page.skip()
    book.section(page, "strength_scores")
    grid = supplier_scores(book, page, lines, heads)
    page.skip()
    for line in lines:
        for column in _COLUMNS:
            grid.fill(line.key, column, book.given("pf_csf_scores", line.key, column, _COLUMNS[:2]))
    for name in names if factors else ():
        ends = [f"{name}{KEY_JOINT}{row.key}" for row in (factors[0], factors[-1])]
        for column in _COLUMNS:
            value = _value(strengths.get(name), column)
            weights, scores = (grid.span(one, *ends) for one in ("weight", column))
            totals.fill(name, column, weighted(value, weights, scores))
    return totals


def _value(strength: Any, column: str) -> Any:
    """What a column's total comes to: ours, or that of the one rival."""
    if strength is None:
        return None
    side = strength.t0 if column.endswith("t0") else strength.t3
    if column.startswith("own"):
        return side.totals.get(OWN)
    return next((value for name, value in side.totals.items() if name != OWN), None)


def _scores(
    totals: Grid, name: str, time: str, circle: Any
) -> tuple[Content | None, Content | None]:
    own, rival = totals.at(name, f"own_{time}"), totals.at(name, f"comp_{time}")
    return worked(circle.own_total, "{}", own), worked(circle.reference_total, "{}", rival)
