"""Lines no wider than there is room for, broken where a Chinese or an English reader expects it.

Between two Chinese characters a line may end; but no line begins with a closing mark, ends with
an opening one, or breaks a word in two that would fit on a line: a command such as /核对 is one.
"""

import re
from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len, chop_cells

_OPENING: Final = r"（《〈“‘「『【〔"
_CLOSING: Final = r"，。、；：！？）》〉”’」』】〕…·%％"
_WIDE: Final = r"\u2e80-\u2fff\u3001-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60"
_UNIT: Final = re.compile(
    rf"[{_OPENING}]*(?:(?<![^\s{_OPENING}])/[{_WIDE}]+|[{_WIDE}]|[^\s{_WIDE}{_OPENING}{_CLOSING}]+|\s+)?[{_CLOSING}]*[)\]]*\s*"
)


def fold(line: str, width: int) -> tuple[str, ...]:
    """A line in pieces of at most `width` cells; put together again they are the line.

    Args:
        line: Text without line breaks.
        width: Cells, at least 2: a Chinese character takes two.
    """
    if cell_len(line) <= width:
        return (line,)
    pieces: list[str] = []
    piece, room = "", width
    for unit in _units(line, width):
        needed = cell_len(unit.rstrip())
        if piece and needed > room:
            pieces.append(piece)
            piece, room = "", width
        piece += unit
        room -= cell_len(unit)
    return (*pieces, piece)


def _units(line: str, width: int) -> Iterator[str]:
    """What stays together; what is wider than a line by itself is cut."""
    for found in _UNIT.finditer(line):
        unit = found.group()
        if not unit:
            break
        if cell_len(unit.rstrip()) <= width:
            yield unit
        else:
            yield from chop_cells(unit, width)
