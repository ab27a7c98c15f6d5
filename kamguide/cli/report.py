"""A bug, told calmly: what is safe, and where a report without anyone's answers lies."""

import os
import tempfile
import traceback

from kamguide import __version__
from kamguide.messages import say


def told_calmly(error: Exception, lang: str) -> str:
    """Write a report of `error` that holds no answers, and say where it is.

    The report names files, lines and types only: what a person typed may be in the message of
    an exception, so that is left out.
    """
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"kamguide {__version__}", f"{type(error).__module__}.{type(error).__qualname__}"]
    lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    handle, path = tempfile.mkstemp(prefix="kamguide-report-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8") as report:
        report.write("\n".join(lines) + "\n")
    return say("cli.bug", lang, path=path)
