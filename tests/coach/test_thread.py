"""The golden thread: whole on the case, and every loose end found by itself."""

from collections.abc import Mapping

import pytest

from kamguide.coach.judging import judge
from kamguide.coach.thread import OBJECTIVE, STRANDS, GoldenThread, Item, Orphan, golden_thread
from kamguide.engine.path import path
from kamguide.model.answers import Answers
from tests.coach.case import TODAY, case, cleared, flow, with_cell, without_rows
from tests.coach.faults import Fault, cell


def thread(answers: Answers, name: str = "full") -> GoldenThread:
    return golden_thread(flow(name), path(flow(name), answers, today=TODAY))


def orphans(answers: Answers) -> set[Orphan]:
    return set(thread(answers).orphans)


def without(table: str, *keys: str) -> Fault:
    return lambda answers: without_rows(answers, table, *keys)


def bare(strategy: str) -> Fault:
    """A strategy that names nothing it answers."""

    def changed(answers: Answers) -> Answers:
        for name, nothing in (
            *(("csf", ()), ("opportunities", ())),
            *(("customer_objective", None), ("swot_pair", None)),
        ):
            answers = with_cell(answers, "str_list", strategy, name, nothing)
        return answers

    return changed


LOOSE: Mapping[str, tuple[Fault, set[Orphan]]] = {
    "an objective that no strategy serves": (
        cell("str_list", "ST3", "objectives", ("O4",)),
        {Orphan(Item("obj_list", "O3"), "strategy")},
    ),
    "a strategy that serves nothing": (
        cell("str_list", "ST3", "objectives", ()),
        {
            Orphan(Item("obj_list", "O3"), "strategy"),
            Orphan(Item("str_list", "ST3"), "objective"),
        },
    ),
    "a strategy that follows from nothing": (
        bare("ST1"),
        {
            Orphan(Item("str_list", "ST1"), "found_out"),
            Orphan(Item("prof_objectives", "G2"), "objective"),
        },
    ),
    "a strategy that nobody acts on": (
        without("str_actions", "A6"),
        {Orphan(Item("str_list", "ST3"), "action")},
    ),
    "a strategy that nothing pays for": (
        without("bud_lines", "B3"),
        {Orphan(Item("str_list", "ST3"), "budget")},
    ),
    "an action for no strategy": (
        cell("str_actions", "A1", "str_id", "ST99"),
        {Orphan(Item("str_actions", "A1"), "objective")},
    ),
    "money for no strategy": (
        cell("bud_lines", "B5", "str_id", None),
        {Orphan(Item("bud_lines", "B5"), "objective")},
    ),
    "growth that rests on nothing": (
        lambda answers: with_cell(
            with_cell(answers, "obj_list", "O6", "assumptions", ()),
            *("ass_list", "AS2", "objectives", ("O5",)),
        ),
        {Orphan(Item("obj_list", "O6"), "assumption")},
    ),
    "a chosen opportunity that nobody uses": (
        lambda answers: with_cell(
            with_cell(answers, "str_list", "ST3", "opportunities", ()),
            *("obj_list", "O3", "opportunities", ()),
        ),
        {Orphan(Item("vc_displacement_opps", "V4"), "objective")},
    ),
    "a goal of the customer that nobody serves": (
        cell("str_list", "ST1", "customer_objective", "G1"),
        {Orphan(Item("prof_objectives", "G2"), "objective")},
    ),
    "a threat in no pair": (
        cell("swot_pairs", "PR5", "items", ("W1", "W3")),
        {Orphan(Item("swot_items", "T1"), "objective")},
    ),
}


def test_the_case_has_no_loose_ends_and_every_strand() -> None:
    known = thread(case())
    assert known.orphans == ()
    assert known.strands == tuple(STRANDS)
    fifth = next(one for one in known.threads if one.objective.key == "O5")
    assert {strand: [item.key for item in items] for strand, items in fifth.strands.items()} == {
        "factor": ["F3"],
        "swot": ["S1", "O1"],
        "opportunity": ["V3", "V9"],
        "goal": ["G2"],
        "assumption": ["AS1", "AS2", "AS4"],
        "strategy": ["ST1"],
        "action": ["A1", "A2", "A3"],
        "budget": ["B2", "B7"],
    }


@pytest.mark.parametrize("name", LOOSE)
def test_a_loose_end_is_found_and_nothing_else(name: str) -> None:
    fault, expected = LOOSE[name]
    assert orphans(fault(case())) == expected


def test_a_decisive_weakness_is_loose_unless_it_is_answered_or_accepted() -> None:
    answers = case()
    for row in answers.rows("str_list"):
        kept = tuple(one for one in row["csf"] if one != "F1")  # type: ignore[union-attr]
        answers = with_cell(answers, "str_list", row.key, "csf", kept)
    assert Orphan(Item("csf_list", "F1"), "objective") in orphans(answers)
    accepted = with_cell(answers, "csf_actions", "F1", "choice", "accept")
    assert Orphan(Item("csf_list", "F1"), "objective") not in orphans(accepted)


def test_a_plan_that_has_only_begun_has_no_loose_ends() -> None:
    later = ("str_list", "str_actions", "bud_lines", "ass_list")
    assert thread(cleared(case(), *later)).orphans == ()
    assert thread(Answers()) == GoldenThread(tuple(STRANDS), (), ())


@pytest.mark.parametrize("name", ["quick", "unit1", "unit2", "unit3"])
def test_a_short_flow_misses_nothing_that_it_does_not_ask(name: str) -> None:
    known = thread(case(), name)
    assert known.orphans == ()
    if name == "quick":
        assert [one.objective.table for one in known.threads] == [OBJECTIVE] * len(known.threads)
        assert "strategy" in known.strands


LINKS = {
    *("objectives_served", "strategies_acted_on", "assumptions_used", "budget_linked"),
    *("swot_paired",),
}
"""The checks that look at links only."""


@pytest.mark.parametrize("name", LOOSE)
def test_what_the_checks_find_of_links_is_a_loose_end_too(name: str) -> None:
    full = flow("full")
    where = path(full, LOOSE[name][0](case()), today=TODAY)
    rules = {check.id for check in full.method.checks if check.test in LINKS}
    linked = {(one.question, one.row) for one in judge(full, where) if one.rule in rules}
    loose = {(one.item.table, one.item.key) for one in golden_thread(full, where).orphans}
    assert len(rules) == len(LINKS)
    assert linked <= loose


def test_a_strand_that_a_flow_asks_nobody_to_tie_is_left_out() -> None:
    assert thread(case(), "quick").strands == (
        "factor",
        "assumption",
        "strategy",
        "action",
        "budget",
    )
    assert thread(case()).strands == tuple(STRANDS)
