"""Headless commands, beside a Python that imports what every command line needs."""

import sys
from collections.abc import Iterator
from pathlib import Path

from .measures import Measure, in_turns
from .plans import COMMAND, environment, keep_names
from .terminal import run_time

ROUNDS = 15


def command_measures(home: Path) -> Iterator[Measure]:
    """`--version`, and `plans` over twenty plans."""
    env = environment(home)
    keep_names(home, [f"Account {number}" for number in range(1, 21)])

    def floor() -> float:
        return run_time([sys.executable, "-c", "import click"], env, home)

    for command, most in ((["--version"], 1.5), (["plans"], 4.0)):
        argv = [*COMMAND, *command]
        run_time(argv, env, home)
        bare, ours = in_turns(ROUNDS, floor, lambda argv=argv: run_time(argv, env, home))  # type: ignore[misc]
        yield Measure(f"kamguide {' '.join(command)}", ours, most, bare)
