"""Reading the whole plan: by key and by command, with the worked case."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from kamguide.engine.turns import Asked
from kamguide.tui.app import KamguideApp
from kamguide.tui.screens.answers import AnswersScreen
from kamguide.tui.screens.home import HomeScreen
from kamguide.tui.screens.interview import InterviewScreen
from kamguide.tui.screens.look import LookScreen
from kamguide.tui.screens.reading import ReadingScreen
from kamguide.tui.widgets.book import Book
from kamguide.tui.widgets.seek import Seek
from kamguide.workspace.plans import Workspace
from tests.conftest import CaseStore
from tests.tui.conftest import screen, send, settle

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@asynccontextmanager
async def case(
    store: Path, lang: str = "en", size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Pilot[None]]:
    """The app on the worked case."""
    workspace = Workspace.at(store, actor="Li", lang=lang, now=lambda: NOW)
    app = KamguideApp(lambda: workspace, lang=lang, plan="Muquan")
    async with app.run_test(size=size) as pilot:
        while screen(pilot).conversation is None:
            await pilot.pause(0.01)
        await settle(pilot)
        yield pilot


def lines(pilot: Pilot[None]) -> list[str]:
    """What of the plan is in view."""
    book = pilot.app.screen.query_one(Book)
    return [book.render_line(y).text.rstrip() for y in range(book.size.height)]


def shown(pilot: Pilot[None], name: str) -> str:
    return str(pilot.app.screen.query_one(name, Static).render())


def options(pilot: Pilot[None]) -> str:
    listed = pilot.app.screen.query_one(OptionList)
    return "\n".join(
        str(listed.get_option_at_index(at).prompt) for at in range(listed.option_count)
    )


def asked(pilot: Pilot[None]) -> str:
    conversation = screen(pilot).conversation
    assert conversation is not None
    turn = conversation.session.turn
    return turn.question.id if isinstance(turn, Asked) else ""


async def whole(pilot: Pilot[None]) -> None:
    """Wait until all of the plan is drawn."""
    while not pilot.app.screen.query_one(Book).is_whole:
        await pilot.pause(0.01)
    await settle(pilot)


# The whole plan


@pytest.mark.campaign
async def test_a_plan_opens_with_its_first_page_and_home_and_end_move_in_it(
    case_store: CaseStore,
) -> None:
    async with case(case_store("en")) as pilot:
        await send(pilot, "/plan")
        assert isinstance(pilot.app.screen, ReadingScreen)
        assert any("Key account plan: Muquan" in line for line in lines(pilot))
        await pilot.press("end")
        await settle(pilot)
        assert any("Training goals chosen" in line for line in lines(pilot))
        await pilot.press("home")
        await settle(pilot)
        assert any("Key account plan: Muquan" in line for line in lines(pilot))


async def test_the_finished_example_is_read_first_and_the_talk_is_one_key_behind(
    case_store: CaseStore,
) -> None:
    workspace = Workspace.at(case_store("en"), actor="Li", lang="en", now=lambda: NOW)
    app = KamguideApp(lambda: workspace, lang="en")
    async with app.run_test(size=(80, 24)) as pilot:
        while not isinstance(app.screen, HomeScreen):
            await pilot.pause(0.01)
        await settle(pilot)
        await pilot.press(*"finished", "enter")
        while not isinstance(app.screen, ReadingScreen):
            await pilot.pause(0.01)
        await settle(pilot)
        assert "Key account plan: Muquan Beverage Group" in "\n".join(lines(pilot))
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, InterviewScreen)
        await pilot.press("f9")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)


@pytest.mark.campaign
async def test_a_page_goes_on_where_the_last_one_ended_while_the_rest_is_drawn(
    case_store: CaseStore,
) -> None:
    async with case(case_store("en"), size=(100, 24)) as pilot:
        await send(pilot, "/plan")
        last = lines(pilot)[-1]
        await pilot.press("pagedown")
        await settle(pilot)
        assert lines(pilot)[0][2:] == last[2:]
        await whole(pilot)
        assert lines(pilot)[0][2:] == last[2:]


@pytest.mark.campaign
async def test_the_contents_lead_to_a_section(case_store: CaseStore) -> None:
    async with case(case_store("en")) as pilot:
        await send(pilot, "/plan")
        await pilot.press("c", "down", "down", "enter")
        await settle(pilot)
        assert "2 Financial summary" in "".join(lines(pilot)[:3])


@pytest.mark.campaign
@pytest.mark.parametrize(("width", "beside"), [(80, False), (120, True)])
async def test_contents_fold_away_where_there_is_no_room(
    case_store: CaseStore, width: int, beside: bool
) -> None:
    async with case(case_store("zh"), "zh", (width, 24)) as pilot:
        await send(pilot, "/计划")
        contents = pilot.app.screen.query_one(OptionList)
        assert contents.display is beside
        await pilot.press("c")
        await pilot.pause()
        assert contents.display
        await pilot.press("escape")
        await pilot.pause()
        assert contents.display is beside


async def test_words_are_found_while_they_are_typed_and_marked_by_a_sign(
    case_store: CaseStore,
) -> None:
    async with case(case_store("zh"), "zh", (80, 24)) as pilot:
        await send(pilot, "/计划")
        await pilot.press("ctrl+f", "九", "江")
        await whole(pilot)
        assert any(line[:2].endswith("*") and "九江" in line for line in lines(pilot))
        first = shown(pilot, "#found")
        await pilot.press("enter", "n")
        await settle(pilot)
        assert "第 2 处" in shown(pilot, "#at")
        assert first.startswith("第 1 处")
        await pilot.press("N", "escape")
        await settle(pilot)
        assert not any(line[:2].endswith("*") for line in lines(pilot))
        await pilot.press("slash")
        await settle(pilot)
        assert shown(pilot, "#found").startswith("第")


async def test_words_typed_in_a_hurry_behind_the_key_that_seeks_are_all_sought(
    case_store: CaseStore,
) -> None:
    async with case(case_store("zh")) as pilot:
        await send(pilot, "/plan")
        for key, typed in (("slash", "/"), *((one, one) for one in "周转箱ng1")):
            pilot.app.post_message(events.Key(key, typed))
        await settle(pilot)
        assert pilot.app.screen.query_one(Seek).words == "周转箱ng1"


@pytest.mark.campaign
async def test_a_customer_is_shown_less_and_the_reader_is_told_so(case_store: CaseStore) -> None:
    async with case(case_store("en")) as pilot:
        await send(pilot, "/plan")
        await pilot.press("c")
        assert "8 Budget" in options(pilot)
        await pilot.press("escape", "3")
        await settle(pilot)
        assert "8 Budget" not in options(pilot)
        assert "[3 Customer]" in shown(pilot, "#name")
        assert "held back" in shown(pilot, "#at")


async def test_enter_changes_the_answer_that_is_marked_and_leads_back(
    case_store: CaseStore,
) -> None:
    async with case(case_store("en")) as pilot:
        await send(pilot, "/plan")
        await pilot.press("pagedown", "tab")
        await settle(pilot)
        before = lines(pilot)
        place = pilot.app.screen.query_one(Book).place
        await pilot.press("enter")
        await settle(pilot)
        assert asked(pilot) == place.partition(".")[0]
        await pilot.press("escape")
        await settle(pilot)
        assert lines(pilot) == before
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, InterviewScreen)
        assert not asked(pilot)


@pytest.mark.campaign
async def test_f3_gives_the_keys_to_the_section_and_again_shows_the_whole_plan(
    case_store: CaseStore,
) -> None:
    async with case(case_store("en")) as pilot:
        await send(pilot, "/goto dmu_members")
        await pilot.press("f3", "up", "up", "enter")
        await settle(pilot)
        assert asked(pilot) == "dmu_members"
        await pilot.press("f3", "f3")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ReadingScreen)


async def test_what_is_typed_while_the_section_has_the_keys_goes_to_the_prompt(
    case_store: CaseStore,
) -> None:
    async with case(case_store("zh"), "zh", (80, 24)) as pilot:
        await send(pilot, "/转到 mis_role")
        screen(pilot).prompt.put("")
        await pilot.press("f3", "好", "的")
        await settle(pilot)
        assert screen(pilot).prompt.text == "好的"
        assert screen(pilot).prompt.has_focus


@pytest.mark.campaign
async def test_the_section_says_first_what_the_coach_finds(case_store: CaseStore) -> None:
    async with case(case_store("en")) as pilot:
        await send(pilot, "/goto dmu_members")
        pane = screen(pilot).query_one("#live", Book)
        text = "\n".join(pane.render_line(y).text for y in range(12))
        assert "! The coach asks: D8 Jiang Hui" in text
        assert text.index("The coach asks") < text.index("Who takes part")


# Check your answers


@pytest.mark.campaign
async def test_every_question_is_there_grouped_as_the_plan_unanswered_as_loud(
    case_store: CaseStore,
) -> None:
    async with case(case_store("en")) as pilot:
        await send(pilot, "/answers")
        assert isinstance(pilot.app.screen, AnswersScreen)
        text = options(pilot)
        assert text.index("1 Mission statement") < text.index("Appendix B")
        assert "! Short name" in text
        assert "not answered" in text


@pytest.mark.campaign
async def test_digits_choose_which_answers_are_shown(case_store: CaseStore) -> None:
    async with case(case_store("zh"), "zh", (80, 24)) as pilot:
        await pilot.press("ctrl+l", "4")
        await settle(pilot)
        assert "D8 蒋慧为把关者" in options(pilot)
        await pilot.press("2")
        await settle(pilot)
        assert "! 简称" in options(pilot)
        assert "蒋慧" not in options(pilot)


@pytest.mark.campaign
async def test_typing_narrows_the_answers_and_escape_shows_all_again(case_store: CaseStore) -> None:
    async with case(case_store("zh"), "zh", (80, 24)) as pilot:
        await pilot.press("ctrl+l", "slash")
        await settle(pilot)
        assert pilot.app.screen.query_one(OptionList).option_count > 150
        await pilot.press("简", "称")
        await settle(pilot)
        assert pilot.app.screen.query_one(OptionList).option_count == 2
        await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.screen.query_one(OptionList).option_count > 150


async def test_an_answer_that_was_given_leads_back_to_its_line(case_store: CaseStore) -> None:
    async with case(case_store("en")) as pilot:
        await pilot.press("ctrl+l", "2", "enter")
        await settle(pilot)
        assert asked(pilot) == "setup_account_alias"
        await send(pilot, "Muquan Bev")
        assert isinstance(pilot.app.screen, AnswersScreen)
        assert "Short name" not in options(pilot)
        await pilot.press("1", "escape")
        await settle(pilot)
        assert not asked(pilot)


async def test_words_stay_with_their_question_on_the_way_to_an_answer_and_back(
    case_store: CaseStore,
) -> None:
    async with case(case_store("en")) as pilot:
        await send(pilot, "/goto mis_role")
        await pilot.press(*"half a sentence")
        await pilot.press("ctrl+l", "2", "enter")
        await settle(pilot)
        assert asked(pilot) == "setup_account_alias"
        assert screen(pilot).prompt.text == ""
        await pilot.press(*"Muq", "escape", "escape")
        await settle(pilot)
        assert asked(pilot) == "mis_role"
        assert screen(pilot).prompt.text == "half a sentence"
        await pilot.press("ctrl+l", "enter")
        await settle(pilot)
        assert asked(pilot) == "setup_account_alias"
        assert screen(pilot).prompt.text == "Muq"


async def test_an_answer_that_was_looked_at_does_not_stay_in_the_prompt_of_another_question(
    case_store: CaseStore,
) -> None:
    async with case(case_store("en")) as pilot:
        await send(pilot, "/goto mis_role")
        await pilot.press("ctrl+l", "down", "enter")
        await settle(pilot)
        assert screen(pilot).prompt.text == "Muquan Beverage Group"
        await pilot.press("escape", "escape")
        await settle(pilot)
        assert asked(pilot) == "mis_role"
        answer = screen(pilot).conversation.session.answers.value("mis_role")  # type: ignore[union-attr]
        assert screen(pilot).prompt.text == answer


@pytest.mark.campaign
async def test_going_elsewhere_ends_the_way_back(case_store: CaseStore) -> None:
    async with case(case_store("en")) as pilot:
        await pilot.press("ctrl+l", "2", "enter")
        await settle(pilot)
        await send(pilot, "/goto mis_role")
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, InterviewScreen)
        assert asked(pilot) == "mis_role"


@pytest.mark.campaign
async def test_a_look_is_found_again_at_the_line_from_which_one_went(case_store: CaseStore) -> None:
    async with case(case_store("en")) as pilot:
        await pilot.press("f5", "down", "enter")
        await settle(pilot)
        went = asked(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert went
        assert isinstance(pilot.app.screen, LookScreen)
        assert pilot.app.screen.query_one(OptionList).highlighted


async def test_a_row_that_stands_for_another_is_told_by_its_name(case_store: CaseStore) -> None:
    async with case(case_store("zh"), "zh") as pilot:
        await send(pilot, "/goto dpm_csf_scores")
        await settle(pilot)
        grid = screen(pilot).grid
        shown = "\n".join(grid.render_line(y).text for y in range(grid.size.height))
        assert "交付可靠性" in shown
        assert "交付可靠性" in str(screen(pilot).query_one("#ask", Static).render())
        assert "delivery" not in shown
