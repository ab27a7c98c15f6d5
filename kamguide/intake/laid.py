"""Tables whose rows the question lays out: each row of the file must be one of them."""

from collections.abc import Iterator, Mapping

from kamguide.engine.reading import TableReader
from kamguide.engine.tables import laid_out_keys
from kamguide.errors import AnswerError
from kamguide.intake.heads import Form, Head, axis_value
from kamguide.intake.lines import Lines
from kamguide.intake.taken import TakenRow
from kamguide.model.answers import Cell
from kamguide.model.questions.table import KEY_JOINT


class LaidRows(Lines):
    """Rows that the question lays out: each row of the file must be one of them."""

    def read(self) -> None:
        """Read every row."""
        into, table = self.into, self.table
        known = {KEY_JOINT.join(one) for one in laid_out_keys(into.flow, into.answers, table)}
        reader = TableReader(into.flow, into.answers, table, into.context)
        present = {row.key for row in into.answers.rows(table.id)}
        seen: dict[str, dict[str, Cell]] = {}
        first: dict[str, int] = {}
        for row in self.lines():
            for key, head, cells in self._read(row):
                if key not in known:
                    error = AnswerError("intake.no_such_row", row=self._said(row, head))
                    self.wrong(row, self._place_of_axis(), error)
                elif set(cells) & set(seen.get(key, ())):
                    error = AnswerError("intake.twice", first=first[key] + 1)
                    self.wrong(row, head.at if head else None, error)
                elif cells:
                    seen.setdefault(key, {}).update(cells)
                    first.setdefault(key, row)
        for key, cells in seen.items():
            self.taken.rows.append(TakenRow(key, cells, first[key], key not in present))
            self.taken.edits += reader.filled(key, dict(cells)).edits

    def _read(self, row: int) -> Iterator[tuple[str, Head | None, dict[str, Cell]]]:
        """The rows of the table that a row of the file fills, with their cells."""
        table, axes = self.table, self._axes(row)
        if axes is None:
            return
        across = next(iter(set(table.laid_out) - set(axes)), "")
        values = [one for one in self.matching.found if one.column not in table.laid_out]
        if self.matching.form is Form.CROSSED:
            for head in values:
                before, key = len(self.taken.troubles), self._key({**axes, across: head.across})
                if (cell := self.cell(row, head)) is not None:
                    yield key, head, {head.column: cell}
                elif len(self.taken.troubles) > before:
                    self.taken.spared.add(key)
            return
        before = len(self.taken.troubles)
        found = {one.column: self.cell(row, one) for one in values}
        if len(self.taken.troubles) > before:
            self.taken.spared.add(self._key(axes))
            return
        cells = {name: cell for name, cell in found.items() if cell is not None}
        yield self._key(axes), None, cells

    def _key(self, axes: Mapping[str, str]) -> str:
        return KEY_JOINT.join(axes.get(one, "") for one in self.table.laid_out)

    def _axes(self, row: int) -> dict[str, str] | None:
        """What a row of the file is about; None where that cannot be read, which is noted."""
        axes: dict[str, str] = {}
        for head in self.matching.found:
            if head.column not in self.table.laid_out:
                continue
            raw = self.sheet.cell(row, head.at)
            column = self.table.column(head.column)
            value = axis_value(column, raw, self.into.context)
            if not value:
                self.wrong(row, head.at, AnswerError("intake.no_such_row", row=raw))
                return None
            axes[head.column] = value
        return axes

    def _place_of_axis(self) -> int | None:
        return next(
            (one.at for one in self.matching.found if one.column in self.table.laid_out), None
        )

    def _said(self, row: int, head: Head | None) -> str:
        """What the file calls a row."""
        parts = [
            self.sheet.cell(row, one.at)
            for one in self.matching.found
            if one.column in self.table.laid_out
        ]
        return " / ".join((*parts, *([head.text] if head else ())))
