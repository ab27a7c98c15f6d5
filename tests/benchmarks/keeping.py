"""An answer and a table cell on the disk, beside the same statements sent to bare SQLite."""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from shutil import copyfile

from kamguide.model.edits import Edit, SetCell, SetValue
from kamguide.store.changes import Author, draw_up
from kamguide.store.connection import connect
from kamguide.store.ids import IdSource
from kamguide.workspace.recording import change_of
from kamguide.workspace.session import Session

from .measures import Measure
from .plans import NOW, PLAN, keep_plan, store_path, workspace

ROUNDS = 60
_IDS = IdSource()
_CHANGES = ("BEGIN", "INSERT", "UPDATE", "DELETE", "COMMIT")


def keeping_measures(home: Path) -> Iterator[Measure]:
    """Answers and cells of a plan of the full flow, each a transaction of its own."""
    keep_plan(home)
    edits: tuple[tuple[str, Callable[[int], Edit]], ...] = (
        ("an answer kept", lambda n: SetValue("setup_supplier_name", f"Lanqiao {n}")),
        ("a table cell kept", lambda n: SetCell("setup_team", "M1", "name", f"Lin {n}")),
    )
    for name, edit in edits:
        floor, ours = _times(home, edit)
        yield Measure(name, ours, 1.5, floor)


def _times(home: Path, edit: Callable[[int], Edit]) -> tuple[list[float], list[float]]:
    bare_path = store_path(home).with_name("bare.db")
    with workspace(home) as plans:
        session = plans.open(PLAN)
        connection: sqlite3.Connection = vars(plans.store)["_connection"]
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        copyfile(store_path(home), bare_path)
        with closing(connect(bare_path)) as bare:
            pairs = [_pair(session, connection, bare, edit(number)) for number in range(ROUNDS)]
        plans.close(session)
    return [floor for floor, _ in pairs], [ours for _, ours in pairs]


def _pair(
    session: Session, connection: sqlite3.Connection, bare: sqlite3.Connection, edit: Edit
) -> tuple[float, float]:
    """Keep one edit, and send what that sent to bare SQLite."""
    plan, author = session.facts.id, Author("bench", "Lin", NOW, _IDS)
    sent: list[str] = []
    connection.set_trace_callback(sent.append)
    start = time.perf_counter()
    state = session.store.state(plan)
    session.store.record(draw_up(state, [change_of(session.flow, edit)], author))
    ours = time.perf_counter() - start
    connection.set_trace_callback(None)
    return _replayed(bare, [one for one in sent if one.startswith(_CHANGES)]), ours


def _replayed(bare: sqlite3.Connection, statements: Sequence[str]) -> float:
    start = time.perf_counter()
    for statement in statements:
        bare.execute(statement)
    return time.perf_counter() - start
