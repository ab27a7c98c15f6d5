"""Section 3: who the account is, what it wants, how it stands, how it buys."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from kamguide.analysis.relationship import STAGES
from kamguide.analysis.selection import CRITERIA
from kamguide.plan.blocks import Block, Cell, Chart, Series
from kamguide.plan.chapters import buying, value
from kamguide.plan.paper import (
    FILLED,
    NOTHING,
    Line,
    Paper,
    amount,
    change,
    figure,
    measured,
    share,
)

PERCENT: Final = {"net_margin", "roa", "debt_ratio"}


def chapter(paper: Paper) -> Iterator[Block]:
    """All that is known of the account, part by part; a part that is not there says so."""
    parts = [(key, list(part(paper))) for key, part in _PARTS]
    if not any(content for _, content in parts):
        return
    for key, content in parts:
        yield paper.heading(key)
        yield from content or [paper.nothing(_ASKS[key])]


def wallet(paper: Paper) -> Iterator[Block]:
    """What the account buys in all, and of whom."""
    if (table := paper.table("prof_wallet", without=("basis",))) is not None:
        yield table


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
    forces, table = paper.figure("forces"), paper.table("ind_forces")
    if forces is not None and table is not None:
        average = [Cell(paper.say("row.forces")), Cell(figure(forces.average, 1))]
        blank = [Cell("")] * (len(table.columns) - len(average))
        rows = [*table.rows, (*average, *blank)]
        whole = paper.grid(table.title, [*table.columns], rows, totals=1, internal=table.internal)
        given = paper.rows("ind_forces")
        strengths = tuple(measured(row["intensity"]) for row in given)
        names = [paper.cell("ind_forces", row, "force") for row in given]
        yield paper.chart("forces", whole, names, [Series(table.columns[1].head, strengths)])
    else:
        yield from paper.tables("ind_forces")
    yield from paper.tables("ind_drivers", "acct_sw")


def _finance(paper: Paper) -> Iterator[Block]:
    ratios = paper.figure("ratios")
    if ratios is not None:
        yield _ratios(paper, ratios)
    yield from paper.tables("fin_improvement")
    yield from paper.prose("fin_conclusion", "fin_source")


def _ratios(paper: Paper, ratios: Any) -> Chart:
    years = sorted(ratios.by_year)
    rows: list[Line] = []
    for name, one in ratios.judgements.items():
        values = [_ratio(name, ratios.by_year[year].get(name)) for year in years]
        words = [
            _judged(paper, f"status.{one.status}", one.status, one.vs_industry_pct),
            _judged(paper, f"trend.{one.trend}", one.trend, one.trend_pct),
            paper.yes(one.needs_improvement),
        ]
        rows.append([paper.say(f"ratio.{name}"), *values, _ratio(name, one.industry), *words])
    table = paper.grid(
        paper.say("t.ratios"),
        [*paper.heads("ratio"), *map(str, years), *paper.heads(*_RATIO_HEADS)],
        rows,
    )
    series = [
        Series(paper.say(f"ratio.{name}"), tuple(ratios.by_year[year].get(name) for year in years))
        for name in ratios.judgements
    ]
    return paper.chart("ratios", table, [*map(str, years)], series, **_held_against(paper, ratios))


def _held_against(paper: Paper, ratios: Any) -> dict[str, str]:
    """The industry's number of each ratio, and the two judgements in words."""
    notes = {"industry": paper.say("col.industry")}
    for at, one in enumerate(ratios.judgements.values()):
        if one.industry is not None:
            notes[f"industry.{at}"] = str(one.industry)
        words = [
            paper.say(f"{kind}.{code}")
            for kind, code in (("status", one.status), ("trend", one.trend))
            if code is not None
        ]
        notes[f"judged.{at}"] = paper.listed(words)
    return notes


_RATIO_HEADS: Final = ("industry", "status", "trend", "improve")


def _ratio(name: str, value: Decimal | None) -> str:
    if name == "debtor_days":
        return amount(value)
    return figure(value, 1 if name in PERCENT else 2)


def _judged(paper: Paper, key: str, code: str | None, percent: Decimal | None) -> str:
    """A judgement in words, and the percentage behind it."""
    if code is None:
        return NOTHING
    return paper.say("judged", word=paper.say(key), percent=change(percent, share(percent)))


def _relationship(paper: Paper) -> Iterator[Block]:
    found = paper.figure("relationship")
    if found is not None:
        yield _ladder(paper, found)
    yield from paper.prose("rel_target_stage", "rel_actions")


def _ladder(paper: Paper, found: Any) -> Chart:
    """Five stages side by side, and where each view of today and the target stand on them."""
    target = STAGES.index(found.target) + 1 if found.target in STAGES else None
    views = [
        (paper.say("row.stage_us"), found.us, "us"),
        (paper.say("row.stage_customer"), found.customer, "customer"),
        (paper.say("row.stage_agreed"), found.level, "today"),
        (paper.say("row.stage_target", year=paper.year(3)), target, "target"),
    ]
    levels = [(name, level, role) for name, level, role in views if level is not None]
    rows = [
        [name, *(FILLED if at == level else "" for at in range(1, len(STAGES) + 1))]
        for name, level, _ in levels
    ]
    stages = [paper.say(f"stage.{name}") for name in STAGES]
    table = paper.grid(paper.say("t.stages"), ["", *stages], rows)
    series = [Series(name, (Decimal(level),), role) for name, level, role in levels]
    return paper.chart("stages", table, stages, series)


def _why(paper: Paper) -> Iterator[Block]:
    """The line of the chosen account; all candidates are in appendix A."""
    found, choice = paper.figure("selection"), paper.answers.value("sel_choice")
    paper.use("sel_choice")
    if found is not None and choice in found.candidates:
        one = found.candidates[choice]
        weights = [paper.given("sel_weights", name, "weight") for name in CRITERIA]
        rows: list[Line] = [
            [paper.say("col.weight"), *weights],
            [paper.say("col.score"), *(figure(one.scores.get(name)) for name in CRITERIA)],
        ]
        rows[0] += [figure(Decimal(100), 0), ""]
        rows[1] += [figure(one.total), paper.say("rank_of", rank=one.rank, n=len(found.ranking))]
        yield paper.grid(
            paper.words.named("sel_candidates", str(choice)),
            [
                "",
                *(paper.say(f"criterion.{name}") for name in CRITERIA),
                paper.say("row.total"),
                paper.say("col.rank"),
            ],
            rows,
            internal=True,
        )
    yield from paper.prose("sel_choice", "sel_reason")


_PARTS = (
    ("h.who", _who),
    ("h.goals", _goals),
    ("h.report", _report),
    ("h.industry", _industry),
    ("h.finance", _finance),
    ("h.value", value.part),
    ("h.relationship", _relationship),
    ("h.buying", buying.part),
    ("h.why", _why),
)
_ASKS: Final = {
    "h.who": ("prof_description", "prof_sites"),
    "h.goals": ("prof_objectives", "ind_priority"),
    "h.report": ("rep_source",),
    "h.industry": ("ind_forces",),
    "h.finance": ("fin_statements",),
    "h.value": value.OPPORTUNITIES,
    "h.relationship": ("rel_indicators_us",),
    "h.buying": ("dmu_members", "buy_items"),
    "h.why": ("sel_choice",),
}
"""Questions by which a part is known to be asked at all."""
