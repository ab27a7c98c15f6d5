"""Asks the terminal how light its paper is, and goes on with other things meanwhile.

The question is followed by one that every terminal answers: what comes before that answer is the
colour, or there is none. Keys that were pressed meanwhile are kept for the screen.
"""

from __future__ import annotations

import os
import re
import select
from time import monotonic
from typing import Final, NamedTuple

from kamguide.tui.terminal import keep_typed

QUESTION: Final = "\x1b]11;?\x1b\\\x1b[c"
_COLOUR: Final = (
    rb"\x1b\]11;rgba?:([0-9a-fA-F]+)/([0-9a-fA-F]+)/([0-9a-fA-F]+)[^\x07\x1b]*(?:\x07|\x1b\\)"
)
"""Compiled when it is first looked for: the question is asked with the first frame."""
_DONE: Final = rb"\x1b\[\?[0-9;]*c"
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
    found = re.search(_COLOUR, raw)
    typed = without_answers(raw)
    if found is None:
        return Paper(None, typed)
    red, green, blue = (int(one, 16) / (16 ** len(one) - 1) for one in found.groups())
    return Paper(0.299 * red + 0.587 * green + 0.114 * blue > MIDDLE, typed)


def without_answers(raw: bytes) -> bytes:
    """What was typed, without what the terminal said between: it may say it late."""
    return re.sub(_DONE, b"", re.sub(_COLOUR, b"", raw)) if b"\x1b" in raw else raw


def hear(asked: float) -> bool | None:
    """Whether the terminal says that its paper is light; the keys that came are kept.

    Args:
        asked: When `QUESTION` was written to it; there is no waiting for what should long be here.
    """
    raw, until = b"", asked + PATIENCE
    while not re.search(_DONE, raw):
        ready, _, _ = select.select([0], [], [], max(0.0, until - monotonic()))
        if not ready or not (came := _read()):
            break
        raw += came
    paper = read_paper(raw)
    keep_typed(paper.typed)
    return paper.is_light


def _read() -> bytes:
    try:
        return os.read(0, 1 << 16)
    except OSError:  # nobody is there any more: the screen finds out, and ends
        return b""
