"""Judging some answers finds in them what judging all of them finds, in the same order."""

from datetime import date

import pytest

from kamguide.coach.judging import judge, judge_answers
from kamguide.engine.path import Path, path
from tests.coach.case import TODAY, case, flow


def _on_path(*, without: str = "", today: date = TODAY) -> Path:
    answers = case().with_answer(without, None) if without else case()
    return path(flow(), answers, today=today)


@pytest.mark.parametrize("without", ["", "setup_account_name", "str_list", "fc_products"])
@pytest.mark.parametrize("year", [2026, 2031])
def test_each_answer_gets_its_share_of_all_findings(without: str, year: int) -> None:
    where = _on_path(without=without, today=date(year, 11, 23))
    everything = judge(flow(), where)
    assert year == TODAY.year or everything, "late dates are found"
    for question in flow().questions:
        share = tuple(one for one in everything if one.question == question)
        assert judge_answers(flow(), where, (question,)) == share


def test_several_answers_are_judged_together() -> None:
    where = _on_path(today=date(2031, 11, 23))
    names = frozenset(list(flow().questions)[::3])
    share = tuple(one for one in judge(flow(), where) if one.question in names)
    assert judge_answers(flow(), where, names) == share
