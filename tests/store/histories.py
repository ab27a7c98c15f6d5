"""Random histories: what two people may do to one plan, apart and together."""

from collections.abc import Sequence

from hypothesis import strategies as st

from kamguide.store.changes import Change, draw_up
from kamguide.store.events import Event, Kind
from kamguide.store.projection import project
from kamguide.store.states import PlanState

from .conftest import Clock, Person, cell, give, row

_QUESTIONS = st.sampled_from(["q1", "q2"])
_KEYS = st.sampled_from(["r1", "r2", "r3"])
_COLUMNS = st.sampled_from(["a", "b"])
_VALUES = st.one_of(st.none(), st.integers(0, 3), st.text(max_size=3), st.booleans())
_RANKS = st.sampled_from(["1", "2", "0.5"])

CHANGES = st.one_of(
    st.builds(give, _QUESTIONS, _VALUES),
    st.builds(lambda key, rank, a: row("t", key, rank, a=a), _KEYS, _RANKS, _VALUES),
    st.builds(lambda key, rank: row("t", key, rank), _KEYS, _RANKS),
    st.builds(lambda key, column, value: cell("t", key, column, value), _KEYS, _COLUMNS, _VALUES),
    st.builds(lambda key: Change(Kind.ROW_REMOVED, "t", key), _KEYS),
    st.builds(lambda question: Change(Kind.ANSWER_CLEARED, question), st.sampled_from(["q1", "t"])),
    st.builds(lambda question: Change(Kind.ANSWER_UNKNOWN, question), st.sampled_from(["q1", "t"])),
    st.builds(lambda q: Change(Kind.ANSWER_KEPT, q, payload={"rules": ["R05"]}), _QUESTIONS),
    st.builds(lambda text: Change(Kind.NOTE_GIVEN, "t", "r1", payload={"text": text}), st.text()),
    st.builds(lambda key: Change(Kind.ANSWER_CONFIRMED, "t", key), _KEYS),
    st.builds(
        lambda value: Change(Kind.SETTING_CHANGED, payload={"name": "s", "value": value}), _VALUES
    ),
    st.builds(lambda text: Change(Kind.COMMENT_ADDED, "q1", payload={"text": text}), st.text()),
)

STEPS = st.lists(
    st.tuples(st.sampled_from(["Li", "Anna", "both"]), CHANGES, st.integers(-3, 3)), max_size=25
)
"""Who acts, or that they exchange their logs; what they do; how the clock jumps (minutes)."""


def lived(steps: Sequence[tuple[str, Change, int]]) -> tuple[Event, ...]:
    """The union of the logs of two people who worked apart, and met now and then."""
    clock = Clock()
    people = {"Li": Person("Li", "here", clock), "Anna": Person("Anna", "there", clock)}
    started = Change(Kind.PLAN_STARTED, payload={"name": "Muquan"})
    first = draw_up(PlanState(), [started], people["Li"].author, "p1")
    logs: dict[str, list[Event]] = {"Li": [*first], "Anna": [*first]}
    for who, change, minutes in steps:
        clock.move(minutes=minutes)
        if who == "both":
            both = {event.id: event for event in (*logs["Li"], *logs["Anna"])}
            logs = {"Li": [*both.values()], "Anna": [*both.values()]}
        else:
            logs[who] += draw_up(project(logs[who]), [change], people[who].author)
    return tuple({event.id: event for event in (*logs["Li"], *logs["Anna"])}.values())
