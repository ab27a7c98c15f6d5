"""Colours of series: they come on top of letters, and are read on dark and light grounds."""

from typing import Final

from rich.style import Style

from kamguide.export.palette import INK, PAPER, colour

_BRIGHT: Final = 115
"""Of 255, the brightness from which dark ink is read better than white."""
_SHARES: Final = (0.299, 0.587, 0.114)
"""How much red, green and blue count for an eye."""


def tint(at: int) -> Style:
    """The ground of the series at a place, and ink that is read on it."""
    ground = colour(at)
    parts = (int(ground[start : start + 2], 16) for start in (0, 2, 4))
    brightness = sum(part * share for part, share in zip(parts, _SHARES, strict=True))
    return Style(color=f"#{INK if brightness > _BRIGHT else PAPER}", bgcolor=f"#{ground}")
