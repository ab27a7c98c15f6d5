"""What is selected with the mouse in a plan that is read is copied, and nothing ends by it."""

import pytest
from textual.pilot import Pilot

from kamguide.messages import say
from kamguide.tui.screens.reading import ReadingScreen
from kamguide.tui.widgets.book import Book
from tests.conftest import CaseStore
from tests.test_reading_screens import case, lines, shown
from tests.tui.conftest import send, settle

CHINESE = "T+3 计划 2027～2029"


async def drag(pilot: Pilot[None], start: tuple[int, int], end: tuple[int, int]) -> None:
    """From one cell of the plan to another with the button held."""
    book = pilot.app.screen.query_one(Book)
    await pilot.mouse_down(book, offset=start)
    await pilot.hover(book, offset=end)
    await pilot.mouse_up(book, offset=end)
    await settle(pilot)


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_what_is_selected_in_the_plan_is_copied_and_one_reads_on(
    case_store: CaseStore, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    async with case(case_store(lang), lang) as pilot:
        await send(pilot, "/plan")
        await settle(pilot)
        seen = lines(pilot)
        place = shown(pilot, "#at")
        await drag(pilot, (2, 0), (60, 2))
        assert shown(pilot, "#at") == place, "to select is not to choose an answer"
        await pilot.press("ctrl+c")
        await pilot.app.workers.wait_for_complete()
        await settle(pilot)
        assert isinstance(pilot.app.screen, ReadingScreen)
        assert pilot.app.clipboard.splitlines() == [one[2:] for one in seen[:3]]
        assert shown(pilot, "#at")[:60] == say("copy.sent", lang, count=3)[:60]


async def test_a_part_of_a_line_with_wide_signs_is_copied_to_the_sign(
    case_store: CaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    async with case(case_store("zh"), "zh") as pilot:
        await send(pilot, "/plan")
        await settle(pilot)
        y = next(at for at, line in enumerate(lines(pilot)) if CHINESE in line)
        before = lines(pilot)[y].index("计划")
        await drag(pilot, (before, y), (before + 4, y))
        await pilot.press("ctrl+c")
        await pilot.app.workers.wait_for_complete()
        assert pilot.app.clipboard.startswith("计划")
        assert len(pilot.app.clipboard) <= 3
