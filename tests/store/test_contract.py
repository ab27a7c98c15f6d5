"""What every store promises; a new store gets its entry in the `store` fixture."""

from dataclasses import replace

import pytest

from kamguide.store.changes import Change, draw_up
from kamguide.store.events import Event, Kind
from kamguide.store.faults import NoSuchPlanError, PacketError, PlanExistsError
from kamguide.store.lines import Draft
from kamguide.store.log import Store
from kamguide.store.memory import MemoryStore
from kamguide.store.projection import project
from kamguide.store.states import Standing

from .conftest import MORNING, Clock, Person, cell, give, row


def test_a_recorded_answer_stands_and_has_its_place_in_the_log(store: Store, li: Person) -> None:
    li.start(store)
    (kept,) = li.do(store, give("setup_account_name", "木泉"))
    answer = store.state("p1").answers["setup_account_name"]
    assert (answer.value, answer.event, answer.actor) == ("木泉", kept.id, "Li Wei")
    assert kept.seq == store.events("p1")[-1].seq == store.state("p1").seq


def test_values_come_back_as_they_were_given(store: Store, li: Person) -> None:
    li.start(store)
    values = ["a\nb", 7, True, None, ["x", 1], {"k": ["v"]}, "1234567890.123456789", "🙂"]
    li.do(store, *(give(f"q{n}", value) for n, value in enumerate(values)))
    state = project(store.events("p1"))
    assert [state.answers[f"q{n}"].value for n in range(len(values))] == values
    assert state == store.state("p1")


def test_recording_the_same_events_twice_changes_nothing(store: Store, li: Person) -> None:
    li.start(store)
    events = li.do(store, give("q", "a"))
    before = store.state("p1")
    assert store.record(events) == events
    assert store.state("p1") == before
    assert len(store.events("p1")) == 2


def test_what_is_to_be_done_meanwhile_is_done_once_it_is_kept(store: Store, li: Person) -> None:
    li.start(store)
    done: list[str] = []
    event = Event(li.ids.next(1), "p1", "here", "x", MORNING, Kind.ANSWER_GIVEN, "q")
    assert store.record([event], meanwhile=lambda: done.append("once"))[0].id == event.id
    assert done == ["once"]


def test_either_all_events_are_kept_or_none(store: Store, li: Person) -> None:
    li.start(store)
    fresh = Event(li.ids.next(1), "p1", "here", "x", MORNING, Kind.ANSWER_GIVEN, "q")
    stray = Event(li.ids.next(2), "p9", "here", "x", MORNING, Kind.ANSWER_GIVEN, "q")
    with pytest.raises(NoSuchPlanError):
        store.record([fresh, stray])
    taken = Event(
        li.ids.next(3), "p1", "here", "x", MORNING, Kind.PLAN_RENAMED, payload={"name": "Other"}
    )
    li.start(store, "p2", "Other")
    with pytest.raises(PlanExistsError):
        store.record([fresh, taken])
    assert "q" not in store.state("p1").answers
    assert len(store.events("p1")) == 1


def test_rows_stand_in_the_order_of_their_ranks(store: Store, li: Person) -> None:
    li.start(store)
    li.do(store, row("t", "b", "2", a="x"), row("t", "a", "10"), row("t", "c", "1.5"))
    assert [*store.state("p1").answers["t"].rows] == ["c", "b", "a"]
    li.do(store, row("t", "a", "1"))
    assert [*store.state("p1").answers["t"].rows] == ["a", "c", "b"]


def test_a_cell_is_edited_emptied_and_a_row_removed(store: Store, li: Person) -> None:
    li.start(store)
    li.do(store, row("t", "r1", a=1, b=2), cell("t", "r1", "a", 5), cell("t", "r1", "b", None))
    assert store.state("p1").answers["t"].rows["r1"].cells == {"a": 5}
    li.do(store, Change(Kind.ROW_REMOVED, "t", "r1"))
    assert store.state("p1").answers["t"].state is Standing.CLEARED
    assert not store.state("p1").answers["t"].rows


def test_a_removed_row_comes_back_without_its_old_cells(store: Store, li: Person) -> None:
    li.start(store)
    li.do(store, row("t", "r1", a=1, b=2), Change(Kind.ROW_REMOVED, "t", "r1"))
    li.do(store, cell("t", "r1", "b", 7))
    assert store.state("p1").answers["t"].rows["r1"].cells == {"b": 7}


def test_a_table_left_open_is_answered_again_by_its_next_row(store: Store, li: Person) -> None:
    li.start(store)
    li.do(store, row("t", "r1", a=1))
    li.do(store, Change(Kind.ANSWER_UNKNOWN, "t", payload={"who": "Wang", "by": "2026-04-01"}))
    kept = store.state("p1").answers["t"]
    assert (kept.state, kept.who, [*kept.rows]) == (Standing.UNKNOWN, "Wang", ["r1"])
    li.do(store, cell("t", "r1", "a", 2))
    assert store.state("p1").answers["t"].state is Standing.GIVEN
    assert not store.state("p1").conflicts


def test_a_table_taken_back_has_no_rows_and_starts_afresh(store: Store, li: Person) -> None:
    li.start(store)
    li.do(store, row("t", "r1", a=1), row("t", "r2", a=1), Change(Kind.ANSWER_CLEARED, "t"))
    assert store.state("p1").answers["t"].state is Standing.CLEARED
    li.do(store, row("t", "r3", a=1))
    assert [*store.state("p1").answers["t"].rows] == ["r3"]


def test_a_table_closed_without_rows_is_answered(store: Store, li: Person) -> None:
    li.start(store)
    li.do(store, Change(Kind.ANSWER_GIVEN, "t", payload={"rows": []}))
    assert store.state("p1").answers["t"].state is Standing.GIVEN
    li.do(store, row("t", "r1", a=1))
    assert [*store.state("p1").answers["t"].rows] == ["r1"]


def test_an_answer_kept_against_advice_is_so_until_it_changes(store: Store, li: Person) -> None:
    li.start(store)
    li.do(store, give("q", "weak"), Change(Kind.ANSWER_KEPT, "q", payload={"rules": ["R05"]}))
    assert store.state("p1").answers["q"].kept == {"R05"}
    li.do(store, give("q", "better"))
    assert store.state("p1").answers["q"].kept == frozenset()


def test_what_is_said_beside_an_answer_is_kept_by_place(store: Store, li: Person) -> None:
    li.start(store)
    fact = {"grade": "fact", "source": "annual report", "date": "2025-12-31"}
    li.do(
        store,
        row("t", "r1", a=1),
        Change(Kind.EVIDENCE_GIVEN, "t", "r1", "a", fact),
        Change(Kind.NOTE_GIVEN, "t", payload={"text": "ask Wang"}),
        Change(Kind.FLAG_SET, "t", "r1", payload={"flag": "internal", "on": True}),
        Change(Kind.PROGRESS_GIVEN, "t", "r1", payload={"status": "done"}),
    )
    beside = store.state("p1").answers["t"].beside
    assert beside.evidence == {"r1.a": fact}
    assert (beside.notes, beside.internal) == ({"": "ask Wang"}, {"r1": True})
    assert beside.progress == {"r1": {"status": "done"}}
    li.do(store, Change(Kind.NOTE_GIVEN, "t", payload={"text": ""}))
    assert store.state("p1").answers["t"].beside.notes == {}


def test_a_confirmed_draft_brings_its_rows_and_its_basis(store: Store, li: Person) -> None:
    li.start(store)
    rows = [{"key": "o1", "values": {"goal": "grow"}, "rank": "1"}]
    li.do(store, Change(Kind.DRAFT_CONFIRMED, "t", payload={"basis": "f00", "rows": rows}))
    kept = store.state("p1").answers["t"]
    assert (kept.state, kept.basis, kept.origin) == (Standing.GIVEN, "f00", "drafted")
    assert kept.rows["o1"].cells == {"goal": "grow"}


def test_a_rolled_row_is_confirmed_until_it_changes(store: Store, li: Person) -> None:
    li.start(store)
    rolled = Change(Kind.ANSWER_ROLLED, "t", "r1", payload={"values": {"a": 1}, "rank": "1"})
    li.do(store, rolled, Change(Kind.ANSWER_CONFIRMED, "t", "r1"))
    kept = store.state("p1").answers["t"]
    assert (kept.rows["r1"].origin, kept.beside.confirmed) == ("rolled", {"r1"})
    li.do(store, row("t", "r1", a=2))
    assert store.state("p1").answers["t"].beside.confirmed == frozenset()


def test_comments_have_replies_and_are_resolved(store: Store, li: Person, anna: Person) -> None:
    li.start(store)
    (added,) = anna.do(store, Change(Kind.COMMENT_ADDED, "q", payload={"text": "why?"}))
    said = {"comment": added.id, "text": "because"}
    li.do(store, Change(Kind.COMMENT_ANSWERED, "q", payload=said))
    (comment,) = store.state("p1").facts.comments
    assert (comment.text, comment.actor, comment.question) == ("why?", "Anna", "q")
    assert [reply.text for reply in comment.replies] == ["because"]
    anna.do(store, Change(Kind.COMMENT_RESOLVED, payload={"comment": added.id}))
    assert store.state("p1").facts.comments[0].resolved


def test_settings_status_flow_and_name_follow_their_events(store: Store, li: Person) -> None:
    li.start(store)
    li.do(
        store,
        Change(Kind.SETTING_CHANGED, payload={"name": "dpm_threshold", "value": "1.2"}),
        Change(Kind.STATUS_CHANGED, payload={"status": "submitted", "reason": "due"}),
        Change(Kind.FLOW_CHANGED, payload={"flow": "full", "version": "2", "hash": "def"}),
        Change(Kind.PLAN_RENAMED, payload={"name": "Muquan 2027"}),
    )
    facts = store.state("p1").facts
    assert facts.settings == {"dpm_threshold": "1.2"}
    assert (facts.status, facts.version, facts.hash) == ("submitted", "2", "def")
    (line,) = store.plans()
    assert (line.name, line.status, line.version) == ("Muquan 2027", "submitted", "2")


def test_plans_are_listed_with_the_last_changed_first(
    store: Store, li: Person, clock: Clock
) -> None:
    for number, name in enumerate(("One", "Two", "Three")):
        clock.move(minutes=1)
        li.start(store, f"p{number}", name)
    clock.move(minutes=1)
    li.do(store, give("q", "x"), plan="p0")
    li.do(store, Change(Kind.PLAN_ARCHIVED, payload={"on": True}), plan="p1")
    assert [line.name for line in store.plans()] == ["One", "Three"]
    assert len(store.plans(archived=True)) == 3


def test_a_plan_is_found_by_id_and_by_name_width_and_case_aside(store: Store, li: Person) -> None:
    li.start(store, "p1", "Acme Water")
    assert store.find_plan("p1") == store.find_plan("ＡＣＭＥ water") == "p1"
    with pytest.raises(NoSuchPlanError):
        store.find_plan("Acme")


def test_a_name_is_taken_while_its_plan_is_active(store: Store, li: Person) -> None:
    li.start(store, "p1", "Acme")
    with pytest.raises(PlanExistsError):
        li.start(store, "p2", "ＡＣＭＥ")
    li.do(store, Change(Kind.PLAN_ARCHIVED, payload={"on": True}))
    li.start(store, "p2", "ACME")
    assert store.find_plan("acme") == "p2"
    with pytest.raises(PlanExistsError):
        li.do(store, Change(Kind.PLAN_ARCHIVED, payload={"on": False}), plan="p1")


def test_an_unknown_plan_has_no_state(store: Store) -> None:
    with pytest.raises(NoSuchPlanError):
        store.state("p9")
    with pytest.raises(NoSuchPlanError):
        store.open_plan("p9", "Li Wei")


def test_a_draft_is_kept_by_place_replaced_and_discarded(store: Store, li: Person) -> None:
    li.start(store)
    store.keep_draft(Draft("p1", "q", "half a sen", MORNING))
    store.keep_draft(Draft("p1", "q", "half a sentence", MORNING))
    store.keep_draft(Draft("p1", "t", "cell", MORNING, "r1", "a"))
    found = store.draft("p1", "q")
    assert found is not None
    assert found.text == "half a sentence"
    assert [one.question for one in store.drafts("p1")] == ["q", "t"]
    store.discard_draft("p1", "q")
    assert store.draft("p1", "q") is None
    assert store.draft("p1", "t", "r1", "a") is not None


def test_a_draft_that_is_sent_is_gone_with_its_answer_kept(store: Store, li: Person) -> None:
    li.start(store)
    store.keep_draft(Draft("p1", "q", "whole", MORNING))
    store.keep_draft(Draft("p1", "r", "half", MORNING))
    events = draw_up(store.state("p1"), [give("q", "whole")], li.author)
    store.record(events, sent=("p1", "q", None, None))
    assert [one.question for one in store.drafts("p1")] == ["r"]


def test_a_summary_is_stale_once_the_plan_moves_on(store: Store, li: Person) -> None:
    li.start(store)
    store.keep_summary("p1", store.state("p1").seq, {"open": 3})
    assert not store.summaries()["p1"].stale
    li.do(store, give("q", "x"))
    assert store.summaries()["p1"].stale
    store.keep_summary("p1", store.state("p1").seq, {"open": 2})
    store.keep_summary("p1", 1, {"open": 9})
    assert store.summaries()["p1"].content == {"open": 2}


@pytest.mark.parametrize(
    "words",
    ["宁", "时代", "宁德时代", "电池 采购", "acme", "ACM", "Ａｃｍｅ", "resume", "999", "wang"],
)
def test_words_of_any_length_are_found_in_both_languages(
    store: Store, li: Person, words: str
) -> None:
    li.start(store)
    li.do(store, row("t", "r1", text="宁德时代的电池，2026年采购999台", who="Acme résumé, Wang"))
    assert [(one.question, one.row) for one in store.search(words)] == [("t", "r1")]


@pytest.mark.parametrize(
    "words", ["时德", "采购电池", "cme", "", "  ", '"', "*", "未提及", "a OR b"]
)
def test_words_that_do_not_stand_there_are_not_found(store: Store, li: Person, words: str) -> None:
    li.start(store)
    li.do(store, give("q", "宁德时代的电池采购 Acme"))
    assert store.search(words) == ()


def test_the_search_follows_changes(store: Store, li: Person) -> None:
    li.start(store, name="木泉")
    li.do(store, give("q", "old word"), row("t", "r1", a="gone soon"))
    assert [one.question for one in store.search("word")] == ["q"]
    li.do(store, give("q", "new"), Change(Kind.ROW_REMOVED, "t", "r1"))
    assert store.search("word") == store.search("gone") == ()
    assert [one.plan for one in store.search("木泉")] == ["p1"]
    assert store.search("new", plan="p2") == ()


def test_events_from_elsewhere_may_come_in_any_order(store: Store, li: Person) -> None:
    li.start(store)
    li.do(store, row("t", "r1", a=1), cell("t", "r1", "a", 2), give("q", "x"))
    events = store.events("p1")
    elsewhere = MemoryStore("there")
    assert len(elsewhere.absorb([*reversed(events)])) == len(events)
    assert elsewhere.absorb(events) == ()
    assert elsewhere.state("p1") == store.state("p1")


def test_an_event_that_contradicts_the_one_kept_is_refused(store: Store, li: Person) -> None:
    li.start(store)
    (kept,) = li.do(store, give("q", "x"))
    forged = replace(kept, payload={"value": "y"})
    with pytest.raises(PacketError):
        store.absorb([forged])
    assert store.state("p1").answers["q"].value == "x"
