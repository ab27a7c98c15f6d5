"""For all tests: the same examples every time, so that a red run is red for a reason of its own.

`pytest --hypothesis-profile=default` looks for others.
"""

import gc
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from shutil import copyfile

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from kamguide.workspace.filling import Filling
from kamguide.workspace.plans import Workspace

settings.register_profile("repeatable", derandomize=True)

# Thousands of plans are made and forgotten: looking for circles among them was a fifth of the time.
gc.set_threshold(50_000, 50, 100)


APART = (
    "tests/tui/test_every_screen.py",
    "tests/terminal/",
    "tests/prove/test_mutations.py",
    "tests/test_foresight.py",
    "tests/store/test_kill.py",
)
"""Where tests take long and share nothing; those of any other file share what it sets up."""


class Sharing(LoadScopeScheduling):
    """A file's tests stay on one worker; those apart go to any."""

    def _split_scope(self, nodeid: str) -> str:
        return nodeid if nodeid.startswith(APART) else nodeid.partition("::")[0]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest -m campaign tests/tui/test_every_screen.py --update-snapshots` keeps new pictures."""
    told = "keep the screens as they are now, instead of comparing them with what was kept"
    parser.addoption("--update-snapshots", action="store_true", help=told)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Share the tests out; without workers there is nothing to share."""
    return Sharing(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first, so that no worker is left alone with it."""
    items.sort(key=lambda one: not one.nodeid.startswith(APART))


@pytest.fixture(scope="session")
def cache_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where flows are kept once they are compiled: the files are the same in every test."""
    return tmp_path_factory.mktemp("cache")


CaseStore = Callable[[str], Path]
"""A store of one's own with the worked case in it, as the full plan “Muquan”, by language."""


@pytest.fixture(scope="session")
def filled_store(tmp_path_factory: pytest.TempPathFactory) -> CaseStore:
    """The store that others are copied from: filled once, not to be changed."""

    @cache
    def filled(lang: str) -> Path:
        path = tmp_path_factory.mktemp("case") / "plans.db"
        now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
        workspace = Workspace.at(path, actor="Li", lang=lang, now=lambda: now)
        session = workspace.new("Muquan", "full")
        Filling.from_case("muquan", session).keep()
        workspace.close(session)
        workspace.store.close()
        return path

    return filled


@pytest.fixture
def case_store(filled_store: CaseStore, tmp_path: Path) -> CaseStore:
    """A store of this test's own with the worked case."""
    return lambda lang: Path(copyfile(filled_store(lang), tmp_path / "plans.db"))
