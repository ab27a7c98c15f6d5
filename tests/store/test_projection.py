"""The projection is a function of the set of events, and shows every true conflict."""

import random
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from kamguide.store.changes import Change, draw_up
from kamguide.store.events import Event, Kind
from kamguide.store.projection import advance, project
from kamguide.store.slots import _MARKS, marks_of
from kamguide.store.states import PlanState, Standing

from .conftest import Clock, Person, cell, give, row
from .histories import STEPS, lived


@settings(max_examples=60, deadline=None)
@given(STEPS, st.randoms(use_true_random=False))
def test_order_and_duplicates_do_not_matter(
    steps: list[tuple[str, Change, int]], chance: random.Random
) -> None:
    events = lived(steps)
    shuffled = [*events, *events[::2]]
    chance.shuffle(shuffled)
    assert project(shuffled) == project(events)


def test_a_row_that_was_given_whole_and_removed_unseen_is_one_claim_in_any_order() -> None:
    steps = [
        ("both", give("q1", None), 0),
        ("Li", cell("t", "r1", "a", None), 0),
        ("both", give("q1", None), 0),
        ("Li", row("t", "r1", "1", a=None), 0),
        ("Anna", Change(Kind.ROW_REMOVED, "t", "r1"), 0),
    ]
    events = lived(steps)
    for order in permutations(events):
        assert project(order) == project(events)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_advancing_one_by_one_comes_to_the_same(steps: list[tuple[str, Change, int]]) -> None:
    events = lived(steps)
    state = PlanState()
    for event in events:
        state = advance(state, event)
    assert state == project(events)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_one_person_alone_never_disagrees_with_themselves(
    steps: list[tuple[str, Change, int]],
) -> None:
    alone = [("Li", change, minutes) for _, change, minutes in steps]
    assert project(lived(alone)).conflicts == ()


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_the_last_word_of_one_person_stands_whatever_the_clock_says(
    steps: list[tuple[str, Change, int]],
) -> None:
    alone = [("Li", change, minutes) for _, change, minutes in steps]
    last = [("Li", give("q1", "the last word"), -60), ("Li", cell("t", "r2", "b", "last"), -60)]
    state = project(lived([*alone, *last]))
    assert state.answers["q1"].value == "the last word"
    assert state.answers["t"].rows["r2"].cells["b"] == "last"
    assert state.answers["t"].state is Standing.GIVEN


def test_every_kind_of_event_has_its_marks() -> None:
    assert set(_MARKS) == set(Kind)


def _apart(li: Person, anna: Person, *before: Change) -> tuple[list[Event], PlanState]:
    started = Change(Kind.PLAN_STARTED, payload={"name": "Muquan"})
    events = [*draw_up(PlanState(), [started, *before], li.author, "p1")]
    return events, project(events)


def test_two_cells_of_one_row_are_merged_without_a_conflict(li: Person, anna: Person) -> None:
    events, state = _apart(li, anna, row("t", "r1", a=1, b=1))
    events += draw_up(state, [cell("t", "r1", "a", 2)], li.author)
    events += draw_up(state, [cell("t", "r1", "b", 3)], anna.author)
    merged = project(events)
    assert merged.answers["t"].rows["r1"].cells == {"a": 2, "b": 3}
    assert merged.conflicts == ()


def test_one_cell_changed_twice_is_a_conflict_with_the_later_as_winner(
    li: Person, anna: Person, clock: Clock
) -> None:
    events, state = _apart(li, anna, row("t", "r1", a=1))
    events += draw_up(state, [cell("t", "r1", "a", 2)], li.author)
    clock.move(seconds=1)
    events += draw_up(state, [cell("t", "r1", "a", 3)], anna.author)
    merged = project(events)
    assert merged.answers["t"].rows["r1"].cells == {"a": 3}
    (conflict,) = merged.conflicts
    assert (conflict.question, conflict.row, conflict.column) == ("t", "r1", "a")
    assert (conflict.winner.actor, conflict.winner.value) == ("Anna", 3)
    assert [(one.actor, one.value) for one in conflict.losers] == [("Li Wei", 2)]


def test_answering_again_settles_a_conflict(li: Person, anna: Person) -> None:
    events, state = _apart(li, anna)
    events += draw_up(state, [give("q", "mine")], li.author)
    events += draw_up(state, [give("q", "hers")], anna.author)
    assert len(project(events).conflicts) == 1
    events += draw_up(project(events), [give("q", "ours")], li.author)
    assert project(events).conflicts == ()
    assert project(events).answers["q"].value == "ours"


def test_the_same_answer_given_twice_is_no_conflict(li: Person, anna: Person) -> None:
    events, state = _apart(li, anna)
    events += draw_up(state, [give("q", "same")], li.author)
    events += draw_up(state, [give("q", "same")], anna.author)
    assert project(events).conflicts == ()


def test_a_row_removed_while_somebody_edits_it_is_a_conflict(
    li: Person, anna: Person, clock: Clock
) -> None:
    events, state = _apart(li, anna, row("t", "r1", "7", a=1, b=1))
    removed = draw_up(state, [Change(Kind.ROW_REMOVED, "t", "r1")], li.author)
    clock.move(seconds=1)
    edited = draw_up(state, [cell("t", "r1", "a", 2)], anna.author)
    merged = project([*events, *removed, *edited])
    assert merged.answers["t"].rows["r1"].cells == {"a": 2, "b": 1}
    assert merged.answers["t"].rows["r1"].rank == "7"
    assert [one.aspect for one in merged.conflicts] == ["row"]
    clock.move(seconds=1)
    removed = draw_up(state, [Change(Kind.ROW_REMOVED, "t", "r1")], li.author)
    merged = project([*events, *removed, *edited])
    assert not merged.answers["t"].rows
    assert [one.losers[0].value for one in merged.conflicts] == [2]


def test_a_row_added_while_somebody_leaves_the_table_open_is_a_conflict(
    li: Person, anna: Person, clock: Clock
) -> None:
    events, state = _apart(li, anna, row("t", "r1", a=1))
    added = draw_up(state, [row("t", "r2", a=2)], anna.author)
    clock.move(seconds=1)
    left = draw_up(state, [Change(Kind.ANSWER_UNKNOWN, "t")], li.author)
    merged = project([*events, *left, *added])
    assert merged.answers["t"].state is Standing.UNKNOWN
    assert [*merged.answers["t"].rows] == ["r1", "r2"]
    assert [one.aspect for one in merged.conflicts] == ["answer"]


def test_a_forgotten_event_says_nothing(li: Person) -> None:
    (event,) = draw_up(PlanState(), [give("q", "x")], li.author, "p1")
    gone = Event(event.id, "p1", "o", "", event.at, event.kind, payload={"redacted": True})
    assert marks_of(gone) == ()
