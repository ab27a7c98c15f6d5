"""What stands in the prompt before anything is typed: an answer so far, or words not sent."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.events import Key

from kamguide.tui.app import KamguideApp
from kamguide.tui.screens.interview import DRAFT_DELAY
from kamguide.tui.widgets.commandchoices import CommandChoices
from kamguide.tui.widgets.picks import PickList
from kamguide.workspace.entries import Entry
from tests.tui.conftest import Small, answered, kept, keys, said, screen, send, settle, text_of

Opened = Callable[..., KamguideApp]
FIRST = "/goto setup_account_name"


def name_kept(path: Path) -> object:
    return kept(path).open("Muquan").answers.value("setup_account_name")


@pytest.mark.parametrize("slash", ["/", "／"])
async def test_a_command_typed_where_an_answer_stands_leaves_the_answer_as_it_is(
    opened: Opened, store_path: Path, slash: str
) -> None:
    answered(store_path, "Muquan", "growing")
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, FIRST)
        assert screen(pilot).prompt.text == "Muquan"
        screen(pilot).prompt.post_message(Key("slash", slash))
        await settle(pilot)
        assert screen(pilot).query_one(CommandChoices).display
        await keys(pilot, *"skip", "enter")
        assert said(pilot)[-1].startswith("Which base year")
        assert screen(pilot).prompt.text == ""
    assert name_kept(store_path) == "Muquan"


async def test_what_is_typed_takes_the_place_of_an_answer_and_undo_brings_it_back(
    opened: Opened, store_path: Path
) -> None:
    answered(store_path, "Muquan", "growing")
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, FIRST)
        await keys(pilot, *"Hai")
        assert screen(pilot).prompt.text == "Hai"
        await keys(pilot, "ctrl+z", "ctrl+z", "ctrl+z")
        assert screen(pilot).prompt.text == "Muquan"
        await keys(pilot, "enter")
    assert name_kept(store_path) == "Muquan"


@pytest.mark.parametrize("key", ["right", "end"])
async def test_a_key_that_moves_keeps_the_answer_and_goes_on_behind_it(
    opened: Opened, store_path: Path, key: str
) -> None:
    answered(store_path, "Muquan", "growing")
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, FIRST)
        await keys(pilot, key, *"/Fu", "enter")
    assert name_kept(store_path) == "Muquan/Fu"


async def test_an_answer_that_is_to_be_edited_is_gone_on_with_and_a_slash_is_a_command(
    opened: Opened, store_path: Path
) -> None:
    answered(store_path, "Muquan", "growing")
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "/edit setup_account_name")
        await keys(pilot, *" AG")
        assert screen(pilot).prompt.text == "Muquan AG"
        await keys(pilot, "ctrl+u", "ctrl+u")
        await send(pilot, "/edit setup_account_name")
        await keys(pilot, *"/skip", "enter")
    assert name_kept(store_path) == "Muquan"


async def test_an_option_that_stands_gives_way_to_the_digit_of_another(
    opened: Opened, store_path: Path
) -> None:
    answered(store_path, "Muquan", "growing")
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "/edit stage")
        await keys(pilot, "1", "enter")
    assert kept(store_path).open("Muquan").answers.value("stage") == "prospect"


async def test_arrows_go_on_from_the_option_that_stands(opened: Opened, store_path: Path) -> None:
    answered(store_path, "Muquan", "growing")
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "/goto stage")
        options = screen(pilot).picks.query_one(PickList)
        assert options.highlighted == 1
        await keys(pilot, "/", "backspace", "up")
        assert options.highlighted == 0
        await keys(pilot, "enter")
    assert kept(store_path).open("Muquan").answers.value("stage") == "prospect"


async def test_a_question_mark_where_only_an_answer_stands_asks_for_help(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "Muquan", FIRST)
        assert "typing replaces" in text_of(pilot.app)
        await keys(pilot, "?")
        assert screen(pilot).prompt.text == "Muquan"
        assert "Why we ask" in "\n".join(said(pilot)[-2:])
        await keys(pilot, "right", "?")
        assert screen(pilot).prompt.text == "Muquan?"
        assert "typing replaces" not in text_of(pilot.app)


async def test_a_slash_that_is_deleted_again_brings_back_what_stood_there(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "Muquan", FIRST)
        prompt = screen(pilot).prompt
        await keys(pilot, "/", "backspace")
        assert prompt.text == prompt.selected_text == "Muquan"
        await keys(pilot, "/", "ctrl+z")
        assert prompt.text == "Muquan"


async def test_after_a_look_something_up_the_answer_stands_there_again(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "Muquan", FIRST)
        await keys(pilot, *"/why", "enter")
        assert screen(pilot).prompt.text == "Muquan"


async def test_words_not_sent_stay_the_draft_of_their_question_while_commands_are_typed(
    opened: Opened, store_path: Path
) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await keys(pilot, *"Muq")
        await pilot.pause(DRAFT_DELAY * 2)
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        prompt = screen(pilot).prompt
        assert prompt.text == "Muq"
        await keys(pilot, *"/why", "enter")
        assert prompt.text == "Muq"
        await keys(pilot, *"/skip", "enter")
        assert prompt.text == ""
        await keys(pilot, *"/back", "enter")
        assert prompt.text == "Muq"


async def test_a_change_not_sent_is_not_lost_to_the_old_answer(
    opened: Opened, store_path: Path
) -> None:
    answered(store_path, "Muquan", "growing")
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, FIRST)
        await keys(pilot, "end", *" AG", "f8")
        assert screen(pilot).prompt.text == ""
        await send(pilot, FIRST)
        assert screen(pilot).prompt.text == "Muquan AG"


async def test_an_answer_that_only_stands_there_is_no_draft(
    opened: Opened, store_path: Path
) -> None:
    answered(store_path, "Muquan", "growing")
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, FIRST)
        await pilot.pause(DRAFT_DELAY * 2)
        talk = screen(pilot).conversation
        assert talk is not None
        assert not talk.session.drafts.all()


async def test_words_left_for_later_stay_at_their_question(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await keys(pilot, *"Muq", "f8")
        assert screen(pilot).prompt.text == ""
        await keys(pilot, *"/back", "enter")
        assert screen(pilot).prompt.text == "Muq"


async def test_ctrl_c_leaves_although_an_answer_stands_selected(opened: Opened) -> None:
    app = opened()
    async with app.run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "Muquan", FIRST)
        await keys(pilot, "ctrl+c")
        assert not app.is_running or app._exit


async def test_ctrl_c_copies_what_was_selected_once_and_then_leaves(opened: Opened) -> None:
    app = opened()
    async with app.run_test(size=Small) as pilot:
        await settle(pilot)
        await keys(pilot, *"Muq", "shift+left", "shift+left", "ctrl+c")
        assert not app._exit
        assert screen(pilot).prompt.text == "Muq"
        await keys(pilot, "ctrl+c")
        assert app._exit


async def test_a_plan_that_is_opened_at_an_answer_has_it_standing_there(
    opened: Opened, store_path: Path
) -> None:
    answered(store_path, "Muquan", "growing")
    app = opened(plan=None)
    async with app.run_test(size=Small) as pilot:
        await settle(pilot)
        app.open_plan("Muquan", Entry("", "setup_account_name"))
        await settle(pilot)
        assert screen(pilot).prompt.selected_text == "Muquan"


async def test_a_command_of_the_palette_puts_what_is_typed_aside(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await keys(pilot, *"Muq", "ctrl+p")
        await pilot.pause(0.3)
        await keys(pilot, *"/find")
        await pilot.pause(0.3)
        await keys(pilot, "enter")
        await settle(pilot)
        prompt = screen(pilot).prompt
        assert prompt.text == "/find "
        await keys(pilot, *"growth", "enter")
        assert prompt.text == "Muq"


@pytest.mark.parametrize(("typed", "left"), [("/sk", ""), ("/note ask Zhao", "/note ask Zhao")])
async def test_only_the_words_behind_a_command_are_kept_when_one_leaves(
    opened: Opened, typed: str, left: str
) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await keys(pilot, *typed)
        await pilot.pause(DRAFT_DELAY * 2)
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        assert screen(pilot).prompt.text == left


async def test_the_option_that_stands_is_told_in_the_language_of_now(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "Muquan", "1", "/back")
        assert screen(pilot).prompt.selected_text == "Prospect"
        await keys(pilot, "f4")
        assert screen(pilot).prompt.selected_text == "潜在客户"
        await keys(pilot, *"x", "f4")
        assert screen(pilot).prompt.text == "x"


@pytest.mark.parametrize(
    ("pressed", "left"),
    [("g", "g"), ("backspace", "mayb"), ("end", "maybe"), ("/", "/"), ("ctrl+c", "maybe")],
)
async def test_words_that_could_not_be_read_are_typed_over_or_mended(
    opened: Opened, pressed: str, left: str
) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "Muquan", "maybe")
        await keys(pilot, pressed)
        assert screen(pilot).prompt.text == left


async def test_words_that_could_not_be_read_are_there_again_after_leaving(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "Muquan", "maybe")
        await pilot.press("f9")
        await settle(pilot)
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        assert screen(pilot).prompt.text == "maybe"


async def test_a_mistyped_command_loses_no_words_that_stood_there_before(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await keys(pilot, *"Muq")
        await pilot.pause(DRAFT_DELAY * 2)
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await keys(pilot, *"/wyh", "enter")
        assert screen(pilot).prompt.text == "/wyh"
        await keys(pilot, *"/why", "enter")
        assert screen(pilot).prompt.text == "Muq"
        talk = screen(pilot).conversation
        assert talk is not None
        await pilot.pause(DRAFT_DELAY * 2)
        assert [one.text for one in talk.session.drafts.all()] == ["Muq"]


async def test_an_answer_typed_over_a_mistyped_command_is_the_draft(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "Muquan", FIRST)
        await keys(pilot, *"/wyh", "enter", *"Hai")
        await pilot.pause(DRAFT_DELAY * 2)
        talk = screen(pilot).conversation
        assert talk is not None
        assert [one.text for one in talk.session.drafts.all()] == ["Hai"]
