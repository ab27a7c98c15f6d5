"""Which signs charts, borders and marks are drawn with on this screen."""

import os
import sys

from kamguide.export.charted.pens import ASCII, CHOICE, Pen, pen_for


def pen() -> Pen:
    """Lines where they are surely one cell wide; ASCII everywhere else."""
    return pen_for(os.environ, encoding="utf-8", platform=sys.platform)


def is_ascii() -> bool:
    """Whether nothing but ASCII is to be drawn."""
    return pen() is ASCII


def choose_ascii(wanted: bool) -> None:
    """Draw nothing but ASCII from now on, or what the terminal has again."""
    if wanted:
        os.environ[CHOICE] = "ascii"
    else:
        os.environ.pop(CHOICE, None)
