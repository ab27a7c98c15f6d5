"""Lines of the board that are out of date are worked out as they are seen, by another process."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from msgspec import Struct

from kamguide.workspace.fresh_beside import Beside

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from kamguide.store.lines import Summary
    from kamguide.tui.screens.board import BoardScreen
    from kamguide.workspace.board import BoardLine


class BoardStart(Struct, frozen=True):
    """Where the plans of a board are, the clock, and how it looks at first."""

    store: Path
    now: Callable[[], datetime]
    typed: str = ""
    """What is typed to choose plans."""
    sort: str = "name"
    reverse: bool = False


class BoardFreshener:
    """Asks for one plan after the other, those in view, as long as there are any."""

    def __init__(self, start: BoardStart, screen: BoardScreen) -> None:
        self._start = start
        self._screen = screen
        self._beside: Beside | None = None
        self._tried: set[tuple[str, int]] = set()
        self._is_busy = False

    def look(self) -> None:
        """See whether anything in view is out of date."""
        if not self._is_busy and self._next() is not None:
            self._is_busy = True
            self._screen.run_worker(self._go_on(), exit_on_error=False)

    def _next(self) -> BoardLine | None:
        seen = self._screen.in_view
        stale = (one for one in seen if one.is_stale)
        return next((one for one in stale if (one.id, one.seq) not in self._tried), None)

    async def _go_on(self) -> None:
        try:
            while (line := self._next()) is not None:
                self._tried.add((line.id, line.seq))
                summary = await asyncio.to_thread(self._ask, line.id)
                if summary is not None and self._screen.is_attached:
                    self._screen.take(line.id, summary)
        finally:
            self._is_busy = False

    def _ask(self, plan: str) -> Summary | None:
        if self._beside is None:
            today = self._start.now().astimezone().date()
            self._beside = Beside(self._start.store, today.isoformat())
        return self._beside.ask(plan)

    def stop(self) -> None:
        """Nobody looks any more."""
        if self._beside is not None:
            self._beside.stop()
