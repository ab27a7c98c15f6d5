"""A commit that waits for the disk while something else is done."""

import sqlite3
from collections.abc import Callable
from threading import Thread

Meanwhile = Callable[[], object] | None
"""What is done while the disk is waited for: it touches no store, and counts only later."""


def commit(connection: sqlite3.Connection, meanwhile: Meanwhile = None) -> None:
    """Commit what the connection wrote; afterwards it is on the disk.

    Raises:
        sqlite3.Error: It is not.
    """
    if meanwhile is None:
        connection.execute("COMMIT")
        return
    problems: list[sqlite3.Error] = []
    writing = Thread(target=_write, args=(connection, problems))
    writing.start()
    try:
        meanwhile()
    finally:
        writing.join()
        if problems:
            raise problems[0]


def _write(connection: sqlite3.Connection, problems: list[sqlite3.Error]) -> None:
    try:
        connection.execute("COMMIT")
    except sqlite3.Error as problem:
        problems.append(problem)
