"""The real screen in a real terminal, and somebody who sits before it.

The program is forked from a process that has imported it already: two hundred sittings would
otherwise be two hundred times the same imports. It runs as it does from a shell, up to its end.
"""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyte

COLUMNS, LINES = 120, 36
ANSWERS = {
    b"\x1b]11;?": b"\x1b]11;rgb:1414/1717/1c1c\x1b\\",
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[6n": b"\x1b[1;1R",
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
}
"""What a terminal answers when it is asked what it can do."""
LONGEST = 10.0
"""Seconds that a picture may take to come whole."""
LEFT = (b"?1049", b"?2004", b"?1000", b"?1003", b"?1006", b"?1004")
"""Modes that must be off once the program has ended."""


class Sitting:
    """A program in a terminal, from its start to its end."""

    def __init__(
        self, argv: Sequence[str], env: Mapping[str, str], program: Sequence[str] = ()
    ) -> None:
        """Start it.

        Args:
            argv: What is said to it.
            env: What it works in.
            program: What to start anew, where nothing is to be imported already.
        """
        self.started = time.monotonic()
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            _become(argv, env, program)
        os.set_blocking(self.terminal, False)
        self.wire = bytearray()
        """Everything that the program wrote."""
        self._seen = 0
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._screen)
        self.status: int | None = None

    def _line(self, at: int) -> str:
        """A line of the screen; what came is laid on it only when somebody looks."""
        if self._seen < len(self.wire):
            fresh = bytes(self.wire[self._seen :])
            self._seen = len(self.wire)
            self._stream.feed(fresh.replace(b"\x1b[<u", b"").replace(b"\x1b[>25u", b""))
        row = self._screen.buffer[at]
        return "".join(row[column].data for column in range(COLUMNS)).rstrip()

    @property
    def lines(self) -> list[str]:
        """What stands on the screen."""
        return [self._line(at) for at in range(LINES)]

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.lines)

    @property
    def _mark(self) -> int:
        """The line of the prompt."""
        lines = range(LINES - 1, -1, -1)
        return next((at for at in lines if self._line(at).lstrip().startswith(">")), -1)

    @property
    def prompt(self) -> str:
        """What stands behind the mark of the prompt."""
        return self._line(self._mark).lstrip()[2:] if self._mark >= 0 else ""

    @property
    def elsewhere(self) -> str:
        """What stands on the screen, but for the prompt."""
        return "\n".join(line for at, line in enumerate(self.lines) if at != self._mark)

    def type(self, words: str | bytes) -> None:
        """Type, however long it takes the program to take it."""
        left = words.encode() if isinstance(words, str) else words
        while left:
            try:
                left = left[os.write(self.terminal, left) :]
            except BlockingIOError:
                self.pump(0.01)
            except OSError:  # it has ended
                return

    def pump(self, seconds: float) -> bool:
        """Take what comes for so long; whether anything came."""
        end, came = time.monotonic() + seconds, False
        while (left := end - time.monotonic()) > 0:
            if not select.select([self.terminal], [], [], left)[0]:
                break
            try:
                chunk = os.read(self.terminal, 1 << 16)
            except OSError:  # it has ended
                return came
            came = True
            self.wire += chunk
            for question, answer in ANSWERS.items():
                if question in chunk:
                    self.type(answer)
        return came

    def until(self, seen: Callable[["Sitting"], bool], within: float = 90.0) -> float:
        """Wait until the screen is as `seen` wants it; the seconds it took."""
        start = time.monotonic()
        while not seen(self):
            while not self.pump(0.02):
                if self.is_gone or time.monotonic() > start + within:
                    raise AssertionError(f"{self.status}\n" + "\n".join(self.lines[-8:]))
        return time.monotonic() - start

    def rest(self, quiet: float = 0.15) -> None:
        """Wait until nothing comes for a while, and what came is whole."""
        end = time.monotonic() + LONGEST
        while self.pump(quiet) or (self._is_painting and time.monotonic() < end):
            pass

    @property
    def _is_painting(self) -> bool:
        return self.status is None and _is_on(self.wire, b"?2026")

    def forget(self) -> None:
        """Forget what came so far; the screen is known no more."""
        self.wire.clear()
        self._seen = 0

    def end(self, how: str, within: float = 5.0) -> float:
        """End it by a signal, a key, or closing the terminal; the seconds until it is gone."""
        start = time.monotonic()
        if how == "close":
            os.close(self.terminal)
            self.terminal = -1
        elif how == "Ctrl+C":
            self.type("\x03")
        elif not self.is_gone:
            os.kill(self.pid, getattr(signal, how))
        while not self.is_gone and time.monotonic() < start + within:
            if self.terminal >= 0:
                self.pump(0.005)
            time.sleep(0.002)
        gone = time.monotonic() - start
        if not self.is_gone:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        elif self.terminal >= 0:
            self.rest(0.01)
        return gone

    @property
    def is_gone(self) -> bool:
        """Whether the process has ended."""
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self.status = os.waitstatus_to_exitcode(status) if pid else None
        return self.status is not None

    @property
    def orphans(self) -> list[int]:
        """Processes of its session that are still there."""
        return [int(one.name) for one in Path("/proc").glob("[0-9]*") if _session(one) == self.pid]

    @property
    def unrestored(self) -> list[str]:
        """What a shell would suffer from after the end."""
        modes = [mode.decode() for mode in LEFT if _is_on(self.wire, mode)]
        if self.wire.rfind(b"\x1b[?25h") < self.wire.rfind(b"\x1b[?25l"):
            modes.append("cursor")
        shown = termios.tcgetattr(self.terminal)
        if not shown[3] & termios.ECHO or not shown[3] & termios.ICANON:
            modes.append("echo")
        return modes

    def close(self) -> None:
        """Let go of the terminal, and of the program if it is still there."""
        if not self.is_gone:
            self.end("SIGKILL")
        if self.terminal >= 0:
            os.close(self.terminal)


def _become(argv: Sequence[str], env: Mapping[str, str], program: Sequence[str]) -> None:
    """Be the program, in the child."""
    try:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        for name in ("SIGTERM", "SIGHUP", "SIGINT"):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.environ.update(env)
        if program:
            os.execv(program[0], [*program, *argv])  # noqa: S606 - ourselves
        sys.argv = ["kamguide", *argv]
        sys.stdin = sys.__stdin__ = open(0, closefd=False)  # noqa: SIM115 - pytest's is none
        sys.stdout = sys.__stdout__ = open(1, "w", closefd=False, encoding="utf-8")  # noqa: SIM115
        sys.stderr = sys.__stderr__ = open(2, "w", closefd=False, encoding="utf-8")  # noqa: SIM115
        from kamguide.__main__ import main  # noqa: PLC0415 - in the child only

        main()
    except SystemExit as ended:
        os._exit(ended.code if isinstance(ended.code, int) else 1)
    finally:
        os._exit(70)


def _is_on(wire: bytearray, mode: bytes) -> bool:
    return wire.rfind(b"\x1b[" + mode + b"h") > wire.rfind(b"\x1b[" + mode + b"l")


def _session(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[3])
    except (OSError, ValueError, IndexError):
        return -1
