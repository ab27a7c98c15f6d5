"""Instructions instead of seconds, counted by valgrind: a ratio that no busy machine moves.

It takes some minutes; where there is no valgrind, nothing is counted.
"""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from .measures import Measure
from .plans import COMMAND, Exchange, environment, exchanges, keep_plan
from .screens import KEYS, LEAVE, MINIMAL, bare_talk, begun_only, fresh, trial_of
from .terminal import Terminal

_CONTROL: Final = "callgrind_control"
_PATIENCE: Final = 180.0
"""Seconds that something may take at a fiftieth of the speed."""
_STILL: Final = 0.25
"""Seconds of work in one second, under which nothing goes on but a blinking cursor."""

_LONG_ENOUGH: Final = 3
"""Such seconds in a row, after which nothing more is put off until there is time for it."""


class Counted(NamedTuple):
    """Millions of instructions, each."""

    keys: list[float]
    answers: list[float]


def instruction_measures(home: Path) -> Iterator[Measure]:
    """A key and Enter, beside a Textual app of one input, and late in a plan beside early."""
    if shutil.which(_CONTROL) is None:
        return
    keep_plan(home)
    talk = exchanges(trial_of(home))
    begun = begun_only(fresh(home, 0))
    early_talk = exchanges(trial_of(begun))
    floor = _counted(MINIMAL, home, "Question 1?", bare_talk(talk))
    late = _counted(COMMAND, fresh(home, 1), talk[0].asked, talk)
    early = _counted(COMMAND, begun, early_talk[0].asked, early_talk)
    yield Measure("a key, counted", late.keys, 1.25, floor.keys, unit="M")
    yield Measure("a key late in a plan, counted", late.keys, 1.2, early.keys, unit="M")
    yield Measure(
        "all of an Enter late in a plan, counted", late.answers, 1.2, early.answers, unit="M"
    )


def _counted(argv: Sequence[str], home: Path, first: str, talk: Sequence[Exchange]) -> Counted:
    """What one session takes once all is loaded."""
    counts = home.with_name(f"{home.name}-counts")
    counts.mkdir(exist_ok=True)
    watched = ("valgrind", "--tool=callgrind", f"--callgrind-out-file={counts}/%p", *argv)
    seed = {"PYTHONHASHSEED": "0"}
    with Terminal(watched, {**environment(home), **seed}, home) as terminal:
        terminal.until(lambda text: first in text, within=_PATIENCE)
        _settled(terminal)
        _count(terminal, counts)
        keys = [_of_key(terminal, counts, KEYS[: n + 1]) for n in range(len(KEYS))]
        terminal.type("\x7f" * len(KEYS))
        answers = [_of_answer(terminal, counts, one) for one in talk]
        terminal.type(LEAVE)
        return Counted(keys, answers)


def _of_key(terminal: Terminal, counts: Path, typed: str) -> float:
    terminal.type(typed[-1])
    terminal.until(lambda text: typed in text, within=_PATIENCE)
    return _count(terminal, counts)


def _of_answer(terminal: Terminal, counts: Path, one: Exchange) -> float:
    _settled(terminal)
    terminal.type(one.typed)
    _settled(terminal)
    _count(terminal, counts)
    terminal.type("\r")
    terminal.until(lambda text: one.next in text, within=_PATIENCE)
    _settled(terminal)
    return _count(terminal, counts)


def _settled(terminal: Terminal) -> None:
    """Wait until all of it, in every thread, is done."""
    still = 0
    while still < _LONG_ENOUGH:
        before = terminal.processor_time
        terminal.wait(1.0)
        still = still + 1 if terminal.processor_time - before < _STILL else 0


def _count(terminal: Terminal, counts: Path) -> float:
    """Millions of instructions since the last count."""
    asked = [_CONTROL, "--dump", str(terminal.pid)]
    subprocess.run(asked, check=True, capture_output=True)
    newest = max(counts.iterdir(), key=lambda file: int(file.suffix[1:] or 0))
    told = (line.split()[1] for line in newest.read_text().splitlines() if line[:7] == "totals:")
    return int(next(told)) / 1e6
