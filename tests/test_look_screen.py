"""A look at a plan as a whole, on its own screen: tabs, lines, and the way back to an answer."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from kamguide.model.edits import SetCell
from kamguide.tui.app import KamguideApp
from kamguide.tui.screens.interview import InterviewScreen
from kamguide.tui.screens.look import LookScreen
from kamguide.tui.screens.tour import STOPS
from kamguide.workspace.entries import Entry
from kamguide.workspace.looks import LOOKS
from kamguide.workspace.plans import Workspace
from tests.conftest import CaseStore
from tests.tui.conftest import Small, Wide, screen, send, settle, text_of

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
Open = Callable[..., KamguideApp]


@pytest.fixture
def opened(case_store: CaseStore) -> Open:
    """The app on the worked case, one objective of which is not served by any strategy."""

    def app(lang: str = "en") -> KamguideApp:
        workspace = Workspace.at(case_store(lang), actor="Li", lang=lang, now=lambda: NOW)
        session = workspace.open("Muquan")
        for row in session.answers.rows("str_list"):
            served = tuple(one for one in row["objectives"] or () if one != "O3")  # type: ignore[union-attr]
            session.edit(SetCell("str_list", row.key, "objectives", served))
        workspace.close(session)
        return KamguideApp(lambda: workspace, lang=lang, plan="Muquan")

    return app


def lines(pilot: Pilot[None]) -> list[str]:
    shown = pilot.app.screen.query_one("#entries", OptionList)
    return [str(shown.get_option_at_index(at).prompt) for at in range(shown.option_count)]


async def test_each_tab_shows_what_its_command_tells(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=Wide) as pilot:
        await settle(pilot)
        session = screen(pilot).conversation.session  # type: ignore[union-attr]
        await pilot.press("f5")
        await settle(pilot)
        for at, name in enumerate(LOOKS):
            await pilot.press(str(at + 1))
            await settle(pilot)
            told = [one.text for one in LOOKS[name](session)]
            assert [" ".join(one.split()) for one in lines(pilot)] == [
                " ".join(one.split()) for one in told
            ], name


async def test_an_objective_without_strategy_is_found_in_the_thread_and_jumped_to(
    opened: Open,
) -> None:
    app = opened("zh")
    async with app.run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "/主线")
        assert isinstance(pilot.app.screen, LookScreen)
        loose = next(at for at, line in enumerate(lines(pilot)) if line.startswith("- O3"))
        pilot.app.screen.query_one("#entries", OptionList).highlighted = loose
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, InterviewScreen)
        assert screen(pilot).grid.display
        assert screen(pilot).grid.place[0] == "O3"


async def test_escape_comes_back_to_the_question_and_to_the_words_that_were_typed(
    opened: Open,
) -> None:
    app = opened()
    async with app.run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "/goto sel_reason")
        screen(pilot).prompt.put("half a sentence")
        await pilot.press("f5", "right", "right", "left", "escape")
        await settle(pilot)
        assert screen(pilot).prompt.text == "half a sentence"
        assert screen(pilot).focused is screen(pilot).prompt


async def test_every_line_about_an_answer_leads_to_a_question_that_is_asked(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=Wide) as pilot:
        await settle(pilot)
        session = screen(pilot).conversation.session  # type: ignore[union-attr]
        asked = {one.id for one in session.path.asked}
        told = [one for tell in LOOKS.values() for one in tell(session)]
        assert {one.question for one in told if one.question} <= asked
        assert Entry("") in told


@pytest.mark.parametrize("stop", [3, 4])
async def test_the_frame_of_the_tour_is_whole_around_a_pane_that_scrolls(
    opened: Open, stop: int
) -> None:
    async with opened().run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        pilot.app.start_tour()  # type: ignore[attr-defined]  # ours
        await settle(pilot)
        await pilot.press(*["enter"] * stop)
        await settle(pilot)
        below, drawn = pilot.app.screen_stack[-2], text_of(pilot.app).splitlines()
        pane = below.query_one(STOPS[stop].at).region
        corners = {drawn[pane.y][at] for at in (pane.x, pane.right - 1)}
        sides = {drawn[pane.y + 1][at] for at in (pane.x, pane.right - 1)}
        assert (corners, sides) == ({"┌", "┐"}, {"│"})
