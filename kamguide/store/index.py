"""The search index: which words stand where. Follows from the log, and lags until asked."""

import sqlite3
from collections.abc import Callable

from kamguide.store.lines import Found
from kamguide.store.states import PlanState
from kamguide.store.words import match_expression, question_texts, split_words


def last_seq(connection: sqlite3.Connection) -> int:
    """The last place in the log."""
    row = connection.execute("SELECT coalesce(max(seq), 0) FROM events").fetchone()
    return int(row[0])


def refresh(
    db: sqlite3.Connection, state_of: Callable[[str], PlanState], most: int | None = None
) -> None:
    """Bring the index up to the log, question by question, within a transaction.

    Args:
        db: The store.
        state_of: What a plan comes to now, which is what is written, however far the index gets.
        most: How far it goes on in the log at the most; to its end where None.
    """
    indexed = db.execute("SELECT value FROM meta WHERE name = 'indexed'").fetchone()
    first, last = int(indexed[0]), last_seq(db)
    if most is not None:
        last = min(last, first + most)
    touched = db.execute(
        "SELECT DISTINCT plan, coalesce(question, '') FROM events WHERE seq > ? AND seq <= ?",
        (first, last),
    ).fetchall()
    states: dict[str, PlanState] = {}
    for plan, question in touched:
        if plan not in states:
            states[plan] = state_of(plan)
        _write(db, states[plan], question)
    db.execute("UPDATE meta SET value = ? WHERE name = 'indexed'", (str(last),))


def _write(db: sqlite3.Connection, state: PlanState, question: str) -> None:
    """Write the words of one question anew; without one, those of the plan's name."""
    here = (state.plan, question)
    gone = "SELECT id FROM places WHERE plan = ? AND question = ?"
    db.execute(f"DELETE FROM search WHERE rowid IN ({gone})", here)  # noqa: S608 - our own words
    db.execute("DELETE FROM places WHERE plan = ? AND question = ?", here)
    found = list(question_texts(state, question))
    if not question and state.facts.name:
        found = [Found(state.plan, "", "", state.facts.name)]
    for one in found:
        place = db.execute(
            'INSERT INTO places (plan, question, "row", text) VALUES (?, ?, ?, ?)',
            (one.plan, one.question, one.row, one.text),
        ).lastrowid
        words = " ".join(split_words(one.text))
        db.execute("INSERT INTO search (rowid, words) VALUES (?, ?)", (place, words))


def found_places(
    connection: sqlite3.Connection, words: str, plan: str | None, limit: int
) -> tuple[Found, ...]:
    """Places where all these words stand, by plan, question and row."""
    expression = match_expression(words)
    if not expression:
        return ()
    rows = connection.execute(
        'SELECT plan, question, "row", text FROM search JOIN places ON places.id = search.rowid'
        " WHERE search MATCH ? AND (? IS NULL OR plan = ?)"
        ' ORDER BY plan, question, "row" LIMIT ?',
        (expression, plan, plan, limit),
    )
    return tuple(Found(*row) for row in rows)
