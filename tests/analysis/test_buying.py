"""Buying: authority, stages that count, coverage, and what more contact does to it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import strategies as st
from msgspec.structs import replace

from kamguide.analysis.buying import (
    STAGE_NEEDS,
    STAGES,
    BuyItem,
    Involvement,
    Limit,
    Member,
    Need,
    Procedure,
    buying,
    earliest_contract,
    purchases,
)

from . import worked
from .properties import given

LIMITS = [
    Limit("Committee"),
    Limit("Buyer", Decimal(50)),
    Limit("Head", Decimal(1000)),
]


def item(*factors: int, amount: int | None = None) -> BuyItem:
    return BuyItem("I1", "new_buy", *factors, None if amount is None else Decimal(amount))


@pytest.mark.parametrize(
    ("factors", "band"),
    [
        ((1, 1, 1), "buyer"),
        ((1, 1, 2), "buyer"),
        ((1, 2, 2), "head"),
        ((2, 2, 2), "head"),
        ((3, 2, 2), "committee"),
        ((3, 3, 3), "committee"),
    ],
)
def test_three_factors_give_the_band(factors: tuple[int, ...], band: str) -> None:
    found = purchases([item(*factors)]).items["I1"]
    assert (found.score, found.band, found.result) == (sum(factors), band, band)


@pytest.mark.parametrize(
    ("amount", "level", "by_amount"),
    [
        (50, "Buyer", "buyer"),
        (51, "Head", "head"),
        (1000, "Head", "head"),
        (1001, "Committee", "committee"),
    ],
)
def test_the_first_limit_at_or_above_the_amount_decides(
    amount: int, level: str, by_amount: str
) -> None:
    found = purchases([item(1, 1, 1, amount=amount)], LIMITS).items["I1"]
    assert (found.level, found.band_by_amount, found.result) == (level, by_amount, by_amount)


def test_the_higher_of_score_and_amount_is_the_result() -> None:
    found = purchases([item(3, 3, 3, amount=10)], LIMITS).items["I1"]
    assert (found.band_by_amount, found.result) == ("buyer", "committee")


def test_an_amount_beyond_all_limits_goes_to_the_committee() -> None:
    found = purchases([item(1, 1, 1, amount=60)], [Limit("Buyer", Decimal(50))]).items["I1"]
    assert found.is_beyond_limits
    assert (found.level, found.result) == (None, "committee")
    unknown = purchases([item(1, 1, 1)], LIMITS).items["I1"]
    assert (unknown.level, unknown.is_beyond_limits) == (None, False)


def test_buy_classes_need_their_stages() -> None:
    assert set(STAGE_NEEDS["new_buy"].values()) == {"needed"}
    assert STAGE_NEEDS["modified_rebuy"]["search"] == "maybe"
    rebuy = STAGE_NEEDS["straight_rebuy"]
    assert [stage for stage in STAGES if rebuy[stage] == "needed"] == ["solution", "monitor"]
    assert purchases([item(1, 1, 1)], focus="I9").focus_stages == {}


ANNA = Member("D1", 5, 2, "M1", "technical")
BORIS = Member("D2", 3, -1, None, "quality")
CELLS = [
    Involvement("evaluate", "D1", 3),
    Involvement("evaluate", "D2", 2),
    Involvement("select", "D1", 1),
]


def test_coverage_weighs_influence_and_involvement() -> None:
    stage = buying([ANNA, BORIS], CELLS).stages["evaluate"]
    assert (stage.weight, stage.covered) == (21, Decimal("7.5"))
    assert stage.band == "thin"
    met = buying([ANNA, BORIS], CELLS, needs=[Need("N1", "D1", "evaluate", "met")])
    assert met.stages["evaluate"].covered == 15
    half = [Need("N1", "D1", "evaluate", "met"), Need("N2", "D1", "evaluate", "partly")]
    assert buying([ANNA, BORIS], CELLS, needs=half).stages["evaluate"].covered == Decimal("7.5")


def test_who_is_only_informed_carries_no_weight() -> None:
    stage = buying([ANNA], CELLS).stages["select"]
    assert (stage.participants, stage.coverage_pct, stage.band) == ((), None, None)
    assert stage.nobody_leads


@pytest.mark.parametrize(
    ("weights", "band"), [((7, 3), "good"), ((4, 6), "partial"), ((3, 7), "thin")]
)
def test_exact_percentages_fall_into_the_higher_band(weights: tuple[int, int], band: str) -> None:
    members = [Member("D1", weights[0], 0, "M1"), Member("D2", weights[1])]
    cells = [Involvement("agree", "D1", 2), Involvement("agree", "D2", 2)]
    found = buying(members, cells, needs=[Need("N1", "D1", "agree", "met")])
    assert found.coverage_band == band


def test_three_leaders_are_too_many() -> None:
    members = [Member(f"D{i}", 1) for i in range(3)]
    cells = [Involvement("agree", f"D{i}", 3) for i in range(3)]
    assert buying(members, cells).stages["agree"].too_many_lead
    assert not buying(members, cells[:2]).stages["agree"].too_many_lead


def test_done_and_skipped_stages_do_not_count() -> None:
    rows = [Procedure("evaluate", Decimal(8), "done"), Procedure("select", Decimal(2), "skipped")]
    found = buying([ANNA, BORIS], CELLS, rows)
    assert found.coverage_total_pct is None
    assert found.weeks_to_contract == 0


def test_a_stage_that_the_class_skips_counts_only_when_planned() -> None:
    rebuy = STAGE_NEEDS["straight_rebuy"]
    assert not buying([ANNA], CELLS, stage_needs=rebuy).stages["evaluate"].is_open
    planned = [Procedure("evaluate", Decimal(8))]
    assert buying([ANNA], CELLS, planned, stage_needs=rebuy).stages["evaluate"].is_open


def test_weeks_count_up_to_the_agreement() -> None:
    rows = [
        Procedure("select", Decimal(2), "now"),
        Procedure("agree", None),
        Procedure("monitor", Decimal(12)),
    ]
    assert buying([ANNA], CELLS, rows).weeks_to_contract == 2


def test_part_weeks_end_on_the_next_whole_day() -> None:
    assert earliest_contract(Decimal(23), date(2027, 1, 4)) == date(2027, 6, 14)
    assert earliest_contract(Decimal("0.5"), date(2027, 1, 4)) == date(2027, 1, 8)


@pytest.mark.parametrize(
    ("needs", "covered"),
    [
        ([], False),
        ([Need("N1", "D1", "agree", "partly")], False),
        ([Need("N1", "D1", "agree", "met")], True),
        ([Need("N1", "D1", "agree", "met"), Need("N2", "D1", "select")], False),
    ],
)
def test_the_decider_is_covered_by_contact_and_met_needs(needs: list[Need], covered: bool) -> None:
    assert buying([ANNA], CELLS, needs=needs, final_authority="D1").decider_covered is covered
    alone = replace(ANNA, contact_owner=None)
    assert buying([alone], CELLS, needs=needs, final_authority="D1").decider_covered is False
    assert buying([ANNA], CELLS, needs=needs).decider_covered is None


def test_gaps_of_the_case_come_by_influence() -> None:
    found = worked.buying_()
    assert [one.need_id for one in found.gaps] == ["N1", "N2", "N6", "N8", "N5", "N7", "N9"]
    assert found.without_contact == ("D8",)
    assert found.decider_covered is False
    assert len(found.functions_in_contact) == 7
    assert found.stages["evaluate"].leaders == ("D4",)


def test_people_that_are_no_longer_listed_do_not_count() -> None:
    found = buying(
        [ANNA], [*CELLS, Involvement("agree", "gone", 3)], needs=[Need("N", "gone", "agree")]
    )
    assert found.stages["agree"].nobody_leads
    assert found.gaps == ()


members = st.lists(
    st.builds(
        Member,
        st.sampled_from(["D1", "D2", "D3", "D4"]),
        st.integers(1, 5),
        st.integers(-2, 2),
        st.sampled_from([None, "M1"]),
    ),
    min_size=1,
    unique_by=lambda one: one.dmu_id,
)
involvements = st.lists(
    st.builds(
        Involvement,
        st.sampled_from(STAGES),
        st.sampled_from(["D1", "D2", "D3", "D4"]),
        st.integers(0, 3),
    ),
    unique_by=lambda one: (one.stage, one.dmu_id),
)


@given(members, involvements)
def test_coverage_and_support_stay_in_their_bounds(
    people: list[Member], cells: list[Involvement]
) -> None:
    found = buying(people, cells)
    assert found.coverage_total_pct is None or 0 <= found.coverage_total_pct <= 100
    assert found.support_index is not None
    assert -1 <= found.support_index <= 1


@given(members, involvements)
def test_a_contact_for_everybody_never_lowers_coverage(
    people: list[Member], cells: list[Involvement]
) -> None:
    known = [replace(one, contact_owner="M1") for one in people]
    before, after = buying(people, cells), buying(known, cells)
    if before.coverage_total_pct is not None:
        assert after.coverage_total_pct is not None
        assert after.coverage_total_pct >= before.coverage_total_pct


@given(members, involvements)
def test_the_order_of_people_and_cells_does_not_matter(
    people: list[Member], cells: list[Involvement]
) -> None:
    one, other = buying(people, cells), buying(people[::-1], cells[::-1])
    assert one.coverage_total_pct == other.coverage_total_pct
    assert one.support_index == other.support_index
