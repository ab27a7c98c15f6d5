"""What boards show of plans that nobody opened here: read beside whatever else goes on."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from kamguide.errors import KamguideError
from kamguide.model.answers import Json
from kamguide.store.lines import Summary
from kamguide.store.sqlite import SqliteStore
from kamguide.workspace.beside import APART, START
from kamguide.workspace.plans import Workspace
from kamguide.workspace.summary import summary_of


def fresh_summary(store: Path, plan: str, now: datetime) -> tuple[int, dict[str, Json]] | None:
    """What a board shows of a plan now, read with a connection of its own; to run beside others.

    None where the plan cannot be opened: then there is nothing to show of it.
    """
    try:
        with closing(SqliteStore(store, read_only=True)) as own:
            workspace = Workspace(own, actor="", lang="en", now=lambda: now)
            session = workspace.open(plan, read_only=True)
            return own.state(plan).seq, summary_of(session)
    except KamguideError:
        return None


def freshened(
    store: Path, asked: Iterable[str], now: Callable[[], datetime]
) -> Iterator[dict[str, Json]]:
    """Bring up to date what is kept of the plans that are asked for, one after the other.

    Each is told as it is kept; without a content where it cannot be opened.
    """
    with closing(SqliteStore(store, now)) as own:
        for plan in asked:
            made = fresh_summary(store, plan, now())
            if made is None:
                yield {"plan": plan}
                continue
            if not own.is_read_only:
                with suppress(KamguideError):  # shown all the same, worked out again next time
                    own.keep_summary(plan, *made)
            yield {"plan": plan, "seq": made[0], "content": made[1]}


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
