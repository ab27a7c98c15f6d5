"""Files of the full case, beside the bare libraries; and typing while one is written."""

import gc
import os
import random
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from statistics import quantiles

from kamguide.export import writer
from kamguide.plan.blocks import Plan
from kamguide.workspace.files import document

from . import bare
from .measures import Measure, in_turns
from .plans import COMMAND, PLAN, environment, keep_plan, workspace
from .terminal import Terminal

Ready = Callable[[], Callable[[], object]]
ROUNDS = 9
TYPED = 12
"""Keys that are timed before the prompt is emptied."""
EXPORTS = 8
SETTLED = 0.02
"""Seconds without output after which a key is taken to be drawn, or to be drawn later."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def export_measures(home: Path) -> Iterator[Measure]:
    """The plan is laid out before the clock runs; slides and sheets are made while it runs.

    Each file is the first of its process, as it is where a person exports: libraries remember
    what they wrote before.
    """
    keep_plan(home, {})
    with workspace(home) as plans:
        plan = document(plans.open(PLAN, read_only=True))
        for suffix, (floor, most) in _floors(plan, home).items():
            theirs, ours = in_turns(ROUNDS, _alone(floor), _alone(_ours(plan, suffix)))
            yield Measure(f"the full case as {suffix}", ours, most, theirs)
    still, during = _typing(home)
    yield Measure("a key while a file is written, p95", [_p95(during)], 2, [_p95(still)])


def _floors(plan: Plan, folder: Path) -> Mapping[str, tuple[Ready, float]]:
    """The bare library with the content of each format, and how many times as long ours may take.

    It is made ready by what is called first, and only then timed.
    """
    return {
        ".docx": (lambda: bare.docx(plan), 0.6),
        ".pptx": (lambda: bare.pptx(plan), 1.3),
        ".xlsx": (lambda: bare.xlsxwriter(plan), 1.3),
        ".pdf": (lambda: bare.typ(plan, folder), 1.3),
    }


def _ours(plan: Plan, suffix: str) -> Ready:
    write = writer(suffix)
    return lambda: lambda: write(plan, BytesIO())


def _alone(ready: Ready) -> Callable[[], float]:
    """What times a write in a process that has written nothing before."""

    def timed() -> float:
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            try:
                _tell_time(ready(), writing)
            except Exception:  # noqa: BLE001 - told here, for this process ends here
                traceback.print_exc()
            finally:
                os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as told:
            seconds = told.read()
        os.waitpid(child, 0)
        return float(seconds)

    return timed


def _tell_time(write: Callable[[], object], to: int) -> None:
    gc.collect()
    start = time.perf_counter()
    write()
    os.write(to, str(time.perf_counter() - start).encode())


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


def _typing(home: Path) -> tuple[list[float], list[float]]:
    """Seconds from a key to its letter on screen: while nothing is written, and during exports."""
    keys = random.Random(1)  # noqa: S311 - how fast somebody types
    still: list[float] = []
    during: list[float] = []
    with Terminal(COMMAND, environment(home), home) as terminal:
        terminal.until(lambda text: "Let us look over the answers" in text)
        terminal.settle(1.0)
        for number in range(EXPORTS):
            still += _keys(terminal, keys)
            terminal.type(f"/export plan-{number}.docx\r")
            terminal.until(lambda text: "1 of 3" in text, quiet=SETTLED)
            while " of 3" in terminal.text:
                during += _keys(terminal, keys)
            terminal.settle(0.5)
    return still, during


def _keys(terminal: Terminal, keys: random.Random) -> Iterator[float]:
    """Times of a few keys; then the prompt is emptied."""
    typed = ""
    for _ in range(TYPED):
        letter = keys.choice(_LETTERS)
        typed += letter
        begun = terminal.type(letter)
        yield terminal.until(lambda text: f"> {typed}" in text, quiet=SETTLED) - begun  # noqa: B023
        time.sleep(keys.uniform(0.01, 0.06))
    terminal.type("\x15")
    terminal.until(lambda text: f"> {typed}" not in text, quiet=SETTLED)
