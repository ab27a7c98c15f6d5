"""The value chain of the account, and what we can add to it."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from kamguide.plan.blocks import Block, Chart, Series
from kamguide.plan.paper import Paper, amount

KINDS: Final = ("revenue", "displacement", "avoidance")
ACTIVITIES: Final = (
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
OPPORTUNITIES: Final = (
    "vc_revenue_opps",
    "vc_displacement_opps",
    "vc_avoidance_opps",
    "vc_intangible_opps",
)
IN_THE_TEXT: Final = ("gross_sales", "customer_margin_pct")
"""Columns that the calculation in words repeats."""


def part(paper: Paper) -> Iterator[Block]:
    """The chain, where it differs, the value by activity and kind, the opportunities."""
    yield from paper.tables("vc_activities", "vc_differences")
    yield from paper.prose("vc_linkages")
    found = paper.figure("value")
    if found is not None and paper.rows("vc_activities"):
        yield _summary(paper, found)
    for name in OPPORTUNITIES:
        if (table := paper.table(name, without=IN_THE_TEXT)) is not None:
            yield table
    yield from paper.prose("vc_summary_comment")


def _summary(paper: Paper, found: Any) -> Chart:
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
    kinds = [paper.say(f"kind.{kind}") for kind in KINDS]
    table = paper.grid(
        paper.say("t.value", unit=paper.money_unit()),
        [
            *paper.heads("activity"),
            *kinds,
            *paper.heads("annual", "expected"),
            paper.say("kind.intangible"),
        ],
        rows,
        totals=1,
    )
    series = [
        Series(name, _by_activity(found, kind)) for kind, name in zip(KINDS, kinds, strict=True)
    ]
    points = [paper.say(f"activity.{name}") for name in ACTIVITIES]
    return paper.chart("value", table, points, series, unit=paper.money_unit())


def _by_activity(found: Any, kind: str) -> tuple[Decimal | None, ...]:
    cells = (found.cells.get(one, {}).get(kind) for one in ACTIVITIES)
    return tuple(one.annual if one else None for one in cells)
