"""Which signs charts are drawn with on this screen."""

import os
import sys

from kamguide.export.charted.pens import Pen, pen_for


def pen() -> Pen:
    """Lines where they are surely one cell wide; ASCII everywhere else."""
    return pen_for(os.environ, encoding="utf-8", platform=sys.platform)
