"""The smallest change that turns a suggestion, held against trying every one."""

from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamguide.coach.stability import KINDS, MOST, WINNER, Kind, Standing, Turn, stability
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


@pytest.mark.parametrize("seed", SEEDS[:2])
def test_trying_every_number_of_a_small_plan_finds_the_same(seed: int) -> None:
    answers = variant(seed)
    assert sum(compared(answers, level, kind) for level in PLACES for kind in KINDS) > 2


@pytest.mark.campaign
@pytest.mark.parametrize("seed", SEEDS[2:])
def test_trying_every_number_of_20_small_plans_finds_the_same(seed: int) -> None:
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
