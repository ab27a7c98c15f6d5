"""The first sheet: what this is, its key figures, and the way to every other sheet."""

from collections.abc import Sequence
from typing import Any

from kamguide.analysis.money import T0, T3
from kamguide.plan.blocks import Cover
from kamguide.plan.sheets.answers import ANSWERS
from kamguide.plan.sheets.book import CONTENTS, Book
from kamguide.plan.sheets.page import Page, Value, worked
from kamguide.plan.workbook import Form, Link

KeyFigure = tuple[str, Value, tuple[str, ...], Form]
"""What it is called, what it comes to, which named cell holds it, and how it is shown."""


def contents(
    book: Book, cover: Cover, calculations: Sequence[Page], answers: Sequence[Page]
) -> Page:
    """The first sheet of a workbook."""
    page = Page(CONTENTS, book.words_for("page.contents"), "contents")
    page.continued = book.words_for("continued")
    page.line(cover.title, look="title")
    page.line(cover.subtitle, look="small")
    if cover.note:
        page.line(cover.note, look="small")
    page.skip()
    for name, value in cover.facts:
        page.put(0, name, "text", "label")
        page.put(1, value, "text", "over")
        page.row += 1
    page.skip()
    _key_figures(book, page)
    _legend(book, page)
    _links(book, page, calculations, answers)
    return page


def _key_figures(book: Book, page: Page) -> None:
    rows = [one for one in _figures(book) if one[2] in book.named]
    if not rows:
        return
    book.section(page, "key_figures")
    headings = [book.heading("figure"), book.heading("value"), book.heading("unit_of")]
    grid = page.grid(headings, [one[0] for one in rows])
    for label, value, name, form in rows:
        grid.fill(label, "figure", label)
        grid.fill(label, "value", worked(value, "{}", book.named[name]), form)
        unit = {"money": book.money_unit(), "percent": "%"}.get(form, "")
        grid.fill(label, "unit_of", unit or None)
    page.skip()


def _figures(book: Book) -> list[KeyFigure]:
    forecast, budget = book.figure("forecast"), book.figure("budget")
    rows: list[KeyFigure] = []
    if forecast is not None:
        wallet = forecast.account.wallet
        rows += _in_year(book, forecast, T0, wallet.share_t0_pct)
        rows += _in_year(book, forecast, T3, wallet.share_t3_pct)
        rows.append((book.say("col.cagr"), forecast.account.growth_pct, ("growth",), "percent"))
    if budget is not None:
        rows += _returns(book, budget.total, budget.gain)
    return rows


def _in_year(book: Book, forecast: Any, year: str, share: Value) -> list[KeyFigure]:
    at = book.year(0 if year == T0 else 3)
    return [
        (f"{book.say('row.revenue')} {at}", forecast.revenue[year], ("revenue", year), "money"),
        (f"{book.say('row.margin')} {at}", forecast.margin[year], ("margin", year), "money"),
        (
            f"{book.say('row.margin_pct')} {at}",
            forecast.margin_pct[year],
            ("margin_pct", year),
            "percent",
        ),
        (f"{book.say('row.wallet_share')} {at}", share, ("share", year), "percent"),
    ]


def _returns(book: Book, spent: Value, gain: Any) -> list[KeyFigure]:
    payback = book.payback(gain.payback_year)
    return [
        (book.say("row.budget_total"), spent, ("budget", "total"), "money"),
        (book.say("row.net_total"), gain.total, ("net", "total"), "money"),
        (book.say("row.roi"), gain.roi_pct, ("roi",), "percent"),
        (book.say("row.payback"), payback, ("payback",), "text"),
    ]


def _legend(book: Book, page: Page) -> None:
    book.section(page, "reading")
    page.put(0, book.words_for("legend.input_sample"), "text", "input")
    page.put(1, book.words_for("legend.input"), "text", "over")
    page.row += 1
    for look in ("weak", "open", "correct"):
        page.put(0, book.say(f"mark.{look}"), "text", look)
        page.put(1, book.words_for(f"legend.{look}"), "text", "over")
        page.row += 1
    page.skip()


def _links(book: Book, page: Page, calculations: Sequence[Page], answers: Sequence[Page]) -> None:
    if calculations:
        book.section(page, "calculations")
        for one in calculations:
            page.put(0, Link(one.key, one.title))
            page.put(1, book.words_for(f"about.{one.key}"), "text", "over")
            page.row += 1
        page.skip()
    if answers:
        book.section(page, "answers")
    step = ""
    for one in answers:
        page.put(0, Link(one.key, one.title))
        if one.key != ANSWERS:
            title = book.flow.step_of[one.key].title(book.lang)
            if title != step:
                page.put(1, title, "text", "over")
            step = title
        page.row += 1
