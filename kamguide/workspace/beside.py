"""A plan written to a file by a process of its own, so that typing goes on as before.

Writing is pure calculation: in a thread of this process it would take turns with the keys. What
is written is the plan as it was when the file was asked for, whatever is answered meanwhile. The
process ends its work even if this one ends first.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryFile
from threading import Thread
from typing import Final

from msgspec import Struct

from kamguide.export.files import part_of
from kamguide.workspace.apart import APART, START
from kamguide.workspace.orders import STAGES, Order, Stage, refuse_impossible
from kamguide.workspace.plans import Workspace
from kamguide.workspace.session import Session

_ERROR: Final = "Error: "
"""What the command line begins an error with."""


class Written(Struct, frozen=True):
    """A file that is there: where, how much was held back, and what else there is to know."""

    path: Path
    held_back: int
    notices: tuple[str, ...]


class Writing:
    """A file that is being written; what became of it is known once `is_over`."""

    def __init__(self, order: Order, command: Sequence[str], *, plan: str = "") -> None:
        """Begin to write.

        Args:
            order: The file that is asked for.
            command: What is said to the command line.
            plan: The id of the plan.
        """
        self.order = order
        self.plan = plan
        self.stage: Stage = STAGES[0]
        self.written: Written | None = None
        self.problem = ""
        """Why there is no file, in words; empty where it was stopped."""
        self.is_over = False
        self.is_stopped = False
        self._told = TemporaryFile()  # noqa: SIM115 - open as long as the process tells
        """What it says went wrong, however much."""
        self._process = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-P", "-c", START, json.dumps(sys.path), *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._told,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            **APART,
        )
        self._following = Thread(target=self._follow, daemon=True)
        self._following.start()

    def stop(self) -> None:
        """Give it up: what was begun is cleared away, and the file is as it was before."""
        self.is_stopped = True
        self._process.terminate()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until it is over."""
        self._following.join(seconds)

    def _follow(self) -> None:
        try:
            with self._process as running:
                for line in running.stdout or ():
                    self._hear(line)
            self._told.seek(0)
            told = self._told.read().decode("utf-8", "replace").strip()
            part_of(self.order.target, running.pid).unlink(missing_ok=True)
            if self.written is None and not self.is_stopped:
                self.problem = told.removeprefix(_ERROR) or f"{running.returncode}"
        finally:
            self._told.close()
            self.is_over = True

    def _hear(self, line: str) -> None:
        try:
            said = json.loads(line)
        except ValueError:  # a warning of some library is nothing of ours
            return
        if "stage" in said:
            self.stage = said["stage"]
        elif "written" in said:
            self.written = Written(Path(said["written"]), said["held_back"], tuple(said["notices"]))


def write_beside(workspace: Workspace, session: Session, order: Order) -> Writing:
    """Begin to write a plan as it is at this moment.

    Raises:
        ExportError: It can be seen already that this will not go.
    """
    refuse_impossible(order)
    return Writing(order, _command(workspace, session, order), plan=session.facts.id)


def _command(workspace: Workspace, session: Session, order: Order) -> list[str]:
    asked = [
        *("--store", str(workspace.store.path.absolute())),
        *("--lang", session.lang),
        *("--as", workspace.actor or "-"),
        *("--today", session.today.isoformat()),
        *("export", session.facts.id, "--as-of", session.last_event, "--json"),
        *("--to", str(order.target.absolute()), "--view", order.view),
    ]
    if order.template is not None:
        asked += ["--template", str(order.template.absolute())]
    return [*asked, "--force"] if order.force else asked
