"""How much the program does while nobody does anything.

`python -m tests.terminal.watching FOLDER` prints the wake-ups of a second and the bytes that came
while nothing was typed, as JSON; for the interview, for a field with a cursor, and for home.
"""

import json
import os
import sys
import time
from pathlib import Path

from .killing import environment, fill
from .sitting import Sitting

SECONDS = 1.5
LATE = 20.0
"""Seconds in which a place must have come to rest: on a busy disk a draft is kept late."""
QUIET = 2.0
"""Wake-ups of a second that are none."""


def wake_ups(pid: int) -> int:
    """How often the threads of a process have gone to sleep so far."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    lines = [line for task in tasks for line in (task / "status").read_text().splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("voluntary_ctxt"))


def idle(sitting: Sitting) -> tuple[float, int]:
    """Wake-ups of a second, and bytes, while nobody types: once what was begun is done."""
    end = time.monotonic() + LATE
    while True:
        woken, came = _watched(sitting)
        if (woken <= QUIET and not came) or time.monotonic() > end:
            return woken, came


def _watched(sitting: Sitting) -> tuple[float, int]:
    sitting.rest(0.3)
    before, came = wake_ups(sitting.pid), len(sitting.wire)
    time.sleep(SECONDS)
    woken = (wake_ups(sitting.pid) - before) / SECONDS
    sitting.pump(0.01)
    return woken, len(sitting.wire) - came


def main(folder: Path) -> None:
    """Sit down, and do nothing."""
    os.environ.update(environment(folder))
    fill(folder)
    sitting = Sitting((), environment(folder))
    found = {}
    try:
        sitting.until(lambda one: b"Ctrl+Z" in one.wire)
        found["interview"] = idle(sitting)
        sitting.type("half a word")
        sitting.until(lambda one: one.prompt == "half a word")
        found["words"] = idle(sitting)
        sitting.type("\x1b[20~")
        sitting.until(lambda one: "New plan" in one.text)
        found["home"] = idle(sitting)
        sitting.end("SIGTERM")
    finally:
        sitting.close()
    print(json.dumps(found))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))
