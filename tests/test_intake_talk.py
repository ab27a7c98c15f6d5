"""A file named in the talk, or lines pasted with a head: told first, then kept or left."""

from decimal import Decimal
from pathlib import Path

import pytest
from textual.events import Paste

from kamguide.workspace.dialogue import Dialogue
from kamguide.workspace.intake_talk import asked_for
from kamguide.workspace.session import Session
from tests.intake.conftest import BASICS, NOW, session, workspace
from tests.tui.conftest import Wide, opened, said, screen, send, settle, store_path
from tests.tui.test_interview_screen import Opened, kept
from tests.typist import words
from tests.workspace.conftest import small_flows

__all__ = ["NOW", "opened", "session", "small_flows", "store_path", "workspace"]

BLOCK = "销售额\t名称\n6200\t海棠乳业\n4150\t金禾\n"


def names(session: Session) -> list[object]:
    return [row["name"] for row in session.answers.rows("customers")]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "my customers.csv"
    made.write_text("Name;Revenue\nHaitang;6200\nJinhe;4150\n")
    return made


@pytest.mark.parametrize("command", ["/intake", "/导入表", "/导入"])
def test_a_file_is_told_first_and_kept_when_that_is_accepted(
    session: Session, file: Path, command: str
) -> None:
    dialogue = Dialogue(session)
    told = words(dialogue, f"{command} {file}")
    assert "2 new rows" in told
    assert dialogue.waits
    assert names(session) == []
    assert "2 rows added" in words(dialogue, "1")
    assert names(session) == ["Haitang", "Jinhe"]
    words(dialogue, "/undo")
    assert names(session) == []


def test_what_is_not_accepted_leaves_everything_as_it_was(session: Session, file: Path) -> None:
    dialogue = Dialogue(session)
    words(dialogue, f'/intake "{file}" --replace')
    assert "1 keeps" in words(dialogue, "perhaps")
    assert "as it was" in words(dialogue, "2")
    assert names(session) == []
    assert not dialogue.waits


def test_a_file_that_cannot_be_read_is_told_and_the_talk_goes_on(session: Session) -> None:
    dialogue = Dialogue(session)
    assert "cannot be read" in words(dialogue, "/intake nofile.csv")
    assert "/intake FILE" in words(dialogue, "/intake")
    assert not dialogue.waits


def test_a_file_with_nothing_to_keep_asks_nothing(session: Session, file: Path) -> None:
    file.write_text("Name;Revenue\nHaitang;many\n")
    dialogue = Dialogue(session)
    assert "B2" in words(dialogue, f"/intake {file}")
    assert not dialogue.waits


def test_lines_pasted_with_a_head_go_by_it_in_either_language(session: Session) -> None:
    dialogue = Dialogue(session)
    assert "“销售额” -> Revenue" in words(dialogue, BLOCK)
    draft = session.draft()
    assert draft is not None
    assert draft.text == BLOCK, "what was pasted is kept until it is decided"
    words(dialogue, "1")
    assert names(session) == ["海棠乳业", "金禾"]
    draft = session.draft()
    assert draft is None or not draft.text


def test_what_is_overwritten_is_shown_before_and_after(session: Session) -> None:
    dialogue = Dialogue(session)
    words(dialogue, BLOCK)
    words(dialogue, "1")
    told = words(dialogue, "Name\tRevenue\n海棠乳业\t7000\n金禾\t4150\n")
    assert "6,200" in told
    assert "7,000" in told
    assert "change 1" in told


def test_lines_pasted_without_a_head_go_by_position(session: Session) -> None:
    words(Dialogue(session), "Haitang\t6200\nJinhe\t4150\n")
    assert names(session) == ["Haitang", "Jinhe"]


def test_options_and_names_with_blanks_are_understood() -> None:
    path, choices = asked_for(r'"C:\my list.xlsx" --sheet "Sheet 1" --map "Firma=name" --replace')
    assert str(path) == r"C:\my list.xlsx"
    assert (choices.sheet, dict(choices.columns)) == ("Sheet 1", {"Firma": "name"})
    assert choices.replaces


async def test_a_block_with_a_head_is_pasted_by_it_on_the_screen(
    opened: Opened, store_path: Path
) -> None:
    async with opened().run_test(size=Wide) as pilot:
        await settle(pilot)
        await send(pilot, *BASICS)
        screen(pilot).prompt.post_message(Paste(BLOCK))
        await settle(pilot)
        assert "2 new rows" in said(pilot)[-1]
        assert screen(pilot).picks.display
        await send(pilot, "1")
        await settle(pilot)
        assert any("2 rows added" in one for one in said(pilot))
        assert screen(pilot).grid.display
        await send(pilot, "/undo")
    assert kept(store_path).open("Muquan").answers.rows("customers") == ()


@pytest.mark.campaign
async def test_a_file_is_taken_in_on_the_screen(
    opened: Opened, store_path: Path, file: Path
) -> None:
    async with opened(lang="zh").run_test(size=Wide) as pilot:
        await settle(pilot)
        await send(pilot, "沐泉", "成长期", "2026", "万元", "5400", f"/导入表 {file}")
        await settle(pilot)
        assert "将新增 2 行" in said(pilot)[-1]
        await send(pilot, "1")
        await settle(pilot)
    rows = kept(store_path).open("Muquan").answers.rows("customers")
    assert [row["revenue"] for row in rows] == [Decimal(6200), Decimal(4150)]
