"""The screen, beside a Textual app of one input, each as a person sees it in a terminal."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile
from pathlib import Path
from shutil import copytree
from typing import NamedTuple

from .measures import Measure
from .plans import (
    COMMAND,
    OPENED,
    PLAN,
    Exchange,
    environment,
    exchanges,
    keep_long_table,
    keep_plan,
    workspace,
)
from .terminal import Terminal

ROUNDS = 9
LATE_ROUNDS = 4
STILL = 0.3
"""Seconds without output after which a person begins to type, and presses Enter."""
LOADED = 2.0
"""Seconds after which everything around the first prompt is there."""
KEYS = "qzjxkvw"
MINIMAL = (sys.executable, str(Path(__file__).with_name("minimal_app.py")))
LEAVE = "\x11"


class Took(NamedTuple):
    """Seconds until something was seen, and those of them that the program worked."""

    time: float
    work: float


@dataclass(frozen=True)
class Seen:
    """What one session showed; times in seconds."""

    first: float
    keys: Sequence[Took]
    answers: Sequence[Took]
    megabytes: float
    left: float


def screen_measures(home: Path) -> Iterator[Measure]:
    """A plan of the full flow is opened again, and a few questions are answered."""
    keep_plan(home)
    talk = exchanges(trial_of(home))
    begins, bare = talk[0].asked, bare_talk(talk)
    floors, ours = [], []
    for number in range(ROUNDS):
        floors.append(_session(MINIMAL, home, "Question 1?", bare))
        ours.append(_session(COMMAND, fresh(home, number), begins, talk))
    yield from _beside(ours, floors)
    yield from _table_measures(home, floors)
    yield from _late_measures(home, talk)


def _beside(ours: Sequence[Seen], floors: Sequence[Seen]) -> Iterator[Measure]:
    yield Measure("first prompt", [o.first for o in ours], 0.3, [f.first for f in floors])
    keys, bare_keys = _all_keys(ours), _all_keys(floors)
    answers, bare_answers = _all_answers(ours), _all_answers(floors)
    yield Measure("a key on screen", _times(keys), 1.25, _times(bare_keys))
    yield Measure("a key, by its work", _work(keys), 1.25, _work(bare_keys))
    yield Measure("Enter to the next question", _times(answers), 2.0, _times(bare_answers))
    yield Measure("Enter, by its work", _work(answers), 2.0, _work(bare_answers))
    memory = [o.megabytes for o in ours], [f.megabytes for f in floors]
    yield Measure("memory at its most", memory[0], 1.6, memory[1], unit="MB")
    yield Measure("left, process gone", [o.left for o in ours], 1.1, [f.left for f in floors])


def _all_keys(sessions: Sequence[Seen]) -> list[Took]:
    return [key for one in sessions for key in one.keys]


def _all_answers(sessions: Sequence[Seen]) -> list[Took]:
    return [answer for one in sessions for answer in one.answers]


def _times(those: Sequence[Took]) -> list[float]:
    return [one.time for one in those]


def _work(those: Sequence[Took]) -> list[float]:
    return [one.work for one in those]


def _table_measures(home: Path, floors: Sequence[Seen]) -> Iterator[Measure]:
    """The same with a table of two thousand rows open."""
    own = fresh(home, ROUNDS)
    keep_long_table(own)
    with Terminal(COMMAND, environment(own), own) as terminal:
        terminal.wait(LOADED)
        terminal.type("/goto setup_team\r")
        terminal.wait(LOADED)
        keys = [key for _ in range(3) for key in typed(terminal, KEYS)]
        bare = _all_keys(floors)
        yield Measure("a key, 2,000 rows open", _times(keys), 1.25, _times(bare))
        yield Measure("a key, 2,000 rows, by its work", _work(keys), 1.25, _work(bare))
        memory = [one.megabytes for one in floors]
        yield Measure("memory, 2,000 rows", [terminal.megabytes], 1.6, memory, unit="MB")


def _late_measures(home: Path, late_talk: Sequence[Exchange]) -> Iterator[Measure]:
    """The same questions with all else answered, beside a plan that is answered so far only."""
    begun = begun_only(fresh(home, ROUNDS + 1))
    talk = exchanges(trial_of(begun))
    early, late = [], []
    for number in range(ROUNDS, ROUNDS + LATE_ROUNDS):
        early.append(_session(COMMAND, fresh(begun, number), talk[0].asked, talk))
        own = fresh(home, number + 2)
        late.append(_session(COMMAND, own, late_talk[0].asked, late_talk))
    for name, of in (("a key", _all_keys), ("Enter", _all_answers)):
        yield Measure(f"{name} late in a plan, by its work", _work(of(late)), 1.2, _work(of(early)))


def begun_only(home: Path) -> Path:
    """The same home, its plan answered up to the questions that were opened again."""
    with workspace(home) as plans:
        session = plans.open(PLAN)
        *_, last = OPENED
        for question in dropwhile(lambda name: name != last, list(session.flow.questions)):
            if question in session.answers:
                session.clear(question)
        plans.keep_card(session)
        plans.close(session)
    return home


def fresh(home: Path, number: int) -> Path:
    """A copy of the plans nobody has answered anything in."""
    return Path(copytree(home, home.with_name(f"{home.name}-{number}")))


def trial_of(home: Path) -> Path:
    """A copy to find out in what will be asked."""
    return Path(copytree(home, home.with_name(f"{home.name}-trial")))


def bare_talk(talk: Sequence[Exchange]) -> list[Exchange]:
    """As many exchanges, the same words typed, with an app that only counts its questions."""
    numbered = enumerate(talk, 1)
    return [Exchange(one.typed, f"Question {n}?", f"Question {n + 1}?") for n, one in numbered]


def _session(argv: Sequence[str], home: Path, first: str, talk: Sequence[Exchange]) -> Seen:
    """One person at one program, from its start to its end."""
    with Terminal(argv, environment(home), home) as terminal:
        opened = terminal.until(lambda text: first in text) - terminal.started
        terminal.wait(LOADED)
        keys = typed(terminal, KEYS)
        terminal.type("\x7f" * len(KEYS))
        answers = [_answered(terminal, one) for one in talk]
        megabytes = terminal.megabytes
        terminal.settle(STILL)
        return Seen(opened, keys, answers, megabytes, terminal.leave(LEAVE))


def typed(terminal: Terminal, letters: str) -> list[Took]:
    """What each key took until what was typed is on the screen."""
    times, known = [], ""
    for letter in letters:
        known += letter
        before, pressed = terminal.worked, terminal.type(letter)
        shown = terminal.until(lambda text, known=known: known in text)  # type: ignore[misc]
        times.append(Took(shown - pressed, terminal.worked_until - before))
    return times


def _answered(terminal: Terminal, one: Exchange) -> Took:
    """What it took from Enter until the next question."""
    terminal.settle(STILL)
    terminal.type(one.typed)
    terminal.settle(STILL)
    before, sent = terminal.worked, terminal.type("\r")
    shown = terminal.until(lambda text: one.next in text)
    return Took(shown - sent, terminal.worked_until - before)


def quiet_measures(home: Path) -> Iterator[Measure]:
    """What goes on while nobody does anything, and when the terminal is gone."""
    keep_plan(home, {})
    with Terminal(COMMAND, environment(home), home) as terminal:
        terminal.settle(LOADED)
        yield Measure("wake-ups while idle", [terminal.wake_ups(5.0)], 2, unit="/s")
        yield Measure("terminal gone, process gone", [terminal.hang_up()], 1.0)
