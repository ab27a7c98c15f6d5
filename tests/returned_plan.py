"""A plan that came back from its reviewer, and what is done with it after that."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copyfile

import pytest

from kamguide.model.edits import (
    Edit,
)
from kamguide.workspace.changes import Changes, changes_since
from kamguide.workspace.plans import Workspace
from kamguide.workspace.remarks import Place
from kamguide.workspace.review import Review
from kamguide.workspace.session import Session
from tests.conftest import CaseStore
from tests.test_review import Desk

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


class Clock:
    """Goes on by a minute each time it is looked at."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at


class Plan:
    """The case on one store, worked on by author and reviewer."""

    def __init__(self, path: Path, at: datetime = NOW + timedelta(hours=1)) -> None:
        self.path = path
        self.workspace = Workspace.at(path, actor="Lin", lang="en", now=Clock(at))

    def review(self, actor: str = "Lin") -> Review:
        self.workspace.actor = actor
        plan = self.workspace.store.find_plan("Muquan")
        return Review(self.workspace.store, self.workspace.author, plan)

    def read(self) -> Session:
        return self.workspace.open("Muquan", read_only=True)

    def edit(self, *edits: Edit) -> None:
        self.workspace.actor = "Lin"
        session = self.workspace.open("Muquan")
        session.edit(*edits)
        self.workspace.store.close_plan(session.facts.id)

    def changes(self, since: str = "") -> Changes:
        return changes_since(self.read(), since)

    def spots(self, since: str = "") -> list[tuple[str, ...]]:
        found = (one.change.spot for one in self.changes(since).answers)
        return [(one.part.value, one.question, one.row, one.column) for one in found]

    def fates(self) -> dict[int, tuple[str, bool]]:
        return {one.number: (one.fate, one.is_loud) for one in self.changes().comments}


@pytest.fixture(scope="session")
def returned_store(filled_store: CaseStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Handed in, with two comments that must be met and a praise, and given back; not to change."""
    path = tmp_path_factory.mktemp("returned") / "plans.db"
    plan = Plan(Path(copyfile(filled_store("en"), path)), NOW)
    plan.review().submit(plan.read())
    review = plan.review("Wang")
    review.comment("Which figure?", Place("", "obj_list", "O8", "statement"), "must")
    review.comment("Shorter", Place(question="mis_role"), "must")
    review.comment("Good", Place(), "praise")
    review.give_back("Two things")
    plan.workspace.store.close()
    return path


@pytest.fixture
def plan(returned_store: Path, tmp_path: Path) -> Plan:
    return Plan(Path(copyfile(returned_store, tmp_path / "plans.db")))


@pytest.fixture
def desk(plan: Plan) -> Desk:
    return Desk(plan.path)
