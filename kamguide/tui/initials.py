"""Pinyin initials, so that 重要程度 is found by `zycd`, as in every Chinese list.

The library is loaded when the first letter is typed in a Chinese list, and not before: it takes
as long as a second screen. Its table of phrases, which takes as long again, is left out; where a
character has several readings each of them counts, which is what a person expects anyway.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import Final

_LIBRARY: Final = "pypinyin"
_SPARED: Final = ("PYPINYIN_NO_PHRASES", "PYPINYIN_NO_DICT_COPY")


def is_loaded() -> bool:
    """Whether initials can be told without a pause."""
    return _LIBRARY in sys.modules


def load() -> None:
    """Load what knows how characters are read; safe beside the screen."""
    for name in _SPARED:
        os.environ.setdefault(name, "1")
    import pypinyin  # noqa: F401, PLC0415 - see above


@cache
def initials(label: str) -> tuple[frozenset[str], ...]:
    """For each character that is heard, the letters it may begin with; others as they are."""
    from pypinyin import Style, pinyin  # noqa: PLC0415 - see above

    heard = (
        pinyin(char, style=Style.FIRST_LETTER, heteronym=True)[0]
        for char in label.casefold()
        if char.isalnum()
    )
    return tuple(frozenset(letters) for letters in heard)


def begins(letters: str, label: str) -> bool:
    """Whether a label begins with these initials."""
    return _fit(letters, initials(label))


def contains(letters: str, label: str) -> bool:
    """Whether these initials stand in a label one after another."""
    known = initials(label)
    return any(_fit(letters, known[at:]) for at in range(len(known)))


def _fit(letters: str, known: tuple[frozenset[str], ...]) -> bool:
    wanted = letters.casefold()
    return len(wanted) <= len(known) and all(
        letter in heard for letter, heard in zip(wanted, known, strict=False)
    )
