"""The way through a plan leads to its steps: by a click, or by keys."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from kamguide.engine.turns import Asked
from kamguide.messages import span
from kamguide.tui.app import KamguideApp
from kamguide.tui.conversation import Conversation
from kamguide.tui.widgets.live import LivePane
from kamguide.tui.widgets.waypane import WayPane
from tests.engine.conftest import BASICS, FACTORS
from tests.tui.conftest import Small, Wide, answered, screen, send, settle

Opened = Callable[..., KamguideApp]


def talk(pilot: Pilot[None]) -> Conversation:
    found = screen(pilot).conversation
    assert found is not None
    return found


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
        session = talk(pilot).session
        assert session.open_question() == way._leads[line]
        assert screen(pilot).prompt.text == ""
        assert screen(pilot).prompt.has_focus
        await pilot.press("f2", "up", "up", "up", "enter")
        await settle(pilot)
        assert screen(pilot).prompt.text == "half"


async def test_the_way_has_the_keys_until_something_is_typed(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        before = talk(pilot).session.open_question()
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
        assert talk(pilot).session.open_question() != before
        await pilot.press("f2", "M")
        assert screen(pilot).prompt.text == "M"
        assert screen(pilot).talk.display


@pytest.mark.campaign
async def test_beside_an_answered_plan_stands_where_to_read_it(
    opened: Opened, store_path: Path
) -> None:
    answered(store_path, *BASICS, "done", *FACTORS, "done", "7 6.5", "8, 4", "done")
    async with opened().run_test(size=(130, 40)) as pilot:
        await settle(pilot)
        while isinstance(talk(pilot).session.turn, Asked):
            await send(pilot, "/na not here")
        live = screen(pilot).query_one("#live", LivePane)
        shown = "\n".join(live.render_line(y).text for y in range(6))
        assert "F3 reads it" in shown
        assert "min left" not in str(screen(pilot).query_one("#head", Static).content)


@pytest.mark.parametrize(
    ("minutes", "en", "zh"),
    [(6, "6 min", "6 分钟"), (434, "7 h 15 min", "7 小时 15 分钟"), (120, "2 h", "2 小时")],
)
def test_many_minutes_are_told_as_hours(minutes: int, en: str, zh: str) -> None:
    assert (span(minutes, "en"), span(minutes, "zh")) == (en, zh)
