"""Colours of series: they come on top of letters, and are read on dark and light grounds."""

from rich.style import Style

from kamguide.export.slides.palette import INK, PAPER, colour


def tint(at: int) -> Style:
    """The ground of the series at a place, and ink that is read on it."""
    ground = colour(at)
    ink = max((INK, PAPER), key=lambda one: _contrast(one, ground))
    return Style(color=f"#{ink}", bgcolor=f"#{ground}")


def ink(at: int) -> Style:
    """What a bar of the series at a place is drawn with: on its own ground where there is one."""
    return tint(at)


def _contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21, as WCAG has it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # type: ignore[no-any-return]  # a float to a float
