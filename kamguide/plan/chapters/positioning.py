"""Appendix C: key account management in the company."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from kamguide.analysis.relationship import STAGES
from kamguide.plan.blocks import Block, Cell, Chart, Series, Table
from kamguide.plan.paper import NOTHING, Paper, figure, measured, share

SIGN = ("trend", "sign", "likelihood", "impact")
TESTS = ("valued", "rare", "hard_to_copy", "sustained")


def chapter(paper: Paper) -> Iterator[Block]:
    """The statement, its parts, the two tests, and the indicators of the relationship."""
    yield from paper.prose("kam_statement", "kam_task", "kam_role")
    yield from paper.tables("kam_whole", "kam_functions")
    found = paper.figure("positioning")
    if found is not None and not paper.rows("kam_contribution"):
        yield from _contribution(paper, found.contribution)
    yield from paper.tables("kam_contribution", "kam_needs")
    yield from _advantages(paper, found)
    yield from _trends(paper, found)
    yield from _indicators(paper)


def _contribution(paper: Paper, found: Any) -> Iterator[Block]:
    """What was worked out, where nobody has written it down."""
    rows = [
        (paper.say("row.company_revenue"), share(found.revenue_share_pct)),
        (paper.say("row.company_margin"), share(found.margin_share_pct)),
        (paper.say("row.margin_t0"), share(found.margin_t0_pct)),
        (paper.say("row.margin_t3"), share(found.margin_t3_pct)),
        (paper.say("row.functions"), figure(Decimal(found.functions_in_contact), 0)),
    ]
    known = [row for row in rows if row[1] not in (NOTHING, "0")]
    if known:
        yield paper.grid(
            paper.say("t.contribution"),
            paper.heads("measure", "value"),
            known,
            internal=True,
        )


def _advantages(paper: Paper, found: Any) -> Iterator[Block]:
    """Each advantage against the four tests, and whether it passes them all."""
    rows = paper.rows("kam_advantages")
    if found is None or len(found.advantages) != len(rows):
        yield from paper.tables("kam_advantages")
        return
    lines = [
        [paper.given("kam_advantages", row.key, name) for name in ("advantage", *TESTS)]
        + [Cell(paper.yes(one.is_lasting))]
        for row, one in zip(rows, found.advantages, strict=True)
    ]
    tests = [paper.say(f"test.{name}") for name in TESTS]
    if lines:
        heads = [*paper.heads("advantage"), *tests, *paper.heads("lasting")]
        yield paper.grid(paper.say("t.advantages"), heads, lines)


def _trends(paper: Paper, found: Any) -> Iterator[Block]:
    """Signs of the future with their priority: likelihood times impact."""
    rows = paper.rows("kam_trends")
    if found is None or len(found.trends) != len(rows):
        yield from paper.tables("kam_trends")
        return
    lines = [
        [paper.given("kam_trends", row.key, name) for name in SIGN]
        + [Cell(str(one.priority))]
        + [paper.given("kam_trends", row.key, name) for name in ("change", "assumption_id")]
        for row, one in zip(rows, found.trends, strict=True)
    ]
    heads = ["trend_sign", "sign", "likelihood", "impact", "priority", "our_change", "assumption"]
    if lines:
        yield paper.grid(paper.title("kam_trends"), paper.heads(*heads), lines)


def _indicators(paper: Paper) -> Iterator[Block]:
    """Eight indicators seen from both sides."""
    ours = paper.rows("rel_indicators_us")
    if not ours or not paper.rows("rel_indicators_customer"):
        if (alone := paper.table("rel_indicators_us")) is not None:
            yield _levels(paper, alone)
        yield from paper.tables("rel_indicators_customer")
        return
    columns = [
        one.id
        for one in paper.flow.tables["rel_indicators_customer"].columns
        if one.id not in ("indicator", "level")
    ][:1]
    lines = [
        [
            Cell(paper.cell("rel_indicators_us", row, "indicator")),
            paper.given("rel_indicators_us", row.key, "level"),
            *(paper.given("rel_indicators_customer", row.key, one) for one in ("level", *columns)),
        ]
        for row in ours
    ]
    heads = ["indicator", "us", "customer", "how_known"][: 3 + len(columns)]
    yield _levels(paper, paper.grid(paper.say("t.indicators"), paper.heads(*heads), lines))


def _levels(paper: Paper, table: Table) -> Chart:
    """How far each indicator is, as we see it and as the customer does."""
    ours = paper.rows("rel_indicators_us")
    theirs = {row.key: row["level"] for row in paper.rows("rel_indicators_customer")}
    series = [Series(paper.say("col.us"), tuple(measured(row["level"]) for row in ours), "us")]
    if theirs:
        values = tuple(measured(theirs.get(row.key)) for row in ours)
        series.append(Series(paper.say("col.customer"), values, "customer"))
    notes = {f"stage.{at}": paper.say(f"stage.{name}") for at, name in enumerate(STAGES, 1)}
    found = paper.figure("relationship")
    if found is not None:
        notes["level"] = str(found.level)
        notes |= {"target": str(STAGES.index(found.target) + 1)} if found.target else {}
    names = [paper.cell("rel_indicators_us", row, "indicator") for row in ours]
    return paper.chart("relationship", table, names, series, **notes)
