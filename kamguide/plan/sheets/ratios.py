"""The customer's financial ratios by year, against the industry, and over time."""

from collections.abc import Sequence
from typing import Any

from kamguide.analysis.finance import RATIOS
from kamguide.plan.sheets.book import Book
from kamguide.plan.sheets.page import NONE, Grid, Heading, Page, worked
from kamguide.plan.workbook import Formula, Plot, SheetChart, Spot

_LOWER = ("debt_ratio", "debtor_days")
"""Better when lower."""
_PARTS = {
    "current_ratio": ("current_assets", "current_liabilities", 1),
    "net_margin": ("net_profit", "net_sales", 100),
    "roa": ("net_profit", "total_assets", 100),
    "debt_ratio": ("total_liabilities", "total_assets", 100),
    "debtor_days": ("receivables", "net_sales", 365),
    "asset_turnover": ("net_sales", "total_assets", 1),
    "inventory_turnover": ("cogs", "inventory", 1),
}
"""Each ratio: what is divided by what, and times what."""
_ITEMS = (
    "net_sales",
    "cogs",
    "net_profit",
    "current_assets",
    "current_liabilities",
    "total_assets",
    "total_liabilities",
    "receivables",
    "inventory",
)
_FLOWS = ("net_sales", "cogs", "net_profit")
"""Amounts of a year; the others are balances, of which a mean may be taken."""
_STATUS = ("better", "in_line", "worse")
_TREND = ("improving", "stable", "deteriorating")


def add_ratios(book: Book) -> None:
    """Ratios, judged; what needs improvement is where we may help."""
    found = book.figure("ratios")
    if found is None:
        return
    page = book.worked_page("ratios")
    years = [str(year) for year in found.by_year]
    book.section(page, "ratios")
    headings = [book.heading("ratio_name"), *(Heading(year, year, "index") for year in years)]
    headings += [book.heading("industry", "index"), book.heading("vs_industry", "percent")]
    headings += [book.heading("status"), book.heading("change_pct", "percent")]
    headings += [book.heading("trend"), book.heading("improve")]
    grid = page.grid(headings, RATIOS)
    page.skip()
    _chart(book, page, grid, years)
    page.skip()
    items = _items(book, page, years)
    words = _words(book, page)
    for name in RATIOS:
        grid.fill(name, "ratio_name", book.say(f"ratio.{name}"))
        for at, year in enumerate(years):
            before = years[at - 1] if at and _uses_means(book, years, at) else None
            value = found.by_year[int(year)][name]
            grid.fill(name, year, _ratio(items, name, value, (year, before)))
        _fill_judgement(book, grid, name, found.judgements[name], (years, words))


def _uses_means(book: Book, years: Sequence[str], at: int) -> bool:
    is_next = int(years[at]) == int(years[at - 1]) + 1
    return is_next and book.answers.settings.get("ratio_average") == "true"


def _items(book: Book, page: Page, years: Sequence[str]) -> Grid:
    book.section(page, "statements")
    table = book.flow.tables["fin_statements"]
    headings = [book.heading("figure"), *(Heading(year, year, "money") for year in years)]
    grid = page.grid(headings, _ITEMS)
    for item in _ITEMS:
        if any(one.id == item for one in table.columns):
            grid.fill(item, "figure", table.column(item).label(book.lang))
            for year in years:
                grid.fill(item, year, book.given("fin_statements", year, item))
    page.skip()
    return grid


def _words(book: Book, page: Page) -> Grid:
    book.section(page, "settings")
    page.put(0, book.words_for("row.step"), "text", "label")
    page.row += 1
    headings = [book.heading("status"), book.heading("trend"), book.heading("improve")]
    grid = page.grid(headings, ("good", "same", "bad"))
    for row, status, trend in zip(("good", "same", "bad"), _STATUS, _TREND, strict=True):
        grid.fill(row, "status", book.say(f"status.{status}"))
        grid.fill(row, "trend", book.say(f"trend.{trend}"))
    grid.fill("good", "improve", book.yes(value=False))
    grid.fill("bad", "improve", book.yes(value=True))
    return grid


def _ratio(items: Grid, name: str, value: Any, years: tuple[str, str | None]) -> Formula:
    part, whole, times = _PARTS[name]
    parts, bases = _balance(items, part, *years), _balance(items, whole, *years)
    listed = ",".join("{}" for _ in (*parts, *bases))
    over, under = (_mean(one) for one in (parts, bases))
    text = f'IF(COUNT({listed})<{len(parts) + len(bases)},"{NONE}",'
    text += f'IF({under}=0,"{NONE}",{over}*{times}/{under}))'
    return worked(value, text, *parts, *bases, *bases, *parts, *bases)


def _balance(items: Grid, item: str, year: str, before: str | None) -> tuple[Spot, ...]:
    spots = (items.at(item, year),)
    return spots if before is None or item in _FLOWS else (*spots, items.at(item, before))


def _mean(spots: Sequence[Spot]) -> str:
    return "{}" if len(spots) == 1 else "(({}+{})/2)"


def _fill_judgement(
    book: Book, grid: Grid, name: str, one: Any, known: tuple[Sequence[str], Grid]
) -> None:
    years, words = known
    grid.fill(name, "industry", book.given("fin_industry", name, "industry_value"))
    last, industry = grid.at(name, years[-1]), grid.at(name, "industry")
    sign = "-1" if name in _LOWER else "1"
    text = f'IF(COUNT({{}},{{}})<2,"{NONE}",IF({{}}<=0,"{NONE}",{sign}*({{}}-{{}})/{{}}*100))'
    places = (last, industry, industry, last, industry, industry)
    grid.fill(name, "vs_industry", worked(one.vs_industry_pct, text, *places))
    first = grid.at(name, years[0])
    if len(years) > 1:
        text = (
            f'IF(COUNT({{}},{{}})<2,"{NONE}",IF({{}}=0,"{NONE}",{sign}*({{}}-{{}})/ABS({{}})*100))'
        )
        places = (first, last, first, last, first, first)
        grid.fill(name, "change_pct", worked(one.trend_pct, text, *places))
    _fill_words(book, grid, name, one, words)
    grid.fill(name, "improve", _improve(book, grid, name, one, (last, words)))


def _fill_words(book: Book, grid: Grid, name: str, one: Any, words: Grid) -> None:
    pairs = (("status", one.status, "vs_industry"), ("trend", one.trend, "change_pct"))
    for column, word, number in pairs:
        spot = grid.at(name, number)
        good, same, bad = (words.at(row, column) for row in words.rows)
        text = f'IF(NOT(ISNUMBER({{}})),"{NONE}",IF(ROUND({{}},9)>=5,{{}},'
        text += "IF(ROUND({},9)<=-5,{},{})))"
        value = book.say(f"{column}.{word}") if word else None
        grid.fill(name, column, worked(value, text, spot, spot, good, spot, bad, same))


def _improve(book: Book, grid: Grid, name: str, one: Any, known: tuple[Spot, Grid]) -> Formula:
    """Worse than the industry, falling while not better, or bad in itself."""
    last, words = known
    limits = {"net_margin": "{}<0", "roa": "{}<0", "current_ratio": "{}<1", "debt_ratio": "{}>100"}
    is_bad = f"AND(ISNUMBER({{}}),{limits[name]})" if name in limits else "AND(ISNUMBER({}),{}<>{})"
    status, trend = grid.at(name, "status"), grid.at(name, "trend")
    bad_status, bad_trend = words.at("bad", "status"), words.at("bad", "trend")
    text = f"IF(OR({is_bad},{{}}={{}},AND({{}}<>{{}},{{}}={{}})),{{}},{{}})"
    of_its_own = (last, last) if name in limits else (last, last, last)
    places = (status, bad_status, status, words.at("good", "status"), trend, bad_trend)
    answers = (words.at("bad", "improve"), words.at("good", "improve"))
    return worked(book.yes(value=one.needs_improvement), text, *of_its_own, *places, *answers)


def _chart(book: Book, page: Page, grid: Grid, years: Sequence[str]) -> None:
    names = ("net_margin", "roa", "debt_ratio")
    heads = grid.heads(years[0], years[-1])
    plots = tuple(
        Plot(
            grid.at(name, "ratio_name"), grid.across(name, years[0], years[-1]), heads, as_line=True
        )
        for name in names
    )
    title = book.words_for("chart.ratios")
    page.draw(SheetChart("lines", title, plots, (page.row, 0), y_title="%"))
