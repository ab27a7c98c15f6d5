"""The quality rubric: the case's grades, and what it takes to lose one."""

import re

import pytest

from kamguide.coach.rubric import LADDERS
from kamguide.model.answers import Answers
from kamguide.model.text import Text
from tests.coach.case import case, flow, with_cell
from tests.coach.graded import GRADED, LEVELS, Fault, graded, levels

CRITERIA = (*GRADED, "Q24")


def said_levels(criterion: str) -> tuple[Text, ...]:
    return next(one.levels for one in flow().method.rubric if one.id == criterion)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_case_has_67_of_69_points(lang: str) -> None:
    made = graded(case(lang))
    assert (made.points, made.most, made.band) == (67, 69, "ready")
    assert [(one.criterion.id, one.level) for one in made.lowest] == [("Q09", 2), ("Q20", 2)]


@pytest.mark.parametrize(
    ("criterion", "level", "fault"),
    [pytest.param(one, level, fault, id=f"{one} {name}") for one, level, name, fault in LEVELS],
)
def test_a_plan_with_this_changed_has_this_level(criterion: str, level: int, fault: Fault) -> None:
    assert levels(fault(case()))[criterion] == level


def test_each_criterion_is_seen_on_each_of_its_levels() -> None:
    seen = {(criterion, level) for criterion, level, *_ in LEVELS}
    seen |= set(levels(case()).items()) | set(levels(Answers()).items())
    assert seen == {(criterion, level) for criterion in GRADED for level in range(4)}


def test_every_criterion_but_the_one_for_a_person_has_a_ladder_and_a_fault() -> None:
    tests = {one.id: one.test for one in flow().method.rubric}
    assert len(tests) == 24
    assert {name for name, test in tests.items() if not test} == {"Q24"}
    assert {one for one in tests.values() if one} == set(LADDERS)
    assert set(GRADED) == set(tests) - {"Q24"}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("criterion", CRITERIA)
def test_each_criterion_says_its_four_levels_in_different_words(criterion: str, lang: str) -> None:
    said = [one.root[lang].strip() for one in said_levels(criterion)]
    assert len(said) == 4
    assert len(set(said)) == 4
    assert all(one.endswith("。" if lang == "zh" else ".") for one in said)


@pytest.mark.parametrize("criterion", CRITERIA)
def test_levels_are_short_name_no_ids_and_have_chinese_punctuation(criterion: str) -> None:
    for level in said_levels(criterion):
        assert len(level("en")) <= 140
        assert len(level("zh")) <= 70
        assert not re.search(r"(?<![A-Za-z])[RCQK]\d", level("en") + level("zh"))
        assert not re.search(r"[,.;:!?()\"]", level("zh"))
        assert not re.search(r"[\u3000-\u9fff\uff00-\uffef]", level("en"))


def test_an_empty_plan_has_no_points_and_is_to_be_started_again() -> None:
    made = graded(Answers())
    assert (made.points, made.band) == (0, "restart")
    assert len(made.lowest) == 2


@pytest.mark.parametrize("name", ["quick", "unit1", "unit3"])
def test_what_a_flow_does_not_ask_is_left_out(name: str) -> None:
    known = levels(case("en", name), name)
    assert len(known) < 23
    assert all(level >= 2 for level in known.values())


@pytest.mark.parametrize("supplier", ["own", "K1", "K2"])
def test_a_plan_with_a_score_missing_is_graded(supplier: str) -> None:
    row = next(
        row
        for row in case().rows("csf_scores")
        if (row["csf_id"], row["supplier"]) == ("F1", supplier)
    )
    assert levels(with_cell(case(), "csf_scores", row.key, "score", None))["Q11"] >= 1


def test_a_gap_that_is_not_known_is_not_strong_without_evidence() -> None:
    answers = case()
    for row in answers.rows("csf_scores"):
        if row["csf_id"] == "F1":
            answers = with_cell(answers, "csf_scores", row.key, "evidence", None)
            if row["supplier"] == "own":
                answers = with_cell(answers, "csf_scores", row.key, "score", None)
    assert levels(answers)["Q11"] <= 2


def test_a_tender_of_the_customer_is_a_source_from_the_customer() -> None:
    answers = case()
    for row in answers.rows("setup_sources"):
        if row["kind"] in ("annual_report", "interview"):
            answers = with_cell(answers, "setup_sources", row.key, "kind", "press")
    assert levels(answers)["Q22"] == 2
    first = answers.rows("setup_sources")[0].key
    assert levels(with_cell(answers, "setup_sources", first, "kind", "tender"))["Q22"] == 3
