"""The smallest change that turns a suggestion, held against trying every one."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamguide.analysis.strength import Factor
from kamguide.coach.stability import (
    LEVELS,
    MOST,
    STEP,
    WINNER,
    Dial,
    Kind,
    Level,
    Stability,
    stability,
    turned_rows,
)
from kamguide.engine.figures import Figures, Memory
from kamguide.model.answers import Answers, Row
from tests.coach.case import TODAY, case, flow, path

NAMES = {"selection": "selection", "markets": "markets", "products": "products"}
MEMORY = Memory()


@cache
def of_case(lang: str = "en") -> dict[tuple[str, str], Stability]:
    return found(case(lang))


def found(answers: Answers) -> dict[tuple[str, str], Stability]:
    return {(one.level, one.unit): one for one in stability(path(flow(), answers, today=TODAY))}


def verdicts(level: str, answers: Answers) -> Mapping[str, str]:
    """What the figures of the plan say."""
    figures = Figures(flow(), answers, today=TODAY, memory=MEMORY)
    if level == "selection":
        ranking = figures.get("selection.ranking")
        return {WINNER: ranking[0]} if ranking else {}
    return dict(figures.get(f"{level}.suggested") or {})


def with_rows(answers: Answers, table: str, rows: tuple[Row, ...]) -> Answers:
    return answers.with_answer(table, replace(answers[table], rows=rows))


def turned(answers: Answers, dial: Dial, row: Row, value: Decimal) -> Answers | None:
    """The answers with one number changed, the other weights of its set in proportion."""
    rows = answers.rows(dial.question)
    if dial.kind == "score":
        changed = [
            replace(one, cells={**one.cells, dial.column: value}) if one.key == row.key else one
            for one in rows
        ]
        return with_rows(answers, dial.question, tuple(changed))
    now = Decimal(str(row["weight"]))
    if now == 100:
        return None
    changed = []
    for one in rows:
        in_set = not dial.of or one[dial.of] == row[dial.of]
        weight = Decimal(str(one["weight"])) * (100 - value) / (100 - now)
        new = value if one.key == row.key else weight if in_set else one["weight"]
        changed.append(replace(one, cells={**one.cells, "weight": new}))
    return with_rows(answers, dial.question, tuple(changed))


def tried(
    level: Level, answers: Answers, kind: Kind, furthest: Mapping[str, Decimal]
) -> dict[str, Decimal]:
    """By trying every step up to the furthest that is asked for: the nearest that turns a unit."""
    before, nearest = verdicts(level.name, answers), {}
    for dial in level.dials:
        for row in answers.rows(dial.question) if dial.kind == kind else ():
            for distance, value in steps(row[dial.column], kind, max(furthest.values())):
                after = turned(answers, dial, row, value)
                then = verdicts(level.name, after) if after is not None else before
                for unit, verdict in before.items():
                    if then.get(unit, verdict) != verdict:
                        nearest[unit] = min(distance, nearest.get(unit, distance))
    return nearest


def steps(now: object, kind: Kind, furthest: Decimal) -> Iterator[tuple[Decimal, Decimal]]:
    distance = STEP[kind]
    while now is not None and distance <= furthest:
        for value in (Decimal(str(now)) - distance, Decimal(str(now)) + distance):
            if 0 <= value <= MOST[kind]:
                yield distance, value
        distance += STEP[kind]


def distance(one: Stability, kind: Kind) -> Decimal:
    turn, _ = one.flips[kind]
    return abs(Decimal(str(turn.after)) - Decimal(str(turn.before)))


@pytest.mark.parametrize("kind", ["score"])
@pytest.mark.parametrize("level", LEVELS, ids=lambda one: one.name)
def test_no_score_nearer_than_the_one_that_is_told_turns_a_suggestion(
    level: Level, kind: Kind
) -> None:
    compared(level, kind, Decimal("2.5"))


@pytest.mark.parametrize("level", LEVELS, ids=lambda one: one.name)
def test_no_weight_nearer_than_the_one_that_is_told_turns_a_suggestion(level: Level) -> None:
    compared(level, "weight", Decimal(9))


@pytest.mark.campaign
@pytest.mark.parametrize("kind", ["weight", "score"])
@pytest.mark.parametrize("level", LEVELS, ids=lambda one: one.name)
def test_trying_every_change_finds_the_same(level: Level, kind: Kind) -> None:
    compared(level, kind, MOST[kind])


def compared(level: Level, kind: Kind, furthest: Decimal) -> None:
    """Hold what is told up to a distance against trying every change up to it."""
    told = {one.unit: one for (name, _), one in of_case().items() if name == level.name}
    near = {
        unit: distance(one, kind)
        for unit, one in told.items()
        if kind in one.flips and distance(one, kind) <= furthest
    }
    assert tried(level, case(), kind, dict.fromkeys(told, furthest)) == near


def test_what_is_told_of_the_case_happens_and_one_step_less_changes_nothing() -> None:
    for (level, unit), one in of_case().items():
        for kind, (turn, then) in one.flips.items():
            row = next(
                row
                for row in case().rows(turn.dial.question)
                if all(
                    row[name] == getattr(turn.row, name)
                    for name in flow().tables[turn.dial.question].key_columns
                )
            )
            back = STEP[kind] if turn.after < turn.before else -STEP[kind]
            after = turned(case(), turn.dial, row, Decimal(str(turn.after)))
            less = turned(case(), turn.dial, row, Decimal(str(turn.after)) + back)
            assert after is not None
            assert less is not None
            assert verdicts(level, after)[unit] == then
            assert verdicts(level, less)[unit] == one.now


def test_the_case_is_told_with_its_numbers() -> None:
    turn, then = of_case()["products", "P1"].flips["weight"]
    assert (turn.dial.question, turn.before, turn.after, then) == ("pf_factors", 25, 32, "improve")
    turn, then = of_case()["markets", "S4"].flips["score"]
    assert (turn.before, turn.after, then) == (4, Decimal("3.5"), "harvest")
    assert of_case()["selection", WINNER].now == "X2"


def test_a_unit_without_revenue_is_entered_whatever_its_scores() -> None:
    assert of_case()["markets", "S6"].flips == {}
    assert of_case()["products", "P5"].flips == {}


def test_both_languages_of_the_case_stand_equally_firm() -> None:
    def numbers(lang: str) -> object:
        return [
            (
                one.level,
                one.unit,
                {kind: (turn.after, then) for kind, (turn, then) in one.flips.items()},
            )
            for one in of_case(lang).values()
        ]

    assert numbers("zh") == numbers("en")


def test_what_is_not_complete_yet_is_left_out() -> None:
    without = case().with_answer("pf_csf_scores", None)
    assert {level for level, _ in found(without)} == {"selection", "markets"}
    assert found(Answers({})) == {}


def test_a_line_that_moves_with_the_units_is_moved_with_them() -> None:
    midrange = Answers(dict(case().items()), {"dpm_threshold": "midrange"})
    for (level, unit), one in found(midrange).items():
        if level == "markets" and "score" in one.flips:
            turn, then = one.flips["score"]
            table = flow().tables[turn.dial.question]
            key = table.row_key({n: getattr(turn.row, n) for n in table.key_columns})
            row = next(row for row in midrange.rows(table.id) if row.key == key)
            after = turned(midrange, turn.dial, row, Decimal(str(turn.after)))
            assert after is not None
            assert verdicts(level, after)[unit] == then


@given(st.lists(st.integers(1, 40), min_size=2, max_size=6), st.data())
def test_turned_weights_still_sum_to_a_hundred_in_their_proportions(
    parts: list[int], data: st.DataObject
) -> None:
    weights = [Decimal(100) * one / sum(parts) for one in parts[:-1]]
    weights.append(100 - sum(weights))
    rows = [Factor(f"F{at}", weight) for at, weight in enumerate(weights)]
    at = data.draw(st.integers(0, len(rows) - 1))
    value = Decimal(data.draw(st.integers(0, 99)))
    dial = Dial("pf_factors", "weight", "weight", "product_attractiveness", "factors")
    after = turned_rows(rows, dial, at, value)
    if sum(weights) != 100:
        assert after is None
        return
    assert after is not None
    assert after[at].weight == value
    assert abs(sum(one.weight for one in after) - 100) < Decimal("1e-20")
    others = [n for n in range(len(rows)) if n != at]
    first = others[0]
    for n in others:
        ratio = after[n].weight * rows[first].weight - after[first].weight * rows[n].weight
        assert abs(ratio) < Decimal("1e-18")
