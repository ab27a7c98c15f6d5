"""The signs that charts are drawn with, and which of them a terminal shows as wide as we count.

Lines, boxes and arrows beyond ASCII are one cell wide in most terminals and two in many Chinese
ones, where every line with such a sign in it would be torn.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple


class Pen(NamedTuple):
    """A set of signs, each counted as one cell; there before the first frame, so made at once."""

    bar: str
    rest: str
    """What is left of the way to the most there can be."""
    across: str
    up: str
    cross: str
    corners: tuple[str, str, str, str]
    """Upper left, upper right, lower left, lower right."""
    tees: tuple[str, str, str, str]
    """Where a line meets a frame: at its top, bottom, left, right."""
    to: str
    rising: str
    falling: str
    level: str


ASCII: Final = Pen("#", ".", "-", "|", "+", ("+",) * 4, ("+",) * 4, "->", "^", "v", "=")
"""Aligned in every terminal, in every font, and on paper."""
LINES: Final = Pen(
    "■", ".", "─", "│", "┼", ("┌", "┐", "└", "┘"), ("┬", "┴", "├", "┤"), "→", "↑", "↓", "="
)
"""Signs of GB2312, which every Chinese font has."""

CHOICE: Final = "KAMGUIDE_CHARTS"
"""The variable of the environment that says `ascii` or `lines` once for all."""
_LOCALES: Final = ("LC_ALL", "LC_CTYPE", "LANG")
_EAST_ASIAN: Final = ("zh", "ja", "ko")


def pen_named(name: str) -> Pen:
    """The signs of that name: `lines`, else ASCII."""
    return LINES if name == "lines" else ASCII


def pen_for(environment: Mapping[str, str], *, encoding: str, platform: str) -> Pen:
    """The signs that are surely as wide as we count them.

    Args:
        environment: Variables as they were set.
        encoding: Of what is written to; nothing where nobody knows.
        platform: As Python names it.
    """
    if choice := environment.get(CHOICE, "").casefold():
        return pen_named(choice)
    is_unicode = encoding.casefold().replace("-", "").replace("_", "") == "utf8"
    if not is_unicode or platform == "win32":
        return ASCII
    locales = (environment.get(name, "").casefold() for name in _LOCALES)
    return ASCII if any(one.startswith(_EAST_ASIAN) for one in locales) else LINES
