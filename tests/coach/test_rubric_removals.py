"""The rubric never rewards what is missing: no level rises when answers are taken away."""

import random
from collections.abc import Iterator, Mapping
from itertools import islice

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


def chain(start: Answers, seed: int, length: int) -> None:
    """Take more and more away, comparing each time with what was there just before."""
    dice = random.Random(seed)  # noqa: S311 - the same choice each time
    sections, single = list(questions_and_columns(start)), list(cells(start))
    before = levels(start)
    taken: list[Removal] = []
    for _ in range(length):
        taken.append(dice.choice(single if dice.random() < 0.5 else sections))
        start = without(start, taken[-1])
        after = levels(start)
        assert not raised(before, after), taken
        before = after


@pytest.mark.parametrize("seed", range(2))
def test_a_plan_that_loses_answers_one_after_the_other_gains_no_level(seed: int) -> None:
    chain(case(), seed, 8)


@pytest.mark.campaign
def test_a_weaker_plan_that_loses_answers_gains_no_level_either() -> None:
    for seed, (_, _, _, fault) in enumerate(LEVELS[::2]):
        chain(fault(case()), seed, 2)


@pytest.mark.campaign
def test_no_question_and_no_column_is_better_left_out() -> None:
    best = levels(case())
    for removal in islice(questions_and_columns(case()), 0, None, 8):
        assert not raised(best, levels(without(case(), removal))), removal


@pytest.mark.campaign
def test_no_row_is_better_left_out_but_the_one_that_a_check_doubts() -> None:
    best, dice = levels(case()), random.Random(3)  # noqa: S311 - the same choice each time
    rows = [(table, row.key) for table in flow().tables for row in case().rows(table)]
    for table, row in dice.sample(rows, 50):
        found = raised(best, levels(without_rows(case(), table, row)))
        assert not found or (table, row, *found) == ("dmu_members", "D8", "Q20"), (table, row)
