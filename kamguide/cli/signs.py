"""Which signs charts are drawn with on the terminal at hand."""

import os
import sys
from typing import TextIO

from kamguide.export.charted.pens import ASCII, LINES, Pen, pen_for


def pen_of(out: TextIO, *, is_ascii: bool | None = None) -> Pen:
    """The signs asked for; else lines where they are surely narrow, and ASCII everywhere else."""
    if is_ascii is not None:
        return ASCII if is_ascii else LINES
    encoding = out.encoding if out.isatty() else ""
    return pen_for(os.environ, encoding=encoding, platform=sys.platform)
