"""Challenges in the talk: when one is put, what is said to it, and that it stays said."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from kamguide.cli import kamguide
from kamguide.engine.turns import Asked
from kamguide.model.edits import SetCell
from kamguide.tui.app import KamguideApp
from kamguide.tui.screens.look import LookScreen
from kamguide.workspace.challenges import ChallengeTelling
from kamguide.workspace.challenging import BETWEEN
from kamguide.workspace.dialogue import Dialogue
from kamguide.workspace.exchange import as_json
from kamguide.workspace.files import bring_in, export
from kamguide.workspace.plans import Workspace
from kamguide.workspace.session import Session
from tests.conftest import CaseStore
from tests.tui.conftest import Wide, said, screen, send, settle, text_of

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BUSY = (
    *("prof_description", "rep_source", "rep_achievements"),
    *("rep_issues", "rep_objectives", "rep_strategies"),
)
"""Questions answered by a text, that complete no challenge."""


@pytest.fixture
def workspace(case_store: CaseStore) -> Iterator[Workspace]:
    made = Workspace.at(case_store("en"), actor="Li", lang="en", now=lambda: NOW)
    yield made
    made.store.close()


@pytest.fixture
def session(workspace: Workspace) -> Session:
    return workspace.open("Muquan")


@pytest.fixture
def dialogue(session: Session) -> Dialogue:
    made = Dialogue(session)
    made.welcome()
    return made


def hear(dialogue: Dialogue, typed: str) -> str:
    return "\n".join(f"{one.who}: {one.text}" for one in dialogue.hear(typed).said)


def at(dialogue: Dialogue, table: str) -> str:
    """What is said when a full table is done once more."""
    dialogue.hear(f"/goto {table}")
    return hear(dialogue, "/done")


def said_again(dialogue: Dialogue, question: str) -> str:
    """What is said when a text is given anew."""
    dialogue.hear(f"/goto {question}")
    heard = hear(dialogue, dialogue.session.answers.text(question) + " (2026)")
    if dialogue.waits and not dialogue.challenges.waits:
        heard += hear(dialogue, "1")
    return heard


def state(session: Session) -> dict[str, str]:
    told = ChallengeTelling(session)
    return {
        one.challenge.id: "" if (reply := told.reply(one)) is None else reply.words
        for one in told.raised
    }


# When it is put


def test_it_is_put_after_the_answer_that_completes_it_before_the_next_question(
    dialogue: Dialogue,
) -> None:
    heard = at(dialogue, "ass_list")
    assert heard.startswith("coach: The chance that all 5 assumptions hold is 21%")
    assert "guide:" not in heard
    assert dialogue.waits
    assert "guide:" in hear(dialogue, "Ask two chains for their listing terms")


def test_an_answer_elsewhere_does_not_bring_it_up(dialogue: Dialogue) -> None:
    for question in BUSY:
        assert "coach: The chance" not in said_again(dialogue, question)
    assert not dialogue.challenges.waits


def test_between_two_of_them_lie_six_answered_questions(dialogue: Dialogue) -> None:
    at(dialogue, "ass_list")
    hear(dialogue, "We ask two chains")
    for question in BUSY[: BETWEEN - 2]:
        said_again(dialogue, question)
    assert "coach: Of 127" not in at(dialogue, "dmu_members")
    assert not dialogue.challenges.waits
    said_again(dialogue, BUSY[-1])
    assert "coach: Of 127" in at(dialogue, "dmu_members")


def test_one_that_is_put_off_comes_up_once_more_and_then_stays_in_the_list(
    dialogue: Dialogue,
) -> None:
    for put in (True, True, False):
        assert ("coach: The chance" in at(dialogue, "ass_list")) is put
        hear(dialogue, "/later" if put else "/status")
        assert "coach: The chance" not in at(dialogue, "ass_list"), "not before six questions"
        for question in BUSY:
            said_again(dialogue, question)


def test_it_never_speaks_into_a_doubt_of_the_coach(dialogue: Dialogue) -> None:
    session = dialogue.session
    session.edit(SetCell("ass_list", "AS1", "trigger", "Soon"))
    heard = at(dialogue, "ass_list")
    assert "coach: " in heard
    assert "The chance that all" not in heard
    assert dialogue.waits
    assert not dialogue.challenges.waits


# What is said to it


def test_words_that_are_a_command_elsewhere_are_an_answer(dialogue: Dialogue) -> None:
    at(dialogue, "ass_list")
    hear(dialogue, "don't know")
    assert state(dialogue.session)["hardly_all_hold"] == "don't know"


def test_enter_says_that_it_waits_and_loses_nothing(dialogue: Dialogue) -> None:
    at(dialogue, "ass_list")
    before = dialogue.session.answers
    for typed in ("", "   ", "/dismiss", "/done", "/unknown", "/clear"):
        hear(dialogue, typed)
        assert dialogue.challenges.waits, typed
    assert dialogue.session.answers is before


def test_looking_something_up_does_not_put_it_off(dialogue: Dialogue) -> None:
    at(dialogue, "ass_list")
    hear(dialogue, "/list assumptions")
    hear(dialogue, "/term DMU")
    assert "coach: 5 条假设" in hear(dialogue, "/lang zh")
    hear(dialogue, "问两家连锁")
    assert state(dialogue.session)["hardly_all_hold"] == "问两家连锁"


def test_it_is_put_off_and_stays_in_the_list(dialogue: Dialogue) -> None:
    at(dialogue, "ass_list")
    assert "guide:" in hear(dialogue, "/later")
    assert state(dialogue.session)["hardly_all_hold"] == ""
    number = list(state(dialogue.session)).index("hardly_all_hold") + 1
    assert "coach: The chance" in hear(dialogue, f"/challenges {number}")
    assert "problem:" in hear(Dialogue(dialogue.session), "/challenges 99")
    assert "problem:" in hear(Dialogue(dialogue.session), "/dismiss because")


def test_an_answer_to_it_can_be_taken_back(dialogue: Dialogue) -> None:
    at(dialogue, "ass_list")
    hear(dialogue, "We ask two chains")
    hear(dialogue, "/undo")
    assert state(dialogue.session)["hardly_all_hold"] == ""
    hear(dialogue, "/redo")
    assert state(dialogue.session)["hardly_all_hold"] == "We ask two chains"


# That it stays said


def test_dismissed_stays_dismissed_until_the_values_change(
    dialogue: Dialogue, workspace: Workspace
) -> None:
    at(dialogue, "ass_list")
    hear(dialogue, "/驳回 The board knows")
    workspace.close(dialogue.session)
    again = workspace.open("Muquan")
    assert "coach: The chance" not in at(talk := Dialogue(again), "ass_list")
    assert "You dismissed it: The board knows" in hear(talk, "/追问")
    again.edit(SetCell("ass_list", "AS4", "probability_pct", Decimal(50)))
    assert "coach: The chance that all 5 assumptions hold is 18%" in at(talk, "ass_list")


@pytest.mark.parametrize("suffix", ["kam", "json"])
def test_what_was_said_travels_with_the_plan(
    dialogue: Dialogue, workspace: Workspace, tmp_path: Path, suffix: str
) -> None:
    session = dialogue.session
    at(dialogue, "ass_list")
    hear(dialogue, "/dismiss <b>The board</b> knows")
    file = tmp_path / f"plan.{suffix}"
    export(session, file)
    before, content = state(session), as_json(session.flow, session.answers)
    elsewhere = Workspace.at(tmp_path / "other.db", actor="Wu", lang="en", now=lambda: NOW)
    bring_in(elsewhere, file, name="Brought")
    brought = elsewhere.open("Brought")
    assert state(brought) == before
    assert as_json(brought.flow, brought.answers) == content
    elsewhere.store.close()


def test_words_not_sent_are_there_again(dialogue: Dialogue, workspace: Workspace) -> None:
    at(dialogue, "ass_list")
    dialogue.challenges.keep_draft("We ask two")
    workspace.close(dialogue.session)
    again = Dialogue(workspace.open("Muquan"))
    assert [one.who for one in again.welcome()] == ["guide", "coach"]
    assert again.challenges.unsent == "We ask two"
    hear(again, "We ask two chains")
    assert again.session.drafts.all() == ()


# On the command line and on the screen


def test_the_line_dialogue_and_the_check_tell_them(session: Session, tmp_path: Path) -> None:
    session.store.close_plan(session.facts.id)
    arguments = ["--store", str(tmp_path / "plans.db"), "--lang", "zh", "--today", "2026-11-23"]
    typed = "/转到 ass_list\n/完成\n问两家连锁\n/暂停\n"
    out = CliRunner().invoke(kamguide, [*arguments, "plain", "Muquan"], input=typed).output
    assert "教练：5 条假设全部成立的可能只有 21%" in out
    told = CliRunner().invoke(kamguide, [*arguments, "check", "Muquan", "--challenges"])
    assert told.exit_code == 0
    assert "您的回答：问两家连锁" in told.output
    for options in (["--challenges", "--json"], ["--json"]):
        output = CliRunner().invoke(kamguide, [*arguments, "check", "Muquan", *options]).output
        assert '"id": "hardly_all_hold"' in output
        assert '"state": "answered"' in output


async def test_it_is_answered_on_the_screen_and_stands_in_its_tab(case_store: CaseStore) -> None:
    workspace = Workspace.at(case_store("en"), actor="Li", lang="en", now=lambda: NOW)
    app = KamguideApp(lambda: workspace, lang="en", plan="Muquan")
    async with app.run_test(size=Wide) as pilot:
        await settle(pilot)
        session = screen(pilot).conversation.session  # type: ignore[union-attr]
        await send(pilot, "/goto ass_list")
        assert screen(pilot).grid.display
        await pilot.press("f8")
        await settle(pilot)
        assert "The chance that all 5 assumptions hold" in said(pilot)[-1]
        assert not screen(pilot).grid.display
        assert not screen(pilot).picks.display
        await send(pilot, "We ask two chains")
        assert state(session)["hardly_all_hold"] == "We ask two chains"
        await send(pilot, "/challenges")
        assert isinstance(pilot.app.screen, LookScreen)
        await pilot.press("enter")
        await settle(pilot)
        assert "C customers" in said(pilot)[-1]
        await send(pilot, "/dismiss The dealers serve them")
        assert state(session)["small_customers_get_time"] == "The dealers serve them"
        assert isinstance(session.turn, Asked) or session.progress.missing == ()


async def test_help_at_a_challenge_tells_nothing_of_a_question_not_in_sight(
    case_store: CaseStore,
) -> None:
    workspace = Workspace.at(case_store("en"), actor="Li", lang="en", now=lambda: NOW)
    app = KamguideApp(lambda: workspace, lang="en", plan="Muquan")
    async with app.run_test(size=Wide) as pilot:
        await settle(pilot)
        await send(pilot, "/goto ass_list")
        await pilot.press("f8", "?")
        await settle(pilot)
        assert "The question above still waits" in "\n".join(said(pilot)[-2:])
        assert not any(one.startswith("Why we ask") for one in said(pilot))
        await pilot.press("f1")
        await settle(pilot)
        assert "Why we ask" not in text_of(pilot.app)
        await pilot.press("escape", "ctrl+k")
        await settle(pilot)
        assert "assumption" in text_of(pilot.app).casefold()
