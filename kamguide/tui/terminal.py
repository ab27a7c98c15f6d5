"""The terminal taken before anything heavy is imported, and given back however we leave.

Only what Python has at hand is imported here: this stands before the first frame.
"""

import os
import signal
import sys
from typing import Final

if sys.platform != "win32":
    import termios

_OUT: Final = 2
"""Where Textual draws."""
_GIVEN_BACK: Final = (
    "\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[<u"
    "\x1b[0m\x1b[?1049l\x1b[?25h\x1b[?1004l"
)
"""No marks of pastes, reports of mouse, size, focus and keys; the shell's screen and cursor."""
ENDING: Final = ("SIGTERM", "SIGHUP", "SIGINT")
"""Signals that say: end."""


class _Taken:
    """What is known of the terminal while it is ours."""

    before: list[object] | None = None
    """How it was, once it is taken."""
    now = False
    """Whether it is still to be given back."""
    painted = False
    """Whether a first frame stands on a screen of its own."""
    typed = b""
    """What was typed by now, as far as it was read: the screen is to have it first."""


def take() -> None:
    """Take the terminal: from now on what is typed is neither shown nor lost, it waits.

    Raises:
        OSError: It cannot be taken.
    """
    if sys.platform == "win32":
        return
    try:
        before = termios.tcgetattr(0)
        raw = termios.tcgetattr(0)
        raw[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        raw[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        for number in ending():
            signal.signal(number, _give_back_and_end)
        _Taken.before, _Taken.now = before, True
        termios.tcsetattr(0, termios.TCSANOW, raw)
    except termios.error as error:
        raise OSError(str(error)) from error


def ending() -> tuple[int, ...]:
    """The signals that end us; those that are ignored from the start, as under `nohup`, do not."""
    known = [getattr(signal, name, None) for name in ENDING]
    return tuple(
        number
        for number in known
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN
    )


def before() -> list[object] | None:
    """How the terminal was before it was taken; None where it was not."""
    return _Taken.before


def paint(frame: str) -> None:
    """Show a first frame.

    Raises:
        OSError: It cannot be shown.
    """
    _Taken.painted = True
    os.write(_OUT, frame.encode())


def was_painted() -> bool:
    """Whether a first frame stands on a screen of its own; asked once, by who draws over it."""
    painted, _Taken.painted = _Taken.painted, False
    return painted


def keep_typed(raw: bytes) -> None:
    """Keep what was read of the keys for the screen."""
    _Taken.typed += raw


def typed_before() -> bytes:
    """What was read of the keys before the screen was there; asked once, by who hands it over."""
    typed, _Taken.typed = _Taken.typed, b""
    return typed


def passed_on(*, ours: bool) -> None:
    """Say who has the terminal now: the screen, which takes and gives it back itself, or we."""
    _Taken.now = ours and _Taken.before is not None


def give_back() -> None:
    """Give it back as it was taken; nothing where it was not, or is gone."""
    if sys.platform == "win32" or not _Taken.now or _Taken.before is None:
        return
    _Taken.now = False
    try:
        termios.tcsetattr(0, termios.TCSANOW, _Taken.before)  # type: ignore[arg-type]
        os.write(_OUT, _GIVEN_BACK.encode())
    except (OSError, termios.error):
        return


def _give_back_and_end(number: int, _frame: object) -> None:
    give_back()
    os._exit(128 + number)
