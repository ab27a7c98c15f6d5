"""Backups: whole, checked copies of a store, written so that none is ever half there."""

import os
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from kamguide.errors import StoreError
from kamguide.store.connection import connect, create_private, explained, file_schema
from kamguide.store.faults import BackupError, PlanBusyError, StoreTooNewError
from kamguide.store.locks import is_held, lock_folder
from kamguide.store.schema import SCHEMA

_STAMP: Final = "%Y%m%dT%H%M%SZ"
_NAME: Final = re.compile(r"kamguide-(\d{8}T\d{6}Z)(-replaced)?(-\d+)?\.db")
_DAYS: Final = 7
_WEEKS: Final = 4
_MONTHS: Final = 6


def backup_folder(store: Path) -> Path:
    """Where the backups of a store are."""
    return store.with_name(f"{store.name}.backups")


def backups(store: Path) -> tuple[Path, ...]:
    """The backups of a store, the newest first."""
    folder = backup_folder(store)
    found = folder.iterdir() if folder.is_dir() else ()
    named = (path for path in found if _NAME.fullmatch(path.name))
    return tuple(sorted(named, key=lambda path: path.name, reverse=True))


def backup_time(backup: Path) -> datetime:
    """When a backup was made, in UTC, by its name.

    Raises:
        BackupError: It does not have the name of a backup.
    """
    found = _NAME.fullmatch(backup.name)
    if found is None:
        raise BackupError("store.backup.unfit", path=str(backup))
    return datetime.fromisoformat(found[1])


def write_backup(
    connection: sqlite3.Connection, store: Path, now: datetime, to: Path | None = None
) -> Path:
    """Copy a store, open or not, to a file of its own, and check the copy.

    Args:
        connection: An open connection to the store.
        store: The store's file.
        now: The time in UTC, for the name.
        to: The file to write; beside the other backups where None.

    Raises:
        BackupError: The copy is not whole, or the file is there already; it was not kept.
    """
    target = to if to is not None else _free_name(store, now)
    if target.exists():
        raise BackupError("store.backup.exists", path=str(target))
    _copied(connection, target)
    return target


def back_up_daily(connection: sqlite3.Connection, store: Path, now: datetime) -> Path | None:
    """Make today's backup unless there is one or there is nothing to keep; drop old ones."""
    made = [backup_time(path) for path in backups(store)]
    if any(at.date() == now.astimezone(UTC).date() for at in made):
        return None
    if connection.execute("SELECT 1 FROM events LIMIT 1").fetchone() is None:
        return None
    backup = _free_name(store, now)
    _copied(connection, backup)
    for path in superfluous(backups(store)):
        path.unlink(missing_ok=True)
    return backup


def superfluous(made: Iterable[Path]) -> tuple[Path, ...]:
    """Backups beyond the newest of each of 7 days, 4 weeks and 6 months."""
    newest_first = sorted(made, key=lambda path: path.name, reverse=True)
    days: dict[date, Path] = {}
    weeks: dict[tuple[int, int], Path] = {}
    months: dict[tuple[int, int], Path] = {}
    for path in newest_first:
        day = backup_time(path).date()
        days.setdefault(day, path)
        weeks.setdefault(day.isocalendar()[:2], path)
        months.setdefault((day.year, day.month), path)
    wanted = {*[*days.values()][:_DAYS], *[*weeks.values()][:_WEEKS], *[*months.values()][:_MONTHS]}
    return tuple(path for path in newest_first if path not in wanted)


def refuse_unfit(backup: Path) -> None:
    """Make sure that a file is a whole store of a schema we know.

    Raises:
        BackupError: It is damaged, incomplete or no store at all.
        StoreTooNewError: A newer version wrote it.
    """
    try:
        with closing(connect(backup, read_only=True)) as connection, explained(backup):
            schema = file_schema(connection)
            checked = connection.execute("PRAGMA integrity_check").fetchone()[0]
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    except StoreError as error:
        raise BackupError("store.backup.unfit", path=str(backup)) from error
    if schema > SCHEMA:
        raise StoreTooNewError("store.too_new", path=str(backup), schema=schema, known=SCHEMA)
    if schema == 0 or checked != "ok" or broken is not None:
        raise BackupError("store.backup.unfit", path=str(backup))


def restore(backup: Path, store: Path, now: datetime, origin: str = "") -> Path | None:
    """Put a backup in the place of a store, which nobody may have open for writing.

    Args:
        backup: The file to restore.
        store: Where the store is, or, on a new machine, is to be.
        now: The time in UTC.
        origin: A new id for this installation, where it moved to another machine.

    Returns:
        Where the replaced store was put aside, if there was one.

    Raises:
        BackupError: The file is not fit to be restored; nothing was changed.
        PlanBusyError: A plan is open for writing.
    """
    refuse_unfit(backup)
    folder = lock_folder(store)
    for path in folder.glob("*.lock") if folder.is_dir() else ():
        if is_held(path):
            raise PlanBusyError("store.plan.busy", plan=path.stem, who="", since="")
    fresh = store.with_name(f"{store.name}.restoring")
    fresh.unlink(missing_ok=True)
    with closing(connect(backup, read_only=True)) as connection:
        _copied(connection, fresh)
    if origin:
        with closing(connect(fresh)) as connection, connection:
            connection.execute("UPDATE meta SET value = ? WHERE name = 'origin'", (origin,))
    aside = _put_aside(store, now)
    fresh.replace(store)
    _sync_folder(store.parent)
    return aside


def _put_aside(store: Path, now: datetime) -> Path | None:
    if not store.exists():
        return None
    aside = _free_name(store, now, "-replaced")
    aside.parent.mkdir(mode=0o700, exist_ok=True)
    try:
        aside.hardlink_to(store)
    except OSError:  # a file system without hard links: there is a moment without a store
        store.replace(aside)
    return aside


def _free_name(store: Path, now: datetime, kind: str = "") -> Path:
    stem = f"kamguide-{now.astimezone(UTC).strftime(_STAMP)}{kind}"
    target = backup_folder(store) / f"{stem}.db"
    number = 1
    while target.exists():
        number += 1
        target = target.with_name(f"{stem}-{number}.db")
    return target


def _copied(connection: sqlite3.Connection, target: Path) -> None:
    """Copy to a file beside the target, check it, sync it, and only then give it its name."""
    rough = target.with_name(f"{target.name}.{os.getpid()}.part")  # others may copy right now
    rough.unlink(missing_ok=True)
    create_private(rough)
    try:
        with closing(sqlite3.connect(rough)) as copy, explained(rough):
            connection.backup(copy)
        refuse_unfit(rough)
        with rough.open("rb+") as file:
            os.fsync(file.fileno())
        rough.replace(target)
    finally:
        rough.unlink(missing_ok=True)
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
