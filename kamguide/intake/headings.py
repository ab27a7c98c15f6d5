"""Which column of a file is which column of a question: a proposal that a person can change."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kamguide.errors import IntakeError
from kamguide.intake.crossed import crossed
from kamguide.intake.headwords import (
    SAME,
    HeadWords,
    head_words,
    likeness,
    money_unit,
    names_of,
    stated_unit,
)
from kamguide.intake.sheets import Form, Line, Sheet
from kamguide.model.context import Context
from kamguide.model.questions.table import Column, TableQuestion
from kamguide.model.text import folded

ROWS_LOOKED_AT: Final = 25
"""Rows among which a head may stand, or a table's rows side by side."""
LEFT_OUT: Final = ""
"""What a column of the file becomes that is left out."""
_ENOUGH: Final = 2
"""Columns that a row must name to be a head, where there are so many."""


class Heading(Struct, frozen=True):
    """A column of the file: what stands over it, and what it becomes."""

    at: int
    text: str
    place: str
    column: str = LEFT_OUT
    unit: str = ""
    """The unit its amounts are in, where the file says so."""
    certain: bool = True
    """Whether it was found by its name, or only by a likeness."""


class Matching(Struct, frozen=True):
    """How a sheet fits a table: where its head is, and what each column becomes."""

    sheet: Sheet
    row: int
    headings: tuple[Heading, ...]

    @property
    def found(self) -> tuple[Heading, ...]:
        """The columns that become something."""
        return tuple(one for one in self.headings if one.column)

    @property
    def left_out(self) -> tuple[Heading, ...]:
        """The columns with a head that become nothing."""
        return tuple(one for one in self.headings if one.text and not one.column)

    @property
    def lines(self) -> tuple[Line, ...]:
        """What stands below the head."""
        return self.sheet.lines[self.row + 1 :]

    @property
    def rank(self) -> tuple[int, int, bool, int]:
        """How well it fits; between equals the form of a list, and the upper head."""
        certain = sum(one.certain for one in self.found)
        return len(self.found), certain, self.sheet.form is Form.LIST, -self.row


class Matcher(Struct, frozen=True):
    """Matches sheets to one table."""

    table: TableQuestion
    context: Context
    said: Mapping[str, str] = MappingProxyType({})
    """What the person said of columns: by head or letter, the id of the column or `LEFT_OUT`."""

    def best(self, sheets: Iterable[Sheet]) -> Matching:
        """The sheet and the head that fit the table best; hidden sheets are not looked at.

        Raises:
            IntakeError: No row of them is a head of this table.
        """
        every = [one for sheet in sheets if not sheet.hidden for one in self._ways(sheet)]
        if not every:
            raise IntakeError("intake.no_head", columns=self._labels())
        return max(every, key=lambda one: one.rank)

    def _labels(self) -> list[str]:
        return [one.label(self.context.lang) for one in self._columns]

    @property
    def _columns(self) -> list[Column]:
        """The columns that a file can fill, or tell rows by."""
        given = {*self.table.laid_out, *(one.id for one in self.table.typed)}
        return [one for one in self.table.columns if one.id in given]

    def _ways(self, sheet: Sheet) -> Iterator[Matching]:
        yield from self._heads_of(sheet)
        for one in crossed(sheet, self.table, self.context):
            yield from self._heads_of(one)
        if len(sheet.lines) <= ROWS_LOOKED_AT:
            yield from self._heads_of(sheet.turned())

    def _heads_of(self, sheet: Sheet) -> Iterator[Matching]:
        names = {one.id: names_of(one, self.context.base_year) for one in self._columns}
        for row, line in enumerate(sheet.lines[:ROWS_LOOKED_AT]):
            stated = stated_unit(cell.text for above in sheet.lines[:row] for cell in above)
            headings = self._matched(line, names, stated)
            found = [one for one in headings if one.column]
            wanted = min(_ENOUGH, len(names), 1 if self.said else _ENOUGH)
            if len(found) >= wanted and any(one.certain for one in found):
                yield Matching(sheet, row, tuple(self._with_axis(headings)))

    def _matched(
        self, line: Line, names: Mapping[str, Sequence[HeadWords]], stated: str
    ) -> list[Heading]:
        """Each column of the file with the column it fits best, each at most once."""
        headings = [Heading(at, cell.text, cell.place) for at, cell in enumerate(line)]
        left = {one.at for one in headings if one.text}
        taken: set[str] = set()
        for one in headings:
            if (wish := self._wish(one)) is not None:
                headings[one.at] = self._made(one, wish, stated, certain=True)
                left.discard(one.at)
                taken.add(wish)
        for score, minus, column in sorted(self._scores(headings, left, names), reverse=True):
            if -minus in left and column not in taken:
                headings[-minus] = self._made(
                    headings[-minus], column, stated, certain=score >= SAME
                )
                left.discard(-minus)
                taken.add(column)
        return headings

    def _wish(self, heading: Heading) -> str | None:
        said = {folded(name): column for name, column in self.said.items()}
        letter = heading.place.rstrip("0123456789")
        return said.get(folded(heading.text), said.get(folded(letter)))

    def _scores(
        self, headings: Sequence[Heading], left: set[int], names: Mapping[str, Sequence[HeadWords]]
    ) -> Iterator[tuple[float, int, str]]:
        """How well heads fit columns; a head that fits two columns alike fits none."""
        for at in left:
            words = head_words(headings[at].text, self.context.base_year)
            scores = {
                column: max(likeness(words, one) for one in every)
                for column, every in names.items()
                if _may_hold(self.table.column(column), words)
            }
            if words.is_bare_year and SAME not in scores.values():
                scores |= self._of_year(words, names)
            for column, score in scores.items():
                if score and list(scores.values()).count(score) == 1:
                    yield score, -at, column

    def _of_year(
        self, words: HeadWords, names: Mapping[str, Sequence[HeadWords]]
    ) -> dict[str, float]:
        """The columns that must be filled and are of the year that is all a head says."""
        return {
            one.id: SAME
            for one in self.table.typed
            if not one.optional and any(name.time == words.time for name in names[one.id])
        }

    def _made(self, heading: Heading, column: str, stated: str, *, certain: bool) -> Heading:
        is_money = bool(column) and self.table.column(column).type == "money"
        unit = (money_unit(heading.text) or stated) if is_money else ""
        return replace(heading, column=column, unit=unit, certain=certain)

    def _with_axis(self, headings: list[Heading]) -> list[Heading]:
        """The first column tells rows apart, where its head says nothing that we know."""
        found = {one.column for one in headings}
        keys = () if self.table.gives_ids else self.table.key_columns
        missing = [one for one in keys if one not in found]
        first = headings[0]
        if len(missing) == 1 and not first.column and self._wish(first) is None:
            headings[0] = replace(first, column=missing[0], certain=False)
        return headings


def _may_hold(column: Column, words: HeadWords) -> bool:
    """Whether a column can be what the head says: a rate is no amount of money."""
    return column.type != "money" or not words.is_rate
