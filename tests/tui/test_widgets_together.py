"""What widgets of different screens do to each other, in one sitting."""

import importlib
import pkgutil
from collections import Counter
from collections.abc import Callable

from textual import events
from textual.widget import Widget

import kamguide.tui
from kamguide.tui.app import KamguideApp
from kamguide.tui.screens.home import HomeScreen
from tests.tui.conftest import Small, screen, send, settle

Opened = Callable[..., KamguideApp]


def test_no_two_widgets_have_one_name_and_so_one_look() -> None:
    found: Counter[str] = Counter()
    for module in pkgutil.walk_packages(kamguide.tui.__path__, "kamguide.tui."):
        members = vars(importlib.import_module(module.name)).values()
        found.update(
            one.__name__
            for one in members
            if isinstance(one, type) and issubclass(one, Widget) and one.__module__ == module.name
        )
    assert [name for name, count in found.items() if count > 1] == []


async def test_home_keeps_its_keys_in_view_after_a_plan_was_open(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await pilot.press("f9")
        await settle(pilot)
        shown = pilot.app.screen
        assert isinstance(shown, HomeScreen)
        assert all(one.region.bottom <= Small[1] for one in shown.query(".foot"))


async def test_going_through_the_talk_outlasts_a_look_at_another_window(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "Langao")
        await pilot.press("ctrl+o")
        pilot.app.post_message(events.AppBlur())
        await settle(pilot)
        pilot.app.post_message(events.AppFocus())
        await settle(pilot)
        await pilot.press("escape", *"word")
        await settle(pilot)
        assert screen(pilot).prompt.text.endswith("word")


async def test_holding_backspace_empties_the_words_and_no_saved_cell(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        conversation = screen(pilot).conversation
        assert conversation is not None
        await send(pilot, "/goto customers")
        await send(pilot, "Huatai")
        before = conversation.session.answers
        await pilot.press("up", *"ab", *["backspace"] * 6)
        await settle(pilot)
        assert conversation.session.answers == before
