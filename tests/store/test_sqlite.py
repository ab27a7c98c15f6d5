"""What the SQLite store promises beyond the contract: privacy, durability, versions."""

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from sqlite_utils import Database

from kamguide.errors import StoreError
from kamguide.store.changes import Change, draw_up
from kamguide.store.doctor import store_facts, store_faults
from kamguide.store.events import Kind
from kamguide.store.faults import (
    StoreBusyError,
    StoreDamagedError,
    StoreForeignError,
    StoreFullError,
    StoreMovedError,
    StoreReadOnlyError,
    StoreTooNewError,
)
from kamguide.store.lines import Draft
from kamguide.store.listing import listed_plans
from kamguide.store.locks import lock_folder
from kamguide.store.projection import project
from kamguide.store.schema import APPLICATION_ID, SCHEMA, TABLES
from kamguide.store.sqlite import SqliteStore

from .conftest import MORNING, Clock, Person, cell, give, row
from .histories import STEPS, lived


def _fill(store: SqliteStore, person: Person) -> None:
    person.start(store)
    person.do(store, give("q", "x"), row("t", "r1", a=1, b=2), cell("t", "r1", "a", 3))
    person.do(store, row("t", "r2", a=1), Change(Kind.ROW_REMOVED, "t", "r2"))


def _all_paths(folder: Path) -> list[Path]:
    return [folder, *folder.rglob("*")]


def test_everything_it_makes_is_the_owners_alone(
    sqlite: SqliteStore, li: Person, path: Path, clock: Clock
) -> None:
    _fill(sqlite, li)
    sqlite.open_plan("p1", "Li Wei")
    sqlite.close()
    SqliteStore(path, clock).close()
    made = _all_paths(path.parent)
    assert any(one.suffix == ".lock" for one in made)
    assert sum(one.suffix == ".db" for one in made) == 2
    for one in made:
        wanted = 0o700 if one.is_dir() else 0o600
        assert stat.S_IMODE(one.stat().st_mode) == wanted, one


def test_the_journal_inherits_the_permissions(sqlite: SqliteStore, li: Person, path: Path) -> None:
    li.start(sqlite)
    journal = path.with_name(f"{path.name}-journal")
    with sqlite.writing():
        sqlite._connection.execute("UPDATE meta SET value = '0' WHERE name = 'indexed'")
        assert stat.S_IMODE(journal.stat().st_mode) == 0o600
    assert journal.stat().st_size == 0


def test_the_settings_that_make_it_durable_are_on(sqlite: SqliteStore) -> None:
    def setting(name: str) -> object:
        return sqlite._connection.execute(f"PRAGMA {name}").fetchone()[0]

    assert setting("journal_mode") == "truncate"
    assert (setting("synchronous"), setting("foreign_keys"), setting("secure_delete")) == (3, 1, 1)
    assert (setting("application_id"), setting("user_version")) == (APPLICATION_ID, SCHEMA)


def test_every_table_of_ours_is_strict(sqlite: SqliteStore) -> None:
    sql = sqlite._connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table'"
    ).fetchall()
    ours = {name: text for name, text in sql if name in TABLES - {"search"}}
    assert ours.keys() == TABLES - {"search"}
    assert all("STRICT" in text for text in ours.values())


@pytest.mark.parametrize(
    "statement", ["UPDATE events SET actor = 'x'", "DELETE FROM events", "REPLACE INTO events"]
)
def test_the_log_itself_refuses_to_be_changed(
    sqlite: SqliteStore, li: Person, statement: str
) -> None:
    li.start(sqlite)
    if statement.startswith("REPLACE"):
        statement += " SELECT * FROM events"
    with pytest.raises(sqlite3.IntegrityError):
        sqlite._connection.execute(statement)


def test_another_process_sees_what_was_kept(
    sqlite: SqliteStore, li: Person, path: Path, clock: Clock
) -> None:
    _fill(sqlite, li)
    with closing(SqliteStore(path, clock, read_only=True)) as reader:
        assert reader.state("p1") == sqlite.state("p1")
        assert reader.plans() == sqlite.plans() == listed_plans(path)
        li.do(sqlite, give("q", "later"))
        assert reader.state("p1").answers["q"].value == "later"
        with pytest.raises(StoreReadOnlyError):
            reader.record(sqlite.events("p1"))


def test_a_store_opened_again_is_as_it_was(
    sqlite: SqliteStore, li: Person, path: Path, clock: Clock
) -> None:
    _fill(sqlite, li)
    before, log = sqlite.state("p1"), sqlite.events("p1")
    sqlite.close()
    with closing(SqliteStore(path, clock, "another")) as again:
        assert (again.state("p1"), again.events("p1"), again.origin) == (before, log, "here")


def test_a_store_in_a_folder_that_may_not_be_written_is_read(
    sqlite: SqliteStore, li: Person, path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fill(sqlite, li)
    monkeypatch.setattr("os.access", lambda _path, mode: mode != os.W_OK)
    with closing(SqliteStore(path, clock)) as store:
        assert store.is_read_only
        assert store.state("p1") == sqlite.state("p1")
        with pytest.raises(StoreReadOnlyError):
            store.open_plan("p1", "Li Wei")


def test_a_file_that_others_could_read_is_made_private(
    sqlite: SqliteStore, path: Path, clock: Clock
) -> None:
    path.chmod(0o644)
    SqliteStore(path, clock).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_newer_store_is_read_and_never_changed(
    sqlite: SqliteStore, li: Person, path: Path, clock: Clock
) -> None:
    _fill(sqlite, li)
    sqlite._connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    before, state = path.read_bytes(), sqlite.state("p1")
    sqlite.close()
    with closing(SqliteStore(path, clock)) as older:
        assert older.is_read_only
        assert older.state("p1") == state
        assert older.search("x")[0].question == "q"
        for refused in (
            lambda: older.open_plan("p1", "Li"),
            lambda: li.do(older, give("q", "y")),
            lambda: older.keep_draft(Draft("p1", "q", "x", MORNING)),
            older.rebuild,
            lambda: older.forget_plan("p1"),
        ):
            with pytest.raises(StoreTooNewError):
                refused()
    assert path.read_bytes() == before


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE t (x)")
    before = path.read_bytes()
    with pytest.raises(StoreForeignError):
        SqliteStore(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_named_damaged(tmp_path: Path) -> None:
    path = tmp_path / "plans.db"
    path.write_bytes(b"not a database at all, but long enough to be looked at " * 40)
    with pytest.raises(StoreDamagedError):
        SqliteStore(path)


def test_a_file_replaced_under_an_open_store_is_not_written(
    sqlite: SqliteStore, li: Person, path: Path
) -> None:
    _fill(sqlite, li)
    theirs = path.read_bytes()
    path.rename(path.with_name("moved.db"))
    path.write_bytes(theirs)
    with pytest.raises(StoreMovedError):
        li.do(sqlite, give("q", "y"))
    assert path.read_bytes() == theirs


def test_what_cannot_be_written_while_something_else_is_done_is_not_kept(
    sqlite: SqliteStore, li: Person, path: Path
) -> None:
    _fill(sqlite, li)
    before, done = sqlite.state("p1"), list[str]()
    events = draw_up(before, [give("q", "y")], li.author)
    sqlite._connection.execute("PRAGMA busy_timeout = 0")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM events").fetchone()
        with pytest.raises(StoreBusyError):
            sqlite.record(events, meanwhile=lambda: done.append("all"))
    assert done == ["all"]
    assert sqlite.state("p1") == before
    assert sqlite.record(events, meanwhile=lambda: done.append("again"))
    assert sqlite.state("p1").answers["q"].value == "y"


def test_a_full_disk_loses_nothing_and_work_goes_on_after(sqlite: SqliteStore, li: Person) -> None:
    _fill(sqlite, li)
    before = sqlite.state("p1")
    pages = sqlite._connection.execute("PRAGMA page_count").fetchone()[0]
    sqlite._connection.execute(f"PRAGMA max_page_count = {pages}").fetchone()
    with pytest.raises(StoreFullError):
        li.do(sqlite, give("q", "long " * 100_000))
    assert sqlite.state("p1") == before
    sqlite._connection.execute("PRAGMA max_page_count = 1000000").fetchone()
    li.do(sqlite, give("q", "long " * 100_000))
    assert sqlite.state("p1").answers["q"].value == "long " * 100_000


def test_projections_rebuilt_from_the_log_are_the_same(
    sqlite: SqliteStore, li: Person, path: Path
) -> None:
    _fill(sqlite, li)
    sqlite.refresh()

    def written() -> list[list[tuple[object, ...]]]:
        order = {"answers": "1, 2, 3, 4", "plans": "1", "places": "2, 3, 4"}
        return [
            [
                tuple(one.values())
                for one in Database(sqlite._connection).table(name).rows_where(order_by=by)
            ]
            for name, by in order.items()
        ]

    before = written()
    assert store_faults(path) == ()
    sqlite._connection.execute("DELETE FROM answers WHERE question = 'q'")
    sqlite._connection.execute("UPDATE plans SET name = 'wrong'")
    assert [fault.key for fault in store_faults(path)] == ["store.check.projection"]
    sqlite.rebuild()
    after = written()
    assert before[:2] == after[:2]
    assert [one[1:] for one in before[2]] == [one[1:] for one in after[2]]
    assert sqlite.search("x")[0].question == "q"


@settings(max_examples=15, deadline=None)
@given(STEPS)
def test_what_was_written_step_by_step_is_what_the_log_comes_to(
    steps: list[tuple[str, Change, int]],
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "plans.db"
        with closing(SqliteStore(path)) as store:
            for event in lived(steps):
                store.absorb([event])
            assert store.state("p1") == project(store.events("p1"))
        assert store_faults(path) == ()


def test_an_event_changed_behind_our_back_is_found(
    sqlite: SqliteStore, li: Person, path: Path
) -> None:
    _fill(sqlite, li)
    sqlite._connection.execute("DROP TRIGGER events_stand")
    sqlite._connection.execute("UPDATE events SET actor = 'Somebody' WHERE seq = 2")
    assert [fault.key for fault in store_faults(path)] == ["store.check.event"]


def test_a_damaged_byte_never_crashes(
    sqlite: SqliteStore, li: Person, path: Path, clock: Clock
) -> None:
    _fill(sqlite, li)
    sqlite.close()
    whole = path.read_bytes()
    for place in range(0, len(whole), len(whole) // 60):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        with suppress(StoreError):
            store_faults(path)
        with suppress(StoreError), closing(SqliteStore(path, clock, read_only=True)) as store:
            store.state(store.find_plan("Muquan"))
            store.search("x")
            store.drafts("p1")


def test_facts_say_what_a_store_is(sqlite: SqliteStore, li: Person, path: Path) -> None:
    _fill(sqlite, li)
    facts = store_facts(path)
    assert (facts.schema, facts.plans, facts.events) == (SCHEMA, 1, 6)
    assert facts.size == path.stat().st_size
    assert facts.last_backup is None


def test_listing_plans_costs_no_heavy_import(sqlite: SqliteStore, li: Person, path: Path) -> None:
    li.start(sqlite)
    program = (
        "import sys; from pathlib import Path; import kamguide.store.sqlite;"
        "from kamguide.store.listing import listed_plans;"
        f"print(listed_plans(Path({str(path)!r}))[0].name);"
        "print(*{'sqlite_utils', 'pydantic', 'click', 'textual'} & {*sys.modules})"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert said.stdout == "Muquan\n\n"


def test_no_store_lists_no_plans(tmp_path: Path) -> None:
    assert listed_plans(tmp_path / "none.db") == ()


def test_lock_files_stand_beside_the_store(path: Path) -> None:
    assert lock_folder(path).parent == path.parent
