"""Tables of the whole method on the screen, in a plan that is still empty."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.cells import cell_len

from kamguide.tui.app import KamguideApp
from kamguide.tui.gridkeys import GRID_KEYS
from kamguide.workspace.plans import Workspace
from tests.tui.conftest import Small, screen, send, settle
from tests.tui.filling import keys, paste, words

ROWS_AND_LOOKS = [one.key for one in GRID_KEYS]
NAME = "Muquan Beverage Group, the plan for the years to come"


@pytest.fixture
def empty(tmp_path: Path) -> KamguideApp:
    """An app on a plan in which nothing is answered, and whose name is long."""
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    workspace = Workspace.at(tmp_path / "plans.db", actor="Li", lang="en", now=lambda: now)
    workspace.close(workspace.new(NAME, "full"))
    return KamguideApp(lambda: workspace, lang="en", plan=NAME)


async def test_a_list_with_nothing_to_pick_says_what_is_filled_in_first(
    empty: KamguideApp,
) -> None:
    async with empty.run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "/goto str_actions")
        told = words(pilot, "#ask")
        assert told.startswith("New row   Strategy\nNothing to pick yet: first “Strategies”, /goto")
        await send(pilot, f"/goto {told.rstrip('.').split()[-1]}")
        sheet = screen(pilot).conversation.tabling.sheet  # type: ignore[union-attr]
        assert sheet is not None
        assert sheet.table.id == "str_list"


async def test_a_score_grid_says_what_its_rows_come_from(empty: KamguideApp) -> None:
    async with empty.run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "/goto pareto_customers", "/goto csf_scores")
        assert words(pilot, "#ask").startswith("No rows yet; they come from")


async def test_the_step_stands_in_the_head_however_long_the_name_of_the_plan_is(
    empty: KamguideApp,
) -> None:
    async with empty.run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "/goto pareto_customers")
        head = words(pilot, "#head")
        assert head.startswith("Muquan Beverage")
        assert head.rstrip().endswith("80/20 analysis of our customers 0/9")
        assert cell_len(head) <= Small[0]
        assert screen(pilot).grid.display


async def test_enter_passes_over_what_is_proposed_in_every_row_and_tab_does_not(
    empty: KamguideApp,
) -> None:
    async with empty.run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "/goto setup_products")
        await paste(pilot, "Crates\tpiece\tLess cardboard\tno\nPallets\tpiece\tLess work\tno")
        await send(pilot, "/goto fc_products")
        reached = [screen(pilot).grid.place]
        for key in ("enter",) * 3 + ("tab",) * 5:
            await keys(pilot, key)
            reached.append(screen(pilot).grid.place)
        assert reached[0] == ("P1", "rev_t1")
        assert reached[3:] == [
            ("P1", "margin_t1_pct"),
            ("P1", "margin_t2_pct"),
            ("P1", "margin_t3_pct"),
            ("P1", "note"),
            ("P2", "rev_t0"),
            ("P2", "rev_t1"),
        ]
        await keys(pilot, "up", "end", "enter")
        assert screen(pilot).grid.place == ("P2", "rev_t1")


async def test_no_key_does_harm_in_a_table_without_rows(empty: KamguideApp) -> None:
    async with empty.run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "/goto csf_scores")
        told = words(pilot, "#ask")
        await keys(pilot, "5", "enter")
        assert screen(pilot).prompt.text == "5"
        await keys(pilot, "down", "tab", "escape")
        for key in (*ROWS_AND_LOOKS, "delete", "home", "end", "ctrl+end", "pagedown", "left"):
            await keys(pilot, key)
        await paste(pilot, "1\t2\n3\t4")
        await pilot.click("#grid", offset=(3, 1))
        await settle(pilot)
        assert words(pilot, "#ask") == told
        assert not screen(pilot).conversation.session.answers.rows("csf_scores")  # type: ignore[union-attr]
