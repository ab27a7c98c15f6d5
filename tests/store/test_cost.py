"""What keeping one answer costs, against the same rows written by hand in SQLite."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from kamguide.store.changes import Change, draw_up
from kamguide.store.connection import connect
from kamguide.store.events import Event
from kamguide.store.rows import INSERT_EVENT, PUT_ANSWER, TOUCH_PLAN, event_values
from kamguide.store.sqlite import SqliteStore

from .conftest import Clock, Person, cell, give, row

ROUNDS = 150


def _by_hand(path: Path, store: SqliteStore) -> Callable[[tuple[Event, ...]], None]:
    """Write the rows of one event as barely as can be, with the same settings."""
    connection = connect(path)
    connection.isolation_level = None
    sample = store.events("p1")[-1]
    numbers = count()

    def write(_: tuple[Event, ...]) -> None:
        name = f"by-hand-{next(numbers)}"
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(INSERT_EVENT, values(name))
        connection.execute(PUT_ANSWER, ("p1", "q7", "", "", "given", f'"{name}"', name))
        connection.execute(TOUCH_PLAN, ("2026-03-02T09:00:00.000000Z", "Li Wei", 1, "p1"))
        connection.execute("COMMIT")

    def values(name: str) -> tuple[str | None, ...]:
        return (name, *event_values(sample)[1:])

    return write


def _milliseconds(
    write: Callable[[tuple[Event, ...]], object], events: Callable[[], tuple[Event, ...]]
) -> Iterator[float]:
    """How long each next write takes, once it is known what to write."""
    while True:
        what = events()
        start = time.perf_counter()
        write(what)
        yield (time.perf_counter() - start) * 1000


@pytest.mark.campaign
@pytest.mark.parametrize("what", ["an answer", "a cell of a large table"])
def test_keeping_one_costs_at_most_half_more_than_sqlite_itself(
    tmp_path: Path, clock: Clock, what: str
) -> None:
    li = Person("Li Wei", "here", clock)
    numbers = count()

    def change() -> Change:
        if what == "an answer":
            return give("q7", f"some answer of usual length, number {next(numbers)}")
        return cell("t", "r50", "c3", f"a cell, number {next(numbers)}")

    ours, bare = tmp_path / "ours" / "plans.db", tmp_path / "bare" / "plans.db"
    with closing(SqliteStore(ours, clock)) as store, closing(SqliteStore(bare, clock)) as other:
        for each in (store, other):
            li.start(each)
            rows = [row("t", f"r{n}", str(n), **dict.fromkeys("abcdefgh", "x")) for n in range(100)]
            li.do(each, *rows, *(give(f"q{n}", "x") for n in range(150)))
        store.open_plan("p1", "Li Wei")

        def events() -> tuple[Event, ...]:
            return draw_up(store.state("p1"), [change()], li.author)

        mine = _milliseconds(store.record, events)
        theirs = _milliseconds(_by_hand(bare, other), lambda: ())
        pairs = [(next(mine), next(theirs)) for _ in range(ROUNDS)]
    kept, written = (statistics.median(one) for one in zip(*pairs, strict=True))
    assert kept <= 1.5 * written, f"{kept:.2f} ms against {written:.2f} ms"
