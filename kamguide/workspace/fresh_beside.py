"""A process of its own that brings plans up to date for a board; light, for it starts with it."""

import json
import os
import subprocess
import sys
from pathlib import Path

from kamguide.store.lines import Summary
from kamguide.workspace.apart import APART, START


class Beside:
    """A process of its own that brings plans up to date, so that keys are heard all the while.

    Working one out is pure calculation: in a thread of this process it would take turns with
    the keys. The process starts with the first plan, and ends with this one.
    """

    def __init__(self, store: Path, today: str) -> None:
        self._command = [
            "--store",
            str(store.absolute()),
            "--today",
            today,
            "--as",
            "-",
            "review",
            "fresh",
        ]
        self._process: subprocess.Popen[str] | None = None

    def ask(self, plan: str) -> Summary | None:
        """What is to be shown of a plan; waits for it, so never on the way of a key."""
        if self._process is None:
            self._process = self._started()
        running = self._process
        if running.stdin is None or running.stdout is None:
            return None
        try:
            running.stdin.write(f"{plan}\n")
            running.stdin.flush()
            return _told(running.stdout.readline(), plan)
        except (OSError, ValueError):  # it is gone: the line stays as it is
            return None

    def _started(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-P", "-c", START, json.dumps(sys.path), *self._command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            **APART,
        )

    def stop(self) -> None:
        """End the process."""
        running, self._process = self._process, None
        if running is not None:
            running.kill()
            running.communicate()


def _told(line: str, plan: str) -> Summary | None:
    said = json.loads(line) if line else {}
    content = said.get("content")
    if said.get("plan") != plan or not isinstance(content, dict):
        return None
    return Summary(plan, int(said["seq"]), content, stale=False)
