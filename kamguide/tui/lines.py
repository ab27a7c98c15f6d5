"""Words on one line of the screen, when there are more of them than there is room for."""

from typing import Final

from rich.cells import cell_len, set_cell_size

from kamguide.messages.folding import fold

GAP: Final = "   "
"""What stands between two parts of a line: keys, facts."""
MORE: Final = "..."
POINT: Final = "- "
"""What a point of a list begins with."""
MOST_NARROW: Final = 20
"""Columns that a line has at the least, however far in it begins."""


def fitted(text: str, width: int) -> str:
    """`text` on one line of at most `width` cells: whole parts as far as they fit, else cut."""
    line = " ".join(text.splitlines())
    if cell_len(line) <= width:
        return line
    parts = line.split(GAP)
    while len(parts) > 1:
        parts.pop()
        kept = GAP.join(parts)
        if cell_len(kept) <= width:
            return kept
    return set_cell_size(parts[0], width - len(MORE)).rstrip() + MORE


def parted(text: str, width: int) -> tuple[str, ...]:
    """`text` on as many lines as it takes, each of whole parts; only a long one is folded."""
    lines: list[str] = []
    for part in text.split(GAP):
        if lines and cell_len(joined := f"{lines[-1]}{GAP}{part}") <= width:
            lines[-1] = joined
        else:
            lines += fold(part, width)
    return tuple(lines)


def hanging(text: str, width: int) -> tuple[str, ...]:
    """`text` on as many lines as it takes, what is folded standing under its last column."""
    head, gap, rest = text.rpartition("  ")
    before = f"{head}{gap}{POINT}" if rest.startswith(POINT) else f"{head}{gap}"
    indent = cell_len(before)
    first, *more = fold(text.removeprefix(before), max(MOST_NARROW, width - indent))
    return (before + first, *(" " * indent + one for one in more))
