"""What can be said about a store's health: facts, and where its parts contradict each other."""

import sqlite3
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from kamguide.store.backup import backup_time, backups
from kamguide.store.canonical import Json
from kamguide.store.connection import explained, file_schema
from kamguide.store.listing import snapshot
from kamguide.store.projection import project
from kamguide.store.reader import read_events
from kamguide.store.rows import PUT_ANSWER, answer_statements
from kamguide.store.states import PlanState
from kamguide.store.wire import event_digest


class StoreFacts(Struct, frozen=True):
    """What a store is and has."""

    path: Path
    size: int
    """In bytes."""
    sqlite: str
    schema: int
    plans: int
    events: int
    last_backup: datetime | None
    """In UTC."""


class Fault(Struct, frozen=True):
    """Something that is not as it should be, by key."""

    key: str
    values: dict[str, Json]


def store_facts(path: Path) -> StoreFacts:
    """What there is to say about a store that can be opened.

    Raises:
        StoreError: It cannot be opened.
    """
    made = backups(path)
    with snapshot(path) as connection:
        return StoreFacts(
            path=path,
            size=path.stat().st_size,
            sqlite=sqlite3.sqlite_version,
            schema=file_schema(connection),
            plans=_count(connection, "plans"),
            events=_count(connection, "events"),
            last_backup=backup_time(made[0]) if made else None,
        )


def store_faults(path: Path) -> tuple[Fault, ...]:
    """Everything wrong with a store: pages, events that were changed, stale projections.

    Keys: `store.check.pages {detail}`, `store.check.event {event, plan}`,
    `store.check.projection {plan}`; the last is mended by rebuilding.

    Raises:
        StoreError: It cannot be opened.
    """
    with snapshot(path) as connection, explained(path):
        found = [
            Fault("store.check.pages", {"detail": str(row[0])})
            for row in connection.execute("PRAGMA quick_check")
            if row[0] != "ok"
        ]
        if found:
            return tuple(found)
        for (plan,) in connection.execute("SELECT id FROM plans ORDER BY id").fetchall():
            found += _faults_of_plan(connection, plan)
    return tuple(found)


def _faults_of_plan(connection: sqlite3.Connection, plan: str) -> list[Fault]:
    events = tuple(read_events(connection, plan))
    said = dict(connection.execute("SELECT id, digest FROM events WHERE plan = ?", (plan,)))
    found = [
        Fault("store.check.event", {"event": event.id, "plan": plan})
        for event in events
        if event_digest(event) != said[event.id]
    ]
    follows = answer_statements(PlanState(plan=plan), project(events))
    wanted = sorted(
        tuple(str(one) for one in statement.values)
        for statement in follows
        if statement.sql == PUT_ANSWER
    )
    rows = connection.execute(
        'SELECT plan, question, "row", "column", state, value, event FROM answers WHERE plan = ?',
        (plan,),
    )
    if sorted(tuple(str(one) for one in row) for row in rows) != wanted:
        found.append(Fault("store.check.projection", {"plan": plan}))
    return found


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608
