"""Somebody types, sends, fills a table and exports, and the program is killed at any moment.

`python -m tests.terminal.killing FOLDER SEED COUNT` prints what was lost, as JSON: it
is a process of its own because each sitting is forked from it.
"""

import json
import os
import random
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile

import kamguide.tui.app
import kamguide.tui.conversation
import kamguide.tui.screens.interview
import kamguide.tui.widgets.grid
import kamguide.tui.widgets.talk  # noqa: F401 - as above: what a sitting needs, once for all
from kamguide.engine.turns import Asked
from kamguide.workspace.plans import Workspace
from kamguide.workspace.session import Session
from tests.benchmarks.plans import first_words

from .sitting import Sitting

PLAN = "Muquan"
OPENED = ("setup_supplier_name", "setup_account_name")
ENDS = ("SIGKILL", "SIGKILL", "SIGTERM", "SIGHUP", "close", "SIGKILL", "Ctrl+C")
OLDEST = 0.5
"""Seconds that a kept draft may lag behind the screen."""
LETTERS = "abcdefghijkmnopqrstuvwxyz蓝桥包装沐泉饮品客户é "


@dataclass
class Tried:
    """What was done in one sitting, and what came to nothing."""

    what: str
    how: str
    acknowledged: dict[str, str] = field(default_factory=dict)
    """Replies that the screen said were taken, by question; of a table the cell."""
    seen: list[tuple[float, str]] = field(default_factory=list)
    """What stood in the prompt, and since when."""
    faults: list[str] = field(default_factory=list)

    def sees(self, sitting: Sitting, typed: str) -> None:
        """Note how much of what is typed is on the screen by now."""
        known = self.seen[-1][1] if self.seen else ""
        shown = sitting.prompt
        while len(known) < len(typed) and typed[: len(known) + 1].strip() in shown:
            known = typed[: len(known) + 1]
        if known:
            self.seen.append((time.monotonic(), known))

    def must_be_kept(self, killed: float) -> str:
        """What may not be lost: after a kill what was there half a second before, else all."""
        since = killed - OLDEST if self.how == "SIGKILL" else killed
        return next((text for moment, text in reversed(self.seen) if moment <= since), "")


@contextmanager
def plans(folder: Path) -> Iterator[Workspace]:
    """The plans in a folder."""
    opened = Workspace.at(folder / "plans.db", actor="Li", lang="en", now=lambda: datetime.now(UTC))
    with closing(opened.store):
        yield opened


def environment(folder: Path) -> dict[str, str]:
    """What a person works in whose plans are in this folder."""
    return {
        "HOME": str(folder),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "XDG_DATA_HOME": str(folder / "data"),
        "KAMGUIDE_STORE": str(folder / "plans.db"),
        "KAMGUIDE_ACTOR": "Li",
        "KAMGUIDE_LANG": "en",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    }


def fill(folder: Path) -> None:
    """Keep a plan, and what is on screen first."""
    with plans(folder) as workspace:
        workspace.close(workspace.new(PLAN, "quick"))
    reopen(folder)


def reopen(folder: Path) -> str:
    """Ask the first questions again, without drafts; the words of the first."""
    with plans(folder) as workspace:
        session = workspace.open(PLAN)
        for question in (*OPENED, "setup_team"):
            session.clear(question)
        for draft in session.drafts.all():
            session.drafts.discard(draft.question)
        workspace.store.close_plan(session.facts.id)
        session = workspace.open(PLAN)
        workspace.keep_card(session)
        turn = session.turn
        assert isinstance(turn, Asked)
        workspace.store.close_plan(session.facts.id)
        return first_words(turn.question.ask("en"))


class Person:
    """Somebody at the screen of one store, killed again and again."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder = folder
        self._chance = random.Random(seed)  # noqa: S311 - moments, not secrets
        self._deeds = (self._type, self._type, self._send, self._send, self._fill, self._export)

    def sit(self, number: int) -> Tried:
        """Sit down, work, be killed; what was lost."""
        asked = reopen(self._folder)
        deed = self._deeds[number % len(self._deeds)]
        tried = Tried(deed.__name__.strip("_"), ENDS[number % len(ENDS)])
        sitting = Sitting((), environment(self._folder))
        killed = time.monotonic()
        try:
            sitting.until(lambda one: b"Ctrl+Z" in one.wire and _in(asked, one.elsewhere))
            deed(sitting, tried, number)
            killed = time.monotonic()
            sitting.end(tried.how)
            if sitting.status is None:
                tried.faults.append("it did not end")
            if tried.how in ("SIGTERM", "SIGHUP", "Ctrl+C"):
                tried.faults += [f"terminal: {one}" for one in sitting.unrestored]
            tried.faults += [f"orphan {one}" for one in sitting.orphans]
        except AssertionError as fault:
            tried.faults.append(f"never seen: {fault}")
        finally:
            sitting.close()
        self._look(tried, killed)
        return tried

    def come_back(self) -> Tried:
        """Leave in the middle of a word, come back, and see the question and the word."""
        asked, tried = reopen(self._folder), Tried("return", "SIGTERM")
        for words in ("", "Lanqiao 蓝桥"):
            sitting = Sitting((), environment(self._folder))
            try:
                sitting.until(lambda one: b"Ctrl+Z" in one.wire and _in(asked, one.elsewhere))
                if not words:
                    sitting.type("Lanqiao 蓝桥")
                sitting.until(lambda one: _in("Lanqiao 蓝桥", one.prompt))
            except AssertionError as fault:
                tried.faults.append(f"on return: {fault}")
            sitting.end(tried.how)
            sitting.close()
        return tried

    def _look(self, tried: Tried, killed: float) -> None:
        """See what the store has."""
        with plans(self._folder) as workspace:
            session = workspace.open(PLAN)
            for place, words in tried.acknowledged.items():
                if words not in _kept(session, place):
                    tried.faults.append(f"{place}: {words!r} was acknowledged and is lost")
            turn = session.turn
            first = OPENED[1] if OPENED[0] in tried.acknowledged else OPENED[0]
            everything = " ".join(one.text for one in session.drafts.all())
            everything += " ".join(_kept(session, one) for one in (*OPENED, "setup_team"))
            must = tried.must_be_kept(killed)
            if must.strip() not in everything:
                tried.faults.append(f"{must!r} was on the screen, kept is {everything!r}")
            if isinstance(turn, Asked) and tried.what == "type" and turn.question.id != first:
                tried.faults.append(f"asked on return: {turn.question.id}")
            workspace.store.close_plan(session.facts.id)

    # What a person does

    def _type(self, sitting: Sitting, tried: Tried, number: int) -> None:
        self._write(sitting, tried, self._words(number))

    def _send(self, sitting: Sitting, tried: Tried, number: int) -> None:
        for question in OPENED[: self._chance.choice((1, 2))]:
            words = f"Lin {number} {question[6:9]}"
            self._write(sitting, tried, words)
            sitting.type("\r")
            if self._chance.random() < 0.5:
                self._until_taken(sitting, tried, question, words)
            else:
                sitting.pump(self._chance.uniform(0, 0.08))
                return

    def _fill(self, sitting: Sitting, tried: Tried, number: int) -> None:
        sitting.type("/goto setup_team\r")
        sitting.until(lambda one: "F8" in one.elsewhere and not one.prompt)
        sitting.rest(0.1)
        words = f"Wang {number}"
        self._write(sitting, tried, words)
        sitting.type("\r")
        if self._chance.random() < 0.6:
            self._until_taken(sitting, tried, "setup_team", words)
            self._write(sitting, tried, self._words(number))

    def _export(self, sitting: Sitting, _tried: Tried, number: int) -> None:
        target = self._folder / f"plan{number}.{self._chance.choice(('md', 'docx', 'html'))}"
        sitting.type(f"/export {target}\r")
        sitting.pump(self._chance.uniform(0, 1.0))

    def _words(self, number: int) -> str:
        count = self._chance.randrange(4, 30)
        return f"w{number} " + "".join(self._chance.choice(LETTERS) for _ in range(count)).strip()

    def _write(self, sitting: Sitting, tried: Tried, words: str) -> None:
        tried.seen.clear()
        for char in words:
            sitting.type(char)
            sitting.pump(self._chance.choice((0.005, 0.01, 0.03, 0.06)))
            tried.sees(sitting, words)
        end = time.monotonic() + self._chance.uniform(0, 0.6)
        while time.monotonic() < end:
            sitting.pump(0.02)
            tried.sees(sitting, words)

    def _until_taken(self, sitting: Sitting, tried: Tried, place: str, words: str) -> None:
        sitting.until(lambda one: words in one.elsewhere and words not in one.prompt)
        tried.acknowledged[place] = words
        tried.seen.clear()


def _kept(session: Session, place: str) -> str:
    answer = session.answers.get(place)
    return "" if answer is None else str(answer)


def _in(words: str, text: str) -> bool:
    return "".join(words.split()) in "".join(text.split())


def main(folder: Path, seed: int, count: int) -> None:
    """Sit down so often, in a copy of the folder's store; print what went wrong."""
    own = folder / f"seed{seed}"
    own.mkdir()
    copyfile(folder / "plans.db", own / "plans.db")
    os.environ.update(environment(own) | {"XDG_CACHE_HOME": str(folder / "cache")})
    person = Person(own, seed)
    start = time.monotonic()
    tried = [person.sit(number) for number in range(seed * count, (seed + 1) * count)]
    tried.append(person.come_back())
    found = [f"{one.what}/{one.how}: {fault}" for one in tried for fault in one.faults]
    taken = sum(len(one.acknowledged) for one in tried)
    print(json.dumps({"faults": found, "taken": taken, "seconds": time.monotonic() - start}))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
