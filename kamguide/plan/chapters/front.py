"""The cover, and the plan in a minute."""

from collections.abc import Iterator

from kamguide.plan.blocks import Block, Cover
from kamguide.plan.paper import Paper, amount, share


def cover(paper: Paper) -> Cover:
    """Who, for whom, for which years, by whom."""
    account = paper.text("setup_account_name") or paper.text("sel_choice")
    base = paper.base_year
    facts = [
        ("cover.account", account),
        ("cover.supplier", paper.text("setup_supplier_name")),
        ("cover.period", f"{base + 1}-{base + 3}" if base else ""),
        ("cover.planner", paper.text("setup_planner")),
        ("cover.sponsor", _sponsor(paper)),
        ("cover.unit", paper.money_unit()),
        ("cover.flow", paper.flow.title(paper.lang)),
    ]
    subtitle = paper.say(
        "subtitle",
        first=str(base + 1) if base else "T+1",
        last=str(base + 3) if base else "T+3",
        base=str(base) if base else "T0",
    )
    estimated = paper.answers.value("setup_base_is_estimate") is True
    return Cover(
        paper.say("title", account=account or "–"),
        subtitle,
        tuple((paper.say(key), value) for key, value in facts if value),
        paper.say("cover.estimate") if estimated else "",
    )


def _sponsor(paper: Paper) -> str:
    ours = [row for row in paper.answers.rows("plan_signoff") if row["party"] == "us"]
    return ", ".join(str(row["name"]) for row in ours if row["name"])


def summary(paper: Paper) -> Iterator[Block]:
    """The agreed summary, and the plan in one table."""
    yield from paper.prose("plan_summary")
    forecast = paper.figures.get("forecast")
    if forecast is None:
        return
    budget = paper.figures.get("budget")
    rows = [
        [
            paper.say("row.revenue"),
            amount(forecast.revenue["T0"]),
            amount(forecast.revenue["T+3"]),
            share(forecast.account.growth_pct),
        ],
        [
            paper.say("row.margin"),
            amount(forecast.margin["T0"]),
            amount(forecast.margin["T+3"]),
            "",
        ],
        [
            paper.say("row.margin_pct"),
            share(forecast.margin_pct["T0"]),
            share(forecast.margin_pct["T+3"]),
            "",
        ],
        [
            paper.say("row.wallet_share"),
            share(forecast.account.wallet.share_t0_pct),
            share(forecast.account.wallet.share_t3_pct),
            "",
        ],
    ]
    yield paper.grid(
        paper.say("h.at_a_glance", unit=paper.money_unit()),
        ["", paper.year(0), paper.year(3), paper.say("col.cagr")],
        rows,
    )
    if budget is not None and budget.total:
        yield paper.grid(
            "",
            [paper.say("h.return"), ""],
            [
                [paper.say("row.budget_total"), amount(budget.total)],
                [paper.say("row.net_total"), amount(budget.gain.total)],
                [paper.say("row.roi"), share(budget.gain.roi_pct)],
                [paper.say("row.payback"), paper.payback(budget.gain.payback_year)],
            ],
        )
