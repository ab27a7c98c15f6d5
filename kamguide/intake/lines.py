"""The rows of a sheet that are rows of a table, and their cells; sums and remarks stay out."""

from collections.abc import Iterator
from typing import Final

from kamguide.errors import AnswerError
from kamguide.intake.cells import CellReader, is_total
from kamguide.intake.heads import Form, Head, Matching, turned
from kamguide.intake.sheets import Sheet
from kamguide.intake.taken import Into, Taken, Told, Trouble
from kamguide.model.answers import Cell
from kamguide.model.context import Notice

LONGEST_NOTE: Final = 1
"""Cells of a line below a table that is a remark and no row."""


class Lines:
    """Goes through the rows of a sheet."""

    def __init__(self, into: Into, sheet: Sheet, matching: Matching) -> None:
        self.into, self.table = into, into.table
        self._is_turned = matching.form is Form.TURNED
        self.sheet = turned(sheet) if self._is_turned else sheet
        self.matching = matching
        self.taken = Taken(notices=list(sheet.notices))
        self._readers = {
            one.at: CellReader(one, into.table.column(one.column), into.context)
            for one in matching.found
        }
        self._missing = self._not_yet()

    def read(self) -> None:
        """Read every row."""

    def _not_yet(self) -> frozenset[str]:
        """Columns that point at rows of a later step that has none yet: they stay empty."""
        names = set()
        for head in self.matching.found:
            column = self.table.column(head.column)
            points = column.type in ("ref", "refs") and column.later
            if points and not self.into.context.targets(column.to):
                names.add(head.column)
                label = (("column", column.label),)
                self.taken.notices.append(Notice("intake.later", label))
        return frozenset(names)

    def lines(self) -> Iterator[int]:
        """The rows of the file that are rows of the table."""
        below = False
        for row in range(self.matching.row + 1, len(self.sheet.rows)):
            cells = [cell for cell in self.sheet.rows[row] if cell]
            if not cells:
                below = True
            elif self._is_total(row):
                self.taken.totals.append(row)
                below = True
            elif below and len(cells) <= LONGEST_NOTE < len(self.matching.found):
                self.taken.remarks.append(row)
            elif self._repeats_head(row):
                below = False
            else:
                yield row

    def _is_total(self, row: int) -> bool:
        """Whether a row is a sum: the first words in it, or those of a column, say so."""
        first = next((cell for cell in self.sheet.rows[row] if cell), "")
        named = (
            self.sheet.cell(row, one.at)
            for one in self.matching.found
            if self.table.column(one.column).type in ("text", "ref", "choice")
        )
        return is_total(first) or is_total(next((cell for cell in named if cell), ""))

    def _repeats_head(self, row: int) -> bool:
        """A head that is printed again on each page."""
        heads = self.matching.found
        return all(self.sheet.cell(row, one.at) == one.text for one in heads if one.text)

    def wrong(self, row: int, column: int | None, error: AnswerError) -> None:
        at = (row, column)
        if self._is_turned:
            at = (column if column is not None else self.matching.row, row)
        self.taken.troubles.append(Trouble(at[0] or 0, at[1], error))

    def cell(self, row: int, head: Head) -> Cell | None:
        """The value of a cell; None where it is empty or cannot be read, which is noted."""
        raw = self.sheet.cell(row, head.at)
        if why := self.sheet.unread.get((row, head.at)):
            self.wrong(row, head.at, AnswerError(why))
            return None
        reader = self._readers[head.at]
        if reader.is_empty(raw) or head.column in self._missing:
            return None
        try:
            reading = reader.read(raw)
        except AnswerError as problem:
            self.wrong(row, head.at, problem)
            return None
        place = (head.at, row) if self._is_turned else (row, head.at)
        self.taken.told += [Told(*place, notice) for notice in reading.notices]
        return reading.value
