"""Section 6: what must be true outside our control, and what it would cost if it were not."""

from collections.abc import Iterator

from kamguide.plan.blocks import Block
from kamguide.plan.paper import Paper, amount, share


def chapter(paper: Paper) -> Iterator[Block]:
    """The assumptions, and the plan adjusted for their risk."""
    yield from paper.tables("ass_list")
    risk, forecast = paper.figure("risk"), paper.figure("forecast")
    if risk is None or forecast is None:
        return
    yield paper.grid(
        paper.say("t.risk", unit=paper.money_unit()),
        ["", paper.year(3)],
        [
            [paper.say("row.plan_revenue"), amount(forecast.revenue["T+3"])],
            [paper.say("row.shortfall"), amount(risk.expected_shortfall)],
            [paper.say("row.risk_adjusted"), amount(risk.risk_adjusted_revenue)],
            [paper.say("row.all_fail"), amount(risk.all_fail_revenue)],
            [paper.say("row.all_hold"), share(risk.all_hold_probability_pct)],
        ],
        internal=True,
    )
