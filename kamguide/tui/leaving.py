"""Leaving at once, whatever the reason: words kept, the terminal given back, the process gone.

Everything is kept while one works, so that nothing is left to be taken down but the screen.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from kamguide.errors import KamguideError
from kamguide.tui.terminal import ending, give_back

if TYPE_CHECKING:
    from textual.driver import Driver

    from kamguide.tui.app import KamguideApp

PATIENCE: Final = 0.7
"""Seconds after a signal until the process ends, whatever it is at."""


@runtime_checkable
class Leavable(Protocol):
    """A screen that has something to keep, or holds a plan others may want."""

    def keep_words(self) -> None:
        """Keep what is typed; the plan stays open."""

    def leave(self) -> None:
        """Keep what is typed, and let others work on the plan."""


def end_on_signals(app: KamguideApp) -> None:
    """Leave when we are told to, even while the screen is busy."""
    loop = asyncio.get_running_loop()

    def told(number: int, _frame: object) -> None:
        end_soon(128 + number)
        loop.call_soon_threadsafe(app.leave, 128 + number)

    for number in ending():
        signal.signal(number, told)


def leave_now(app: KamguideApp, driver: Driver, code: int) -> None:
    """Keep every word, give the terminal back, let go of the plan, and be gone."""
    try:
        held = [one for one in reversed(app.screen_stack) if isinstance(one, Leavable)]
        for one in held:
            try:
                one.keep_words()
            except KamguideError:
                code = code or 1
        driver.stop_application_mode()
        driver.close()
        for one in held:
            one.leave()
        if app.workspace is not None:
            app.workspace.store.close()
    finally:
        give_back()
        os._exit(code)


def end_soon(code: int) -> None:
    """End in a moment, whatever the screen is at: what is kept by then is kept."""
    threading.Thread(target=_end_late, args=(code,), daemon=True).start()


def _end_late(code: int) -> None:
    time.sleep(PATIENCE)
    giving_back = threading.Thread(target=give_back, daemon=True)
    giving_back.start()
    giving_back.join(0.1)  # nobody may be there to take it
    os._exit(code)
