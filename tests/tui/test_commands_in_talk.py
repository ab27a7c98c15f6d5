"""While a command is typed, what it may become stands above the prompt."""

from collections.abc import Callable

import pytest
from textual.widgets import OptionList

from kamguide.tui.app import KamguideApp
from kamguide.tui.screens.interview import DRAFT_DELAY
from kamguide.tui.widgets.commandchoices import MOST, CommandChoices
from tests.tui.conftest import Small, Wide, said, screen, settle
from tests.tui.walking import lines

Opened = Callable[..., KamguideApp]


async def test_a_slash_lists_commands_and_each_letter_leaves_fewer(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await pilot.press("/")
        await settle(pilot)
        shown = screen(pilot).query_one(CommandChoices)
        every = len(shown.fits)
        await pilot.press("e")
        await settle(pilot)
        assert shown.display
        assert 1 < len(shown.fits) < every
        assert all(one.shown.startswith("/e") for one in shown.fits)
        above = screen(pilot).query_one("#form").region
        assert shown.region.bottom == above.y
        await pilot.press("escape")
        assert not shown.display
        assert screen(pilot).prompt.text == "/e"
        await pilot.press("ctrl+p")
        await pilot.pause(0.3)
        palette = pilot.app.screen.query_one(OptionList)
        assert palette.display, "the palette has a list of its own"
        assert palette.option_count >= every


async def test_a_command_that_is_sent_takes_the_list_away_and_the_next_slash_brings_it(
    opened: Opened,
) -> None:
    async with opened().run_test(size=Wide) as pilot:
        await settle(pilot)
        await pilot.press(*"/sk")
        await settle(pilot)
        shown = screen(pilot).query_one(CommandChoices)
        listed = shown.region
        await pilot.press("enter")
        await settle(pilot)
        assert not shown.display
        drawn = lines(pilot)
        screen(pilot).refresh(layout=True)
        await settle(pilot)
        assert lines(pilot) == drawn, "nothing of it is left over"
        await pilot.press(*"/sk")
        await settle(pilot)
        assert shown.display
        assert shown.region == listed


async def test_beside_other_panes_the_list_has_all_its_words(opened: Opened) -> None:
    async with opened(lang="zh").run_test(size=Wide) as pilot:
        await settle(pilot)
        await pilot.press("/")
        await settle(pilot)
        painted = "\n".join(lines(pilot))
        shown = [str(one.prompt) for one in screen(pilot).query_one(CommandChoices).options[:MOST]]
        assert [one for one in shown if one not in painted] == []
        assert any("不适用，并说明原因" in one for one in shown)


async def test_tab_completes_a_command_and_enter_does_the_chosen_one(opened: Opened) -> None:
    async with opened(lang="zh").run_test(size=Small) as pilot:
        await settle(pilot)
        await pilot.press(*"/got", "tab")
        assert screen(pilot).prompt.text == "/转到 "
        await pilot.press("ctrl+u", *"/he", "down", "enter")
        await settle(pilot)
        assert screen(pilot).prompt.text == ""
        assert "/帮助" in said(pilot)[-3:][0]


@pytest.mark.campaign
async def test_a_command_brought_back_leaves_the_arrows_to_what_else_was_sent(
    opened: Opened,
) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await pilot.press(*"/list", "enter", *"/edi", "escape", "enter", "ctrl+u", "up", "up")
        await settle(pilot)
        assert screen(pilot).prompt.text == "/list"


async def test_a_command_that_was_typed_slowly_does_not_come_back_as_words_for_the_answer(
    opened: Opened,
) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        screen(pilot).prompt.insert("/goto setup_base_year")
        await pilot.pause(2 * DRAFT_DELAY)
        await pilot.press("enter")
        await settle(pilot)
        screen(pilot).prompt.insert("/goto setup_account_name")
        await pilot.press("enter")
        await settle(pilot)
        assert screen(pilot).prompt.text == ""


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (200, 50)])
async def test_the_list_stays_on_the_prompt_in_another_size_of_the_terminal(
    opened: Opened, size: tuple[int, int]
) -> None:
    async with opened(lang="zh").run_test(size=Wide) as pilot:
        await settle(pilot)
        await pilot.press("/", "down", "down")
        await settle(pilot)
        shown = screen(pilot).query_one(CommandChoices)
        await pilot.resize_terminal(*size)
        await settle(pilot)
        talk, form = screen(pilot).talk, screen(pilot).query_one("#form")
        assert shown.region.bottom == form.region.y
        assert shown.region.x == talk.scrollable_content_region.x
        assert shown.region.right <= talk.region.right
        assert shown.highlighted == 1
