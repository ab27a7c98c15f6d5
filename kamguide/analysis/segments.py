"""Segments of the market: our sales in each, share, growth, and the four tests.

The lowest of the four scores decides, never their average.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from msgspec import Struct

from kamguide.analysis.arithmetic import ZERO, percent, quotient, total
from kamguide.analysis.pareto import Customer

CRITERIA: Final = ("size_sufficient", "similarity", "relevance", "reachable")
_PASS: Final = 5
_PILOT: Final = 4
_GROWTH_TOLERANCE: Final = Decimal(1)
"""Points by which the stated growth may differ from that of the segments."""


class SegmentId(Struct, frozen=True):
    """A row of `seg_segments`, as far as it names the segment."""

    segment_id: str


class Segment(Struct, frozen=True):
    """A row of `seg_segments`; money in the plan's unit, growth in percent a year."""

    segment_id: str
    market_size: Decimal
    growth_pct: Decimal | None = None
    our_revenue: Decimal | None = None


class CriteriaScores(Struct, frozen=True):
    """A row of `seg_criteria_scores`; scores 0 to 10."""

    segment_id: str
    size_sufficient: int
    similarity: int
    relevance: int
    reachable: int


class SegmentSales(Struct, frozen=True):
    """What the customers of each segment bring us at T0."""

    revenue: Mapping[str, Decimal]
    margin: Mapping[str, Decimal | None]
    """None where a customer of the segment has no margin."""
    ros_pct: Mapping[str, Decimal | None]
    """Return on sales, margin in percent of revenue."""
    total: Decimal
    """All customers, those without a segment too."""
    unassigned: Decimal


class SegmentTest(Struct, frozen=True):
    """The result of the four tests: `pass`, `watch` (usable as a pilot) or `fail`."""

    result: str
    lowest: int
    lowest_criteria: tuple[str, ...]


class SegmentView(Struct, frozen=True):
    """One segment: how large, how fast, and how much of it is ours."""

    segment_id: str
    market_size: Decimal
    growth_pct: Decimal | None
    our_revenue: Decimal | None
    share_pct: Decimal | None
    test: SegmentTest | None


class Segments(Struct, frozen=True):
    """The segments and the market they make up."""

    segments: Mapping[str, SegmentView]
    market_size: Decimal
    """As stated; the sum of the segments where it is not."""
    segments_size: Decimal
    our_revenue: Decimal | None
    share_pct: Decimal | None
    weighted_growth_pct: Decimal | None
    growth_differs: bool | None
    """Whether the stated growth is more than a point off that of the segments."""


def segment_sales(
    customers: Sequence[Customer], segments: Sequence[SegmentId] = ()
) -> SegmentSales:
    """Our revenue and margin in each segment, as the sum over its customers.

    Args:
        customers: Those without a segment count in the total only.
        segments: Segments to list even where no customer belongs to them.
    """
    members: dict[str, list[Customer]] = {one.segment_id: [] for one in segments}
    for one in customers:
        if one.segment_id:
            members.setdefault(one.segment_id, []).append(one)
    revenue = {name: total(one.revenue for one in found) for name, found in members.items()}
    margin = {name: _margin(found) for name, found in members.items()}
    return SegmentSales(
        revenue=revenue,
        margin=margin,
        ros_pct={name: percent(margin[name], revenue[name]) for name in members},
        total=total(one.revenue for one in customers),
        unassigned=total(one.revenue for one in customers if not one.segment_id),
    )


def _margin(customers: Sequence[Customer]) -> Decimal | None:
    if any(one.margin is None for one in customers):
        return None
    return total(one.margin for one in customers)


def segments(
    segments: Sequence[Segment],
    sales: SegmentSales | None = None,
    criteria: Sequence[CriteriaScores] = (),
    market_size: Decimal | None = None,
    market_growth: Decimal | None = None,
) -> Segments:
    """Share and growth by segment and in all, and the four tests.

    Args:
        segments: The segments with their size.
        sales: Our revenue by segment; without it, or while no customer has a segment, the
            segment's own figure stands in.
        criteria: Scores of the four tests.
        market_size: The market as stated, in the plan's unit.
        market_growth: Its growth as stated, percent a year.
    """
    tests = {one.segment_id: _test(one) for one in criteria}
    views = {one.segment_id: _view(one, sales, tests) for one in segments}
    size = total(one.market_size for one in segments)
    known = [one for one in segments if one.growth_pct is not None]
    growth = quotient(
        total(one.market_size * (one.growth_pct or ZERO) for one in known),
        total(one.market_size for one in known),
    )
    ours = _our_revenue(views, sales)
    stated = size if market_size is None else market_size
    return Segments(
        segments=views,
        market_size=stated,
        segments_size=size,
        our_revenue=ours,
        share_pct=percent(ours, stated),
        weighted_growth_pct=growth,
        growth_differs=None
        if growth is None or market_growth is None
        else abs(growth - market_growth) > _GROWTH_TOLERANCE,
    )


def _our_revenue(views: Mapping[str, SegmentView], sales: SegmentSales | None) -> Decimal | None:
    if sales is not None:
        return sales.total
    found = [one.our_revenue for one in views.values() if one.our_revenue is not None]
    return total(found) if found else None


def _view(
    segment: Segment, sales: SegmentSales | None, tests: Mapping[str, SegmentTest]
) -> SegmentView:
    name = segment.segment_id
    ours = segment.our_revenue
    if sales is not None and sales.total > sales.unassigned:
        ours = sales.revenue.get(name, ZERO)
    return SegmentView(
        segment_id=name,
        market_size=segment.market_size,
        growth_pct=segment.growth_pct,
        our_revenue=ours,
        share_pct=percent(ours, segment.market_size),
        test=tests.get(name),
    )


def _test(row: CriteriaScores) -> SegmentTest:
    scores = (row.size_sufficient, row.similarity, row.relevance, row.reachable)
    lowest = min(scores)
    below = [score for score in scores if score < _PASS]
    result = "fail" if below else "pass"
    if below == [_PILOT]:
        result = "watch"
    return SegmentTest(
        result=result,
        lowest=lowest,
        lowest_criteria=tuple(
            name for name, score in zip(CRITERIA, scores, strict=True) if score == lowest
        ),
    )
