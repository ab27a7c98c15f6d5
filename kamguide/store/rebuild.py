"""Everything that follows from the log, written anew from it."""

from typing import TYPE_CHECKING

from kamguide.store import index, reader
from kamguide.store.projection import project
from kamguide.store.rows import answer_statements, plan_statement
from kamguide.store.states import PlanState

if TYPE_CHECKING:
    from sqlite_utils import Database


def rebuild(db: "Database") -> None:
    """Write plans, answers and the search index anew, within a transaction."""
    for table in ("answers", "places", "search"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own
    db.execute("UPDATE meta SET value = '0' WHERE name = 'indexed'")
    states = {}
    for (plan,) in db.execute("SELECT id FROM plans").fetchall():
        states[plan] = state = project(reader.read_events(db.conn, plan))
        nothing = PlanState(plan=plan)
        for statement in (plan_statement(nothing, state), *answer_statements(nothing, state)):
            db.execute(*statement)
    index.refresh(db, states.__getitem__)
