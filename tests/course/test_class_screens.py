"""The screens of a class, by the keys that people press."""

from collections.abc import Callable
from pathlib import Path
from shutil import rmtree

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from kamguide.tui.app import KamguideApp
from kamguide.tui.classapp import ClassApp
from kamguide.tui.screens.bringing import BringScreen
from kamguide.tui.screens.classes import ClassesScreen
from kamguide.tui.screens.groups import GroupPlanScreen, GroupsScreen, SettleScreen
from kamguide.tui.screens.interview import InterviewScreen
from kamguide.tui.screens.klass import ClassScreen
from kamguide.tui.screens.marking import MarkingScreen
from tests.course.test_class import NOW, Desk, desk, handed_out
from tests.course.test_settling import in_class

__all__ = ["desk", "handed_out"]


def words(pilot: Pilot[None]) -> str:
    return "\n".join(str(one.content) for one in pilot.app.screen.query(Static))


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    for _ in range(200):
        if holds():
            return
        await pilot.pause(0.02)
    raise AssertionError(type(pilot.app.screen).__name__, words(pilot))


async def test_enter_shows_the_groups_where_s_settles_and_enter_reads_a_plan(desk: Desk) -> None:
    store = in_class(desk).store
    app = ClassApp(desk.spring, "board", lang="en", now=lambda: NOW)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, ClassScreen))
        await press(pilot, "enter")
        assert isinstance(app.screen, GroupsScreen)
        assert "Ann: 80%" in words(pilot)
        assert "Bob: 75%" in words(pilot)
        await press(pilot, "s")
        assert isinstance(app.screen, SettleScreen)
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, GroupsScreen)
        assert store.state(store.find_plan("Red")).conflicts == ()
        assert "disagree in" not in words(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, GroupPlanScreen))
        assert "Red" in words(pilot)
        await press(pilot, "tab", "enter", "escape")  # the plan is not the trainer's to change
        await until(pilot, lambda: isinstance(app.screen, GroupsScreen))
        await press(pilot, "escape")
        assert isinstance(app.screen, ClassScreen)


async def test_a_letter_does_the_same_where_capitals_are_locked(desk: Desk) -> None:
    in_class(desk)
    app = ClassApp(desk.spring, "wall", lang="en", now=lambda: NOW)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, ClassScreen))
        await press(pilot, "W")
        assert (desk.spring / "wall.html").exists()
        await press(pilot, "M")
        assert isinstance(app.screen, MarkingScreen)


async def test_a_class_whose_pack_is_gone_says_so_and_shows_the_rest(desk: Desk) -> None:
    in_class(desk)
    rmtree(desk.spring / "pack")
    rmtree(desk.spring / "in")
    app = ClassApp(desk.spring, "board", lang="en", now=lambda: NOW)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, ClassScreen))
        await press(pilot, "2", "3", "w", "1", "c")
        assert "0 files looked at" in words(pilot)


@pytest.mark.campaign
async def test_a_class_that_was_made_here_is_on_the_list_of_classes(desk: Desk) -> None:
    app = KamguideApp(lambda: desk.on("Wang"), lang="en")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.show_start("class")
        await pilot.pause()
        assert isinstance(app.screen, ClassesScreen)
        assert "Red" in words(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, ClassScreen))
        await press(pilot, "escape")
        assert isinstance(app.screen, ClassesScreen)


@pytest.mark.campaign
async def test_who_leads_no_class_is_told_how_one_is_made(tmp_path: Path) -> None:
    app = KamguideApp(lambda: Desk(tmp_path).on("Wang"), lang="zh")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.show_start("class")
        await pilot.pause()
        assert "kamguide course new" in words(pilot)


@pytest.mark.campaign
async def test_a_packet_comes_in_by_its_file_and_the_six_words(desk: Desk) -> None:
    app = KamguideApp(lambda: desk.on("Ann"), lang="en")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.show_start("import")
        await pilot.pause()
        assert isinstance(app.screen, BringScreen)
        await press(pilot, *"nothing.kam", "enter")
        assert "nothing.kam" in words(pilot)
        app.screen.query_one("#file", Input).value = f"'{desk.packet('g01')}'"
        await press(pilot, "enter")
        assert "six words" in words(pilot)
        app.screen.query_one("#phrase", Input).value = desk.phrase("g02")
        await press(pilot, "enter")
        assert "does not open the packet of Red" in words(pilot)
        app.screen.query_one("#phrase", Input).value = desk.phrase("g01")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen))
    assert [one.name for one in desk.on("Ann").plans()] == ["Red"]
