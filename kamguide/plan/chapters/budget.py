"""Section 8: what it costs, by strategy and year, and what comes back."""

from collections.abc import Iterator

from kamguide.plan.blocks import Block
from kamguide.plan.paper import Paper, amount, figure, share

YEARS = ("T+1", "T+2", "T+3")


def chapter(paper: Paper) -> Iterator[Block]:
    """Lines, totals, return, and what goes first if money is cut."""
    yield from paper.tables("bud_lines")
    found = paper.figures.get("budget")
    if found is not None and paper.answers.rows("bud_lines"):
        rows = [
            [paper.say("row.budget"), *(amount(found.by_year[year]) for year in YEARS)],
            [
                paper.say("row.budget_pct"),
                *(share(found.of_revenue_pct.get(year)) for year in YEARS),
            ],
        ]
        heads = [paper.year(offset) for offset in (1, 2, 3)]
        yield paper.grid(
            paper.say("t.budget", unit=paper.money_unit()), ["", *heads], rows, internal=True
        )
        yield from _split(paper)
        yield paper.heading("h.return")
        rate = figure(found.discount_rate, 0)
        yield paper.grid(
            "",
            ["", ""],
            [
                [paper.say("row.net_total"), amount(found.gain.total)],
                [paper.say("row.roi"), share(found.gain.roi_pct)],
                [paper.say("row.payback"), paper.payback(found.gain.payback_year)],
                [paper.say("row.npv", rate=rate), amount(found.gain.npv)],
            ],
            internal=True,
        )
    yield from paper.prose("bud_cut_plan")


def _split(paper: Paper) -> Iterator[Block]:
    found = paper.figures.get("budget")
    by_strategy = [
        [paper.words.named("str_list", name), amount(value)]
        for name, value in found.by_strategy.items()
    ]
    if by_strategy:
        yield paper.grid(
            paper.say("t.budget_by_strategy", unit=paper.money_unit()),
            [paper.say("h.strategies"), paper.say("row.total")],
            by_strategy,
            internal=True,
        )
