"""Every challenge has a plan that brings it up and one that does not, both from the worked case."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from kamguide.coach.challenges import Raised, challenges_of, raised
from kamguide.engine.path import path
from kamguide.messages import filled, languages
from kamguide.model.answers import Answers, ChallengeReply
from tests.coach.case import TODAY, case, flow, with_cell, without_rows
from tests.coach.test_checks import Fault, both, cells, column, gone, money, value


def challenges(answers: Answers, name: str = "full") -> dict[str, Raised]:
    found = raised(flow(name), path(flow(name), answers, today=TODAY))
    return {one.challenge.id: one for one in found}


def scores(table: str, low: int) -> Fault:
    """No mark of the four tests below `low`."""

    def changed(answers: Answers) -> Answers:
        for row in answers[table].rows:
            for name in ("size_sufficient", "similarity", "relevance", "reachable"):
                if (mark := row[name]) is not None and int(mark) < low:  # type: ignore[arg-type]
                    answers = with_cell(answers, table, row.key, name, low)
        return answers

    return changed


def beside(table: str, supplier: str, score: int) -> Fault:
    """Every score of a supplier the same."""

    def changed(answers: Answers) -> Answers:
        for row in answers[table].rows:
            if row["supplier"] == supplier:
                answers = with_cell(answers, table, row.key, "score", Decimal(score))
        return answers

    return changed


def home_ground(answers: Answers) -> Answers:
    """The largest segment has every highest mark, all others low ones of their own."""
    for row in answers["dpm_attr_scores"].rows:
        mark = Decimal(10 if row["unit_id"] == "S1" else 3)
        answers = with_cell(answers, "dpm_attr_scores", row.key, "score", mark)
    for row in answers["dpm_csf_scores"].rows:
        if row["supplier"] == "own":
            mark = Decimal(10 if row["unit_id"] == "S1" else 3)
            answers = with_cell(answers, "dpm_csf_scores", row.key, "score", mark)
    return answers


def only_met(*met: str) -> Fault:
    """Whoever is not among these has no contact on our side."""

    def changed(answers: Answers) -> Answers:
        for row in answers["dmu_members"].rows:
            if row.key not in met:
                answers = with_cell(answers, "dmu_members", row.key, "contact_owner", None)
        return answers

    return changed


def closer(answers: Answers) -> Answers:
    for row in answers["rel_indicators_us"].rows:
        answers = with_cell(answers, "rel_indicators_us", row.key, "level", 5)
    return answers


FIRING: Mapping[str, Fault] = {
    "small_customers_get_time": cells("pareto_time_split", "C", time_planned_pct=Decimal(30)),
    "all_segments_pass": scores("seg_criteria_scores", 6),
    "own_ground_wins": home_ground,
    "all_improve": column("dir_choices", "direction", "improve"),
    "another_scores_higher": value("sel_choice", "X1"),
    "value_is_our_claim": both(
        column("vc_revenue_opps", "verified", "ours"),
        column("vc_displacement_opps", "verified", "ours"),
    ),
    "one_opportunity_carries": cells("vc_revenue_opps", "V1", gross_sales=money(9000)),
    "nothing_bought_anew": column("buy_items", "buy_class", "straight_rebuy"),
    "no_decider_met": only_met("D1", "D4", "D5"),
    "only_friends": column("dmu_members", "attitude", 1),
    "visits_to_friends": cells("dmu_members", "D2", contact_per_year=Decimal(1)),
    "one_contact_holds": column("dmu_members", "contact_owner", "M1"),
    "nothing_presses": both(
        column("press_external", "strength", 2), column("press_internal", "strength", 3)
    ),
    "every_need_met": column("info_needs", "status", "met"),
    "all_scores_above": beside("csf_scores", "own", 10),
    "rivals_stand_still": column("csf_own_target", "competitor_expected_t3", Decimal(5)),
    "rivals_are_passive": column("comp_strategy", "direction", "maintain"),
    "more_strengths_than_weaknesses": both(
        column("swot_items", "kind", "S"), cells("swot_items", "W1", kind="W")
    ),
    "nothing_given_up": cells("pf_directions", "P2", direction="maintain"),
    "steeper_each_year": cells("fc_products", "P1", rev_t3=money(5900)),
    "nearly_sole_supplier": cells("fc_products", "P5", rev_t3=money(2300)),
    "customer_squeezed": cells("fc_products", "P1", margin_t3_pct=Decimal(22)),
    "only_our_own_ends": gone("obj_list", "O7", "O8"),
    "hardly_all_hold": cells("ass_list", "AS4", probability_pct=Decimal(30)),
    "nothing_can_fail": column("ass_list", "probability_pct", Decimal(90)),
    "one_owner_carries": column("str_actions", "owner", "M5"),
    "first_step_late": column("str_actions", "due", date(2027, 12, 1)),
    "harvest_budget_grows": cells("bud_lines", "B4", t3=money(40)),
    "growth_for_nothing": both(
        *(column("bud_lines", year, money(3)) for year in ("t1", "t2", "t3"))
    ),
    "we_see_us_closer": closer,
    "everybody_agreed": column("kam_functions", "agreed", "yes"),
}
SILENT: Mapping[str, Fault] = {
    "small_customers_get_time": cells("pareto_time_split", "C", time_planned_pct=Decimal(8)),
    "visits_to_friends": cells("dmu_members", "D2", contact_per_year=Decimal(24)),
    "customer_squeezed": cells("fin_statements", "2024", net_profit=money(19000)),
    "hardly_all_hold": cells("ass_list", "AS4", probability_pct=Decimal(90)),
}
"""What quiets those that the case itself brings up; it is silent on all the others."""


def test_every_challenge_has_a_plan_that_brings_it_up() -> None:
    assert set(FIRING) == set(challenges_of(flow()))


@pytest.mark.parametrize("name", FIRING)
def test_a_challenge_is_brought_up_and_quieted(name: str) -> None:
    assert name in challenges(FIRING[name](case()))
    assert name not in challenges(SILENT[name](case()) if name in SILENT else case())


@pytest.mark.parametrize("lang", languages())
def test_the_words_of_a_challenge_name_its_values(lang: str) -> None:
    for name, fault in FIRING.items():
        one = challenges(fault(case(lang)))[name]
        words = filled(one.challenge.ask(lang), one.values, lang)
        assert words.rstrip()[-1] in "?？", (name, words)
        assert "{" not in words
        assert all(filled(f"{{{value}}}", one.values, lang) in words for value in one.values), name


def test_a_good_plan_is_challenged_alike_in_both_languages() -> None:
    assert list(challenges(case("en"))) == list(challenges(case("zh")))
    assert set(challenges(case())) == set(SILENT)


def test_a_plan_that_is_not_answered_yet_is_not_challenged() -> None:
    assert challenges(Answers()) == {}


@pytest.mark.parametrize("name", ["quick", "unit1", "unit2", "unit3"])
def test_each_flow_puts_a_challenge_at_a_question_that_it_asks(name: str) -> None:
    asked = flow(name).questions
    places = challenges_of(flow(name))
    assert places
    assert all(place in asked for place in places.values())
    assert set(challenges(case(name=name), name)) <= set(places)


def test_a_table_that_is_not_full_yet_is_not_challenged() -> None:
    part = cells("ass_list", "AS2", trigger=None)(case())
    assert "hardly_all_hold" in challenges(case())
    assert "hardly_all_hold" not in challenges(part)


def test_one_without_what_it_needs_is_quiet() -> None:
    assert "hardly_all_hold" not in challenges(
        without_rows(case(), "ass_list", "AS1", "AS2", "AS3")
    )


def test_it_is_settled_until_its_values_change() -> None:
    one = challenges(case())["hardly_all_hold"]
    reply = ChallengeReply(is_dismissed=True, words="Agreed with Zhang", about=one.about)
    settled = case().with_reply(one.challenge.id, reply)
    assert one.reply_in(settled) == reply
    worse = cells("ass_list", "AS4", probability_pct=Decimal(50))(settled)
    assert challenges(worse)["hardly_all_hold"].reply_in(worse) is None
    elsewhere = cells("bud_lines", "B4", t3=money(11))(settled)
    assert challenges(elsewhere)["hardly_all_hold"].reply_in(elsewhere) == reply
