"""The program in tmux, as in any terminal window: keys in, the text of the screen out."""

import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self
from uuid import uuid4


class Tmux:
    """One program in one window; the window goes when it is left."""

    def __init__(
        self, argv: Sequence[str], env: Mapping[str, str], cwd: Path, size: tuple[int, int]
    ) -> None:
        self._server = f"kamguide-{uuid4().hex[:8]}"
        columns, lines = size
        given = [f"{name}={value}" for name, value in env.items()]
        place = ["-d", "-x", str(columns), "-y", str(lines), "-c", str(cwd)]
        self._run("-f", "/dev/null", "new-session", *place, "env", *given, *argv)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *unused: object) -> None:
        self._run("kill-server", check=False)

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return self._run("capture-pane", "-p")

    def press(self, *names: str) -> None:
        """Press keys by their names in tmux: `Enter`, `F8`, `C-u`."""
        self._run("send-keys", *names)

    def type(self, words: str) -> None:
        """Type words as they are."""
        self._run("send-keys", "-l", "--", words)

    def paste(self, words: str) -> None:
        """Paste words as one piece."""
        self._run("load-buffer", "-", words=words)
        self._run("paste-buffer", "-p", "-d")

    def rest(self, quiet: float = 0.25) -> str:
        """Wait until the screen stays as it is; the text on it."""
        seen = self.text
        while True:
            time.sleep(quiet)
            if (now := self.text) == seen:
                return now
            seen = now

    def until(self, words: str, within: float = 60.0) -> str:
        """Wait until words stand on the screen; all the text on it.

        Raises:
            TimeoutError: They never did.
        """
        end = time.monotonic() + within
        while words not in (seen := self.text):
            if time.monotonic() > end:
                raise TimeoutError(seen)
            time.sleep(0.05)
        return seen

    def until_gone(self, words: str) -> None:
        """Wait until words stand on the screen no more."""
        while words in self.text:
            time.sleep(0.05)

    def _run(self, *arguments: str, words: str | None = None, check: bool = True) -> str:
        done = subprocess.run(
            ["tmux", "-L", self._server, *arguments],
            check=check,
            input=words,
            capture_output=True,
            encoding="utf-8",
        )
        return done.stdout
