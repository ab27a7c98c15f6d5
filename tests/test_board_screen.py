"""The board of all plans, as a reviewer uses it: keys in, plans and decisions out."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from shutil import copyfile

import pytest
from msgspec.structs import replace
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Static

from kamguide.messages import say
from kamguide.model.edits import SetValue
from kamguide.store.listing import listed_plans, listed_summaries
from kamguide.tui.app import KamguideApp
from kamguide.tui.boardfresh import BoardStart
from kamguide.tui.places import keys_of
from kamguide.tui.screens.board import BoardScreen
from kamguide.tui.screens.board_dialogs import WordsScreen
from kamguide.tui.screens.home import HomeScreen
from kamguide.tui.screens.interview import InterviewScreen
from kamguide.tui.screens.reading import ReadingScreen
from kamguide.tui.screens.together import TogetherScreen
from kamguide.tui.widgets.board_grid import BoardGrid
from kamguide.workspace.board import lines_of
from kamguide.workspace.plans import Workspace
from kamguide.workspace.review import Review
from tests.boards import NOW, line
from tests.conftest import CaseStore
from tests.tui.conftest import keys, settle

Small, Wide, Large = (80, 24), (120, 40), (200, 50)


@pytest.fixture(scope="module")
def kept(filled_store: CaseStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case, handed in, and four plans with little in them."""
    path = Path(copyfile(filled_store("en"), tmp_path_factory.mktemp("board") / "plans.db"))
    workspace = Workspace.at(path, actor="Lin", lang="en", now=lambda: NOW)
    Review(workspace.store, workspace.author, workspace.plans()[0].id).submit(
        workspace.open("Muquan", read_only=True)
    )
    for name in ("Haitang", "Lingmai", "Baishan", "沐泉"):
        session = workspace.new(name, "quick")
        session.edit(SetValue("setup_planner", f"Planner of {name}"))
        workspace.close(session)
    workspace.store.close()
    return path


@pytest.fixture
def opened(kept: Path, tmp_path: Path) -> Callable[..., KamguideApp]:
    """The screen on a store of this test's own, the board or home first."""

    def app(lang: str = "en", *, board: bool = True) -> KamguideApp:
        path = Path(copyfile(kept, tmp_path / "plans.db"))
        workspace = Workspace.at(path, actor="Wang", lang=lang, now=lambda: NOW)
        made = KamguideApp(lambda: workspace, lang=lang)
        made.board = BoardStart(path, lambda: NOW) if board else None
        return made

    return app


def board(pilot: Pilot[None]) -> BoardScreen:
    shown = pilot.app.screen
    assert isinstance(shown, BoardScreen)
    return shown


def rows(pilot: Pilot[None]) -> list[str]:
    """What the lines of the board show, the heads first."""
    grid = board(pilot).grid
    lines = [grid.render_line(y).text.rstrip() for y in range(grid.size.height)]
    return [one for one in lines if one.strip()]


def told(pilot: Pilot[None], where: str = "said") -> str:
    return str(board(pilot).query_one(f"#{where}", Static).content)


def foot(pilot: Pilot[None], where: str = "keys") -> str:
    """What stands below whatever is on screen."""
    return str(pilot.app.screen.query_one(f"#{where}", Static).content)


def status(pilot: Pilot[None], plan: str = "Muquan") -> str:
    lines = listed_plans(board(pilot).start.store)
    return next(one.status for one in lines if one.name == plan)


async def test_home_leads_to_the_board_and_back(opened: Callable[..., KamguideApp]) -> None:
    async with opened(board=False).run_test(size=Small) as pilot:
        await settle(pilot)
        await keys(pilot, *"revi", "enter")
        assert [one.split()[0] for one in rows(pilot)[2:]] == [
            *(">", "Haitang", "Lingmai", "Muquan", "沐泉"),
        ]
        await keys(pilot, "escape")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_words_and_columns_choose_plans_while_they_are_typed(
    opened: Callable[..., KamguideApp],
) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await keys(pilot, *"t3>9")
        assert "5,400 > 7,900" in rows(pilot)[-1]
        assert len(rows(pilot)) == 3
        assert "1 of 5" in told(pilot, "head")
        await keys(pilot, *" zz")
        assert told(pilot, "sum") == "No plan fits that."
        await keys(pilot, "enter", "f2", "f3", "tab", "f5", "escape")
        await keys(pilot, "escape")
        assert len(rows(pilot)) == 7, "escape shows all again"
        await keys(pilot, "escape")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_any_column_sorts_also_one_without_room(opened: Callable[..., KamguideApp]) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        grid = board(pilot).grid
        assert "owner" in grid.folded
        assert "Planner of Baishan" in told(pilot, "detail"), "what is folded is told below"
        await keys(pilot, "right", "right", "f6")
        assert "owner" in told(pilot, "head")
        assert rows(pilot)[2].lstrip("> ").startswith("Muquan")
        await keys(pilot, "f6")
        assert "reversed" in told(pilot, "head")
        assert rows(pilot)[2].lstrip("> ").startswith("沐泉")


@pytest.mark.parametrize(
    ("size", "lang"),
    [
        (Small, "zh"),
        (Wide, "en"),
        *(
            pytest.param(*one, marks=pytest.mark.campaign)
            for one in ((Small, "en"), (Wide, "zh"), (Large, "en"), (Large, "zh"))
        ),
    ],
    ids=str,
)
async def test_columns_are_folded_by_importance_and_never_cut_off(
    opened: Callable[..., KamguideApp], size: tuple[int, int], lang: str
) -> None:
    async with opened(lang).run_test(size=size) as pilot:
        await settle(pilot)
        grid = board(pilot).grid
        assert not {"name", "status", "revenue", "due", "idle"} & set(grid.folded)
        assert bool(grid.folded) == (size != Large)
        every = " ".join([*rows(pilot), told(pilot, "detail")])
        assert "0/0/0" in every, "in a column or below, everything is told"
        for one in ("head", "sum", "keys"):
            assert told(pilot, one)


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_no_head_is_folded_where_there_is_room(
    opened: Callable[..., KamguideApp], lang: str
) -> None:
    async with opened(lang).run_test(size=(240, 50)) as pilot:
        await settle(pilot)
        heads = board(pilot).grid.render_line(0).text
        assert say("board.col.evidence", lang) in heads
        assert say("board.col.blocks", lang) in heads


async def test_a_plan_is_read_and_the_board_is_there_again(
    opened: Callable[..., KamguideApp],
) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await keys(pilot, "down", "down", "down", "enter")
        assert isinstance(pilot.app.screen, ReadingScreen)
        await keys(pilot, "escape")
        assert rows(pilot)[5].startswith("> Muquan")


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_an_answer_is_commented_on_where_the_plan_is_read(
    opened: Callable[..., KamguideApp], lang: str
) -> None:
    async with opened(lang).run_test(size=Small) as pilot:
        await settle(pilot)
        await keys(pilot, "down", "down", "down", "enter", "tab")
        assert say("reviewed.keys_short", lang) in foot(pilot)
        told_there = dict(keys_of(pilot.app.screen, lang)).values()
        assert say("key.reviewedscreen.edit", lang) in told_there
        await keys(pilot, "enter", "up", *"Since when?", "enter")
        assert isinstance(pilot.app.screen, ReadingScreen)
        assert foot(pilot, "at") == say("review.commented", lang, number=1)
        await keys(pilot, "escape")
        plan = board(pilot).marked
        assert plan is not None
    workspace = pilot.app.workspace  # type: ignore[attr-defined]  # our app
    (comment,) = Review(workspace.store, workspace.author, plan.id).comments()
    assert (comment.text, comment.kind, comment.question) == (
        "Since when?",
        "must",
        "setup_supplier_name",
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_a_plan_that_is_handed_in_offers_no_change_that_is_refused(
    opened: Callable[..., KamguideApp], lang: str
) -> None:
    async with opened(lang, board=False).run_test(size=Small) as pilot:
        await settle(pilot)
        await keys(pilot, *"Muquan", "enter")
        shown = pilot.app.screen
        assert isinstance(shown, InterviewScreen)
        assert shown.talk.everything[-1].text == say("talk.completed_closed", lang)
        await keys(pilot, "f3", "f3", "tab")
        reading = pilot.app.screen
        assert isinstance(reading, ReadingScreen)
        assert foot(pilot) == say("reading.closed.keys_short", lang)
        assert not any("answer that stands here" in what for _, what in keys_of(reading, "en"))
        await keys(pilot, "enter")
        assert pilot.app.screen is reading


async def test_a_decision_is_on_the_plan_that_was_typed_however_fast(
    opened: Callable[..., KamguideApp],
) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        for key in (*"subm", "f3"):
            pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await settle(pilot)
        dialog = pilot.app.screen
        assert isinstance(dialog, WordsScreen)
        assert "Muquan" in str(dialog.query(Static).first().content)


async def test_a_plan_is_returned_only_with_a_reason(opened: Callable[..., KamguideApp]) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await keys(pilot, "f3")
        assert "not handed in" in told(pilot)
        await keys(pilot, *"subm", "f3", "enter")
        assert isinstance(pilot.app.screen, WordsScreen)
        assert "reason" in str(pilot.app.screen.query_one("#problem", Static).content)
        await keys(pilot, *"Why?", "enter")
        assert "returned" in told(pilot)
        assert status(pilot) == "returned"
        assert "No plan fits" in told(pilot, "sum"), "it stands so no more"


@pytest.mark.campaign
async def test_a_plan_is_commented_on_and_approved(opened: Callable[..., KamguideApp]) -> None:
    async with opened("zh").run_test(size=Small) as pilot:
        await settle(pilot)
        await keys(pilot, *"muquan", "f2", "up", *"数据从哪里来", "enter")
        assert "第 1 条意见" in told(pilot)
        await keys(pilot, "f7", "enter")
        dialog = pilot.app.screen
        assert isinstance(dialog, WordsScreen)
        assert "未批准" in str(dialog.query_one("#problem", Static).content)
        await keys(pilot, "escape")
        assert status(pilot) == "submitted"
        plan = board(pilot).marked
        assert plan is not None
        workspace = pilot.app.workspace  # type: ignore[attr-defined]  # our app
        Review(workspace.store, workspace.author, plan.id).resolve("1")
        await keys(pilot, "f7", *"v2027", "enter")
        assert "v2027" in told(pilot)
        assert status(pilot) == "approved"


@pytest.mark.campaign
async def test_more_can_be_done_by_a_menu_and_a_plan_opened_for_work(
    opened: Callable[..., KamguideApp],
) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await keys(pilot, "tab", "down", "enter")
        assert isinstance(pilot.app.screen, InterviewScreen)
        assert pilot.app.screen.conversation is not None


async def test_what_plans_come_to_and_the_matrix_are_a_key_away(
    opened: Callable[..., KamguideApp],
) -> None:
    async with opened().run_test(size=Wide) as pilot:
        await settle(pilot)
        await keys(pilot, "f5")
        assert isinstance(pilot.app.screen, TogetherScreen)
        shown = str(pilot.app.screen.query_one("#what", Static).content)
        for words in ("Herfindahl index", "((A))", "strategic", "Muquan Beverage Group", "4 plans"):
            assert words in shown
        await keys(pilot, "escape")
        assert board(pilot)


class Shown(App[None]):
    """A grid of many plans, two of them with long numbers."""

    def compose(self) -> ComposeResult:
        yield BoardGrid("en")

    def on_mount(self) -> None:
        long = {7: "123456789", 391: "98765432100"}
        known = [line(f"P{at:03}", 2, revenue=["1", long.get(at, "2")]) for at in range(400)]
        plans = [plan for plan, _ in known]
        kept = {summary.plan: summary for _, summary in known}
        self.query_one(BoardGrid).show(lines_of(plans, kept, NOW.date()), unit=False)


async def test_a_number_is_never_cut_however_far_down_its_plan_is() -> None:
    async with Shown().run_test(size=Small) as pilot:
        grid = pilot.app.query_one(BoardGrid)
        await pilot.pause()
        assert any("1 > 123,456,789" in grid.render_line(y).text for y in range(24))
        grid.move("last")
        await pilot.pause()
        assert any("1 > 98,765,432,100" in grid.render_line(y).text for y in range(24))
        assert grid.marked == "P399"


@pytest.mark.campaign
async def test_a_line_out_of_date_is_worked_out_as_it_is_seen(
    opened: Callable[..., KamguideApp],
) -> None:
    app = opened()
    assert app.board is not None
    looked_at = threading.Event()

    def clock() -> datetime:
        """What works lines out looks at the clock first, in a thread of its own."""
        if threading.current_thread() is not threading.main_thread():
            looked_at.wait(60)
        return NOW

    app.board = replace(app.board, now=clock)
    with closing(sqlite3.connect(app.board.store)) as store, store:
        store.execute("DELETE FROM summaries WHERE content LIKE '%Muquan%'")
    async with app.run_test(size=Small) as pilot:
        await settle(pilot)
        await keys(pilot, *"muqu")
        assert rows(pilot)[-1].startswith("> Muquan *")
        looked_at.set()
        for _ in range(200):
            if "*" not in rows(pilot)[-1]:
                break
            await asyncio.sleep(0.1)
        assert "5,400 > 7,900" in rows(pilot)[-1]
        assert "5,400 > 7,900" in told(pilot, "sum"), "and it is added up"
    summaries = listed_summaries(app.board.store).values()
    assert any(one.content["revenue"] == ["5400", "7900"] for one in summaries), "and kept"
