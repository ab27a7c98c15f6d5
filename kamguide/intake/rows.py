"""From a matched sheet to edits of a table; everything that cannot be read, at once.

Rows that are there already are updated, others are added; an empty cell changes nothing.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct

from kamguide.engine.reading import TableReader
from kamguide.engine.tables import laid_out_keys
from kamguide.errors import AnswerError
from kamguide.intake.crossed import axis_value
from kamguide.intake.headings import Heading, Matching
from kamguide.intake.headwords import in_unit
from kamguide.intake.sheets import Field, Line
from kamguide.model.answers import Answers, Cell
from kamguide.model.context import Context, Notice, Reading
from kamguide.model.edits import Edit, RemoveRow
from kamguide.model.flow import Flow
from kamguide.model.questions.refs import RefColumn, RefsColumn
from kamguide.model.questions.table import KEY_JOINT, Column, FreeRows, TableQuestion
from kamguide.model.text import folded

_NOTHING: Final = frozenset({"-", "–", "—", "－", "--", "/", "n/a", "na", "#n/a", "无数据", "暂无"})
"""What says that there is no value, but where words are asked for."""
_WORDS: Final = ("text", "long_text")
_TOTAL: Final = re.compile(
    r"\W*(?:[合总小共累]\s*计|汇\s*总|(?:grand |sub-? ?|overall )?totals?|sum)\W*"
)


class Fault(Struct, frozen=True):
    """A cell that cannot be read, or the first of a line that cannot be kept."""

    cell: Field
    error: AnswerError


class TakenRow(Struct, frozen=True):
    """A row as it would be kept: its id, its cells, the line of the file it comes from."""

    key: str
    cells: Mapping[str, Cell]
    line: int


class Taken(Struct):
    """What a sheet comes to for a table; nothing is kept."""

    rows: list[TakenRow] = []
    edits: list[Edit] = []
    faults: list[Fault] = []
    told: list[tuple[Field, Notice]] = []
    """What is read otherwise than it is written."""
    notices: dict[str, Notice] = {}
    """What is true of the whole file, each once."""
    left_out: list[Field] = []
    """Lines that are no rows, sums and remarks, each by its first words."""
    spared: set[str] = set()
    """Rows that could not be read: they stay as they are."""


class Taking:
    """Takes the lines of one sheet."""

    def __init__(
        self, flow: Flow, answers: Answers, table: TableQuestion, context: Context, found: Matching
    ) -> None:
        self._table, self._context, self._matching = table, context, found
        self._reader = TableReader(flow, answers, table, context)
        self._present = {row.key: row.cells for row in answers.rows(table.id)}
        self._keys = {self._name(cells): key for key, cells in self._present.items()}
        laid = laid_out_keys(flow, answers, table)
        self._known = {KEY_JOINT.join(parts) for parts in laid}
        self._lines: dict[object, int] = {}
        self.taken = Taken()

    def take(self, *, replace: bool = False) -> Taken:
        """Read every line; with `replace` rows that are not in the file are taken away."""
        for line in self._rows():
            before = len(self.taken.faults)
            cells = {one.column: self._cell(line[one.at], one) for one in self._matching.found}
            given = {name: cell for name, cell in cells.items() if cell is not None}
            if len(self.taken.faults) > before:
                self.taken.spared.add(self._key(given))
            elif set(given) - set(self._table.laid_out):
                try:
                    self._keep(line, given)
                except AnswerError as problem:
                    self._wrong(line[0], problem)
        if replace:
            kept = self.taken.spared | {one.key for one in self.taken.rows}
            gone = [RemoveRow(self._table.id, key) for key in self._present if key not in kept]
            self.taken.edits[:0] = gone
        return self.taken

    # Lines

    def _rows(self) -> Iterator[Line]:
        """The lines that are rows; sums, remarks below the table, and heads again are not."""
        below = False
        for line in self._matching.lines:
            filled = [cell for cell in line if cell.text or cell.fault]
            if not filled:
                below = True
            elif self._is_total(filled) or (below and len(filled) == 1 < len(self._matching.found)):
                self.taken.left_out.append(filled[0])
                below = True
            elif all(line[one.at].text == one.text for one in self._matching.found):
                below = False
            else:
                yield line

    def _is_total(self, filled: list[Field]) -> bool:
        return any(_TOTAL.fullmatch(cell.text.casefold()) for cell in filled[:2])

    # Cells

    def _cell(self, cell: Field, heading: Heading) -> Cell | None:
        """The value of a cell; None where it says nothing, or cannot be read, which is noted."""
        column = self._table.column(heading.column)
        if cell.fault:
            self._wrong(cell, AnswerError(cell.fault))
            return None
        if not cell.text or (column.type not in _WORDS and cell.text.casefold() in _NOTHING):
            return None
        if self._is_not_yet(column):
            return None
        if column.id in self._table.laid_out:
            return self._axis(cell, column)
        return self._read(cell, column, heading.unit)

    def _read(self, cell: Field, column: Column, unit: str) -> Cell | None:
        raw = in_unit(cell.text, unit)
        if column.type in ("number", "scale"):
            raw = raw.rstrip("%％")
        try:
            reading = self._settled(column, raw, is_stated=raw != cell.text)
        except AnswerError as problem:
            self._wrong(cell, problem)
            return None
        if raw == cell.text:  # what stands over the column is said once, there
            self.taken.told += [(cell, notice) for notice in reading.notices]
        return reading.value

    def _settled(self, column: Column, raw: str, *, is_stated: bool) -> Reading:
        """The reading of a cell; a unit over the column settles which of two is meant."""
        try:
            return column.parse(raw, self._context)
        except AnswerError as problem:
            if not is_stated or "converted" not in problem.values:
                raise
            return column.parse(str(problem.values["converted"]), self._context)

    def _axis(self, cell: Field, column: Column) -> Cell | None:
        value = axis_value(column, cell.text, self._context)
        if not value:
            self._wrong(cell, AnswerError("intake.no_such_row", row=cell.text))
        return value or None

    def _is_not_yet(self, column: Column) -> bool:
        """Whether a column points at rows of a later step that has none yet: it stays empty."""
        if not isinstance(column, RefColumn | RefsColumn) or not column.later:
            return False
        if self._context.targets(column.to):
            return False
        self.taken.notices["later"] = Notice("intake.later", (("column", column.label),))
        return True

    def _wrong(self, cell: Field, error: AnswerError) -> None:
        self.taken.faults.append(Fault(cell, error))

    # Rows

    def _keep(self, line: Line, cells: dict[str, Cell]) -> None:
        """Make a row of the table of a line of the file.

        Raises:
            AnswerError: It is no row of this table, or is in the file already.
        """
        key = self._key(cells)
        if self._table.laid_out and key not in self._known:
            raise AnswerError("intake.no_such_row", row=" / ".join(one.text for one in line[:2]))
        if self._table.gives_ids and self._lacks_name(cells):
            lang = self._context.lang
            raise AnswerError("intake.no_name", column=self._table.main.label(lang))
        for name in (key, self._name(cells)):
            if name and name in self._lines:
                raise AnswerError("intake.twice", first=self._lines[name])
        cells = self._with_own_id(cells, key)
        found = self._table.laid_out or key in self._present
        read = (
            self._reader.filled(key, self._typed(cells)) if found else self._reader.new_row(cells)
        )
        self._reader = self._reader.after(read.edits)
        key = key if found else str(getattr(read.edits[0], "row", ""))
        number = line[0].row + 1
        self._lines |= {name: number for name in (key, self._name(cells)) if name}
        self.taken.rows.append(TakenRow(key, cells, number))
        self.taken.edits += read.edits

    def _typed(self, cells: dict[str, Cell]) -> dict[str, Cell]:
        return {name: cell for name, cell in cells.items() if name not in self._table.laid_out}

    def _lacks_name(self, cells: Mapping[str, Cell]) -> bool:
        main = self._table.main.id
        is_matched = any(one.column == main for one in self._matching.found)
        return is_matched and main not in cells

    def _key(self, cells: Mapping[str, Cell]) -> str:
        """The id of the row that is meant: by its name, else by its id; nothing where it is new."""
        key = self._table.row_key(dict(cells))
        if not self._table.gives_ids:
            return key
        return self._keys.get(self._name(cells)) or (key if key in self._present else "")

    def _with_own_id(self, cells: dict[str, Cell], key: str) -> dict[str, Cell]:
        """The cells, without an id that comes from elsewhere."""
        if not self._table.gives_ids or not self._table.key or self._table.key[0] not in cells:
            return cells
        own = self._table.key[0]
        given = str(cells[own])
        if given == key or (not key and self._is_ours(given, cells)):
            return cells
        self.taken.notices["ids"] = Notice("intake.own_ids")
        return {name: cell for name, cell in cells.items() if name != own}

    def _is_ours(self, key: str, cells: Mapping[str, Cell]) -> bool:
        layout = self._table.layout
        if not isinstance(layout, FreeRows):
            return False
        prefix = layout.prefix or str(cells.get(layout.prefix_by or "", ""))
        number = key.removeprefix(prefix)
        return number != key and re.fullmatch("[A-Za-z]{0,2}[0-9]{1,6}", number) is not None

    def _name(self, cells: Mapping[str, Cell]) -> tuple[object, ...]:
        """What tells rows apart where their id does not; nothing where it is not there."""
        if not self._table.gives_ids:
            return ()
        main = self._table.main
        points = ("ref", "choice", "year", "date")
        columns = [main] if main.type == "text" else self._table.columns
        names = [cells.get(one.id) for one in columns if one is main or one.type in points]
        if None in names:
            return ()
        return tuple(folded(one) if isinstance(one, str) else one for one in names)
