"""Words on one line of the screen, when there are more of them than there is room for."""

from typing import Final

from rich.cells import cell_len, set_cell_size

GAP: Final = "   "
"""What stands between two parts of a line: keys, facts."""
MORE: Final = "..."


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
