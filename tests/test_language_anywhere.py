"""F4 changes the language wherever one is, and one stays there."""

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, Tabs

from kamguide.messages import say
from kamguide.tui.app import KamguideApp
from kamguide.tui.screens.home import HomeScreen
from kamguide.tui.screens.interview import InterviewScreen
from kamguide.tui.screens.start import StartScreen
from kamguide.workspace.plans import Workspace
from tests.boards import NOW
from tests.conftest import CaseStore
from tests.tui.conftest import Wide, screen, settle


def foot(pilot: Pilot[None]) -> str:
    """All that stands on the screen in one text."""
    return "\n".join(str(one.render()) for one in pilot.app.screen.query("Static"))


async def test_a_look_and_the_settings_are_shown_again_in_the_other_language_at_their_place(
    case_store: CaseStore,
) -> None:
    store = case_store("en")
    workspace = Workspace.at(store, actor="Li", lang="en", now=lambda: NOW)
    app = KamguideApp(lambda: workspace, lang="en", plan="Muquan")
    async with app.run_test(size=Wide) as pilot:
        await settle(pilot)
        await pilot.press("F", "i", "f5", "4")
        await settle(pilot)
        await pilot.press("down", "down")
        before = app.screen.query_one("#entries", OptionList).highlighted
        await pilot.press("f4")
        await settle(pilot)
        assert str(app.screen.query_one("#about").render()) == say("look.about.stability", "zh")
        assert app.screen.query_one(Tabs).active == "stability"
        assert app.screen.query_one("#entries", OptionList).highlighted == before
        await pilot.press("escape", "f6", "down", "down", "f4")
        await settle(pilot)
        assert say("settings.keys", "en") in foot(pilot)
        assert app.screen.query_one("#settings", OptionList).highlighted == 2
        await pilot.press("escape")
        await settle(pilot)
        assert screen(pilot).prompt.text == "Fi"


@pytest.mark.campaign
@pytest.mark.parametrize("keys", [("ctrl+l",), ("f3", "f3")])
async def test_the_answers_and_the_whole_plan_change_their_language_too(
    case_store: CaseStore, keys: tuple[str, ...]
) -> None:
    workspace = Workspace.at(case_store("en"), actor="Li", lang="en", now=lambda: NOW)
    app = KamguideApp(lambda: workspace, lang="en", plan="Muquan")
    async with app.run_test(size=Wide) as pilot:
        await settle(pilot)
        await pilot.press(*keys)
        await settle(pilot)
        look = type(app.screen)
        assert look is not InterviewScreen
        await pilot.press("f4")
        await settle(pilot)
        assert type(app.screen) is look
        await pilot.press("f4")
        await settle(pilot)
        assert type(app.screen) is look


async def test_at_home_a_new_plan_is_chosen_in_either_language(case_store: CaseStore) -> None:
    workspace = Workspace.at(case_store("en"), actor="Li", lang="en", now=lambda: NOW)
    app = KamguideApp(lambda: workspace, lang="en")
    async with app.run_test(size=Wide) as pilot:
        await settle(pilot)
        await pilot.press("f9")
        await settle(pilot)
        app.show_start("new")
        await settle(pilot)
        assert isinstance(app.screen, StartScreen)
        await pilot.press("down", "f4")
        await settle(pilot)
        assert say("start.pick", "zh") in foot(pilot)
        assert app.screen.query_one(OptionList).highlighted == 1
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert app.screen.line.placeholder == say("home.filter", "zh")
