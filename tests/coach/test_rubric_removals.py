"""The rubric never rewards what is missing: no level rises when answers are taken away."""

import random
from collections.abc import Collection, Iterator, Mapping

import pytest

from kamguide.model.answers import Answers
from kamguide.model.questions.table import TableQuestion
from tests.coach.case import case, cleared, flow, with_cell, without_rows
from tests.coach.graded import LEVELS, levels

Removal = tuple[str, str, str]
"""A question, and of a table possibly a row and a column; an empty row means each of them."""

NOT_INVOLVED = ("dmu_stage_matrix", "involvement")
"""A cell that is not there says that somebody takes no part: it is an answer."""


def without(answers: Answers, removal: Removal) -> Answers:
    table, row, column = removal
    if not column:
        return cleared(answers, table)
    for one in answers.rows(table):
        if row in ("", one.key):
            answers = with_cell(answers, table, one.key, column, None)
    return answers


def questions_and_columns(answers: Answers) -> Iterator[Removal]:
    for question in flow().questions.values():
        if question.id in answers:
            yield question.id, "", ""
        if isinstance(question, TableQuestion):
            laid_out = question.laid_out
            names = {name for row in answers.rows(question.id) for name in row.cells}
            yield from ((question.id, "", one) for one in sorted(names - set(laid_out)))


def cells(answers: Answers) -> Iterator[Removal]:
    for table in flow().tables.values():
        for row in answers.rows(table.id):
            for name in row.cells:
                if name not in table.laid_out and (table.id, name) != NOT_INVOLVED:
                    yield table.id, row.key, name


def raised(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    return {one: (before[one], level) for one, level in after.items() if level > before[one]}


def near(criterion: str) -> frozenset[str]:
    """The questions of the steps that a criterion is about; all of them if it names none."""
    needs = next(one.needs for one in flow().method.rubric if one.id == criterion)
    steps = {flow().step_of[name].id for name in needs}
    return frozenset(name for name, step in flow().step_of.items() if step.id in steps or not steps)


def chain(start: Answers, dice: random.Random, length: int, among: Collection[str]) -> None:
    """Take more and more away, comparing each time with what was there just before."""
    sections = [one for one in questions_and_columns(start) if one[0] in among]
    single = [one for one in cells(start) if one[0] in among] or sections
    before = levels(start)
    taken: list[Removal] = []
    for _ in range(length):
        taken.append(dice.choice(single if dice.random() < 0.3 else sections))
        start = without(start, taken[-1])
        after = levels(start)
        assert not raised(before, after), taken
        before = after


@pytest.mark.parametrize("seed", range(2))
def test_a_plan_that_loses_answers_one_after_the_other_gains_no_level(seed: int) -> None:
    chain(case(), random.Random(seed), 8, flow().questions)  # noqa: S311 - the same each time


@pytest.mark.parametrize("removal", [("dmu_members", "", ""), ("dmu_members", "", "roles")])
def test_a_contradiction_is_not_gone_with_the_answers_that_showed_it(removal: Removal) -> None:
    assert levels(without(case(), removal))["Q20"] <= levels(case())["Q20"]


@pytest.mark.campaign
def test_a_weaker_plan_that_loses_answers_gains_no_level_either() -> None:
    dice = random.Random(4)  # noqa: S311 - the same choice each time
    for criterion, _, _, fault in LEVELS:
        chain(fault(case()), dice, 3, near(criterion))


@pytest.mark.campaign
def test_no_row_is_better_left_out_but_the_one_that_a_check_doubts() -> None:
    best, dice = levels(case()), random.Random(3)  # noqa: S311 - the same choice each time
    rows = [(table, row.key) for table in flow().tables for row in case().rows(table)]
    for table, row in dice.sample(rows, 50):
        found = raised(best, levels(without_rows(case(), table, row)))
        assert not found or (table, row, *found) == ("dmu_members", "D8", "Q20"), (table, row)
