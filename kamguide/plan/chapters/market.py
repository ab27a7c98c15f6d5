"""Appendices A and B: the results of unit 1."""

from collections.abc import Iterator
from typing import Any

from kamguide.plan.blocks import Block, Cell
from kamguide.plan.paper import Paper, amount, figure, share


def pareto_and_segments(paper: Paper) -> Iterator[Block]:
    """The 80/20 analysis, the segments, the market."""
    found = paper.figures.get("pareto")
    if found is not None:
        yield paper.heading("h.pareto")
        yield _curve(paper, found)
        yield _classes(paper, found)
        yield from paper.prose("pareto_interpretation", "pareto_risk")
        yield from paper.tables("pareto_time_split", "pareto_actions")
    segments = [
        *paper.prose("seg_behaviour", "seg_reasons", "seg_influence"),
        *paper.tables("seg_factors", "seg_segments", "seg_criteria_scores"),
        *paper.prose("seg_account_segment"),
    ]
    if segments:
        yield paper.heading("h.segments")
        yield from segments
    definition = [
        *paper.prose(
            "mkt_scope_choice",
            "mkt_scope_reason",
            "mkt_definition",
            "mkt_size",
            "mkt_growth",
            "mkt_customer_profile",
        ),
        *paper.tables("mkt_competitors"),
        *paper.prose("mkt_goal_hint", "mkt_purpose_check"),
    ]
    if definition:
        yield paper.heading("h.market")
        yield from definition


def _curve(paper: Paper, found: Any) -> Block:
    rows = [_ranked(paper, found, one) for one in found.revenue.rows]
    heads = ["col.rank", "col.customer", "col.revenue", "col.share", "col.cumulative", "col.class"]
    heads += ["col.margin", "col.margin_rank", "col.move"]
    return paper.grid(
        paper.say("t.pareto", unit=paper.money_unit()), [paper.say(head) for head in heads], rows
    )


def _ranked(paper: Paper, found: Any, one: Any) -> list[str | Cell]:
    customer = found.customers[one.customer_id]
    move = customer.move
    return [
        str(one.rank),
        Cell(paper.words.named("pareto_customers", one.customer_id)),
        amount(one.value),
        share(one.share_pct),
        share(one.cumulative_pct),
        Cell(one.class_ or "–"),
        amount(customer.margin),
        str(customer.rank_by_margin or "–"),
        "–" if move is None else f"{move:+}" if move else "0",
    ]


def _classes(paper: Paper, found: Any) -> Block:
    by_margin = found.margin.class_counts if found.margin else {}
    rows: list[list[str | Cell]] = [
        [
            name,
            str(count),
            share(found.revenue.class_shares_pct[name]),
            str(by_margin.get(name, "–")),
            figure(found.effort[name].now) if name in found.effort else "–",
        ]
        for name, count in found.revenue.class_counts.items()
    ]
    heads = ["col.class", "col.customers", "col.share", "col.by_margin", "col.effort"]
    return paper.grid(paper.say("t.classes"), [paper.say(head) for head in heads], rows)


def matrix(paper: Paper) -> Iterator[Block]:
    """The market matrix and what the ten steps came to."""
    yield from paper.tables("dpm_prep_checklist", "dpm_attr_factors", "dpm_attr_scores")
    yield from paper.tables("dpm_csfs")
    found = paper.figures.get("markets")
    if found is not None:
        yield paper.heading("h.matrix")
        yield _placed(paper, found)
    steps = [
        *paper.prose("dpm_conclusion_current", "dpm_conclusion_objectives"),
        *paper.tables("dpm_objective_positions", "dpm_forecast_no_change"),
        *paper.tables("dpm_strategies", "dir_choices"),
        *paper.prose("dir_override_reason"),
        *paper.tables("dir_programme"),
    ]
    if steps:
        yield paper.heading("h.steps")
        yield from steps


def _placed(paper: Paper, found: Any) -> Block:
    outlook = paper.figures.get("market_outlook")
    strengths = paper.figures.get("market_strengths") or {}
    rows: list[list[str | Cell]] = []
    for name, one in found.units.items():
        later = outlook.units.get(name) if outlook else None
        strength = strengths.get(name)
        rows.append(
            [
                paper.words.named("seg_segments", name),
                amount(one.circle.revenue),
                figure(one.circle.attractiveness),
                figure(one.circle.own_total),
                f"{strength.reference} {figure(strength.reference_total)}"
                if strength and strength.reference
                else "–",
                figure(one.circle.ratio, 3),
                Cell(paper.say(f"quadrant.{one.circle.quadrant}") if one.circle.quadrant else "–"),
                amount(later.revenue_t3) if later else "–",
                share(later.growth_pct) if later else "–",
            ]
        )
    heads = ["col.unit", "col.revenue_t0", "col.attractiveness", "col.us", "col.best"]
    heads += ["col.ratio_t0", "col.type_t0", "col.revenue_t3", "col.cagr"]
    return paper.grid(
        paper.say("t.markets", unit=paper.money_unit()), [paper.say(head) for head in heads], rows
    )
