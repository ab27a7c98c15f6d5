"""Commands that go beyond one answer: another flow, the plan to read, the plan as a file."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document

from kamguide.engine.turns import Asked
from kamguide.flowfile.load import load_flow
from kamguide.messages import say
from kamguide.workspace.commands import NAMES, Command, command_in
from kamguide.workspace.dialogue import Dialogue
from kamguide.workspace.doing import Doing
from kamguide.workspace.filling import Filling
from kamguide.workspace.looks import LOOKS, REVIEWS
from kamguide.workspace.plans import Workspace
from kamguide.workspace.session import Session
from tests.typist import words


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    made = Workspace.at(tmp_path / "plans.db", actor="Li", lang="en", now=lambda: now)
    yield made
    made.store.close()


@pytest.fixture
def quick(workspace: Workspace) -> Session:
    session = workspace.new("Muquan", "quick")
    Filling.from_case("muquan", session).keep()
    return session


def test_a_quick_plan_goes_on_as_a_full_one_and_keeps_every_answer(
    workspace: Workspace, quick: Session
) -> None:
    before = dict(quick.answers)
    shown = words(Dialogue(quick), "/flow full")
    assert "Every answer is kept" in shown
    workspace.close(quick)
    again = workspace.open("Muquan")
    assert again.facts.flow == "full"
    kept = {name: (one.value, one.rows) for name, one in again.answers.items()}
    assert kept.items() >= {name: (one.value, one.rows) for name, one in before.items()}.items()
    assert isinstance(again.turn, Asked)
    assert set(again.flow.questions) > set(load_flow("quick").questions)


def test_an_unknown_flow_is_named_with_those_there_are(quick: Session) -> None:
    shown = words(Dialogue(quick), "/流程 slow")
    assert "annual_review" in shown
    assert quick.facts.flow == "quick"


def test_a_plan_is_exported_where_the_person_says(quick: Session, tmp_path: Path) -> None:
    target = tmp_path / "计划.docx"
    assert str(target) in words(Dialogue(quick), f"/导出 {target}")
    assert len(Document(str(target)).tables) > 10


def test_without_a_name_a_plan_is_exported_under_its_own(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    session = workspace.new("../Muquan: 沐泉?", "unit1")
    words(Dialogue(session), "/export")
    assert (tmp_path / "Muquan_ 沐泉.docx").exists()


def test_a_file_that_is_there_is_not_replaced(quick: Session, tmp_path: Path) -> None:
    target = tmp_path / "plan.docx"
    target.write_text("mine")
    heard = Dialogue(quick).hear(f"/export {target}")
    assert not heard.sent
    assert target.read_text() == "mine"
    Dialogue(quick).hear(f"/export {target} --force")
    assert target.stat().st_size > len("mine")


def test_the_plan_can_be_read_and_left_again(quick: Session) -> None:
    assert Dialogue(quick).hear("/计划").leave == "plan"


@pytest.mark.parametrize("look", [*LOOKS, *REVIEWS])
def test_a_look_at_the_plan_is_a_command_by_the_name_on_its_tab(look: str) -> None:
    assert command_in(f"/{say(f'look.{look}', 'zh')}") == Command(look)


def test_every_command_that_has_a_name_does_something() -> None:
    assert {name for name in NAMES if name not in Doing.names()} == set()


def test_a_file_for_the_customer_says_how_much_was_held_back(
    quick: Session, tmp_path: Path
) -> None:
    shown = words(Dialogue(quick), f"/export {tmp_path / 'theirs.md'} --view customer")
    assert "Held back as internal: 21 answers" in shown
    assert (tmp_path / "theirs.md").is_file()
