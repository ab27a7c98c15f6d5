"""What we can do for the customer in money: by opportunity, then by activity and kind."""

from typing import Any

from kamguide.analysis.value import ACTIVITIES, KINDS
from kamguide.model.answers import Row
from kamguide.plan.sheets.book import Book
from kamguide.plan.sheets.formulas import every, matching_sum
from kamguide.plan.sheets.page import NONE, Grid, Heading, Page, worked
from kamguide.plan.workbook import Content, Formula, Plot, SheetChart

_TABLES = {
    "revenue": "vc_revenue_opps",
    "displacement": "vc_displacement_opps",
    "avoidance": "vc_avoidance_opps",
}
_INTANGIBLE = "vc_intangible_opps"
_TOTAL = "total"
_EXPECTED = "expected"


def add_value(book: Book) -> None:
    """Every opportunity in money, and the value summary."""
    value = book.figure("value")
    if value is None:
        return
    page = book.worked_page("value")
    book.section(page, "summary")
    activities = ACTIVITIES if _has_activities(value) else ()
    summary = page.grid(_summary_headings(book), activities, [_TOTAL, _EXPECTED])
    page.skip()
    if activities:
        _chart(book, page, summary)
        page.skip()
    opportunities = _opportunities(book, page, value)
    intangible = _intangible(book, page)
    _results(book, page, value, opportunities)
    for activity in activities:
        _fill_activity(book, summary, activity, value, (opportunities, intangible))
    _fill_totals(book, summary, value, opportunities)


def _has_activities(value: Any) -> bool:
    known = (*value.by_activity.values(), *value.intangible_by_activity.values())
    return any(getattr(one, "annual", one) for one in known)


def _summary_headings(book: Book) -> list[Any]:
    headings = [book.heading("activity")]
    # Sums look for these very words, so that they stand without a unit.
    headings += [Heading(one, book.say(f"kind.{one}"), "money") for one in KINDS]
    headings += [book.heading("annual", "money"), book.heading("expected", "money")]
    return [*headings, book.heading("intangible", "whole", book.say("kind.intangible"))]


def _opportunities(book: Book, page: Page, value: Any) -> Grid:
    book.section(page, "opportunities")
    headings = [book.heading(one) for one in ("opportunity", "activity", "kind")]
    headings += [book.heading("gross", "money"), book.heading("customer_margin", "percent")]
    headings += [book.heading("annual", "money"), book.heading("likelihood", "percent")]
    headings += [book.heading("expected", "money"), book.heading("years", "whole")]
    headings += [
        book.heading("three_years", "money"),
        book.heading("three_years_expected", "money"),
    ]
    headings += [book.heading("verified"), book.heading("in_plan")]
    keys = list(value.opportunities)
    grid = page.grid(headings, keys)
    chosen = book.answers.value("vc_top_choice")
    for kind, table in _TABLES.items():
        for row in book.rows(table):
            if row.key in value.opportunities:
                _fill_opportunity(book, grid, kind, row, value.opportunities[row.key])
                is_in = isinstance(chosen, tuple) and row.key in chosen
                grid.fill(row.key, "in_plan", book.yes(value=is_in))
    page.skip()
    return grid


def _fill_opportunity(book: Book, grid: Grid, kind: str, row: Row, one: Any) -> None:
    table, key = _TABLES[kind], row.key
    grid.fill(key, "opportunity", book.words.named(table, key))
    grid.fill(key, "activity", book.say(f"activity.{one.activity}") if one.activity else None)
    grid.fill(key, "kind", book.say(f"kind.{kind}"))
    if kind == "revenue":
        grid.fill(key, "gross", book.given(table, key, "gross_sales"))
        grid.fill(key, "customer_margin", book.given(table, key, "customer_margin_pct"))
        gross, margin = grid.at(key, "gross"), grid.at(key, "customer_margin")
        grid.fill(key, "annual", every(one.annual, "{}*{}/100", gross, margin))
    else:
        grid.fill(key, "annual", book.given(table, key, "annual_value"))
    grid.fill(key, "likelihood", book.given(table, key, "probability_pct"))
    annual, chance = grid.at(key, "annual"), grid.at(key, "likelihood")
    text = 'IF(COUNT({},{})<2,"",{}*{}/100)'
    expected = worked(_or_empty(one.expected), text, annual, chance, annual, chance)
    grid.fill(key, "expected", expected)
    _fill_years(grid, key, row, one)
    grid.fill(key, "verified", book.yes(value=one.is_verified))


def _fill_years(grid: Grid, key: str, row: Row, one: Any) -> None:
    start = row["start_year"]
    if isinstance(start, str) and start[1:].lstrip("+").isdecimal():
        grid.fill(key, "years", 4 - int(start[1:]))
    years = grid.at(key, "years")
    for column, source, value in (
        ("three_years", "annual", one.three_year),
        ("three_years_expected", "expected", one.three_year_expected),
    ):
        amount = grid.at(key, source)
        text = 'IF(COUNT({},{})<2,"",{}*{})'
        grid.fill(key, column, worked(_or_empty(value), text, amount, years, amount, years))


def _or_empty(value: Any) -> Any:
    return "" if value is None else value


def _intangible(book: Book, page: Page) -> Grid | None:
    rows = book.rows(_INTANGIBLE)
    if not rows:
        return None
    book.section(page, "intangible")
    headings = [book.heading("opportunity"), book.heading("activity")]
    grid = page.grid([*headings, book.heading("importance", "whole")], [row.key for row in rows])
    for row in rows:
        grid.fill(row.key, "opportunity", book.words.named(_INTANGIBLE, row.key))
        if row["activity"] in ACTIVITIES:
            grid.fill(row.key, "activity", book.say(f"activity.{row['activity']}"))
        grid.fill(row.key, "importance", book.given(_INTANGIBLE, row.key, "importance"))
    page.skip()
    return grid


def _fill_activity(
    book: Book, summary: Grid, activity: str, value: Any, grids: tuple[Grid, Grid | None]
) -> None:
    rows, intangible = grids
    summary.fill(activity, "activity", book.say(f"activity.{activity}"))
    name = summary.at(activity, "activity")
    activities, kinds = rows.down("activity"), rows.down("kind")
    for kind in KINDS if value.opportunities else ():
        text = "SUMPRODUCT(({}={})*({}={}),{})"
        places = (activities, name, kinds, summary.head(kind), rows.down("annual"))
        amount = value.cells[activity][kind].annual
        summary.fill(activity, kind, worked(amount, text, *places))
    for column in ("annual", "expected") if value.opportunities else ():
        amount = getattr(value.by_activity[activity], column)
        formula = matching_sum(amount, activities, name, rows.down(column))
        summary.fill(activity, column, formula)
    if intangible is not None:
        among, levels = intangible.down("activity"), intangible.down("importance")
        importance = value.intangible_by_activity[activity]
        summary.fill(activity, "intangible", matching_sum(importance, among, name, levels))


def _fill_totals(book: Book, summary: Grid, value: Any, rows: Grid) -> None:
    summary.fill(_TOTAL, "activity", book.say("row.total"))
    summary.fill(_EXPECTED, "activity", book.words_for("row.expected"))
    if not value.opportunities:
        return
    kinds = rows.down("kind")
    for kind in KINDS:
        for row, column in ((_TOTAL, "annual"), (_EXPECTED, "expected")):
            amount = getattr(value.by_kind[kind], column)
            formula = matching_sum(amount, kinds, summary.head(kind), rows.down(column))
            summary.fill(row, kind, formula)
    summary.fill(_TOTAL, "annual", worked(value.total.annual, "SUM({})", rows.down("annual")))
    expected = worked(value.total.expected, "SUM({})", rows.down("expected"))
    summary.fill(_TOTAL, "expected", expected)
    if summary.rows:
        levels = worked(value.intangible_importance, "SUM({})", summary.down("intangible"))
        summary.fill(_TOTAL, "intangible", levels)


def _results(book: Book, page: Page, value: Any, rows: Grid) -> None:
    """Over three years, chosen for the plan, verified, and against what they buy from us."""
    if not value.opportunities:
        return
    book.section(page, "in_short")
    for key, formula in _in_short(book, value, rows).items():
        is_share = key in ("verified", "value_to_spend")
        label = book.words_for(f"row.{key}")
        page.put(0, label if is_share else f"{label} ({book.money_unit()})")
        page.put(1, formula, "percent" if is_share else "money", "sum")
        page.row += 1


def _in_short(book: Book, value: Any, rows: Grid) -> dict[str, Content]:
    annual, expected = rows.down("annual"), rows.down("expected")
    yes = book.yes(value=True).replace('"', '""')

    def marked(amount: Any, column: str, amounts: Any) -> Formula:
        return worked(amount, f'SUMPRODUCT(--({{}}="{yes}"),{{}})', rows.down(column), amounts)

    results: dict[str, Content] = {
        "three_years": worked(value.three_year.annual, "SUM({})", rows.down("three_years")),
        "three_years_expected": worked(
            value.three_year.expected, "SUM({})", rows.down("three_years_expected")
        ),
        "selected": marked(value.selected.annual, "in_plan", annual),
        "selected_expected": marked(value.selected.expected, "in_plan", expected),
        "verified": worked(
            value.verified_pct,
            f'IF(SUM({{}})=0,"{NONE}",SUMPRODUCT(--({{}}="{yes}"),{{}})*100/SUM({{}}))',
            annual,
            rows.down("verified"),
            annual,
            annual,
        ),
    }
    base = [spot for (name, _, column), spot in book.spots.items() if (name, column) == _BASE]
    if base:
        listed = ",".join("{}" for _ in base)
        results["value_to_spend"] = worked(
            value.value_to_spend_pct,
            f'IF(SUM({listed})=0,"{NONE}",SUM({{}})*100/SUM({listed}))',
            *base,
            expected,
            *base,
        )
    return results


_BASE = ("prof_history", "rev_t0")


def _chart(book: Book, page: Page, summary: Grid) -> None:
    names = summary.down("activity")
    plots = tuple(Plot(summary.head(kind), summary.down(kind), names) for kind in KINDS)
    title = book.words_for("chart.value")
    page.draw(SheetChart("stacked", title, plots, (page.row, 0), y_title=book.money_unit()))
