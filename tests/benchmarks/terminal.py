"""Programs in a terminal of ours, timed by what appears on their screen.

Time zero is just before the program starts; a moment is that of the read that brought the
bytes. Nothing is drawn while the clock runs: what came is laid on the screen afterwards.
"""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyte

COLUMNS, LINES = 120, 36
QUIET = 0.15
"""Seconds without output after which what came is looked at."""
_ANSWERS = {
    b"\x1b]11;?": b"\x1b]11;rgb:1414/1717/1c1c\x1b\\",
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[6n": b"\x1b[1;1R",
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
}
"""What a terminal answers when it is asked what it can do."""
_HELD, _SHOWN = b"\x1b[?2026h", b"\x1b[?2026l"
"""Between these a terminal holds the picture back."""


class Terminal:
    """A program running in a terminal, and the screen as a person sees it."""

    def __init__(self, argv: Sequence[str], env: Mapping[str, str], cwd: Path) -> None:
        self._argv, self._cwd = argv, cwd
        self._env = {**env, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._screen)
        self._came: list[tuple[float, float, bytes]] = []
        self._is_held = False
        self.started = 0.0
        self.worked_until = 0.0
        """How long the program had worked when what was waited for came."""

    def __enter__(self) -> "Terminal":
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            self._argv,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=self._env,
            cwd=self._cwd,
            start_new_session=True,
        )
        os.close(slave)
        return self

    def __exit__(self, *unused: object) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._master)

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(self._screen.display)

    def type(self, text: str) -> float:
        """Type; the moment it was typed."""
        now = time.perf_counter()
        os.write(self._master, text.encode())
        return now

    def until(
        self, seen: Callable[[str], bool], *, within: float = 30.0, quiet: float = QUIET
    ) -> float:
        """Wait until the screen is as `seen` wants it, and quiet; the moment it first was.

        Raises:
            TimeoutError: It never was.
        """
        end = time.perf_counter() + within
        found: float | None = None
        while found is None:
            if time.perf_counter() > end:
                raise TimeoutError(self.text)
            self._listen(quiet)
            found = self._drawn(seen)
        return found

    def settle(self, quiet: float) -> None:
        """Wait until nothing has come for `quiet` seconds."""
        self._listen(quiet)
        self._drawn(lambda _: False)

    def wait(self, seconds: float) -> None:
        """Let it work for so long, whether it is quiet or not."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._take(left)
        self._drawn(lambda _: False)

    def leave(self, key: str) -> float:
        """Press a key that ends the program; the seconds until its process is gone."""
        pressed = self.type(key)
        while self._process.poll() is None:
            self._take(0.001)
        return time.perf_counter() - pressed

    def hang_up(self) -> float:
        """Close the terminal; the seconds until the process is gone."""
        start = time.perf_counter()
        os.close(self._master)
        self._master = os.open(os.devnull, os.O_RDWR)
        self._process.wait(10)
        return time.perf_counter() - start

    @property
    def megabytes(self) -> float:
        """The most memory that the program has had."""
        lines = Path(f"/proc/{self._process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))

    @property
    def pid(self) -> int:
        """The process of the program."""
        return self._process.pid

    @property
    def processor_time(self) -> float:
        """Seconds that all its threads had a processor until now."""
        ticks = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[11:13]
        return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")

    @property
    def worked(self) -> float:
        """Seconds its main thread had a processor until now: the same on a busy machine."""
        pid = self._process.pid
        try:
            told = Path(f"/proc/{pid}/task/{pid}/schedstat").read_text()
        except OSError:  # it has ended
            return 0.0
        return int(told.split()[0]) / 1e9

    def wake_ups(self, seconds: float) -> float:
        """How often its threads woke in a second, over so many."""
        before = self._sleeps()
        self._listen(seconds)
        return (self._sleeps() - before) / seconds

    def _sleeps(self) -> int:
        tasks = Path(f"/proc/{self._process.pid}/task").iterdir()
        lines = [line for task in tasks for line in (task / "status").read_text().splitlines()]
        return sum(int(line.split()[1]) for line in lines if line.startswith("voluntary_ctxt"))

    def _listen(self, quiet: float) -> None:
        """Take what comes, and answer what is asked, until nothing does for a while."""
        while self._take(quiet):
            pass

    def _take(self, seconds: float) -> bool:
        """Take what comes next, within so long; whether anything did."""
        if not select.select([self._master], [], [], seconds)[0]:
            return False
        try:
            chunk = os.read(self._master, 65536)
        except OSError:  # the program has ended
            return False
        self._came.append((time.perf_counter(), self.worked, chunk))
        for question, answer in _ANSWERS.items():
            if question in chunk:
                os.write(self._master, answer)
        return True

    def _drawn(self, seen: Callable[[str], bool]) -> float | None:
        found: float | None = None
        for moment, worked, chunk in self._came:
            self._stream.feed(chunk)
            if _HELD in chunk or _SHOWN in chunk:
                self._is_held = chunk.rfind(_HELD) > chunk.rfind(_SHOWN)
            if found is None and not self._is_held and seen(self.text):
                found, self.worked_until = moment, worked
        self._came.clear()
        return found


def run_time(argv: Sequence[str], env: Mapping[str, str], cwd: Path) -> float:
    """Seconds that a program takes from start to end."""
    start = time.perf_counter()
    subprocess.run(argv, env=dict(env), cwd=cwd, check=True, capture_output=True)
    return time.perf_counter() - start
