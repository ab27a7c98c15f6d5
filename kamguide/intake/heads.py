"""Which column of a file is which column of a question: a proposal that a person can change."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from kamguide.errors import AnswerError, IntakeError
from kamguide.intake.headwords import SAME, HeadWords, head_words, likeness, stated_unit
from kamguide.intake.sheets import Sheet
from kamguide.model.context import Context
from kamguide.model.questions.table import Column, GridRows, TableQuestion
from kamguide.model.text import Text, folded

ROWS_LOOKED_AT: Final = 25
"""Rows among which a head may stand."""
IGNORE: Final = ""
"""What a column of the file becomes that is left out."""
_ID: Final = 60
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2} ?年?度?")
_HEAD_AT_LEAST: Final = 2
"""Columns that a row must name to be a head, where there are so many."""


class Form(StrEnum):
    """How a file is laid out: a row each, years across, or one axis across."""

    LIST = "list"
    TURNED = "turned"
    CROSSED = "crossed"


@dataclass(frozen=True, slots=True)
class Head:
    """A column of the file: what stands over it, and what it becomes."""

    at: int
    text: str
    column: str = IGNORE
    unit: str = ""
    """The unit its amounts are in, where the file says so."""
    across: str = ""
    """In a crossed form the value of the last axis that its cells belong to."""
    is_certain: bool = True
    """Whether it was found by name, or only by a part of it."""


@dataclass(frozen=True, slots=True)
class Matching:
    """How a sheet fits a table: where its head is, and what each column becomes."""

    form: Form
    row: int
    heads: tuple[Head, ...]

    @property
    def found(self) -> tuple[Head, ...]:
        """The columns that become something."""
        return tuple(one for one in self.heads if one.column != IGNORE)

    @property
    def ignored(self) -> tuple[Head, ...]:
        """The columns with a head that are left out."""
        return tuple(one for one in self.heads if one.column == IGNORE and one.text)

    @property
    def strength(self) -> tuple[int, int]:
        """How well it fits: columns found, and how many of them for certain."""
        return len(self.found), sum(one.is_certain for one in self.found)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person said about a file: columns by head or letter, and what to leave out."""

    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What the column with this head becomes."""

    def of(self, head: Head) -> str | None:
        """What was said of a column; None where nothing was."""
        names = (folded(head.text), folded(letters(head.at)))
        said = {folded(name): column for name, column in self.columns.items()}
        return next((said[name] for name in names if name in said), None)


def letters(at: int) -> str:
    """The name of a column in a spreadsheet: A, B … Z, AA."""
    name, left = "", at + 1
    while left:
        left, rest = divmod(left - 1, 26)
        name = chr(65 + rest) + name
    return name


def turned(sheet: Sheet) -> Sheet:
    """A sheet with its rows as columns."""
    rows = tuple(
        tuple(sheet.cell(row, column) for row in range(len(sheet.rows)))
        for column in range(sheet.width)
    )
    return Sheet(
        sheet.name, rows, sheet.notices, {(b, a): why for (a, b), why in sheet.unread.items()}
    )


class Matcher:
    """Matches sheets to one table."""

    def __init__(self, table: TableQuestion, context: Context, wishes: Wishes) -> None:
        self._table = table
        self._context = context
        self._wishes = wishes
        self._labels = {
            one.id: [self._words(label) for label in one.label.root.values()]
            for one in table.columns
        }
        self._ids = {folded(one.id) for one in table.columns}
        self._typed = {*(one.id for one in table.typed), *table.laid_out}

    def _words(self, raw: str) -> HeadWords:
        return head_words(raw, self._context.base_year)

    def match(self, sheet: Sheet) -> Matching:
        """The form and the head under which a sheet fits the table best.

        Raises:
            IntakeError: No column of it says what it is.
        """
        found = [*self._lists(sheet), *self._crossed(sheet)]
        if len(sheet.rows) <= ROWS_LOOKED_AT * 2:
            unit = stated_unit(cell for line in sheet.rows for cell in line[:1] if cell)
            lists = self._lists(turned(sheet), unit)
            found += [Matching(Form.TURNED, one.row, one.heads) for one in lists]
        if not found:
            raise IntakeError("intake.no_head", columns=self.column_names())
        return max(found, key=lambda one: (*one.strength, -one.row))

    def column_names(self) -> str:
        """The columns of the table, by their labels."""
        lang = self._context.lang
        names = [one.label(lang) for one in self._table.columns if one.id in self._typed]
        return ("、" if lang == "zh" else ", ").join(names)

    # A row each

    def _lists(self, sheet: Sheet, stated: str = "") -> Iterator[Matching]:
        for row, cells in enumerate(sheet.rows[:ROWS_LOOKED_AT]):
            if not any(cells):
                continue
            unit = stated_unit(cell for line in sheet.rows[:row] for cell in line if cell) or stated
            heads = self._with_corner(sheet, row, self._heads(self._joined(sheet, row), unit))
            matching = Matching(Form.LIST, row, tuple(heads))
            if self._is_head(matching):
                yield matching

    def _is_head(self, matching: Matching) -> bool:
        told = any(self._wishes.of(one) is not None for one in matching.heads)
        wanted = min(_HEAD_AT_LEAST, len(self._typed))
        certain = sum(one.is_certain for one in matching.found)
        return certain > 0 and (len(matching.found) >= wanted or (told and certain > 0))

    def _joined(self, sheet: Sheet, row: int) -> list[str]:
        """The head of each column, with the one above it where a head has two lines."""
        cells = [sheet.cell(row, at) for at in range(sheet.width)]
        above = [sheet.cell(row - 1, at) if row else "" for at in range(sheet.width)]
        spans = any(one and one == after for one, after in zip(above, above[1:], strict=False))
        joined = (
            f"{up} {own}" if spans and up != own else own
            for up, own in zip(above, cells, strict=True)
        )
        return [" ".join(one.split()) for one in joined]

    def _heads(self, texts: Sequence[str], unit: str) -> list[Head]:
        heads = [Head(at, text, unit=self._words(text).unit) for at, text in enumerate(texts)]
        given = self._assigned(heads)
        return [self._made(one, given.get(one.at), unit) for one in heads]

    def _with_corner(self, sheet: Sheet, row: int, heads: list[Head]) -> list[Head]:
        """A column without a telling head is what rows are told apart by, if its cells say so."""
        keys = self._table.key_columns
        free = [one for one in heads if one.column == IGNORE and self._wishes.of(one) is None]
        if len(keys) != 1 or keys[0] in {one.column for one in heads}:
            return heads
        column = self._table.column(keys[0])
        if column.type not in ("choice", "ref", "year"):
            return heads
        for head in free:
            cells = [sheet.cell(at, head.at) for at in range(row + 1, row + ROWS_LOOKED_AT)]
            cells = [cell for cell in cells if cell]
            named = [cell for cell in cells if axis_value(column, cell, self._context)]
            if cells and len(named) * 2 >= len(cells):
                heads[head.at] = replace(head, column=column.id, is_certain=False)
                break
        return heads

    def _made(self, head: Head, found: tuple[str, int] | None, unit: str) -> Head:
        if found is None:
            return head
        column, score = found
        own = head.unit
        if not own and self._table.column(column).type == "money":
            own = unit
        return Head(head.at, head.text, column, own, is_certain=score >= SAME)

    def _assigned(self, heads: Sequence[Head]) -> dict[int, tuple[str, int]]:
        """Each column of the file with the column it fits best, each at most once."""
        given: dict[int, tuple[str, int]] = {}
        taken: set[str] = set()
        for head in heads:
            wish = self._wishes.of(head)
            if wish is not None:
                given[head.at] = (wish, _ID)
                taken |= {wish} - {IGNORE}
        scores = [
            (score, -head.at, column)
            for head in heads
            if head.at not in given and head.text
            for column, score in self._scores(head.text)
        ]
        for score, at, column in sorted(scores, reverse=True):
            if -at not in given and column not in taken and not _is_tied(scores, score, at, column, taken):
                given[-at] = (column, score)
                taken.add(column)
        return {at: one for at, one in given.items() if one[0] != IGNORE}

    def _scores(self, text: str) -> Iterator[tuple[str, int]]:
        head, plain = self._words(text), folded(text)
        for column in self._table.columns:
            if column.id not in self._typed:
                continue
            if plain == column.id:
                yield column.id, _ID
                continue
            score = max(likeness(head, label) for label in self._labels[column.id])
            score = score or self._bare_year(head, column)
            if score and _kind_fits(head, column):
                yield column.id, score

    def _bare_year(self, head: HeadWords, column: Column) -> int:
        """A head that is only a year, where one column that must be filled is of that year."""
        if not head.time or head.words.strip(" 年0123456789"):
            return 0
        same = [
            one
            for one in self._table.typed
            if not one.optional and any(l.time == head.time for l in self._labels[one.id])
        ]
        return SAME if [one.id for one in same] == [column.id] else 0

    # One axis across

    def _crossed(self, sheet: Sheet) -> Iterator[Matching]:
        """Rows by all axes but the last, and a column for each value of the last."""
        layout = self._table.layout
        if not isinstance(layout, GridRows) or len(layout.axes) < 2 or not self._value:
            return
        across = layout.axes[-1].columns
        if len(across) != 1:
            return
        sides = tuple(one for one in self._table.laid_out if one not in across)
        ways = [(sides, across[0])]
        if len(sides) == 1:
            ways.append((across, sides[0]))
        for row in range(min(len(sheet.rows), ROWS_LOOKED_AT)):
            for down, side in ways:
                matching = self._crossing(sheet, row, down, side)
                if matching is not None:
                    yield matching

    @property
    def _value(self) -> str:
        """The column whose cells stand in a crossed form: the first that must be filled."""
        typed = self._table.typed
        needed = [one for one in typed if not one.optional] or list(typed)
        return needed[0].id if needed else ""

    def _crossing(
        self, sheet: Sheet, row: int, down: Sequence[str], side: str
    ) -> Matching | None:
        texts = self._joined(sheet, row)
        axis = self._table.column(side)
        values: dict[int, str] = {}
        for at, text in enumerate(texts[len(down) :], len(down)):
            value = axis_value(axis, text, self._context)
            if value and value not in values.values():
                values[at] = value
        if len(values) < _HEAD_AT_LEAST:
            return None
        heads = [
            Head(at, text, self._value, across=values[at]) if at in values else Head(at, text)
            for at, text in enumerate(texts)
        ]
        for at, column in enumerate(down):
            heads[at] = Head(at, texts[at], column)
        return Matching(Form.CROSSED, row, tuple(heads))


def axis_value(column: Column, text: str, context: Context) -> str:
    """The value of an axis that a text names in full; nothing where it names none."""
    if column.type == "choice":
        options = [(one.id, one.label) for one in column.options]
    elif column.type == "ref":
        options = [(one.id, one.label) for one in column.also]
        options += [
            (one.id, Text({"en": one.name, "zh": f"{one.id} {one.name}"}))
            for one in context.targets(column.to)
        ]
    elif column.type == "year":
        return text if _YEAR.fullmatch(folded(text)) else ""
    else:
        return text
    wanted = _plain(text)
    for code, label in options:
        if wanted and wanted in (_plain(code), *(_plain(one) for one in label.root.values())):
            return code
    try:
        reading = column.parse(text, context).value if len(wanted) > 1 else ""
    except AnswerError:
        return ""
    return str(reading) if reading in {code for code, _ in options} else ""


def _plain(text: str) -> str:
    return " ".join(folded(text).replace("_", " ").split())


def _kind_fits(head: HeadWords, column: Column) -> bool:
    """Whether a head that speaks of percentages, or of money, is over such a column."""
    if head.is_percent:
        return column.type in ("percent", "number", "text")
    return not head.unit or column.type in ("money", "number", "text")


def _is_tied(
    scores: Sequence[tuple[int, int, str]], score: int, at: int, column: str, taken: set[str]
) -> bool:
    """Whether a head fits another free column just as well: then neither is guessed."""
    return any(
        one == score and place == at and other != column and other not in taken
        for one, place, other in scores
    )
