"""Slides on money: revenue and margin, the budget, and what is at risk."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from kamguide.plan.blocks import Paragraph, Table
from kamguide.plan.chapters import assumptions
from kamguide.plan.chapters import budget as budgeted
from kamguide.plan.chapters import money as planned
from kamguide.plan.deck.desk import Desk, brief
from kamguide.plan.paper import amount, change, share
from kamguide.plan.slides import Slide


def money(desk: Desk) -> Slide | None:
    """Revenue by product with the margin, and the scenarios."""
    found = desk.figure("forecast")
    if found is None:
        table = desk.table("prof_history")
        if table is None:
            return None
        return desk.slide("money", desk.deck("money.history"), (), [table])
    charts = [
        desk.part(planned.chapter, "t.finance"),
        desk.part(planned.chapter, "t.scenarios"),
    ]
    points = [*_growth(desk, found), *_scenarios(desk), *desk.told("fc_method")]
    return desk.slide("money", _earned(desk, found), points, charts, internal=True)


def _earned(desk: Desk, found: Any) -> str:
    moved = found.account.change
    key = "fall" if moved is not None and moved < 0 else "grow"
    first, last = found.margin_pct["T0"], found.margin_pct["T+3"]
    values = {
        "change": amount(abs(moved)) if moved is not None else amount(None),
        "last": desk.money(found.revenue["T+3"]),
        "year": desk.calendar(3),
    }
    if first is None or last is None:
        return desk.deck(f"money.{key}", **values)
    return desk.deck(f"money.{key}_margin", before=share(first), after=share(last), **values)


def _growth(desk: Desk, found: Any) -> Iterator[Paragraph]:
    whole = found.account
    if whole.wallet_effect is None or whole.share_effect is None:
        return
    told = desk.deck(
        "money.split",
        change=change(whole.change, amount(whole.change)),
        wallet=change(whole.wallet_effect, amount(whole.wallet_effect)),
        share=change(whole.share_effect, amount(whole.share_effect)),
    )
    yield from desk.point(told)


def _scenarios(desk: Desk) -> Iterator[Paragraph]:
    """What each scenario comes to, and why."""
    found = desk.figure("scenarios") or {}
    for row in desk.rows("fc_scenarios"):
        if row.key not in found:
            continue
        one = found[row.key]
        reason = desk.cell("fc_scenarios", row, "reason")
        told = desk.deck(
            "money.scenario",
            revenue=amount(one.revenue["T+3"]),
            net=amount(one.gain.total),
            reason=reason,
        )
        yield Paragraph(told, desk.say(f"scenario.{row.key}"), internal=True)


# Budget


def budget(desk: Desk) -> Slide | None:
    """What it costs by year and strategy, and what comes back."""
    found = desk.figure("budget")
    if found is None or not desk.rows("bud_lines"):
        return None
    chart = desk.part(budgeted.chapter, "t.budget")
    by_strategy = desk.part(budgeted.chapter, "t.budget_by_strategy")
    returned = desk.part(budgeted.chapter, "t.return")
    points = list(desk.told("bud_cut_plan"))
    visuals = [chart, by_strategy, returned]
    return desk.slide("budget", _spent(desk, found), points, visuals, internal=True)


def _spent(desk: Desk, found: Any) -> str:
    gain = found.gain
    values = {"total": desk.money(found.total), "net": amount(gain.total)}
    if gain.total is None:
        return desk.deck("budget.total", **values)
    values["roi"] = share(gain.roi_pct)
    if gain.payback_year is None:
        return desk.deck("budget.late", **values)
    return desk.deck("budget.paid", payback=desk.paid(gain.payback_year), **values)


# Risks


def risks(desk: Desk) -> Slide | None:
    """The assumptions, the dearest first, and the plan adjusted for their risk."""
    columns = ("statement", "probability_pct", "impact_t3_revenue", "trigger", "contingency")
    table = desk.table("ass_list", only=columns)
    if table is None:
        return None
    risk = desk.figure("risk")
    if risk is not None:
        table = _dearest_first(desk, table, risk.shortfalls)
    told = desk.part(assumptions.chapter, "t.risk")
    points = list(_at_risk(desk, told)) if isinstance(told, Table) else []
    return desk.slide("risks", _risked(desk, risk), points, [table], internal=True)


def _dearest_first(desk: Desk, table: Table, shortfalls: Any) -> Table:
    keys = [row.key for row in desk.rows("ass_list")]
    if len(keys) != len(table.rows):
        return table
    order = sorted(range(len(keys)), key=lambda at: shortfalls.get(keys[at], Decimal(0)))
    return replace(table, rows=tuple(table.rows[at] for at in order))


def _at_risk(desk: Desk, table: Table) -> Iterator[Paragraph]:
    """The lines of the risk table in one point."""
    lines = [desk.say("card", label=row[0].text, text=row[1].text) for row in table.rows]
    yield from desk.point(desk.deck("joint").join(lines), internal=True)


def _risked(desk: Desk, risk: Any) -> str:
    count = len(desk.rows("ass_list"))
    if risk is None or risk.risk_adjusted_revenue is None:
        return desk.deck("risks.count", counted=desk.counted("assumptions", count))
    values = {
        "adjusted": desk.money(risk.risk_adjusted_revenue),
        "short": amount(abs(risk.expected_shortfall)),
        "year": desk.calendar(3),
    }
    if risk.main_risk is None:
        return desk.deck("risks.adjusted", **values)
    main = brief(desk.words.name("ass_list", risk.main_risk))
    return desk.deck("risks.main", main=main, **values)
