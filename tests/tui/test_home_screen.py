"""Home: go on, find a plan, start one, put one away, and words in all of them."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from kamguide.tui.app import KamguideApp
from kamguide.tui.screens.aside import AsideScreen
from kamguide.tui.screens.choosing import Choices, ChoosingScreen, TypedLine
from kamguide.tui.screens.home import HomeScreen
from kamguide.tui.screens.interview import InterviewScreen
from kamguide.workspace.plans import Workspace
from tests.tui.conftest import Small, said, screen, settle
from tests.workspace.conftest import NOW

Opened = Callable[..., KamguideApp]
Tiny = (60, 18)


@pytest.fixture
def three(store_path: Path) -> Workspace:
    """Three plans, “Hengjian” changed last; “Muquan” has an answer."""
    minutes = iter(range(10_000))
    workspace = Workspace.at(
        store_path, actor="Li", lang="en", now=lambda: NOW + timedelta(seconds=next(minutes))
    )
    for name in ("Muquan", "Lingmai", "Hengjian"):
        session = workspace.new(name, "trade")
        if name == "Muquan":
            session.reply("Muquan Beverage 沐泉饮品")
        workspace.close(session)
    return workspace


def home(workspace: Workspace, lang: str = "en") -> KamguideApp:
    return KamguideApp(lambda: workspace, lang=lang)


def lines(pilot: Pilot[None]) -> list[str]:
    """What the list shows, line by line."""
    options = pilot.app.screen.query_one(Choices).options
    return [str(one.prompt) for one in options]


def marked(pilot: Pilot[None]) -> str:
    option = pilot.app.screen.query_one(Choices).highlighted_option
    return str(option.prompt) if option is not None else ""


def told(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one("#said", Static).content)


async def keys(pilot: Pilot[None], *pressed: str) -> None:
    for key in pressed:
        await pilot.press(key)
        await pilot.pause()


async def test_the_last_plan_is_one_enter_away(three: Workspace) -> None:
    async with home(three).run_test(size=Small) as pilot:
        await settle(pilot)
        assert marked(pilot).startswith("Go on: Hengjian")
        await keys(pilot, "enter")
        await settle(pilot)
        assert "What is the account called?" in said(pilot)[-1]


async def test_a_plan_opens_at_the_question_that_was_on_screen(three: Workspace) -> None:
    async with home(three).run_test(size=Small) as pilot:
        await settle(pilot)
        await keys(pilot, "enter")
        await settle(pilot)
        await keys(pilot, *"/skip", "enter")
        await settle(pilot)
        left = said(pilot)[-1]
        await keys(pilot, "f9")
        await settle(pilot)
        await keys(pilot, "enter")
        await settle(pilot)
        assert said(pilot)[-1] == left


async def test_letters_filter_the_plans_and_escape_shows_all(three: Workspace) -> None:
    async with home(three).run_test(size=Small) as pilot:
        await settle(pilot)
        await keys(pilot, *"LING")
        assert marked(pilot).startswith("Lingmai")
        assert not any("Hengjian" in one for one in lines(pilot))
        await keys(pilot, "escape")
        assert marked(pilot).startswith("Lingmai"), "what was found stays marked"
        assert any("Hengjian" in one for one in lines(pilot))
        await keys(pilot, *"zzz")
        assert "zzz" in lines(pilot)[0]


async def test_a_filter_that_is_cleared_leaves_the_plan_it_found_or_the_last_one_marked(
    three: Workspace,
) -> None:
    async with home(three).run_test(size=Small) as pilot:
        await settle(pilot)
        await keys(pilot, "l", "i", "n", "g", "escape")
        assert marked(pilot).startswith("Lingmai")
        await keys(pilot, *"nothing here", "enter")
        await settle(pilot)
        await keys(pilot, "escape", "escape")
        await settle(pilot)
        assert marked(pilot).startswith("Go on: Hengjian")


@pytest.mark.parametrize(
    "size", [Tiny, pytest.param((120, 40), marks=pytest.mark.campaign)], ids=str
)
async def test_a_plan_is_deleted_and_brought_back_by_one_key(
    three: Workspace, size: tuple[int, int]
) -> None:
    async with home(three).run_test(size=size) as pilot:
        await settle(pilot)
        await keys(pilot, "down", "f8")
        assert "Lingmai" in told(pilot)
        assert not any("Lingmai" in one for one in lines(pilot))
        await keys(pilot, "enter")  # something else in between: a plan is opened and left
        await settle(pilot)
        await keys(pilot, "f9")
        await settle(pilot)
        await keys(pilot, "ctrl+z")
        assert marked(pilot).startswith("Lingmai")
        assert three.plans()[0].name == "Lingmai"


async def test_put_away_plans_are_shown_when_asked_for_and_come_back(three: Workspace) -> None:
    async with home(three).run_test(size=Small) as pilot:
        await settle(pilot)
        await keys(pilot, "f7", "f3")
        assert "archived" in marked(pilot)
        assert "put away" in str(pilot.app.screen.query_one("#head", Static).content)
        await keys(pilot, *"xy")
        assert "xy" in lines(pilot)[0]
        await keys(pilot, "backspace", "backspace")
        await keys(pilot, "f7")
        assert "Hengjian" in marked(pilot)
        assert len(three.plans()) == 3


async def test_a_plan_is_renamed_and_a_taken_name_is_asked_for_again(three: Workspace) -> None:
    async with home(three).run_test(size=Small) as pilot:
        await settle(pilot)
        await keys(pilot, "f2", *(["backspace"] * 8), *"muquan", "enter")
        assert str(pilot.app.screen.query_one("#problem", Static).content)
        await keys(pilot, *"2", "enter")
        assert three.plans()[0].name == "muquan2"


async def test_the_menu_copies_a_plan(three: Workspace) -> None:
    async with home(three, "zh").run_test(size=Small) as pilot:
        await settle(pilot)
        await keys(pilot, "tab", "down", "down", "enter", "enter")
        await settle(pilot)
        assert marked(pilot).startswith("继续：Hengjian（副本）")
        assert len(three.plans()) == 4


async def test_a_new_plan_tells_its_minutes_and_starts_from_an_earlier_one(
    three: Workspace,
) -> None:
    async with home(three).run_test(size=Small) as pilot:
        await settle(pilot)
        await keys(pilot, "ctrl+n")
        await settle(pilot)
        await keys(pilot, "end")
        assert "For tests" in str(pilot.app.screen.query_one("#about", Static).content)
        await keys(pilot, "enter", "enter")
        assert str(pilot.app.screen.query_one("#problem", Static).content)
        await keys(pilot, *"New", "down", "enter")
        await settle(pilot)
        assert three.plans()[0].name == "New"
        assert isinstance(pilot.app.screen, InterviewScreen)
        source = next(three.store.events(three.plans()[0].id)[at] for at in (0,)).payload
        assert source["copied_from"] == three.store.find_plan("Hengjian")


async def test_a_word_is_found_while_it_is_typed_and_enter_opens_it_there(
    three: Workspace,
) -> None:
    async with home(three, "zh").run_test(size=Small) as pilot:
        await settle(pilot)
        await keys(pilot, "ctrl+f")
        await settle(pilot)
        shown = pilot.app.screen
        assert isinstance(shown, ChoosingScreen)
        shown.line.value = "饮品"
        await pilot.pause()
        assert lines(pilot)[0] == "Muquan"
        assert "沐泉饮品" in marked(pilot)
        await keys(pilot, "enter")
        await settle(pilot)
        turn = screen(pilot).conversation.session.turn  # type: ignore[union-attr]  # it is open
        assert turn.question.id == "setup_account_name"  # type: ignore[union-attr]  # it asks
        await keys(pilot, "f9")
        await settle(pilot)
        assert isinstance(pilot.app.screen, HomeScreen)


@pytest.mark.parametrize("way", [["enter"], ["ctrl+f"]])
async def test_words_that_are_no_plan_are_looked_for_in_answers_without_typing_them_again(
    three: Workspace, way: list[str]
) -> None:
    async with home(three).run_test(size=Small) as pilot:
        await settle(pilot)
        await keys(pilot, *"beverage", *way)
        await settle(pilot)
        assert lines(pilot)[0] == "Muquan"
        assert "Muquan Beverage" in marked(pilot)
        await keys(pilot, "escape", "escape", *"find", *way)
        await settle(pilot)
        assert pilot.app.screen.query_one(TypedLine).value == "", "it names what can be done here"


async def test_hostile_names_are_shown_as_they_are(three: Workspace) -> None:
    three.shelf.rename(three.plans()[0].id, "[bold red]x[/] \x1b[2J\u202e {name}")
    async with home(three).run_test(size=Small) as pilot:
        await settle(pilot)
        assert "[bold red]x[/]" in marked(pilot)
        await keys(pilot, "f8", "ctrl+z", "tab", "escape", "f2", "escape")
        assert "\x1b" not in "".join(lines(pilot))


async def test_without_a_plan_it_says_what_can_be_done(opened: Opened) -> None:
    async with opened(plan=None).run_test(size=Small) as pilot:
        await settle(pilot)
        assert marked(pilot).startswith("New plan")
        assert any(one.startswith("Finished example") for one in lines(pilot))
        await keys(pilot, "f2", "f8", "ctrl+z", "f3", "f1", "escape", "f4")
        assert marked(pilot).startswith("新建计划")


async def test_a_plan_of_last_time_that_is_gone_leads_home(store_path: Path) -> None:
    workspace = Workspace.at(store_path, actor="Li", lang="en", now=lambda: NOW)
    workspace.close(workspace.new("Muquan", "trade"))
    gone = {"plan": "0123456789ab", "name": "Erased", "lang": "en"}
    app = KamguideApp(lambda: workspace, lang="en", card=gone)
    async with app.run_test(size=Small) as pilot:
        await pilot.pause()
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_what_is_not_known_of_a_plan_is_worked_out_beside_the_screen(
    three: Workspace,
) -> None:
    session = three.open("Muquan")
    session.reply("3")
    three.store.close_plan(session.facts.id)  # as after a crash: nothing was summed up
    async with home(three).run_test(size=Small) as pilot:
        await settle(pilot)
        await pilot.app.workers.wait_for_complete()
        await settle(pilot)
        assert not any(one.stale for one in three.summaries().values())
        assert marked(pilot).startswith("Go on")


async def test_what_is_overdue_is_told_and_enter_opens_it_there(three: Workspace) -> None:
    session = three.open("Muquan")
    asked = session.open_question()
    session.unknown("Gao", "2026-11-20")
    three.close(session)
    three.close(three.new("Newest", "trade"))
    async with home(three).run_test(size=Tiny) as pilot:
        await settle(pilot)
        assert "overdue: 1" in str(pilot.app.screen.query_one("#head", Static).content)
        await keys(pilot, *(["down"] * 8))
        while not marked(pilot).startswith("Due"):
            await keys(pilot, "up")
        await keys(pilot, "enter")
        await settle(pilot)
        turn = screen(pilot).conversation.session.turn  # type: ignore[union-attr]  # it is open
        assert turn.question.id == asked  # type: ignore[union-attr]  # it asks


async def test_a_question_mark_tells_every_key(three: Workspace) -> None:
    async with home(three).run_test(size=Tiny) as pilot:
        await settle(pilot)
        await keys(pilot, "?")
        assert isinstance(pilot.app.screen, AsideScreen)
        await keys(pilot, "escape")
        assert marked(pilot)
