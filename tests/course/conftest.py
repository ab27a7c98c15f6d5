"""A place of one's own to practise in, with a clock that a test moves."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kamguide.course.packs import Exercise, load_pack, start_plan
from kamguide.workspace.plans import Workspace
from kamguide.workspace.session import Session


@dataclass
class Clock:
    """The time, as a test says it is."""

    at: datetime = field(default_factory=lambda: datetime(2026, 11, 26, 9, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.at

    def later(self, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)


Start = Callable[..., Session]


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workspace(tmp_path: Path, clock: Clock) -> Workspace:
    return Workspace.at(tmp_path / "plans.db", actor="Lin", lang="en", now=clock)


@pytest.fixture
def start(workspace: Workspace) -> Start:
    def started(pack: str | Path, lang: str = "en", unit: int = 0) -> Session:
        return start_plan(workspace, Exercise(load_pack(pack), unit), lang=lang, name="Exercise")

    return started
