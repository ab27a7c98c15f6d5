"""A copy of the small flows for each test, to be changed at will, and a cache of its own."""

import shutil
from pathlib import Path

import pytest
from small_method import DATA, SMALL, Change

from kamguide.flowfile.check import check
from kamguide.flowfile.compiled import Cache
from kamguide.flowfile.problems import Problem


@pytest.fixture
def flows(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA / "small", tmp_path / "flows"))


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


@pytest.fixture
def problems_after(flows: Path) -> Change:
    """Replace text in a file of the flows, once; what is wrong then."""

    def changed(file: str, old: str, new: str) -> list[Problem]:
        path = flows / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) >= 1, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return check(flows, calculations=SMALL)

    return changed
