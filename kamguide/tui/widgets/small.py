"""What stands over everything in a window that is too small; what is below stays as it is."""

from typing import Final

from kamguide.messages import say
from kamguide.tui.widgets.words import Words

LEAST: Final = (60, 18)
"""Columns and lines that everything fits in."""


class TooSmall(Words):
    """Says how large the window must be; keys still go where they went."""

    DEFAULT_CSS = """
    TooSmall {
        layer: over; width: 100%; height: 100%; padding: 1 2;
        background: $background; color: $foreground;
    }
    """

    def tell(self, width: int, height: int, lang: str) -> None:
        """Say how large the window is, and how large it must be."""
        words = say(
            "small.words",
            lang,
            width=width,
            height=height,
            least_width=LEAST[0],
            least_height=LEAST[1],
        )
        self.put(words)


def is_too_small(width: int, height: int) -> bool:
    """Whether not everything fits."""
    return width < LEAST[0] or height < LEAST[1]
