"""Backups: whole, checked, rotated; a restore is tried as a move to a new laptop."""

import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from kamguide.store.backup import (
    backup_folder,
    backup_time,
    backups,
    refuse_unfit,
    restore,
    superfluous,
    write_backup,
)
from kamguide.store.connection import connect
from kamguide.store.faults import BackupError, PlanBusyError, StoreTooNewError
from kamguide.store.lines import Draft
from kamguide.store.schema import SCHEMA
from kamguide.store.sqlite import SqliteStore

from .conftest import MORNING, Clock, Person, give, row


def test_the_first_opening_of_a_day_makes_a_backup(
    sqlite: SqliteStore, li: Person, path: Path, clock: Clock
) -> None:
    assert backups(path) == ()
    li.start(sqlite)
    sqlite.close()
    for _ in range(2):
        SqliteStore(path, clock).close()
    clock.move(days=1)
    SqliteStore(path, clock).close()
    made = backups(path)
    assert [backup_time(one).date() for one in made] == [
        (MORNING + timedelta(days=1)).date(),
        MORNING.date(),
    ]
    for one in made:
        refuse_unfit(one)
        assert stat.S_IMODE(one.stat().st_mode) == 0o600


def test_seven_days_four_weeks_and_six_months_are_kept(path: Path) -> None:
    days = [MORNING + timedelta(days=n) for n in range(400)]
    made = [backup_folder(path) / f"kamguide-{day:%Y%m%dT%H%M%SZ}.db" for day in days]
    gone = superfluous(made)
    kept = [backup_time(one).date() for one in made if one not in gone]
    last = days[-1].date()
    assert set(kept) >= {last - timedelta(days=n) for n in range(7)}
    assert len({day.isocalendar()[:2] for day in kept}) >= 4
    assert len({(day.year, day.month) for day in kept}) == 6
    assert len(kept) <= 17


def test_rotation_is_at_work_on_opening(path: Path, li: Person, clock: Clock) -> None:
    with closing(SqliteStore(path, clock)) as store:
        li.start(store)
    for _ in range(30):
        clock.move(days=1)
        SqliteStore(path, clock).close()
    assert 7 <= len(backups(path)) <= 13


def test_a_plan_moves_to_a_new_laptop(
    sqlite: SqliteStore, li: Person, path: Path, clock: Clock, tmp_path: Path
) -> None:
    li.start(sqlite)
    li.do(sqlite, give("q", "木泉"), row("t", "r1", a=1))
    sqlite.keep_draft(Draft("p1", "q2", "half", MORNING))
    carried = tmp_path / "stick" / "carried.db"
    with closing(connect(path)) as connection:
        write_backup(connection, path, clock(), carried)
    laptop = tmp_path / "laptop" / "data" / "plans.db"
    assert restore(carried, laptop, clock(), origin="laptop") is None
    with closing(SqliteStore(laptop, clock)) as moved:
        assert moved.state("p1") == sqlite.state("p1")
        assert moved.events("p1") == sqlite.events("p1")
        assert moved.drafts("p1") == sqlite.drafts("p1")
        assert moved.origin == "laptop"
        assert moved.search("木泉")
        moved.open_plan("p1", "Li Wei")
        li.do(moved, give("q3", "goes on"))
    assert stat.S_IMODE(laptop.stat().st_mode) == 0o600
    assert stat.S_IMODE(laptop.parent.stat().st_mode) == 0o700


def test_a_restore_keeps_what_it_replaces(
    sqlite: SqliteStore, li: Person, path: Path, clock: Clock
) -> None:
    li.start(sqlite)
    li.do(sqlite, give("q", "before"))
    with closing(connect(path)) as connection:
        kept = write_backup(connection, path, clock())
    li.do(sqlite, give("q", "after"))
    sqlite.close()
    aside = restore(kept, path, clock())
    assert aside is not None
    with closing(SqliteStore(path, clock)) as store:
        assert store.state("p1").answers["q"].value == "before"
    restore(aside, path, clock())
    with closing(SqliteStore(path, clock)) as store:
        assert store.state("p1").answers["q"].value == "after"


def test_a_restore_waits_for_nobody_and_takes_from_nobody(
    sqlite: SqliteStore, li: Person, path: Path, clock: Clock
) -> None:
    li.start(sqlite)
    with closing(connect(path)) as connection:
        kept = write_backup(connection, path, clock())
    sqlite.open_plan("p1", "Li Wei")
    with pytest.raises(PlanBusyError):
        restore(kept, path, clock())
    li.do(sqlite, give("q", "still here"))


@pytest.mark.parametrize("fault", ["cut", "flipped", "empty", "foreign", "absent"])
def test_a_file_that_is_not_fit_is_not_restored(
    sqlite: SqliteStore, li: Person, path: Path, clock: Clock, fault: str
) -> None:
    li.start(sqlite)
    li.do(sqlite, give("q", "x" * 50_000))
    with closing(connect(path)) as connection:
        kept = write_backup(connection, path, clock())
    sqlite.close()
    whole, before = kept.read_bytes(), path.read_bytes()
    kept.unlink()
    if fault == "foreign":
        with closing(sqlite3.connect(kept)) as other:
            other.execute("CREATE TABLE t (x)")
    elif fault != "absent":
        middle = len(whole) // 2
        spoiled = {"cut": whole[:middle], "empty": b"", "flipped": b"\xff" * 4096 + whole[4096:]}
        kept.write_bytes(spoiled[fault])
    with pytest.raises(BackupError):
        restore(kept, path, clock())
    assert path.read_bytes() == before


def test_a_backup_of_a_newer_version_is_refused(
    sqlite: SqliteStore, li: Person, path: Path, clock: Clock
) -> None:
    li.start(sqlite)
    with closing(connect(path)) as connection:
        kept = write_backup(connection, path, clock())
        assert write_backup(connection, path, clock()) != kept
        with pytest.raises(BackupError):
            write_backup(connection, path, clock(), kept)
    with closing(sqlite3.connect(kept)) as newer:
        newer.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    with pytest.raises(StoreTooNewError):
        restore(kept, path, clock())


def test_programs_that_begin_at_the_same_moment_all_begin(
    sqlite: SqliteStore, li: Person, path: Path
) -> None:
    li.start(sqlite)
    sqlite.close()
    script = "import sys; from pathlib import Path; from kamguide.store.sqlite import SqliteStore;"
    script += "sys.stdin.readline(); SqliteStore(Path(sys.argv[1])).close()"
    argv = [sys.executable, "-c", script, str(path)]
    begun = [subprocess.Popen(argv, stdin=subprocess.PIPE, text=True) for _ in range(6)]
    for one in begun:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()
    for one in begun:
        one.communicate(timeout=60)
    assert [one.returncode for one in begun] == [0] * 6
    assert backups(path)
    assert [*path.parent.rglob("*.part")] == []
