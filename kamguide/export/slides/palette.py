"""Colours of slides and their charts: calm, and told apart by people who see fewer colours."""

from typing import Final

INK: Final = "1B1B1B"
BLUE: Final = "0B4F8A"
GREY: Final = "5F6B7A"
LINE: Final = "B8C1CC"
SHADE: Final = "E4E8EE"
PAPER: Final = "FFFFFF"
PALETTE: Final = (
    "0B4F8A",
    "E09A1A",
    "2A9D8F",
    "7FB2DE",
    "B5567A",
    "8A8F98",
    "C4572A",
    "4B3F72",
)
"""For series, in this order; a longer list begins anew."""
OVER: Final = "1B1B1B"
"""A line over bars."""


def colour(at: int) -> str:
    """The colour of the series at a place."""
    return PALETTE[at % len(PALETTE)]
