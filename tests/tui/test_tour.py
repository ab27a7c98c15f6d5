"""The tour of the screen: it points at what is there, and leaves everything as it was."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from kamguide.tui.app import KamguideApp
from kamguide.tui.colours import Look
from kamguide.tui.places import keys_of
from kamguide.tui.screens.home import HomeScreen
from kamguide.tui.screens.tour import STOPS, OfferScreen, TourScreen
from kamguide.workspace.plans import Workspace
from tests.tui.conftest import Small, Wide, screen, send, settle
from tests.workspace.conftest import NOW

Opened = Callable[..., KamguideApp]


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


async def test_the_tour_points_at_what_is_there_and_ends_as_it_began(opened: Opened) -> None:
    async with opened().run_test(size=(60, 18)) as pilot:
        await settle(pilot)
        await send(pilot, "/tour")
        for stop in STOPS:
            assert isinstance(pilot.app.screen, TourScreen)
            interview = pilot.app.screen_stack[-2]
            pointed = interview.query(".-pointed, .-pointed-line")
            assert [f"#{one.id}" for one in pointed] == [stop.at]
            assert pointed.first(Static if stop.is_line and stop.at != "#prompt" else None).size
            await press(pilot, "enter")
        assert pilot.app.focused is screen(pilot).prompt
        assert not screen(pilot).query(".-pointed, .-pointed-line")
        assert not screen(pilot).has_class("show-way")


async def test_escape_ends_the_tour_at_any_stop(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "/tour")
        await press(pilot, "enter", "enter", "escape", *"Muquan")
        assert screen(pilot).prompt.text == "Muquan"


async def test_the_tour_is_offered_once(store_path: Path) -> None:
    def app() -> KamguideApp:
        workspace = Workspace.at(store_path, actor="Li", lang="en", now=lambda: NOW)
        return KamguideApp(lambda: workspace, lang="en", look=Look(is_new=True))

    async with app().run_test(size=Small) as pilot:
        await settle(pilot)
        assert isinstance(pilot.app.screen, OfferScreen)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HomeScreen)
    async with app().run_test(size=Small) as pilot:
        await settle(pilot)
        assert isinstance(pilot.app.screen, HomeScreen)


async def _shown_around(pilot: Pilot[None]) -> None:
    """Wait until the tour stands over the example."""
    for _ in range(200):
        if isinstance(pilot.app.screen, TourScreen):
            return
        await pilot.pause(0.05)
    raise AssertionError(pilot.app.screen)


@pytest.mark.parametrize("stops", [1, len(STOPS)])
async def test_after_the_tour_of_the_example_a_new_person_is_at_home_again(
    store_path: Path, stops: int
) -> None:
    workspace = Workspace.at(store_path, actor="Li", lang="en", now=lambda: NOW)
    app = KamguideApp(lambda: workspace, lang="en", look=Look(is_new=True))
    async with app.run_test(size=Wide) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await _shown_around(pilot)
        await press(pilot, *["enter"] * (stops - 1), "enter" if stops > 1 else "escape")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert not workspace.last_plan, "the example is not what one goes on with"


async def test_after_the_tour_from_a_look_one_is_at_that_look_again(opened: Opened) -> None:
    app = opened()
    async with app.run_test(size=Wide) as pilot:
        await settle(pilot)
        await press(pilot, *"Half a word")
        await press(pilot, "f5")
        looked = pilot.app.screen
        app.start_tour()
        await _shown_around(pilot)
        await press(pilot, "enter", "escape")
        assert pilot.app.screen is looked
        await press(pilot, "escape")
        assert screen(pilot).prompt.text == "Half a word"


async def test_help_in_the_tour_tells_what_keys_do_there(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "/tour")
        told = dict(keys_of(pilot.app.screen, "en"))
        assert told["Enter"] == "the next stop"
        assert told["Backspace"] == "the stop before"
        assert "Tab" not in told, "there is nothing else to go to"
