"""Stores to test against, and people who work in them; a clock that only tests move."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kamguide.store.changes import Author, Change, draw_up
from kamguide.store.events import Event, Kind
from kamguide.store.ids import IdSource
from kamguide.store.log import Store
from kamguide.store.memory import MemoryStore
from kamguide.store.sqlite import SqliteStore
from kamguide.store.states import PlanState

MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is told to move."""

    def __init__(self) -> None:
        self.time = MORNING

    def __call__(self) -> datetime:
        return self.time

    def move(self, **by: float) -> None:
        self.time += timedelta(**by)


class Person:
    """Somebody who answers questions on one installation."""

    def __init__(self, actor: str, origin: str, clock: Clock) -> None:
        self.actor, self.origin, self.clock = actor, origin, clock
        self.ids = IdSource()

    @property
    def author(self) -> Author:
        return Author(self.origin, self.actor, self.clock(), self.ids)

    def start(self, store: Store, plan: str = "p1", name: str = "Muquan") -> tuple[Event, ...]:
        content = {"flow": "full", "version": "1", "hash": "abc", "today": "2026-03-02"}
        started = Change(Kind.PLAN_STARTED, payload={"name": name, **content})
        return store.record(draw_up(PlanState(), [started], self.author, plan))

    def do(self, store: Store, *changes: Change, plan: str = "p1") -> tuple[Event, ...]:
        return store.record(draw_up(store.state(plan), changes, self.author))


def give(question: str, value: object) -> Change:
    return Change(Kind.ANSWER_GIVEN, question, payload={"value": value})


def row(question: str, key: str, rank: str = "1", **cells: object) -> Change:
    return Change(Kind.ROW_GIVEN, question, key, payload={"values": cells, "rank": rank})


def cell(question: str, key: str, column: str, value: object) -> Change:
    return Change(Kind.ROW_GIVEN, question, key, column, {"value": value})


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def li(clock: Clock) -> Person:
    return Person("Li Wei", "here", clock)


@pytest.fixture
def anna(clock: Clock) -> Person:
    return Person("Anna", "there", clock)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "plans.db"


@pytest.fixture
def sqlite(path: Path, clock: Clock) -> Iterator[SqliteStore]:
    store = SqliteStore(path, clock, "here")
    yield store
    store.close()


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, path: Path, clock: Clock) -> Iterator[Store]:
    made: Store = MemoryStore("here") if request.param == "memory" else SqliteStore(path, clock)
    yield made
    made.close()
