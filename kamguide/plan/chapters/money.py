"""Section 2: past and planned money, and where the growth comes from."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from msgspec.structs import replace

from kamguide.analysis.arithmetic import known_total
from kamguide.plan.blocks import Block, Cell, Chart, Series
from kamguide.plan.paper import Line, Paper, amount, change, share

YEARS: Final = ("T0", "T+1", "T+2", "T+3")
PAST: Final = {"T-2": "rev_tm2", "T-1": "rev_tm1"}


def chapter(paper: Paper) -> Iterator[Block]:
    """Revenue and margin by product, growth, contribution, scenarios, the customer's strength."""
    forecast = paper.figure("forecast")
    if forecast is None:
        yield from paper.tables("prof_history", "fc_products", "prof_wallet")
    else:
        yield _summary(paper, forecast)
        yield _margins(paper, forecast)
        yield from paper.prose("fc_method")
        if any(line.wallet.t0 is not None for line in forecast.products.values()):
            yield paper.heading("h.growth")
            yield _growth(paper, forecast)
        yield from _wallet_basis(paper)
    yield from _scenarios(paper, forecast)
    if paper.text("fin_conclusion"):
        yield paper.heading("h.strength")
        yield from paper.prose("fin_conclusion")


def _past(paper: Paper) -> dict[str, dict[str, Decimal | None]]:
    """Revenue by product in the years before T0, those of which anything is known."""
    found: dict[str, dict[str, Decimal | None]] = {}
    for year, column in PAST.items():
        values = {row.key: row[column] for row in paper.rows("prof_history")}
        sales = {name: one if isinstance(one, Decimal) else None for name, one in values.items()}
        if any(one is not None for one in sales.values()):
            found[year] = sales
    return found


def _summary(paper: Paper, forecast: Any) -> Chart:
    """Product by year, then margin, cost to serve, budget and what is left of it."""
    past, budget = _past(paper), paper.figure("budget")
    before = [amount(None)] * len(past)
    rows = [_product(paper, name, line, past) for name, line in forecast.products.items()]
    products = len(rows)
    sums = [amount(known_total(sales.values())) for sales in past.values()]
    growth = share(forecast.account.growth_pct)
    rows.append([paper.say("row.total"), *sums, *_years(forecast.revenue), growth])
    rows.append([paper.say("row.margin"), *before, *_years(forecast.margin), ""])
    shares = [share(forecast.margin_pct[year]) for year in YEARS]
    rows.append([paper.say("row.margin_pct"), *before, *shares, ""])
    if budget is not None:
        for key, values in (
            ("row.cost_to_serve", budget.cost_to_serve),
            ("row.budget", budget.by_year),
            ("row.net_contribution", budget.net_contribution),
        ):
            rows.append([paper.say(key), *before, *_given(paper, key, _years(values)), ""])
    heads = [paper.year(offset) for offset in range(-len(past), 4)]
    title = "finance" if any(forecast.margin.values()) else "revenue"
    table = paper.grid(
        paper.say(f"t.{title}", unit=paper.money_unit()),
        [paper.say("col.product"), *heads, paper.say("col.cagr")],
        rows,
        totals=len(rows) - products,
    )
    hidden = frozenset(range(products + 1, len(rows)))
    table = replace(table, internal_rows=hidden)
    notes = {"unit": paper.money_unit()} | _split(forecast.account, paper)
    return paper.chart("revenue", table, heads, [*_bars(paper, forecast, past)], **notes)


def _product(
    paper: Paper, name: str, line: Any, past: dict[str, dict[str, Decimal | None]]
) -> Line:
    before = (
        paper.given("prof_history", name, PAST[year], amount(sales.get(name)))
        for year, sales in past.items()
    )
    planned = _planned(paper, name, "rev_{}", _years(line.revenue))
    return [paper.product(name), *before, *planned, share(line.growth_pct)]


def _planned(paper: Paper, product: str, column: str, shown: Sequence[str]) -> Iterator[Cell]:
    """What was forecast for a product, year by year."""
    for year, text in zip(YEARS, shown, strict=True):
        name = column.format(year.lower().replace("+", ""))
        yield paper.given("fc_products", product, name, text)


def _given(paper: Paper, key: str, shown: Sequence[str]) -> Sequence[str | Cell]:
    """A line below the products; what it costs to serve them was said year by year."""
    if key != "row.cost_to_serve":
        return shown
    years = zip(YEARS, shown, strict=True)
    return [paper.given("fc_cost_to_serve", year, "amount", text) for year, text in years]


def _split(line: Any, paper: Paper) -> dict[str, str]:
    """How much of the growth the customer's own spending brings, and how much our share of it."""
    effects = {"wallet": line.wallet_effect, "share": line.share_effect}
    if None in effects.values():
        return {}
    notes = {f"{name}_name": paper.say(f"col.{name}_effect") for name in effects}
    return notes | {name: str(value) for name, value in effects.items()}


def _years(values: Any) -> list[str]:
    return [amount(values.get(year)) for year in YEARS]


def _bars(
    paper: Paper, forecast: Any, past: dict[str, dict[str, Decimal | None]]
) -> Iterator[Series]:
    for name, line in forecast.products.items():
        before = [sales.get(name) for sales in past.values()]
        years = (line.revenue[year] for year in YEARS)
        yield Series(paper.product(name), (*before, *years), "bar")
    none = (None,) * len(past)
    margin = (forecast.margin[year] for year in YEARS)
    yield Series(paper.say("row.margin"), (*none, *margin), "line", internal=True)


def _margins(paper: Paper, forecast: Any) -> Block:
    ends = {"margin_t0_pct": "T0", "margin_t3_pct": "T+3"}
    rows: list[Line] = [
        [
            paper.product(name),
            *_years(line.margin),
            *(
                paper.given("fc_products", name, column, share(line.margin_pct[year]))
                for column, year in ends.items()
            ),
        ]
        for name, line in forecast.products.items()
    ]
    rows.append(
        [
            paper.say("row.total"),
            *_years(forecast.margin),
            share(forecast.margin_pct["T0"]),
            share(forecast.margin_pct["T+3"]),
        ]
    )
    heads = [paper.year(offset) for offset in range(4)]
    return paper.grid(
        paper.say("t.margin", unit=paper.money_unit()),
        [paper.say("col.product"), *heads, *paper.heads("margin_pct_t0", "margin_pct_t3")],
        rows,
        totals=1,
        internal=True,
    )


def _growth(paper: Paper, forecast: Any) -> Block:
    lines = [*forecast.products.items(), ("", forecast.account)]
    rows: list[Line] = [
        [
            paper.product(name) if name else paper.say("row.total"),
            paper.given("prof_wallet", name, "wallet_t0", amount(line.wallet.t0)),
            paper.given("prof_wallet", name, "wallet_t3", amount(line.wallet.t3)),
            share(line.wallet.share_t0_pct),
            share(line.wallet.share_t3_pct),
            change(line.change, amount(line.change)),
            change(line.wallet_effect, amount(line.wallet_effect)),
            change(line.share_effect, amount(line.share_effect)),
        ]
        for name, line in lines
    ]
    heads = ["product", "wallet_t0", "wallet_t3", "share_t0", "share_t3"]
    heads += ["change", "wallet_effect", "share_effect"]
    return paper.grid(
        paper.say("t.wallet", unit=paper.money_unit()), paper.heads(*heads), rows, totals=1
    )


def _wallet_basis(paper: Paper) -> Iterator[Block]:
    columns = ("product_id", "basis")
    if (table := paper.table("prof_wallet", only=columns, with_cell="basis")) is not None:
        yield table


def _scenarios(paper: Paper, forecast: Any) -> Iterator[Block]:
    if not paper.rows("fc_scenarios"):
        return
    yield paper.heading("h.scenarios")
    found = paper.figure("scenarios")
    if not found:
        yield from paper.tables("fc_scenarios")
        return
    lines = {name: (one.revenue, one.margin, one.gain) for name, one in found.items()}
    budget = paper.figure("budget")
    lines["plan"] = (forecast.revenue, forecast.margin, budget.gain)
    order = [name for name in ("low", "plan", "high") if name in lines]
    rows: list[Line] = [
        [
            paper.say(f"scenario.{name}"),
            *(amount(lines[name][0][year]) for year in YEARS[1:]),
            amount(lines[name][1]["T+3"]),
            amount(lines[name][2].total),
            paper.given("fc_scenarios", name, "reason"),
        ]
        for name in order
    ]
    heads = [paper.year(offset) for offset in range(1, 4)]
    table = paper.grid(
        paper.say("t.scenarios", unit=paper.money_unit()),
        ["", *heads, *paper.heads("margin_t3", "net_total", "reason")],
        rows,
        internal=True,
    )
    series = [
        Series(paper.say(f"scenario.{name}"), tuple(lines[name][0][year] for year in YEARS[1:]))
        for name in order
    ]
    yield paper.chart("scenarios", table, heads, series, unit=paper.money_unit())
