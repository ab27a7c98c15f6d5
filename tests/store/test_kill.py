"""Kill -9 at any moment: no acknowledged answer is lost, no half of one is kept."""

import os
import random
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from kamguide.store.doctor import store_faults
from kamguide.store.sqlite import SqliteStore

from .conftest import Clock, Person

ANSWERING = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from kamguide.store.changes import Author, Change, draw_up
from kamguide.store.events import Kind
from kamguide.store.ids import IdSource
from kamguide.store.sqlite import SqliteStore

store = SqliteStore(Path(sys.argv[1]))
ids = IdSource()
store.open_plan("p1", "Li Wei")
number = 0
while True:
    author = Author("here", "Li Wei", datetime.now(UTC), ids)
    name = f"{sys.argv[2]}-{number}"
    answer = Change(Kind.ANSWER_GIVEN, f"q{number % 40}", payload={"value": name})
    values = {"a": name, "b": name}
    row = Change(Kind.ROW_GIVEN, "t", f"r{number % 40}", payload={"values": values, "rank": "1"})
    kept = store.record(draw_up(store.state("p1"), [answer, row], author))
    os.write(1, (" ".join(event.id for event in kept) + "\\n").encode())
    number += 1
"""


def _killed_while_answering(path: Path, run: int, chance: random.Random) -> list[list[str]]:
    """Ids that a process acknowledged, batch by batch, until it was killed."""
    with subprocess.Popen(
        [sys.executable, "-c", ANSWERING, str(path), str(run)], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        said = b""
        wanted = chance.randrange(1, 3000)
        while len(said) < wanted:
            said += os.read(process.stdout.fileno(), 4096)
        process.send_signal(signal.SIGKILL)
        said += process.stdout.read()
    assert process.returncode == -signal.SIGKILL
    whole, _, _ = said.rpartition(b"\n")
    return [line.split() for line in whole.decode().splitlines()]


def _campaign(path: Path, clock: Clock, kills: int) -> int:
    chance = random.Random(20260302)  # noqa: S311 - moments, not secrets
    with closing(SqliteStore(path, clock)) as store:
        Person("Li Wei", "here", clock).start(store)
    acknowledged: list[list[str]] = []
    for run in range(kills):
        acknowledged += _killed_while_answering(path, run, chance)
        with closing(SqliteStore(path, clock)) as store:
            kept = {event.id for event in store.events("p1")}
            store.open_plan("p1", "Li Wei")
        assert not [batch for batch in acknowledged if not kept.issuperset(batch)], run
        assert len(kept) % 2 == 1, "half a transaction was kept"
    assert store_faults(path) == ()
    return len(acknowledged)


def test_no_acknowledged_answer_is_lost_to_a_kill(path: Path, clock: Clock) -> None:
    assert _campaign(path, clock, kills=3) > 3


@pytest.mark.parametrize(
    "kills",
    [pytest.param(25, marks=pytest.mark.campaign), pytest.param(100, marks=pytest.mark.by_hand)],
)
def test_no_acknowledged_answer_is_lost_to_many_kills(path: Path, clock: Clock, kills: int) -> None:
    assert _campaign(path, clock, kills=kills) > kills
