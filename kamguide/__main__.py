"""The command line's entrance: `kamguide` and `python -m kamguide`."""

import gc
import sys
from typing import Final

FEWEST_NEW: Final = 50_000
"""Objects that come to be before Python looks for garbage: loading makes none, but many objects."""


def main() -> None:
    """Run the command line; output that a console cannot write is replaced, never a crash."""
    gc.set_threshold(FEWEST_NEW, 50, 50)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    from kamguide.cli import kamguide

    kamguide()


if __name__ == "__main__":
    main()
