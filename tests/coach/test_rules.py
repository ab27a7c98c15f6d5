"""The rules of rows and numbers, each on a change of the worked case that it must notice."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kamguide.coach.judging import judge
from kamguide.engine.findings import Finding
from kamguide.engine.path import path
from kamguide.model.answers import Answer, Answers, Open, Row, State
from tests.coach.case import (
    case,
    cleared,
    findings,
    flow,
    with_cell,
    with_cells,
    with_value,
    without_rows,
)


def told(answers: Answers, rule: str, question: str | None = None) -> list[Finding]:
    return [
        one for one in findings(answers) if one.rule == rule and question in (None, one.question)
    ]


def one(answers: Answers, rule: str, question: str) -> Finding:
    (finding,) = told(answers, rule, question)
    return finding


# Words


def test_what_is_praised_is_quoted() -> None:
    finding = one(
        with_value(case(), "sel_reason", "Long-term relationship with 沐泉"), "R05", "sel_reason"
    )
    assert finding.values["word"] == "long-term relationship"


def test_praise_with_a_number_is_no_praise() -> None:
    answers = with_value(case(), "sel_reason", "Best score: 7.27 of 10, first of six")
    assert not told(answers, "R05", "sel_reason")


def test_a_text_about_us_is_fine_once_it_names_the_account() -> None:
    about_us = "Our engineers and our own film keep the lines running"
    assert told(with_value(case(), "mis_role", about_us), "R12", "mis_role")
    named = f"{about_us} at Muquan"
    assert not told(with_value(case(), "mis_role", named), "R12", "mis_role")


def test_the_alias_of_the_account_counts_as_its_name() -> None:
    text = "Our engineers keep the lines of MQ running in the season"
    answers = with_value(case(), "mis_role", text)
    assert told(answers, "R12", "mis_role")
    assert not told(with_value(answers, "setup_account_alias", "MQ"), "R12", "mis_role")


def test_a_blank_answer_blocks() -> None:
    finding = one(with_value(case(), "sel_reason", "  "), "R01", "sel_reason")
    assert finding.severity == "block"


def test_a_strategy_that_says_how_may_name_its_target() -> None:
    bare = with_cell(case(), "str_list", "ST3", "how_text", "Increase P3 sales by 800")
    how = with_cell(
        case(), "str_list", "ST3", "how_text", "Increase P3 sales by 800: own the crates, tracked"
    )
    assert one(bare, "R15", "str_list").row == "ST3"
    assert not told(how, "R15", "str_list")


def test_one_plain_factor_is_fine_and_only_plain_factors_are_not() -> None:
    one_plain = with_cell(case(), "csf_list", "F1", "name", "Price")
    all_plain = case()
    for row, name in zip(
        case()["csf_list"].rows, ("Price", "Quality", "Brand", "Service", "Team"), strict=True
    ):
        all_plain = with_cell(all_plain, "csf_list", row.key, "name", name)
    assert not told(one_plain, "R45", "csf_list")
    assert told(all_plain, "R45", "csf_list")


def test_a_trigger_is_something_that_can_be_watched() -> None:
    assert told(with_cell(case(), "ass_list", "AS3", "trigger", "A bad feeling"), "R17")
    assert not told(with_cell(case(), "ass_list", "AS3", "trigger", "Orders fall"), "R17")


def test_a_decider_is_a_person() -> None:
    generic = with_cell(case(), "dmu_members", "D2", "name", "Purchasing department")
    assert told(generic, "R20", "dmu_final_authority")
    assert told(generic, "R21", "dmu_members")


# Sums and scores


def test_what_is_missing_in_a_sum_is_no_wrong_sum() -> None:
    missing = with_cell(case(), "csf_list", "F1", "weight", None)
    assert not told(missing, "R08")
    wrong = one(with_cell(case(), "csf_list", "F1", "weight", Decimal(37)), "R08", "csf_list")
    assert wrong.severity == "block"
    assert wrong.values == {"sum": 107, "target": 100, "diff": 7}


def test_a_sum_within_its_tolerance_is_right() -> None:
    near = with_cell(case(), "prof_business_lines", "r1", "share_pct", Decimal(47))
    far = with_cell(case(), "prof_business_lines", "r1", "share_pct", Decimal(48))
    assert not told(near, "R39")
    assert told(far, "R39")


def test_flat_scores_are_seen_market_by_market() -> None:
    answers = case()
    for row in case()["dpm_attr_scores"].rows:
        if row["unit_id"] == "S2":
            answers = with_cell(answers, "dpm_attr_scores", row.key, "score", Decimal(5))
    finding = one(answers, "R07", "dpm_attr_scores")
    assert finding.row.startswith("S2|")


def test_weights_differ_enough_when_more_than_a_quarter_of_the_average_apart() -> None:
    def weighted(*weights: int) -> Answers:
        answers = case()
        for row, weight in zip(case()["csf_list"].rows, weights, strict=True):
            answers = with_cell(answers, "csf_list", row.key, "weight", Decimal(weight))
        return answers

    assert told(weighted(22, 22, 20, 19, 17), "R09", "csf_list")
    assert not told(weighted(23, 22, 20, 18, 17), "R09", "csf_list")


def test_leading_everywhere_on_one_product_is_noticed() -> None:
    answers = case()
    for row in case()["pf_csf_scores"].rows:
        if row["product_id"] == "P3":
            answers = with_cell(answers, "pf_csf_scores", row.key, "own_t0", Decimal(9))
    assert one(answers, "R11", "pf_csf_scores").row.startswith("P3|")


def test_the_share_bought_elsewhere_is_said_where_it_is_known() -> None:
    answers = case()
    for row in case()["csf_scores"].rows:
        if row["supplier"] == "own":
            answers = with_cell(answers, "csf_scores", row.key, "score", Decimal(9))
    finding = one(answers, "R11", "csf_scores")
    assert round(Decimal(str(finding.values["x"])), 1) == Decimal("71.1")


@pytest.mark.parametrize("chances", [(0, 100, 100, 0, 100), (60, 60, 60, 60, 60)])
def test_chances_that_are_certain_or_all_alike_are_doubted(chances: tuple[int, ...]) -> None:
    answers = case()
    for row, chance in zip(case()["ass_list"].rows, chances, strict=True):
        answers = with_cell(answers, "ass_list", row.key, "probability_pct", Decimal(chance))
    assert told(answers, "R26", "ass_list")


# Money


def test_a_wallet_is_a_cap_for_objectives_too() -> None:
    finding = one(
        with_cell(case(), "obj_list", "O5", "target_t3", Decimal(2700)), "R24", "obj_list"
    )
    assert finding.values["w"] == 2600


def test_a_late_leap_is_doubted() -> None:
    late = with_cells(case(), "fc_products", "P3", rev_t1=Decimal(710), rev_t2=Decimal(720))
    early = with_cells(case(), "fc_products", "P3", rev_t1=Decimal(1200), rev_t2=Decimal(1400))
    assert one(late, "R23", "fc_products").values["weeks_to_contract"] == 23
    assert not told(early, "R23", "fc_products")


def test_a_margin_leap_needs_a_strategy_that_serves_the_product() -> None:
    steep = with_cell(case(), "fc_products", "P3", "margin_t1_pct", Decimal(36))
    assert not told(steep, "R25", "fc_products")
    unserved = with_cell(steep, "str_list", "ST3", "objectives", ("O2",))
    finding = one(unserved, "R25", "fc_products")
    assert (finding.row, finding.values["step"]) == ("P3", "+6")


def test_harvesting_what_grows_is_a_contradiction() -> None:
    answers = with_cell(case(), "pf_directions", "P3", "direction", "harvest")
    finding = one(answers, "R37", "pf_directions")
    assert finding.values["why"] == "T0 700 → T+3 1,500"


def test_entering_where_we_sell_already_is_a_contradiction() -> None:
    answers = with_cell(case(), "dir_choices", "S4", "direction", "enter")
    assert one(answers, "R37", "dir_choices").row == "S4"


def test_every_market_growing_at_once_is_doubted() -> None:
    answers = case()
    for unit in ("S1", "S2", "S3", "S4", "S5", "S6"):
        answers = with_cells(
            answers,
            "dpm_objective_positions",
            unit,
            own_total_t3=Decimal(9),
            best_comp_total_t3=Decimal(6),
            revenue_t3=Decimal(30000),
        )
    assert told(answers, "R37", "dpm_objective_positions")


def test_the_same_target_on_every_success_factor_is_doubted() -> None:
    answers = case()
    for factor in ("F1", "F2", "F3", "F4", "F5"):
        answers = with_cell(answers, "csf_own_target", factor, "target_t3", Decimal(9))
    assert one(answers, "R37", "csf_own_target").values["why"] == "9 × 5"
    answers = with_cell(answers, "csf_own_target", "F5", "target_t3", Decimal(7))
    assert not told(answers, "R37", "csf_own_target")


def test_a_strategy_without_money_is_named() -> None:
    finding = one(without_rows(case(), "bud_lines", "B6"), "R36", "bud_lines")
    assert str(finding.values["strategy"]).startswith("ST5 ")


# What cannot be


@pytest.mark.parametrize(
    ("table", "row", "column", "value"),
    [
        ("pareto_customers", "C01", "revenue", -1),
        ("pareto_customers", "C24", "margin", 61),
        ("seg_segments", "S1", "our_revenue", 210001),
        ("fin_statements", "2024", "current_liabilities", 122961),
        ("prof_history", "P1", "margin_t0_pct", 101),
        ("prof_wallet", "P1", "wallet_t0", 2599),
        ("sel_anchors", "margin", "value_10", 10),
        ("dpm_units", "S1", "ros_t0_pct", 101),
    ],
)
def test_an_impossible_value_blocks_and_says_why(
    table: str, row: str, column: str, value: int
) -> None:
    finding = told(with_cell(case(), table, row, column, Decimal(value)), "R33", table)[0]
    assert finding.severity == "block"
    assert finding.row == row
    assert finding.values["reason"]


def test_the_second_cut_lies_above_the_first() -> None:
    assert told(with_value(case(), "pareto_cut_b", Decimal(80)), "R33", "pareto_cut_b")


def test_parts_above_their_whole_are_named_in_every_language() -> None:
    answers = with_cell(case(), "fin_statements", "2025", "current_assets", Decimal(300000))
    reason = one(answers, "R33", "fin_statements").values["reason"]
    assert "300,000" in str(getattr(reason, "root", {})["zh"])


def test_a_reference_to_nothing_names_what_there_is() -> None:
    finding = one(with_cell(case(), "str_actions", "A1", "str_id", "ST7"), "R28", "str_actions")
    assert finding.severity == "block"
    assert finding.values["id"] == "ST7"
    assert finding.values["list"] == ("ST1", "ST2", "ST3", "ST4", "ST5")
    assert "str_list" in finding.rests_on


def test_what_may_be_picked_besides_is_no_dangling_reference() -> None:
    assert not told(with_cell(case(), "obj_list", "O1", "product_id", "all"), "R28", "obj_list")
    assert told(with_cell(case(), "obj_list", "O1", "product_id", "none"), "R28", "obj_list")


def test_several_references_are_looked_at_one_by_one() -> None:
    answers = with_cell(case(), "str_list", "ST1", "csf", ("F3", "F9"))
    assert one(answers, "R28", "str_list").values["id"] == "F9"


# Units and age


def test_a_year_ten_times_its_neighbours_is_doubted() -> None:
    answers = with_cell(case(), "prof_history", "P1", "rev_tm1", Decimal(25300000))
    finding = one(answers, "R32", "prof_history")
    assert (finding.row, finding.column, finding.values["value"]) == ("P1", "rev_tm1", 25300000)
    assert finding.values["unit"] == "10,000 CNY"


def test_amounts_of_a_plan_without_a_unit_are_in_plain_money() -> None:
    absurd = with_cell(case(), "pareto_customers", "C01", "revenue", Decimal(62000000))
    answers = with_value(absurd, "setup_money_unit", "1")
    assert one(answers, "R32", "pareto_customers").values["unit"] == "CNY"


def test_statements_are_compared_from_year_to_year() -> None:
    answers = with_cell(case(), "fin_statements", "2024", "net_sales", Decimal(3010000000))
    assert one(answers, "R32", "fin_statements").row == "2024"


def test_a_customer_list_is_skewed_by_nature() -> None:
    large = with_cell(case(), "pareto_customers", "C01", "revenue", Decimal(40000))
    absurd = with_cell(case(), "pareto_customers", "C01", "revenue", Decimal(62000000))
    assert not told(large, "R32")
    assert one(absurd, "R32", "pareto_customers").row == "C01"


def test_zero_is_no_outlier() -> None:
    assert not told(with_cell(case(), "bud_lines", "B2", "t2", Decimal(0)), "R32")


def test_a_source_ages() -> None:
    def stale(on: date) -> list[str]:
        where = path(flow(), case(), today=on)
        return [one.row for one in judge(flow(), where) if one.rule == "R34" and one.row]

    assert stale(date(2026, 11, 23)) == []
    assert stale(date(2028, 5, 1)) == ["SR1"]


def test_a_report_is_as_old_as_its_latest_year() -> None:
    assert told(with_value(case(), "rep_source", "Annual report 2022"), "R34", "rep_source")
    assert not told(with_value(case(), "rep_source", "Annual report 2025"), "R34", "rep_source")


# What is left open


def test_an_open_cell_is_an_open_item_and_no_number() -> None:
    answers = with_cell(case(), "prof_wallet", "P1", "wallet_t3", Open.OPEN)
    finding = one(answers, "R40", "prof_wallet")
    assert (finding.severity, finding.row, finding.column) == ("info", "P1", "wallet_t3")
    assert {one.rule for one in findings(answers)} == {"R03", "R40", "C15"}


def test_scores_without_any_evidence_are_called_guesses() -> None:
    answers = case()
    for row in case()["csf_scores"].rows:
        answers = with_cell(answers, "csf_scores", row.key, "evidence", None)
    assert one(answers, "R42", "csf_scores").severity == "info"


# Nothing that is missing is ever an accident


def variants() -> list[tuple[str, Answers]]:
    """The case without one answer, without the rows of a table, without one column."""
    made = []
    for name, answer in case().items():
        made.append((name, cleared(case(), name)))
        made.append((f"{name} open", case().with_answer(name, Answer(state=State.UNKNOWN))))
        if answer.rows:
            made.append((f"{name} empty", case().with_answer(name, Answer())))
            for column in sorted({column for row in answer.rows for column in row.cells}):
                rows = tuple(
                    Row(row.key, {at: cell for at, cell in row.cells.items() if at != column})
                    for row in answer.rows
                )
                made.append(
                    (f"{name}.{column}", case().with_answer(name, replace(answer, rows=rows)))
                )
    return made


def test_whatever_is_missing_can_be_judged() -> None:
    for label, answers in variants()[::8]:
        for finding in findings(answers):
            assert finding.severity in ("block", "warn", "info"), label


def test_a_cell_that_is_proposed_may_stay_empty() -> None:
    rows = tuple(
        Row(row.key, {at: cell for at, cell in row.cells.items() if at != "our_revenue"})
        for row in case()["seg_segments"].rows
    )
    answers = case().with_answer("seg_segments", Answer(rows=rows))
    assert {one.rule for one in findings(answers)} == {"R03", "C15"}
