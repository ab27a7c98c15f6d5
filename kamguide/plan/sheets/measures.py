"""How wide the cells of a sheet want to be, and how many lines their texts then take."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from kamguide.model.text import width
from kamguide.plan.workbook import Content, Form, Formula, Link, Look, SheetCell

TALLEST: Final = 30
"""Lines of a row; more is seen in the cell itself."""
ONE_LINE: Final[tuple[Look, ...]] = ("title", "section", "small", "over", "key")
"""What runs over the cells beside it rather than widen its own."""


def lines_of(cells: Mapping[tuple[int, int], SheetCell], widths: Sequence[int]) -> dict[int, int]:
    """The rows that need more than one line."""
    lines: dict[int, int] = {}
    for (row, column), cell in cells.items():
        content = cell.content.value if isinstance(cell.content, Formula) else cell.content
        if isinstance(content, str) and cell.look not in ONE_LINE:
            room = max(1, widths[column] - 2)
            if len(content) * 2 <= room and "\n" not in content:
                continue
            count = sum(max(1, -(-width(part) // room)) for part in content.split("\n"))
            if count > lines.get(row, 1):
                lines[row] = min(count, TALLEST)
    return lines


def longest_word(content: Content) -> int:
    """The width of the longest word; Chinese may break after any character."""
    words = re.findall(r"[!-~]+", content) if isinstance(content, str) else []
    return max(map(len, words), default=0)


def width_of(content: Content, form: Form) -> int:
    """About how many letters wide a cell wants to be."""
    if isinstance(content, Formula):
        content = content.value
    if isinstance(content, Link):
        content = content.text
    if isinstance(content, str):
        return width(max(content[:200].split("\n"), key=len)) + 3
    if isinstance(content, date):
        return 12
    return len(f"{content:,.{DECIMALS.get(form, 0)}f}") + 3


DECIMALS: Final[Mapping[Form, int]] = {
    "money": 1,
    "percent": 1,
    "score": 2,
    "ratio": 3,
    "index": 2,
}
"""Decimals that are shown."""
