"""The stage of the relationship: the lower of two medians, ours and the customer's."""

from typing import Any

from kamguide.analysis.relationship import STAGES
from kamguide.plan.sheets.book import Book
from kamguide.plan.sheets.page import NONE, Grid, Page, worked
from kamguide.plan.workbook import Plot, SheetChart

_SIDES = {"us": "rel_indicators_us", "customer": "rel_indicators_customer"}


def add_relationship(book: Book) -> None:
    """The indicators of both sides, and the stage that they come to."""
    found = book.figure("relationship")
    if found is None:
        return
    page = book.worked_page("relationship")
    keys = [row.key for row in book.rows(_SIDES["us"])]
    theirs = bool(book.rows(_SIDES["customer"]))
    headings = [book.heading("indicator"), book.heading("us", "whole")]
    headings.append(book.heading("customer_view", "whole"))
    grid = page.grid(headings, keys, ["median"])
    page.skip()
    book.section(page, "scale")
    words = page.grid([book.heading("level", "whole"), book.heading("stage")], STAGES)
    for at, stage in enumerate(STAGES, start=1):
        words.fill(stage, "level", at)
        words.fill(stage, "stage", book.say(f"stage.{stage}"))
    page.skip()
    for row in book.rows(_SIDES["us"]):
        grid.fill(row.key, "indicator", book.cell(_SIDES["us"], row, "indicator"))
        grid.fill(row.key, "us", book.given(_SIDES["us"], row.key, "level"))
        grid.fill(row.key, "customer_view", book.given(_SIDES["customer"], row.key, "level"))
    grid.fill("median", "indicator", book.words_for("row.median"))
    text = f'IF(COUNT({{}})=0,"{NONE}",MIN(5,MAX(1,INT(MEDIAN({{}})))))'
    for column, value in (("us", found.us), ("customer_view", found.customer)):
        area = grid.down(column)
        grid.fill("median", column, worked(value, text, area, area))
    _stage(book, page, (grid, words), found)
    page.skip()
    _chart(book, page, grid, theirs=theirs)


def _stage(book: Book, page: Page, grids: tuple[Grid, Grid], found: Any) -> None:
    grid, words = grids
    medians = grid.across("median", "us", "customer_view")
    page.put(0, book.say("row.stage_agreed"), "text", "label")
    traded = [
        spot
        for (name, _, column), spot in book.spots.items()
        if (name, column) == ("prof_history", "rev_t0")
    ]
    listed = ",".join("{}" for _ in traded)
    none = f"IF(SUM({listed})=0,1,MIN({{}}))" if traded else "MIN({})"
    level = page.put(1, worked(found.level, none, *traded, medians), "whole", "sum")
    text = "INDEX({},{})"
    name = book.say(f"stage.{found.stage}")
    page.put(2, worked(name, text, words.down("stage"), level), "text", "sum")
    page.row += 1
    if found.target is not None:
        page.put(0, book.say("row.stage_target", year=book.year(3)), "text", "label")
        at = words.at(found.target, "level")
        target = page.put(1, worked(STAGES.index(found.target) + 1, "{}", at), "whole", "sum")
        page.put(2, book.say(f"stage.{found.target}"), "text", "sum")
        page.row += 1
        page.put(0, book.words_for("row.steps"), "text", "label")
        page.put(1, worked(found.steps, "{}-{}", target, level), "whole", "sum")
        page.row += 1


def _chart(book: Book, page: Page, grid: Grid, *, theirs: bool) -> None:
    names = grid.down("indicator")
    columns = ("us", "customer_view") if theirs else ("us",)
    plots = tuple(Plot(grid.head(one), grid.down(one), names) for one in columns)
    page.draw(SheetChart("bars", book.words_for("chart.relationship"), plots, (page.row, 0)))
