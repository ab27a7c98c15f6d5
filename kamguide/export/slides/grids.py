"""Tables on slides: how wide their columns are, how high their rows, and where they go on."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from kamguide.export.layout import heads, shared_widths
from kamguide.export.slides.fitting import height, pieces_of, wide, wrapped
from kamguide.export.slides.pages import Frame, TableBox
from kamguide.messages import say
from kamguide.model.text import Lang, clean, flat
from kamguide.plan.blocks import Cell, Table

SIZES: Final = (14.0, 12.0)
"""Sizes of type in tables that have a slide to themselves: the first in which all of it fits."""
SIZE: Final = SIZES[-1]
CAPTION: Final = 12.0
CAPTION_HEIGHT: Final = 20.0
BESIDE: Final = 12.0
"""Room left and right of the text of a cell, in all."""
ABOVE: Final = 6.0
"""Room above and below the text of a cell, in all."""
CELL: Final = 0.52
"""Width of a cell of text as `layout` counts it, for each point of its size."""
MOST_LINES: Final = 7
"""Lines of a cell, before the rest of it goes into the notes."""
NARROWEST: Final = 40.0
LONGEST_WORD: Final = 9.0
"""Width of a word that is kept whole, for each point of its size."""


class Grid(Struct, frozen=True):
    """A table as it is laid out in a width: its columns, and the height of its head and rows."""

    table: Table
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    """The head's first."""
    size: float = SIZE

    @property
    def whole(self) -> float:
        """How high all of it is, with its caption."""
        return _caption(self.table) + sum(self.heights)

    @property
    def least(self) -> float:
        """How high its caption, its head and its first row are."""
        return _caption(self.table) + sum(self.heights[:2])

    def placed(self, frame: Frame) -> tuple[TableBox, "Grid | None"]:
        """As many rows as a frame holds, at least one, and the rest, with the head again."""
        used, count = _caption(self.table) + self.heights[0], 0
        for one in self.heights[1:]:
            if count and used + one > frame.height:
                break
            used, count = used + one, count + 1
        box = replace(frame, height=used, width=sum(self.widths))
        shown = TableBox(
            box, self._rows(0, count), self.widths, self.heights[: count + 1], self.size
        )
        if count == len(self.table.rows):
            return shown, None
        left = (self.heights[0], *self.heights[count + 1 :])
        return shown, replace(self, table=self._rows(count, len(self.table.rows)), heights=left)

    def _rows(self, first: int, last: int) -> Table:
        totals = max(0, last - max(first, len(self.table.rows) - self.table.totals))
        return replace(self.table, rows=self.table.rows[first:last], totals=totals)


def _caption(table: Table) -> float:
    return CAPTION_HEIGHT if table.title else 0.0


def natural_width(table: Table) -> float:
    """How wide a table would like to be, in points."""
    lines = [[head, *(row[at].text for row in table.rows)] for at, head in enumerate(heads(table))]
    return sum(BESIDE + max(wide(one[:60], SIZE) for one in column) for column in lines)


def grids(
    table: Table, width: float, lang: Lang, notes: list[str], size: float = SIZE
) -> Iterator[Grid]:
    """A table laid out in a width; one with too many columns in parts that share the first.

    What is cut from a cell goes into the notes.
    """
    for part in _parts(_cleaned(table), width, size):
        widths = _widths(part, width, size)
        short = _Cutting(lang, notes, size).table(part, widths)
        yield Grid(short, widths, tuple(_heights(short, widths, lang, size)), size)


def _cleaned(table: Table) -> Table:
    columns = tuple(replace(one, head=clean(one.head)) for one in table.columns)
    rows = tuple(tuple(replace(cell, text=clean(cell.text)) for cell in row) for row in table.rows)
    return replace(table, title=flat(table.title), columns=columns, rows=rows)


def _parts(table: Table, width: float, size: float) -> Iterator[Table]:
    """The table, or parts of its columns that can be read in this width."""
    least = _least(table, size)
    if sum(least) <= width or len(least) <= 2:  # noqa: PLR2004 - a name and a value stay together
        yield table
        return
    taken, used = [0], least[0]
    for at in range(1, len(least)):
        if used + least[at] > width and len(taken) > 1:
            yield _columns(table, taken)
            taken, used = [0], least[0]
        taken.append(at)
        used += least[at]
    yield _columns(table, taken)


def _least(table: Table, size: float) -> list[float]:
    """The widths below which words or numbers would be broken."""
    first_total = len(table.rows) - table.totals
    return [
        max(
            [NARROWEST, _longest(head, size, bold=True)]
            + [
                _longest(row[at].text, size, bold=line >= first_total)
                for line, row in enumerate(table.rows)
            ]
        )
        for at, head in enumerate(heads(table))
    ]


@lru_cache(maxsize=4096)
def _longest(text: str, size: float, *, bold: bool) -> float:
    pieces = {piece for line in text[:400].splitlines() for piece in pieces_of(line)}
    widest = max((wide(one.rstrip(), size, bold=bold) for one in pieces), default=0.0)
    return min(widest, LONGEST_WORD * size) + BESIDE + 1


def _columns(table: Table, kept: Sequence[int]) -> Table:
    return replace(
        table,
        columns=tuple(table.columns[at] for at in kept),
        rows=tuple(tuple(row[at] for at in kept) for row in table.rows),
    )


def _widths(table: Table, width: float, size: float) -> tuple[float, ...]:
    """Widths by what columns have to say, but none so narrow that its words are broken."""
    cell = CELL * size
    shares = shared_widths(_sample(table), (width - BESIDE * len(table.columns)) / cell)
    least = _least(table, size)
    widths = [max(low, one * cell + BESIDE) for low, one in zip(least, shares, strict=True)]
    over, spare = sum(widths) - width, sum(widths) - sum(least)
    if over <= 0:
        return tuple(widths)
    if over >= spare:
        return tuple(one * width / sum(least) for one in least)
    kept = 1 - over / spare
    return tuple(low + (one - low) * kept for low, one in zip(least, widths, strict=True))


def _sample(table: Table) -> Table:
    """A table with the beginnings of its texts, from which its widths are worked out."""
    rows = tuple(tuple(Cell(cell.text[:200]) for cell in row) for row in table.rows)
    columns = tuple(replace(one, head=one.head[:80]) for one in table.columns)
    return replace(table, columns=columns, rows=rows)


class _Cutting:
    """Cuts what no row can hold, and keeps the whole of it for the notes."""

    def __init__(self, lang: Lang, notes: list[str], size: float) -> None:
        self._lang, self._notes, self._size = lang, notes, size

    def table(self, table: Table, widths: Sequence[float]) -> Table:
        """The table with cells, heads and a title that fit."""
        columns = tuple(
            replace(one, head=self._cell(one.head, width, one.unit))
            for one, width in zip(table.columns, widths, strict=True)
        )
        rows = tuple(
            tuple(
                replace(cell, text=self._cell(cell.text, width, cell.mark))
                for cell, width in zip(row, widths, strict=True)
            )
            for row in table.rows
        )
        title = cut(table.title, Room(sum(widths), CAPTION, 1), self._lang, self._notes)
        return replace(table, title=title, columns=columns, rows=rows)

    def _cell(self, text: str, width: float, beside: str) -> str:
        room = Room(width - BESIDE, self._size, MOST_LINES - (1 if beside else 0))
        return cut(text, room, self._lang, self._notes)


class Room(NamedTuple):
    """What a text has to fit into."""

    width: float
    size: float
    """Of the letters."""
    lines: int

    def wrapped(self, text: str) -> Sequence[str]:
        """The lines of a text, as many as it takes."""
        return wrapped(text, self.width, self.size, bold=True)

    @property
    def enough(self) -> int:
        """Characters that fill it for certain."""
        return int((self.width / (self.size * 0.22) + 1) * (self.lines + 1))


def cut(text: str, room: Room, lang: Lang, notes: list[str]) -> str:
    """A text of at most so many lines; the whole of a longer one goes into the notes."""
    if len(text) * room.size * 1.2 <= room.width and "\n" not in text:
        return text
    lines = room.wrapped(text[: room.enough])
    if len(lines) <= room.lines and len(text) <= room.enough:
        return text
    notes.append(say("plan.deck.whole", lang, text=text))
    kept = "".join(lines[: room.lines]).rstrip()
    while len(room.wrapped(marked := f"{kept}…")) > room.lines:
        kept = kept[:-1].rstrip()
    return marked


def _heights(table: Table, widths: Sequence[float], lang: Lang, size: float) -> Iterator[float]:
    yield _row_height(heads(table), widths, size, bold=True)
    first_total = len(table.rows) - table.totals
    for at, row in enumerate(table.rows):
        texts = [shown(cell, lang) for cell in row]
        yield _row_height(texts, widths, size, bold=at >= first_total)


def _row_height(texts: Sequence[str], widths: Sequence[float], size: float, *, bold: bool) -> float:
    lines = max(
        len(wrapped(text, width - BESIDE, size, bold=bold))
        for text, width in zip(texts, widths, strict=True)
    )
    return height(lines, size) + ABOVE


def shown(cell: Cell, lang: Lang) -> str:
    """A cell as it is measured: its text, and its mark behind it."""
    return f"{cell.text} {say(f'plan.mark.{cell.mark}', lang)}" if cell.mark else cell.text
