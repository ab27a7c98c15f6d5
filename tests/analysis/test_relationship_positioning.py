"""Stages of the relationship, advantages that last, and trends that need a change."""

from decimal import Decimal

import pytest
from hypothesis import strategies as st

from kamguide.analysis.positioning import Advantage, Trend, positioning
from kamguide.analysis.relationship import STAGES, Indicator, relationship
from kamguide.errors import CalculationError

from . import worked
from .properties import given


def levels(*found: int) -> list[Indicator]:
    return [Indicator(f"i{place}", level) for place, level in enumerate(found)]


def test_a_median_between_two_levels_is_rounded_down() -> None:
    assert relationship(levels(2, 2, 2, 2, 3, 3, 3, 3)).us == 2
    assert relationship(levels(1, 4, 4)).us == 4


def test_the_side_that_sees_less_decides() -> None:
    found = relationship(levels(4, 4, 4), levels(2, 2, 2), "cooperative")
    assert (found.level, found.stage, found.steps) == (2, "basic", 1)
    assert found.seen_differently == ("i0", "i1", "i2")


def test_with_our_view_only_that_is_said() -> None:
    found = relationship(levels(3, 3, 3))
    assert found.our_view_only
    assert (found.customer, found.stage, found.steps) == (None, "cooperative", None)


@pytest.mark.parametrize(("trade", "stage"), [(0, "exploratory"), (1, "integrated")])
def test_without_trade_every_relationship_is_exploratory(trade: int, stage: str) -> None:
    assert relationship(levels(5, 5), levels(5, 5), trade_t0=Decimal(trade)).stage == stage


def test_what_has_no_meaning_is_refused() -> None:
    with pytest.raises(CalculationError, match="no_indicators"):
        relationship([])
    with pytest.raises(CalculationError, match="target"):
        relationship(levels(1), target="married")


def test_the_lowest_indicators_of_the_case_are_named() -> None:
    assert worked.relationship_().lowest == ("planning", "level", "switching")


level = st.integers(1, 5)
sides = st.lists(level, min_size=8, max_size=8)


@given(sides, sides)
def test_the_stage_lies_within_what_both_sides_see(us: list[int], them: list[int]) -> None:
    found = relationship(levels(*us), levels(*them))
    assert found.level == min(found.us, found.customer or 5)
    assert min(us) <= found.us <= max(us)
    assert found.stage == STAGES[found.level - 1]
    assert relationship(levels(*them), levels(*us)).level == found.level


@given(sides, st.integers(0, 7))
def test_a_higher_indicator_never_lowers_the_stage(us: list[int], place: int) -> None:
    better = [min(5, one + 1) if at == place else one for at, one in enumerate(us)]
    assert relationship(levels(*better)).level >= relationship(levels(*us)).level


@pytest.mark.parametrize(
    ("tests", "failing"),
    [
        ((True, True, True, True), None),
        ((False, True, True, True), "valued"),
        ((True, False, False, False), "rare"),
        ((True, True, False, True), "hard_to_copy"),
        ((True, True, True, False), "sustained"),
    ],
)
def test_the_first_failing_test_is_named(tests: tuple[bool, ...], failing: str | None) -> None:
    found = positioning([Advantage("engineers", *tests)])
    assert found.advantages[0].first_failing == failing
    assert found.lasting == (("engineers",) if failing is None else ())


@pytest.mark.parametrize(("likelihood", "impact", "needs"), [(3, 4, True), (5, 2, False)])
def test_a_priority_of_12_needs_a_change(likelihood: int, impact: int, needs: bool) -> None:
    found = positioning(trends=[Trend("scorecards", likelihood, impact)])
    assert found.trends[0].needs_change is needs
    assert found.changes == (("scorecards",) if needs else ())


def test_the_position_of_the_case_rests_on_two_advantages() -> None:
    found = worked.positioning_()
    assert len(found.lasting) == 2
    assert [one.is_assumed for one in found.trends] == [False, True, True]
    assert found.contribution.functions_in_contact == 7
    assert found.changes[-1] == "Groups run their own crate pools"


def test_contributions_that_are_not_known_stay_open() -> None:
    found = positioning([Advantage("engineers")]).contribution
    assert (found.revenue_share_pct, found.margin_t0_pct, found.functions_in_contact) == (
        None,
        None,
        0,
    )
    with pytest.raises(CalculationError, match="nothing"):
        positioning()


@given(st.lists(st.tuples(level, level), min_size=1, max_size=6))
def test_changes_come_by_priority(pairs: list[tuple[int, int]]) -> None:
    found = positioning(trends=[Trend(f"T{i}", *one) for i, one in enumerate(pairs)])
    priorities = {one.trend: one.priority for one in found.trends}
    ordered = [priorities[name] for name in found.changes]
    assert ordered == sorted(ordered, reverse=True)
    assert len(ordered) == sum(a * b >= 12 for a, b in pairs)
