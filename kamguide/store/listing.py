"""The list of plans, read with plain SQLite: cheap, for a command line or a board."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kamguide.store.connection import connect, explained
from kamguide.store.faults import StoreDamagedError
from kamguide.store.lines import PlanLine, Summary
from kamguide.store.times import moment

_LINE: Final = (
    "SELECT id, name, flow, version, status, archived, series, number, parent,"
    " started_at, changed_at, changed_by, seq FROM plans"
)


DELETED: Final = 2
"""What `archived` is for a plan that was deleted; 1 for one that was put away."""


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


def listed_summaries(path: Path) -> Mapping[str, Summary]:
    """What boards show of the plans of a store, by plan; `stale` where one has moved on since."""
    if not path.is_file() or not path.stat().st_size:
        return {}
    with snapshot(path) as connection:
        return read_summaries(connection)


def read_summaries(connection: sqlite3.Connection) -> Mapping[str, Summary]:
    """What boards show, by plan."""
    rows = connection.execute(
        "SELECT plan, summaries.seq, content, plans.seq > summaries.seq"
        " FROM summaries JOIN plans ON plans.id = plan ORDER BY plan"
    )
    with readable():
        return {
            plan: Summary(plan, seq, json.loads(content), bool(stale))
            for plan, seq, content, stale in rows
        }


def read_plans(connection: sqlite3.Connection, *, archived: bool) -> tuple[PlanLine, ...]:
    """All plans, the one changed last first."""
    where = " WHERE status <> 'forgotten'" + ("" if archived else " AND archived = 0")
    rows = connection.execute(f"{_LINE}{where} ORDER BY changed_at DESC, id")
    with readable():
        return tuple(_line(row) for row in rows)


def _line(row: tuple[str, str, str, str, str, int, str, int, str, str, str, str, int]) -> PlanLine:
    plan, name, flow, version, status, archived, series, number, parent, *times, seq = row
    started_at, changed_at, changed_by = (str(one) for one in times)
    return PlanLine(
        plan, name, flow, version, status, bool(archived), series, number, parent,
        moment(started_at), moment(changed_at), changed_by, int(seq), archived == DELETED,
    )  # fmt: skip
