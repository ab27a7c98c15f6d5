"""A sheet being written from the top down, and the grids on it whose cells formulas name."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Final, Literal

from msgspec import Struct

from kamguide.plan.sheets.measures import ONE_LINE, lines_of, longest_word, width_of
from kamguide.plan.workbook import (
    Area,
    Content,
    Form,
    Formula,
    Look,
    Sheet,
    SheetCell,
    SheetChart,
    Spot,
)

NONE: Final = "–"
"""What stands where a number cannot be worked out."""
WIDEST: Final = 50
"""Letters of a column after which its text wraps."""
NARROWEST: Final = 8
LONGEST: Final = 32_000
"""Characters of a cell; no spreadsheet is asked to hold more in one."""
HEAD: Final = 13
"""Letters of a column after which its head takes another line, but for a longer word."""
ROOM: Final = 165
"""Letters of all columns that a printed page still shows well."""
ENOUGH: Final = 24
"""A column is not made narrower than this for the sake of others."""
CHART_ROWS: Final = 20
_ASTRAL: Final = 0xFFFF

Value = Decimal | int | str | None


class Heading(Struct, frozen=True):
    """A column of a grid: the key formulas know it by, its head, and how its values look."""

    key: str
    text: str
    form: Form = "text"


def worked(value: Value, template: str, *places: Spot | Area) -> Formula:
    """A formula: each `{}` of the template is one of the places; a value of None is n/a."""
    first, *others = _texts(template)
    parts: list[str | Spot | Area] = [first] if first else []
    for place, text in zip(places, others, strict=True):
        parts.append(place)
        if text:
            parts.append(text)
    return Formula(tuple(parts), _known(value))


@cache
def _texts(template: str) -> tuple[str, ...]:
    """What stands before, between and after the places of a template."""
    return tuple(template.split("{}"))


def safe(value: Value, template: str, *places: Spot | Area) -> Formula:
    """A formula that shows n/a where a part of it is missing."""
    return worked(value, f'IFERROR({template},"{NONE}")', *places)


def _known(value: Value) -> Decimal | str:
    if value is None:
        return NONE
    return value if isinstance(value, str) else Decimal(value)


class Page:
    """One sheet, being written."""

    def __init__(self, key: str, title: str, kind: Literal["contents", "answers", "worked"]):
        self.key, self.title, self.kind = key, title, kind
        self.row = 0
        self.frozen = (0, 0)
        self.heads: tuple[int, int] | None = None
        self.filtered: Area | None = None
        self.continued = ""
        """What stands before the rest of a text that no cell can hold."""
        self.widest: dict[int, int] = {}
        """Letters of a column after which its text wraps, where that is not the usual."""
        self._cells: dict[tuple[int, int], SheetCell] = {}
        self._charts: list[SheetChart] = []
        self._wide: dict[int, int] = {}

    def put(self, column: int, content: Content, form: Form = "text", look: Look = "plain") -> Spot:
        """Write a cell of the row that is being written."""
        return self.put_at(Spot(self.key, self.row, column), content, form, look)

    def put_at(self, spot: Spot, content: Content, form: Form, look: Look) -> Spot:
        """Write a cell."""
        self._cells[spot.row, spot.column] = SheetCell(content, form, look)
        if look not in ONE_LINE:
            wide = width_of(content, form)
            if look == "head":
                wide = min(wide, max(HEAD, longest_word(content) + 2))
            self._wide[spot.column] = max(self._wide.get(spot.column, 0), wide)
        return spot

    def line(self, *contents: Content, look: Look = "plain") -> None:
        """Write a row of texts from the first column on, and go to the next."""
        for column, content in enumerate(contents):
            if content != "":
                self.put(column, content, "text", look)
        self.row += 1

    def skip(self, rows: int = 1) -> None:
        """Leave rows empty."""
        self.row += rows

    def grid(
        self, headings: Sequence[Heading], rows: Sequence[str], sums: Sequence[str] = ()
    ) -> "Grid":
        """Begin a grid here: its heads are written, its rows filled in any order later."""
        grid = Grid(self, headings, rows, sums)
        self.row += 1 + len(rows) + len(sums)
        return grid

    def draw(self, chart: SheetChart) -> None:
        """Place a chart, and go on below it."""
        self._charts.append(chart)
        self.row = max(self.row, chart.at[0] + CHART_ROWS)

    def sheet(self) -> Sheet:
        """The sheet that was written."""
        self._continue_long_texts()
        widths = self._widths()
        return Sheet(
            key=self.key,
            title=self.title,
            kind=self.kind,
            cells=self._cells,
            widths=widths,
            lines=lines_of(self._cells, widths),
            frozen=self.frozen,
            heads=self.heads,
            filtered=self.filtered,
            charts=tuple(self._charts),
        )

    def _widths(self) -> tuple[int, ...]:
        """The width of each column: what it wants, the widest ones less where all are too many."""
        last = max(self._wide, default=0)
        wants = [
            min(self.widest.get(column, WIDEST), max(NARROWEST, self._wide.get(column, 0)))
            for column in range(last + 1)
        ]
        missing = sum(wants) - ROOM
        spare = sum(max(0, one - ENOUGH) for one in wants[1:])
        if missing <= 0 or not spare:
            return tuple(wants)
        part = min(1.0, missing / spare)
        return (*wants[:1], *(one - int(max(0, one - ENOUGH) * part) for one in wants[1:]))

    def _continue_long_texts(self) -> None:
        """The rest of a text that is too long for a cell stands below all others, told so."""
        long = [
            (place, cell)
            for place, cell in self._cells.items()
            if isinstance(cell.content, str) and len(cell.content) > LONGEST // 2
        ]
        for (row, column), cell in long:
            first, *others = _parts(str(cell.content))
            if not others:
                continue
            self._cells[row, column] = SheetCell(first, cell.form, cell.look)
            self.row = max(self.row, max(at for at, _ in self._cells) + 1) + 1
            note = Spot(self.key, self.row, column)
            self.put_at(note, self.continued.format(place=row + 1), "text", "small")
            for part in others:
                self.row += 1
                self.put(column, part, cell.form, cell.look)


def _parts(text: str) -> list[str]:
    """A text in pieces that a cell can hold; characters beyond the first plane count twice."""
    wide = any(ord(char) > _ASTRAL for char in text)
    size = LONGEST // 2 if wide else LONGEST
    return [text[at : at + size] for at in range(0, len(text), size)]


class Grid:
    """Rows under heads, whose cells are named by row and column."""

    def __init__(
        self, page: Page, headings: Sequence[Heading], rows: Sequence[str], sums: Sequence[str]
    ) -> None:
        self._page, self._top = page, page.row
        self._columns = {one.key: at for at, one in enumerate(headings)}
        self.columns, self.rows = tuple(self._columns), tuple(rows)
        self.texts = {one.key: one.text for one in headings}
        self._forms = {one.key: one.form for one in headings}
        self._rows = {name: at for at, name in enumerate((*rows, *sums), start=1)}
        self._length, self._sums = len(rows), frozenset(sums)
        for one in headings:
            page.put(self._columns[one.key], one.text, one.form, "head")

    def fill(
        self, row: str, column: str, content: Content | None, form: Form | None = None
    ) -> None:
        """Write a cell; None leaves it empty."""
        if content is None:
            return
        look: Look = "sum" if row in self._sums else "plain"
        self._page.put_at(self.at(row, column), content, form or self._forms[column], look)

    def fill_row(self, row: str, contents: Mapping[str, Content | None]) -> None:
        """Write cells of one row, by column."""
        for column, content in contents.items():
            self.fill(row, column, content)

    def at(self, row: str, column: str) -> Spot:
        """Where a cell is."""
        return Spot(self._page.key, self._top + self._rows[row], self._columns[column])

    def span(self, column: str, first: str, last: str) -> Area:
        """The cells of a column from one row to another."""
        return Area(self.at(first, column), self.at(last, column))

    def down(self, column: str) -> Area:
        """All cells of a column, without its sums."""
        at = self._columns[column]
        return Area(
            Spot(self._page.key, self._top + 1, at),
            Spot(self._page.key, self._top + self._length, at),
        )

    def head(self, column: str) -> Spot:
        """The head of a column."""
        return Spot(self._page.key, self._top, self._columns[column])

    def heads(self, first: str, last: str) -> Area:
        """The heads from one column to another."""
        return Area(self.head(first), self.head(last))

    def across(self, row: str, first: str, last: str) -> Area:
        """The cells of a row from one column to another."""
        return Area(self.at(row, first), self.at(row, last))
