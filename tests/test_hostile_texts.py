"""Hostile texts by every way in: nothing crashes, nothing visible is lost, nothing is obeyed."""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from kamguide.errors import AnswerError
from kamguide.tui.firstframe import frame
from kamguide.workspace.filling import Filling
from kamguide.workspace.intake import Intake, table_named
from kamguide.workspace.plans import Workspace
from kamguide.workspace.session import Session
from tests.hostile import hostile, kept_whole, visible
from tests.terminal.fearing import faults_on

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
EVERY = list(hostile())
SOME = [*EVERY[:130], *EVERY[130::60]]
QUESTION = "ind_priority"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    workspace = Workspace.at(tmp_path / "plans.db", actor="Li", lang="en", now=lambda: NOW)
    with closing(workspace.store):
        yield workspace.new("Muquan", "quick")


def _typed(session: Session, text: str) -> str:
    session.interview.goto(QUESTION)
    try:
        session.answer(session.read(text))
    except AnswerError:
        return text  # still in the prompt, and told why
    return str(getattr(session.answers[QUESTION], "value", ""))


def _filled(session: Session, folder: Path, text: str) -> str:
    source = folder / "answers.yaml"
    source.write_text(yaml.safe_dump({"answers": {QUESTION: text}}, allow_unicode=True), "utf-8")
    filling = Filling.from_file(source, session)
    filling.keep()
    if filling.problems:
        return text  # told by line; the file has it
    return str(getattr(session.answers[QUESTION], "value", ""))


def _imported(session: Session, texts: Sequence[str]) -> list[str]:
    sheet = io.StringIO()
    lines = csv.writer(sheet)
    lines.writerow(["ID", "Name", "Function", "Role"])
    lines.writerows([f"M{at}", text, "sales", "x"] for at, text in enumerate(texts, 1))
    data = sheet.getvalue().encode()
    looked = Intake(session, table_named(session, "setup_team"), data)
    looked.keep()
    return [str(row["name"]) for row in session.answers.rows("setup_team")]


def _lost(session: Session, folder: Path, texts: Sequence[str]) -> list[str]:
    ways = (_typed, lambda one, text: _filled(one, folder, text))
    return [
        text[:80]
        for text in texts
        if visible(text)
        for way in ways
        if not kept_whole(text, kept := way(session, text)) and kept != text
    ]


def test_every_text_is_kept_as_an_answer(session: Session, tmp_path: Path) -> None:
    assert _lost(session, tmp_path, SOME[::3]) == []


@pytest.mark.campaign
def test_a_thousand_texts_are_kept_as_answers(session: Session, tmp_path: Path) -> None:
    assert _lost(session, tmp_path, EVERY) == []


def test_a_table_of_texts_is_taken_in(session: Session) -> None:
    texts = [f"{at} {visible(text)}" for at, text in enumerate(SOME) if len(text) < 200]
    kept = _imported(session, texts)
    assert [one for one, text in zip(kept, texts, strict=True) if not kept_whole(text, one)] == []


@pytest.mark.parametrize("columns", [4, 20, 80])
def test_the_first_frame_shows_words_and_obeys_none(columns: int) -> None:
    for text in EVERY:
        shown = frame({"question": text[:300]}, columns, 24)
        assert list(faults_on(shown.encode("utf-8", "replace"))) == []
