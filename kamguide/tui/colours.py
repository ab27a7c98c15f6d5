"""The colours of the screen, known before Textual is."""

import os
from typing import Final

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
}


def is_light() -> bool:
    """Whether the terminal says that it is light."""
    return os.environ.get("COLORFGBG", "").endswith(";15")
