"""Home: plans, new plans, the example."""

from collections.abc import Callable
from pathlib import Path

from textual.widgets import OptionList

from kamguide.tui.app import KamguideApp
from kamguide.tui.screens.home import HomeScreen
from kamguide.workspace.plans import Workspace
from tests.tui.conftest import Small, said
from tests.workspace.conftest import NOW

Opened = Callable[..., KamguideApp]


async def test_home_shows_what_can_be_started(opened: Opened) -> None:
    async with opened(plan=None).run_test(size=Small) as pilot:
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)
        choices = pilot.app.screen.query_one("#choices", OptionList)
        ids = [choices.get_option_at_index(at).id for at in range(choices.option_count)]
        assert "new:quick" in ids
        assert "example" in ids


async def test_the_last_plan_is_one_enter_away(opened: Opened, store_path: Path) -> None:
    workspace = Workspace.at(store_path, actor="Li", lang="en", now=lambda: NOW)
    workspace.close(workspace.new("Muquan", "trade"))
    workspace.store.close()
    async with opened(plan=None).run_test(size=Small) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "What is the account called?" in said(pilot)[-1]


async def test_a_plan_of_last_time_that_is_gone_leads_home(store_path: Path) -> None:
    workspace = Workspace.at(store_path, actor="Li", lang="en", now=lambda: NOW)
    workspace.close(workspace.new("Muquan", "trade"))
    gone = {"plan": "0123456789ab", "name": "Erased", "lang": "en"}
    app = KamguideApp(lambda: workspace, lang="en", card=gone)
    async with app.run_test(size=Small) as pilot:
        await pilot.pause()
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)
