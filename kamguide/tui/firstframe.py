"""The first frame, painted before Textual is imported: the question, and where words go.

What is typed from then on waits in the terminal until the screen is there. The screen paints
over it: where the two differ by a cell, nothing but that cell is seen to change.
"""

import os
from collections.abc import Iterator, Mapping
from typing import Final
from unicodedata import combining, east_asian_width

from kamguide.tui import colours
from kamguide.tui.signs import pen

BELOW: Final = 2
"""Lines under the prompt, where the keys and the state will be."""
_TRUE: Final = ("truecolor", "24bit")


def frame(
    card: Mapping[str, str], columns: int, lines: int, theme: Mapping[str, str] = colours.DARK
) -> str:
    """What to write to show what was asked last; an empty screen where nothing was.

    Args:
        card: What was on screen last.
        columns: Of the terminal.
        lines: Of the terminal.
        theme: The colours to show it in.
    """
    look = _Inks(theme)
    parts = ["\x1b[?1049h\x1b[?25l\x1b[?2004h", look.plain, "\x1b[2J"]
    if question := _inert(card.get("question", "")):
        asked = list(_folded(question, max(2, columns - 2)))[: max(1, lines - BELOW - 3)]
        top = max(1, lines - BELOW - len(asked) - 1)
        parts += [f"\x1b[{top};1H", look.rule, pen().across * columns, look.bold]
        parts += [f"\x1b[{top + at};2H{line}" for at, line in enumerate(asked, 1)]
        parts += [f"\x1b[{top + len(asked) + 1};2H", look.mark, ">", look.cursor, "\x1b[1C "]
    return "".join((*parts, "\x1b[0m"))


class _Inks:
    """The escape codes of the looks there are; without colours where the terminal has few."""

    def __init__(self, theme: Mapping[str, str]) -> None:
        true = os.environ.get("COLORTERM", "").lower() in _TRUE and "NO_COLOR" not in os.environ
        ground = _code(48, theme["background"]) if true else ""
        words = _code(38, theme["foreground"]) if true else ""
        self.plain = f"\x1b[0m{ground}{words}"
        self.bold = f"{self.plain}\x1b[1m"
        self.rule = f"{self.plain}{_code(38, theme['border']) if true else ''}"
        self.mark = f"{self.bold}{_code(38, theme['primary']) if true else ''}"
        self.cursor = f"{self.plain}\x1b[7m"


def _code(kind: int, colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"\x1b[{kind};2;{red};{green};{blue}m"


def _inert(words: str) -> str:
    """Words without anything that a terminal would obey."""
    return "".join(char if char.isprintable() else " " for char in words)


def _folded(words: str, room: int) -> Iterator[str]:
    """Lines of at most so many cells, broken at spaces where there are any."""
    line, cells, space = "", 0, 0
    for char in words:
        wide = _cells(char)
        if cells + wide > room:
            cut = space or len(line)
            yield line[:cut].rstrip()
            line = line[cut:].lstrip()
            cells, space = sum(map(_cells, line)), 0
        line += char
        cells += wide
        if char == " ":
            space = len(line)
    yield line


def _cells(char: str) -> int:
    return 0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1
