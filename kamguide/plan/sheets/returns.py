"""The budget, what the account contributes after it, and what the plan brings back."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from kamguide.analysis.money import PLAN_YEARS, T0, T1, T2, T3, YEARS
from kamguide.plan.sheets.book import Book
from kamguide.plan.sheets.formulas import every, matching_sum, percent
from kamguide.plan.sheets.page import NONE, Grid, Page, worked
from kamguide.plan.workbook import Content, Formula, Plot, SheetChart, Spot

_TOTAL = "total"
_ROWS = (
    "revenue",
    "margin",
    "cost_to_serve",
    "budget",
    "budget_pct",
    "net_contribution",
    "incremental_margin",
    "net_incremental",
    "running",
)
_CELLS = {T1: "t1", T2: "t2", T3: "t3"}


def add_budget(book: Book) -> None:
    """Budget lines with their sums by year, category and strategy."""
    found, rows = book.figure("budget"), book.rows("bud_lines")
    if found is None or not rows:
        return
    page = book.worked_page("budget")
    lines = _lines(book, page, found)
    page.skip()
    chart = None
    for column, sums in (("category", found.by_category), ("strategy", found.by_strategy)):
        if sums:
            groups = _groups(book, page, column, sums, lines)
            chart = chart or groups
            page.skip()
    for year in PLAN_YEARS:
        book.named["budget", year] = lines.at(_TOTAL, year)
    book.named["budget", "total"] = lines.at(_TOTAL, "sum")
    if chart is not None:
        _chart(book, page, chart, list(found.by_category or found.by_strategy))


def _lines(book: Book, page: Page, found: Any) -> Grid:
    book.section(page, "lines")
    headings = [book.heading(one) for one in ("line", "category", "strategy")]
    headings += [*book.year_headings(PLAN_YEARS), book.heading("sum", "money")]
    rows = {row.key: row for row in book.rows("bud_lines")}
    grid = page.grid(headings, list(rows), [_TOTAL])
    for key, row in rows.items():
        grid.fill(key, "line", book.words.named("bud_lines", key))
        grid.fill(key, "category", book.cell("bud_lines", row, "category") or None)
        grid.fill(key, "strategy", book.cell("bud_lines", row, "str_id") or None)
        for year in PLAN_YEARS:
            grid.fill(key, year, book.given("bud_lines", key, _CELLS[year]))
        area = grid.across(key, T1, T3)
        grid.fill(key, "sum", worked(found.lines.get(key, 0), "SUM({})", area))
    grid.fill(_TOTAL, "line", book.say("row.total"))
    for year in PLAN_YEARS:
        grid.fill(_TOTAL, year, worked(found.by_year[year], "SUM({})", grid.down(year)))
    area = grid.across(_TOTAL, T1, T3)
    grid.fill(_TOTAL, "sum", worked(found.total, "SUM({})", area))
    return grid


def _groups(book: Book, page: Page, column: str, sums: Mapping[str, Decimal], lines: Grid) -> Grid:
    """Sums of the lines that name the same category or strategy, by year."""
    book.section(page, f"by_{column}")
    headings = [book.heading(column), *book.year_headings(PLAN_YEARS), book.heading("sum", "money")]
    grid = page.grid(headings, list(sums))
    cell = "str_id" if column == "strategy" else column
    for key, whole in sums.items():
        rows = [row for row in book.rows("bud_lines") if row[cell] == key]
        grid.fill(key, column, book.cell("bud_lines", rows[0], cell))
        names, own = lines.down(column), grid.at(key, column)
        for year in PLAN_YEARS:
            value = _added(row[_CELLS[year]] for row in rows)
            grid.fill(key, year, matching_sum(value, names, own, lines.down(year)))
        grid.fill(key, "sum", worked(whole, "SUM({})", grid.across(key, T1, T3)))
    return grid


def _added(values: Iterable[object]) -> Decimal:
    return sum((Decimal(one) for one in values if isinstance(one, Decimal | int)), Decimal(0))


def _chart(book: Book, page: Page, groups: Grid, keys: Sequence[str]) -> None:
    column = "category" if "category" in groups.columns else "strategy"
    plots = tuple(
        Plot(groups.at(key, column), groups.across(key, T1, T3), groups.heads(T1, T3))
        for key in keys
    )
    title = book.words_for("chart.budget")
    page.draw(SheetChart("columns", title, plots, (page.row, 0), y_title=book.money_unit()))


def add_returns(book: Book) -> None:
    """Contribution by year, gain over T0, payback, return and present value."""
    found = book.figure("budget")
    if found is None or ("revenue", T0) not in book.named:
        return
    page = book.worked_page("returns")
    rate = _discount_rate(book, page, found)
    grid = page.grid([book.heading("figure"), *book.year_headings(YEARS)], _ROWS)
    for name in _ROWS:
        grid.fill(name, "figure", _row_label(book, name))
    for year in YEARS:
        _fill_year(book, grid, found, year)
    page.skip()
    _results(book, page, grid, found, rate)


def _row_label(book: Book, name: str) -> str:
    return book.words_for("row.running") if name == "running" else book.say(f"row.{name}")


def _discount_rate(book: Book, page: Page, found: Any) -> Spot:
    page.put(0, book.words_for("col.discount_rate"), "text", "label")
    answered = book.given("fc_discount_rate", "", "")
    content: Content = answered if answered and answered.value != "" else found.discount_rate
    spot = page.put(1, content, "percent", "plain" if answered else "input")
    page.row += 1
    page.skip()
    return spot


def _fill_year(book: Book, grid: Grid, found: Any, year: str) -> None:
    forecast = book.figure("forecast")
    grid.fill("revenue", year, worked(forecast.revenue[year], "{}", book.named["revenue", year]))
    grid.fill("margin", year, worked(forecast.margin[year], "{}", book.named["margin", year]))
    grid.fill("cost_to_serve", year, book.given("fc_cost_to_serve", year, "amount"))
    if year != T0:
        _fill_plan_year(book, grid, found, year)
    costs = [grid.at("cost_to_serve", year), grid.at("budget", year)]
    margin = grid.at("margin", year)
    text = f'IF(ISNUMBER({{}}),{{}}-SUM({{}},{{}}),"{NONE}")'
    value = found.net_contribution[year]
    grid.fill("net_contribution", year, worked(value, text, margin, margin, *costs))


def _fill_plan_year(book: Book, grid: Grid, found: Any, year: str) -> None:
    spent = book.named.get(("budget", year))
    value = found.by_year[year]
    grid.fill("budget", year, worked(value, "{}", spent) if spent else value)
    budget, revenue = grid.at("budget", year), grid.at("revenue", year)
    share = percent(found.of_revenue_pct[year], budget, revenue)
    grid.fill("budget_pct", year, share, "percent")
    fill_gain(grid, year, found.gain, grid.at("margin", T0), grid.at("margin", year))


def fill_gain(grid: Grid, year: str, gain: Any, base: Spot, margin: Spot) -> None:
    """The gain of a year over T0, what is left after costs and budget, and that added up."""
    gained = every(gain.incremental_margin[year], "{}-{}", margin, base)
    grid.fill("incremental_margin", year, gained)
    more = grid.at("incremental_margin", year)
    cost, cost_t0 = grid.at("cost_to_serve", year), grid.at("cost_to_serve", T0)
    text = f'IF(ISNUMBER({{}}),{{}}-IF(COUNT({{}},{{}})<2,0,{{}}-{{}})-{{}},"{NONE}")'
    places = (more, more, cost, cost_t0, cost, cost_t0, grid.at("budget", year))
    grid.fill("net_incremental", year, worked(gain.net_incremental[year], text, *places))
    whole, so_far = (
        grid.across("net_incremental", T1, T3),
        grid.across("net_incremental", T1, year),
    )
    text = f'IF(COUNT({{}})<3,"{NONE}",SUM({{}}))'
    grid.fill("running", year, worked(gain.running[year], text, whole, so_far))


def _results(book: Book, page: Page, grid: Grid, found: Any, rate: Spot) -> None:
    book.section(page, "return")
    npv = book.words_for("row.npv")
    labels = {
        "net": book.say("row.net_total"),
        "roi": f"{book.say('row.roi')} (%)",
        "payback": book.say("row.payback"),
        "npv": npv,
    }
    formulas = _results_of(book, grid, found, rate)
    for key, label in labels.items():
        page.put(0, label)
        form = {"roi": "percent", "payback": "text"}.get(key, "money")
        spot = page.put(1, formulas[key], "percent" if form == "percent" else "money", "key")
        book.named[("net", "total") if key == "net" else (key,)] = spot
        page.row += 1


def _results_of(book: Book, grid: Grid, found: Any, rate: Spot) -> dict[str, Formula]:
    gain, net = found.gain, grid.across("net_incremental", T1, T3)
    spent = grid.across("budget", T1, T3)
    years = [grid.at("net_incremental", year) for year in PLAN_YEARS]
    sums = [grid.at("running", year) for year in PLAN_YEARS]
    heads = [grid.head(year) for year in PLAN_YEARS]
    later = book.words_for("later").replace('"', '""')
    paid = "".join("IF(ROUND({},6)>=0,{}," for _ in PLAN_YEARS)
    pairs = [one for pair in zip(sums, heads, strict=True) for one in pair]
    running = grid.across("running", T1, T3)
    return {
        "net": worked(gain.total, f'IF(COUNT({{}})<3,"{NONE}",SUM({{}}))', net, net),
        "roi": worked(
            gain.roi_pct,
            f'IF(OR(COUNT({{}})<3,SUM({{}})=0),"{NONE}",SUM({{}})*100/SUM({{}}))',
            net,
            spent,
            net,
            spent,
        ),
        "payback": worked(
            book.payback(gain.payback_year),
            f'IF(COUNT({{}})<3,"{later}",{paid}"{later}"))))',
            running,
            *pairs,
        ),
        "npv": worked(
            gain.npv,
            f'IF(COUNT({{}})<3,"{NONE}",{{}}/(1+{{}}/100)+{{}}/(1+{{}}/100)^2+{{}}/(1+{{}}/100)^3)',
            net,
            *[one for year in years for one in (year, rate)],
        ),
    }
