"""A look over the store and the machine: what a person who helps wants to know first."""

import platform
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Final

from kamguide import __version__
from kamguide.errors import KamguideError
from kamguide.flowfile.load import available
from kamguide.store.backup import backup_time, backups, write_backup
from kamguide.store.connection import connect
from kamguide.store.places import refuse_bad_place
from kamguide.store.sqlite import SqliteStore
from kamguide.workspace.vocabulary import read_vocabulary, shipped_lists

LEAST_ROOM: Final = 50_000_000
"""Bytes that should be free on the disk of the store."""

Line = tuple[str, str, bool]
"""A name, a value, and whether it is as it should be."""


def health(path: Path, now: datetime, *, rebuild: bool = False) -> Iterator[Line]:
    """Everything worth knowing, line by line."""
    yield "kamguide", __version__, True
    yield "python", platform.python_version(), sys.version_info >= (3, 11)
    yield "sqlite", sqlite3.sqlite_version, True
    yield "encoding", sys.stdout.encoding or "?", True
    yield "flows", ", ".join(name for name, _ in available()), True
    yield from _words()
    yield from _place(path)
    if path.exists():
        yield from _store(path, now, rebuild=rebuild)


def _words() -> Iterator[Line]:
    """Where the person's own words are, and whether they can be used."""
    try:
        found = read_vocabulary(shipped_lists())
    except KamguideError as problem:
        yield "words", str(problem), False
        return
    faults = len(found.problems)
    state = f" ({faults} !)" if faults else "" if found.path.exists() else " (-)"
    yield "words", f"{found.path}{state}", not faults


def _place(path: Path) -> Iterator[Line]:
    yield "store", str(path), True
    parent = next(one for one in (path.parent, *path.parents) if one.exists())
    free = shutil.disk_usage(parent).free
    yield "free space", f"{free // 1_000_000} MB", free > LEAST_ROOM
    try:
        refuse_bad_place(path.parent)
    except KamguideError as problem:
        yield "place", str(problem), False


def _store(path: Path, now: datetime, *, rebuild: bool) -> Iterator[Line]:
    try:
        with closing(connect(path, read_only=True)) as connection:
            checked = str(connection.execute("PRAGMA quick_check").fetchone()[0])
        yield "check", checked, checked == "ok"
        store = SqliteStore(path, lambda: now)
        if rebuild:
            store.rebuild()
            yield "rebuilt", "ok", True
        plans = store.plans(archived=True)
        yield "plans", str(len(plans)), True
        store.close()
    except KamguideError as problem:
        yield "store", str(problem), False
        return
    made = backups(path)
    age = f"{(now - backup_time(made[0])).days} d" if made else "-"
    yield "last backup", age, bool(made)


def back_up(path: Path, now: datetime, target: Path | None) -> Path:
    """Write a verified copy of a store.

    Raises:
        BackupError: The copy is not whole, or the target is there already.
        StoreError: There is no store.
    """
    with closing(connect(path, read_only=True)) as connection:
        return write_backup(connection, path, now, target)
