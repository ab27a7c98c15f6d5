"""How the account buys and who decides, and appendix D: what these people need to know."""

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from kamguide.analysis.buying import STAGES
from kamguide.plan.blocks import Block, Cell, Chart, Series, Table
from kamguide.plan.paper import Paper, measured, share


def part(paper: Paper) -> Iterator[Block]:
    """Purchases and authority, the decision-making unit by stage, procedure, pressures."""
    yield from paper.tables("buy_items")
    if (found := paper.figure("purchases")) is not None:
        yield _authority(paper, found)
    yield from paper.tables("buy_authority_limits")
    yield from paper.prose("buy_focus_item", "buy_class_move")
    yield from paper.tables("dmu_members")
    yield from _stages(paper)
    yield from paper.tables("dmu_procedure")
    yield from paper.prose(
        "dmu_final_authority", "dmu_final_evidence", "dmu_veto", "dmu_interaction"
    )
    yield from paper.tables("press_external", "press_internal")
    yield from paper.prose("press_on_decider")


def _authority(paper: Paper, found: Any) -> Block:
    rows = [
        [
            paper.words.named("buy_items", name),
            str(one.score),
            paper.say(f"band.{one.band}"),
            one.level or "–",
            paper.say(f"band.{one.result}"),
        ]
        for name, one in found.items.items()
    ]
    heads = paper.heads("purchase", "score", "by_score", "by_amount", "decides")
    return paper.grid(paper.say("t.authority"), heads, rows)


def _stages(paper: Paper) -> Iterator[Block]:
    """Who takes part in which stage, and behind it how well the stage is covered."""
    matrix, found = paper.table("dmu_stage_matrix"), paper.figure("buying")
    if matrix is None:
        return
    if found is None:
        yield _map(paper, matrix, None)
        return
    codes = list(dict.fromkeys(row["stage"] for row in paper.rows("dmu_stage_matrix")))
    rows = [
        (*row, Cell(share(found.stages[code].coverage_pct) if code in found.stages else ""))
        for code, row in zip(codes, matrix.rows, strict=True)
    ]
    blank = [Cell("")] * (len(matrix.columns) - 1)
    rows.append((Cell(paper.say("row.coverage")), *blank, Cell(share(found.coverage_total_pct))))
    whole = paper.grid(
        matrix.title,
        [*matrix.columns, *paper.heads("coverage")],
        rows,
        totals=1,
        internal=matrix.internal,
    )
    yield _map(paper, replace(whole, place=matrix.place, mark=matrix.mark), found)


def _map(paper: Paper, table: Table, found: Any) -> Chart:
    """Who takes part in which stage, and how they stand to us."""
    given = {
        (row["dmu_id"], row["stage"]): row["involvement"] for row in paper.rows("dmu_stage_matrix")
    }
    series, notes = [], {f"involvement.{one}": paper.say(f"involvement.{one}") for one in range(4)}
    for at, row in enumerate(paper.rows("dmu_members")):
        values = tuple(measured(given.get((row.key, stage))) for stage in STAGES)
        known = "covered" if row["contact_owner"] else "uncovered"
        series.append(Series(paper.words.named("dmu_members", row.key), values, known))
        for name in ("attitude", "influence"):
            if row[name] is not None:
                notes[f"{name}.{at}"] = str(row[name])
    for word in ("covered", "uncovered", "attitude"):
        notes[f"word.{word}"] = paper.say(f"dmu.{word}")
    if found is not None:
        for at, stage in enumerate(STAGES):
            if stage in found.stages:
                notes[f"status.{at}"] = found.stages[stage].status
    points = [paper.say(f"buystage.{stage}") for stage in STAGES]
    return paper.chart("dmu", table, points, series, **notes)


def information(paper: Paper) -> Iterator[Block]:
    """Appendix D: needs, coverage by stage, and how the largest gap is closed."""
    found = paper.figure("buying")
    if found is not None and found.stages:
        rows = [
            [
                paper.say(f"buystage.{name}"),
                paper.say(f"progress.{one.status}"),
                share(one.coverage_pct),
                paper.say(f"cover.{one.band}") if one.band else "–",
                paper.listed([paper.words.named("dmu_members", key) for key in one.leaders]),
            ]
            for name, one in found.stages.items()
        ]
        rows.append([paper.say("row.coverage"), "", share(found.coverage_total_pct), "", ""])
        heads = paper.heads("stage", "state", "coverage", "meaning", "leads")
        yield paper.grid(paper.say("h.coverage"), heads, rows, totals=1, internal=True)
    yield from paper.tables("info_needs")
    yield from paper.prose("info_gap_plan")
