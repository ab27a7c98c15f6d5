"""Everything that follows from the log, written anew from it."""

import sqlite3

from kamguide.store import index, reader
from kamguide.store.projection import project
from kamguide.store.rows import answer_statements, plan_statement
from kamguide.store.states import PlanState


def rebuild(db: sqlite3.Connection) -> None:
    """Write plans, answers and the search index anew, within a transaction."""
    for table in ("answers", "places", "search"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own
    db.execute("UPDATE meta SET value = '0' WHERE name = 'indexed'")
    states = {}
    for (plan,) in db.execute("SELECT id FROM plans").fetchall():
        states[plan] = state = project(reader.read_events(db, plan))
        nothing = PlanState(plan=plan)
        for statement in (plan_statement(nothing, state), *answer_statements(nothing, state)):
            db.execute(*statement)
    index.refresh(db, states.__getitem__)
