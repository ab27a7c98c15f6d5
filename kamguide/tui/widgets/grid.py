"""A table to fill in: the cursor is here, what is typed stands in the prompt below.

The grid shows and moves; reading a cell, keeping it and laying out rows are the session's. It
is drawn line by line from a table that is asked for the rows in view only, so that two thousand
rows cost no more than twenty, and one changed cell draws one line again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final, Protocol

from msgspec import Struct
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from kamguide.tui.widgets.columns import GUTTER, Columns, fitted, folded_head
from kamguide.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from textual import events

    from kamguide.tui.widgets.columns import Slot


NEW_ROW: Final = "+"
"""The id of the line where a new row begins: the last one, unless one is being put between."""


class GridColumn(Struct, frozen=True):
    """A column as it is shown: its id, head, side, and whether it may be typed in."""

    id: str
    head: str
    right: bool
    typed: bool
    proposed: bool = False
    """Whether what stands there is worked out and may be typed over: Enter passes it over."""


class GridCell(Struct, frozen=True):
    """A cell as it is shown; `mark` tells it apart: `given`, `grey`, `missing` or `wrong`."""

    text: str
    mark: str = "given"


class GridTable(Protocol):
    """What a grid shows: heads, the ids of its rows in order, and the cells of a row on demand."""

    @property
    def columns(self) -> Sequence[GridColumn]:
        """The columns with their heads."""

    @property
    def keys(self) -> Sequence[str]:
        """The id of each row."""

    @property
    def frozen(self) -> int:
        """How many columns stay in view."""

    @property
    def room(self) -> str:
        """The id of the line where a new row begins; empty where rows are given."""

    def cells(self, at: int) -> Sequence[GridCell]:
        """What stands in a row, by its place from zero."""


MISSING: Final = "___"
"""What stands in a cell that is needed: readable without colour."""
WRONG: Final = "! "
"""What stands before a cell that cannot be right: readable without colour."""
SAMPLE: Final = 40
"""Rows that the widths of columns are measured on, and those in view."""
PAGE: Final = 10
_STEPS: Final = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)} | {
    "shift+tab": (0, -1),
    "pageup": (-PAGE, 0),
    "pagedown": (PAGE, 0),
}
_STYLES: Final = {
    "given": Style(),
    "grey": Style(italic=True),
    "missing": Style(bold=True),
    "wrong": Style(bold=True, underline=True),
}


class TableGrid(Lines):
    """Rows and columns with a cell cursor; the first columns and the heads stay in view."""

    DEFAULT_CSS = "TableGrid { height: auto; max-height: 18; scrollbar-gutter: auto; }"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"grid--head", "grid--cursor"}

    @dataclass
    class Reached(Message):
        """The cursor stands on another cell."""

        row: str
        column: str

    @dataclass
    class Pressed(Message):
        """A cell was pressed with the mouse."""

        row: str
        column: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._table: GridTable | None = None
        self._cells: dict[int, Sequence[GridCell]] = {}
        """The rows that are on screen, as they were drawn last."""
        self._keys: Sequence[str] = ()
        self._columns = Columns()
        self._row = self._column = 0
        self._typed = ""
        self.fills_down = False
        """Whether the next cell is the one below, and not the one to the right."""

    # Showing

    def show(self, table: GridTable) -> None:
        """Show a table as it is now, the cursor where it was if that is still there."""
        here, before = self.place, self._cells
        heads_differ = tuple(table.columns) != self._columns.shown
        self._table, self._keys, self._cells = table, table.keys, {}
        if heads_differ:
            self._columns = Columns(tuple(table.columns), table.frozen)
            self._columns.fit(self._row_width)
        sample = range(min(SAMPLE, len(self._keys))) if heads_differ else ()
        grown = self._measure({*sample, *self._in_view()})
        self._take_height()
        if grown or heads_differ:
            self.refresh()
        else:
            for at in self._in_view():
                if before.get(at) != self._cells[at]:
                    self.draw_again(at, below=self._head_height)
        if self.place != here:
            self.go(*here)

    def echo(self, text: str) -> None:
        """Show in the cell under the cursor what is being typed for it."""
        if text != self._typed:
            self._typed = text
            self.draw_again(self._row, below=self._head_height)

    @property
    def keys(self) -> tuple[str, ...]:
        """The ids of the rows in the order they are shown in."""
        return tuple(self._keys)

    @property
    def hidden(self) -> tuple[int, int]:
        """How many columns are out of view to the left and to the right."""
        return self._columns.hidden

    @property
    def _head_height(self) -> int:
        return self._columns.head_height

    @property
    def _row_width(self) -> int:
        return max(0, self.scrollable_content_region.width - GUTTER)

    def _in_view(self) -> range:
        top = self.scroll_offset.y
        height = max(1, self.size.height - self._head_height)
        return range(top, min(len(self._keys), top + height))

    def _row_cells(self, at: int) -> Sequence[GridCell]:
        if at not in self._cells and self._table is not None:
            self._cells[at] = self._table.cells(at)
        return self._cells[at]

    def _measure(self, rows: Iterable[int]) -> bool:
        """Widen columns to what stands in these rows; whether any grew."""
        grown = [self._columns.widen(map(_shown, self._row_cells(at))) for at in rows]
        if any(grown):
            self._columns.fit(self._row_width)
        return any(grown)

    def _take_height(self) -> None:
        """Say how high the table is; the screen is laid out only where that is seen."""
        height = self._head_height + len(self._keys)
        before, room = self.virtual_size.height, self.size.height
        if height == before:
            return
        if room and min(height, before) > room:
            self.holds(1, height)
        else:
            self.virtual_size = Size(1, height)

    def on_resize(self) -> None:
        """Show as many columns as there is room for."""
        self._columns.fit(self._row_width)
        self._columns.reveal(self._column)
        self._take_height()
        self._reveal_row()
        self.refresh()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """A line of the heads, or a row."""
        width, head = self.size.width, self._head_height
        at = self.scroll_offset.y + y - head
        if y < head:
            style = self.look + self.get_component_rich_style("grid--head", partial=True)
            parts = self._heads(y, style)
        elif at < len(self._keys):
            style, parts = self.look, self._cells_of(at)
        else:
            return Strip.blank(width, self.look)
        return Strip(parts).adjust_cell_length(width, style).crop(0, width)

    def _heads(self, line: int, style: Style) -> list[Segment]:
        parts = [Segment(" " * GUTTER, style)]
        for slot in self._columns.slots:
            column = self._columns.shown[slot.at]
            words = folded_head(column.head, slot.width, self._head_height)[line]
            parts.append(Segment(fitted(words, slot.width, right=column.right), style + _BOLD))
            parts.append(Segment(" " * slot.gap, style))
        return parts

    def _cells_of(self, at: int) -> list[Segment]:
        is_here = at == self._row
        parts = [Segment("> " if is_here else " " * GUTTER, self.look + _BOLD)]
        cells = self._row_cells(at)
        for slot in self._columns.slots:
            parts.append(self._cell(cells[slot.at], slot, is_cursor=self._is_cursor(at, slot)))
            parts.append(Segment(" " * slot.gap, self.look))
        return parts

    def _is_cursor(self, at: int, slot: Slot) -> bool:
        return at == self._row and slot.at == self._column

    def _cell(self, cell: GridCell, slot: Slot, *, is_cursor: bool) -> Segment:
        right = self._columns.shown[slot.at].right
        style = self.look + _STYLES[cell.mark]
        if not is_cursor:
            return Segment(fitted(_shown(cell), slot.width, right=right), style)
        words = _shown(cell)
        if self._typed:
            words = _end_of(self._typed, slot.width)
        cursor = style + self.get_component_rich_style("grid--cursor", partial=True)
        return Segment(fitted(words, slot.width, right=right), cursor)

    # The cursor

    @property
    def place(self) -> tuple[str, str]:
        """The row and column under the cursor; empty where there is none."""
        columns = self._columns.shown
        if self._row >= len(self._keys) or self._column >= len(columns):
            return "", ""
        return self._keys[self._row], columns[self._column].id

    @property
    def text_here(self) -> str:
        """What the cell under the cursor shows, for editing."""
        return self._row_cells(self._row)[self._column].text if self.place[1] else ""

    def go(self, row: str, column: str) -> None:
        """Put the cursor on a cell; where there is no such row, on the last, room for a new one."""
        columns = [one.id for one in self._columns.shown]
        if column in columns:
            at = self._keys.index(row) if row in self._keys else len(self._keys) - 1
            self._put(at, columns.index(column))
        else:
            self._row, self._column = 0, -1
            self.next_cell()

    def move(self, key: str) -> None:
        """Move the cursor by a key."""
        if key == "tab":
            self._next_in_row(self._typed_columns)
        elif key in ("home", "end"):
            if key == "home":
                self._to_front()
            self._put(self._row, 0 if key == "home" else len(self._columns.shown) - 1)
        elif key in ("ctrl+home", "ctrl+end"):
            self._put(0 if key == "ctrl+home" else len(self._keys) - 1, self._column)
        elif key in _STEPS:
            down, right = _STEPS[key]
            self._put(self._row + down, self._column + right)

    def next_cell(self) -> None:
        """Go to the next cell that is to be filled: row after row, or column after column."""
        if self.fills_down and self._column >= 0:
            self._next_in_column()
        else:
            self._next_in_row(self._asked_columns)

    def _next_in_row(self, columns: Sequence[int]) -> None:
        behind = [n for n in columns if n > self._column]
        if behind:
            self._put(self._row, behind[0])
        elif columns and self._row + 1 < len(self._keys):
            self._to_front()
            self._put(self._row + 1, columns[0])
        else:
            self._put(self._row, self._column)

    def _to_front(self) -> None:
        """Begin at the first columns again: those that stay may hide that others do not."""
        if self._columns.to_front():
            self.refresh()

    def _next_in_column(self) -> None:
        room = self._table.room if self._table is not None else ""
        below = self._row + 1
        behind = [n for n in self._asked_columns if n > self._column]
        if below < len(self._keys) and self._keys[below] != room:
            self._put(below, self._column)
        elif behind:
            self._put(0, behind[0])
        else:
            self._put(self._row, self._column)

    @property
    def _typed_columns(self) -> list[int]:
        return [n for n, column in enumerate(self._columns.shown) if column.typed]

    @property
    def _asked_columns(self) -> list[int]:
        """Those that nothing is proposed for; all where something is for each."""
        shown, typed = self._columns.shown, self._typed_columns
        return [n for n in typed if not shown[n].proposed] or typed

    def _put(self, row: int, column: int) -> None:
        before = self._row
        self._row = max(0, min(row, len(self._keys) - 1))
        self._column = max(0, min(column, len(self._columns.shown) - 1))
        self._typed = ""
        if self._columns.reveal(self._column):
            self.refresh()
        self._reveal_row()
        self.draw_again(before, below=self._head_height)
        self.draw_again(self._row, below=self._head_height)
        self.post_message(self.Reached(*self.place))

    def _reveal_row(self) -> None:
        shown, height = self._in_view(), self.size.height - self._head_height
        if height < 1 or self._row in shown:
            return
        top = self._row if self._row < shown.start else self._row - height + 1
        self.scroll_to(y=top, animate=False)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Numbers that come into view are shown whole."""
        super().watch_scroll_y(old_value, new_value)
        self._cells = {at: cells for at, cells in self._cells.items() if at in self._in_view()}
        if self._table is not None:
            self._measure(self._in_view())

    def on_click(self, event: events.Click) -> None:
        """Go to the cell that was pressed."""
        at = self.scroll_offset.y + event.y - self._head_height
        slot = self._columns.slot_at(event.x - GUTTER)
        if event.y >= self._head_height and at < len(self._keys) and slot is not None:
            self.post_message(self.Pressed(self._keys[at], self._columns.shown[slot.at].id))


_BOLD: Final = Style(bold=True)


def _shown(cell: GridCell) -> str:
    """The words of a cell on one line, with what tells without colour how it stands."""
    if cell.mark == "missing":
        return MISSING
    text = " ".join(cell.text.split("\n"))
    return f"{WRONG}{text}" if cell.mark == "wrong" else text


def _end_of(text: str, width: int) -> str:
    """The end of what is being typed, where not all of it fits."""
    letters: Iterator[str] = iter(reversed(text.replace("\n", " ")))
    kept = "_"
    for letter in letters:
        if cell_len(letter + kept) > width:
            break
        kept = letter + kept
    return kept
