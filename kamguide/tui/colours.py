"""Our own light and dark, and which of them the terminal at hand wants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from textual.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Mapping


def _with_variables(theme: Theme, line: str) -> Theme:
    """A theme whose every ink is far enough from its paper: also of Textual's own widgets."""
    ink, paper = str(theme.foreground), str(theme.background)
    theme.variables = {
        "border": line,
        "border-blurred": line,
        "block-cursor-foreground": paper,
        "block-cursor-background": theme.primary,
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-foreground": ink,
        "block-cursor-blurred-background": str(theme.panel),
        "text-muted": ink,
        "text-disabled": ink,
        "input-cursor-background": ink,
        "input-cursor-foreground": paper,
        "input-selection-background": theme.primary,
        "input-selection-foreground": paper,
        "screen-selection-background": theme.primary,
        "screen-selection-foreground": paper,
        "scrollbar": line,
        "scrollbar-hover": line,
        "scrollbar-active": theme.primary,
        "scrollbar-background": paper,
        "scrollbar-background-hover": paper,
        "scrollbar-background-active": paper,
    }
    return theme


LIGHT: Final = _with_variables(
    Theme(
        name="kamguide-light",
        primary="#0b4f8a",
        secondary="#5a3d8a",
        accent="#7a4a00",
        foreground="#1b1b1b",
        background="#ffffff",
        surface="#f2f4f7",
        panel="#e4e8ee",
        success="#1b5e20",
        warning="#7a4a00",
        error="#a4161a",
        dark=False,
    ),
    "#5b6675",
)
DARK: Final = _with_variables(
    Theme(
        name="kamguide-dark",
        primary="#8ec5ff",
        secondary="#d1b8ff",
        accent="#ffcf70",
        foreground="#ededed",
        background="#14171c",
        surface="#1c2027",
        panel="#262b34",
        success="#8fdc9a",
        warning="#ffcf70",
        error="#ff9d9d",
        dark=True,
    ),
    "#9aa6b8",
)
CHOICES: Final = ("auto", "light", "dark")
"""What a person may choose; `auto` follows the terminal."""
_LIGHT_PAPERS: Final = ("7", "15")
"""The papers of `COLORFGBG` that are light."""


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
    return LIGHT.name if is_light else DARK.name


class Look(NamedTuple):
    """How the screen is to look from the first frame on."""

    theme: str = DARK.name
    is_still: bool = True
    """Whether nothing is to move."""
    is_terminal_light: bool | None = None
    """What the terminal said of its paper; nothing where it did not say."""
    is_new: bool = False
    """Whether the person never saw the tour, nor said no to it."""
