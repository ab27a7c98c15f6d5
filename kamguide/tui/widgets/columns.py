"""How wide the columns of a grid are, and which of them are in view."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.cells import cell_len, set_cell_size

from kamguide.messages.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kamguide.tui.widgets.grid import GridColumn

GUTTER: Final = 2
"""Where `>` marks the row of the cursor."""
GAP: Final = 2
LEAST, MOST, WIDEST = 4, 28, 60
"""Columns are this wide at least, at most, and where there is room to spare."""
ROOMY: Final = 16
"""How wide a column for words is where there is room to spare: what is typed moves nothing."""
HEAD_LINES: Final = 2
_WORD: Final = re.compile(r"[!-~]+")


class Slot(NamedTuple):
    """A column in view: which, where it begins, how wide it is, and what is free behind it."""

    at: int
    x: int
    width: int
    is_whole: bool = True
    gap: int = GAP


class Columns:
    """The columns of one table: the first stay, the others move past them one by one."""

    def __init__(self, shown: tuple[GridColumn, ...] = (), frozen: int = 0) -> None:
        self.shown = shown
        self._frozen = frozen
        self._wanted = [head_width(one.head) for one in shown]
        self._whole = [_whole_width(one) for one in shown]
        """How wide each is where its head stands on one line, and words have room."""
        self._left = frozen
        self._room = 0
        self.slots: list[Slot] = []
        """The columns in view."""
        self.head_height = 1

    def widen(self, words: Iterable[str]) -> bool:
        """Take the cells of a row into account; whether a column needs more room now."""
        grew = False
        for at, text in enumerate(words):
            width = min(cell_len(text), WIDEST)
            if width > self._wanted[at]:
                grew = grew or self._wanted[at] < MOST
                self._wanted[at] = width
        return grew

    def fit(self, room: int) -> None:
        """Lay the columns out in `room` cells."""
        self._room = room
        self._left = max(self._left, min(self._kept, len(self.shown) - 1))
        while self._left > self._kept and self._has_room_from(self._left - 1):
            self._left -= 1
        self._lay()

    def _has_room_from(self, first: int) -> bool:
        """Whether all columns from one on are in view together, beside those that stay."""
        widths = self._widths
        return sum(width + GAP for width in (*widths[: self._kept], *widths[first:])) <= (
            self._room + GAP
        )

    def to_front(self) -> bool:
        """Bring the first columns into view; whether others went."""
        before, self._left = self._left, self._kept
        self._lay()
        return self._left != before

    def reveal(self, column: int) -> bool:
        """Bring a column into view; whether others went."""
        before = self._left
        if column >= self._kept:
            self._left = min(self._left, column)
            self._lay()
            while self._left < column and not self._is_whole(column):
                self._left += 1
                self._lay()
        return self._left != before

    @property
    def hidden(self) -> tuple[int, int]:
        """How many columns are out of view to the left and to the right."""
        last = max((slot.at for slot in self.slots), default=-1)
        return self._left - self._kept if self.shown else 0, max(0, len(self.shown) - 1 - last)

    def slot_at(self, x: int) -> Slot | None:
        """The column at a cell of the row."""
        return next((one for one in self.slots if one.x <= x < one.x + one.width + one.gap), None)

    @property
    def _kept(self) -> int:
        """How many columns stay: as many as leave room for others."""
        kept, used = 0, 0
        for width in self._widths[: self._frozen]:
            used += width + GAP
            if kept and used > self._room * 0.6:
                break
            kept += 1
        return kept if len(self.shown) > kept else 0

    @property
    def _widths(self) -> list[int]:
        return [max(LEAST, min(width, MOST)) for width in self._wanted]

    def _is_whole(self, column: int) -> bool:
        return any(one.at == column and one.is_whole for one in self.slots)

    def _lay(self) -> None:
        """Put the columns side by side; what is free goes to those that are cut.

        Where more is free than that, every head stands on one line.
        """
        widths, kept = self._widths, self._kept
        self._left = max(self._left, kept)
        order = [*range(kept), *range(self._left, len(self.shown))]
        spare = self._room - sum(widths[at] + GAP for at in order) + GAP
        for at in order:
            more = max(0, min(spare, self._wanted[at] - widths[at]))
            widths[at] += more
            spare -= more
        whole = {at: max(widths[at], self._whole[at]) for at in order}
        if sum(whole[at] - widths[at] for at in order) <= spare:
            widths = [whole.get(at, width) for at, width in enumerate(widths)]
        self.slots, x = [], 0
        for place, at in enumerate(order):
            is_whole = x + widths[at] <= self._room
            if not is_whole and place > kept:
                break
            self.slots.append(Slot(at, x, max(0, min(widths[at], self._room - x)), is_whole))
            x += widths[at] + GAP
        lines = (len(fold(one.head, widths[at])) for at, one in enumerate(self.shown))
        self.head_height = max(1, min(max(lines, default=1), HEAD_LINES))


def _whole_width(column: GridColumn) -> int:
    roomy = ROOMY if column.typed and not column.right else LEAST
    return max(roomy, min(cell_len(column.head), MOST))


def head_width(head: str) -> int:
    """The least width at which a head stands on two lines."""
    whole = cell_len(head)
    longest = max(map(len, _WORD.findall(head)), default=LEAST)
    tries = range(max(LEAST, whole // 2, longest), min(whole, MOST))
    return next(
        (width for width in tries if len(fold(head, width)) <= HEAD_LINES), min(whole, MOST)
    )


def folded_head(head: str, width: int, lines: int) -> list[str]:
    """A head on so many lines, its words at the bottom."""
    folded = [piece.strip() for piece in fold(head, max(2, width))]
    if len(folded) > 1:  # no single character below the others
        folded = [piece.strip() for piece in fold(head, max(2, min(width, head_width(head))))]
    if len(folded) > lines:
        folded = [*folded[: lines - 1], cut(" ".join(folded[lines - 1 :]), width)]
    return [""] * (lines - len(folded)) + folded


def cut(text: str, width: int) -> str:
    """A text of at most `width` cells; two dots stand for what is left out."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(0, width - 2)).rstrip() + ".."[:width]


def fitted(text: str, width: int, *, right: bool) -> str:
    """A text of exactly `width` cells, wide characters counted twice."""
    words = cut(text, width)
    free = " " * (width - cell_len(words))
    return free + words if right else words + free
