"""Section 7: what will be achieved, how, and who does what by when."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from kamguide.model.answers import Row
from kamguide.model.dates import month_of
from kamguide.model.questions.table import TableQuestion
from kamguide.plan.blocks import Block, Bullets, Heading, Paragraph, Series
from kamguide.plan.paper import FILLED, Paper, amount, change, share

OBJECTIVE: Final = (
    "statement",
    "product_id",
    "baseline_t0",
    "target_t1",
    "target_t2",
    "target_t3",
    "due",
    "ansoff",
    "owner",
)
CARD: Final = (
    "objectives",
    "elements",
    "csf",
    "dmu",
    "customer_objective",
    "opportunities",
    "swot_pair",
)
"""What a strategy hangs on, in the order of its card."""
MOST_SPANS: Final = 12
"""Months, quarters or years that a time line is wide at most."""
MONTHS: Final = (1, 3, 12)


def chapter(paper: Paper) -> Iterator[Block]:
    """Objectives by product, a card for each strategy, the action plan, the Ansoff grid."""
    objectives = paper.table("obj_list", only=OBJECTIVE)
    if objectives is not None:
        yield paper.heading("h.objectives")
        yield objectives
    yield from _strategies(paper)
    actions = paper.table("str_actions")
    if actions is not None:
        yield paper.heading("h.actions")
        yield actions
        yield from _time_line(paper)
    yield from paper.tables("csf_actions")
    yield from paper.prose("vc_top_choice")
    yield from _ansoff(paper)


def _strategies(paper: Paper) -> Iterator[Block]:
    table, rows = paper.flow.questions.get("str_list"), paper.rows("str_list")
    if not isinstance(table, TableQuestion) or not rows:
        return
    yield paper.heading("h.strategies")
    for row in rows:
        how = paper.given("str_list", row.key, "how_text")
        yield Heading(how.text, 3, place=how.place)
        yield Bullets(tuple(_card(paper, table, row)))


def _card(paper: Paper, table: TableQuestion, row: Row) -> Iterator[Paragraph]:
    known = {column.id: column for column in table.columns}
    for name in CARD:
        if name in known and row[name] is not None:
            shown = paper.given("str_list", row.key, name)
            yield Paragraph(shown.text, known[name].label(paper.lang), shown.mark, shown.place)


# The action plan over time


def _time_line(paper: Paper) -> Iterator[Block]:
    """A line for each action that has both dates, a box for each span it runs in."""
    dated = [
        (row, start, due)
        for row in paper.rows("str_actions")
        if isinstance(start := row["start"], date)
        and isinstance(due := row["due"], date)
        and start <= due
    ]
    if not dated:
        return
    months = [month_of(start) for _, start, _ in dated], [month_of(due) for _, _, due in dated]
    first, last = min(months[0]), max(months[1])
    width = next((one for one in MONTHS if last // one - first // one < MOST_SPANS), MONTHS[-1])
    spans = range(first // width, last // width + 1)
    rows = [
        [f"{row.key} {paper.cell('str_actions', row, 'action')}"]
        + [
            FILLED if month_of(start) // width <= at <= month_of(due) // width else ""
            for at in spans
        ]
        for row, start, due in dated
    ]
    years = sorted({first // 12, last // 12})
    title = paper.say("t.gantt", years="–".join(map(str, years)))
    names = [_span(at, width, len(years) == 1) for at in spans]
    table = paper.grid(title, [*paper.heads("action"), *names], rows)
    series = [
        Series(name, tuple(Decimal(day.toordinal()) for day in days), name)
        for name, days in (
            ("start", [start for _, start, _ in dated]),
            ("end", [due for _, _, due in dated]),
        )
    ]
    yield paper.chart("gantt", table, [row[0] for row in rows], series)


def _span(at: int, width: int, one_year: bool) -> str:
    """A month, a quarter or a year, as short as it can be said."""
    year, within = divmod(at * width, 12)
    if width == MONTHS[-1]:
        return str(year)
    name = f"{within + 1:02d}" if width == 1 else f"Q{within // 3 + 1}"
    return name if one_year else f"{year % 100:02d}-{name}"


# The Ansoff grid

GRID: Final = (
    ("row.existing_sites", ("penetration", "product_development")),
    ("row.new_sites", ("market_development", "diversification")),
)


def _ansoff(paper: Paper) -> Iterator[Block]:
    found = paper.figure("ansoff_growth")
    if found is None or not found.cells:
        return
    yield paper.heading("h.ansoff")
    rows = [
        [paper.say(key), *(_box(paper, name, found.cells.get(name)) for name in names)]
        for key, names in GRID
    ]
    heads = ["", *paper.heads("existing_products", "new_products")]
    yield paper.grid(paper.say("t.ansoff_grid"), heads, rows)
    yield paper.grid(
        paper.say("t.ansoff", unit=paper.money_unit()),
        ["", paper.year(0), paper.year(3), *paper.heads("change", "growth_share")],
        _growth(paper, found),
    )


def _box(paper: Paper, name: str, cell: Any) -> str:
    products: Sequence[str] = cell.products if cell is not None else ()
    return "\n".join([paper.say(f"ansoff.{name}"), *map(paper.product, products)])


def _growth(paper: Paper, found: Any) -> list[list[str]]:
    return [
        [
            paper.say(f"ansoff.{name}"),
            amount(one.revenue_t0),
            amount(one.revenue_t3),
            change(one.change, amount(one.change)),
            share(one.growth_share_pct),
        ]
        for name, one in found.cells.items()
        if one.products
    ]
