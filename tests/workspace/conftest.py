"""A workspace over a real store in a temporary folder, with the small frozen flow."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree

import pytest

from kamguide.workspace.plans import Workspace

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DATA = Path(__file__).parents[1] / "data" / "engine"


@pytest.fixture(autouse=True)
def small_flows(tmp_path: Path, cache_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The small flow stands where a person keeps flows of their own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache_home))
    copytree(DATA, tmp_path / "data" / "kamguide" / "flows")


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    return tmp_path / "plans" / "plans.db"


@pytest.fixture
def workspace(store_path: Path) -> Iterator[Workspace]:
    store_path.parent.mkdir()
    made = Workspace.at(store_path, actor="Li", lang="en", now=lambda: NOW)
    yield made
    made.store.close()
