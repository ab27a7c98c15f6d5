"""How much room a text takes in a frame, for files whose reader does not flow it. All in points.

The widths are those of Arial, rounded up, and of full-width Chinese; lines are broken where
office programs break them, so that what is estimated is what is seen.
"""

import re
from functools import lru_cache
from typing import Final
from unicodedata import east_asian_width

LEADING: Final = 1.26
"""Height of a line for each point of its size; files say it too, so that it holds."""
SAFETY: Final = 1.03
"""Room for faces that run a little wider than ours."""
BOLD: Final = 1.08
SHORT: Final = 300
"""Characters of a text that may well fit one line."""
_ADVANCES: Final = {
    222: "ijl",
    278: " !,./:;I[]\\ft|'{}",
    334: '()-r`"',
    389: "*",
    500: "Jcksvxyz^",
    556: "#$?_abdeghnopquL0123456789–",
    584: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    944: "%W",
}
"""Thousandths of the size that a letter of Arial takes."""
_ADVANCE: Final = {char: one / 1000 for one, chars in _ADVANCES.items() for char in chars}
_LETTER: Final = 0.75
"""What any other letter takes at most; other signs may be set in the Chinese face."""
_PIECE: Final = re.compile(
    r"[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+\s*|.\s*", re.DOTALL
)
"""A word with the blanks behind it, or one Chinese character."""


@lru_cache(maxsize=4096)
def _advance(char: str) -> float:
    known = _ADVANCE.get(char)
    if known is not None:
        return known
    return _LETTER if char.isalpha() and east_asian_width(char) not in "WFA" else 1.02


@lru_cache(maxsize=8192)
def _ems(text: str) -> float:
    """How wide a text is, in its size; the same words are measured over and over."""
    return sum(map(_advance, text))


def wide(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is on one line."""
    return _ems(text) * size * SAFETY * (BOLD if bold else 1.0)


def pieces_of(text: str) -> list[str]:
    """What a text may be broken between: words with the blanks behind them, or characters."""
    return _PIECE.findall(text)


def wrapped(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """A text in lines no wider than `room`; put together again they are the text.

    Line ends stay at the end of their lines; a word wider than the room is broken.
    """
    if "\n" not in text and len(text) <= SHORT and wide(text, size, bold=bold) <= room:
        return [text]
    lines: list[str] = []
    for paragraph in text.splitlines(keepends=True) or [""]:
        lines += _broken(paragraph, room, size, bold)
    return lines


def _broken(text: str, room: float, size: float, bold: bool) -> list[str]:
    lines, line, used = [], "", 0.0
    for piece in pieces_of(text):
        width = wide(piece.rstrip(), size, bold=bold)
        if used + width > room and line:
            lines.append(line)
            line, used = "", 0.0
        *full, last = _chopped(piece, room, size, bold) if width > room else [piece]
        lines += full
        line += last
        used += wide(last, size, bold=bold)
    return [*lines, line]


def _chopped(word: str, room: float, size: float, bold: bool) -> list[str]:
    """A word in parts that each take a line; at least a character a line."""
    parts, part, used = [], "", 0.0
    for char in word:
        width = wide(char, size, bold=bold)
        if part and used + width > room:
            parts.append(part)
            part, used = "", 0.0
        part, used = part + char, used + width
    return [*parts, part]


def height(lines: int, size: float) -> float:
    """How high so many lines are."""
    return lines * size * LEADING
