"""The command line's entrance: `kamguide` and `python -m kamguide`."""

import sys


def main() -> None:
    """Run the command line; output that a console cannot write is replaced, never a crash."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    from kamguide.cli import kamguide

    kamguide()


if __name__ == "__main__":
    main()
