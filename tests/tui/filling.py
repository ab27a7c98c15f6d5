"""What a person does to a table, and what then stands in it."""

from collections.abc import Callable

from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Static

from kamguide.model.answers import Row
from kamguide.tui.app import KamguideApp
from tests.tui.conftest import screen, send, settle

At = Callable[..., KamguideApp]
"""The fixture `at`."""
TWO = "Hengjian\t6200\t930\nMuquan\t5400\t1134"
FACTORS = "Growth\t60\nSize\t33"


def rows(pilot: Pilot[None], table: str = "customers") -> tuple[Row, ...]:
    session = screen(pilot).conversation.session  # type: ignore[union-attr]
    return session.answers.rows(table)


def names(pilot: Pilot[None]) -> list[object]:
    return [row["name"] for row in rows(pilot)]


def cells(pilot: Pilot[None], row: str) -> list[str]:
    sheet = screen(pilot).conversation.tabling.sheet  # type: ignore[union-attr]
    assert sheet is not None
    return [one.text for one in sheet.cells(sheet.keys.index(row))]


def words(pilot: Pilot[None], name: str) -> str:
    return str(screen(pilot).query_one(name, Static).render())


def lines(pilot: Pilot[None]) -> list[str]:
    grid = screen(pilot).grid
    return [grid.render_line(y).text.rstrip() for y in range(grid.size.height)]


async def keys(pilot: Pilot[None], *pressed: str) -> None:
    """Press keys one after another, as fast as they come."""
    await pilot.press(*pressed)
    await settle(pilot)


async def paste(pilot: Pilot[None], text: str) -> None:
    screen(pilot).prompt.post_message(Paste(text))
    await settle(pilot)


async def at_cell(pilot: Pilot[None], row: str, column: str, *, table: str = "customers") -> None:
    """Wait until the table is there, and go to a cell of it."""
    await settle(pilot)
    open_table = screen(pilot).conversation.tabling.sheet  # type: ignore[union-attr]
    if open_table is None or open_table.table.id != table:
        await send(pilot, f"/goto {table}")
    screen(pilot).grid.go(row, column)
    await pilot.pause()
