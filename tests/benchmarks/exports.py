"""Files of the full case, beside the bare libraries; and typing while one is written."""

import gc
import random
import time
from collections.abc import Callable, Iterator
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

ROUNDS = 9
TYPED = 12
"""Keys that are timed before the prompt is emptied."""
EXPORTS = 8
SETTLED = 0.02
"""Seconds without output after which a key is taken to be drawn, or to be drawn later."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def export_measures(home: Path) -> Iterator[Measure]:
    """The plan is laid out before the clock runs; slides and sheets are made while it runs."""
    keep_plan(home, {})
    with workspace(home) as plans:
        plan = document(plans.open(PLAN, read_only=True))
        for suffix, floor, most in _floors(plan, home):
            theirs, ours = in_turns(ROUNDS, _timed(floor), _timed(_ours(plan, suffix)))
            yield Measure(f"the full case as {suffix}", ours, most, theirs)
    still, during = _typing(home)
    yield Measure("a key while a file is written, p95", [_p95(during)], 2, [_p95(still)])


def _floors(plan: Plan, folder: Path) -> Iterator[tuple[str, Callable[[], None], float]]:
    """Each format, the bare library with its content, and how many times as long ours may take."""
    slides = BytesIO()
    writer(".pptx")(plan, slides)
    yield ".docx", bare.docx(plan), 0.6
    yield ".pptx", bare.pptx(slides.getvalue()), 1.3
    yield ".xlsx", bare.xlsxwriter(plan), 1.3
    yield ".pdf", bare.typ(plan, folder), 1.3


def _ours(plan: Plan, suffix: str) -> Callable[[], None]:
    write = writer(suffix)
    return lambda: _none(write(plan, BytesIO()))


def _none(_: object) -> None:
    """What a writer says back is not needed."""


def _timed(write: Callable[[], None]) -> Callable[[], float]:
    def timed() -> float:
        gc.collect()
        start = time.perf_counter()
        write()
        return time.perf_counter() - start

    return timed


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
