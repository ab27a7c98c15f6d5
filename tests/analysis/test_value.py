"""Value for the customer: what counts, what stays out, and sums that agree with each other."""

from decimal import Decimal

import pytest
from hypothesis import strategies as st

from kamguide.analysis.value import (
    ACTIVITIES,
    CostOpportunity,
    IntangibleOpportunity,
    RevenueOpportunity,
    revenue_values,
    value,
    value_opportunities,
)
from kamguide.errors import CalculationError

from .properties import given


def test_extra_sales_count_only_with_the_customers_margin() -> None:
    rows = [RevenueOpportunity("V1", Decimal(1600), Decimal(30))]
    assert revenue_values(rows) == {"V1": 480}
    assert value(value_opportunities(rows)).total.annual == 480


def test_intangible_value_is_never_money() -> None:
    found = value(
        value_opportunities(intangible=[IntangibleOpportunity("V9", 4, "service")]),
        chosen=("V9",),
    )
    assert found.total.annual == 0
    assert found.selected.annual == 0
    assert found.intangible_importance == 4
    assert found.intangible_by_activity["service"] == 4
    assert found.verified_pct is None
    assert found.best_activity is None


def test_what_is_not_known_of_an_opportunity_is_left_out() -> None:
    found = value(value_opportunities(avoidance=[CostOpportunity("V6", Decimal(120))]))
    one = found.opportunities["V6"]
    assert (one.expected, one.three_year, one.three_year_expected) == (None, None, None)
    assert (found.total.annual, found.total.expected) == (120, 0)
    assert found.by_activity["service"].annual == 0


@pytest.mark.parametrize(("start", "years"), [("T+1", 3), ("T+2", 2), ("T+3", 1)])
def test_an_opportunity_counts_from_its_start_year_on(start: str, years: int) -> None:
    row = CostOpportunity("V3", Decimal(10), "hr", Decimal(50), start)
    found = value(value_opportunities(displacement=[row]))
    assert (found.three_year.annual, found.three_year.expected) == (10 * years, 5 * years)


def test_the_activity_with_the_most_expected_value_is_named() -> None:
    from_two = [
        CostOpportunity("V1", Decimal(100), "inbound", Decimal(10)),
        CostOpportunity("V2", Decimal(40), "hr", Decimal(90)),
    ]
    assert value(value_opportunities(displacement=from_two)).best_activity == "hr"


def test_value_is_compared_with_what_they_pay_us() -> None:
    row = CostOpportunity("V3", Decimal(100), "hr", Decimal(50), "T+1", "joint")
    found = value(value_opportunities(displacement=[row]), account_revenue=Decimal(1000))
    assert (found.value_to_spend_pct, found.verified_pct) == (5, 100)
    assert value(value_opportunities(displacement=[row]), (), Decimal(0)).value_to_spend_pct is None


def test_without_opportunities_there_is_no_value() -> None:
    with pytest.raises(CalculationError, match="no_opportunities"):
        value_opportunities()


costs = st.lists(
    st.builds(
        CostOpportunity,
        st.uuids().map(str),
        st.integers(0, 10**6).map(Decimal),
        st.sampled_from(ACTIVITIES),
        st.integers(0, 100).map(Decimal),
        st.sampled_from(["T+1", "T+2", "T+3"]),
        st.sampled_from(["customer", "joint", "ours"]),
    ),
    max_size=8,
)


@given(costs, costs.filter(bool))
def test_rows_columns_and_cells_add_up_to_the_total(
    displaced: list[CostOpportunity], avoided: list[CostOpportunity]
) -> None:
    found = value(value_opportunities(displacement=displaced, avoidance=avoided))
    for part in ("annual", "expected"):
        whole = getattr(found.total, part)
        assert sum(getattr(one, part) for one in found.by_kind.values()) == whole
        assert sum(getattr(one, part) for one in found.by_activity.values()) == whole
        cells = [one for row in found.cells.values() for one in row.values()]
        assert sum(getattr(one, part) for one in cells) == whole
    assert found.total.expected <= found.total.annual
    assert found.total.annual <= found.three_year.annual <= 3 * found.total.annual
    assert found.verified_pct is None or 0 <= found.verified_pct <= 100


@given(costs.filter(bool), st.integers(0, 8))
def test_what_is_chosen_is_a_part_of_the_total(rows: list[CostOpportunity], count: int) -> None:
    chosen = tuple(one.opp_id for one in rows[:count])
    found = value(value_opportunities(avoidance=rows), chosen)
    assert found.selected.annual == sum(one.annual_value for one in rows[:count])
    assert found.selected.annual <= found.total.annual
