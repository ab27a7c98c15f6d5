"""The market units on the directional policy matrix, from weights and scores to directions."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from kamguide.analysis.arithmetic import natural_order
from kamguide.analysis.strength import OWN
from kamguide.model.questions.table import KEY_JOINT
from kamguide.plan.sheets.book import Book
from kamguide.plan.sheets.formulas import best, growth, weighted, whole_sum
from kamguide.plan.sheets.matrix import Drawn, Placing, draw_both, headings, place, rules
from kamguide.plan.sheets.page import NONE, Grid, Page, worked
from kamguide.plan.sheets.scores import (
    FactorLine,
    fill_unit,
    supplier_scores,
    supplier_totals,
    unit_scores,
)
from kamguide.plan.workbook import Area, Content, Spot

_TOTAL = "total"
_WANTED = ("own_total_t3", "best_comp_total_t3", "revenue_t3")
_AMOUNTS = ("revenue_t0", "revenue_unchanged", "revenue_t3")
Heights = Mapping[str, Spot]


def add_markets(book: Book) -> None:
    """The matrix of the markets, today and at T+3, with everything it rests on."""
    matrix, outlook = book.figure("markets"), book.figure("market_outlook")
    if matrix is None:
        return
    page = book.worked_page("markets")
    units = {name: book.words.named("seg_segments", name) for name in matrix.units}
    today, later, money = _results(book, page, units, outlook)
    circles = {name: one.circle for name, one in matrix.units.items()}
    wanted = {name: one.objective for name, one in outlook.units.items()} if outlook else {}
    second = Drawn("markets_t3", later, wanted) if later else None
    draw_both(book, page, matrix.threshold, Drawn("markets", today, circles), second)
    t0 = book.figure("market_attractiveness").t0
    heights = _attractiveness(book, page, units, "dpm_attr_scores", t0)
    again = _again(book)
    heights_t3 = _attractiveness(book, page, units, "dpm_attr_scores_t3", again) if again else {}
    strengths = _strengths(book, page, units)
    given = rules(book, page, matrix, list(heights.values()))
    placed = {}
    for name, one in matrix.units.items():
        own, rival = strengths.places(name, one.circle)
        revenue = book.given("dpm_units", name, "revenue_t0")
        placed[name] = Placing(units[name], revenue, heights.get(name), own, rival, one.circle)
        today.fill(name, "best", strengths.best_name(name))
        today.fill(name, "chosen", book.word("dir_choices", name, "direction"))
    place(book, today, given, placed)
    if later is not None and money is not None:
        place(book, later, given, _wanted(book, units, outlook, {**heights, **heights_t3}))
        _fill_money(book, money, units, outlook)


def _wanted(
    book: Book, units: Mapping[str, str], outlook: Any, heights: Heights
) -> dict[str, Placing]:
    """What each unit should be placed by at T+3."""
    placed = {}
    for name, one in outlook.units.items():
        if one.objective is not None:
            own, rival, revenue = (
                book.given("dpm_objective_positions", name, column, _WANTED) for column in _WANTED
            )
            height = heights.get(name)
            placed[name] = Placing(units[name], revenue, height, own, rival, one.objective)
    return placed


def _results(
    book: Book, page: Page, units: Mapping[str, str], outlook: Any
) -> tuple[Grid, Grid | None, Grid | None]:
    """The grids of what comes out: it stands first, and is filled last."""
    book.section(page, "today")
    more = [book.heading("best"), book.heading("chosen")]
    today = page.grid([*headings(book, "unit"), *more], list(units))
    page.skip()
    if outlook is None:
        return today, None, None
    book.section(page, "at_t3")
    wanted = [name for name, one in outlook.units.items() if one.objective is not None]
    later = page.grid(headings(book, "unit"), wanted)
    page.skip()
    book.section(page, "outcome")
    heads = [book.heading("unit")]
    heads += [book.heading(one, "money") for one in _AMOUNTS]
    heads += [book.heading(one, "percent") for one in ("cagr", "ros_t0", "ros_t3")]
    money = page.grid(heads, list(units), [_TOTAL])
    page.skip()
    return today, later, money


def _again(book: Book) -> Mapping[str, Any]:
    """The attractiveness of units that were scored again for T+3."""
    units = {row["unit_id"] for row in book.rows("dpm_attr_scores_t3")}
    later = book.figure("market_attractiveness").t3
    return {name: value for name, value in later.items() if name in units}


def _attractiveness(
    book: Book, page: Page, units: Mapping[str, str], question: str, totals: Mapping[str, Any]
) -> Heights:
    book.section(page, "attractiveness" if question == "dpm_attr_scores" else "attractiveness_t3")
    factors = [
        FactorLine(
            row.key,
            book.words.named("dpm_attr_factors", row.key),
            book.weight("dpm_attr_factors", row.key),
        )
        for row in book.rows("dpm_attr_factors")
    ]
    shown = {name: units[name] for name in units if name in totals}
    grid = unit_scores(book, page, factors, shown)
    spots = {}
    for name in shown:
        places = {one.key: (question, f"{name}{KEY_JOINT}{one.key}", "score") for one in factors}
        spots[name] = fill_unit(book, grid, name, places, totals[name])
    page.skip()
    return spots


class _Strengths:
    """The weighted totals of the suppliers, by unit."""

    def __init__(self, found: Mapping[str, Any], grid: Grid, rivals: list[str]) -> None:
        self._found, self._grid, self._rivals = found, grid, rivals

    def places(self, unit: str, circle: Any) -> tuple[Content | None, Content | None]:
        """Our total in a unit, and that of the rival we are held against."""
        if unit not in self._found:
            return None, None
        own = worked(circle.own_total, "{}", self._grid.at(unit, OWN))
        strength = self._found[unit]
        if strength.reference != strength.best_competitor:
            at = self._grid.at(unit, strength.reference)
            return own, worked(circle.reference_total, "{}", at)
        rivals = self._across(unit)
        return own, best(circle.reference_total, rivals) if rivals else None

    def best_name(self, unit: str) -> Content | None:
        """Who has the highest total in a unit; of equals, the one with the larger share."""
        strength, rivals = self._found.get(unit), self._across(unit)
        if strength is None or strength.best_competitor is None or rivals is None:
            return None
        heads = self._grid.heads(self._rivals[0], self._rivals[-1])
        name = self._grid.texts[strength.best_competitor]
        text = f'IF(COUNT({{}})=0,"{NONE}",INDEX({{}},MATCH(MAX({{}}),{{}},0)))'
        return worked(name, text, rivals, heads, rivals, rivals)

    def _across(self, unit: str) -> Area | None:
        if not self._rivals:
            return None
        return self._grid.across(unit, self._rivals[0], self._rivals[-1])


def _strengths(book: Book, page: Page, units: Mapping[str, str]) -> _Strengths:
    strengths = book.figure("market_strengths") or {}
    suppliers = _suppliers(book)
    rows = [row for row in book.rows("dpm_csfs") if row["unit_id"] in units]
    rows.sort(key=lambda row: list(units).index(str(row["unit_id"])))
    factors = [
        FactorLine(
            row.key,
            book.cell("dpm_csfs", row, "name"),
            book.weight("dpm_csfs", row.key),
            str(row["unit_id"]),
        )
        for row in rows
    ]
    book.section(page, "strength_totals")
    totals = supplier_totals(book, page, "unit", units, suppliers)
    page.skip()
    book.section(page, "strength_scores")
    grid = supplier_scores(book, page, factors, suppliers)
    page.skip()
    for row in rows:
        for name in suppliers:
            key = KEY_JOINT.join((row.key, name))
            grid.fill(row.key, name, book.given("dpm_csf_scores", key, "score"))
    for unit in units:
        own = [row.key for row in rows if row["unit_id"] == unit]
        for name in suppliers if own else ():
            value = strengths[unit].totals.get(name) if unit in strengths else None
            weights, scores = (grid.span(one, own[0], own[-1]) for one in ("weight", name))
            totals.fill(unit, name, weighted(value, weights, scores))
    return _Strengths(strengths, totals, [one for one in suppliers if one != OWN])


def _suppliers(book: Book) -> dict[str, str]:
    """Us, then the competitors: the larger share first, which settles equal totals."""
    scored = {str(row["supplier"]) for row in book.rows("dpm_csf_scores")} - {OWN}
    shares = {row.key: row["share_pct"] for row in book.rows("mkt_competitors")}
    ordered = sorted(scored, key=lambda key: (-_known(shares.get(key)), natural_order(key)))
    names = {key: book.words.named("mkt_competitors", key) for key in ordered}
    return {OWN: book.say("col.us"), **names}


def _known(value: object) -> Decimal:
    return Decimal(value) if isinstance(value, Decimal | int) else Decimal(0)


def _fill_money(book: Book, grid: Grid, units: Mapping[str, str], outlook: Any) -> None:
    for name, one in outlook.units.items():
        drift = one.no_change.revenue if one.no_change else None
        grid.fill(name, "unit", units[name])
        grid.fill(name, "revenue_t0", book.given("dpm_units", name, "revenue_t0"))
        if drift is not None:
            spot = book.given("dpm_forecast_no_change", name, "revenue_t3")
            grid.fill(name, "revenue_unchanged", spot)
        grid.fill(
            name, "revenue_t3", book.given("dpm_objective_positions", name, "revenue_t3", _WANTED)
        )
        first, last = grid.at(name, "revenue_t0"), grid.at(name, "revenue_t3")
        grid.fill(name, "cagr", growth(one.growth_pct, first, last))
        earned = book.given("dpm_units", name, "ros_t0_pct")
        grid.fill(name, "ros_t0", earned if one.ros_t0_pct is not None else None)
        grid.fill(name, "ros_t3", book.given("dpm_financials", name, "ros_t3_pct"))
    _fill_sums(book, grid, outlook.totals)


def _fill_sums(book: Book, grid: Grid, totals: Any) -> None:
    grid.fill(_TOTAL, "unit", book.say("row.total"))
    sums = (("revenue_t0", totals.revenue_t0), ("revenue_unchanged", totals.no_change_t3))
    for column, value in (*sums, ("revenue_t3", totals.objective_t3)):
        grid.fill(_TOTAL, column, whole_sum(value, grid.down(column)))
    first, last = grid.at(_TOTAL, "revenue_t0"), grid.at(_TOTAL, "revenue_t3")
    grid.fill(_TOTAL, "cagr", growth(totals.growth_pct, first, last))
    for column, value, base in (
        ("ros_t0", totals.ros_t0_pct, "revenue_t0"),
        ("ros_t3", totals.ros_t3_pct, "revenue_t3"),
    ):
        rates, amounts = grid.down(column), grid.down(base)
        text = f'IF(OR(SUMPRODUCT(({{}}<>0)*({{}}=""))>0,NOT(ISNUMBER({{}}))),"{NONE}",'
        text += f'IF({{}}=0,"{NONE}",SUMPRODUCT({{}},{{}})/{{}}))'
        whole = grid.at(_TOTAL, base)
        places = (amounts, rates, whole, whole, amounts, rates, whole)
        grid.fill(_TOTAL, column, worked(value, text, *places))
