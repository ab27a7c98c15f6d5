"""Decisions of a review: open items until they are done, the same from everybody."""

import json
from datetime import date

import pytest
from msgspec.structs import replace

from kamguide.engine.change import changed
from kamguide.errors import AnswerError
from kamguide.model.answers import Answers, Decision
from kamguide.model.edits import (
    RecordDecision,
)
from kamguide.store.changes import draw_up
from kamguide.store.memory import MemoryStore
from kamguide.workspace import exchange
from kamguide.workspace.board import lines_of
from kamguide.workspace.checking import report_on
from kamguide.workspace.deciding import Decisions
from kamguide.workspace.files import document
from kamguide.workspace.recording import change_of, key_of
from kamguide.workspace.remarks import Place
from kamguide.workspace.script import script_of
from tests.returned_plan import NOW, Plan, desk, plan, returned_store
from tests.test_review import Desk

__all__ = ["desk", "plan", "returned_store"]  # fixtures


def test_a_decision_is_an_open_item_until_it_is_done(plan: Plan) -> None:
    session, words = plan.read(), "Ask the *COO*"
    decisions, place = Decisions(session), Place("", "obj_list", "O8")
    for _ in range(2):  # the same is only decided once
        assert decisions.decide(words, "Lin", "2026-11-20", place) == 1
    again = plan.read()
    (item,) = report_on(again).open
    assert (item.words, item.who, item.by, item.row) == (words, "Lin", "2026-11-20", "O8")
    kept = plan.workspace.summaries()[session.facts.id]
    assert (kept.stale, kept.content["open"]) == (False, 1)
    assert "2026-11-20" in kept.content["owed"]["Lin"]
    (shown,) = lines_of(plan.workspace.plans(), plan.workspace.summaries(), NOW.date())
    assert (shown.open, shown.due) == (1, 1)
    assert words in str(document(again).blocks)
    assert words not in str(document(again, "customer").blocks)
    assert "overdue" in {one.kind for one in script_of(again).questions}
    decisions.settle("1")
    assert not report_on(session).open
    assert "done" in "\n".join(Decisions(plan.read()).lines())
    decisions.settle("1", on=False)
    assert len(report_on(plan.read()).open) == 1


@pytest.mark.campaign
def test_decisions_are_made_listed_and_closed_by_commands(desk: Desk) -> None:
    wanted = ("decide", "Muquan", "Ask", "--by", "2026-12-01", "--owner")
    desk.review("Wang", *wanted, "Lin", "--at", "obj_list.O8")
    assert "1. Ask (Lin, by 1 Dec 2026); about Objectives / O8" in desk.review(
        "Wang", "decisions", "Muquan"
    )
    desk.review("Wang", "done", "Muquan", "1")
    (kept,) = json.loads(desk.run("Wang", "review", "decisions", "Muquan", "--json").stdout)
    assert (kept["state"], kept["owner"], kept["row"]) == ("done", "Lin", "O8")
    desk.review("Wang", *wanted, " ", fails=1)
    assert "no decision 2" in desk.review("Wang", "done", "Muquan", "2", fails=1)


def test_two_sittings_count_decisions_in_one_list_and_boards_never_show_an_older_plan(
    plan: Plan,
) -> None:
    mine, theirs = plan.read(), plan.read()
    Decisions(theirs).decide("Ask", "Lin", "2026-12-01", Place())
    assert Decisions(mine).decide("Tell", "Ma", "2026-12-02", Place()) == 2
    assert plan.workspace.summaries()[mine.facts.id].stale, "mine does not know all that is there"
    assert Decisions(mine).settle("1").text == "Ask"
    assert [one.is_done for one in Decisions(plan.read()).all] == [True, False]


@pytest.mark.parametrize("by", ["one day", ""])
def test_a_decision_needs_a_day(plan: Plan, by: str) -> None:
    with pytest.raises(AnswerError):
        Decisions(plan.read()).decide("Ask", "Lin", by, Place())


def test_decisions_go_out_and_come_in_as_json(plan: Plan) -> None:
    decisions = Decisions(plan.read())
    decisions.decide("Ask", "Lin", "2026-12-01", Place("", "setup_team", "M1"))
    decisions.decide("Tell", "Ma", "2026-12-02", Place())
    decisions.settle("2")
    session = plan.read()
    told = exchange.as_json(session.flow, session.answers)
    answers = Answers()
    for one in exchange.edits_from(session.flow, told):
        answers = changed(answers, one)
    assert [one.text for one in answers.decisions.values()] == ["Ask", "Tell"]
    assert exchange.as_json(session.flow, answers) == told


@pytest.mark.campaign
def test_two_people_decide_apart_and_both_decisions_stand(plan: Plan) -> None:
    mine, theirs = Decisions(plan.read()), MemoryStore("elsewhere")
    log = plan.workspace.store.events(plan.workspace.store.find_plan("Muquan"))
    theirs.absorb(log)
    mine.decide("Ask", "Lin", "2026-12-01", Place())
    other = Decision(1, "Tell", "Ma", date(2026, 12, 2))
    edit = RecordDecision(key_of(other), other)
    state = theirs.state(log[0].plan)
    author = replace(plan.workspace.author(), origin="elsewhere")
    theirs.record(draw_up(state, [change_of(plan.read().flow, edit)], author))
    plan.workspace.store.absorb(theirs.events(log[0].plan))
    assert {one.text for one in Decisions(plan.read()).all} == {"Ask", "Tell"}
    assert not plan.workspace.store.state(log[0].plan).conflicts
