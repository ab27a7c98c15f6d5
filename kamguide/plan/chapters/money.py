"""Section 2: past and planned money, and where the growth comes from."""

from collections.abc import Iterator
from typing import Any

from kamguide.plan.blocks import Block
from kamguide.plan.paper import Paper, amount, share

YEARS = ("T0", "T+1", "T+2", "T+3")


def chapter(paper: Paper) -> Iterator[Block]:
    """Revenue and margin by product, growth, contribution, scenarios, the customer's strength."""
    yield from paper.tables("prof_history")
    forecast = paper.figures.get("forecast")
    if forecast is not None:
        yield _revenue(paper, forecast)
        yield _margins(paper, forecast)
        yield from paper.prose("fc_method")
        yield paper.heading("h.growth")
        yield _growth(paper, forecast)
    else:
        yield from paper.tables("prof_wallet")
    if forecast is not None and (budget := paper.figures.get("budget")) is not None:
        yield paper.heading("h.contribution")
        yield _contribution(paper, forecast, budget)
    yield from _scenarios(paper)
    if paper.text("fin_conclusion"):
        yield paper.heading("h.strength")
        yield from paper.prose("fin_conclusion")


def _heads(paper: Paper) -> list[str]:
    return [paper.year(offset) for offset in range(4)]


def _revenue(paper: Paper, forecast: Any) -> Block:
    rows = [
        [paper.words.named("setup_products", name)]
        + [amount(line.revenue[year]) for year in YEARS]
        + [share(line.growth_pct)]
        for name, line in forecast.products.items()
    ]
    rows.append(
        [paper.say("row.total")]
        + [amount(forecast.revenue[year]) for year in YEARS]
        + [share(forecast.account.growth_pct)]
    )
    return paper.grid(
        paper.say("t.revenue", unit=paper.money_unit()),
        [paper.say("col.product"), *_heads(paper), paper.say("col.cagr")],
        rows,
        totals=1,
    )


def _margins(paper: Paper, forecast: Any) -> Block:
    rows = [
        [paper.words.named("setup_products", name)]
        + [amount(line.margin[year]) for year in YEARS]
        + [share(line.margin_pct["T0"]), share(line.margin_pct["T+3"])]
        for name, line in forecast.products.items()
    ]
    rows.append(
        [paper.say("row.total")]
        + [amount(forecast.margin[year]) for year in YEARS]
        + [share(forecast.margin_pct["T0"]), share(forecast.margin_pct["T+3"])]
    )
    return paper.grid(
        paper.say("t.margin", unit=paper.money_unit()),
        [paper.say("col.product"), *_heads(paper), "% T0", "% T+3"],
        rows,
        totals=1,
        internal=True,
    )


def _growth(paper: Paper, forecast: Any) -> Block:
    lines = [*forecast.products.items(), ("", forecast.account)]
    rows = [
        [
            paper.words.named("setup_products", name) if name else paper.say("row.total"),
            amount(line.wallet.t0),
            amount(line.wallet.t3),
            share(line.wallet.share_t0_pct),
            share(line.wallet.share_t3_pct),
            amount(line.change),
            amount(line.wallet_effect),
            amount(line.share_effect),
        ]
        for name, line in lines
    ]
    heads = ["col.product", "col.wallet_t0", "col.wallet_t3", "col.share_t0", "col.share_t3"]
    heads += ["col.change", "col.wallet_effect", "col.share_effect"]
    return paper.grid(
        paper.say("t.wallet", unit=paper.money_unit()),
        [paper.say(head) for head in heads],
        rows,
        totals=1,
    )


def _contribution(paper: Paper, forecast: Any, budget: Any) -> Block:
    def row(key: str, values: Any) -> list[str]:
        return [paper.say(key), *(amount(values.get(year)) for year in YEARS)]

    return paper.grid(
        paper.say("t.contribution", unit=paper.money_unit()),
        ["", *_heads(paper)],
        [
            row("row.margin", forecast.margin),
            row("row.cost_to_serve", budget.cost_to_serve),
            row("row.budget", budget.by_year),
            row("row.net_contribution", budget.net_contribution),
            row("row.incremental_margin", budget.gain.incremental_margin),
            row("row.net_incremental", budget.gain.net_incremental),
        ],
        internal=True,
    )


def _scenarios(paper: Paper) -> Iterator[Block]:
    if not paper.answers.rows("fc_scenarios"):
        return
    yield paper.heading("h.scenarios")
    yield from paper.tables("fc_scenarios")
    found = paper.figures.get("scenarios")
    if not found:
        return
    rows = [
        [paper.say(f"scenario.{name}")]
        + [amount(one.revenue[year]) for year in YEARS[1:]]
        + [amount(one.margin["T+3"]), amount(one.gain.total)]
        for name, one in found.items()
    ]
    heads = [paper.year(offset) for offset in range(1, 4)]
    yield paper.grid(
        paper.say("t.scenarios", unit=paper.money_unit()),
        ["", *heads, paper.say("col.margin_t3"), paper.say("row.net_incremental")],
        rows,
        internal=True,
    )
