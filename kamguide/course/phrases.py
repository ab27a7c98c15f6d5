"""Phrases of six words that a group can say, write on a board, and type in any class room.

The words are the English list of BIP-39: 2,048 plain words of three to eight letters, no two of
which begin with the same four. Six of them, drawn at random, are 66 bits: more than anybody can
try out, each guess made slow besides.
"""

import secrets
import unicodedata
from difflib import get_close_matches
from functools import cache
from math import log2
from typing import Final

from kamguide.errors import UsageError

WORDS: Final = 6
ENOUGH: Final = 4
"""Letters that tell every word of the list from all others."""
_BETWEEN: Final = str.maketrans(dict.fromkeys("-_,，、;；.。·/", " "))


@cache
def _words() -> tuple[str, ...]:
    from mnemonic import Mnemonic

    return tuple(Mnemonic("english").wordlist)


@cache
def _by_beginning() -> dict[str, str]:
    return {word[:ENOUGH]: word for word in _words()}


def entropy_bits() -> float:
    """How many bits of chance are in a phrase."""
    return WORDS * log2(len(_words()))


def new_phrase() -> str:
    """Six words drawn at random, each as likely as any other."""
    return " ".join(secrets.choice(_words()) for _ in range(WORDS))


def read_phrase(raw: str) -> str:
    """A phrase as it was meant: width, case and what stands between words do not count.

    The first four letters of a word are enough.

    Raises:
        UsageError: It has not six words, or one of them is not in the list.
    """
    plain = unicodedata.normalize("NFKC", raw).casefold().translate(_BETWEEN)
    typed = plain.split()
    if len(typed) != WORDS:
        raise UsageError("course.phrase.count", count=len(typed), wanted=WORDS)
    return " ".join(_meant(word, at) for at, word in enumerate(typed, start=1))


def _meant(word: str, at: int) -> str:
    known = _by_beginning().get(word[:ENOUGH])
    if known is None or not (known.startswith(word) or word == known):
        near = get_close_matches(word, _words(), n=1, cutoff=0.5)
        key = "course.phrase.near" if near else "course.phrase.word"
        raise UsageError(key, at=at, word=word, near="".join(near))
    return known
