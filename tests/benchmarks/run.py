"""Measures the kamguide that is installed where this runs."""

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from .board import board_measures
from .coach import coach_measures
from .commands import command_measures
from .engine import engine_measures
from .exports import export_measures
from .grid import grid_measures
from .instructions import instruction_measures
from .keeping import keeping_measures
from .measures import Measure, told
from .screens import quiet_measures, screen_measures

PARTS = (
    command_measures,
    engine_measures,
    coach_measures,
    keeping_measures,
    screen_measures,
    quiet_measures,
    export_measures,
    grid_measures,
    board_measures,
    instruction_measures,
)


def measured() -> Iterator[Measure]:
    """Each part in a home of its own."""
    with TemporaryDirectory() as folder:
        for part in PARTS:
            home = Path(folder, part.__name__)
            home.mkdir()
            yield from part(home)


if __name__ == "__main__":
    sys.exit(0 if told(measured(), Console(width=100)) else 1)
