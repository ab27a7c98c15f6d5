"""Forgetting on request: the one thing that rewrites the log, and everything made from it.

Ids, times and kinds of events stay, so that a log merged again finds its own; what they
said is gone from every page of every file of the store, backups and drafts included.
"""

import re
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Final

from msgspec import Struct

from kamguide.errors import StoreError
from kamguide.model.names import spelled
from kamguide.store import reader
from kamguide.store.backup import backup_folder, backups
from kamguide.store.canonical import Json, canonical_json
from kamguide.store.connection import connect
from kamguide.store.events import Event
from kamguide.store.lines import Draft
from kamguide.store.rebuild import rebuild
from kamguide.store.rows import DROP_DRAFT
from kamguide.store.schema import GUARDS, SEARCH, UNGUARD, migrate
from kamguide.store.slots import FORGOTTEN
from kamguide.store.wire import event_digest

MARK: Final = "□□□"
"""What stands in the place of a name that was forgotten."""
_REWRITE: Final = (
    'UPDATE events SET actor = ?, question = ?, "row" = ?, "column" = ?, payload = ?, digest = ?'
    " WHERE seq = ?"
)


class Redaction(Struct, frozen=True):
    """What is to be forgotten."""

    event: Callable[[Event], Event]
    """An event as it may stay."""
    drops_draft: Callable[[Draft], bool]


class Forgotten(Struct, frozen=True):
    """What was forgotten."""

    events: int
    backups: int
    """Backups that were cleaned."""
    dropped: int
    """Backups that could not be read, and so were deleted."""


def redaction_of_plan(plan: str) -> Redaction:
    """Everything that a plan says."""

    def redacted(event: Event) -> Event:
        if event.plan != plan:
            return event
        payload = dict(FORGOTTEN)
        return replace(event, actor="", question=None, row=None, column=None, payload=payload)

    return Redaction(redacted, lambda draft: draft.plan == plan)


def redaction_of_person(name: str) -> Redaction:
    """A name, wherever it stands as a word of its own; what was said about it stays."""
    found = re.compile(spelled(name), re.IGNORECASE) if name.split() else None

    def redacted(event: Event) -> Event:
        if found is None:
            return event
        payload = _without(found, dict(event.payload))
        row = found.sub(MARK, event.row) if event.row is not None else None
        changed = replace(event, actor=found.sub(MARK, event.actor), row=row)
        if payload == event.payload and changed == event:
            return event
        content = payload if isinstance(payload, dict) else {}
        return replace(changed, payload={**content, **FORGOTTEN})

    def drops(draft: Draft) -> bool:
        return found is not None and found.search(f"{draft.row}\n{draft.text}") is not None

    return Redaction(redacted, drops)


def forget(db: sqlite3.Connection, redaction: Redaction) -> int:
    """Rewrite a store, and give the pages that held it back; the number of events changed.

    It is one transaction; the pages are wiped and the file is written anew after it.
    """
    db.execute("BEGIN IMMEDIATE")
    try:
        changed = _rewrite(db, redaction)
        db.execute("COMMIT")
    except BaseException:
        db.rollback()
        raise
    db.execute("VACUUM")
    return changed


def _rewrite(db: sqlite3.Connection, redaction: Redaction) -> int:
    plans = [plan for (plan,) in db.execute("SELECT id FROM plans").fetchall()]
    changed = 0
    for statement in UNGUARD:
        db.execute(statement)
    for plan in plans:
        for draft in reader.read_drafts(db, plan):
            if redaction.drops_draft(draft):
                place = (plan, draft.question, draft.row or "", draft.column or "")
                db.execute(DROP_DRAFT, place)
        for event in tuple(reader.read_events(db, plan)):
            redacted = redaction.event(event)
            if redacted != event:
                _write(db, redacted)
                changed += 1
    for statement in (*GUARDS, "DELETE FROM summaries", "DROP TABLE search", SEARCH):
        db.execute(statement)
    rebuild(db)
    return changed


def _write(db: sqlite3.Connection, event: Event) -> None:
    payload = canonical_json(dict(event.payload))
    place = (event.question, event.row, event.column)
    db.execute(_REWRITE, (event.actor, *place, payload, event_digest(event), event.seq))


def forget_in_backups(store: Path, redaction: Redaction) -> tuple[int, int]:
    """Forget in every backup; how many were cleaned, and how many unreadable ones deleted."""
    cleaned = dropped = 0
    for path in backups(store):
        try:
            with closing(connect(path)) as connection:
                migrate(connection)
                forget(connection, redaction)
            cleaned += 1
        except StoreError:
            path.unlink()
            dropped += 1
    for path in _leftovers(store):
        path.unlink()
    return cleaned, dropped


def _leftovers(store: Path) -> list[Path]:
    """What an interrupted backup or restore left behind."""
    folder = backup_folder(store)
    rough = [*folder.glob("*.part")] if folder.is_dir() else []
    return [*rough, *store.parent.glob(f"{store.name}.restoring*")]


def _without(found: re.Pattern[str], value: Json | Mapping[str, Json]) -> Json:
    """A JSON value with the mark wherever the name stood."""
    if isinstance(value, str):
        return found.sub(MARK, value)
    if isinstance(value, list):
        return [_without(found, one) for one in value]
    if isinstance(value, Mapping):
        return {found.sub(MARK, name): _without(found, one) for name, one in value.items()}
    return value
