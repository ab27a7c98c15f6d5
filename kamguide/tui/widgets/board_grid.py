"""All plans, a line each: only the lines in view are ever put into words and drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from kamguide.messages import say
from kamguide.tui.widgets.columns import GAP, GUTTER, fitted, folded_head, head_width
from kamguide.tui.widgets.lines import Lines
from kamguide.workspace.board_cells import COLUMNS, NUMERIC, cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events

    from kamguide.workspace.board import BoardLine

IMPORTANCE: Final = (
    *("name", "status", "revenue", "unit", "due", "idle", "blocks", "rubric", "directions"),
    *("margin", "owner", "evidence", "open", "account"),
)
"""Columns in the order in which they are given room; those that find none are folded away."""
WIDEST: Final = {"name": 40, "account": 28, "owner": 24, "directions": 40}
LEAST: Final = {"name": 16, "account": 14, "owner": 12, "directions": 16}
"""Columns that may be cut, and how far; the others are shown whole or not at all."""
MOST: Final = 60
"""No column is wider."""
SAMPLE: Final = 120
"""Plans that the widths of columns are measured on, spread over all."""
_BOLD: Final = Style(bold=True)


class BoardGrid(Lines):
    """Plans in columns; one of them is marked, and one column is chosen."""

    DEFAULT_CSS = "BoardGrid { height: 1fr; margin: 0 1; scrollbar-gutter: stable; }"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"grid--head", "grid--cursor"}

    @dataclass
    class Moved(Message):
        """Another plan is marked, or others are in view."""

    @dataclass
    class Pressed(Message):
        """A plan was pressed with the mouse, which marks it; `again` where it was marked."""

        again: bool

    def __init__(self, lang: str) -> None:
        super().__init__(id="board")
        self.lang = lang
        self._lines: list[BoardLine] = []
        self._places: dict[str, int] = {}
        self._wanted: dict[str, int] = {}
        self._widths: dict[str, int] = {}
        self._columns: tuple[str, ...] = COLUMNS
        self._row = 0
        self._head_height = 1
        self.chosen = "name"
        """The column that is chosen for sorting."""

    # Showing

    def show(self, lines: Sequence[BoardLine], *, unit: bool, at: str | None = None) -> None:
        """Show these plans, the one called `at` marked, else the one that was if it is there.

        Args:
            lines: The plans in their order.
            unit: Whether amounts are written in several units, so that each says which.
            at: The id of a plan.
        """
        here = at if at is not None else self.marked
        self._lines = list(lines)
        self._places = {one.id: number for number, one in enumerate(lines)}
        self._columns = tuple(one for one in COLUMNS if unit or one != "unit")
        self._measure()
        self._widen(self.in_view)
        self._fit()
        self.holds(1, self._head_height + len(lines))
        self._put(self._places.get(here, 0), always=True)
        self.refresh()

    def put(self, line: BoardLine) -> None:
        """Show a plan as it stands now, where it stands."""
        at = self._places.get(line.id)
        if at is not None:
            self._lines[at] = line
            self.draw_again(at, below=self._head_height)
            self._make_room((line,))

    def _measure(self) -> None:
        """How wide each column would be by its head and the plans of a sample."""
        step = max(1, len(self._lines) // SAMPLE)
        self._wanted = {name: head_width(self._head(name)) for name in self._columns}
        self._widen(self._lines[::step])

    def _widen(self, lines: Iterable[BoardLine]) -> bool:
        """Take what these plans say into account; whether a column needs more room now."""
        grew = False
        for line in lines:
            for name in self._columns:
                width = min(cell_len(cell(line, name, self.lang)), WIDEST.get(name, MOST))
                if width > self._wanted[name]:
                    self._wanted[name] = width
                    grew = True
        return grew

    def _make_room(self, lines: Iterable[BoardLine]) -> None:
        """Show these plans without cutting a number."""
        if self._wanted and self._widen(lines):
            self._fit()
            self.refresh()

    def _fit(self) -> None:
        """Give columns room by their importance, and what is left to those that were cut.

        Heads are folded, unless there is room for all of them whole.
        """
        room = max(0, self.scrollable_content_region.width - GUTTER)
        widths: dict[str, int] = {}
        for name in (one for one in IMPORTANCE if one in self._columns):
            width = min(self._wanted[name], LEAST.get(name, self._wanted[name]))
            if not widths or width + GAP <= room:
                widths[name] = min(width, room)
                room -= width + GAP
        for name in (one for one in IMPORTANCE if one in widths):
            more = max(0, min(room + GAP, self._wanted[name] - widths[name]))
            widths[name] += more
            room -= more
        whole = {name: max(width, cell_len(self._head(name))) for name, width in widths.items()}
        is_folded = sum(whole.values()) - sum(widths.values()) > room + GAP
        self._head_height = 2 if is_folded else 1
        widths = widths if is_folded else whole
        self._widths = {one: widths[one] for one in self._columns if one in widths}

    def _head(self, name: str) -> str:
        return say(f"board.col.{name}", self.lang)

    @property
    def folded(self) -> tuple[str, ...]:
        """The columns for which there is no room."""
        return tuple(one for one in self._columns if one not in self._widths)

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns, in the order they stand."""
        return self._columns

    def choose(self, column: str) -> None:
        """Choose a column."""
        self.chosen = column
        self.refresh()

    def on_resize(self) -> None:
        """Show as many columns as there is room for."""
        if self._wanted:
            self._fit()
            self.holds(1, self._head_height + len(self._lines))
            self._put(self._row, always=True)
            self._make_room(self.in_view)
            self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Say that others are in view."""
        super().watch_scroll_y(old_value, new_value)
        self._make_room(self.in_view)
        self.post_message(self.Moved())

    # Drawing

    def render_line(self, y: int) -> Strip:
        """A line of the heads, or a plan."""
        width, head = self.size.width, self._head_height
        at = self.scroll_offset.y + y - head
        if y < head:
            style = self.look + self.get_component_rich_style("grid--head", partial=True)
            parts = self._heads(y, style)
        elif at < len(self._lines):
            is_here = at == self._row
            style = self.look
            if is_here:
                style += self.get_component_rich_style("grid--cursor", partial=True)
            parts = self._cells(self._lines[at], style, is_here=is_here)
        else:
            return Strip.blank(width, self.look)
        return Strip(parts).adjust_cell_length(width, style).crop(0, width)

    def _heads(self, line: int, style: Style) -> list[Segment]:
        parts = [Segment(" " * GUTTER, style)]
        for name, width in self._widths.items():
            words = folded_head(self._head(name), width, self._head_height)[line]
            look = style + Style(bold=True, underline=name == self.chosen)
            parts.append(Segment(fitted(words, width, right=name in NUMERIC), look))
            parts.append(Segment(" " * GAP, style))
        return parts

    def _cells(self, line: BoardLine, style: Style, *, is_here: bool) -> list[Segment]:
        parts = [Segment("> " if is_here else " " * GUTTER, style + _BOLD)]
        for name, width in self._widths.items():
            words = cell(line, name, self.lang)
            look = style + _BOLD if name in ("due", "blocks") and words != "0" else style
            parts.append(Segment(fitted(words, width, right=name in NUMERIC), look))
            parts.append(Segment(" " * GAP, style))
        return parts

    # The mark

    @property
    def marked(self) -> str:
        """The id of the plan that is marked; nothing where there is none."""
        return self._lines[self._row].id if self._row < len(self._lines) else ""

    @property
    def in_view(self) -> Sequence[BoardLine]:
        """The plans that are on screen, the marked one first."""
        top = self.scroll_offset.y
        shown = list(self._lines[top : top + self._page])
        return sorted(shown, key=lambda one: one.id != self.marked)

    @property
    def _page(self) -> int:
        return max(1, self.size.height - self._head_height)

    def move(self, how: str) -> None:
        """Move the mark: `up`, `down`, a page, to an end."""
        page, last = self._page, len(self._lines) - 1
        steps = {
            "up": self._row - 1,
            "down": self._row + 1,
            "pageup": self._row - page,
            "pagedown": self._row + page,
            "first": 0,
            "last": last,
        }
        self._put(steps[how])

    def _put(self, row: int, *, always: bool = False) -> None:
        before = self._row
        self._row = max(0, min(row, len(self._lines) - 1))
        if self._row == before and not always:
            return
        self._reveal()
        self.draw_again(before, below=self._head_height)
        self.draw_again(self._row, below=self._head_height)
        self.post_message(self.Moved())

    def _reveal(self) -> None:
        top, page = self.scroll_offset.y, self._page
        if self._row < top:
            self.scroll_to(y=self._row, animate=False, immediate=True)
        elif self._row >= top + page:
            self.scroll_to(y=self._row - page + 1, animate=False, immediate=True)

    def on_click(self, event: events.Click) -> None:
        """Mark the plan under the mouse."""
        at = self.scroll_offset.y + event.y - self._head_height
        if event.y >= self._head_height and at < len(self._lines):
            again = at == self._row
            self._put(at)
            self.post_message(self.Pressed(again))
