"""Section 7: what will be achieved, how, and who does what by when."""

from collections.abc import Iterator
from typing import Any

from kamguide.model.answers import Row
from kamguide.model.questions.table import TableQuestion
from kamguide.plan.blocks import Block, Bullets, Heading
from kamguide.plan.paper import Paper, amount

CARD = (
    "objectives",
    "elements",
    "csf",
    "dmu",
    "customer_objective",
    "opportunities",
    "swot_pair",
)
"""What a strategy hangs on, in the order of its card."""


def chapter(paper: Paper) -> Iterator[Block]:
    """Objectives by product, a card for each strategy, the action plan, the Ansoff grid."""
    objectives = paper.table("obj_list", without=("assumptions", "opportunities", "metric"))
    if objectives is not None:
        yield paper.heading("h.objectives")
        yield objectives
    yield from _strategies(paper)
    actions = paper.table("str_actions")
    if actions is not None:
        yield paper.heading("h.actions")
        yield actions
    yield from paper.tables("csf_actions")
    yield from paper.prose("vc_top_choice")
    yield from _ansoff(paper)


def _strategies(paper: Paper) -> Iterator[Block]:
    table = paper.flow.questions.get("str_list")
    rows = paper.answers.rows("str_list")
    if not isinstance(table, TableQuestion) or not rows:
        return
    yield paper.heading("h.strategies")
    for row in rows:
        yield Heading(f"{row.key}  {paper.words.cell(table, row, 'how_text')}", 3)
        yield Bullets(tuple(_card(paper, table, row)))


def _card(paper: Paper, table: TableQuestion, row: Row) -> Iterator[str]:
    known = {column.id for column in table.columns}
    for name in CARD:
        if name in known and (text := paper.words.cell(table, row, name)):
            yield f"{table.column(name).label(paper.lang)}: {text}"


def _ansoff(paper: Paper) -> Iterator[Block]:
    found: Any = paper.figures.get("ansoff_growth")
    if found is None or not found.cells:
        return
    yield paper.heading("h.ansoff")
    yield paper.grid(
        paper.say("t.ansoff", unit=paper.money_unit()),
        ["", paper.year(0), paper.year(3), paper.say("col.change")],
        [
            [
                paper.say(f"ansoff.{name}"),
                amount(one.revenue_t0),
                amount(one.revenue_t3),
                amount(one.change),
            ]
            for name, one in found.cells.items()
            if one.products
        ],
    )
