"""How much room text takes in a picture, and how it is broken into lines that fit.

Pictures have no layout of their own, so widths are reckoned beforehand: on the safe side for the
sans-serif fonts that a picture may be set in.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final
from unicodedata import combining, east_asian_width

from kamguide.model.text import flat

_WIDTHS: Final[dict[int, str]] = {
    24: " ",
    30: "ij|",
    32: "',.:;Il",
    36: "!-f",
    38: "()[]{}",
    40: "/\\",
    42: "rt",
    48: "s",
    50: "*?z",
    52: "c",
    54: "x",
    56: '"FJLY_evy',
    58: "#$+0123456789<=>^agk~",
    60: "ESTVX",
    62: "AZ`bdhnopqu",
    64: "CP",
    66: "BKR",
    70: "DG",
    72: "&",
    74: "HNU",
    76: "OQ",
    82: "M",
    84: "w",
    88: "W",
    94: "%m",
    98: "@",
}
_LATIN: Final = {char: width / 100 for width, chars in _WIDTHS.items() for char in chars}
"""Widths in em, of the wider of a plain and an ordinary bold letter."""
_ACCENTED: Final = 0.78
_PICTOGRAM: Final = 1.4
_PICTOGRAMS: Final = 0x1F000
BOLD: Final = 1.06
"""How much wider than plain type bold type may be."""
LEADING: Final = 1.3
"""From line to line, in sizes."""
_PIECE: Final = re.compile(
    r"[「『（《“]*(?:[!-~\u00a1-\u024f]+|.)[」』）》”，。、：；！？…]*|\s", re.DOTALL
)
"""What is not broken: a word, or a character with the punctuation that clings to it."""
_SHORTER: Final = "…"
FULL: Final = 0.6
"""A line that whole words fill less than this is filled with a part of the next."""


@lru_cache(maxsize=8192)
def _em(char: str) -> float:
    if char in _LATIN:
        return _LATIN[char]
    if combining(char):
        return 0
    if ord(char) >= _PICTOGRAMS:
        return _PICTOGRAM
    return _ACCENTED if east_asian_width(char) == "N" and char.isalpha() else 1


@lru_cache(maxsize=8192)
def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line of text is at most."""
    return sum(map(_em, text)) * size * (BOLD if bold else 1)


def fitted(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """`text` on one line within `room`: what does not fit goes, and `…` stands for it."""
    text = flat(text)
    if width_of(text, size, bold=bold) <= room:
        return text
    kept = ""
    for piece in _pieces(text, room, size):
        if width_of(f"{kept}{piece}{_SHORTER}", size, bold=bold) > room:
            break
        kept += piece
    if width_of(kept, size, bold=bold) < room * FULL:
        kept = _head(text, room, size, bold=bold)
    return f"{kept.rstrip(' ，、,;；')}{_SHORTER}" if kept else ""


def whole(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """A number where there is room for all of it, else nothing: half a number is a wrong one."""
    return text if width_of(text, size, bold=bold) <= room else ""


def _head(text: str, room: float, size: float, *, bold: bool) -> str:
    """As many characters as there is room for, where words leave much of it."""
    end = 0
    while end < len(text) and width_of(f"{text[: end + 1]}{_SHORTER}", size, bold=bold) <= room:
        end += 1
    return text[:end]


def wrapped(
    text: str, room: float, size: float, lines: int = 2, *, bold: bool = False
) -> tuple[str, ...]:
    """`text` in up to `lines` lines within `room`; the last is shortened where there is more."""
    rest = flat(text)
    made: list[str] = []
    while rest and len(made) < lines - 1:
        line = _line(rest, room, size, bold=bold)
        if not line:
            return ()
        made.append(line.rstrip())
        rest = rest[len(line) :].lstrip()
    last = fitted(rest, room, size, bold=bold)
    return (*made, last) if last else tuple(made)


def _line(text: str, room: float, size: float, *, bold: bool) -> str:
    """The longest beginning of `text` that fits; nothing where not a character does."""
    kept = ""
    for piece in _pieces(text, room, size):
        if width_of((kept + piece).rstrip(), size, bold=bold) > room:
            break
        kept += piece
    return kept


def _pieces(text: str, room: float, size: float) -> Iterator[str]:
    """What a line is made of; a word wider than the room is broken."""
    for piece in _PIECE.findall(text):
        if width_of(piece, size, bold=True) <= room:
            yield piece
            continue
        start = 0
        for end in range(1, len(piece) + 1):
            if end > start + 1 and width_of(piece[start:end], size, bold=True) > room:
                yield piece[start : end - 1]
                start = end - 1
        yield piece[start:]
