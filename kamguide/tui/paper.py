"""Asks the terminal how light its paper is, without waiting for one that does not know.

The question is followed by one that every terminal answers: what comes before that answer is the
colour, or there is none. Keys that were pressed meanwhile are given back.
"""

from __future__ import annotations

import os
import re
import select
import sys
from time import monotonic
from typing import Final, NamedTuple

_ASK: Final = b"\x1b]11;?\x1b\\\x1b[c"
_COLOUR: Final = re.compile(
    rb"\x1b\]11;rgba?:([0-9a-fA-F]+)/([0-9a-fA-F]+)/([0-9a-fA-F]+)[^\x07\x1b]*(?:\x07|\x1b\\)"
)
_DONE: Final = re.compile(rb"\x1b\[\?[0-9;]*c")
MIDDLE: Final = 0.5
"""Between black and white."""
PATIENCE: Final = 0.1
"""Seconds until a terminal that says nothing is taken at its silence."""


class Paper(NamedTuple):
    """What the terminal said, and the keys that were pressed while it was asked."""

    is_light: bool | None
    typed: bytes = b""


def read_paper(raw: bytes) -> Paper:
    """What an answer says."""
    found = _COLOUR.search(raw)
    typed = _DONE.sub(b"", _COLOUR.sub(b"", raw))
    if found is None:
        return Paper(None, typed)
    red, green, blue = (int(one, 16) / (16 ** len(one) - 1) for one in found.groups())
    return Paper(0.299 * red + 0.587 * green + 0.114 * blue > MIDDLE, typed)


def ask_terminal() -> Paper:
    """Ask the terminal that the person sits at; nothing where that cannot be done."""
    if sys.platform == "win32" or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return Paper(None)
    import termios  # noqa: PLC0415 - not there on Windows
    import tty  # noqa: PLC0415 - as above

    keys, screen = sys.stdin.fileno(), sys.stdout.fileno()
    before = termios.tcgetattr(keys)
    try:
        tty.setcbreak(keys, termios.TCSANOW)
        os.write(screen, _ASK)
        return read_paper(_answer(keys))
    finally:
        termios.tcsetattr(keys, termios.TCSANOW, before)


def _answer(keys: int) -> bytes:
    raw, until = b"", monotonic() + PATIENCE
    while not _DONE.search(raw):
        ready, _, _ = select.select([keys], [], [], max(0.0, until - monotonic()))
        if not ready:
            break
        raw += os.read(keys, 4096)
    return raw
