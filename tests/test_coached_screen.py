"""What the coach says on the screen, with the whole method."""

from datetime import UTC, datetime
from pathlib import Path

from kamguide.model.edits import SetCell
from kamguide.tui.app import KamguideApp
from kamguide.tui.screens.interview import DRAFT_DELAY
from kamguide.workspace.filling import Filling
from kamguide.workspace.plans import Workspace
from tests.conftest import CaseStore
from tests.tui.conftest import Wide, said, screen, send, settle


async def test_a_doubt_is_decided_before_the_next_table_is_filled(tmp_path: Path) -> None:
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    workspace = Workspace.at(tmp_path / "plans.db", actor="Li", lang="en", now=lambda: now)
    session = workspace.new("Muquan", "quick")
    Filling.from_case("muquan", session).keep()
    row = session.answers.rows("obj_list")[0]
    session.edit(SetCell("obj_list", row.key, "statement", "Good relationship"))
    session.clear("bud_lines")
    workspace.close(session)
    app = KamguideApp(lambda: workspace, lang="en", plan="Muquan")
    async with app.run_test(size=Wide) as pilot:
        await settle(pilot)
        await send(pilot, "/goto obj_list", "/done")
        assert not screen(pilot).grid.display
        assert screen(pilot).picks.display
        await send(pilot, "1")
        assert screen(pilot).grid.display
    kept = Workspace.at(tmp_path / "plans.db", actor="Wu", lang="en", now=lambda: now)
    answers = kept.open("Muquan").answers
    assert answers["obj_list"].kept
    assert not answers.rows("bud_lines")


async def test_a_cell_that_moves_figures_is_decided_on_before_it_is_kept(
    case_store: CaseStore,
) -> None:
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    workspace = Workspace.at(case_store("en"), actor="Li", lang="en", now=lambda: now)
    app = KamguideApp(lambda: workspace, lang="en", plan="Muquan")
    async with app.run_test(size=Wide) as pilot:
        await settle(pilot)
        await send(pilot, "/goto fc_products")
        screen(pilot).grid.go("P3", "rev_t3")
        await send(pilot, "900")
        assert not screen(pilot).grid.display
        assert "Revenue T+3: 7,900 -> 7,300" in "\n".join(said(pilot))
        await send(pilot, "2")
        assert screen(pilot).grid.display
        screen(pilot).grid.go("P3", "rev_t3")
        await send(pilot, "900", "1")
        assert screen(pilot).grid.display
        forecast = screen(pilot).conversation.session.path.figures.get("forecast")  # type: ignore[union-attr]
        assert forecast.revenue["T+3"] == 7300


async def test_a_row_deleted_in_the_grid_is_decided_on_where_it_moves_figures(
    case_store: CaseStore,
) -> None:
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    workspace = Workspace.at(case_store("zh"), actor="Li", lang="zh", now=lambda: now)
    app = KamguideApp(lambda: workspace, lang="zh", plan="Muquan")
    async with app.run_test(size=Wide) as pilot:
        await settle(pilot)
        await send(pilot, "/转到 bud_lines")
        screen(pilot).grid.go("B3", "activity")
        await pilot.press("ctrl+d")
        await settle(pilot)
        assert "三年预算合计：531 → 366" in "\n".join(said(pilot))
        kept = screen(pilot).conversation.session  # type: ignore[union-attr]
        assert kept.answers["bud_lines"].row("B3") is not None
        await send(pilot, "1")
        assert kept.answers["bud_lines"].row("B3") is None
        assert screen(pilot).grid.display


async def test_the_digit_that_decides_is_no_draft_of_the_answer_that_is_to_be_changed(
    tmp_path: Path,
) -> None:
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    workspace = Workspace.at(tmp_path / "plans.db", actor="Li", lang="en", now=lambda: now)
    workspace.close(workspace.new("Haitang", "quick"))
    app = KamguideApp(lambda: workspace, lang="en", plan="Haitang")
    async with app.run_test(size=Wide) as pilot:
        await settle(pilot)
        await send(pilot, "Lanqiao", "the beverage industry")
        await pilot.press("2")
        await pilot.pause(2 * DRAFT_DELAY)
        await pilot.press("enter")
        await settle(pilot)
        prompt = screen(pilot).prompt
        assert prompt.text == "the beverage industry"
        assert not prompt.selected_text, "it is to be gone on with"
        await pilot.press(*" group", "enter")
        await settle(pilot)
        assert said(pilot)[-1].startswith("Which year is the base year T0")


async def test_several_that_were_picked_are_ticked_and_changed_by_ticks(
    case_store: CaseStore,
) -> None:
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    workspace = Workspace.at(case_store("zh"), actor="Li", lang="zh", now=lambda: now)
    app = KamguideApp(lambda: workspace, lang="zh", plan="Muquan")
    async with app.run_test(size=Wide) as pilot:
        await settle(pilot)
        await send(pilot, "/goto setup_learning_goals")
        assert screen(pilot).prompt.text == ""
        assert screen(pilot).picks.picked() == "3, 5"
        await pilot.press("up", "space")
        await settle(pilot)
        assert screen(pilot).picks.picked() == "3"
        await pilot.press("enter")
        await settle(pilot)
        session = screen(pilot).conversation.session  # type: ignore[union-attr]
        assert len(session.answers.value("setup_learning_goals")) == 1  # type: ignore[arg-type]
