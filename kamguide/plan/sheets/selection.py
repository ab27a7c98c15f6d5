"""Candidate accounts: facts scored between anchors, weighted, ranked, and typed."""

from typing import Any

from kamguide.analysis.arithmetic import natural_order
from kamguide.analysis.selection import CRITERIA
from kamguide.plan.sheets.book import Book
from kamguide.plan.sheets.formulas import weighted
from kamguide.plan.sheets.page import NONE, Grid, Page, worked
from kamguide.plan.workbook import Content, Form, Formula, Plot, SheetChart, Spot

_FACTS: dict[str, tuple[str, Form]] = {
    "potential_spend": ("potential_spend", "money"),
    "margin": ("margin_pct", "percent"),
    "growth": ("growth_pct", "percent"),
    "location": ("location_score", "score"),
    "buying": ("buying_score", "score"),
    "suppliers": ("suppliers_score", "score"),
}
_SCALED = ("potential_spend", "margin", "growth")
_TYPES = ("strategic", "star", "status", "streamline")


def add_selection(book: Book) -> None:
    """The candidates on six criteria, and what each account is for us."""
    chosen = book.figure("selection")
    if chosen is None:
        return
    page = book.worked_page("selection")
    keys = sorted(chosen.candidates, key=natural_order)
    book.section(page, "candidates")
    headings = [book.heading("candidate")]
    headings += [book.heading(one, "score", book.say(f"criterion.{one}")) for one in CRITERIA]
    headings += [book.heading("total", "score"), book.heading("rank", "whole")]
    headings += [book.heading("strength", "score"), book.heading("type")]
    grid = page.grid(headings, keys)
    page.skip()
    _chart(book, page, grid, keys)
    page.skip()
    scales = _scales(book, page)
    facts = _facts(book, page, keys)
    cutoff, words = _rules(book, page, chosen)
    for key in keys:
        _fill(book, grid, key, chosen.candidates[key], (scales, facts))
        _fill_type(book, grid, key, chosen.candidates[key], (cutoff, words))


def _scales(book: Book, page: Page) -> Grid:
    book.section(page, "scales")
    headings = [book.heading("figure")]
    headings += [book.heading(one, "score", book.say(f"criterion.{one}")) for one in CRITERIA]
    grid = page.grid(headings, ["weight", "value_0", "value_10"])
    for row in ("weight", "value_0", "value_10"):
        grid.fill(row, "figure", book.label(row))
    for one in CRITERIA:
        grid.fill("weight", one, book.weight("sel_weights", one), "whole")
        if one in _SCALED:
            grid.fill("value_0", one, book.given("sel_anchors", one, "value_0"))
            grid.fill("value_10", one, book.given("sel_anchors", one, "value_10"))
    page.skip()
    return grid


def _facts(book: Book, page: Page, keys: list[str]) -> Grid:
    book.section(page, "facts")
    headings = [book.heading("candidate")]
    for one, (_, form) in _FACTS.items():
        headings.append(book.heading(one, form, book.say(f"criterion.{one}")))
    grid = page.grid(headings, keys)
    for key in keys:
        grid.fill(key, "candidate", book.words.named("sel_candidates", key))
        for one, (column, _) in _FACTS.items():
            grid.fill(key, one, book.given("sel_candidates", key, column))
    page.skip()
    return grid


def _rules(book: Book, page: Page, chosen: Any) -> tuple[Spot, Grid]:
    book.section(page, "settings")
    page.put(0, book.words_for("row.cutoff"), "text", "label")
    given = book.given("sel_cutoff", "", "")
    content: Content = given if given and given.value != "" else chosen.cutoff
    cutoff = page.put(1, content, "score", "plain" if given else "input")
    page.row += 1
    page.skip()
    words = page.grid([book.heading("type")], _TYPES)
    for one in _TYPES:
        words.fill(one, "type", book.say(f"account.{one}"))
    return cutoff, words


def _fill(book: Book, grid: Grid, key: str, one: Any, inputs: tuple[Grid, Grid]) -> None:
    scales, facts = inputs
    grid.fill(key, "candidate", book.words.named("sel_candidates", key))
    for name in CRITERIA:
        fact, score = facts.at(key, name), one.scores[name]
        if name in _SCALED:
            low, high = scales.at("value_0", name), scales.at("value_10", name)
            grid.fill(key, name, _scaled(score, fact, low, high))
        else:
            blank = worked("" if score is None else score, 'IF({}="","",{})', fact, fact)
            grid.fill(key, name, blank)
    weights = scales.across("weight", CRITERIA[0], CRITERIA[-1])
    scores = grid.across(key, CRITERIA[0], CRITERIA[-1])
    grid.fill(key, "total", weighted(one.total, weights, scores))
    _fill_rank(grid, key, one.rank)


def _scaled(score: Any, fact: Spot, low: Spot, high: Spot) -> Formula:
    """A fact between its anchors, from 0 to 10; empty while a part is missing."""
    text = 'IF(COUNT({},{},{})<3,"",IF({}={},"",MAX(0,MIN(10,10*({}-{})/({}-{})))))'
    places = (fact, low, high, low, high, fact, low, high, low)
    return worked("" if score is None else score, text, *places)


def _fill_rank(grid: Grid, key: str, rank: int | None) -> None:
    """The rank by total; of equals, the one that stands first here."""
    total, totals = grid.at(key, "total"), grid.down("total")
    so_far = grid.span("total", grid.rows[0], key)
    text = f'IF(ISNUMBER({{}}),RANK({{}},{{}})+COUNTIF({{}},{{}})-1,"{NONE}")'
    grid.fill(key, "rank", worked(rank, text, total, total, totals, so_far, total))


def _fill_type(book: Book, grid: Grid, key: str, one: Any, inputs: tuple[Spot, Grid]) -> None:
    cutoff, words = inputs
    grid.fill(key, "strength", book.given("sel_relationship", key, "relative_strength"))
    total, strength = grid.at(key, "total"), grid.at(key, "strength")
    strategic, star, status, plain = (words.at(name, "type") for name in _TYPES)
    text = f'IF(COUNT({{}},{{}})<2,"{NONE}",'
    text += "IF({}>={},IF({}>=1,{},{}),IF({}>=1,{},{})))"
    name = book.say(f"account.{one.account_type}") if one.account_type else None
    places = (total, strength, total, cutoff, strength, strategic, star, strength, status, plain)
    grid.fill(key, "type", worked(name, text, *places))


def _chart(book: Book, page: Page, grid: Grid, keys: list[str]) -> None:
    if keys:
        plot = Plot(grid.head("total"), grid.down("total"), grid.down("candidate"))
        page.draw(SheetChart("bars", book.words_for("chart.selection"), (plot,), (page.row, 0)))
