"""A small class, made once a language and copied for each test."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner, Result

from kamguide.cli import kamguide
from tests.course.marked_class import make_class

ClassFolder = Callable[[str], Path]


@pytest.fixture(scope="session")
def made_class(tmp_path_factory: pytest.TempPathFactory) -> ClassFolder:
    """The class that others are copied from, by language; not to be changed."""

    @cache
    def made(lang: str) -> Path:
        folder = tmp_path_factory.mktemp("class") / "class"
        make_class(folder, lang)
        return folder

    return made


class Trainers:
    """Commands of several people on one class."""

    def __init__(self, folder: Path, lang: str) -> None:
        self.folder, self.lang = folder, lang

    def run(self, who: str, *words: str, fails: int = 0) -> Result:
        own = self.folder.parent / "own.db"
        before = ["--store", str(own), "--lang", self.lang, "--as", who, "--today", "2026-11-24"]
        done = CliRunner().invoke(kamguide, [*before, "course", *words])
        assert done.exit_code == fails, done.output
        return done

    def mark(self, who: str, *words: str, fails: int = 0) -> str:
        return self.run(who, "mark", str(self.folder), *words, fails=fails).output

    def on_class(self, command: str, *words: str, who: str = "Wang", fails: int = 0) -> str:
        return self.run(who, command, str(self.folder), *words, fails=fails).output


@pytest.fixture
def trainers(made_class: ClassFolder, tmp_path: Path) -> Trainers:
    """The English class and its trainers."""
    return Trainers(Path(copytree(made_class("en"), tmp_path / "class")), "en")
