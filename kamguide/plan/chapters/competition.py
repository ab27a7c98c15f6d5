"""Section 4: what the account judges suppliers by, how we compare, and what rivals do."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import zip_longest
from typing import Any, Final

from msgspec.structs import replace

from kamguide.model.answers import Row
from kamguide.model.questions.table import KEY_JOINT
from kamguide.plan.blocks import Block, Cell, Chart, Series
from kamguide.plan.paper import NOTHING, Line, Paper, change, figure, measured

OWN: Final = "own"
LATER: Final = ("target_t3", "competitor_expected_t3")
SWOT: Final = {"S": "strength", "W": "weakness", "O": "opportunity", "T": "threat"}


def chapter(paper: Paper) -> Iterator[Block]:
    """Factors, weighted scores and gaps, competitors, SWOT and pairs."""
    found = paper.figure("csf")
    if found is not None and found.gaps:
        if (factors := paper.table("csf_list", without=("weight",))) is not None:
            yield factors
        yield from paper.prose("csf_competitors")
        yield _scores(paper, found)
        columns = ("csf_id", "supplier", "evidence")
        if (evidence := paper.table("csf_scores", only=columns, with_cell="evidence")) is not None:
            yield replace(evidence, title=paper.say("t.evidence"), place="csf_scores")
    else:
        yield from paper.tables("csf_list", "csf_scores", "csf_own_target")
    if (strategies := paper.table("comp_strategy")) is not None:
        yield paper.heading("h.competitors")
        yield strategies
    if paper.rows("swot_items"):
        yield paper.heading("h.swot")
        yield _swot(paper)
        yield from paper.tables("swot_pairs")


def _scores(paper: Paper, found: Any) -> Chart:
    """Each factor by supplier, the gap to the best of them, and where we want to be at T+3."""
    rivals = [name for name in found.totals if name != OWN]
    given = {
        (row["csf_id"], row["supplier"]): measured(row["score"]) for row in paper.rows("csf_scores")
    }
    targets = {row.key: row for row in paper.rows("csf_own_target")}
    rows: list[Line] = []
    for name, one in found.gaps.items():
        scores = {OWN: one.own} | {rival: given.get((name, rival)) for rival in rivals}
        rows.append(
            [
                paper.words.named("csf_list", name),
                paper.given("csf_list", name, "weight", figure(one.weight, 0)),
                *(
                    paper.given("csf_scores", f"{name}{KEY_JOINT}{by}", "score", figure(score, 1))
                    for by, score in scores.items()
                ),
                change(one.gap, figure(one.gap, 1)),
                paper.say(f"gap.{one.label}") if one.label else NOTHING,
                *(_later(paper, targets.get(name), key) for key in LATER),
            ]
        )
    names = [str(row[0]) for row in rows]
    rows += _totals(paper, found, rivals)
    heads = paper.heads("factor", "weight", "us")
    heads += [paper.words.named("mkt_competitors", name) for name in rivals]
    heads += [*paper.heads("gap", "meaning", "us_t3", "rival_t3")]
    table = paper.grid(paper.say("t.csf"), heads, rows, totals=2, internal=True)
    series = [Series(paper.say("col.us"), tuple(one.own for one in found.gaps.values()))]
    series += [
        Series(
            paper.words.named("mkt_competitors", rival),
            tuple(given.get((name, rival)) for name in found.gaps),
        )
        for rival in rivals
    ]
    wanted = [targets[name]["target_t3"] if name in targets else None for name in found.gaps]
    series.append(Series(paper.say("col.us_t3"), tuple(map(measured, wanted)), "target"))
    return paper.chart("comparison", table, names, series)


def _later(paper: Paper, goal: Row | None, column: str) -> Cell:
    """A score that is expected at T+3."""
    if goal is None:
        return Cell(NOTHING)
    return paper.given("csf_own_target", goal.key, column, figure(measured(goal[column]), 1))


def _totals(paper: Paper, found: Any, rivals: list[str]) -> list[Line]:
    """The weighted totals, and our ratio to the best competitor."""
    later = paper.figure("csf_outlook")
    own_t3 = figure(later.own_t3) if later else NOTHING
    rival_t3 = figure(later.competitor_t3) if later else NOTHING
    ratio_t3 = figure(later.ratio_t3, 3) if later else NOTHING
    blank = [""] * len(rivals)
    totals = [figure(found.totals[name]) for name in rivals]
    return [
        [
            paper.say("row.weighted"),
            figure(Decimal(100), 0),
            figure(found.totals.get(OWN)),
            *totals,
            "",
            "",
            own_t3,
            rival_t3,
        ],
        [paper.say("row.ratio"), "", figure(found.ratio, 3), *blank, "", "", ratio_t3, ""],
    ]


def _swot(paper: Paper) -> Chart:
    """Four boxes: what helps and what hinders, inside us and around us."""
    rows = [*_boxes(paper, "inside", "SW"), *_boxes(paper, "outside", "OT")]
    heads = ["", paper.say("swot.helpful"), paper.say("swot.harmful")]
    table = paper.grid(
        paper.title("swot_items"), heads, rows, internal=paper.is_internal("swot_items")
    )
    items = paper.rows("swot_items")
    texts = [f"{row.key} {paper.cell('swot_items', row, 'text')}" for row in items]
    series = [
        Series(
            paper.say(f"swot.{kind}"),
            tuple(measured(row["importance"]) if row["kind"] == kind else None for row in items),
            role,
        )
        for kind, role in SWOT.items()
    ]
    return paper.chart("swot", table, texts, series, **_pairs(paper, [row.key for row in items]))


def _boxes(paper: Paper, where: str, kinds: str) -> Iterator[list[Cell]]:
    """Two boxes side by side under their names, a cell for each of their items."""
    yield [Cell(paper.say(f"swot.{one}")) for one in (where, *kinds)]
    sides = [
        [
            paper.given("swot_items", row.key, "text")
            for row in paper.rows("swot_items")
            if row["kind"] == kind
        ]
        for kind in kinds
    ]
    for items in zip_longest(*sides, fillvalue=Cell("")):
        yield [Cell(""), *items]


def _pairs(paper: Paper, items: list[str]) -> dict[str, str]:
    """Which items meet, by their numbers, and the idea that follows."""
    notes = {}
    for at, row in enumerate(paper.rows("swot_pairs")):
        meeting = [str(items.index(one)) for one in _keys(row["items"]) if one in items]
        notes[f"pair.{at}"] = ",".join(meeting)
        notes[f"pair_text.{at}"] = f"{row.key} {paper.cell('swot_pairs', row, 'strategy_idea')}"
    return notes


def _keys(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
