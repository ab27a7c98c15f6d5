"""Appendix A: the 80/20 analysis, segments, the market, and the choice of the account."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from msgspec.structs import replace

from kamguide.analysis.selection import CRITERIA
from kamguide.plan.blocks import Block, Cell, Chart, Column, Series
from kamguide.plan.paper import NOTHING, Line, Paper, amount, change, figure, share

NOTES: Final = ("location_note", "buying_note", "suppliers_note")


def chapter(paper: Paper) -> Iterator[Block]:
    """The results of unit 1 but for the matrix."""
    for key, part in (
        ("h.pareto", pareto),
        ("h.segments", segments),
        ("h.market", _market),
        ("h.selection", selection),
    ):
        content = list(part(paper))
        if content:
            yield paper.heading(key)
            yield from content


def pareto(paper: Paper) -> Iterator[Block]:
    """The curve, the classes, and what follows from them."""
    found = paper.figure("pareto")
    if found is not None:
        yield _curve(paper, found)
        yield _facts(paper, found)
        yield _classes(paper, found)
    yield from paper.prose("pareto_period", "pareto_basis", "pareto_cut_a", "pareto_cut_b")
    yield from paper.prose("pareto_interpretation", "pareto_risk")
    yield from paper.tables("pareto_time_split", "pareto_actions")


def _curve(paper: Paper, found: Any) -> Chart:
    rows = [_ranked(paper, found, one) for one in found.revenue.rows]
    heads = ["rank", "customer", "revenue", "share", "cumulative", "class"]
    heads += ["margin", "margin_rank", "move"]
    if any(row["segment_id"] for row in paper.rows("pareto_customers")):
        heads.append("segment")
        for row, one in zip(rows, found.revenue.rows, strict=True):
            row.append(paper.given("pareto_customers", one.customer_id, "segment_id"))
    table = paper.grid(
        paper.say("t.pareto", unit=paper.money_unit()), paper.heads(*heads), rows, internal=True
    )
    ranked = found.revenue.rows
    series = [
        Series(paper.say("col.share"), tuple(one.share_pct for one in ranked), "bar"),
        Series(paper.say("col.cumulative"), tuple(one.cumulative_pct for one in ranked), "line"),
    ]
    points = [paper.words.named("pareto_customers", one.customer_id) for one in ranked]
    return paper.chart("pareto", table, points, series, unit="%", **_cuts(ranked))


def _cuts(ranked: Sequence[Any]) -> dict[str, str]:
    """Behind which customer each class ends."""
    notes, reached = dict[str, str](), 0
    for at, (name, group) in enumerate(groupby(ranked, key=lambda one: one.class_)):
        reached += len(list(group))
        notes |= {f"class.{at}": name, f"cut.{at}": str(reached)} if name else {}
    return notes


def _ranked(paper: Paper, found: Any, one: Any) -> list[str | Cell]:
    table, customer = "pareto_customers", found.customers[one.customer_id]
    move = customer.move
    return [
        str(one.rank),
        paper.given(table, one.customer_id),
        paper.given(table, one.customer_id, "revenue", amount(one.value)),
        share(one.share_pct),
        share(one.cumulative_pct),
        one.class_ or NOTHING,
        paper.given(table, one.customer_id, "margin", amount(customer.margin)),
        str(customer.rank_by_margin or NOTHING),
        NOTHING if move is None else change(move, str(move)),
    ]


def _facts(paper: Paper, found: Any) -> Block:
    """What the curve comes to, by revenue and by margin."""
    rankings = [found.revenue, found.margin] if found.margin else [found.revenue]

    def row(key: str, values: list[str], **blanks: object) -> list[str]:
        return [paper.say(key, **blanks), *values]

    return paper.grid(
        paper.say("t.concentration"),
        ["", *(Column(one, numeric=True) for one in _sides(paper)[: len(rankings)])],
        [
            row(
                "row.top20",
                [share(one.top20_pct) for one in rankings],
                n=found.revenue.top_n,
            ),
            row("row.for80", [_for80(paper, one) for one in rankings]),
            row("row.gini", [figure(one.gini, 3) for one in rankings]),
            row("row.hhi", [amount(one.hhi) for one in rankings]),
        ],
        internal=True,
    )


def _sides(paper: Paper) -> list[str]:
    return [paper.say("col.by_revenue"), paper.say("col.by_margin")]


def _for80(paper: Paper, ranking: Any) -> str:
    return paper.say(
        "for80", count=ranking.customers_for_80, percent=share(ranking.customers_for_80_pct)
    )


def _classes(paper: Paper, found: Any) -> Block:
    by_margin = found.margin.class_counts if found.margin else {}
    rows = [
        [
            name,
            str(count),
            share(found.revenue.class_shares_pct[name]),
            str(by_margin.get(name, NOTHING)),
            figure(found.effort[name].now) if name in found.effort else NOTHING,
            figure(found.effort[name].planned) if name in found.effort else NOTHING,
        ]
        for name, count in found.revenue.class_counts.items()
    ]
    heads = ["class", "customers", "share", "customers_by_margin", "effort", "effort_planned"]
    return paper.grid(paper.say("t.classes"), paper.heads(*heads), rows, internal=True)


def segments(paper: Paper) -> Iterator[Block]:
    """What tells customers apart, and each group with its money."""
    yield from paper.prose("seg_behaviour", "seg_reasons", "seg_influence")
    yield from paper.tables("seg_factors")
    found = paper.figure("segments")
    if found is not None:
        yield _sizes(paper, found)
    else:
        yield from paper.tables("seg_segments")
    yield from paper.tables("seg_criteria_scores")
    yield from paper.prose("seg_account_segment")


def _sizes(paper: Paper, found: Any) -> Block:
    table = "seg_segments"
    rows: list[Line] = [
        [
            paper.given(table, name),
            paper.given(table, name, "need"),
            paper.given(table, name, "is_new"),
            paper.given(table, name, "market_size", amount(one.market_size)),
            paper.given(table, name, "growth_pct", share(one.growth_pct)),
            paper.given(table, name, "our_revenue", amount(one.our_revenue)),
            share(one.share_pct),
            paper.say(f"segment.{one.test.result}") if one.test else NOTHING,
        ]
        for name, one in found.segments.items()
    ]
    rows.append(
        [
            paper.say("row.total"),
            "",
            "",
            amount(found.segments_size),
            share(found.weighted_growth_pct),
            amount(found.our_revenue),
            share(found.share_pct),
            "",
        ]
    )
    heads = ["segment", "need", "is_new", "market_size", "growth", "our_sales", "our_share"]
    heads += ["test"]
    return paper.grid(
        paper.say("t.segments", unit=paper.money_unit()), paper.heads(*heads), rows, totals=1
    )


def _market(paper: Paper) -> Iterator[Block]:
    yield from paper.prose(
        "mkt_scope_choice",
        "mkt_scope_reason",
        "mkt_definition",
        "mkt_size",
        "mkt_growth",
        "mkt_customer_profile",
    )
    yield from paper.tables("mkt_competitors")
    yield from paper.prose("mkt_goal_hint", "mkt_purpose_check")


def selection(paper: Paper) -> Iterator[Block]:
    """All candidates, ranked; their weights are the first line."""
    found = paper.figure("selection")
    if found is None:
        yield from paper.tables("sel_candidates")
        return
    weights = [paper.given("sel_weights", name, "weight") for name in CRITERIA]
    rows: list[Line] = [[paper.say("col.weight"), *weights, "100", "", ""]]
    rows += [
        [
            paper.words.named("sel_candidates", name),
            *(figure(found.candidates[name].scores.get(one)) for one in CRITERIA),
            figure(found.candidates[name].total),
            paper.given(
                "sel_relationship",
                name,
                "relative_strength",
                figure(found.candidates[name].relative_strength),
            ),
            _type(paper, found.candidates[name]),
        ]
        for name in found.ranking
    ]
    yield paper.grid(
        paper.say("t.selection"),
        [
            *paper.heads("candidate"),
            *(paper.say(f"criterion.{one}") for one in CRITERIA),
            paper.say("row.total"),
            *paper.heads("strength", "type"),
        ],
        rows,
        internal=True,
    )
    yield from paper.prose("sel_cutoff")
    yield from _candidates(paper)
    yield from paper.tables("sel_relationship", "sel_anchors")


def _candidates(paper: Paper) -> Iterator[Block]:
    """What is known of each candidate: the numbers, then the words behind the scores."""
    for key, table in (
        ("t.candidates", paper.table("sel_candidates", without=NOTES)),
        ("t.candidate_notes", paper.table("sel_candidates", only=("candidate_id", "name", *NOTES))),
    ):
        if table is not None:
            yield replace(table, title=paper.say(key, unit=paper.money_unit()))


def _type(paper: Paper, one: Any) -> str:
    return paper.say(f"account.{one.account_type}") if one.account_type else NOTHING
