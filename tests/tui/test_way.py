"""The way through a plan leads to its steps: by a click, or by keys."""

from collections.abc import Callable
from pathlib import Path

from kamguide.tui.app import KamguideApp
from kamguide.tui.widgets.waypane import WayPane
from tests.tui.conftest import Small, Wide, kept, said, screen, settle

Opened = Callable[..., KamguideApp]


async def test_a_click_on_a_step_leads_to_what_is_missing_in_it(
    opened: Opened, store_path: Path
) -> None:
    async with opened().run_test(size=Wide) as pilot:
        await settle(pilot)
        await pilot.press(*"half")
        way = screen(pilot).query_one(WayPane)
        line = max(way._leads)
        await pilot.click(WayPane, offset=(6, line))
        await settle(pilot)
        session = screen(pilot).conversation.session
        assert session.open_question() == way._leads[line]
        assert screen(pilot).prompt.text == ""
        assert screen(pilot).prompt.has_focus
        await pilot.press("f2", "up", "up", "up", "enter")
        await settle(pilot)
        assert screen(pilot).prompt.text == "half"


async def test_the_way_has_the_keys_until_something_is_typed(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        before = screen(pilot).conversation.session.open_question()
        await pilot.press("f2")
        await settle(pilot)
        way = screen(pilot).query_one(WayPane)
        assert way.has_focus
        chosen = [y for y in range(way.size.height) if way.render_line(y).text.startswith(">")]
        await pilot.press("down")
        more = [y for y in range(way.size.height) if way.render_line(y).text.startswith(">")]
        assert more[0] > chosen[0]
        await pilot.press("enter")
        await settle(pilot)
        assert screen(pilot).conversation.session.open_question() != before
        await pilot.press("f2", "M")
        assert screen(pilot).prompt.text == "M"
        assert screen(pilot).talk.display
