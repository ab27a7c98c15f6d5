"""Section 3: who the account is, what it wants, how it stands, how it buys."""

from collections.abc import Iterator
from typing import Any

from kamguide.messages import say
from kamguide.plan.blocks import Block, Cell
from kamguide.plan.paper import Paper, amount, figure

STAGES = ("problem", "define", "solution", "search", "evaluate", "select", "agree", "monitor")
KINDS = ("revenue", "displacement", "avoidance")
ACTIVITIES = (
    "inbound",
    "operations",
    "outbound",
    "marketing_sales",
    "service",
    "infrastructure",
    "hr",
    "technology",
    "procurement",
)


def chapter(paper: Paper) -> Iterator[Block]:
    """All that is known of the account, part by part; parts without answers are left out."""
    for key, part in _PARTS:
        content = list(part(paper))
        if content:
            yield paper.heading(key)
            yield from content


def _who(paper: Paper) -> Iterator[Block]:
    yield from paper.prose("prof_description")
    yield from paper.tables("prof_sites", "prof_business_lines", "prof_suppliers")


def _goals(paper: Paper) -> Iterator[Block]:
    yield from paper.tables("prof_objectives")
    yield from paper.prose("ind_priority")


def _report(paper: Paper) -> Iterator[Block]:
    yield from paper.prose(
        "rep_source", "rep_achievements", "rep_issues", "rep_objectives", "rep_strategies"
    )
    yield from paper.tables("rep_opportunities")


def _industry(paper: Paper) -> Iterator[Block]:
    yield from paper.tables("ind_forces")
    forces = paper.figures.get("forces")
    if forces is not None:
        yield paper.grid(
            "", [paper.say("row.forces"), ""], [["", f"{figure(forces.average, 1)} / 5"]]
        )
    yield from paper.tables("ind_drivers", "acct_sw")


def _finance(paper: Paper) -> Iterator[Block]:
    ratios = paper.figures.get("ratios")
    if ratios is not None:
        yield _ratios(paper, ratios)
    yield from paper.tables("fin_improvement")
    yield from paper.prose("fin_conclusion", "fin_source")


def _ratios(paper: Paper, ratios: Any) -> Block:
    years = sorted(ratios.by_year)
    rows: list[list[str | Cell]] = []
    for name, one in ratios.judgements.items():
        values = [figure(ratios.by_year[year].get(name)) for year in years]
        words = [
            paper.say(f"status.{one.status}") if one.status else "–",
            paper.say(f"trend.{one.trend}") if one.trend else "–",
            say("value.yes" if one.needs_improvement else "value.no", paper.lang),
        ]
        rows.append([paper.say(f"ratio.{name}"), *values, figure(one.industry), *words])
    heads = ["col.industry", "col.status", "col.trend", "col.improve"]
    return paper.grid(
        paper.say("t.ratios"),
        [paper.say("col.ratio"), *map(str, years), *(paper.say(head) for head in heads)],
        rows,
    )


def _value(paper: Paper) -> Iterator[Block]:
    yield from paper.tables("vc_activities", "vc_differences")
    yield from paper.prose("vc_linkages")
    found = paper.figures.get("value")
    if found is not None:
        yield _value_summary(paper, found)
    yield from paper.tables(
        "vc_revenue_opps", "vc_displacement_opps", "vc_avoidance_opps", "vc_intangible_opps"
    )
    yield from paper.prose("vc_top_choice", "vc_summary_comment")


def _value_summary(paper: Paper, found: Any) -> Block:
    rows: list[list[str]] = []
    for name in ACTIVITIES:
        cells = found.cells.get(name, {})
        whole = found.by_activity.get(name)
        intangible = found.intangible_by_activity.get(name)
        rows.append(
            [paper.say(f"activity.{name}")]
            + [amount(cells[kind].annual) if kind in cells else "–" for kind in KINDS]
            + [amount(whole.annual) if whole else "–", amount(whole.expected) if whole else "–"]
            + [str(intangible) if intangible else "–"]
        )
    rows.append(
        [paper.say("row.total")]
        + [amount(found.by_kind[kind].annual) for kind in KINDS]
        + [amount(found.total.annual), amount(found.total.expected)]
        + [str(found.intangible_importance)]
    )
    heads = [f"kind.{kind}" for kind in KINDS]
    heads += ["col.annual", "col.expected", "kind.intangible"]
    return paper.grid(
        paper.say("t.value", unit=paper.money_unit()),
        [paper.say("col.activity"), *(paper.say(head) for head in heads)],
        rows,
        totals=1,
    )


def _relationship(paper: Paper) -> Iterator[Block]:
    found = paper.figures.get("relationship")
    if found is not None:
        target = paper.text("rel_target_stage")
        yield paper.grid(
            "",
            [paper.say("col.today"), paper.say("col.us"), paper.say("col.customer"), paper.year(3)],
            [
                [
                    paper.say(f"stage.{found.stage}"),
                    str(found.us or "–"),
                    str(found.customer or "–"),
                    Cell(target or "–"),
                ]
            ],
        )
    yield from paper.prose("rel_target_stage", "rel_actions")


def _buying(paper: Paper) -> Iterator[Block]:
    yield from paper.tables("buy_items")
    if (found := paper.figures.get("purchases")) is not None:
        yield _authority(paper, found)
    yield from paper.tables("buy_authority_limits")
    yield from paper.prose("buy_focus_item", "buy_class_move")
    yield from paper.tables("dmu_members", "dmu_stage_matrix", "dmu_procedure")
    yield from paper.prose(
        "dmu_final_authority", "dmu_final_evidence", "dmu_veto", "dmu_interaction"
    )
    yield from paper.tables("press_external", "press_internal")
    yield from paper.prose("press_on_decider")


def _authority(paper: Paper, found: Any) -> Block:
    rows: list[list[str | Cell]] = [
        [
            paper.words.named("buy_items", name),
            str(one.score),
            Cell(paper.say(f"band.{one.band}")),
            Cell(one.level or "–"),
            Cell(paper.say(f"band.{one.result}")),
        ]
        for name, one in found.items.items()
    ]
    heads = ["col.purchase", "col.score", "col.by_score", "col.by_amount", "col.decides"]
    return paper.grid(paper.say("t.authority"), [paper.say(head) for head in heads], rows)


def _why(paper: Paper) -> Iterator[Block]:
    found = paper.figures.get("selection")
    if found is not None:
        rows: list[list[str | Cell]] = [
            [
                paper.words.named("sel_candidates", name),
                *(figure(value) for value in found.candidates[name].scores.values()),
                figure(found.candidates[name].total),
                Cell(_type(paper, found.candidates[name])),
            ]
            for name in found.ranking
        ]
        heads = ["potential_spend", "margin", "growth", "location", "buying", "suppliers"]
        yield paper.grid(
            paper.say("t.selection"),
            [paper.say("col.candidate"), *(paper.say(f"criterion.{one}") for one in heads)]
            + [paper.say("row.total"), paper.say("col.type")],
            rows,
        )
    yield from paper.prose("sel_choice", "sel_reason")


def _type(paper: Paper, one: Any) -> str:
    return paper.say(f"account.{one.account_type}") if one.account_type else "–"


_PARTS = (
    ("h.who", _who),
    ("h.goals", _goals),
    ("h.report", _report),
    ("h.industry", _industry),
    ("h.finance", _finance),
    ("h.value", _value),
    ("h.relationship", _relationship),
    ("h.buying", _buying),
    ("h.why", _why),
)
