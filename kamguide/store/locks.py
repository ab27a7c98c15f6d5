"""One writer a plan: a lock of the operating system, which dies with the process."""

import json
import os
import sys
from pathlib import Path
from typing import Final

from msgspec import Struct

from kamguide.store.canonical import canonical_json
from kamguide.store.faults import PlanBusyError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_LOCKED_BYTE: Final = 1 << 20
"""Far behind what the file says, because Windows forbids reading locked bytes."""


class Holder(Struct, frozen=True):
    """Who holds a lock, and since when."""

    who: str
    since: str


def lock_folder(store: Path) -> Path:
    """Where the lock files of a store are."""
    return store.with_name(f"{store.name}.locks")


class PlanLock:
    """The right to write to one plan, until it is let go or the process ends."""

    def __init__(self, folder: Path, plan: str) -> None:
        self._path = folder / f"{plan}.lock"
        self._plan = plan
        self._file: int | None = None

    def take(self, holder: Holder) -> None:
        """Take the lock.

        Raises:
            PlanBusyError: Somebody has it; `who` and `since` are in the values.
        """
        self._path.parent.mkdir(mode=0o700, exist_ok=True)
        file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        if not _locked(file):
            other = _holder(file)
            os.close(file)
            raise PlanBusyError(
                "store.plan.busy", plan=self._plan, who=other.who, since=other.since
            )
        self._file = file
        os.ftruncate(file, 0)
        os.write(file, canonical_json({"since": holder.since, "who": holder.who}).encode())

    def let_go(self) -> None:
        """Let others write; what the file said about us is wiped."""
        if self._file is not None:
            os.ftruncate(self._file, 0)
            os.close(self._file)
            self._file = None


def is_held(path: Path) -> bool:
    """Whether somebody holds the lock on this file."""
    file = os.open(path, os.O_RDWR)
    try:
        return not _locked(file)
    finally:
        os.close(file)


def _holder(file: int) -> Holder:
    """Who holds the lock, as far as they have said by now."""
    os.lseek(file, 0, os.SEEK_SET)
    try:
        said = json.loads(os.read(file, 4096))
        return Holder(str(said["who"]), str(said["since"]))
    except (ValueError, KeyError, TypeError):
        return Holder("", "")


if sys.platform == "win32":

    def _locked(file: int) -> bool:
        os.lseek(file, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(file, 0, os.SEEK_SET)
        return True

else:

    def _locked(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
