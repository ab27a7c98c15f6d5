"""Writing a file whole or not at all, for its owner's eyes."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from kamguide.errors import ExportError


def write_file(target: Path, write: Callable[[BinaryIO], object], force: bool = False) -> None:
    """Have `write` fill a file, which appears only once it is complete and on the disk.

    Raises:
        ExportError: The file is there already and `force` is not set, or it cannot be written.
    """
    if os.path.exists(target) and not force:  # noqa: PTH110 - False for what no file can be called
        raise ExportError("export.exists", path=str(target))
    temporary = part_of(target, os.getpid())
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as out:
            write(out)
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(target)
    except OSError as error:
        raise ExportError(
            "export.failed", path=str(target), why=error.strerror or type(error).__name__
        ) from error
    finally:
        temporary.unlink(missing_ok=True)


def part_of(target: Path, process: int) -> Path:
    """Where a process has a file until it is complete."""
    return target.with_name(f".{target.name[:80]}.{process}.part")
