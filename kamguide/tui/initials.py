"""Pinyin, so that 重要程度 is found by `zycd` or `zhongyao`, as in every Chinese list.

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
    import pypinyin  # noqa: F401 - see above


@cache
def initials(label: str) -> tuple[frozenset[str], ...]:
    """For each character that is heard, its syllables; others as they are."""
    from pypinyin import Style, pinyin

    heard = (
        pinyin(char, style=Style.NORMAL, heteronym=True)[0]
        for char in label.casefold()
        if char.isalnum()
    )
    return tuple(frozenset(syllables) for syllables in heard)


def begins(letters: str, label: str) -> bool:
    """Whether a label begins with these initials."""
    return _fit(letters, initials(label))


def contains(letters: str, label: str) -> bool:
    """Whether these initials stand in a label one after another."""
    known = initials(label)
    return any(_fit(letters, known[at:]) for at in range(len(known)))


def _fit(letters: str, known: tuple[frozenset[str], ...]) -> bool:
    """Whether each character is told by its initial or syllable, the last as far as typed."""
    wanted = letters.casefold()
    if not wanted or not known:
        return not wanted
    return any(
        _fit(wanted[taken:], known[1:])
        for heard in known[0]
        for taken in {1, 1 + (heard[1:2] == "h"), len(heard), len(wanted)}
        if wanted[:taken] == heard[:taken]
    )
