"""The terminal as the screen sees it: quiet while nothing happens, and safe when it is gone.

Textual's own driver wakes ten times a second, ends on bytes that are no UTF-8, and spins for
ever once nobody is at the other end.
"""

from __future__ import annotations

import os
import select
import signal
import threading
from codecs import getincrementaldecoder
from typing import TYPE_CHECKING, Any, Final

from textual._time import get_time
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.constants import ESCAPE_DELAY
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Paste

from kamguide.tui.leaving import end_soon
from kamguide.tui.paper import without_answers
from kamguide.tui.terminal import before, passed_on, typed_before, was_painted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TextIO

    from textual.message import Message

CHUNK: Final = 1 << 16
"""Bytes that are read at once."""
OWN_SCREEN: Final = "\x1b[?1049h"


class QuietDriver(LinuxDriver):
    """Sleeps until there is something to read; says once when the terminal is gone."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self._file: TextIO = _Sturdy(self._file, self._tell_gone)  # type: ignore[assignment]  # as much of a file as is used
        self._end_read, self._end_write = os.pipe()
        self._is_heard = threading.Event()
        self._is_gone = self._is_painted = False

    def start_application_mode(self) -> None:
        """Begin; the shell gets back its terminal as it was before anything was painted."""
        self._is_painted = was_painted()
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual's
        self.attrs_before = before() or self.attrs_before
        passed_on(ours=True)

    def stop_application_mode(self) -> None:
        """End; nothing is left to be given back."""
        super().stop_application_mode()
        passed_on(ours=False)

    def write(self, data: str) -> None:
        """Write; a first frame that is painted already stays until it is painted over."""
        if self._is_painted and data == OWN_SCREEN:
            self._is_painted = False
        else:
            super().write(data)

    def _get_terminal_size(self) -> tuple[int, int]:
        """The size that the terminal has, whatever a shell exported of an earlier one."""
        try:
            size = os.get_terminal_size(self.fileno)
        except OSError:
            return super()._get_terminal_size()
        return size.columns or 80, size.lines or 24

    def hear(self) -> None:
        """Hand over what is typed, from now on; until now it waited."""
        self._is_heard.set()

    def run_input_thread(self) -> None:
        """Hand over what is typed, until the screen ends or the terminal does."""
        parser = XTermParser()
        decode = getincrementaldecoder("utf-8")("replace").decode
        pastes = Pastes()
        self._is_heard.wait()
        self._hand_over(parser, pastes.told(decode(typed_before())))
        while True:
            wait = _patience(parser, pastes)
            ready, _, _ = select.select([self.fileno, self._end_read], [], [], wait)
            if self._end_read in ready:
                os.read(self._end_read, 1)
                return
            if ready and not (typed := self._read()):
                self._tell_gone()
                return
            self._hand_over(parser, pastes.told(decode(typed)) if ready else pastes.let_go())
            if not ready and parser._timeout_time is not None:
                parser._timeout_time = 0.0  # it has waited long enough with us
            for event in parser.tick():
                self.process_message(event)

    def _hand_over(self, parser: XTermParser, told: Iterable[tuple[str, bool]]) -> None:
        for text, is_paste in told:
            if is_paste:
                self.process_message(Paste(text))
            elif typed := without_answers(text.encode()).decode():  # Textual takes "" for the end
                for event in parser.feed(typed):
                    self.process_message(event)

    def process_message(self, message: Message) -> None:
        """Hand over a message; what is pasted loses here what a terminal or a reader would obey."""
        if isinstance(message, Paste):
            from kamguide.model.text import clean

            message.text = clean(message.text)
        super().process_message(message)

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, CHUNK)
        except OSError:
            return b""

    def disable_input(self) -> None:
        """Stop reading at once."""
        if self._key_thread is not None and self._key_thread.is_alive():
            self._is_heard.set()
            os.write(self._end_write, b".")
            self._key_thread.join()
        super().disable_input()

    def _tell_gone(self) -> None:
        if not self._is_gone:
            self._is_gone = True
            end_soon(128 + signal.SIGHUP)
            gone: Callable[[], None] = self._app.hung_up  # type: ignore[attr-defined]  # ours
            self._app.call_later(gone)


def _patience(parser: XTermParser, pastes: Pastes) -> float | None:
    """Seconds until what came so far means what it says; None where nothing waits for more."""
    if pastes.is_holding:
        return ESCAPE_DELAY
    end = parser._timeout_time  # Textual polls it
    return None if end is None else max(0.0, end - get_time())


class Pastes:
    """Tells what is pasted from what is typed; Textual takes a strange code in a paste for keys.

    What may be the first half of the mark that begins a paste is held until the rest is there.
    """

    def __init__(self) -> None:
        self._pasted: str | None = None
        self._held = ""

    @property
    def is_holding(self) -> bool:
        """Whether what came last may be half a mark."""
        return bool(self._held)

    def let_go(self) -> list[tuple[str, bool]]:
        """What was held, and was typed after all."""
        held, self._held = self._held, ""
        return [(held, False)] if held else []

    def told(self, text: str) -> Iterator[tuple[str, bool]]:
        """What came, in its order, and whether it was pasted; never empty."""
        text, self._held = self._held + text, ""
        while text:
            if self._pasted is None:
                typed, begins, text = text.partition(BRACKETED_PASTE_START)
                self._pasted = "" if begins else None
                if not begins:
                    typed, self._held = _halved(typed)
                yield from [(typed, False)] if typed else []
            else:
                pasted, ends, text = (self._pasted + text).partition(BRACKETED_PASTE_END)
                self._pasted = None if ends else pasted
                yield from [(pasted, True)] if ends and pasted else []


def _halved(text: str) -> tuple[str, str]:
    """Text, and what at its end may be the first half of the mark that begins a paste."""
    for length in range(min(len(text), len(BRACKETED_PASTE_START) - 1), 0, -1):
        if BRACKETED_PASTE_START.startswith(text[-length:]):
            return text[:-length], text[-length:]
    return text, ""


class _Sturdy:
    """A stream that goes on taking words when nobody can read them any more."""

    def __init__(self, stream: TextIO, tell_gone: Callable[[], None]) -> None:
        self._stream = stream
        self._tell_gone = tell_gone
        self.fileno = stream.fileno
        self.isatty = stream.isatty

    def write(self, text: str) -> None:
        try:
            self._stream.write(text)
        except (OSError, ValueError):
            self._tell_gone()

    def flush(self) -> None:
        try:
            self._stream.flush()
        except (OSError, ValueError):
            self._tell_gone()
