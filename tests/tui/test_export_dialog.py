"""A file of the plan, asked for on the screen: what is asked, what is written, what is told."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Button, Input, Select

from kamguide.export.files import part_of
from kamguide.tui.app import KamguideApp
from kamguide.tui.screens.exporting import ExportScreen
from kamguide.tui.screens.interview import InterviewScreen
from kamguide.tui.screens.written import WrittenScreen
from kamguide.tui.widgets.words import Words
from tests.tui.conftest import Small, said, screen, send, settle

Opened = Callable[..., KamguideApp]
Tiny, Large = (60, 18), (120, 40)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder a person works in, without a desktop."""
    made = tmp_path / "work"
    made.mkdir()
    monkeypatch.chdir(made)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    return made


async def written(pilot: Pilot[None]) -> None:
    """Wait until what is being written is over, and told."""
    writing = pilot.app.exports.writing  # type: ignore[attr-defined]
    if writing is not None:
        await asyncio.to_thread(writing.wait, 30)
    await pilot.pause(0.15)
    await settle(pilot)


def words(pilot: Pilot[None]) -> str:
    return "\n".join(one._words for one in pilot.app.screen.query(Words) if one.display)


def buttons(pilot: Pilot[None]) -> list[str]:
    return [one.id or "" for one in pilot.app.screen.query(Button) if one.display]


async def test_two_keys_write_the_whole_plan_where_the_person_works(
    opened: Opened, folder: Path
) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "Muquan Beverage")
        await pilot.press("ctrl+s", "ctrl+s")
        assert isinstance(pilot.app.screen, WrittenScreen)
        await written(pilot)
        assert str(folder / "Muquan.docx") in words(pilot)
        assert buttons(pilot) == ["open", "open-folder", "copy", "close"]
        await pilot.press("escape")
        assert pilot.app.focused is screen(pilot).prompt
    assert (folder / "Muquan.docx").read_bytes()[:2] == b"PK"


@pytest.mark.campaign
async def test_the_view_the_format_and_the_place_are_chosen_by_keys(
    opened: Opened, folder: Path
) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "/export")
        await pilot.press("enter", "down", "down", "down", "enter")
        place = pilot.app.screen.query_one("#file", Input)
        assert place.value == "~/work/Muquan for the customer.docx"
        formats = pilot.app.screen.query_one("#format", Select)
        known = {value for _, value in formats._options}
        assert {".md", ".pdf"} <= known
        assert not known & {".json", ".kam"}
        await pilot.press("tab", "tab")
        place.value = "~/work/ours.md"
        await pilot.pause()
        assert formats.value == ".md"
        await pilot.press("enter")
        await written(pilot)
    assert "# " in (folder / "ours.md").read_text("utf-8")


@pytest.mark.campaign
async def test_a_file_that_is_there_is_replaced_only_after_a_yes(
    opened: Opened, folder: Path
) -> None:
    (folder / "Muquan.docx").write_text("mine")
    async with opened(lang="zh").run_test(size=Tiny) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+s", "ctrl+s")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ExportScreen)
        assert "已经存在" in words(pilot)
        assert pilot.app.focused is pilot.app.screen.query_one("#replace")
        assert (folder / "Muquan.docx").read_text() == "mine"
        await pilot.press("enter")
        await written(pilot)
        assert "已写好" in words(pilot)
    assert (folder / "Muquan.docx").read_bytes()[:2] == b"PK"


async def test_one_goes_on_typing_and_is_told_in_the_talk(opened: Opened, folder: Path) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+s", "ctrl+s", "enter")
        assert isinstance(pilot.app.screen, InterviewScreen)
        await pilot.press(*"Muquan")
        await written(pilot)
        assert screen(pilot).prompt.text == "Muquan"
        assert "Written: ~/work/Muquan.docx" in said(pilot)[-1]
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert isinstance(pilot.app.screen, WrittenScreen)
        await pilot.press("left", "left", "enter")
        await settle(pilot)
        assert "Nothing can be opened" in words(pilot)
        assert str(folder / "Muquan.docx") in words(pilot)


async def test_the_plan_is_written_as_it_was_when_it_was_asked_for(
    opened: Opened, folder: Path
) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "First name", "/export then.json", "/back", "Second name")
        await send(pilot, "accept")
        await written(pilot)
    assert "First name" in (folder / "then.json").read_text("utf-8")


async def test_escape_stops_writing_and_leaves_nothing(opened: Opened, folder: Path) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+s", "ctrl+s", "escape")
        await written(pilot)
        assert "Stopped" in words(pilot)
        assert buttons(pilot) == ["again", "close"]
    assert list(folder.iterdir()) == []


@pytest.mark.campaign
async def test_leaving_while_a_file_is_written_still_gives_the_file(
    opened: Opened, folder: Path
) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "/export left.md")
        writing = pilot.app.exports.writing  # type: ignore[attr-defined]
        await pilot.press("ctrl+c")
    writing.wait(30)
    assert [one.name for one in folder.iterdir()] == ["left.md"]


async def test_what_cannot_be_is_said_before_anything_is_written(
    opened: Opened, folder: Path
) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "/export plan.txt")
        assert "“.txt”" in said(pilot)[-1]
        assert screen(pilot).prompt.text == "/export plan.txt"
        await send(pilot, "/export plan.md --view nobody")
        assert "onepage" in said(pilot)[-1]
        await pilot.press("ctrl+s", "tab", "tab")
        pilot.app.screen.query_one("#file", Input).value = "/nowhere/x.md"
        await pilot.press("enter")
        await settle(pilot)
        assert "There is no folder" in words(pilot)
    assert list(folder.iterdir()) == []


@pytest.mark.campaign
async def test_an_error_while_writing_is_told_in_the_readers_words(
    opened: Opened, folder: Path
) -> None:
    (folder / "theirs.docx").write_text("no document")
    async with opened(lang="zh").run_test(size=Small) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+s", "tab", "tab", "tab")
        pilot.app.screen.query_one("#template", Input).value = "theirs.docx"
        await pilot.press("enter")
        await written(pilot)
        assert "模板不是 Word 文档" in words(pilot)
    assert [one.name for one in folder.iterdir()] == ["theirs.docx"]


@pytest.mark.campaign
async def test_a_folder_is_completed_by_the_right_arrow(opened: Opened, folder: Path) -> None:
    (folder / "quarterly").mkdir()
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+s", "tab", "tab", "home", "ctrl+k", *"~/work/qu")
        await settle(pilot)
        await pilot.press("right")
        assert pilot.app.screen.query_one("#file", Input).value == "~/work/quarterly/"


@pytest.mark.parametrize(
    ("size", "lang"),
    [
        (Tiny, "zh"),
        *(
            pytest.param(size, lang, marks=pytest.mark.campaign)
            for size, lang in ((Tiny, "en"), (Small, "zh"), (Small, "en"), (Large, "zh"))
        ),
    ],
)
async def test_all_that_is_asked_is_in_view(
    opened: Opened, lang: str, size: tuple[int, int]
) -> None:
    async with opened(lang=lang).run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+s")
        await settle(pilot)
        whole = pilot.app.screen.region
        for name in ("view", "format", "file", "template", "remark", "write", "cancel"):
            place = pilot.app.screen.query_one(f"#{name}")
            assert place.region.height
            assert whole.contains_region(place.region), name
        assert whole.contains_region(pilot.app.screen.query_one(".foot").region)


def test_a_part_is_told_from_its_file_and_from_other_parts(tmp_path: Path) -> None:
    target = tmp_path / "plan.docx"
    assert part_of(target, 1) != part_of(target, 2) != target
