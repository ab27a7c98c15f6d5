"""The board of two thousand plans, beside Textual's own table of as many rows."""

import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from .measures import Measure
from .plans import COMMAND, environment, keep_plan, store_path
from .terminal import LINES, Terminal

PLANS = 2000
ROUNDS = 5
PAGES = 6
SETTLE = 1.0
PAGE_DOWN = "\x1b[6~"
OURS = (*COMMAND, "--as", "Wang", "review", "board")
FLOOR = (sys.executable, str(Path(__file__).with_name("table_app.py")), str(PLANS))


def board_measures(home: Path) -> Iterator[Measure]:
    """The board is opened on a store of so many plans, and paged through."""
    keep_plan(home, {})
    _multiply(store_path(home))
    floors, ours = [], []
    for _ in range(ROUNDS):
        floors.append(_session(FLOOR, home))
        ours.append(_session(OURS, home))
    opened = [one[0] for one in ours]
    yield Measure("2,000 plans on the board", opened, 1.2, [one[0] for one in floors])
    yield Measure("2,000 plans, by the clock", opened, 1.0)
    pages = [page for one in ours for page in one[1]]
    yield Measure("a page of plans", pages, 1.25, [page for one in floors for page in one[1]])


def _session(argv: Sequence[str], home: Path) -> tuple[float, Sequence[float]]:
    """Seconds until the first plan is there, and for each page after it."""
    with Terminal(argv, environment(home), home) as terminal:
        opened = terminal.until(lambda text: "Plan 0001" in text) - terminal.started
        terminal.wait(SETTLE)
        return opened, [_paged(terminal) for _ in range(PAGES)]


def _paged(terminal: Terminal) -> float:
    """Seconds from the key until other plans are on the screen."""
    before = terminal.text.splitlines()[LINES // 2]
    pressed = terminal.type(PAGE_DOWN)
    return terminal.until(lambda text: text.splitlines()[LINES // 2] != before) - pressed


def _multiply(path: Path) -> None:
    """As many plans as that with what is kept of the one there: all that a board reads."""
    with closing(sqlite3.connect(path)) as store, store:
        seq, content = store.execute("SELECT seq, content FROM summaries").fetchone()
        store.execute("CREATE TEMP TABLE one AS SELECT * FROM plans")
        for at in range(PLANS):
            name, plan = f"Plan {at:04}", f"{at:012x}"
            named = (plan, name, name.casefold())
            store.execute("UPDATE one SET id = ?, name = ?, name_key = ?", named)
            store.execute("INSERT INTO plans SELECT * FROM one")
            store.execute("INSERT INTO summaries VALUES (?, ?, ?)", (plan, seq, content))
