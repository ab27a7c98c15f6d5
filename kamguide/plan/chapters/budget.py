"""Section 8: what it costs, by strategy and year, and what comes back."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from kamguide.analysis.arithmetic import known_total
from kamguide.model.answers import Row
from kamguide.plan.blocks import Block, Cell, Chart, Column, Series
from kamguide.plan.paper import NOTHING, Paper, amount, figure, share

YEARS: Final = {"T+1": "t1", "T+2": "t2", "T+3": "t3"}
TOTALS: Final = 4


def chapter(paper: Paper) -> Iterator[Block]:
    """Lines, totals, return, and what goes first if money is cut."""
    found = paper.figure("budget")
    if found is not None and paper.rows("bud_lines"):
        yield _lines(paper, found)
        for group, sums in (("category", found.by_category), ("str_id", found.by_strategy)):
            yield _split(paper, group, sums)
        yield _return(paper, found)
    else:
        yield from paper.tables("bud_lines")
    yield from paper.prose("fc_discount_rate", "bud_cut_plan")


def _lines(paper: Paper, found: Any) -> Chart:
    """Every line by year; below them the sums, their share of revenue, and the net gain."""
    lines = paper.rows("bud_lines")
    rows = [
        [paper.given("bud_lines", row.key, name) for name in ("activity", "category", "str_id")]
        + [
            paper.given("bud_lines", row.key, name, amount(_money(row, name)))
            for name in YEARS.values()
        ]
        + [Cell(amount(found.lines.get(row.key)))]
        for row in lines
    ]
    gain = found.gain
    more = known_total(gain.incremental_margin.values())
    for key, by_year, total in (
        ("row.budget", found.by_year, amount(found.total)),
        ("row.budget_pct", found.of_revenue_pct, ""),
        ("row.incremental_margin", gain.incremental_margin, amount(more)),
        ("row.net_incremental", gain.net_incremental, amount(gain.total)),
    ):
        shown = share if key == "row.budget_pct" else amount
        values = [shown(by_year.get(one)) for one in YEARS]
        rows.append([Cell(one) for one in (paper.say(key), "", "", *values, total)])
    years = [paper.year(offset) for offset in (1, 2, 3)]
    heads = [*paper.heads("activity_line", "category", "strategy"), *years, paper.say("row.total")]
    table = paper.grid(
        paper.say("t.budget", unit=paper.money_unit()), heads, rows, totals=TOTALS, internal=True
    )
    return paper.chart("budget", table, years, _bars(paper, lines), unit=paper.money_unit())


def _bars(paper: Paper, lines: tuple[Row, ...]) -> list[Series]:
    """Each year by strategy; by category where no line names a strategy."""
    group = "str_id" if any(row["str_id"] for row in lines) else "category"
    groups: dict[str, list[Row]] = {}
    for row in lines:
        groups.setdefault(paper.cell("bud_lines", row, group), []).append(row)
    return [
        Series(
            name or NOTHING,
            tuple(
                sum((_money(row, column) or Decimal(0) for row in rows), Decimal(0))
                for column in YEARS.values()
            ),
        )
        for name, rows in groups.items()
    ]


def _split(paper: Paper, group: str, sums: Mapping[str, Decimal]) -> Block:
    """The three years by category or strategy, with the share of the whole."""
    whole = sum(sums.values(), Decimal(0))
    names = {
        str(row[group]): paper.cell("bud_lines", row, group) for row in paper.rows("bud_lines")
    }
    rows = [
        [names.get(name, name), amount(value), share(100 * value / whole if whole else None)]
        for name, value in sums.items()
    ]
    head = "category" if group == "category" else "strategy"
    return paper.grid(
        paper.say(f"t.budget_by_{head}", unit=paper.money_unit()),
        [*paper.heads(head), paper.say("row.total"), *paper.heads("share")],
        rows,
        internal=True,
    )


def _return(paper: Paper, found: Any) -> Block:
    rate = figure(found.discount_rate, 0)
    rows = [
        [paper.say("row.net_total"), amount(found.gain.total)],
        [paper.say("row.roi"), share(found.gain.roi_pct)],
        [paper.say("row.payback"), paper.payback(found.gain.payback_year)],
        [paper.say("row.npv", rate=rate), amount(found.gain.npv)],
    ]
    title = paper.say("t.return", unit=paper.money_unit())
    return paper.grid(title, [paper.say("h.return"), Column("", numeric=True)], rows, internal=True)


def _money(row: Row, column: str) -> Decimal | None:
    value = row[column]
    return value if isinstance(value, Decimal) else None
