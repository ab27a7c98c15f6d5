"""A person's keys in; what is said and what is kept out."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from textual.events import Paste
from textual.screen import Screen

from kamguide.messages import say
from kamguide.tui.app import KamguideApp
from kamguide.tui.screens.home import HomeScreen
from kamguide.tui.screens.interview import InterviewScreen
from kamguide.tui.screens.look import LookScreen
from kamguide.tui.screens.settings import SettingsScreen
from kamguide.tui.widgets.pane import Pane
from tests.engine.conftest import BASICS
from tests.tui.conftest import Small, Wide, answered, kept, said, screen, send, settle, text_of

Opened = Callable[..., KamguideApp]


async def test_the_first_question_is_asked_and_the_prompt_has_the_focus(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        assert said(pilot)[-1].startswith("What is the account called?")
        assert pilot.app.focused is screen(pilot).prompt


async def test_a_typed_answer_is_said_kept_and_leads_on(opened: Opened, store_path: Path) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await pilot.press(*"Muquan", "enter")
        await settle(pilot)
        assert said(pilot)[-2:] == ["Muquan", "What stage is it at?"]
    assert kept(store_path).open("Muquan").answers.value("setup_account_name") == "Muquan"


async def test_chinese_is_typed_and_kept(opened: Opened, store_path: Path) -> None:
    async with opened(lang="zh").run_test(size=Small) as pilot:
        await settle(pilot)
        await pilot.press(*"沐泉饮品", "enter")
        await settle(pilot)
        assert said(pilot)[-1] == "处于什么阶段？"
    assert kept(store_path).open("Muquan").answers.value("setup_account_name") == "沐泉饮品"


@pytest.mark.parametrize("keys", [["2", "enter"], ["down", "down", "enter"], ["g", "enter"]])
async def test_an_option_is_picked_by_digit_arrows_or_letters(
    opened: Opened, store_path: Path, keys: list[str]
) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "Muquan")
        await pilot.press(*keys)
        await settle(pilot)
    assert kept(store_path).open("Muquan").answers.value("stage") == "growing"


async def test_an_unreadable_reply_stays_in_the_prompt_and_is_explained(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "Muquan", "maybe")
        assert "“maybe” is not on the list" in said(pilot)[-1]
        assert screen(pilot).prompt.text == "maybe"


async def test_ctrl_j_starts_a_line_and_enter_sends_all(opened: Opened, store_path: Path) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await pilot.press("a", "ctrl+j", "b", "enter")
        await settle(pilot)
    assert kept(store_path).open("Muquan").answers.value("setup_account_name") == "a\nb"


async def test_leaving_in_mid_sentence_keeps_the_sentence(opened: Opened, store_path: Path) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "Muquan", "growing", "2026", "2")
        await pilot.press(*"540 I thi", "ctrl+c")
        await settle(pilot)
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        assert screen(pilot).prompt.text == "540 I thi"
        assert "What did we sell last year?" in said(pilot)[-1]


async def test_what_is_sent_before_the_plan_is_loaded_is_not_lost(
    opened: Opened, store_path: Path
) -> None:
    async with opened().run_test(size=Small) as pilot:
        screen(pilot).prompt.put("Muquan")
        await pilot.press("enter")
        while len(said(pilot)) < 3:
            await settle(pilot)
        assert screen(pilot).prompt.text == ""
    assert kept(store_path).open("Muquan").answers.value("setup_account_name") == "Muquan"


async def test_half_a_cell_is_there_again_in_its_cell(opened: Opened) -> None:
    async with opened().run_test(size=Wide) as pilot:
        await settle(pilot)
        await send(pilot, *BASICS[:5], "Hengjian", "6200", "930")
        screen(pilot).grid.go("C1", "revenue")
        await pilot.press(*"6,5", "ctrl+c")
        await settle(pilot)
    async with opened().run_test(size=Wide) as pilot:
        await settle(pilot)
        assert screen(pilot).prompt.text == "6,5"
        assert screen(pilot).grid.place == ("C1", "revenue")


async def test_the_next_table_begins_at_its_first_cell(opened: Opened) -> None:
    async with opened().run_test(size=Wide) as pilot:
        await settle(pilot)
        await send(pilot, *BASICS[:5], "Hengjian", "6,200", "930")
        await pilot.press("ctrl+n")
        await send(pilot, "Muquan", "5400")
        assert screen(pilot).grid.place[1] == "margin"
        await send(pilot, "/done")
        while not screen(pilot).grid.display:
            await send(pilot, "/skip")
        assert screen(pilot).grid.place == ("+", "name")


async def test_slash_commands_go_back_and_show_the_old_answer(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "Muquan", "/back")
        assert "What is the account called?" in said(pilot)[-1]
        assert screen(pilot).prompt.text == "Muquan"


async def test_an_unknown_command_is_guessed(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "/bakc")
        assert "/back" in said(pilot)[-1]


async def test_the_language_changes_in_place(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "Muquan")
        await pilot.press("f4")
        await settle(pilot)
        assert said(pilot)[-1] == "处于什么阶段？"


async def test_an_answer_in_the_prompt_changes_its_language_and_words_that_are_typed_do_not(
    opened: Opened,
) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "Muquan", "1", "/back")
        assert screen(pilot).prompt.text == "Prospect"
        await pilot.press("f4")
        await settle(pilot)
        assert screen(pilot).prompt.text == "潜在客户"
        await pilot.press(*"grow", "f4")
        await settle(pilot)
        assert screen(pilot).prompt.text == "grow"


async def test_a_table_is_filled_in_the_grid(opened: Opened, store_path: Path) -> None:
    async with opened().run_test(size=Wide) as pilot:
        await settle(pilot)
        await send(pilot, *BASICS[:5])
        assert screen(pilot).grid.display
        await send(pilot, "Hengjian", "6,200", "930")
        await pilot.press("ctrl+n")
        await settle(pilot)
        await send(pilot, "Muquan", "5400", "1134")
    rows = kept(store_path).open("Muquan").answers.rows("customers")
    assert [(row["name"], row["revenue"], row["margin"]) for row in rows] == [
        ("Hengjian", Decimal(6200), Decimal(930)),
        ("Muquan", Decimal(5400), Decimal(1134)),
    ]


async def test_a_block_from_a_spreadsheet_is_pasted_over_the_grid(
    opened: Opened, store_path: Path
) -> None:
    async with opened().run_test(size=Wide) as pilot:
        await settle(pilot)
        await send(pilot, *BASICS[:5])
        screen(pilot).prompt.post_message(Paste("Hengjian\t6200\t930\nMuquan\t5400\t1134\n"))
        await settle(pilot)
        assert "6 cells pasted in 2 rows" in said(pilot)[-1]
    assert len(kept(store_path).open("Muquan").answers.rows("customers")) == 2


@pytest.mark.campaign
async def test_a_deleted_row_comes_back_with_undo(opened: Opened, store_path: Path) -> None:
    async with opened().run_test(size=Wide) as pilot:
        await settle(pilot)
        await send(pilot, *BASICS[:5], "Hengjian", "6200", "930")
        await pilot.press("up", "ctrl+d")
        await settle(pilot)
        assert "deleted" in said(pilot)[-1]
        await pilot.press("ctrl+z")
        await settle(pilot)
    rows = kept(store_path).open("Muquan").answers.rows("customers")
    assert [row["name"] for row in rows] == ["Hengjian"]


HOSTILE = "[/b] [@click=app.exit]X[/] [red] \x1b]2;pwned\x07 \u202eabc 𠮷"


async def test_hostile_text_is_only_text_on_every_pane(opened: Opened, store_path: Path) -> None:
    async with opened().run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        await send(pilot, HOSTILE, *BASICS[1:5], f"{HOSTILE}")
        await settle(pilot)
        assert "[/b] [@click=app.exit]X[/] [red]" in said(pilot)[1 + 2]
        await pilot.press("f2", "f2", "f3", "f3")
        await settle(pilot)
        assert pilot.app.is_running
    name = kept(store_path).open("Muquan").answers.text("setup_account_name")
    assert "\x1b" not in name
    assert "\u202e" not in name
    assert "𠮷" in name


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 40), (200, 50)])
async def test_the_prompt_is_on_screen_at_every_size(opened: Opened, size: tuple[int, int]) -> None:
    async with opened().run_test(size=size) as pilot:
        await settle(pilot)
        region = screen(pilot).prompt.region
        assert region.height >= 1
        assert 0 <= region.y < size[1] - 2


async def test_the_step_we_are_at_is_in_view_on_the_way(opened: Opened) -> None:
    async with opened().run_test(size=(120, 12)) as pilot:
        await settle(pilot)
        way = screen(pilot).query_one("#way", Pane)
        await send(pilot, "/goto visits")
        begins = [strip.text[:2] for strip in way._strips]
        assert 0 <= begins.index(" >") - way.scroll_offset.y < way.size.height


async def test_keys_right_behind_enter_are_the_beginning_of_the_next_words(
    opened: Opened, store_path: Path
) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await pilot.press(*"Muquan", "enter", *"grow")
        assert screen(pilot).prompt.text == "grow"
        await pilot.press(*"ing", "enter")
        await settle(pilot)
    answers = kept(store_path).open("Muquan").answers
    assert answers.value("setup_account_name") == "Muquan"
    assert answers.value("stage") == "growing"


async def test_the_talk_shows_where_one_is_while_one_looks_back(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "Muquan", "growing", *["/help"] * 4)
        talk = screen(pilot).talk
        assert not talk.has_class("-looking-back")
        await pilot.press("pageup")
        await settle(pilot)
        assert talk.has_class("-looking-back")
        end = talk.max_scroll_y
        await send(pilot, "2026")
        assert talk.scroll_offset.y < end, "what is read stays in view"
        talk.scroll_end(animate=False)
        await settle(pilot)
        assert not talk.has_class("-looking-back")


@pytest.mark.parametrize(
    ("key", "shown"), [("f9", HomeScreen), ("f5", LookScreen), ("f6", SettingsScreen)]
)
async def test_a_key_pressed_while_a_plan_is_loaded_acts_once_it_is_there(
    opened: Opened, store_path: Path, key: str, shown: type[Screen[object]]
) -> None:
    answered(store_path, "Muquan")
    app = opened(plan=None)
    async with app.run_test(size=Small) as pilot:
        await settle(pilot)
        waiting = InterviewScreen({"name": "Muquan", "question": "What stage is it at?"})
        await app.push_screen(waiting)
        await pilot.press(key)
        await settle(pilot)
        assert app.screen is waiting
        assert app.workspace is not None
        waiting.begin(app.workspace.open("Muquan"))
        await settle(pilot)
        await settle(pilot)
        assert isinstance(app.screen, shown)


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_a_plan_that_somebody_else_has_open_says_so_in_whole(
    opened: Opened, store_path: Path, lang: str
) -> None:
    answered(store_path, "Muquan")
    other = kept(store_path)
    other.open("Muquan")
    async with opened(lang=lang).run_test(size=Small) as pilot:
        while screen(pilot).conversation is None:
            await settle(pilot)
        await settle(pilot)
        assert say("screen.read_only", lang) in text_of(pilot.app)
    other.store.close()
