"""The matrix: quadrants, lines, settings, what is suggested, and what moving a score does."""

from decimal import Decimal

import pytest
from hypothesis import strategies as st
from msgspec.structs import replace

from kamguide.analysis.directions import UnitDirection, market_directions
from kamguide.analysis.dpm import (
    DEFAULT_SETTINGS,
    SUGGESTED,
    TONES,
    Matrix,
    Scored,
    Standing,
    matrix_settings,
    placed_on_matrix,
)
from kamguide.errors import CalculationError

from . import worked
from .properties import given


def scored(revenue: object, height: object, own: object, rival: object) -> Scored:
    parts = [None if one is None else Decimal(str(one)) for one in (revenue, height, own, rival)]
    return Scored(*parts)


def placed(*units: Scored, standing: Standing | None = None, **settings: str) -> Matrix:
    names = {f"S{i}": one for i, one in enumerate(units, 1)}
    standings = {"S1": standing} if standing else {}
    return placed_on_matrix(names, matrix_settings(**settings), standings)


@pytest.mark.parametrize(
    ("height", "own", "quadrant"),
    [
        (5, 7, "star"),
        (5, "6.99", "question_mark"),
        ("4.99", 7, "cash_cow"),
        ("4.99", "6.99", "dog"),
    ],
)
def test_the_lines_themselves_are_attractive_and_strong(
    height: object, own: object, quadrant: str
) -> None:
    found = placed(scored(100, height, own, 7)).units["S1"]
    assert found.circle.quadrant == quadrant
    assert found.suggested == SUGGESTED[quadrant]


def test_a_unit_without_revenue_is_new_wherever_it_lies() -> None:
    found = placed(scored(0, 8, 9, 7)).units["S1"]
    assert (found.circle.cell, found.circle.quadrant) == ("star", "new")
    assert (found.suggested, found.also_allowed) == (("enter",), ("maintain",))
    assert (found.circle.radius, found.circle.size) == (None, "none")


@pytest.mark.parametrize(
    ("unit", "standing", "allowed"),
    [
        (scored(9, 6, 8, 7), Standing(Decimal(31), Decimal(20)), ("maintain",)),
        (scored(9, 6, 8, 7), Standing(Decimal(30), Decimal(20)), ()),
        (scored(9, 6, 8, 7), Standing(None, Decimal(20)), ()),
        (scored(9, 4, 8, 7), Standing(growth_pct=Decimal("-0.1")), ("harvest",)),
        (scored(9, 4, 8, 7), Standing(growth_pct=Decimal(0)), ()),
    ],
)
def test_a_dominant_share_or_a_shrinking_market_allows_another_direction(
    unit: Scored, standing: Standing, allowed: tuple[str, ...]
) -> None:
    assert placed(unit, standing=standing).units["S1"].also_allowed == allowed


@pytest.mark.parametrize(
    ("height", "own", "near"),
    [
        ("5.24", 9, ("attractiveness",)),
        ("5.25", 9, ()),
        ("4.76", 9, ("attractiveness",)),
        (9, "10.49", ("strength",)),
        (9, "10.5", ()),
        ("5.1", "9.6", ("attractiveness", "strength")),
    ],
)
def test_a_unit_near_a_line_is_borderline(height: object, own: object, near: object) -> None:
    found = placed(scored(1, height, own, 10)).units["S1"]
    assert found.circle.borderline == near


def test_what_is_not_scored_is_not_placed() -> None:
    for unit in (scored(1, None, 7, 7), scored(1, 5, None, 7), scored(1, 5, 7, 0)):
        found = placed(unit).units["S1"]
        assert found.circle.quadrant is None
        assert found.suggested == ()


def test_midrange_is_advised_when_all_units_lie_on_one_side() -> None:
    units = (scored(1, 6, 7, 7), scored(1, 8, 7, 7))
    assert placed(*units).midrange_advised
    found = placed(*units, threshold="midrange")
    assert (found.threshold, found.units["S1"].circle.quadrant) == (7, "cash_cow")
    assert not placed(scored(1, 4, 7, 7), scored(1, 8, 7, 7)).midrange_advised
    assert placed(threshold="midrange").threshold == 5


def test_zooming_in_moves_circles_but_no_quadrant() -> None:
    near, far = worked.markets_(), worked.markets_(matrix_settings(ratio_max="2"))
    for name, one in near.units.items():
        zoomed = far.units[name].circle
        assert zoomed.quadrant == one.circle.quadrant
        assert abs(zoomed.x or Decimal(0)) >= abs(one.circle.x or Decimal(0))


def test_the_axis_may_show_differences() -> None:
    found = placed(scored(1, 5, 8, 7), scored(1, 5, 1, 9), axis="difference")
    assert found.units["S1"].circle.x == Decimal(1) / 3
    assert found.units["S2"].circle.x == -1


@pytest.mark.parametrize(
    "settings",
    [
        {"ratio_max": "1"},
        {"ratio_max": "wide"},
        {"ratio_max": "Infinity"},
        {"axis": "sideways"},
        {"threshold": "high"},
        {"threshold": "NaN"},
    ],
)
def test_a_setting_without_meaning_is_refused(settings: dict[str, str]) -> None:
    with pytest.raises(CalculationError, match=r"dpm\.setting"):
        matrix_settings(**settings)


def test_a_threshold_may_be_a_number() -> None:
    assert matrix_settings(threshold="5.5").threshold == Decimal("5.5")


def test_every_direction_sets_the_same_tones() -> None:
    assert set(TONES) == {"maintain", "improve", "harvest", "exit", "enter"}
    assert len({frozenset(tones) for tones in TONES.values()}) == 1
    assert {one for each in SUGGESTED.values() for one in each} <= set(TONES)


def test_a_direction_that_is_not_suggested_is_an_override() -> None:
    matrix = placed(scored(1, 6, 8, 7), scored(1, 4, 8, 7), scored(1, 4, 8, 7))
    choices = [UnitDirection("S1", "exit"), UnitDirection("S2", "maintain")]
    found = market_directions(matrix, [*choices, UnitDirection("gone", "exit")])
    assert found.overrides == ("S1",)
    assert found.has_overrides
    assert found.undecided == ("S3",)
    assert not found.all_the_same
    same = [UnitDirection(name, "maintain") for name in matrix.units]
    assert market_directions(matrix, same).all_the_same


scores = st.decimals(0, 10, places=1)
units = st.lists(
    st.builds(Scored, st.decimals(0, 10**6, places=0), scores, scores, scores), max_size=8
)


def matrix_of(found: list[Scored]) -> Matrix:
    names = {f"S{i}": one for i, one in enumerate(found)}
    return placed_on_matrix(names, DEFAULT_SETTINGS, {})


@given(units)
def test_circles_stay_on_the_matrix(found: list[Scored]) -> None:
    for one in matrix_of(found).units.values():
        assert one.circle.x is None or -1 <= one.circle.x <= 1
        assert one.circle.radius is None or 0 <= one.circle.radius <= 1
        if one.circle.ratio is not None:
            assert (one.circle.cell in ("star", "cash_cow")) == (one.circle.ratio >= 1)


@given(units, st.integers(1, 10**4))
def test_the_money_unit_does_not_move_circles(found: list[Scored], unit: int) -> None:
    larger = [
        replace(one, revenue=None if one.revenue is None else one.revenue * unit) for one in found
    ]
    before, after = matrix_of(found), matrix_of(larger)
    for name, one in before.units.items():
        other = after.units[name].circle
        assert (other.quadrant, other.x, other.size) == (
            one.circle.quadrant,
            one.circle.x,
            one.circle.size,
        )


@given(scores, scores, scores, scores)
def test_a_better_score_never_moves_a_unit_right_or_down(
    height: Decimal, own: Decimal, rival: Decimal, gain: Decimal
) -> None:
    one = placed(Scored(Decimal(1), height, own, rival)).units["S1"].circle
    better = placed(Scored(Decimal(1), height + gain, own + gain, rival)).units["S1"].circle
    if one.x is not None and better.x is not None:
        assert better.x >= one.x
    if one.cell == "star":
        assert better.cell == "star"
