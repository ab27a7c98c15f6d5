"""A plan of the small flow with its basics answered, and files to take in."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kamguide.model.questions.table import TableQuestion
from kamguide.workspace.intake import Choices, Intake
from kamguide.workspace.plans import Workspace
from kamguide.workspace.session import Session
from tests.workspace.conftest import small_flows

__all__ = ["small_flows"]

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BASICS = ("Muquan", "growing", "2026", "ten thousand", "5400")


@pytest.fixture
def workspace(tmp_path: Path, small_flows: None) -> Iterator[Workspace]:
    made = Workspace.at(tmp_path / "plans.db", actor="Li", lang="en", now=lambda: NOW)
    yield made
    made.store.close()


@pytest.fixture
def session(workspace: Workspace) -> Session:
    """At the table of customers, amounts in ten thousand yuan."""
    made = workspace.new("Muquan", "trade")
    for one in BASICS:
        made.reply(one)
    return made


Look = Callable[..., Intake]


@pytest.fixture
def look(session: Session) -> Look:
    """Look at bytes, or at text, for a table."""

    def looked(data: bytes | str, table: str = "customers", **choices: object) -> Intake:
        question = session.flow.questions[table]
        assert isinstance(question, TableQuestion)
        raw = data.encode() if isinstance(data, str) else data
        return Intake(session, question, raw, Choices(**choices))  # type: ignore[arg-type]

    return looked


def rows(intake: Intake) -> list[dict[str, object]]:
    return [dict(one.cells) for one in intake.taken.rows]


def faults(intake: Intake) -> list[tuple[str, str]]:
    return [(one.cell.place, one.error.key) for one in intake.taken.faults]
