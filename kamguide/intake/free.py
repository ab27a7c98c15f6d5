"""Tables to which a person adds rows: found by id, else by what tells them apart, else new."""

from collections.abc import Iterator, Mapping

from kamguide.engine.change import RANK_STEP, next_rank
from kamguide.engine.tables import next_row_id
from kamguide.errors import AnswerError
from kamguide.intake.heads import Matching
from kamguide.intake.lines import Lines
from kamguide.intake.sheets import Sheet
from kamguide.intake.taken import Into, TakenRow
from kamguide.model.answers import Cell, Origin, Row
from kamguide.model.context import Notice
from kamguide.model.edits import AddRow, Edit, SetCell
from kamguide.model.questions.table import FreeRows
from kamguide.model.text import folded


class FreeLines(Lines):
    """Rows that the person adds: found by id, else by what tells them apart, else new."""

    def __init__(self, into: Into, sheet: Sheet, matching: Matching) -> None:
        super().__init__(into, sheet, matching)
        layout = into.table.layout
        self._prefix = layout.prefix if isinstance(layout, FreeRows) else ""
        self._makes_ids = not into.table.key or isinstance(layout, FreeRows) and bool(
            layout.prefix or layout.prefix_by
        )
        self._taken: set[str] = set()
        self._present = {row.key: row for row in into.answers.rows(into.table.id)}
        self._named = {self._name(row.cells): row.key for row in self._present.values()}
        self._last: dict[str, int] = {}
        self._rank = next_rank(into.answers.rows(into.table.id))
        self._foreign_ids = False

    def read(self) -> None:
        """Read every row."""
        first: dict[object, int] = {}
        for row in self.lines():
            cells = self._cells(row)
            if cells is None:
                continue
            if len(self.taken.rows) >= self.table.rows.max:
                error = AnswerError("intake.too_many_for_table", max=self.table.rows.max)
                self.wrong(row, None, error)
                break
            self._keep(row, cells, first)
        if self._foreign_ids:
            self.taken.notices.append(Notice("intake.own_ids"))

    def _keep(self, row: int, cells: dict[str, Cell], first: dict[object, int]) -> None:
        """Make a row of the table of a row of the file."""
        try:
            key = self._known(cells) or self._new(cells)
        except AnswerError as problem:
            self.wrong(row, None, problem)
            return
        names = {f"key:{key}", self._name(cells)} - {()}
        if again := next((first[one] for one in names if one in first), None):
            self.wrong(row, None, AnswerError("intake.twice", first=again))
            return
        first |= dict.fromkeys(names, row + 1)
        self._taken.add(key)
        self.taken.rows.append(TakenRow(key, cells, row, key not in self._present))
        self.taken.edits += self._edits(key, cells)

    def _cells(self, row: int) -> dict[str, Cell] | None:
        """The cells of a row; None where nothing that tells it apart can be read."""
        before = len(self.taken.troubles)
        found = {one.column: self.cell(row, one) for one in self.matching.found}
        cells = {name: cell for name, cell in found.items() if cell is not None}
        if len(self.taken.troubles) > before:
            self.taken.spared |= {self._present_as(cells)} - {""}
            return None
        given = set(cells) - set(self.table.key if self._makes_ids else ())
        main = self.table.main.id
        if given and self._makes_ids and self._mapped(main) and main not in cells:
            label = self.table.main.label
            self.wrong(row, self._at(main), AnswerError("intake.no_name", column=label))
            return None
        return cells if given else None

    def _mapped(self, column: str) -> bool:
        return self._at(column) is not None

    def _at(self, column: str) -> int | None:
        return next((one.at for one in self.matching.found if one.column == column), None)

    def _present_as(self, cells: Mapping[str, Cell]) -> str:
        """The row that is there already and that the cells of another name."""
        key = str(cells.get(self.table.key[0], "")) if len(self.table.key) == 1 else ""
        key = key or self.table.row_key(dict(cells))
        return key if key in self._present else self._named.get(self._name(cells), "")

    def _known(self, cells: dict[str, Cell]) -> str:
        """The row that is there already, by its id or its name; ids of elsewhere go."""
        if not self._makes_ids:
            key = self.table.row_key(cells)
            if not key:
                raise AnswerError("answer.row.no_id", columns=self._key_labels())
            return key
        own = self.table.key[0] if self.table.key else ""
        given = str(cells.pop(own, ""))
        if given and self._is_ours(given):
            return given
        self._foreign_ids = self._foreign_ids or bool(given)
        return self._named.get(self._name(cells), "") if self._name(cells) else ""

    def _is_ours(self, key: str) -> bool:
        digits = key.removeprefix(self._prefix)
        return bool(self._prefix) and key.startswith(self._prefix) and digits.isdecimal()

    def _key_labels(self) -> str:
        lang = self.into.context.lang
        return ", ".join(self.table.column(one).label(lang) for one in self.table.key)

    def _name(self, cells: Mapping[str, Cell]) -> tuple[object, ...]:
        """What tells rows apart besides their id; nothing where it is not there."""
        main = self.table.main
        if main.type == "text":
            names: tuple[Cell | None, ...] = (cells.get(main.id),)
        else:
            kinds = ("ref", "choice", "year", "date")
            names = tuple(cells.get(one.id) for one in self.table.columns if one.type in kinds)
        if not names or None in names:
            return ()
        return tuple(folded(one) if isinstance(one, str) else one for one in names)

    def _new(self, cells: Mapping[str, Cell]) -> str:
        """The id of a new row, behind those that were given here already."""
        into = self.into
        made = next_row_id(into.flow, into.answers, self.table, cells)
        prefix = made.rstrip("0123456789")
        if not made:
            raise AnswerError("answer.row.no_id", columns=self._key_labels())
        number = max(int(made[len(prefix) :]), self._last.get(prefix, 0) + 1)
        while f"{prefix}{number}" in self._taken or f"{prefix}{number}" in self._present:
            number += 1
        self._last[prefix] = number
        return f"{prefix}{number}"

    def _edits(self, key: str, cells: Mapping[str, Cell]) -> Iterator[Edit]:
        present: Row | None = self._present.get(key)
        table = self.table
        if present is None:
            own = {table.key[0]: key} if self._makes_ids and table.key else {}
            yield AddRow(table.id, key, {**own, **cells}, self._rank, Origin.IMPORTED)
            self._rank += RANK_STEP
            return
        for name, cell in cells.items():
            if present[name] != cell and name not in table.key:
                yield SetCell(table.id, key, name, cell, Origin.IMPORTED)
