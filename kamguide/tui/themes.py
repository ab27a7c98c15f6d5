"""How Textual draws for us: in our light and dark, with signs that every font has."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.scrollbar import ScrollBarRender
from textual.theme import Theme

from kamguide.tui import colours


def _theme(name: str, *, dark: bool) -> Theme:
    known = colours.THEMES[name]
    theme = Theme(name, known["primary"], dark=dark, variables=colours.variables(known))
    for part in known.keys() - {"border"}:
        setattr(theme, part, known[part])
    return theme


LIGHT: Final = _theme("kamguide-light", dark=False)
DARK: Final = _theme("kamguide-dark", dark=True)


class WholeCells(ScrollBarRender):
    """A scrollbar of whole cells: parts of cells are signs that Chinese fonts do not have."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "]
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "]
