"""How this program starts another of itself, which works apart from it."""

import subprocess
import sys
from typing import Any, Final

START: Final = (
    "import sys, json, os; sys.path[:] = json.loads(sys.argv.pop(1));"
    "getattr(os, 'nice', int)(10);"
    "from kamguide.__main__ import main; main()"
)
"""The command line, which finds what this process has found, and nothing in the folder of work.

It stands back behind keys where there are not cores enough.
"""
if sys.platform == "win32":
    _QUIETLY = subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
    APART: dict[str, Any] = {"creationflags": _QUIETLY}
else:
    APART: dict[str, Any] = {"start_new_session": True}
"""The keys that end this process, such as Ctrl+C, do not end that one."""
