"""Every consistency check fires on a fault of its own, and is silent on the worked case."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from string import Formatter

import pytest

from kamguide.model.answers import Answer, Answers, Cell, Row
from tests.coach.case import (
    case,
    cleared,
    findings,
    flow,
    found,
    with_cell,
    without_rows,
)
from tests.coach.faults import Fault, cells, value


def gone(table: str, *rows: str) -> Fault:
    return lambda answers: without_rows(answers, table, *rows)


def both(*faults: Fault) -> Fault:
    def changed(answers: Answers) -> Answers:
        for fault in faults:
            answers = fault(answers)
        return answers

    return changed


def money(value: int) -> Decimal:
    return Decimal(value)


def column(table: str, name: str, value: Cell | None) -> Fault:
    """The same value in every row; None empties the column."""

    def changed(answers: Answers) -> Answers:
        for row in answers[table].rows:
            answers = with_cell(answers, table, row.key, name, value)
        return answers

    return changed


def unused_assumption(answers: Answers) -> Answers:
    answers = column("ass_list", "objectives", None)(answers)
    return column("obj_list", "assumptions", None)(answers)


def unshared_growth(answers: Answers) -> Answers:
    """Scores stay as they are, while the account outgrows its spending by far."""
    answers = cells("fc_products", "P1", rev_t3=money(9000))(answers)
    answers = cells("fc_products", "P3", rev_t3=money(3500))(answers)
    return cleared(answers, "csf_own_target")


def late_purchase(answers: Answers) -> Answers:
    answers = cells("fc_products", "P5", rev_t0=money(40))(answers)
    return cells("dmu_procedure", "select", weeks=Decimal(60), status="later")(answers)


FAULTS: Mapping[str, Fault] = {
    "C01": cells("seg_segments", "S1", our_revenue=money(15500)),
    "C02": cells("prof_history", "P1", rev_t0=money(2900)),
    "C03": cells("pareto_customers", "C02", margin=money(1000)),
    "C04": cells("csf_list", "F1", weight=Decimal(35)),
    "C05": cells("fc_products", "P4", rev_t3=money(1801)),
    "C06": cells("prof_suppliers", "r1", share_pct=Decimal(70)),
    "C07": cells("obj_list", "O1", target_t3=money(3200)),
    "C08": cells("obj_list", "O6", target_t2=money(1700)),
    "C09": gone("pf_directions", "P4"),
    "C10": cells("pf_directions", "P2", direction="improve"),
    "C11": cells("str_list", "ST3", objectives=()),
    "C12": cells("str_actions", "A6", milestone=None),
    "C13": both(column("str_list", "csf", ("F3",)), column("csf_actions", "choice", "close")),
    "C14": cells("dmu_members", "D3", contact_owner=None),
    "C15": cells("dmu_members", "D1", contact_owner=None),
    "C16": column("dmu_members", "contact_owner", None),
    "C17": unused_assumption,
    "C18": value("vc_top_choice", ("V1", "V10")),
    "C19": gone("bud_lines", "B3"),
    "C20": column("bud_lines", "t1", money(600)),
    "C21": column("bud_lines", "t2", money(120)),
    "C22": cells("fc_products", "P3", margin_t1_pct=Decimal(26)),
    "C23": unshared_growth,
    "C24": gone("swot_items", "W1"),
    "C25": gone("swot_pairs", "PR5"),
    "C26": value("rel_target_stage", "integrated"),
    "C27": value("mis_statement", "We deliver the best packaging in the region, 20% cheaper."),
    "C28": cells("fin_statements", "2025", current_assets=money(300000)),
    "C29": cells("str_actions", "A1", due=date(2026, 12, 1)),
    "C30": cells("setup_sources", "SR4", date=date(2024, 5, 30)),
    "C31": cells("dpm_objective_positions", "S1", revenue_t3=money(16500)),
    "C32": both(
        gone("vc_displacement_opps", "V3", "V4", "V5", "V10"),
        gone("vc_avoidance_opps", "V6", "V7"),
        column("vc_revenue_opps", "probability_pct", Decimal(5)),
    ),
    "C33": cells("str_list", "ST5", customer_objective=None),
    "C34": column("str_actions", "owner", "M5"),
    "C35": cells("str_list", "ST4", objectives=("O2",)),
    "C36": late_purchase,
}


def covered(answers: Answers) -> Answers:
    """The case with the one gatekeeper met who is left out on purpose."""
    return with_cell(answers, "dmu_members", "D8", "contact_owner", "M2")


def fired(answers: Answers) -> set[str]:
    return {rule for rule in found(answers) if rule.startswith("C")}


@pytest.mark.parametrize("check", FAULTS)
def test_a_check_fires_on_its_fault(check: str) -> None:
    assert check in fired(FAULTS[check](covered(case())))


def test_no_check_fires_when_every_gatekeeper_is_met() -> None:
    for lang in ("en", "zh"):
        assert fired(covered(case(lang))) == set()


def test_every_check_has_a_fault_of_its_own() -> None:
    assert set(FAULTS) == {one.id for one in flow().method.checks}


@pytest.mark.parametrize("check", FAULTS)
def test_the_words_of_a_check_are_filled_by_what_it_found(check: str) -> None:
    message = next(one.message for one in flow().method.checks if one.id == check)
    needed = {name for _, name, _, _ in Formatter().parse(message("en")) if name}
    for one in findings(FAULTS[check](covered(case()))):
        if one.rule == check:
            assert needed <= set(one.values)


@pytest.mark.parametrize("check", FAULTS)
def test_a_check_names_every_question_it_points_at(check: str) -> None:
    spec = next(one for one in flow().method.checks if one.id == check)
    named = {one.partition(".")[0] for one in (*spec.needs, *spec.about)}
    for one in findings(FAULTS[check](covered(case()))):
        assert not named or one.rule != check or one.question in named


# Edges of the checks


def test_half_a_percent_is_the_same_amount_and_more_is_not() -> None:
    within = with_cell(covered(case()), "obj_list", "O1", "target_t3", money(2914))
    beyond = with_cell(covered(case()), "obj_list", "O1", "target_t3", money(2916))
    assert "C08" not in fired(within)
    assert "C08" in fired(beyond)


def test_a_cap_that_is_reached_is_not_passed() -> None:
    reached = with_cell(covered(case()), "fc_products", "P4", "rev_t3", money(1800))
    assert "C05" not in fired(reached)


def test_what_is_done_may_lie_before_the_plan() -> None:
    early = cells("str_actions", "A1", due=date(2026, 12, 1), start=date(2026, 11, 1))
    done = both(early, cells("str_actions", "A1", status="done"))
    assert "C29" in fired(early(covered(case())))
    assert "C29" not in fired(done(covered(case())))


def test_a_weakness_that_is_accepted_is_answered() -> None:
    unanswered = FAULTS["C13"](covered(case()))
    accepted = column("csf_actions", "choice", "accept")(unanswered)
    assert "C13" in fired(unanswered)
    assert "C13" not in fired(accepted)


def test_an_account_that_buys_nothing_yet_has_no_revenue_today() -> None:
    unlisted = without_rows(covered(case()), "pareto_customers", "C02")
    told = next(one for one in findings(unlisted) if one.rule == "C02")
    assert told.values["a"] == 0


def test_weights_of_one_market_are_checked_apart_from_the_others() -> None:
    rows = [
        Row(row.key, {**row.cells, "weight": Decimal(50)}) if row.key == "S2|price" else row
        for row in case()["dpm_csfs"].rows
    ]
    broken = case().with_answer("dpm_csfs", Answer(rows=tuple(rows)))
    told = [one for one in findings(broken) if one.rule == "C04"]
    assert [(one.row, one.values["s"]) for one in told] == [("S2|price", 110)]
