"""The tables of a store. Events can be added and read, never changed or deleted.

Everything but `events`, `drafts` and `meta` follows from the log and can be rebuilt.
"""

import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID: Final = 0x4B414D47
"""`KAMG`: how the file says whose it is."""
SCHEMA: Final = 1
"""The schema this version writes; `user_version` of the file."""

GUARDS: Final = (
    "CREATE TRIGGER events_stay BEFORE DELETE ON events"
    " BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END",
    "CREATE TRIGGER events_stand BEFORE UPDATE ON events"
    " BEGIN SELECT RAISE(ABORT, 'events are never changed'); END",
)
UNGUARD: Final = ("DROP TRIGGER events_stay", "DROP TRIGGER events_stand")

SEARCH: Final = "CREATE VIRTUAL TABLE search USING fts5 (words, tokenize = 'unicode61')"

_FIRST: Final = (
    """
    CREATE TABLE meta (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE plans (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        name_key TEXT NOT NULL,
        flow TEXT NOT NULL,
        version TEXT NOT NULL,
        hash TEXT NOT NULL,
        status TEXT NOT NULL,
        archived INTEGER NOT NULL,
        series TEXT NOT NULL,
        number INTEGER NOT NULL,
        parent TEXT NOT NULL,
        started_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        changed_by TEXT NOT NULL,
        seq INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX plans_by_name ON plans (name_key)",
    "CREATE INDEX plans_by_change ON plans (archived, changed_at)",
    """
    CREATE TABLE events (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        plan TEXT NOT NULL REFERENCES plans (id),
        origin TEXT NOT NULL,
        actor TEXT NOT NULL,
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        question TEXT,
        "row" TEXT,
        "column" TEXT,
        payload TEXT NOT NULL,
        based_on TEXT,
        digest TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX events_by_plan ON events (plan, seq)",
    """
    CREATE TABLE answers (
        plan TEXT NOT NULL REFERENCES plans (id),
        question TEXT NOT NULL,
        "row" TEXT NOT NULL,
        "column" TEXT NOT NULL,
        state TEXT NOT NULL,
        value TEXT NOT NULL,
        event TEXT NOT NULL,
        PRIMARY KEY (plan, question, "row", "column")
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE drafts (
        plan TEXT NOT NULL REFERENCES plans (id),
        question TEXT NOT NULL,
        "row" TEXT NOT NULL,
        "column" TEXT NOT NULL,
        text TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (plan, question, "row", "column")
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE summaries (
        plan TEXT PRIMARY KEY REFERENCES plans (id),
        seq INTEGER NOT NULL,
        content TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE places (
        id INTEGER PRIMARY KEY,
        plan TEXT NOT NULL,
        question TEXT NOT NULL,
        "row" TEXT NOT NULL,
        text TEXT NOT NULL,
        UNIQUE (plan, question, "row")
    ) STRICT
    """,
    SEARCH,
    *GUARDS,
)
TABLES: Final = frozenset(
    {"meta", "plans", "events", "answers", "drafts", "summaries", "places", "search"}
)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a store to the schema of this version, each step whole or not at all."""
    from sqlite_utils import Migrations

    steps = Migrations("kamguide")

    @steps(name="0001_the_log")
    def the_log(db: "Database") -> None:
        for statement in _FIRST:
            db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("PRAGMA user_version = 1")

    steps.apply(_tables(connection))


def introduce(connection: sqlite3.Connection, facts: Mapping[str, str]) -> None:
    """Keep what a new store says of itself."""
    named = ({"name": name, "value": value} for name, value in facts.items())
    _tables(connection).table("meta").insert_all(named)


def _tables(connection: sqlite3.Connection) -> "Database":
    from sqlite_utils import Database

    return Database(connection, strict=True, execute_plugins=False)
