"""The open table for somebody who reads lines: read in another order, or as a matrix; rows put in.

What a grid shows at once is told row by row, a fact a line.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from kamguide.engine.reading import Read
from kamguide.engine.rowmoves import placed
from kamguide.engine.tables import standing_rows
from kamguide.errors import UsageError
from kamguide.messages import say
from kamguide.model.answers import Row
from kamguide.model.questions.table import GridRows, TableQuestion
from kamguide.model.text import folded
from kamguide.plan.wording import Wording
from kamguide.workspace.session import Session

DOWN: Final = ("down", "desc", "降序", "从大到小")
"""Said behind a column, the greatest comes first."""


class TableLines:
    """The table that is open."""

    def __init__(self, session: Session) -> None:
        self.session, self._lang = session, session.lang
        found = session.flow.questions[session.open_question()]
        if not isinstance(found, TableQuestion):
            raise UsageError("workspace.no_table", question=found.ask(self._lang))
        self.table = found
        self._wording = Wording(session.flow, session.path.standing, session.lang)

    @property
    def rows(self) -> Sequence[Row]:
        """The rows as they stand."""
        return standing_rows(self.session.flow, self.session.path.standing, self.table)

    def name(self, row: Row) -> str:
        """What tells a row apart."""
        return self._wording.row(self.table, row.key)

    def head(self, column: str) -> str:
        """What a column is called."""
        year = self.session.interview.context.base_year
        return self._wording.head(self.table.column(column), year)

    def heads(self) -> dict[str, str]:
        """What the columns are called, by id."""
        return {one.id: self.head(one.id) for one in self.table.columns}

    def cell(self, row: Row, column: str) -> str:
        """A cell in words; that it is empty, where it is."""
        return self._wording.cell(self.table, row, column) or say("tablelines.empty", self._lang)

    def sorted_by(self, words: str) -> Iterator[str]:
        """The rows in the order of a column, each with its name and what stands there.

        Raises:
            UsageError: No column is called so.
        """
        named, _, last = words.rpartition(" ")
        is_down = bool(named) and folded(last) in DOWN
        column = named_in(self.heads(), named if is_down else words)
        known = [row for row in self.rows if row[column] is not None]
        numbers = [row for row in known if isinstance(row[column], Decimal | int)]
        if len(numbers) == len(known):
            known.sort(key=lambda row: Decimal(str(row[column])), reverse=is_down)
        else:
            known.sort(key=lambda row: folded(self.cell(row, column)), reverse=is_down)
        key = "tablelines.sorted_down" if is_down else "tablelines.sorted"
        yield say(key, self._lang, column=self.head(column))
        rest = [row for row in self.rows if row[column] is None]
        for row in (*known, *rest):
            yield say("mark.pair", self._lang, head=self.name(row), text=self.cell(row, column))

    # A table of pairs

    @property
    def across(self) -> tuple[str, ...]:
        """The columns of its last axis, where it is a table of pairs."""
        layout = self.table.layout
        if not isinstance(layout, GridRows) or len(layout.axes) == 1:
            return ()
        return self.table.laid_out[-len(layout.axes[-1].columns) :]

    def place_across(self, row: Row) -> str:
        """Where a row of a table of pairs stands on the last axis, in words."""
        return " / ".join(self._wording.cell(self.table, row, one) for one in self.across)

    def place_down(self, row: Row) -> str:
        """Where it stands on the others."""
        down = self.table.laid_out[: -len(self.across)]
        return " / ".join(self._wording.cell(self.table, row, one) for one in down)

    def matrix(self) -> Iterator[str]:
        """A table of pairs, a line for each place of its first axes.

        Raises:
            UsageError: It is no such table.
        """
        columns = [one.id for one in self.table.typed if one.id not in self.table.laid_out]
        if not self.across or not columns:
            raise UsageError("grid.no_crossing")
        told: dict[str, list[str]] = {}
        for row in self.rows:
            some = [one for one in columns if one == columns[0] or row[one] is not None]
            cells = " / ".join(self.cell(row, one) for one in some)
            told.setdefault(self.place_down(row), []).append(f"{self.place_across(row)} {cells}")
        joint = say("mark.joint", self._lang)
        for head, parts in told.items():
            yield say("mark.pair", self._lang, head=head, text=joint.join(parts))

    # Rows put between others

    def between(self, action: str, words: str) -> Read:
        """A new row above or below another, read from what is written behind its id.

        Raises:
            UsageError: No row is called so, or nothing is written behind.
            AnswerError: A field has no reading.
        """
        key, _, raw = words.strip().partition(" ")
        keys = [row.key for row in self.rows]
        if not raw.strip():
            raise UsageError("tablelines.between_how")
        if key not in keys:
            raise UsageError("talk.no_such_row", row=key)
        at = keys.index(key) + (action == "below")
        read = self.session.reader(self.table.id).line(raw)
        return placed(read, self.rows, before=keys[at] if at < len(keys) else "")


def named_in(heads: dict[str, str], words: str) -> str:
    """Which of several things is meant: by its name, or by what only its name has in it.

    Raises:
        UsageError: None, or several of them.
    """
    wanted = folded(words)
    exact = [one for one, head in heads.items() if wanted in (folded(head), folded(one))]
    found = exact or [one for one, head in heads.items() if wanted and wanted in folded(head)]
    if len(found) != 1:
        raise UsageError("tablelines.which", names=list(dict.fromkeys(heads.values())))
    return found[0]
