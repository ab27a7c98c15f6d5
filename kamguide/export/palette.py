"""Colours of every format: calm, told apart by people who see fewer colours, and in grey."""

from collections.abc import Mapping
from typing import Final

INK: Final = "1B1B1B"
BLUE: Final = "0B4F8A"
GREY: Final = "5A6673"
LINE: Final = "B8C1CC"
SHADE: Final = "E4E8EE"
PAPER: Final = "FFFFFF"
WEAK: Final = "FFF1CC"
"""The ground of what was kept against advice."""
OPEN: Final = "FCE4D6"
"""The ground of what is still to find out."""
CORRECT: Final = "F8CBCB"
"""The ground of what needs correction."""
PALETTE: Final = (
    "1A62A3",
    "D08A0A",
    "6F5CA6",
    "5B9BD0",
    "B0446F",
    "2A9D8F",
    "B9481B",
    "8A8F98",
)
"""For series, in this order, dark and light by turns; a longer list begins anew."""
OVER: Final = "1B1B1B"
"""A line over bars."""
LIGHT: Final[Mapping[str, str]] = {
    "paper": PAPER,
    "ink": INK,
    "blue": BLUE,
    "grey": GREY,
    "line": LINE,
    "shade": SHADE,
}
"""What text, lines and grounds are in, by name, on light paper."""
DARK: Final[Mapping[str, str]] = {
    "paper": "14181D",
    "ink": "E4E8EC",
    "blue": "8CC0F2",
    "grey": "A9B2BB",
    "line": "3C4650",
    "shade": "212A33",
}
"""The same on a dark screen."""


def colour(at: int) -> str:
    """The colour of the series at a place."""
    return PALETTE[at % len(PALETTE)]


def is_dark(at: int) -> bool:
    """Whether text on the colour of a series is light."""
    red, green, blue = (int(colour(at)[part : part + 2], 16) for part in (0, 2, 4))
    return red * 0.299 + green * 0.587 + blue * 0.114 < LIGHT_FROM


LIGHT_FROM: Final = 128
"""How light a colour is, of 255, on which text is dark."""
