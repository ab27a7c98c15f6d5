"""The worked case before the coach, as it is and with the faults that are set for exercises."""

from decimal import Decimal

import pytest

from kamguide.coach.judging import judge, unknown_tests
from kamguide.engine.path import path
from kamguide.model.answers import Answer, Answers, State
from tests.coach.case import (
    TODAY,
    case,
    cleared,
    findings,
    flow,
    found,
    with_cell,
    with_value,
)
from tests.coach.test_weak_examples import own_nines

FLOWS = ("full", "quick", "unit1", "unit2", "unit3", "annual_review")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_case_has_one_gatekeeper_without_contact_and_one_objective_without_number(
    lang: str,
) -> None:
    told = [(one.rule, one.question, one.row) for one in findings(case(lang))]
    assert told == [("R03", "obj_list", "O8"), ("C15", "dmu_members", "D8")]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_objective_without_number_does_not_block_while_its_targets_stand(lang: str) -> None:
    assert {one.severity for one in findings(case(lang))} == {"warn"}


@pytest.mark.parametrize("name", FLOWS)
def test_no_flow_finds_a_block_in_the_case(name: str) -> None:
    for lang in ("en", "zh"):
        blocks = [one for one in findings(case(lang, name), name) if one.severity == "block"]
        assert blocks == []


def test_every_test_that_the_flow_names_exists() -> None:
    assert unknown_tests(flow()) == ()


@pytest.mark.parametrize("name", FLOWS)
def test_nothing_answered_is_nothing_found(name: str) -> None:
    assert findings(Answers(), name) == []


def test_each_finding_rests_on_questions_that_are_asked() -> None:
    asked = {one.id for one in path(flow(), case(), today=TODAY).asked}
    for one in findings(case()):
        assert one.rests_on
        assert set(one.rests_on) <= asked
        assert one.question in asked


def test_the_same_answers_are_judged_the_same_twice() -> None:
    where = path(flow(), case(), today=TODAY)
    assert judge(flow(), where) == judge(flow(), where)


# The deliberate faults


def strengthened_cooperation(answers: Answers) -> Answers:
    answers = with_cell(answers, "obj_list", "O3", "statement", "Strengthen cooperation")
    for column in ("target_t1", "target_t2", "target_t3"):
        answers = with_cell(answers, "obj_list", "O3", column, None)
    return answers


FAULTS = {
    "an activity without targets": (strengthened_cooperation, {"R14", "C07"}),
    "a weight of 35": (
        lambda answers: with_cell(answers, "dpm_attr_factors", "AF1", "weight", Decimal(35)),
        {"R08", "C04"},
    ),
    "nine on every factor": (own_nines("csf_scores"), {"R11"}),
    "a decider without contact": (
        lambda answers: with_cell(answers, "dmu_members", "D2", "contact_owner", None),
        {"C14"},
    ),
    "a wallet below the forecast": (
        lambda answers: with_cell(answers, "prof_wallet", "P5", "wallet_t3", Decimal(900)),
        {"R24", "C05"},
    ),
    "a budget line for no strategy": (
        lambda answers: with_cell(answers, "bud_lines", "B3", "str_id", "ST9"),
        {"R28", "C19", "R35", "R36"},
    ),
    "gross sales as value": (
        lambda answers: with_cell(answers, "vc_revenue_opps", "V1", "annual_value", Decimal(1600)),
        {"R27"},
    ),
    "a forecast that moved alone": (
        lambda answers: with_cell(answers, "fc_products", "P1", "rev_t3", Decimal(3200)),
        {"C07", "C08"},
    ),
    "an action as assumption": (
        lambda answers: with_cell(
            answers, "ass_list", "AS1", "statement", "we will build the Jiujiang line"
        ),
        {"R16"},
    ),
    "no competitors compared": (lambda answers: cleared(answers, "csf_competitors"), {"R10"}),
    "no competitors at all": (lambda answers: cleared(answers, "mkt_competitors"), {"R10"}),
}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_deliberate_fault_is_caught(fault: str, lang: str) -> None:
    break_, expected = FAULTS[fault]
    assert expected <= found(break_(case(lang)))


def test_an_activity_without_number_and_targets_blocks() -> None:
    broken = strengthened_cooperation(case())
    graver = {(one.rule, one.severity) for one in findings(broken) if one.row == "O3"}
    assert {("R03", "block"), ("R14", "block")} <= graver


def test_the_same_activity_with_targets_only_warns() -> None:
    broken = with_cell(case(), "obj_list", "O3", "statement", "Strengthen cooperation")
    graver = {one.severity for one in findings(broken) if one.row == "O3"}
    assert graver == {"warn"}


def test_a_cleared_list_of_compared_competitors_blocks() -> None:
    for broken in (cleared(case(), "csf_competitors"), with_value(case(), "csf_competitors", ())):
        severities = {one.severity for one in findings(broken) if one.rule == "R10"}
        assert "block" in severities


# What is left open


def test_what_is_not_known_is_noted_and_judged_no_further() -> None:
    open_ = case().with_answer("sel_reason", Answer(state=State.UNKNOWN, who="Li"))
    told = [(one.rule, one.severity) for one in findings(open_) if one.question == "sel_reason"]
    assert told == [("R40", "info")]


def test_what_does_not_apply_is_not_judged() -> None:
    answers = case().with_answer("sel_reason", Answer(state=State.NOT_APPLICABLE, why="one only"))
    assert [one for one in findings(answers) if one.question == "sel_reason"] == []


def test_words_that_say_unknown_are_an_open_item_and_no_short_text() -> None:
    told = findings(with_value(case(), "prof_description", "不知道"))
    assert {one.rule for one in told if one.question == "prof_description"} == {"R40"}


def test_a_check_waits_for_a_column_that_its_flow_does_not_show() -> None:
    assert "C33" not in found(case("en", "quick"), "quick")


def test_a_check_waits_for_its_answers() -> None:
    broken = with_cell(case(), "fc_products", "P1", "rev_t3", Decimal(3200))
    assert "C07" in found(broken)
    assert "C07" not in found(cleared(broken, "obj_list"))
