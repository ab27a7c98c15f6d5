"""The competitive comparison on the account's success factors, today and at T+3."""

from typing import Any

from kamguide.analysis.arithmetic import natural_order
from kamguide.analysis.strength import OWN
from kamguide.model.questions.table import KEY_JOINT
from kamguide.plan.sheets.book import Book
from kamguide.plan.sheets.formulas import best, quotient, weighted
from kamguide.plan.sheets.page import NONE, Grid, Heading, Page, Value, worked
from kamguide.plan.sheets.scores import sum_of
from kamguide.plan.workbook import Formula, Plot, SheetChart, Spot

_LABELS = (
    "decisive_strength",
    "minor_strength",
    "parity",
    "minor_weakness",
    "decisive_weakness",
)
_TOTAL = "total"


def add_comparison(book: Book) -> None:
    """Weighted totals, gaps by factor, and where we want to be at T+3."""
    found = book.figure("csf")
    if found is None or not found.gaps:
        return
    page = book.worked_page("comparison")
    rivals = _rivals(book, found)
    names = {one: book.words.named("mkt_competitors", one) for one in rivals}
    headings = [
        book.heading("factor"),
        book.heading("weight", "whole"),
        book.heading("us", "score"),
    ]
    headings += [Heading(key, name, "score") for key, name in names.items()]
    headings += [book.heading(one, "score") for one in ("best_of_all", "gap")]
    headings += [book.heading("judgement"), book.heading("us_t3", "score")]
    grid = page.grid([*headings, book.heading("rival_t3", "score")], list(found.gaps), [_TOTAL])
    page.skip()
    _chart(book, page, grid, names)
    page.skip()
    book.section(page, "scale")
    words = page.grid([book.heading("judgement")], _LABELS)
    for one in _LABELS:
        words.fill(one, "judgement", book.say(f"gap.{one}"))
    page.skip()
    for key, gap in found.gaps.items():
        _fill(book, grid, key, gap, rivals)
        grid.fill(key, "judgement", _judgement(book, grid, key, gap, words))
    _fill_totals(book, grid, found, rivals)
    _ratios(book, page, grid, found, rivals)


def _rivals(book: Book, found: Any) -> list[str]:
    """The compared competitors: the larger supplier first, which settles equal totals."""
    scored = {str(row["supplier"]) for row in book.rows("csf_scores")} - {OWN}
    chosen = book.answers.value("csf_competitors")
    compared = scored & set(chosen) if isinstance(chosen, tuple) and chosen else scored
    leader = found.best_competitor
    return sorted(compared, key=lambda key: (key != leader, natural_order(key)))


def _fill(book: Book, grid: Grid, key: str, gap: Any, rivals: list[str]) -> None:
    grid.fill(key, "factor", book.words.named("csf_list", key))
    grid.fill(key, "weight", book.weight("csf_list", key))
    for name in (OWN, *rivals):
        column = "us" if name == OWN else name
        grid.fill(key, column, book.given("csf_scores", f"{key}{KEY_JOINT}{name}", "score"))
    own = grid.at(key, "us")
    if rivals:
        area = grid.across(key, rivals[0], rivals[-1])
        grid.fill(key, "best_of_all", best(gap.best, area))
    top = grid.at(key, "best_of_all")
    text = f'IF(COUNT({{}},{{}})<2,"{NONE}",{{}}-{{}})'
    grid.fill(key, "gap", worked(gap.gap, text, own, top, own, top))
    for column, answer, today in (
        ("us_t3", "target_t3", own),
        ("rival_t3", "competitor_expected_t3", top),
    ):
        grid.fill(key, column, _later(book, key, answer, today, _today(gap, column)))


def _today(gap: Any, column: str) -> Value:
    value: Value = gap.own if column == "us_t3" else gap.best
    return value


def _later(book: Book, key: str, answer: str, today: Spot, now: Value) -> Formula:
    """The score wanted or expected at T+3; today's where none is given."""
    target = book.spots.get(("csf_own_target", key, answer))
    if target is None:
        return worked("" if now is None else now, 'IF(ISNUMBER({}),{},"")', today, today)
    wanted = book.number("csf_own_target", key, answer, now)
    text = 'IF(ISNUMBER({}),{},IF(ISNUMBER({}),{},""))'
    return worked("" if wanted is None else wanted, text, target, target, today, today)


def _judgement(book: Book, grid: Grid, key: str, gap: Any, words: Grid) -> Formula:
    """A gap of a point counts; it is decisive on a factor of at least an equal share of weight."""
    weight, size = grid.at(key, "weight"), grid.at(key, "gap")
    strong, plus, same, minus, weak = (words.at(one, "judgement") for one in _LABELS)
    count = len(grid.rows)
    text = f'IF(NOT(ISNUMBER({{}})),"{NONE}",IF(ABS({{}})<1,{{}},'
    text += f"IF({{}}>0,IF({{}}*{count}>=100,{{}},{{}}),IF({{}}*{count}>=100,{{}},{{}}))))"
    value = book.say(f"gap.{gap.label}") if gap.label else None
    return worked(value, text, size, size, same, size, weight, strong, plus, weight, weak, minus)


def _fill_totals(book: Book, grid: Grid, found: Any, rivals: list[str]) -> None:
    weights = grid.down("weight")
    grid.fill(_TOTAL, "factor", book.say("row.weighted"))
    known = [one.weight for one in found.gaps.values()]
    grid.fill(_TOTAL, "weight", worked(sum_of(known), "SUM({})", weights))
    for name in (OWN, *rivals):
        column = "us" if name == OWN else name
        grid.fill(_TOTAL, column, weighted(found.totals.get(name), weights, grid.down(column)))
    outlook = book.figure("csf_outlook")
    if outlook is not None:
        for column, value in (("us_t3", outlook.own_t3), ("rival_t3", outlook.competitor_t3)):
            grid.fill(_TOTAL, column, weighted(value, weights, grid.down(column)))


def _ratios(book: Book, page: Page, grid: Grid, found: Any, rivals: list[str]) -> None:
    if not rivals:
        return
    totals = grid.across(_TOTAL, rivals[0], rivals[-1])
    page.put(0, book.say("col.best"), "text", "label")
    leader = found.best_competitor
    name = book.words.named("mkt_competitors", leader) if leader else None
    text = f'IF(COUNT({{}})=0,"{NONE}",INDEX({{}},MATCH(MAX({{}}),{{}},0)))'
    heads = grid.heads(rivals[0], rivals[-1])
    page.put(1, worked(name, text, totals, heads, totals, totals), "text", "over")
    page.row += 1
    page.put(0, book.words_for("row.best_total"), "text", "label")
    top = page.put(1, best(found.best_total, totals), "score", "sum")
    page.row += 1
    page.put(0, f"{book.say('row.ratio')} {book.year(0)}", "text", "label")
    own = grid.at(_TOTAL, "us")
    page.put(1, quotient(found.ratio, own, top), "ratio", "sum")
    page.row += 1
    outlook = book.figure("csf_outlook")
    if outlook is not None:
        page.put(0, f"{book.say('row.ratio')} {book.year(3)}", "text", "label")
        later = (grid.at(_TOTAL, "us_t3"), grid.at(_TOTAL, "rival_t3"))
        page.put(1, quotient(outlook.ratio_t3, *later), "ratio", "sum")
        page.row += 1


def _chart(book: Book, page: Page, grid: Grid, names: dict[str, str]) -> None:
    factors = grid.down("factor")
    plots = tuple(Plot(grid.head(column), grid.down(column), factors) for column in ("us", *names))
    page.draw(SheetChart("bars", book.words_for("chart.comparison"), plots, (page.row, 0)))
