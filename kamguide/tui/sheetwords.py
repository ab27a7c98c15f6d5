"""What is said of a table beside its cells: what belongs here, what is wrong, what is missing."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from kamguide.engine.tables import has_enough_rows
from kamguide.messages import number, say
from kamguide.model.prompts import LinePrompt, ScalePrompt
from kamguide.tui.crossed import Crossed
from kamguide.tui.widgets.columns import cut
from kamguide.tui.widgets.grid import NEW_ROW
from kamguide.workspace.asking import list_first, money_unit
from kamguide.workspace.checking import Telling

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kamguide.engine.findings import Finding
    from kamguide.model.questions.table import Column, ColumnSum
    from kamguide.tui.sheet import Sheet

_GAP: Final = "   "
_MOST_SUMS: Final = 3
_FEW: Final = 2
"""Columns whose sums are told wherever the cursor is."""
_SHORT: Final = 20
"""Cells of the name of a row where there is little room."""
_ADDED: Final = {"money"}
"""Types of columns whose sum means something by itself."""


class SheetWords:
    """Words about one table as it stands now."""

    def __init__(self, sheet: Sheet, findings: Sequence[Finding] = ()) -> None:
        self._sheet = sheet
        self._findings = findings
        self._lang = sheet.session.lang

    # The cell under the cursor

    def about(self, row: str, column: str) -> str:
        """Which cell this is, and its unit."""
        spec = self._sheet.table.column(column)
        unit = self._unit(spec)
        label = self._sheet.head(spec) + (say("mark.aside", self._lang, text=unit) if unit else "")
        optional = say("talk.optional", self._lang) if spec.optional else ""
        parts = (self._row_name(row), label, optional)
        return _GAP.join(part for part in parts if part)

    def _row_name(self, key: str) -> str:
        table, row = self._sheet.table, self._sheet.row(key)
        if key == NEW_ROW:
            return say("grid.new_row", self._lang)
        if row is None:
            return key
        wording = self._sheet.wording
        if table.laid_out:
            return " / ".join(self._sheet.named(row, one) for one in table.laid_out)
        name = wording.cell(table, row, table.main.id)
        shows_id = bool(table.key) and key != name
        return f"{key} {name}".strip() if shows_id else name

    def _unit(self, spec: Column) -> str:
        if spec.type == "money":
            return money_unit(self._sheet.session)
        prompt = spec.prompt(self._sheet.session.interview.context)
        if isinstance(prompt, ScalePrompt):
            return f"{prompt.min}-{prompt.max}"
        return prompt.unit if isinstance(prompt, LinePrompt) else ""

    def remark(self, row: str, column: str) -> tuple[str, bool]:
        """What is to be said of the cell, and whether something is wrong with it."""
        spec = self._sheet.table.column(column)
        unread = self._sheet.view.unread.get((row, column))
        if unread is not None:
            return say(unread[1].key, self._lang, **unread[1].values), True
        is_missing = self._sheet.lacks(row, column)
        if not is_missing and (found := self._found(row, column)):
            return found, True
        if not self._sheet.is_typed(column):
            is_name = column in self._sheet.table.laid_out
            return say("grid.row_given" if is_name else "grid.worked_out", self._lang), False
        if column in self._sheet.waiting:
            return say("grid.later", self._lang), False
        if nothing := list_first(self._sheet.session, spec):
            return nothing, False
        needed = say("grid.needed", self._lang) if is_missing else ""
        return _GAP.join(filter(None, (needed, self._hint(spec)))), False

    def _found(self, row: str, column: str) -> str:
        """What the coach says of this cell, whose row is named above it."""
        telling = Telling(self._sheet.session)
        mine = (one for one in self._findings if (one.row, one.column) == (row, column) and row)
        shown = (replace(one, row="") for one in mine if one.severity != "info")
        return next(map(telling.finding, shown), "")

    def no_mark(self, typed: object, column: str) -> str:
        """What can be typed instead of something that is no mark; nothing where none is asked."""
        prompt = self._sheet.table.column(column).prompt(self._sheet.session.interview.context)
        if not isinstance(prompt, ScalePrompt):
            return ""
        return say("grid.no_mark", self._lang, raw=typed, low=prompt.min, high=prompt.max)

    def _hint(self, spec: Column) -> str:
        if spec.hint is not None:
            return spec.hint(self._lang)
        prompt = spec.prompt(self._sheet.session.interview.context)
        if spec.type in ("money", "number", "percent") and isinstance(prompt, LinePrompt):
            known = [one for one in prompt.examples if self._lang == "zh" or one.isascii()]
            joint = say("mark.joint", self._lang)
            return say("grid.such_as", self._lang, examples=joint.join(known))
        return ""

    # Under the table

    def needs(self, column: str, row: str) -> str:
        """How many rows there are, what is missing, and what columns add up to."""
        table, rows = self._sheet.table, self._sheet.rows
        parts = [self._filled()]
        if not has_enough_rows(table, rows):
            parts.append(say("screen.rows_needed", self._lang, min=table.rows.min))
        if table.rows.max is not None and self._sheet.room and self._sheet.count > table.rows.max:
            parts.append(say("screen.rows_most", self._lang, max=table.rows.max))
        parts += [*self._missing(row), *self._wrong()]
        parts += [*self._sums(row), *self._added(column)]
        return _GAP.join(parts)

    def _missing(self, row: str) -> Iterator[str]:
        """How many cells are to be filled, and where the first is, if not here."""
        if not (gaps := self._sheet.gaps):
            return
        if gaps[0].row == row:
            yield say("grid.missing", self._lang, count=len(gaps))
        else:
            name = cut(self._row_name(gaps[0].row), _SHORT)
            yield say("grid.missing_from", self._lang, count=len(gaps), row=name)

    def _wrong(self) -> Iterator[str]:
        """How many cells cannot be read, and how many are in doubt."""
        view = self._sheet.view
        for key, cells in (
            ("unread", view.unread.keys()),
            ("doubted", view.wrong - {*view.unread}),
        ):
            if cells:
                yield say(f"grid.{key}", self._lang, count=len(cells))

    def _filled(self) -> str:
        """How many rows there are; of a table whose rows are given, how many are filled."""
        if self._sheet.room:
            return say("screen.rows", self._lang, count=self._sheet.count)
        key = "grid.cells_filled" if isinstance(self._sheet, Crossed) else "grid.rows_filled"
        return say(key, self._lang, count=self._sheet.full, of=len(self._sheet.rows))

    def _sums(self, row: str) -> Iterator[str]:
        """What columns add up to, and what they should: where the cursor is, and where wrong."""
        here = self._sheet.row(row)
        for one in self._sheet.table.sums:
            groups = self._totals(one)
            mine = here[one.per] if here is not None and one.per else None
            wrong = [name for name, total in groups.items() if not _is_right(one, total)]
            names = dict.fromkeys([*([mine] if mine in groups else []), *wrong])
            for name in list(names or groups)[:_MOST_SUMS]:
                yield self._sum(one, name, groups[name])

    def _totals(self, one: ColumnSum) -> dict[object, Decimal]:
        groups: dict[object, Decimal] = {} if one.per else {None: Decimal(0)}
        for row in self._sheet.rows:
            name = row[one.per] if one.per else None
            value = row[one.column]
            if name is not None or not one.per:
                groups.setdefault(name, Decimal(0))
                groups[name] += value if isinstance(value, Decimal | int) else 0
        return groups

    def _sum(self, one: ColumnSum, name: object, total: Decimal) -> str:
        table = self._sheet.table
        label = self._sheet.head(table.column(one.column))
        if one.per and isinstance(name, str):
            label = f"{self._sheet.wording.value(table.column(one.per), name)} {label}"
        values = {"label": label, "total": number(total), "equals": number(one.equals)}
        if _is_right(one, total):
            return say("grid.sum_right", self._lang, **values)
        key = "grid.sum_short" if total < one.equals else "grid.sum_over"
        return say(key, self._lang, **values, by=number(abs(one.equals - total)))

    def _added(self, column: str) -> Iterator[str]:
        """The sum of the column of the cursor, if it can be added; else of those few that can."""
        table = self._sheet.table
        known = {one.column for one in table.sums}
        added = [one for one in table.columns if one.type in _ADDED and one.id not in known]
        here = [one for one in added if one.id == column]
        for spec in here or (added if len(added) <= _FEW else ()):
            if (total := self._sheet.total(spec.id)) is not None:
                label = self._sheet.head(spec)
                yield say("grid.in_all", self._lang, label=label, total=number(total, 1))


def _is_right(one: ColumnSum, total: Decimal) -> bool:
    return abs(total - one.equals) <= one.within
