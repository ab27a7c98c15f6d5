"""Appendix B: the market matrix and its ten steps; the scores behind both matrices."""

from collections.abc import Iterator
from typing import Any, Final

from kamguide.analysis.arithmetic import quotient
from kamguide.plan.blocks import Block, Cell, Chart, Note, Paragraph
from kamguide.plan.chapters.placed import (
    drawn_as,
    held,
    matrix_chart,
    quadrant,
    strength_head,
    suggested,
)
from kamguide.plan.paper import NOTHING, Line, Paper, amount, figure, share

_WANTED: Final = (
    ("dpm_objective_positions", "own_total_t3", "best_comp_total_t3"),
    ("dpm_forecast_no_change", "own_total", "best_comp_total"),
)
"""Where our score and the competitor's were said, as wanted and if nothing changes."""
ACCOUNT_SCORES = ("pf_factors", "pf_attr_scores", "pf_csf_scores")


def chapter(paper: Paper) -> Iterator[Block]:
    """Preparation and factors, the matrix, positions at T+3, money, strategies, directions."""
    yield from paper.prose("dpm_horizon_years")
    yield from paper.tables("dpm_prep_checklist", "dpm_attr_factors", "dpm_attr_scores")
    yield from _factors(paper)
    found, outlook = paper.figure("markets"), paper.figure("market_outlook")
    if found is not None:
        yield paper.heading("h.matrix")
        yield _placed(paper, found, outlook)
        yield from drawn_as(paper, found)
        yield from _other_ratios(paper)
        yield from _borderline(paper, found)
        if outlook is not None:
            yield _positions(paper, found, outlook)
            yield _money(paper, outlook)
    steps = [
        *paper.prose("dpm_conclusion_current", "dpm_conclusion_objectives"),
        *paper.tables("dpm_strategies", "dir_choices"),
        *paper.prose("dir_override_reason"),
        *paper.tables("dir_programme"),
    ]
    if steps:
        yield paper.heading("h.steps")
        yield from steps
    account = list(paper.tables(*ACCOUNT_SCORES))
    if account:
        yield paper.heading("h.account_scores")
        yield from account


def _factors(paper: Paper) -> Iterator[Block]:
    """What each market judges suppliers by, and how each supplier scores on it."""
    scores = paper.rows("dpm_csf_scores")
    if not scores:
        yield from paper.tables("dpm_csfs")
        return
    suppliers = list(dict.fromkeys(str(row["supplier"]) for row in scores))
    given = {
        (row["unit_id"], row["csf_id"], row["supplier"]): paper.given(
            "dpm_csf_scores", row.key, "score"
        )
        for row in scores
    }
    nothing = Cell(NOTHING)
    rows = [
        [Cell(paper.cell("dpm_csfs", row, "unit_id"))]
        + [paper.given("dpm_csfs", row.key, name) for name in ("name", "weight")]
        + [given.get((row["unit_id"], row["csf_id"], one), nothing) for one in suppliers]
        for row in paper.rows("dpm_csfs")
    ]
    names = [_supplier(paper, one) for one in suppliers]
    yield paper.grid(
        paper.title("dpm_csfs"),
        [*paper.heads("unit", "factor", "weight"), *names],
        rows,
        internal=True,
    )


def _supplier(paper: Paper, key: str) -> str:
    return paper.say("col.us") if key == "own" else paper.words.named("mkt_competitors", key)


def _placed(paper: Paper, found: Any, outlook: Any) -> Chart:
    strengths = paper.figure("market_strengths") or {}
    later = {name: one.objective for name, one in outlook.units.items()} if outlook else {}
    names = {name: paper.words.named("seg_segments", name) for name in found.units}
    rows: list[Line] = []
    for name, one in found.units.items():
        strength = strengths.get(name)
        best = strength.reference if strength else None
        rows.append(
            [
                names[name],
                figure(one.circle.attractiveness),
                figure(one.circle.own_total),
                paper.words.named("mkt_competitors", best) if best else NOTHING,
                figure(one.circle.reference_total),
                held(found, one.circle),
                quadrant(paper, one.circle),
                suggested(paper, one),
                paper.given("dir_choices", name, "direction"),
            ]
        )
    best_head = "largest" if _is_by_share(paper) else "best"
    heads = ["unit", "attractiveness", "us", best_head, "best_total", strength_head(found), "type"]
    heads += ["suggested", "direction"]
    table = paper.grid(paper.say("t.markets"), paper.heads(*heads), rows, internal=True)
    return matrix_chart(paper, table, found, later, names)


def _is_by_share(paper: Paper) -> bool:
    return paper.answers.settings.get("reference_competitor") == "largest_share"


def _other_ratios(paper: Paper) -> Iterator[Block]:
    """Where the largest competitor is not the best scored, the ratio that is not in the table."""
    by_share, lines = _is_by_share(paper), []
    for unit, one in (paper.figure("market_strengths") or {}).items():
        if one.largest_competitor in (None, one.best_competitor):
            continue
        other = one.best_competitor if by_share else one.largest_competitor
        ratio = quotient(one.own, one.totals[other])
        lines.append(
            paper.say(
                "other_ratio",
                unit=paper.words.named("seg_segments", unit),
                competitor=paper.words.named("mkt_competitors", other),
                ratio=figure(ratio, 3),
            )
        )
    if lines:
        key = "to_best" if by_share else "to_largest"
        yield Paragraph(paper.say(key, ratios=paper.listed(lines)), internal=True)


def _borderline(paper: Paper, found: Any) -> Iterator[Block]:
    names = [paper.words.named("seg_segments", one) for one in found.borderline]
    if names:
        yield Note(paper.say("borderline", units=paper.listed(names)))


def _positions(paper: Paper, found: Any, outlook: Any) -> Block:
    """Where each unit stands at T+3, as wanted and if nothing changes."""
    rows: list[Line] = []
    for name, one in outlook.units.items():
        rows.append([paper.words.named("seg_segments", name)])
        for (table, own, rival), circle in zip(
            _WANTED, (one.objective, one.no_change), strict=True
        ):
            scores = (circle.own_total, circle.reference_total) if circle else (None, None)
            rows[-1] += [
                paper.given(table, name, own, figure(scores[0])),
                paper.given(table, name, rival, figure(scores[1])),
                held(found, circle),
            ]
        rows[-1].append(quadrant(paper, one.objective))
    heads = ["unit", "us_t3", "rival_t3", strength_head(found, "_t3")]
    heads += ["us_unchanged", "rival_unchanged", strength_head(found, "_unchanged"), "type_t3"]
    return paper.grid(paper.say("t.positions"), paper.heads(*heads), rows, internal=True)


def _money(paper: Paper, outlook: Any) -> Block:
    """Growth and return on sales by unit: what the strategy should come to."""
    rows: list[Line] = [
        [
            paper.words.named("seg_segments", name),
            paper.given("dpm_units", name, "revenue_t0", amount(one.revenue_t0)),
            paper.given(
                "dpm_forecast_no_change",
                name,
                "revenue_t3",
                amount(one.no_change.revenue if one.no_change else None),
            ),
            paper.given("dpm_objective_positions", name, "revenue_t3", amount(one.revenue_t3)),
            share(one.growth_pct),
            paper.given("dpm_units", name, "ros_t0_pct", share(one.ros_t0_pct)),
            paper.given("dpm_financials", name, "ros_t3_pct", share(one.ros_t3_pct)),
        ]
        for name, one in outlook.units.items()
    ]
    whole = outlook.totals
    rows.append(
        [
            paper.say("row.total"),
            amount(whole.revenue_t0),
            amount(whole.no_change_t3),
            amount(whole.objective_t3),
            share(whole.growth_pct),
            share(whole.ros_t0_pct),
            share(whole.ros_t3_pct),
        ]
    )
    heads = ["unit", "revenue_t0", "revenue_unchanged", "revenue_t3", "cagr", "ros_t0", "ros_t3"]
    return paper.grid(
        paper.say("t.market_money", unit=paper.money_unit()),
        paper.heads(*heads),
        rows,
        totals=1,
        internal=True,
    )
