"""The cover, and the plan in a minute."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from kamguide.plan.blocks import Block, Bullets, Cover, Paragraph
from kamguide.plan.paper import NOTHING, Paper, amount, share
from kamguide.plan.wording import day_text

ON_THE_COVER: Final = (
    "setup_account_alias",
    "setup_base_year",
    "setup_base_is_estimate",
    "setup_currency",
    "setup_money_unit",
)
"""What the cover says without naming it."""
ANSWERED: Final = {
    "cover.account": "setup_account_name",
    "cover.supplier": "setup_supplier_name",
    "cover.planner": "setup_planner",
}
"""The facts that are answers as they were given."""
BLANK: Final = ("", NOTHING)
MOVES: Final = 3
"""How many strategies stand for the plan."""


def cover(paper: Paper) -> Cover:
    """Who, for whom, for which years, by whom."""
    named = paper.text("setup_account_name")
    account = named or paper.text("sel_choice")
    base = paper.base_year
    for name in ON_THE_COVER:
        paper.use(name)
    signed = _signed(paper)
    facts = [
        ("cover.account", account),
        ("cover.supplier", paper.text(ANSWERED["cover.supplier"])),
        ("cover.period", _period(paper, base) if base else ""),
        ("cover.planner", paper.text(ANSWERED["cover.planner"])),
        ("cover.sponsor", _sponsor(paper)),
        ("cover.version", paper.say("cover.signed" if signed else "cover.draft")),
        ("cover.date", day_text(signed or paper.path.today, paper.lang)),
        ("cover.unit", paper.money_unit() if paper.answers.text("setup_money_unit") else ""),
        ("cover.flow", paper.flow.title(paper.lang)),
    ]
    subtitle = paper.say(
        "subtitle",
        first=paper.fiscal.name(base + 1) if base else "T+1",
        last=paper.fiscal.name(base + 3) if base else "T+3",
        base=paper.fiscal.name(base) if base else "T0",
    )
    estimated = paper.answers.value("setup_base_is_estimate") is True
    return Cover(
        paper.say("title", account=account or "–"),
        subtitle,
        tuple((paper.say(key), value) for key, value in facts if value),
        paper.say("cover.estimate") if estimated else "",
        paper.say("cover.label"),
        account,
        {
            paper.say(key): question
            for key, question in ANSWERED.items()
            if key != "cover.account" or named
        },
    )


def _period(paper: Paper, base: int) -> str:
    """The years of the plan; where they are not those of the calendar, with their days."""
    fiscal = paper.fiscal
    years = f"{fiscal.name(base + 1)}–{fiscal.name(base + 3)}"
    if fiscal.is_calendar:
        return years
    first, last = fiscal.first(base + 1), fiscal.last(base + 3)
    days = (day_text(day, paper.lang) for day in (first, last))
    return paper.say("cover.days", years=years, days=" – ".join(days))


def _sponsor(paper: Paper) -> str:
    ours = [row for row in paper.answers.rows("plan_signoff") if row["party"] == "us"]
    return paper.listed([paper.cell("plan_signoff", row, "name") for row in ours])


def _signed(paper: Paper) -> date | None:
    """The day on which our side signed last; None where nobody has."""
    ours = [row["date"] for row in paper.answers.rows("plan_signoff") if row["party"] == "us"]
    return max((day for day in ours if isinstance(day, date)), default=None)


def summary(paper: Paper) -> Iterator[Block]:
    """The agreed summary; gains, moves, budget and main risk; the plan in one table."""
    yield from paper.prose("plan_summary")
    forecast = paper.figure("forecast")
    if forecast is not None:
        yield _glance(paper, forecast)
    yield from _gains(paper, forecast)
    moves = [paper.given("str_list", row.key, "how_text") for row in paper.rows("str_list")[:MOVES]]
    if moves:
        yield Paragraph("", paper.say("lead.moves"))
        yield Bullets(tuple(Paragraph(one.text, place=one.place) for one in moves))
    yield from _risk(paper)


def _gains(paper: Paper, forecast: Any) -> Iterator[Block]:
    value, budget = paper.figure("value"), paper.figure("budget")
    if value is not None:
        chosen = value.selected if value.selected.annual else value.total
        text = paper.say(
            "summary.customer",
            annual=amount(chosen.annual),
            expected=amount(chosen.expected),
            unit=paper.money_unit(),
        )
        yield Paragraph(text, paper.say("lead.customer_gain"))
    if forecast is not None and budget is not None and budget.total:
        text = paper.say(
            "summary.us",
            net=amount(budget.gain.total),
            budget=amount(budget.total),
            roi=share(budget.gain.roi_pct),
            payback=paper.payback(budget.gain.payback_year),
            unit=paper.money_unit(),
        )
        yield Paragraph(text, paper.say("lead.our_gain"), internal=True)


def _risk(paper: Paper) -> Iterator[Block]:
    risk = paper.figure("risk")
    if risk is None or risk.main_risk is None:
        return
    row = next(one for one in paper.rows("ass_list") if one.key == risk.main_risk)
    text = paper.say(
        "summary.risk",
        assumption=f"{row.key} {paper.cell('ass_list', row, 'statement')}",
        shortfall=amount(risk.shortfalls[row.key]),
        unit=paper.money_unit(),
    )
    yield Paragraph(text, paper.say("lead.main_risk"))


def _glance(paper: Paper, forecast: Any) -> Block:
    wallet = forecast.account.wallet
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
            share(wallet.share_t0_pct),
            share(wallet.share_t3_pct),
            "",
        ],
    ]
    return paper.grid(
        paper.say("h.at_a_glance", unit=paper.money_unit()),
        ["", paper.year(0), paper.year(3), paper.say("col.cagr")],
        [row for row in (*rows, *_returns(paper)) if any(one not in BLANK for one in row[1:])],
    )


def _returns(paper: Paper) -> list[list[str]]:
    budget = paper.figure("budget")
    if budget is None or not budget.total:
        return []
    return [
        [paper.say("row.budget_total"), "", amount(budget.total), ""],
        [paper.say("row.net_total"), "", amount(budget.gain.total), ""],
        [paper.say("row.roi"), "", share(budget.gain.roi_pct), ""],
    ]
