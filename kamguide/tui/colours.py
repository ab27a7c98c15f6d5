"""Our own light and dark, known before Textual is, and which of them the terminal wants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

LIGHT: Final = {
    "primary": "#0b4f8a",
    "secondary": "#5a3d8a",
    "accent": "#7a4a00",
    "foreground": "#1b1b1b",
    "background": "#ffffff",
    "surface": "#f2f4f7",
    "panel": "#e4e8ee",
    "success": "#1b5e20",
    "warning": "#7a4a00",
    "error": "#a4161a",
    "border": "#5b6675",
}
DARK: Final = {
    "primary": "#8ec5ff",
    "secondary": "#d1b8ff",
    "accent": "#ffcf70",
    "foreground": "#ededed",
    "background": "#14171c",
    "surface": "#1c2027",
    "panel": "#262b34",
    "success": "#8fdc9a",
    "warning": "#ffcf70",
    "error": "#ff9d9d",
    "border": "#9aa6b8",
}
_OF_LIGHT: Final = "kamguide-light"
_OF_DARK: Final = "kamguide-dark"
THEMES: Final = {_OF_LIGHT: LIGHT, _OF_DARK: DARK}
"""The colours of each theme, by its name."""
CHOICES: Final = ("auto", "light", "dark")
"""What a person may choose; `auto` follows the terminal."""
_LIGHT_PAPERS: Final = ("7", "15")
"""The papers of `COLORFGBG` that are light."""


def variables(colours: Mapping[str, str]) -> dict[str, str]:
    """What Textual's own widgets are drawn with: every ink far enough from its paper."""
    ink, paper, line = colours["foreground"], colours["background"], colours["border"]
    return {
        "border": line,
        "border-blurred": line,
        "block-cursor-foreground": paper,
        "block-cursor-background": colours["primary"],
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-foreground": ink,
        "block-cursor-blurred-background": colours["panel"],
        "text-muted": ink,
        "text-disabled": ink,
        "input-cursor-background": ink,
        "input-cursor-foreground": paper,
        "input-selection-background": colours["primary"],
        "input-selection-foreground": paper,
        "screen-selection-background": colours["primary"],
        "screen-selection-foreground": paper,
        "scrollbar": line,
        "scrollbar-hover": line,
        "scrollbar-active": colours["primary"],
        "scrollbar-background": paper,
        "scrollbar-background-hover": paper,
        "scrollbar-background-active": paper,
    }


def theme_for(choice: str, environment: Mapping[str, str], answered: bool | None = None) -> str:
    """The name of the theme to begin with.

    Args:
        choice: One of `CHOICES`.
        environment: Variables as they were set.
        answered: Whether the terminal said that its paper is light; nothing where it did not say.
    """
    if choice in ("light", "dark"):
        return f"kamguide-{choice}"
    told = environment.get("COLORFGBG", "").rpartition(";")[2]
    is_light = answered if answered is not None else told in _LIGHT_PAPERS
    return _OF_LIGHT if is_light else _OF_DARK


class Look(NamedTuple):
    """How the screen is to look from the first frame on."""

    theme: str = _OF_DARK
    is_still: bool = True
    """Whether nothing is to move."""
    is_terminal_light: bool | None = None
    """What the terminal said of its paper; nothing where it did not say."""
    is_new: bool = False
    """Whether the person never saw the tour, nor said no to it."""
