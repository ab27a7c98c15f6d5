"""A plan that is open: what is replied is kept, and comes back the same."""

import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kamguide.engine.turns import Asked
from kamguide.errors import UsageError
from kamguide.model.answers import Answers, Evidence, Row
from kamguide.model.edits import AddRow, RemoveRow, SetCell
from kamguide.store.faults import PlanExistsError, StoreBusyError
from kamguide.store.sqlite import SqliteStore
from kamguide.workspace.exchange import as_json
from kamguide.workspace.files import bring_in, export
from kamguide.workspace.plans import Workspace
from kamguide.workspace.session import Session
from tests.engine.conftest import BASICS, FACTORS
from tests.workspace.conftest import NOW


def answer(session: Session, *replies: str) -> str:
    for raw in replies:
        if raw == "done":
            session.close_table()
        else:
            assert session.reply(raw).problem is None, raw
    turn = session.turn
    return turn.question.id if isinstance(turn, Asked) else type(turn).__name__


def told(answers: Answers) -> dict[str, object]:
    """What can be told of answers, but for how they came to be here."""
    return {
        name: (one.state, one.value, _rows(one.rows), dict(one.notes), one.kept)
        for name, one in answers.items()
    }


def _rows(rows: tuple[Row, ...]) -> dict[str, object]:
    return {row.key: dict(row.cells) for row in rows}


def test_answers_come_back_as_they_were_given(workspace: Workspace) -> None:
    session = workspace.new("Muquan", "trade")
    answer(session, *BASICS, "done", *FACTORS, "done", "7 6.5", "8, 4")
    workspace.close(session)
    again = workspace.open("Muquan")
    assert told(again.answers) == told(session.answers)
    assert again.open_question() == session.open_question()


def test_an_answer_that_cannot_be_written_counts_for_nothing(
    workspace: Workspace, store_path: Path
) -> None:
    session = workspace.new("Muquan", "trade")
    before = session.turn
    assert isinstance(workspace.store, SqliteStore)
    workspace.store._connection.execute("PRAGMA busy_timeout = 0")
    with closing(sqlite3.connect(store_path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM events").fetchone()
        with pytest.raises(StoreBusyError):
            session.reply("Muquan")
    assert session.turn == before
    assert told(session.answers) == {}
    assert session.saved is None
    assert answer(session, "Muquan") == "stage"


def test_an_unreadable_reply_is_an_outcome_and_nothing_is_kept(workspace: Workspace) -> None:
    session = workspace.new("Muquan", "trade")
    answer(session, "Muquan")
    outcome = session.reply("maybe")
    assert outcome.problem is not None
    assert outcome.problem.key == "answer.pick.unknown"
    assert session.open_question() == "stage"
    assert len(list(session.events())) == 2


def test_a_reply_counts_as_saved_at_the_moment_of_the_store(workspace: Workspace) -> None:
    session = workspace.new("Muquan", "trade")
    assert session.saved is None
    assert session.reply("Muquan").saved == NOW


def test_one_cell_is_one_event(workspace: Workspace) -> None:
    session = workspace.new("Muquan", "trade")
    answer(session, *BASICS)
    before = len(list(session.events()))
    session.enter(session.reader("customers").cell("C1", "revenue", "6300"), "customers")
    events = list(session.events())[before:]
    assert [(one.row, one.column, one.payload["value"]) for one in events] == [
        ("C1", "revenue", "6300")
    ]
    assert events[0].based_on is not None


def test_undo_and_redo_take_the_last_answer_back_and_do_it_again(workspace: Workspace) -> None:
    session = workspace.new("Muquan", "trade")
    answer(session, "Muquan", "growing")
    session.undo()
    assert "stage" not in session.answers
    assert session.open_question() == "stage"
    session.redo()
    assert session.answers.value("stage") == "growing"
    assert session.undo() is not None
    assert session.undo() is not None
    assert session.undo() is None


def test_undo_is_kept_too(workspace: Workspace) -> None:
    session = workspace.new("Muquan", "trade")
    answer(session, *BASICS)
    session.edit(RemoveRow("customers", "C1"))
    session.undo()
    workspace.close(session)
    assert [row.key for row in workspace.open("Muquan").answers.rows("customers")] == ["C1", "C2"]


def test_what_stands_beside_answers_comes_back(workspace: Workspace) -> None:
    session = workspace.new("Muquan", "trade")
    answer(session, *BASICS)
    session.note("customers", "from the ledger", "C1.revenue")
    session.evidence("customers", Evidence("fact", "ledger", "2026-11-05"), "C1")
    session.internal("customers", True, "C2")
    session.note("best", "ask Wu")
    workspace.close(session)
    kept = workspace.open("Muquan").answers
    assert kept["customers"].notes == {"C1.revenue": "from the ledger"}
    assert kept["customers"].evidence == {"C1": Evidence("fact", "ledger", "2026-11-05")}
    assert kept["customers"].internal == {"C2": True}
    assert kept["best"].notes == {"": "ask Wu"}
    assert kept.value("best") is None


def test_an_open_item_and_what_does_not_apply_come_back(workspace: Workspace) -> None:
    session = workspace.new("Muquan", "trade")
    session.unknown("Wu", "Friday")
    session.not_applicable("a new market")
    workspace.close(session)
    kept = workspace.open("Muquan").answers
    assert (kept["setup_account_name"].who, kept["setup_account_name"].by) == ("Wu", "Friday")
    assert kept["stage"].why == "a new market"


def test_a_draft_is_there_again_at_its_place(workspace: Workspace) -> None:
    session = workspace.new("Muquan", "trade")
    answer(session, "Muquan", "growing", "2026", "2")
    session.keep_draft("540 but I am not s")
    workspace.close(session)
    again = workspace.open("Muquan")
    assert again.open_question() == "our_sales"
    draft = again.draft()
    assert draft is not None
    assert draft.text == "540 but I am not s"
    again.reply("540")
    again.goto("our_sales")
    assert again.draft() is None


def test_a_table_has_one_draft_which_moves_with_the_cursor(workspace: Workspace) -> None:
    session = workspace.new("Muquan", "trade")
    session.keep_draft("half a name")
    session.goto("customers")
    session.keep_draft("Heng", None, "name")
    session.keep_draft("Heng", None, "revenue")
    assert [(one.question, one.column) for one in session.store.drafts(session.facts.id)] == [
        ("customers", "revenue"),
        ("setup_account_name", None),
    ]
    session.keep_draft("")
    assert session.draft() is None


def test_a_second_person_reads_and_cannot_write(workspace: Workspace, store_path: Path) -> None:
    session = workspace.new("Muquan", "trade")
    other = Workspace.at(store_path, actor="Wang", lang="en", now=lambda: NOW)
    reading = other.open_or_read("Muquan")
    assert reading.read_only
    with pytest.raises(UsageError, match="read_only"):
        reading.reply("Hengjian")
    workspace.close(session)
    assert not other.open_or_read("Muquan").read_only
    other.store.close()


def test_two_plans_cannot_have_one_name(workspace: Workspace) -> None:
    workspace.new("Muquan", "trade")
    with pytest.raises(PlanExistsError):
        workspace.new("ＭＵＱＵＡＮ", "trade")


def test_a_new_plan_can_copy_what_plans_share(workspace: Workspace) -> None:
    first = workspace.new("Muquan", "trade")
    answer(first, *BASICS, "done", *FACTORS)
    workspace.close(first)
    second = workspace.new("Hengjian", "trade", copy_from="Muquan")
    assert [row["name"] for row in second.answers.rows("factors")] == ["Growth", "Size"]
    assert "setup_account_name" not in second.answers
    assert second.answers["setup_base_year"].origin == "copied"


def test_the_language_changes_in_place(workspace: Workspace) -> None:
    session = workspace.new("Muquan", "trade")
    answer(session, "Muquan")
    session.speak("zh")
    assert session.open_question() == "stage"
    assert session.lang == "zh"


def test_exported_answers_come_in_again_byte_for_byte(workspace: Workspace, tmp_path: Path) -> None:
    session = workspace.new("Muquan", "trade")
    answer(session, *BASICS, "done", *FACTORS, "done", "7 6.5", "8, 4")
    session.note("customers", "from the ledger", "C1.revenue")
    target = tmp_path / "muquan.json"
    export(session, target)
    bring_in(workspace, target, name="again")
    again = workspace.open("again", read_only=True)
    assert as_json(again.flow, again.answers) == target.read_bytes()


def test_a_packet_brings_a_plan_with_its_log_to_another_store(
    workspace: Workspace, tmp_path: Path
) -> None:
    session = workspace.new("Muquan", "trade")
    answer(session, *BASICS)
    target = tmp_path / "muquan.kam"
    export(session, target)
    (tmp_path / "other").mkdir()
    other = Workspace.at(tmp_path / "other" / "p.db", actor="Wu", lang="zh", now=lambda: NOW)
    brought = bring_in(other, target)
    assert brought.name == "Muquan"
    assert told(other.open("Muquan").answers) == told(session.answers)
    assert bring_in(other, target).count == 0
    other.store.close()


EDITS = st.one_of(
    st.builds(
        AddRow,
        st.just("factors"),
        st.sampled_from(["AF1", "AF2"]),
        st.builds(lambda name: {"factor_id": "AF1", "name": name}, st.sampled_from(["a", "b"])),
        st.integers(1, 5).map(Decimal),
    ),
    st.builds(
        SetCell,
        st.just("factors"),
        st.sampled_from(["AF1", "AF2"]),
        st.just("name"),
        st.one_of(st.none(), st.sampled_from(["x", "y"])),
    ),
    st.builds(RemoveRow, st.just("factors"), st.sampled_from(["AF1", "AF2"])),
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@pytest.mark.campaign
@given(st.lists(st.one_of(EDITS, st.just("undo")), min_size=1, max_size=8))
def test_the_log_tells_what_the_session_knows(
    workspace: Workspace, work: list[AddRow | SetCell | RemoveRow | str]
) -> None:
    name = f"plan {len(workspace.plans(archived=True))}"
    session = workspace.new(name, "trade")
    for one in work:
        if isinstance(one, str):
            session.undo()
        else:
            session.edit(one)
    workspace.close(session)
    known = {row.key: dict(row.cells) for row in session.answers.rows("factors")}
    kept = {row.key: dict(row.cells) for row in workspace.open(name).answers.rows("factors")}
    assert kept == known
