"""A small class, made once a language and copied for each test."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner, Result

from kamguide.cli import kamguide
from kamguide.course.classroom import Classroom
from kamguide.course.marking.desk import Desk
from kamguide.course.marking.works import Works
from kamguide.store.sqlite import SqliteStore
from tests.course.marked_class import NAMES, NOW, make_class

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


def remarks_in(folder: Path, group: str) -> list[tuple[str, str | None, str]]:
    store = SqliteStore(folder / "plans.db", lambda: NOW)
    comments = store.state(store.find_plan(group)).facts.comments
    store.close()
    return [(one.actor, one.question, one.text) for one in comments]


def desk(trainers: Trainers, who: str = "Wang", *, blind: bool = False) -> Desk:
    """The plans before one marker, without a command."""
    works = Works(Classroom.at(trainers.folder), trainers.lang, lambda: NOW)
    return Desk(works, who, lambda: NOW, blind=blind)


def judge_all(trainers: Trainers) -> None:
    """One trainer judges every line of both plans, with a reason and comments."""
    wang = desk(trainers)
    cedar, maple = (wang.work(name) for name in NAMES["en"][:2])
    for work in (cedar, maple):
        wang.accept(work)
        wang.judge(work, "Q24", 2, "Holds together")
    wang.judge(cedar, "Q11", 1, "=SUM(1)")
    wang.comment(cedar, "Q16", "Which figure?", "must", "obj_list.O1.statement")
    wang.comment(cedar, "Q7", wang.bank(cedar.lines[0])[2].text, "praise")
