"""One writer a plan, tried with a real second process."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from kamguide.store.faults import PlanBusyError
from kamguide.store.sqlite import SqliteStore

from .conftest import Clock, Person, give

HOLDER = """
import sys
from pathlib import Path
from kamguide.store.sqlite import SqliteStore
store = SqliteStore(Path(sys.argv[1]))
store.open_plan("p1", "Wang Fang")
print("held", flush=True)
sys.stdin.readline()
store.close_plan("p1")
print("free", flush=True)
sys.stdin.readline()
"""


def _holder(path: Path) -> "subprocess.Popen[str]":
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def _end(holder: "subprocess.Popen[str]") -> None:
    holder.kill()
    holder.wait()
    for pipe in (holder.stdin, holder.stdout):
        assert pipe is not None
        pipe.close()


def test_a_second_process_may_read_and_is_told_who_writes(
    sqlite: SqliteStore, li: Person, path: Path
) -> None:
    li.start(sqlite)
    li.start(sqlite, "p2", "Other")
    holder = _holder(path)
    try:
        with pytest.raises(PlanBusyError) as caught:
            sqlite.open_plan("p1", "Li Wei")
        assert caught.value.values["who"] == "Wang Fang"
        assert str(caught.value.values["since"]).startswith("20")
        with pytest.raises(PlanBusyError):
            li.do(sqlite, give("q", "x"))
        assert sqlite.state("p1").facts.name == "Muquan"
        li.do(sqlite, give("q", "x"), plan="p2")
        assert holder.stdin is not None
        assert holder.stdout is not None
        holder.stdin.write("\n")
        holder.stdin.flush()
        assert holder.stdout.readline() == "free\n"
        li.do(sqlite, give("q", "x"))
    finally:
        _end(holder)


def test_a_killed_process_holds_nothing(sqlite: SqliteStore, li: Person, path: Path) -> None:
    li.start(sqlite)
    _end(_holder(path))
    sqlite.open_plan("p1", "Li Wei")
    li.do(sqlite, give("q", "x"))


def test_two_stores_of_one_process_exclude_each_other(
    sqlite: SqliteStore, li: Person, path: Path, clock: Clock
) -> None:
    li.start(sqlite)
    sqlite.open_plan("p1", "Li Wei")
    with closing(SqliteStore(path, clock)) as second:
        with pytest.raises(PlanBusyError):
            second.open_plan("p1", "Anna")
        sqlite.close_plan("p1")
        second.open_plan("p1", "Anna")
