"""Somebody who does not wait: types from the first moment on, while nothing is loaded yet.

`python -m tests.terminal.hurrying FOLDER TIMES` prints what the prompt came to show, as JSON.
The program starts as from a shell, with nothing imported.
"""

import json
import os
import sys
import time
from pathlib import Path

from .killing import environment, fill, reopen
from .sitting import Sitting

TYPED = "Lanqiao 蓝桥包装 é😀 "
PASTED = "\x1b[200~one line 一行 of a paste\x1b[201~"
EXPECTED = "Lanqiao 蓝桥包装 é😀 one line 一行 of a paste, and on"


def main(folder: Path, times: int) -> None:
    """Start, type at once, and see what came of it."""
    os.environ.update(environment(folder))
    fill(folder)
    print(json.dumps([_hurried(folder, 0.02 * number) for number in range(times)]))  # noqa: T201


def _hurried(folder: Path, wait: float) -> dict[str, object]:
    asked = reopen(folder)
    argv = [sys.executable, "-m", "kamguide"]
    sitting = Sitting((), environment(folder), argv)
    try:
        sitting.pump(wait)
        for char in TYPED:
            sitting.type(char)
            sitting.pump(0.005)
        first = sitting.until(lambda one: "".join(asked.split()) in "".join(one.text.split()))
        sitting.type(PASTED)
        time.sleep(wait)
        for char in ", and on":
            sitting.type(char)
            sitting.pump(0.03)
        sitting.until(lambda one: b"Ctrl+Z" in one.wire)
        sitting.rest(0.2)
        return {"shown": sitting.prompt, "first": first}
    finally:
        sitting.end("SIGTERM")
        sitting.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
