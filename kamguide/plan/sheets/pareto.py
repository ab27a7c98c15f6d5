"""The 80/20 analysis: ranks, shares, classes by revenue and by margin, concentration, effort."""

from typing import Any, Literal

from kamguide.analysis.arithmetic import natural_order
from kamguide.analysis.pareto import CLASSES, CUT_A, CUT_B
from kamguide.plan.sheets.book import Book
from kamguide.plan.sheets.formulas import quotient
from kamguide.plan.sheets.page import NONE, Grid, Page, worked
from kamguide.plan.workbook import Content, Plot, SheetChart, Spot

Kind = Literal["revenue", "margin"]
_HEADS: dict[Kind, tuple[str, str, str, str]] = {
    "revenue": ("rank", "share", "cumulative", "class"),
    "margin": ("margin_rank", "margin_share", "margin_cumulative", "margin_class"),
}


def add_pareto(book: Book) -> None:
    """The customers by what they bring, and how concentrated that is."""
    pareto = book.figure("pareto")
    if pareto is None:
        return
    page = book.worked_page("pareto")
    page.heads, page.frozen = (page.row, page.row), (page.row + 1, 1)
    keys = [row.customer_id for row in pareto.revenue.rows]
    headings = [book.heading("customer"), book.heading("revenue", "money")]
    headings += _headings(book, "revenue")
    headings.append(book.heading("margin", "money"))
    headings += [*_headings(book, "margin"), book.heading("move", "whole")]
    headings.append(book.heading("order", "whole"))
    grid = page.grid(headings, keys, ["total"])
    page.skip()
    cuts = _cuts(book, page)
    ordered = sorted(keys, key=natural_order)
    for key in keys:
        grid.fill(key, "customer", book.words.named("pareto_customers", key))
        grid.fill(key, "revenue", book.given("pareto_customers", key, "revenue"))
        grid.fill(key, "margin", book.given("pareto_customers", key, "margin"))
        grid.fill(key, "order", ordered.index(key) + 1)
    _fill_sums(book, grid, pareto)
    _fill_ranking(grid, "revenue", pareto.revenue, cuts)
    if pareto.margin is not None:
        _fill_ranking(grid, "margin", pareto.margin, cuts)
        _fill_moves(grid, pareto)
    _concentration(book, page, grid, pareto)
    page.skip()
    _classes(book, page, grid, pareto)
    page.skip()
    _chart(book, page, grid)


def _cuts(book: Book, page: Page) -> tuple[Spot, Spot]:
    spots = []
    for question, default in (("pareto_cut_a", CUT_A), ("pareto_cut_b", CUT_B)):
        given = book.given(question, "", "")
        is_given = given is not None and given.value != ""
        content: Content = given if given is not None and is_given else default
        page.put(0, book.words_for(f"row.{question}"), "text", "label")
        spots.append(page.put(1, content, "percent", "plain" if is_given else "input"))
        page.row += 1
    page.skip()
    return spots[0], spots[1]


def _headings(book: Book, kind: Kind) -> list[Any]:
    rank, share, cumulative, letter = _HEADS[kind]
    return [
        book.heading(rank, "whole"),
        book.heading(share, "percent"),
        book.heading(cumulative, "percent"),
        book.heading(letter),
    ]


def _fill_sums(book: Book, grid: Grid, pareto: Any) -> None:
    grid.fill("total", "customer", book.say("row.total"))
    grid.fill("total", "revenue", worked(pareto.revenue.total, "SUM({})", grid.down("revenue")))
    if pareto.margin is not None:
        grid.fill("total", "margin", worked(pareto.margin.total, "SUM({})", grid.down("margin")))


def _fill_ranking(grid: Grid, kind: Kind, ranking: Any, cuts: tuple[Spot, Spot]) -> None:
    """Ranks follow the amounts, and sums follow the ranks, in whatever order the rows stand."""
    values, whole = grid.down(kind), grid.at("total", kind)
    rank, share, cumulative, letter = _HEADS[kind]
    ranks = grid.down(rank)
    known = {row.customer_id: row for row in ranking.rows}
    for key in grid.rows:
        row, own = known.get(key), grid.at(key, kind)
        text = f'IF(ISNUMBER({{}}),RANK({{}},{{}})+SUMPRODUCT(({{}}={{}})*({{}}<{{}})),"{NONE}")'
        value = row.rank if row else None
        equals = (values, own, grid.down("order"), grid.at(key, "order"))
        grid.fill(key, rank, worked(value, text, own, own, values, *equals))
        text = f'IF(OR(NOT(ISNUMBER({{}})),{{}}<=0),"{NONE}",{{}}*100/{{}})'
        value = row.share_pct if row else None
        grid.fill(key, share, worked(value, text, own, whole, own, whole))
        place = grid.at(key, rank)
        text = f'IF(OR(NOT(ISNUMBER({{}})),{{}}<=0),"{NONE}",SUMIF({{}},"<="&{{}},{{}})*100/{{}})'
        value = row.cumulative_pct if row else None
        places = (place, whole, ranks, place, values, whole)
        grid.fill(key, cumulative, worked(value, text, *places))
        text = f'IF(OR(NOT(ISNUMBER({{}})),{{}}<=0),"{NONE}",'
        text += 'IF(ROUND(SUMIF({},"<"&{},{})*100-{}*{},6)<0,"A",'
        text += 'IF(ROUND(SUMIF({},"<"&{},{})*100-{}*{},6)<0,"B","C")))'
        before = (ranks, place, values)
        first, second = (*before, cuts[0], whole), (*before, cuts[1], whole)
        value = row.class_ if row else None
        grid.fill(key, letter, worked(value, text, place, whole, *first, *second))


def _fill_moves(grid: Grid, pareto: Any) -> None:
    for key in grid.rows:
        first, second = grid.at(key, "rank"), grid.at(key, "margin_rank")
        text = f'IF(COUNT({{}},{{}})<2,"{NONE}",{{}}-{{}})'
        move = pareto.customers[key].move
        grid.fill(key, "move", worked(move, text, first, second, first, second))


def _concentration(book: Book, page: Page, grid: Grid, pareto: Any) -> None:
    book.section(page, "concentration")
    kinds: list[Kind] = ["revenue"] if pareto.margin is None else ["revenue", "margin"]
    headings = [book.heading("figure")]
    headings += [book.heading(one, "index", book.label(one)) for one in kinds]
    table = page.grid(headings, ["customers", "top20", "for80", "gini", "hhi"])
    for row in ("customers", "top20", "for80", "gini", "hhi"):
        table.fill(row, "figure", book.words_for(f"row.{row}"))
    for kind in kinds:
        _fill_concentration(table, grid, kind, getattr(pareto, kind))


def _fill_concentration(table: Grid, grid: Grid, kind: Kind, ranking: Any) -> None:
    values, whole = grid.down(kind), grid.at("total", kind)
    ranks, shares = grid.down(_HEADS[kind][0]), grid.down(_HEADS[kind][2])
    count = table.at("customers", kind)
    table.fill("customers", kind, worked(ranking.n, "COUNT({})", values), "whole")
    text = f'IF({{}}<=0,"{NONE}",SUMIF({{}},"<="&MAX(1,INT((2*{{}}+5)/10)),{{}})*100/{{}})'
    places = (whole, ranks, count, values, whole)
    table.fill("top20", kind, worked(ranking.top20_pct, text, *places), "percent")
    text = f'IF({{}}<=0,"{NONE}",COUNTIF({{}},"<"&(80-0.000000001))+1)'
    table.fill("for80", kind, worked(ranking.customers_for_80, text, whole, shares), "whole")
    text = f'IF(OR({{}}<=0,MIN({{}})<0),"{NONE}",'
    text += "(({}+1)*{}-2*SUMPRODUCT({},{}))/({}*{}))"
    spread = (whole, values, count, whole, ranks, values, count, whole)
    table.fill("gini", kind, worked(ranking.gini, text, *spread), "ratio")
    text = f'IF({{}}<=0,"{NONE}",SUMSQ({{}})*10000/{{}}^2)'
    table.fill("hhi", kind, worked(ranking.hhi, text, whole, values, whole), "money")


def _classes(book: Book, page: Page, grid: Grid, pareto: Any) -> None:
    book.section(page, "classes")
    headings = [
        book.heading("class"),
        book.heading("customers", "whole"),
        book.heading("share", "percent"),
        book.heading("time", "percent"),
        book.heading("effort", "index"),
        book.heading("time_planned", "percent"),
        book.heading("effort_planned", "index"),
    ]
    table = page.grid(headings, CLASSES)
    letters, shares = grid.down("class"), grid.down("share")
    whole = grid.at("total", "revenue")
    for one in CLASSES:
        name = table.at(one, "class")
        table.fill(one, "class", one)
        value = pareto.revenue.class_counts[one]
        table.fill(one, "customers", worked(value, "COUNTIF({},{})", letters, name))
        value = pareto.revenue.class_shares_pct[one]
        text = f'IF({{}}<=0,"{NONE}",SUMIF({{}},{{}},{{}}))'
        table.fill(one, "share", worked(value, text, whole, letters, name, shares))
        effort = pareto.effort.get(one)
        for column, index in (("time", "effort"), ("time_planned", "effort_planned")):
            asked = "time_now_pct" if column == "time" else "time_planned_pct"
            table.fill(one, column, book.given("pareto_time_split", one, asked))
            if effort is not None:
                value = effort.now if column == "time" else effort.planned
                ratio = quotient(value, table.at(one, "share"), table.at(one, column))
                table.fill(one, index, ratio)


def _chart(book: Book, page: Page, grid: Grid) -> None:
    names = grid.down("customer")
    plots = (
        Plot(grid.head("revenue"), grid.down("revenue"), names),
        Plot(grid.head("cumulative"), grid.down("cumulative"), names, as_line=True, second=True),
    )
    title = book.words_for("chart.pareto")
    unit = book.money_unit()
    page.draw(SheetChart("columns", title, plots, (page.row, 0), y_title=unit, second_title="%"))
