"""The engine alone: a turn in the full flow, and all flows loaded."""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from kamguide.engine.interview import Interview
from kamguide.engine.turns import Asked
from kamguide.flowfile.places import flow_files
from kamguide.model.edits import ClearAnswer

from .measures import Measure
from .plans import NOW, OPENED, PLAN, environment, keep_plan, workspace

ROUNDS = 30
LOAD = """
import sys, time
import platformdirs
from kamguide.flowfile.load import Cache, load_flow
names = sys.argv[1:]
start = time.perf_counter()
cache = Cache()
for name in names:
    load_flow(name, cache=cache)
print(time.perf_counter() - start)
"""


def engine_measures(home: Path) -> Iterator[Measure]:
    """Without the coach and the store, whose times are told elsewhere."""
    keep_plan(home)
    yield Measure("an engine turn, full flow", [median(_turns(home))], 0.001)
    every = sorted(flow_files(None))
    cold = [_loading(home.with_name(f"{home.name}-{number}"), every) for number in range(5)]
    warm = [_loading(home, ["full"]) for _ in range(25)]
    yield Measure("all flows loaded, first time", cold, 0.4)
    yield Measure("a plan's flow loaded, later", warm, 0.02)


def _turns(home: Path) -> Iterator[float]:
    """Seconds from a reply until the next question is known: read, path, what is open."""
    with workspace(home) as plans:
        session = plans.open(PLAN)
        for _ in range(ROUNDS):
            interview = Interview(session.flow, session.answers, today=NOW.date(), lang="en")
            interview.take([ClearAnswer(question) for question in OPENED])
            for question, typed in OPENED.items():
                interview.goto(question)
                start = time.perf_counter()
                turn = interview.take(interview.read(typed).edits, move=True)
                yield time.perf_counter() - start
                if not isinstance(turn, Asked) or turn.question.id == question:
                    raise RuntimeError(question)
        plans.close(session)


def _loading(home: Path, names: Sequence[str]) -> float:
    """Seconds for these flows in a process of its own, imports apart."""
    home.mkdir(exist_ok=True)
    argv = [sys.executable, "-c", LOAD, *names]
    done = subprocess.run(argv, env=environment(home), cwd=home, check=True, capture_output=True)
    return float(done.stdout)
