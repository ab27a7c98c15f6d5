"""A frame is drawn from what changed, and still shows all that changed."""

from collections.abc import Callable

from textual.strip import Strip

from kamguide.tui.app import KamguideApp
from kamguide.tui.screens.interview import DRAFT_DELAY, InterviewScreen
from tests.tui.conftest import settle

Opened = Callable[..., KamguideApp]


async def test_the_prompt_takes_the_colours_of_another_theme(opened: Opened) -> None:
    async with opened().run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, InterviewScreen)
        await pilot.press("a")
        names = {"kamguide-light", "kamguide-dark"} - {pilot.app.theme}
        before = screen.prompt.render_line(0)
        pilot.app.theme = names.pop()
        await settle(pilot)
        after = next(iter(screen.prompt.render_line(0))).style
        assert after is not None
        assert after.bgcolor == screen.prompt.rich_style.bgcolor
        assert after != next(iter(before)).style


async def test_a_key_has_lines_of_the_talk_drawn_no_more(opened: Opened) -> None:
    async with opened().run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, InterviewScreen)
        for key in "aaa":
            await pilot.press(key)
            await pilot.pause(2 * DRAFT_DELAY)  # the draft is kept, and told at the foot
        await settle(pilot)
        screen.talk._strips.clear()
        await pilot.press("b")
        await pilot.pause()
        assert screen.talk._strips == {}


async def test_what_stands_behind_the_talk_is_not_drawn_with_it(opened: Opened) -> None:
    async with opened().run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, InterviewScreen)
        drawn = [region for region, *_ in screen._compositor._get_renders(screen.talk.region)]
        assert drawn == [screen.talk.region]


async def test_a_line_remembers_nothing_of_what_was_made_of_it(opened: Opened) -> None:
    async with opened().run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, InterviewScreen)
        line = screen.talk.render_line(0)
        whole, part = [*line.divide([line.cell_length])], line.crop(0, 1)
        assert (whole, part.cell_length) == ([line], 1)
        known = (getattr(line, name) for name in Strip.__slots__ if name.endswith("_cache"))
        assert not any(known)
