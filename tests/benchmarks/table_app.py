"""The floor of the board: as many rows and cells in Textual's own table, already in memory."""

import sys

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Input

CELLS = ("in work", "5,400 > 7,900", "97.1", "0", "7", "3")


class Table(App[None]):
    """A line, and a table that the keys move in."""

    def compose(self) -> ComposeResult:
        yield Input()
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns("Plan", *(str(at) for at in range(len(CELLS))))
        table.add_rows((f"Plan {at:04}", *CELLS) for at in range(int(sys.argv[1])))
        table.focus()


Table().run()
