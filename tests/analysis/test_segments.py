"""Segments: sums over customers, shares, and the four tests."""

from decimal import Decimal

import pytest
from hypothesis import strategies as st

from kamguide.analysis.pareto import Customer
from kamguide.analysis.segments import (
    CriteriaScores,
    Segment,
    SegmentId,
    segment_sales,
    segments,
)

from .properties import given

names = st.sampled_from([None, "S1", "S2", "S3"])
customer_lists = st.lists(
    st.builds(
        Customer,
        customer_id=st.text(min_size=1, max_size=3),
        revenue=st.decimals(0, 10**6, places=1),
        margin=st.none() | st.decimals(-100, 10**5, places=1),
        segment_id=names,
    ),
    max_size=20,
)


@given(customer_lists)
def test_every_customer_counts_in_one_segment_or_in_none(rows: list[Customer]) -> None:
    found = segment_sales(rows, [SegmentId("S1"), SegmentId("S9")])
    assert sum(found.revenue.values()) + found.unassigned == found.total
    assert found.revenue["S9"] == 0
    assert found.ros_pct["S9"] is None


def test_a_segment_with_an_unknown_margin_has_no_return() -> None:
    rows = [
        Customer("C1", Decimal(10), Decimal(2), "S1"),
        Customer("C2", Decimal(10), None, "S1"),
    ]
    assert segment_sales(rows).ros_pct["S1"] is None


@pytest.mark.parametrize(
    ("scores", "result", "lowest"),
    [
        ((5, 5, 5, 5), "pass", ("size_sufficient", "similarity", "relevance", "reachable")),
        ((4, 9, 9, 9), "watch", ("size_sufficient",)),
        ((4, 9, 4, 9), "fail", ("size_sufficient", "relevance")),
        ((9, 9, 9, 3), "fail", ("reachable",)),
    ],
)
def test_the_lowest_score_decides(
    scores: tuple[int, int, int, int], result: str, lowest: tuple[str, ...]
) -> None:
    found = segments(
        [Segment("S1", Decimal(100))], criteria=[CriteriaScores("S1", *scores)]
    ).segments["S1"]
    assert found.test is not None
    assert (found.test.result, found.test.lowest_criteria) == (result, lowest)


def test_a_segments_own_figure_stands_in_until_customers_are_assigned() -> None:
    rows = [Segment("S1", Decimal(100), our_revenue=Decimal(7))]
    unassigned = segment_sales([Customer("C1", Decimal(50))])
    assert segments(rows).segments["S1"].our_revenue == 7
    assert segments(rows, unassigned).segments["S1"].our_revenue == 7
    assigned = segment_sales([Customer("C1", Decimal(50), segment_id="S1")])
    assert segments(rows, assigned).segments["S1"].share_pct == 50


@pytest.mark.parametrize(
    ("stated", "differs"), [("4.0", False), ("5.0", False), ("5.1", True), ("2.9", True)]
)
def test_growth_that_is_more_than_a_point_off_is_noticed(stated: str, differs: bool) -> None:
    rows = [Segment("S1", Decimal(100), Decimal(3)), Segment("S2", Decimal(100), Decimal(5))]
    found = segments(rows, market_growth=Decimal(stated))
    assert found.weighted_growth_pct == 4
    assert found.growth_differs is differs


def test_nothing_known_of_growth_or_sales_leaves_them_open() -> None:
    found = segments([Segment("S1", Decimal(0))], market_growth=Decimal(3))
    assert found.weighted_growth_pct is None
    assert found.growth_differs is None
    assert found.our_revenue is None
    assert found.share_pct is None


@given(
    st.lists(
        st.tuples(st.decimals(1, 10**6, places=0), st.decimals(-30, 60, places=1)),
        min_size=1,
        max_size=8,
    )
)
def test_weighted_growth_lies_between_the_slowest_and_the_fastest(
    pairs: list[tuple[Decimal, Decimal]],
) -> None:
    rows = [Segment(f"S{i}", size, growth) for i, (size, growth) in enumerate(pairs)]
    found = segments(rows).weighted_growth_pct
    assert found is not None
    rates = [growth for _, growth in pairs]
    assert min(rates) - Decimal("1e-20") <= found <= max(rates) + Decimal("1e-20")
