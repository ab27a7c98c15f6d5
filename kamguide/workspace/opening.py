"""Opening a file, or the folder it is in, with what the desktop has for it."""

import os
import subprocess
import sys
from pathlib import Path
from shutil import which
from typing import Final

PATIENCE: Final = 3.0
"""Seconds after which an opener that has not given up is taken to have opened something."""


def can_open() -> bool:
    """Whether this person sits before a desktop that could open anything."""
    far = bool(os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"))
    if sys.platform in ("win32", "darwin"):
        return not far
    seen = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return seen and which("xdg-open") is not None


def open_file(path: Path) -> bool:
    """Open a file with the program for its kind; whether that went well. May take seconds."""
    if sys.platform == "win32":
        return _ran("explorer", str(path))
    return _ran("open" if sys.platform == "darwin" else "xdg-open", str(path))


def open_folder(path: Path) -> bool:
    """Show the folder a file is in, the file marked where that can be; whether it went well."""
    if sys.platform == "win32":
        return _ran("explorer", f"/select,{path}")
    if sys.platform == "darwin":
        return _ran("open", "-R", str(path))
    return _ran("xdg-open", str(path.parent))


def _ran(*command: str) -> bool:
    """Run an opener, which says nothing on our screen."""
    try:
        opener = subprocess.Popen(  # noqa: S603 - the desktop's own, by the platform
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    try:
        failed = opener.wait(PATIENCE) != 0
    except subprocess.TimeoutExpired:
        opener.returncode = 0  # it stays open, and is no business of ours
        return True
    return not failed or sys.platform == "win32"  # explorer says 1 whatever it did
