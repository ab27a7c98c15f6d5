"""Revenue, margin and share of wallet by product and year."""

from collections.abc import Mapping
from typing import Any

from kamguide.analysis.money import T0, T3, YEARS
from kamguide.plan.sheets.book import Book
from kamguide.plan.sheets.formulas import every, growth, known_sum, percent, whole_sum
from kamguide.plan.sheets.page import NONE, Grid, Page, worked
from kamguide.plan.workbook import Area, Content, Formula, Plot, SheetChart

_TOTAL = "total"
_SUFFIX = {"T0": "t0", "T+1": "t1", "T+2": "t2", "T+3": "t3"}


def add_forecast(book: Book) -> None:
    """Revenue and margin to T+3, growth, wallet, and where the growth comes from."""
    found = book.figure("forecast")
    if found is None:
        return
    page = book.worked_page("forecast")
    revenue = _revenue(book, page, found)
    page.skip()
    margin = _margins(book, page, found, revenue)
    page.skip()
    wallet = _wallet(book, page, found, revenue)
    for year in YEARS:
        book.named["revenue", year] = revenue.at(_TOTAL, year)
        book.named["margin", year] = margin.at(_TOTAL, year)
        book.named["margin_pct", year] = margin.at("rate", year)
    book.named["growth",] = revenue.at(_TOTAL, "growth")
    book.named["share", T0] = wallet.at(_TOTAL, "share_t0")
    book.named["share", T3] = wallet.at(_TOTAL, "share_t3")
    page.skip()
    _chart(book, page, found, revenue, margin)


def _revenue(book: Book, page: Page, found: Any) -> Grid:
    book.section(page, "revenue")
    headings = [book.heading("product"), *book.year_headings(YEARS)]
    headings += [book.heading("growth", "percent"), book.heading("change", "money")]
    grid = page.grid(headings, list(found.products), [_TOTAL])
    for name, line in found.products.items():
        grid.fill(name, "product", book.product(name))
        for year in YEARS:
            grid.fill(name, year, _amount(book, name, "rev", year))
        _fill_growth(grid, name, line)
    grid.fill(_TOTAL, "product", book.say("row.total"))
    for year in YEARS:
        grid.fill(_TOTAL, year, whole_sum(found.revenue[year], grid.down(year)))
    _fill_growth(grid, _TOTAL, found.account)
    return grid


def _fill_growth(grid: Grid, row: str, line: Any) -> None:
    first, last = grid.at(row, T0), grid.at(row, T3)
    grid.fill(row, "growth", growth(line.growth_pct, first, last))
    grid.fill(row, "change", every(line.change, "{}-{}", last, first))


def _amount(book: Book, product: str, what: str, year: str) -> Formula | None:
    """A cell of the forecast; T0 comes from the history where the forecast leaves it out."""
    column = f"{what}_{_SUFFIX[year]}" + ("_pct" if what == "margin" else "")
    row = book.answers.rows("fc_products")
    typed = next((one[column] for one in row if one.key == product), None)
    if typed is None and year == T0:
        return book.given("prof_history", product, column) or book.given(
            "fc_products", product, column
        )
    return book.given("fc_products", product, column)


def _margins(book: Book, page: Page, found: Any, revenue: Grid) -> Grid:
    products = list(found.products)
    book.section(page, "margin_pct")
    headings = [book.heading("product"), *book.year_headings(YEARS, "percent")]
    rates = page.grid(headings, products)
    page.skip()
    book.section(page, "margin")
    headings = [book.heading("product"), *book.year_headings(YEARS)]
    margin = page.grid(headings, products, [_TOTAL, "rate"])
    for name, line in found.products.items():
        rates.fill(name, "product", book.product(name))
        margin.fill(name, "product", book.product(name))
        for year in YEARS:
            rates.fill(name, year, _amount(book, name, "margin", year))
            earned, rate = revenue.at(name, year), rates.at(name, year)
            text = f'IF(NOT(ISNUMBER({{}})),"{NONE}",IF({{}}=0,0,'
            text += f'IF(ISNUMBER({{}}),{{}}*{{}}/100,"{NONE}")))'
            margin.fill(
                name, year, worked(line.margin[year], text, earned, earned, rate, earned, rate)
            )
    margin.fill(_TOTAL, "product", book.say("row.total"))
    margin.fill("rate", "product", book.say("row.margin_pct"))
    for year in YEARS:
        margin.fill(_TOTAL, year, whole_sum(found.margin[year], margin.down(year)))
        part, whole = margin.at(_TOTAL, year), revenue.at(_TOTAL, year)
        margin.fill("rate", year, percent(found.margin_pct[year], part, whole), "percent")
    return margin


def _wallet(book: Book, page: Page, found: Any, revenue: Grid) -> Grid:
    book.section(page, "wallet")
    headings = [
        book.heading("product"),
        book.heading("wallet_t0", "money"),
        book.heading("wallet_t3", "money"),
        book.heading("wallet_growth", "percent"),
        book.heading("share_t0", "percent"),
        book.heading("share_t3", "percent"),
        book.heading("wallet_effect", "money"),
        book.heading("share_effect", "money"),
    ]
    grid = page.grid(headings, list(found.products), [_TOTAL])
    for name, line in found.products.items():
        grid.fill(name, "product", book.product(name))
        for column in ("wallet_t0", "wallet_t3"):
            grid.fill(name, column, book.given("prof_wallet", name, column))
        grid.fill_row(name, _shares(grid, name, line, revenue))
    grid.fill(_TOTAL, "product", book.say("row.total"))
    keys = [row.key for row in book.rows("prof_wallet")]
    for column, value in (("wallet_t0", "t0"), ("wallet_t3", "t3")):
        spots = [book.spots["prof_wallet", key, column] for key in keys]
        if spots:
            amount = getattr(found.account.wallet, value)
            grid.fill(_TOTAL, column, known_sum(amount, spots))
    grid.fill_row(_TOTAL, _shares(grid, _TOTAL, found.account, revenue))
    return grid


def _shares(grid: Grid, row: str, line: Any, revenue: Grid) -> Mapping[str, Content]:
    """Growth and share of a wallet, and the change split: their spending, then our share."""
    first, last = grid.at(row, "wallet_t0"), grid.at(row, "wallet_t3")
    sold, sold_later = revenue.at(row, T0), revenue.at(row, T3)
    places = (last, sold, first, sold_later)
    whole = f'IF(COUNT({{}},{{}},{{}},{{}})<4,"{NONE}",IF({{}}=0,"{NONE}",'
    return {
        "wallet_growth": growth(line.wallet.growth_pct, first, last),
        "share_t0": percent(line.wallet.share_t0_pct, sold, first),
        "share_t3": percent(line.wallet.share_t3_pct, sold_later, last),
        "wallet_effect": worked(
            line.wallet_effect, whole + "{}*{}/{}-{}))", *places, first, last, sold, first, sold
        ),
        "share_effect": worked(
            line.share_effect,
            whole + "{}-{}*{}/{}))",
            *places,
            first,
            sold_later,
            last,
            sold,
            first,
        ),
    }


def _chart(book: Book, page: Page, found: Any, revenue: Grid, margin: Grid) -> None:
    years = revenue.heads(T0, T3)
    plots = [
        Plot(revenue.at(name, "product"), _line(revenue, name), years) for name in found.products
    ]
    plots.append(
        Plot(margin.at("rate", "product"), _line(margin, "rate"), years, as_line=True, second=True)
    )
    page.draw(
        SheetChart(
            "stacked",
            book.words_for("chart.revenue"),
            tuple(plots),
            (page.row, 0),
            y_title=book.money_unit(),
            second_title="%",
        )
    )


def _line(grid: Grid, row: str) -> Area:
    return grid.across(row, T0, T3)
