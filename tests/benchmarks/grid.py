"""A cell typed in a table of 2,000 rows, beside the same in a table of 20.

What is counted is the time the processor works from Enter until the screen is quiet.
"""

import asyncio
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from textual.pilot import Pilot

from kamguide.model.edits import ConfirmDraft
from kamguide.tui.app import KamguideApp
from kamguide.tui.screens.interview import InterviewScreen
from kamguide.tui.screens.talking import FRAME

from .measures import Measure
from .plans import keep_plan, workspace

TABLE, COLUMN = "pareto_customers", "margin"
SHORT, LONG = 20, 2000
CELLS = 8
QUIET = 1.0
"""Seconds in which all that follows a cell after a pause is done."""


def grid_measures(home: Path) -> Iterator[Measure]:
    """The worked case with customers by the dozen and by the thousand."""
    floors, ours = [], []
    for number in range(2):
        floors += asyncio.run(_typed(home / f"short-{number}", SHORT))
        ours += asyncio.run(_typed(home / f"long-{number}", LONG))
    yield Measure("a cell in 2,000 rows", ours, 1.5, floors)


async def _typed(home: Path, rows: int) -> list[float]:
    """Seconds of work for each of a few cells, one below the other."""
    _keep(home, rows)
    with workspace(home) as plans:
        app = KamguideApp(lambda: plans, lang="en", plan="Muquan")
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause(QUIET)
            screen = pilot.app.screen
            if not isinstance(screen, InterviewScreen):
                raise TypeError(type(screen))
            screen.prompt.put(f"/goto {TABLE}")
            await pilot.press("enter")
            await pilot.pause(QUIET)
            screen.grid.fills_down = True
            screen.grid.go("C2", COLUMN)
            await pilot.pause(QUIET)
            return [await _entered(pilot) for _ in range(CELLS)]


async def _entered(pilot: Pilot[None]) -> float:
    await pilot.press("9")
    await pilot.pause(QUIET)
    start = time.process_time()
    await pilot.press("enter")
    await pilot.pause(2 * FRAME)
    return time.process_time() - start


def _keep(home: Path, count: int) -> None:
    """Keep a plan with so many customers, their margins still to be filled in."""
    home.mkdir()
    keep_plan(home, {TABLE: ""})
    with workspace(home) as plans:
        session = plans.open("Muquan")
        rows = tuple(
            (
                f"C{at}",
                {"customer_id": f"C{at}", "name": f"Customer {at}", "revenue": Decimal(1000 + at)},
            )
            for at in range(1, count + 1)
        )
        session.edit(ConfirmDraft(TABLE, "typed", None, rows))
        plans.close(session)
