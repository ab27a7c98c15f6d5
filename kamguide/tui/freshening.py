"""What home shows of plans that came from elsewhere is worked out beside it, plan by plan."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from kamguide.errors import KamguideError
from kamguide.workspace.freshening import fresh_summary

if TYPE_CHECKING:
    from kamguide.tui.screens.home import HomeScreen
    from kamguide.workspace.plans import Workspace


class Freshener:
    """Brings up to date what boards show; the screen answers keys all the while."""

    def __init__(self, workspace: Workspace, home: HomeScreen) -> None:
        self._workspace = workspace
        self._home = home
        self._tried: set[str] = set()

    def go_on(self) -> None:
        """Look at the next plan of which too little is known."""
        if self._workspace.store.is_read_only:
            return
        plans = (one for one in self._home.overview.active if not one.is_known)
        plan = next((one.line.id for one in plans if one.line.id not in self._tried), None)
        if plan is not None:
            self._tried.add(plan)
            self._home.run_worker(self._freshen(plan), exclusive=True)

    async def _freshen(self, plan: str) -> None:
        store = self._workspace.store
        made = await asyncio.to_thread(fresh_summary, store.path, plan, self._workspace.now())
        if made is not None:
            try:
                store.keep_summary(plan, *made)
            except KamguideError:  # it is shown as it was, and tried again next time
                return
            self._home.look_again()
        self.go_on()
