"""Reading a store without opening it for work: one short read, with plain SQLite.

What the SQLite store itself reads with, and what another process may read at any time.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from sys import intern
from typing import Final

from msgspec import json

from kamguide.store.canonical import Json
from kamguide.store.events import Event, Kind
from kamguide.store.faults import NoSuchPlanError
from kamguide.store.lines import Draft
from kamguide.store.listing import listed_plans, read_summaries, readable
from kamguide.store.times import moment
from kamguide.store.words import name_key

__all__ = [
    "has_plan",
    "listed_plans",
    "read_drafts",
    "read_event",
    "read_events",
    "read_plan_id",
    "read_summaries",
]

_EVENT: Final = (
    'SELECT seq, id, plan, origin, actor, at, kind, question, "row", "column", payload, based_on'
    " FROM events"
)


def has_plan(connection: sqlite3.Connection, plan: str) -> bool:
    """Whether a plan is here."""
    sql = "SELECT 1 FROM plans WHERE id = ? AND status <> 'forgotten'"
    return connection.execute(sql, (plan,)).fetchone() is not None


def read_plan_id(connection: sqlite3.Connection, name_or_id: str) -> str:
    """The id of a plan by its id or its name; of several of a name, the active one.

    Raises:
        NoSuchPlanError: No plan has this name or id.
    """
    found = connection.execute(
        "SELECT id FROM plans WHERE status <> 'forgotten' AND (id = ? OR name_key = ?)"
        " ORDER BY id = ? DESC, archived, status = 'superseded', changed_at DESC",
        (name_or_id, name_key(name_or_id), name_or_id),
    ).fetchone()
    if found is None:
        raise NoSuchPlanError("store.plan.missing", plan=name_or_id)
    return str(found[0])


def read_events(connection: sqlite3.Connection, plan: str, after: int = 0) -> Iterator[Event]:
    """The log of a plan in the order it was kept, from after a `seq`."""
    rows = connection.execute(f"{_EVENT} WHERE plan = ? AND seq > ? ORDER BY seq", (plan, after))
    with readable():
        yield from map(_event, rows)


def read_event(connection: sqlite3.Connection, event: str) -> Event | None:
    """One event by its id, if it is here."""
    row = connection.execute(f"{_EVENT} WHERE id = ?", (event,)).fetchone()
    with readable():
        return _event(row) if row is not None else None


def read_drafts(connection: sqlite3.Connection, plan: str) -> tuple[Draft, ...]:
    """Everything that was being typed in a plan."""
    rows = connection.execute(
        'SELECT question, "row", "column", text, at FROM drafts WHERE plan = ?'
        ' ORDER BY question, "row", "column"',
        (plan,),
    )
    with readable():
        return tuple(
            Draft(plan, question, text, moment(at), row or None, column or None)
            for question, row, column, text, at in rows
        )


def _event(row: tuple[int, str, str, str, str, str, str, str, str, str, str, str]) -> Event:
    seq, name, plan, origin, actor, at, kind, question, key, column, payload, based_on = row
    return Event(
        id=name,
        plan=intern(plan),
        origin=intern(origin),
        actor=intern(actor),
        at=moment(at),
        kind=Kind(kind),
        question=question and intern(question),
        row=key,
        column=column and intern(column),
        payload=_object(payload),
        based_on=based_on,
        seq=seq,
    )


def _object(text: str) -> Mapping[str, Json]:
    value = json.decode(text)
    return value if isinstance(value, dict) else {}
