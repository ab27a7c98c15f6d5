"""Plans to measure on: the worked case in the full flow, whole or with a few questions open."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from kamguide.engine.turns import Asked
from kamguide.flowfile.load import load_glossary
from kamguide.model.edits import SetCell
from kamguide.workspace.dialogue import Dialogue
from kamguide.workspace.filling import Filling
from kamguide.workspace.plans import Workspace

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PLAN = "Muquan"
COMMAND = (sys.executable, "-m", "kamguide")
OPENED = {
    "setup_supplier_name": "Lanqiao Packaging",
    "setup_planner": "Lin Zhiyuan, key account manager",
    "pareto_period": "2026",
    "pareto_basis": "both",
    "pareto_cut_a": "80%",
    "mkt_scope_choice": "1",
    "mkt_size": "672000",
}
"""Questions that are asked again, and short replies to them."""


@dataclass(frozen=True)
class Exchange:
    """The first words of a question, what is typed, and the first words of what is asked then."""

    asked: str
    typed: str
    next: str


def environment(home: Path) -> dict[str, str]:
    """The environment of a person whose home this is."""
    own = {"HOME": home, "XDG_DATA_HOME": home / "data", "XDG_CACHE_HOME": home / "cache"}
    kept = {name: one for name, one in os.environ.items() if not name.startswith("KAMGUIDE_")}
    return {
        **kept,
        **{name: str(path) for name, path in own.items()},
        "KAMGUIDE_ACTOR": "Lin",
        "KAMGUIDE_LANG": "en",
    }


def store_path(home: Path) -> Path:
    """Where the plans of that person are."""
    return home / "data" / "kamguide" / "plans.db"


@contextmanager
def workspace(home: Path) -> Iterator[Workspace]:
    """The plans of that person, open; what is compiled on the way is in that person's cache."""
    store_path(home).parent.mkdir(parents=True, exist_ok=True)
    opened = Workspace.at(store_path(home), actor="Lin", lang="en", now=lambda: NOW)
    with patch.dict(os.environ, environment(home)), closing(opened.store):
        yield opened


def keep_names(home: Path, names: Sequence[str]) -> None:
    """Keep plans of these names with nothing in them."""
    with workspace(home) as plans:
        for name in names:
            plans.close(plans.new(name, "quick"))


def keep_plan(home: Path, reopen: Mapping[str, str] = OPENED) -> None:
    """Keep the worked case as a plan, these questions open again, and what was seen last."""
    with workspace(home) as plans:
        load_glossary()  # as whoever had the screen open before has it
        session = plans.new(PLAN, "full")
        Filling.from_case("muquan", session).keep()
        for question in reopen:
            session.clear(question)
        plans.close(session)
        session = plans.open(PLAN)
        plans.keep_card(session)
        plans.close(session)


def keep_long_table(home: Path, rows: int = 2000) -> None:
    """Keep a table of so many rows in the plan."""
    with workspace(home) as plans:
        session = plans.open(PLAN)
        named = [SetCell("setup_team", f"M{at}", "name", f"Lin {at}") for at in range(1, rows + 1)]
        session.edit(*named)
        plans.store.close_plan(session.facts.id)


def exchanges(home: Path, replies: Mapping[str, str] = OPENED) -> Sequence[Exchange]:
    """What will be asked and typed from here on, found out on a store that is thrown away."""
    found: list[Exchange] = []
    with workspace(home) as plans:
        session = plans.open(PLAN)
        plans.resume(session)
        dialogue = Dialogue(session)
        dialogue.welcome()
        while isinstance(turn := session.turn, Asked) and len(found) < len(replies):
            asked = first_words(turn.question.ask("en"))
            typed = replies.get(turn.question.id, "/skip")
            dialogue.hear(typed)
            after = session.turn
            if isinstance(after, Asked):
                found.append(Exchange(asked, typed, first_words(after.question.ask("en"))))
            else:
                break
        plans.close(session)
    return found


def first_words(text: str) -> str:
    """So much of a text as stands on one line of a narrow pane."""
    words, line = text.split(), ""
    for word in words:
        if len(f"{line} {word}") > 30:
            break
        line = f"{line} {word}".strip()
    return line
