"""Marking and replay on the screen, by the keys that people press."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from kamguide.course.classroom import Classroom
from kamguide.course.marking.desk import Desk
from kamguide.course.marking.works import Works
from kamguide.course.replay import Replay, Shown
from kamguide.store.sqlite import SqliteStore
from kamguide.tui.screens.marking import MarkingScreen
from kamguide.tui.screens.replaying import ReplayScreen
from kamguide.tui.single import SingleScreenApp
from kamguide.workspace.plans import Workspace
from tests.course.marked_class import NOW
from tests.course.trainers import ClassFolder, made_class

__all__ = ["made_class"]  # fixtures

DeskIn = Callable[[str], Desk]


@pytest.fixture
def desk_in(made_class: ClassFolder, tmp_path: Path) -> DeskIn:
    def desk(lang: str) -> Desk:
        folder = Path(copytree(made_class(lang), tmp_path / "class"))
        return Desk(Works(Classroom.at(folder), lang, lambda: NOW), "Wang", lambda: NOW)

    return desk


def no_plans() -> Workspace:
    pytest.fail("nothing here asks for the plans of a person")


async def on_screen(
    make: Callable[[], Any], lang: str, keys: str, size: tuple[int, int] = (80, 24)
) -> tuple[list[str], Pilot[None]]:
    """Press keys one after the other; what every line of the screen says at last."""
    app = SingleScreenApp(make, no_plans, lang)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for key in keys.split():
            await pilot.press(key)
            await pilot.pause()
        await pilot.pause(0.1)
        told = [str(one.content) for one in app.screen.query(Static)]
    return told, pilot


async def test_digits_judge_and_another_level_asks_why(desk_in: DeskIn) -> None:
    desk = desk_in("en")
    keys = "1 F e w enter a left_square_bracket"
    told, _ = await on_screen(lambda: MarkingScreen(desk), "en", keys)
    cedar, maple = desk.sheet.of("g01"), desk.sheet.of("g02")
    assert [(one.level, one.reason) for one in cedar.values()] == [(1, "Few"), (3, "")]
    assert not maple
    assert any("Maple (2/2)" in one for one in told)


@pytest.mark.campaign
async def test_a_ready_comment_is_pinned_to_a_cell_from_the_list(desk_in: DeskIn) -> None:
    desk = desk_in("zh")
    # The line of objectives is the fifth; its ready comment, its first answer, row and column.
    keys = "down down down down c enter down enter down enter down enter"
    told, _ = await on_screen(lambda: MarkingScreen(desk), "zh", keys, (120, 40))
    (said,) = desk.sheet.of("g01")["Q16"].comments
    assert (said.kind, said.question, said.row) == ("must", "obj_list", "O1")
    assert said.column
    assert any("每个目标" in one and "必须落实" in one for one in told)


@pytest.mark.campaign
async def test_a_comment_is_pinned_to_what_is_read_in_the_plan(desk_in: DeskIn) -> None:
    desk = desk_in("zh")
    keys = "p tab enter down down enter"
    await on_screen(lambda: MarkingScreen(desk), "zh", keys)
    (said,) = desk.sheet.of("g01")["Q07"].comments
    assert said.kind == "praise"
    assert said.question


async def test_a_replay_is_stepped_through_with_the_arrows(made_class: ClassFolder) -> None:
    store = SqliteStore(made_class("en") / "plans.db", lambda: NOW, read_only=True)
    replay = Replay(store, store.find_plan("Maple"), "en", Shown())
    told, _ = await on_screen(lambda: ReplayScreen(replay), "en", "right right left r")
    assert any("Before" in one and "Now" in one for one in told)
    first = next(one.number for one in replay.frames if one.is_revision)
    assert any(f"Entry {first} of {len(replay.frames)}" in one for one in told)
