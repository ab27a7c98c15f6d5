"""The quality rubric: the case's grades, and what it takes to lose one."""

import re
from collections.abc import Callable, Mapping

import pytest

from kamguide.coach import Rubric, judge, rubric
from kamguide.coach.rubric import LADDERS
from kamguide.engine.path import path
from kamguide.model.answers import Answers
from kamguide.model.text import Text
from tests.coach.case import TODAY, case, cleared, flow, with_cell, with_value, without_rows

Fault = Callable[[Answers], Answers]


def graded(answers: Answers, name: str = "full") -> Rubric:
    where = path(flow(name), answers, today=TODAY)
    return rubric(flow(name), where, judge(flow(name), where))


def levels(answers: Answers, name: str = "full") -> dict[str, int]:
    return {one.criterion.id: one.level for one in graded(answers, name).grades}


def column(table: str, name: str, value: object) -> Fault:
    """The same in every row."""

    def changed(answers: Answers) -> Answers:
        for row in answers.rows(table):
            answers = with_cell(answers, table, row.key, name, value)  # type: ignore[arg-type]
        return answers

    return changed


def cell(table: str, row: str, name: str, value: object) -> Fault:
    return lambda answers: with_cell(answers, table, row, name, value)  # type: ignore[arg-type]


def gone(*questions: str) -> Fault:
    return lambda answers: cleared(answers, *questions)


def unverified(answers: Answers) -> Answers:
    """Nothing of the value was looked at together with the customer."""
    for table in ("vc_revenue_opps", "vc_displacement_opps", "vc_avoidance_opps"):
        answers = column(table, "verified", "ours")(answers)
    return answers


FAULTS: Mapping[str, tuple[Fault, int]] = {
    "Q01": (lambda a: with_value(a, "sel_reason", "It is our largest customer."), 2),
    "Q02": (gone("pareto_interpretation"), 1),
    "Q03": (column("mkt_competitors", "kind", "direct"), 2),
    "Q04": (gone("dpm_conclusion_current"), 1),
    "Q05": (column("prof_objectives", "source", None), 2),
    "Q06": (lambda a: with_value(a, "fin_conclusion", "They are in a difficult position."), 2),
    "Q07": (unverified, 2),
    "Q08": (column("dmu_members", "function", "purchasing"), 1),
    "Q09": (column("dmu_members", "contact_owner", None), 1),
    "Q10": (column("info_needs", "owner", None), 2),
    "Q11": (column("csf_list", "how_measured", None), 1),
    "Q12": (lambda a: without_rows(a, "swot_pairs", "PR4", "PR5"), 1),
    "Q13": (gone("mis_future"), 1),
    "Q14": (column("pf_directions", "direction", "improve"), 2),
    "Q15": (column("ass_list", "trigger", None), 1),
    "Q16": (cell("obj_list", "O1", "due", None), 1),
    "Q17": (cell("str_list", "ST3", "objectives", ()), 1),
    "Q18": (gone("fc_method"), 2),
    "Q19": (gone("bud_cut_plan"), 2),
    "Q20": (cell("obj_list", "O1", "target_t3", None), 0),
    "Q21": (gone("rel_indicators_customer"), 1),
    "Q22": (lambda a: without_rows(a, "setup_sources", "SR5", "SR6"), 2),
    "Q23": (column("plan_review_dates", "measures", None), 2),
}

CRITERIA = (*FAULTS, "Q24")


def said_levels(criterion: str) -> tuple[Text, ...]:
    return next(one.levels for one in flow().method.rubric if one.id == criterion)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_case_has_67_of_69_points(lang: str) -> None:
    made = graded(case(lang))
    assert (made.points, made.most, made.band) == (67, 69, "ready")
    assert [(one.criterion.id, one.level) for one in made.lowest] == [("Q09", 2), ("Q20", 2)]


@pytest.mark.parametrize("criterion", FAULTS)
def test_each_criterion_falls_with_its_fault(criterion: str) -> None:
    fault, level = FAULTS[criterion]
    assert levels(fault(case()))[criterion] == level


def test_every_criterion_but_the_one_for_a_person_has_a_ladder_and_a_fault() -> None:
    tests = {one.id: one.test for one in flow().method.rubric}
    assert len(tests) == 24
    assert {name for name, test in tests.items() if not test} == {"Q24"}
    assert {one for one in tests.values() if one} == set(LADDERS)
    assert set(FAULTS) == set(tests) - {"Q24"}


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


def test_whatever_is_missing_can_be_graded_and_adds_no_points() -> None:
    best = graded(case())
    for question in list(flow().questions)[::5]:
        made = graded(cleared(case(), question))
        assert made.points <= best.points + 1, question  # what contradicted may be gone


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
