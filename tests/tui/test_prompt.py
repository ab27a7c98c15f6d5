"""Words are typed, brought back, pasted, picked by their beginning; none of them is lost."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.events import Paste
from textual.widgets import Static

from kamguide.model.prompts import ScalePrompt
from kamguide.tui.app import KamguideApp
from kamguide.tui.widgets.scale import Scale
from tests.engine.conftest import BASICS, FACTORS
from tests.tui.conftest import Small, Wide, answered, kept, said, screen, send, settle

Opened = Callable[..., KamguideApp]


async def test_up_brings_back_what_was_sent_and_cleared_and_down_the_draft(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        prompt = screen(pilot).prompt
        await pilot.press(*"/list", "enter")
        await settle(pilot)
        await pilot.press(*"old", "ctrl+u", *"new", "up")
        assert prompt.text == "old"
        await pilot.press("up")
        assert prompt.text == "/list"
        await pilot.press("down", "down")
        assert prompt.text == "new"


@pytest.mark.campaign
async def test_up_moves_within_lines_before_it_brings_anything_back(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        prompt = screen(pilot).prompt
        await send(pilot, "/list")
        await pilot.press("a", "ctrl+j", "b", "up")
        assert prompt.text == "a\nb"
        await pilot.press("up")
        assert prompt.text == "/list"
        await pilot.press("down")
        assert prompt.text == "a\nb"


async def test_words_that_were_cleared_come_back_with_undo_before_any_answer_goes(
    opened: Opened, store_path: Path
) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "Muquan", "/goto setup_base_year")
        await pilot.press(*"20", "ctrl+u", "ctrl+z")
        assert screen(pilot).prompt.text == "20"
    assert kept(store_path).open("Muquan").answers.value("setup_account_name") == "Muquan"


async def test_lines_that_are_pasted_are_one_draft_and_not_sent(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        before = said(pilot)
        screen(pilot).prompt.post_message(Paste("one\r\ntwo\x1b[31m\nthree"))
        await pilot.pause()
        assert screen(pilot).prompt.text == "one\ntwo�[31m\nthree"
        assert said(pilot) == before
        await pilot.press("ctrl+z")
        assert screen(pilot).prompt.text == ""


@pytest.mark.parametrize(
    ("lang", "keys"),
    [
        ("en", ["down", "down", "enter"]),
        pytest.param("en", ["up", "enter"], marks=pytest.mark.campaign),
        pytest.param("en", [*"gro", "enter"], marks=pytest.mark.campaign),
        ("en", [*"ro", "down", "enter"]),
        ("zh", [*"czq", "enter"]),
        pytest.param("zh", [*"长期", "enter"], marks=pytest.mark.campaign),
    ],
)
async def test_the_option_that_stands_out_is_the_one_that_is_picked(
    opened: Opened, store_path: Path, lang: str, keys: list[str]
) -> None:
    async with opened(lang=lang).run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "Muquan")
        await pilot.press(*keys)
        await settle(pilot)
    assert kept(store_path).open("Muquan").answers.value("stage") == "growing"


async def test_the_arrows_pick_another_option_than_the_one_that_was_answered(
    opened: Opened,
) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "Muquan", "1", "/back")
        assert screen(pilot).prompt.text, "the answer stands there to be changed"
        await pilot.press("down", "enter")
        await settle(pilot)
        assert "Prospect -> Growing" in said(pilot)[-1]


async def test_words_typed_where_an_answer_was_brought_back_are_no_part_of_it(
    opened: Opened, store_path: Path
) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "Muquan", "1", "/back")
        await pilot.press(*"back", "enter")  # one more, the old answer still standing there
        await settle(pilot)
        assert "What is the account called?" in said(pilot)[-1]
        await pilot.press("end", *" Group", "enter")
        await settle(pilot)
    assert kept(store_path).open("Muquan").answers.value("setup_account_name") == "Muquan Group"


async def test_an_answer_that_was_typed_over_comes_back(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "Muquan", "/back")
        await pilot.press("x")
        assert screen(pilot).prompt.text == "x"
        await pilot.press("ctrl+z")
        assert screen(pilot).prompt.text == "Muquan"


@pytest.mark.parametrize(
    ("keys", "text"),
    [([*"back"], "back"), (["backspace"], "not a yea"), (["end", "r"], "not a yearr")],
)
async def test_words_that_could_not_be_taken_are_typed_over_or_mended(
    opened: Opened, keys: list[str], text: str
) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "/goto setup_base_year")
        await pilot.press(*"not a year", "enter")
        await settle(pilot)
        assert screen(pilot).prompt.text == "not a year"
        await pilot.press(*keys)
        assert screen(pilot).prompt.text == text


async def test_words_that_could_not_be_taken_are_kept_when_one_leaves_at_once(
    opened: Opened, store_path: Path
) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "/goto setup_base_year")
        await pilot.press(*"not a year", "enter", "ctrl+c")
    workspace = kept(store_path)
    session = workspace.open("Muquan", read_only=True)
    assert session.drafts.of("setup_base_year").text == "not a year"  # type: ignore[union-attr]


async def test_help_and_leaving_are_one_key_away_where_an_answer_was_brought_back(
    opened: Opened,
) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "Muquan", "/back")
        await pilot.press("question_mark")
        await settle(pilot)
        assert said(pilot)[-1].startswith("Why we ask: ")
        assert screen(pilot).prompt.text == "Muquan"
        await pilot.press("ctrl+c")
    assert pilot.app.return_code == 0


async def test_a_click_picks(opened: Opened, store_path: Path) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "Muquan")
        await pilot.click("PickList", offset=(8, 1))
        await settle(pilot)
    assert kept(store_path).open("Muquan").answers.value("stage") == "growing"


async def test_a_row_is_found_by_its_name_and_kept_by_its_id(
    opened: Opened, store_path: Path
) -> None:
    answered(store_path, *BASICS)
    async with opened().run_test(size=Wide) as pilot:
        await settle(pilot)
        await send(pilot, "/goto best")
        await pilot.press(*"muq", "enter")
        await settle(pilot)
    assert kept(store_path).open("Muquan").answers.value("best") == "C2"


async def test_beside_a_cell_with_a_scale_stands_how_to_choose_a_mark(
    opened: Opened, store_path: Path
) -> None:
    answered(store_path, *BASICS, "done", *FACTORS, "done")
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "/goto scores")
        await pilot.press("7")
        ask = screen(pilot).query_one("#ask", Static)
        assert "0-10" in str(ask.content)
        assert "steps of 0.5" in screen(pilot).cell_scale.render_line(0).text
        region = screen(pilot).prompt.region
        assert 0 <= region.y < Small[1] - 2, "the prompt is in view below its table"
        await pilot.press("ctrl+u")
        await send(pilot, "/anchors")
        assert "0 is the least" in said(pilot)[-1]


class Marks(App[None]):
    """A scale on a screen of its own."""

    def compose(self) -> ComposeResult:
        """The scale alone."""
        yield Scale()


async def test_a_scale_is_a_row_of_numbers_and_the_typed_one_stands_out() -> None:
    async with Marks().run_test(size=Wide) as pilot:
        marks = pilot.app.query_one(Scale)
        prompt = ScalePrompt(min=0, max=10, step=Decimal("0.5"), low=None, high=None)
        marks.offer(prompt, ("never", "always"), "en")
        marks.seek("7")
        await pilot.pause()
        assert "6 [7] 8" in marks.render_line(0).text
        assert "steps of 0.5" in marks.render_line(0).text
        assert "never" in marks.render_line(1).text
        marks.move("right")
        assert marks.picked() == "8"
