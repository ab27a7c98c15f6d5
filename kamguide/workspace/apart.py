"""How this program starts another of itself, which works apart from it."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

START: Final = (
    "import sys, json; sys.path[:] = json.loads(sys.argv.pop(1));"
    "from kamguide.workspace.apart import stand_back; stand_back();"
    "from kamguide.__main__ import main; main()"
)
"""The command line, which finds what this process has found, and nothing in the folder of work."""
NICE: Final = 10
if sys.platform == "win32":
    _QUIETLY = subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
    APART: dict[str, Any] = {"creationflags": _QUIETLY}
else:
    APART: dict[str, Any] = {"start_new_session": True}
"""The keys that end this process, such as Ctrl+C, do not end that one."""


def stand_back() -> None:
    """Let keys go first where there are not cores enough."""
    if sys.platform == "win32":
        return
    os.nice(NICE)
    with suppress(OSError):  # Linux shares cores among sessions first, and this is one of its own
        Path("/proc/self/autogroup").write_text(str(NICE), "ascii")
