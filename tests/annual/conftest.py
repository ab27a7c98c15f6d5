"""The worked case approved, reviewed a year later, and carried over: built once, then copied."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from shutil import copyfile

import pytest

from kamguide.workspace.annual import begin, carry_over
from kamguide.workspace.filling import Filling
from kamguide.workspace.plans import Workspace
from kamguide.workspace.review import Review
from tests.conftest import CaseStore

THEN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NOW = datetime(2028, 1, 20, 9, 0, tzinfo=UTC)
OLD, NEW = "Muquan", "Muquan 2027"

StoreAt = Callable[[str, str], Path]
"""A store of one's own at a stage (`approved`, `reviewed`, `rolled`), by language."""


def workspace(path: Path, lang: str = "en", actor: str = "Wang", at: datetime = NOW) -> Workspace:
    return Workspace.at(path, actor=actor, lang=lang, now=lambda: at)


@pytest.fixture(scope="session")
def stages(filled_store: CaseStore, tmp_path_factory: pytest.TempPathFactory) -> StoreAt:
    """The stores that others are copied from, not to be changed."""

    @cache
    def made(stage: str, lang: str) -> Path:
        path = tmp_path_factory.mktemp("annual") / "plans.db"
        if stage == "approved":
            copyfile(filled_store(lang), path)
            plans = workspace(path, lang, "Lin", THEN)
            session = plans.open(OLD, read_only=True)
            review = Review(plans.store, plans.author, session.facts.id)
            review.submit(session, "a case")
            review.approve()
        elif stage == "reviewed":
            copyfile(made("approved", lang), path)
            plans = workspace(path, lang)
            session = begin(plans, OLD)
            Filling.from_case("muquan", session).keep()
            plans.close(session)
        else:
            copyfile(made("reviewed", lang), path)
            plans = workspace(path, lang)
            session = plans.open(NEW)
            carry_over(session)
            plans.close(session)
        plans.store.close()
        return path

    return made


@pytest.fixture
def at(stages: StoreAt, tmp_path: Path) -> StoreAt:
    """A store of this test's own."""
    return lambda stage, lang: Path(copyfile(stages(stage, lang), tmp_path / "plans.db"))
