"""What the plan comes to if its assumptions fail, and in a low and a high case."""

from typing import Any

from kamguide.analysis.arithmetic import natural_order
from kamguide.analysis.money import PLAN_YEARS, T0, T1, T3, YEARS
from kamguide.plan.sheets.book import Book
from kamguide.plan.sheets.formulas import every
from kamguide.plan.sheets.page import NONE, Grid, Page, worked
from kamguide.plan.sheets.returns import fill_gain
from kamguide.plan.workbook import Formula, Spot

_ROWS = (
    "factor",
    "revenue",
    "margin",
    "cost_to_serve",
    "budget",
    "incremental_margin",
    "net_incremental",
    "running",
)


def add_risk(book: Book) -> None:
    """Expected shortfall and risk-adjusted revenue, then the scenarios."""
    risk, scenarios = book.figure("risk"), book.figure("scenarios")
    if ("revenue", T3) not in book.named or not (risk or scenarios):
        return
    page = book.worked_page("risk")
    if risk is not None:
        _assumptions(book, page, risk)
        page.skip()
    if scenarios and ("net", "total") in book.named:
        for name, money in scenarios.items():
            _scenario(book, page, name, money)
            page.skip()


def _assumptions(book: Book, page: Page, risk: Any) -> None:
    book.section(page, "assumptions")
    rows = {row.key: row for row in book.rows("ass_list")}
    keys = sorted(
        (key for key in rows if book.number("ass_list", key, "probability_pct") is not None),
        key=natural_order,
    )
    headings = [book.heading("assumption"), book.heading("likelihood", "percent")]
    headings += [book.heading("impact", "money"), book.heading("shortfall", "money")]
    grid = page.grid(headings, keys)
    for key in keys:
        grid.fill(key, "assumption", book.words.named("ass_list", key))
        grid.fill(key, "likelihood", book.given("ass_list", key, "probability_pct"))
        grid.fill(key, "impact", book.given("ass_list", key, "impact_t3_revenue"))
        chance, impact = grid.at(key, "likelihood"), grid.at(key, "impact")
        text = 'IF(COUNT({},{})<2,"",{}*(100-{})/100)'
        shortfall = risk.shortfalls.get(key, "")
        grid.fill(key, "shortfall", worked(shortfall, text, chance, impact, impact, chance))
    page.skip()
    if keys:
        _at_risk(book, page, risk, grid)


def _at_risk(book: Book, page: Page, risk: Any, grid: Grid) -> None:
    for key, formula in _risk_of(book, risk, grid).items():
        is_name = key == "main_risk"
        label = book.words_for("row.main_risk") if is_name else book.say(f"row.{key}")
        page.put(0, f"{label} (%)" if key == "all_hold" else label)
        page.put(1, formula, "text" if is_name else "money", "over" if is_name else "sum")
        page.row += 1


def _risk_of(book: Book, risk: Any, grid: Grid) -> dict[str, Formula]:
    planned = book.named["revenue", T3]
    shortfall, impact, chance = (grid.down(one) for one in ("shortfall", "impact", "likelihood"))
    names = grid.down("assumption")
    main = book.words.named("ass_list", risk.main_risk) if risk.main_risk else None
    added = f'IF(ISNUMBER({{}}),{{}}+SUM({{}}),"{NONE}")'
    hold = "PRODUCT({})/100^(COUNT({})-1)"
    lowest = f'IF(MIN({{}})<0,INDEX({{}},MATCH(MIN({{}}),{{}},0)),"{NONE}")'
    adjusted, all_fail = risk.risk_adjusted_revenue, risk.all_fail_revenue
    return {
        "plan_revenue": worked(book.figure("forecast").revenue[T3], "{}", planned),
        "shortfall": worked(risk.expected_shortfall, "SUM({})", shortfall),
        "risk_adjusted": worked(adjusted, added, planned, planned, shortfall),
        "all_fail": worked(all_fail, added, planned, planned, impact),
        "all_hold": worked(risk.all_hold_probability_pct, hold, chance, chance),
        "main_risk": worked(main, lowest, shortfall, names, shortfall, shortfall),
    }


def _scenario(book: Book, page: Page, name: str, money: Any) -> None:
    title = book.say(f"scenario.{name}")
    page.line(title, look="label")
    grid = page.grid([book.heading("figure"), *book.year_headings(YEARS)], _ROWS)
    for one in _ROWS:
        own = one in ("factor", "running")
        grid.fill(one, "figure", book.words_for(f"row.{one}") if own else book.say(f"row.{one}"))
    for year in YEARS:
        _fill_year(book, grid, name, money, year)
    page.put(0, book.say("row.net_total"))
    net = grid.across("net_incremental", T1, T3)
    text = f'IF(COUNT({{}})<3,"{NONE}",SUM({{}}))'
    page.put(1, worked(money.gain.total, text, net, net), "money", "sum")
    page.row += 1


def _fill_year(book: Book, grid: Grid, name: str, money: Any, year: str) -> None:
    factor: Spot | None = None
    if year != T0:
        number = year[-1]
        content = book.given("fc_scenarios", name, f"factor_t{number}_pct")
        grid.fill("factor", year, content, "percent")
        factor = grid.at("factor", year)
    for what in ("revenue", "margin"):
        planned, value = book.named[what, year], getattr(money, what)[year]
        formula = (
            worked(value, "{}", planned)
            if factor is None
            else every(value, "{}*{}/100", planned, factor)
        )
        grid.fill(what, year, formula)
    grid.fill("cost_to_serve", year, book.given("fc_cost_to_serve", year, "amount"))
    if year in PLAN_YEARS:
        spent = book.named.get(("budget", year))
        value = book.figure("budget").by_year[year]
        grid.fill("budget", year, worked(value, "{}", spent) if spent else value)
        fill_gain(grid, year, money.gain, grid.at("margin", T0), grid.at("margin", year))
