"""The screen, beside a Textual app of one input: until the first prompt, and from Enter on."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import copytree

from .measures import Measure
from .plans import COMMAND, Exchange, environment, exchanges, keep_plan
from .terminal import Terminal

ROUNDS = 9
STILL = 0.3
"""Seconds without output after which a person begins to type, and presses Enter."""
MINIMAL = [sys.executable, str(Path(__file__).with_name("minimal_app.py"))]


def screen_measures(home: Path) -> Iterator[Measure]:
    """A plan of the full flow is opened again, and a few questions are answered."""
    keep_plan(home)
    trial = home.with_name(f"{home.name}-trial")
    copytree(home, trial)
    talk = exchanges(trial)
    begins = talk[0].asked
    bare = [
        Exchange(one.typed, f"Question {n}?", f"Question {n + 1}?") for n, one in enumerate(talk, 1)
    ]
    floors, ours = [], []
    for number in range(ROUNDS):
        floors.append(_session(MINIMAL, home, "Question 1?", bare))
        ours.append(_session(COMMAND, _fresh(home, number), begins, talk))
    yield Measure(
        "first prompt on screen",
        [first for first, _ in ours],
        1.3,
        [first for first, _ in floors],
    )
    yield Measure(
        "Enter to the next question",
        [one for _, answers in ours for one in answers],
        3.0,
        [one for _, answers in floors for one in answers],
    )


def _fresh(home: Path, number: int) -> Path:
    """A copy of the plans nobody has answered anything in."""
    return Path(copytree(home, home.with_name(f"{home.name}-{number}")))


def _session(
    argv: Sequence[str], home: Path, first: str, talk: Sequence[Exchange]
) -> tuple[float, list[float]]:
    """Seconds until the first prompt, and from each Enter until the next question."""
    with Terminal(argv, environment(home), home) as terminal:
        opened = terminal.until(lambda text: first in text) - terminal.started
        answers = []
        for one in talk:
            terminal.settle(STILL)
            terminal.type(one.typed)
            terminal.settle(STILL)
            sent = terminal.type("\r")
            answers.append(terminal.until(lambda text, one=one: one.next in text) - sent)  # type: ignore[misc]
        return opened, answers
