"""The smallest change that turns a suggestion, held against trying every one."""

from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamguide.coach.stability import KINDS, WINNER, Kind, Standing, Turn, stability
from kamguide.coach.stability.totals import by_score, by_weight, weight_times, whole
from kamguide.engine.path import path
from kamguide.model.answers import Answers
from tests.coach.case import TODAY, case, flow, with_cell, without_rows
from tests.coach.turning import PLACES, Number, nearest, numbers, turned, variant, verdicts

SEEDS = range(20)


@cache
def of_case(lang: str = "en") -> dict[tuple[str, str], Standing]:
    return found(case(lang))


def found(answers: Answers) -> dict[tuple[str, str], Standing]:
    told = stability(path(flow(), answers, today=TODAY))
    return {(one.level, one.unit): one for one in told.standings}


def with_settings(answers: Answers, **settings: str) -> Answers:
    return Answers(dict(answers.items()), {**answers.settings, **settings})


def distance(one: Standing, kind: Kind) -> Decimal:
    turn, _ = one.flips[kind]
    return abs(turn.after - turn.before)


def place(turn: Turn) -> tuple[str, str, str]:
    table = flow().tables[turn.dial.question]
    key = table.row_key({name: getattr(turn.dial.row, name) for name in table.key_columns})
    return table.id, key or "", turn.dial.column


def change(turn: Turn) -> tuple[str, str]:
    return str(turn.before), str(turn.after)


def compared(answers: Answers, level: str, kind: Kind, furthest: Decimal = Decimal(100)) -> int:
    """Hold what is told up to a distance against trying everything up to it; how many flip."""
    told = {unit: one for (name, unit), one in found(answers).items() if name == level}
    near = {
        unit: one
        for unit, one in told.items()
        if kind in one.flips and distance(one, kind) <= furthest
    }
    tried = nearest(level, answers, kind, furthest)
    assert {unit: one.now for unit, one in told.items()} == verdicts(level, answers)
    assert {unit: one.distance for unit, one in tried.items()} == {
        unit: distance(one, kind) for unit, one in near.items()
    }
    for unit, one in near.items():
        turn, then = one.flips[kind]
        assert (*place(turn), turn.after, then) in tried[unit].turns
    return len(near)


# Against trying everything


@pytest.mark.parametrize("level", PLACES)
def test_nothing_nearer_than_what_is_told_of_the_case_flips_a_suggestion(level: str) -> None:
    compared(case(), level, "score", Decimal("1.5"))
    compared(case(), level, "weight", Decimal(7))


@pytest.mark.parametrize(
    "seed", [SEEDS[0], *(pytest.param(one, marks=pytest.mark.campaign) for one in SEEDS[1:])]
)
def test_trying_every_number_of_a_small_plan_finds_the_same(seed: int) -> None:
    answers = variant(seed)
    assert sum(compared(answers, level, kind) for level in PLACES for kind in KINDS) > 2


@pytest.mark.campaign
@pytest.mark.parametrize("settings", [{}, {"dpm_threshold": "midrange"}], ids=["fixed", "midrange"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("level", PLACES)
def test_trying_every_number_of_the_case_finds_the_same(
    level: str, kind: Kind, settings: dict[str, str]
) -> None:
    compared(with_settings(case(), **settings), level, kind)


def test_what_is_told_of_the_case_happens_and_one_step_less_changes_nothing() -> None:
    for (level, unit), one in of_case().items():
        of_level = {(each.table, each.row, each.column): each for each in numbers(level, case())}
        for turn, then in one.flips.values():
            number: Number = of_level[place(turn)]
            by = turn.after - turn.before
            less = by - turn.dial.step if by > 0 else by + turn.dial.step
            for moved, expected in ((by, then), (less, one.now)):
                after = turned(case(), number, moved)
                assert after is not None
                assert verdicts(level, after)[unit] == expected


# What counts, and what is turned


def test_the_case_is_told_with_its_numbers() -> None:
    turn, then = of_case()["products", "P1"].flips["weight"]
    assert (turn.dial.question, turn.before, turn.after, then) == (
        "pf_factors",
        25,
        32,
        ("improve",),
    )
    turn, then = of_case()["markets", "S4"].flips["score"]
    assert (*change(turn), then) == ("4", "3.5", ("harvest", "exit"))
    assert of_case()["selection", WINNER].now == ("X2",)


def test_one_more_alternative_is_another_suggestion() -> None:
    one = of_case()["markets", "S1"]
    turn, then = one.flips["weight"]
    assert (one.now, then) == (("improve",), ("improve", "exit"))
    assert (turn.dial.question, *change(turn)) == ("dpm_csfs", "10", "20")


def test_a_fact_that_a_formula_scores_is_turned_by_half_points_and_told_as_a_fact() -> None:
    turn, then = of_case()["selection", WINNER].flips["score"]
    assert (place(turn), then) == (("sel_candidates", "X2", "potential_spend"), ("X6",))
    assert turn.before - turn.after == Decimal("4.5")
    assert turn.facts == (Decimal(22_800), Decimal(12_450))
    after = with_cell(case(), *place(turn), turn.facts[1])
    assert verdicts("selection", after)[WINNER] == then


def test_a_fact_beyond_its_anchor_is_turned_from_the_anchor() -> None:
    beyond = with_cell(case(), "sel_candidates", "X2", "potential_spend", Decimal(90_000))
    turn, _ = found(beyond)["selection", WINNER].flips["score"]
    assert turn.before == 10
    assert turn.facts == (Decimal(90_000), 25_000 - 23_000 * (10 - turn.after) / 10)


def test_a_score_that_is_asked_in_whole_points_moves_by_whole_points() -> None:
    answers = case()
    weights = {"location": 40, "buying": 30, "suppliers": 30}
    for row in answers.rows("sel_weights"):
        weight = Decimal(weights.get(row.key, 0))
        answers = with_cell(answers, "sel_weights", row.key, "weight", weight)
    turn, _ = found(answers)["selection", WINNER].flips["score"]
    assert turn.dial.column in ("location_score", "buying_score", "suppliers_score")
    assert turn.dial.step == 1
    assert turn.after % 1 == 0


def test_a_unit_without_revenue_is_entered_whatever_its_scores() -> None:
    for place_ in (("markets", "S6"), ("products", "P5")):
        assert of_case()[place_].is_fixed
        assert of_case()[place_].flips == {}


def test_both_languages_of_the_case_stand_equally_firm() -> None:
    def told(lang: str) -> object:
        return [
            (one.level, one.unit, [(turn.after, then) for turn, then in one.flips.values()])
            for one in of_case(lang).values()
        ]

    assert told("zh") == told("en")


# What cannot be turned


def test_weights_that_do_not_sum_to_100_are_named_and_only_they_are_left_alone() -> None:
    answers = with_cell(case(), "dpm_csfs", "S1|coverage", "weight", Decimal(3))
    report = stability(path(flow(), answers, today=TODAY))
    (one,) = report.unturned
    assert (one.question, one.unit, str(one.sum)) == ("dpm_csfs", "S1", "93")
    after = {(one.level, one.unit): one for one in report.standings}
    turn, _ = after["markets", "S1"].flips["weight"]
    assert turn.dial.question == "dpm_attr_factors"
    assert after["markets", "S2"].flips == of_case()["markets", "S2"].flips
    assert "score" in after["markets", "S1"].flips


def test_a_missing_weight_leaves_its_set_short_of_100() -> None:
    answers = with_cell(case(), "sel_weights", "growth", "weight", None)
    report = stability(path(flow(), answers, today=TODAY))
    assert [(one.question, str(one.sum)) for one in report.unturned] == [("sel_weights", "80")]


def test_a_factor_that_has_all_the_weight_has_none_to_share_with() -> None:
    answers = without_rows(case(), "pf_factors", "PF2", "PF3", "PF4", "PF5")
    answers = with_cell(answers, "pf_factors", "PF1", "weight", Decimal(100))
    answers = without_rows(answers, "csf_list", "F2", "F3", "F4", "F5", "F6")
    answers = with_cell(answers, "csf_list", "F1", "weight", Decimal(100))
    report = stability(path(flow(), answers, today=TODAY))
    one = next(one for one in report.standings if one.unit == "P1")
    assert one.turned == {"score"}
    assert report.unturned == ()


def test_what_is_not_complete_yet_is_left_out() -> None:
    without = case().with_answer("pf_csf_scores", None)
    assert {level for level, _ in found(without)} == {"selection", "markets"}
    assert found(Answers({})) == {}


# Totals in plain numbers


@given(st.data())
def test_a_turned_total_is_the_total_of_turned_numbers(data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, 100), min_size=1, max_size=4)))
    parts = [end - start for start, end in zip([0, *cuts], [*cuts, 100], strict=True)]
    weights = {f"F{at}": Decimal(one) for at, one in enumerate(parts)}
    scores = {
        name: Decimal(data.draw(st.integers(0, 20))) / 2
        for name in weights
        if data.draw(st.integers(0, 9))
    }
    name = data.draw(st.sampled_from(sorted(weights)))
    if name in scores:
        up = {**scores, name: scores[name] + 1}
        assert by_score(weights, scores, name)(Decimal(1)) == (
            whole(weights, up) if whole(weights, scores) is not None else None
        )
    if weights[name] != 100:
        value = Decimal(data.draw(st.integers(0, 100)))
        times = weight_times(weights, name) / 100
        after = {key: one * (100 - value) for key, one in weights.items()}
        after[name] = value * times
        line = by_weight(weights, scores, name)
        assert line(value - weights[name]) == whole(after, scores)
