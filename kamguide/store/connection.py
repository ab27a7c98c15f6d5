"""Opening the file: made private, set to be durable, refused where it is not ours.

A transaction that returned is on the disk: TRUNCATE with EXTRA syncs after its journal is
gone, and notices when a sync client put another file in its place (WAL does neither).
"""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from kamguide.errors import StoreError
from kamguide.store.faults import (
    StoreBusyError,
    StoreDamagedError,
    StoreFailedError,
    StoreForeignError,
    StoreFullError,
    StoreMovedError,
    StoreReadOnlyError,
)
from kamguide.store.schema import APPLICATION_ID

_PATIENCE: Final = 10.0
"""Seconds to wait for another process's short write."""
_CAUSES: Final[tuple[tuple[str, type[StoreError], str], ...]] = (
    ("SQLITE_READONLY_DBMOVED", StoreMovedError, "store.moved"),
    ("SQLITE_READONLY", StoreReadOnlyError, "store.read_only"),
    ("SQLITE_FULL", StoreFullError, "store.full"),
    ("SQLITE_BUSY", StoreBusyError, "store.busy"),
    ("SQLITE_LOCKED", StoreBusyError, "store.busy"),
    ("SQLITE_CORRUPT", StoreDamagedError, "store.damaged"),
    ("SQLITE_NOTADB", StoreDamagedError, "store.damaged"),
)


def create_private(path: Path) -> None:
    """Make an empty file that only its owner can read, in a folder of the same kind.

    Raises:
        FileExistsError: There is a file of this name.
        StoreReadOnlyError: The folder may not be written.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except PermissionError as error:
        raise StoreReadOnlyError("store.read_only", path=str(path)) from error


def is_writable(path: Path) -> bool:
    """Whether a store's file and its folder may be written; the file is made private if so."""
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return False
    if os.name != "nt" and path.stat().st_mode & 0o077:
        with suppress(PermissionError):  # somebody else's file, which we may write
            path.chmod(0o600)
    return True


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open a store's file, which must exist.

    Raises:
        StoreForeignError: It belongs to another program.
        StoreDamagedError: It is no database.
    """
    mode = "ro" if read_only else "rw"
    with explained(path):
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode={mode}",
            uri=True,
            timeout=_PATIENCE,
            isolation_level=None,  # what is not within a transaction of ours is one of its own
            check_same_thread=False,  # a commit may wait for the disk beside its caller
        )
        try:
            _set_up(connection, path, read_only=read_only)
        except (sqlite3.Error, StoreError):
            connection.close()
            raise
    return connection


def pragma(connection: sqlite3.Connection, name: str) -> int:
    """A setting of the file that is a number."""
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def file_schema(connection: sqlite3.Connection) -> int:
    """The schema that the file was written with; 0 for a new file."""
    return pragma(connection, "user_version")


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite says into what happened.

    Raises:
        StoreError: The cause, as a class and a key.
    """
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "") or type(error).__name__
        for prefix, cause, key in _CAUSES:
            if name.startswith(prefix):
                raise cause(key, path=str(path)) from error
        raise StoreFailedError("store.failed", path=str(path), cause=name) from error
    except UnicodeDecodeError as error:
        raise StoreDamagedError("store.damaged", path=str(path)) from error


def _set_up(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    application = pragma(connection, "application_id")
    has_tables = pragma(connection, "schema_version") > 0
    if application != APPLICATION_ID and (application or has_tables):
        raise StoreForeignError("store.foreign", path=str(path))
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA cache_size = -128")
    if read_only:
        return
    connection.execute("PRAGMA journal_mode = TRUNCATE")
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA secure_delete = ON")
    if sys.platform == "darwin":
        connection.execute("PRAGMA fullfsync = ON")
