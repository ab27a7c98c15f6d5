"""Reading a store without opening it for work: one short read, with plain SQLite.

Cheap on purpose: what a command line or a board needs before anything is written.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kamguide.store.canonical import Json
from kamguide.store.connection import connect, explained
from kamguide.store.events import Event, Kind
from kamguide.store.faults import NoSuchPlanError, StoreDamagedError
from kamguide.store.states import Draft, PlanLine, Summary
from kamguide.store.wire import moment
from kamguide.store.words import name_key

_LINE: Final = (
    "SELECT id, name, flow, version, status, archived, series, number, parent,"
    " started_at, changed_at, changed_by, seq FROM plans"
)
_EVENT: Final = (
    'SELECT seq, id, plan, origin, actor, at, kind, question, "row", "column", payload, based_on'
    " FROM events"
)


@contextmanager
def snapshot(path: Path) -> Iterator[sqlite3.Connection]:
    """A store as it is now, to be read and let go at once."""
    connection = connect(path, read_only=True)
    try:
        with explained(path):
            yield connection
    finally:
        connection.close()


@contextmanager
def readable() -> Iterator[None]:
    """Rows that this program wrote, unless the file was damaged.

    Raises:
        StoreDamagedError: What stands there cannot have been written by us.
    """
    try:
        yield
    except ValueError as error:
        raise StoreDamagedError("store.damaged", path="") from error


def listed_plans(path: Path, *, archived: bool = False) -> tuple[PlanLine, ...]:
    """All plans of a store, the one changed last first; none where there is no store."""
    if not path.is_file() or not path.stat().st_size:
        return ()
    with snapshot(path) as connection:
        return read_plans(connection, archived=archived)


def read_plans(connection: sqlite3.Connection, *, archived: bool) -> tuple[PlanLine, ...]:
    """All plans, the one changed last first."""
    where = " WHERE status <> 'forgotten'" + ("" if archived else " AND archived = 0")
    rows = connection.execute(f"{_LINE}{where} ORDER BY changed_at DESC, id")
    with readable():
        return tuple(_line(row) for row in rows)


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


def read_events(connection: sqlite3.Connection, plan: str, after: int = 0) -> tuple[Event, ...]:
    """The log of a plan in the order it was kept, from after a `seq`."""
    rows = connection.execute(f"{_EVENT} WHERE plan = ? AND seq > ? ORDER BY seq", (plan, after))
    with readable():
        return tuple(_event(row) for row in rows)


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


def read_summaries(connection: sqlite3.Connection) -> Mapping[str, Summary]:
    """What boards show, by plan."""
    rows = connection.execute(
        "SELECT plan, summaries.seq, content, plans.seq > summaries.seq"
        " FROM summaries JOIN plans ON plans.id = plan ORDER BY plan"
    )
    with readable():
        return {
            plan: Summary(plan, seq, _object(content), bool(stale))
            for plan, seq, content, stale in rows
        }


def _line(row: tuple[str, str, str, str, str, int, str, int, str, str, str, str, int]) -> PlanLine:
    plan, name, flow, version, status, archived, series, number, parent, *times, seq = row
    started_at, changed_at, changed_by = (str(one) for one in times)
    return PlanLine(
        plan, name, flow, version, status, bool(archived), series, number, parent,
        moment(started_at), moment(changed_at), changed_by, int(seq),
    )  # fmt: skip


def _event(row: tuple[int, str, str, str, str, str, str, str, str, str, str, str]) -> Event:
    seq, name, plan, origin, actor, at, kind, question, key, column, payload, based_on = row
    return Event(
        id=name,
        plan=plan,
        origin=origin,
        actor=actor,
        at=moment(at),
        kind=Kind(kind),
        question=question,
        row=key,
        column=column,
        payload=_object(payload),
        based_on=based_on,
        seq=seq,
    )


def _object(text: str) -> Mapping[str, Json]:
    value = json.loads(text)
    return value if isinstance(value, dict) else {}
