"""The roll of whole answers and the change log, as pure functions of any plan and review."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kamguide.engine.changelog import How, changes
from kamguide.engine.rolled import roll_edits, rolled_answers
from kamguide.model.answers import Answer, Answers, Earlier, Row
from kamguide.model.edits import Edit, RemoveRow, SetCell
from kamguide.model.flow import Flow
from tests.coach.case import case, flow
from tests.engine.conftest import after

NAME = "annual_review"
FLOW: Flow = flow(NAME)
WHOLE = case("en", NAME)
OLD = {name: one for name, one in WHOLE.items() if name not in FLOW.of_the_review}
REVIEW = {name: one for name, one in WHOLE.items() if name in FLOW.of_the_review}


def start(review: Mapping[str, Answer] = REVIEW, old: Mapping[str, Answer] = OLD) -> Answers:
    return Answers(review).following(Earlier(old))


def rolled(answers: Answers) -> Answers:
    return after(answers, roll_edits(FLOW, answers))


ROLLED = rolled(start())


def test_the_edits_of_the_roll_make_what_the_roll_says() -> None:
    for name, answer in rolled_answers(FLOW, start()).items():
        assert ROLLED[name].value == answer.value, name
        assert {r.key: r.cells for r in ROLLED[name].rows} == {
            r.key: r.cells for r in answer.rows
        }, name
    assert roll_edits(FLOW, ROLLED) == ()


closing = st.fixed_dictionaries(
    {
        "rev_objective_status": st.sets(st.sampled_from([f"O{n}" for n in range(1, 9)])),
        "rev_strategy_status": st.sets(st.sampled_from([f"ST{n}" for n in range(1, 6)])),
        "rev_action_status": st.sets(st.sampled_from([f"A{n}" for n in range(1, 10)])),
    }
)
SAYS = {
    "rev_objective_status": ("obj_id", "status", "closed", "obj_list"),
    "rev_strategy_status": ("str_id", "decision", "stop", "str_list"),
    "rev_action_status": ("action_id", "outcome", "dropped", "str_actions"),
}


@settings(max_examples=15)
@given(closing)
def test_ids_survive_and_only_what_ended_is_left_behind(ends: Mapping[str, Any]) -> None:
    said = {}
    for table, ids in ends.items():
        key, column, word, _ = SAYS[table]
        said[table] = Answer(rows=tuple(Row(one, {key: one, column: word}) for one in sorted(ids)))
    before = {name: (one.value, one.rows) for name, one in OLD.items()}
    found = rolled_answers(FLOW, start({**REVIEW, **said}))
    assert {name: (one.value, one.rows) for name, one in OLD.items()} == before
    for table, ids in ends.items():
        target = SAYS[table][3]
        left = {row.key for row in found[target].rows} if target in found else set()
        was = {row.key for row in OLD[target].rows}
        assert left <= was - ids
        if target != "str_actions":
            assert left == was - ids
    for one in found.get("bud_lines", Answer()).rows:
        old = OLD["bud_lines"].row(one.key)
        assert old is not None
        assert (one["t1"], one["t2"], one["t3"]) == (old["t2"], old["t3"], None)


CELLS = [
    (name, row.key, column.id)
    for name in ("fc_products", "ass_list", "obj_list", "bud_lines")
    for row in ROLLED[name].rows
    for column in FLOW.tables[name].columns
    if column.type in ("money", "percent", "number")
]
edits = st.lists(
    st.one_of(
        st.builds(
            lambda place, value: SetCell(*place, Decimal(value)),
            st.sampled_from(CELLS),
            st.integers(1, 90),
        ),
        st.builds(lambda place: RemoveRow(place[0], place[1]), st.sampled_from(CELLS)),
    ),
    max_size=6,
)


@settings(max_examples=15)
@given(edits)
def test_the_change_log_is_the_difference_neither_more_nor_less(made: list[Edit]) -> None:
    now = after(ROLLED, tuple(made))
    logged = {
        (one.question, one.row, one.column, one.before, one.after)
        for one in changes(FLOW, now)
        if one.how not in (How.ROLLED, How.ENDED)
    }
    differing = set()
    for name in FLOW.tables:
        old = {row.key: row.cells for row in ROLLED.rows(name)}
        new = {row.key: row.cells for row in now.rows(name)}
        differing |= {(name, key, "", None, None) for key in old.keys() ^ new.keys()}
        for key in old.keys() & new.keys():
            for column in old[key].keys() | new[key].keys():
                was, is_now = old[key].get(column), new[key].get(column)
                if was != is_now:
                    differing.add((name, key, column, was, is_now))
    assert logged == differing
