"""A table from elsewhere for one question: looked at first, kept when the person says so."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from kamguide.engine.path import is_answered
from kamguide.engine.reading import Read
from kamguide.errors import IntakeError, UsageError
from kamguide.intake.headings import LEFT_OUT, Matcher, Matching
from kamguide.intake.opening import open_sheets
from kamguide.intake.rows import Taken, Taking
from kamguide.intake.sheets import MOST_BYTES, Sheet
from kamguide.model.answers import Origin
from kamguide.model.edits import RemoveRow
from kamguide.model.questions.table import TableQuestion
from kamguide.model.text import folded
from kamguide.plan.wording import short_title
from kamguide.workspace.foresight import Foresight
from kamguide.workspace.outcome import Outcome
from kamguide.workspace.session import Session


class Choices(Struct, frozen=True):
    """What a person may choose about a file."""

    sheet: str = ""
    """Its name; nothing takes the one that fits best."""
    columns: Mapping[str, str] = MappingProxyType({})
    """By head or letter: the id or label of the column it becomes, nothing leaves it out."""
    replaces: bool = False
    """Whether rows that are not in the file are taken away."""


def file_bytes(path: Path) -> bytes:
    """The content of a file, as far as we take files in.

    Raises:
        IntakeError: It cannot be read.
    """
    try:
        with path.expanduser().open("rb") as source:
            return source.read(MOST_BYTES + 1)
    except (OSError, ValueError, RuntimeError) as error:  # a name that no file can have
        raise IntakeError("intake.no_file", path=str(path)) from error


def table_named(session: Session, words: str) -> TableQuestion:
    """The table that is asked on the path, by its id or its title in either language.

    Raises:
        UsageError: There is none.
    """
    asked = {one.id: one for one in session.path.asked if isinstance(one, TableQuestion)}
    names = {
        folded(name): one
        for one in asked.values()
        for name in (one.id, *(short_title(session.flow, one.id, lang) for lang in one.ask.root))
    }
    if (found := names.get(folded(words))) is not None:
        return found
    if words in session.flow.tables:
        raise UsageError("engine.not_on_path", question=words)
    if words in session.flow.questions:
        raise UsageError("workspace.no_table", question=words)
    near = get_close_matches(folded(words), names, n=1)
    raise UsageError(
        "intake.no_question",
        words=words,
        near=names[near[0]].id if near else "",
        known=list(asked)[:8],
    )


class Intake:
    """A table from elsewhere, looked at for one question; nothing is kept until `keep`."""

    def __init__(
        self, session: Session, table: TableQuestion, data: bytes, choices: Choices | None = None
    ) -> None:
        """Look at the bytes of a file, or at what was pasted.

        Raises:
            IntakeError: It is no table that can be taken in.
            UsageError: A column was named that there is not.
        """
        self.session = session
        self.table = table
        self._choices = choices or Choices()
        standing, kept = session.path.standing, session.answers.get(table.id)
        self._answers = standing if kept is None else standing.with_answer(table.id, kept)
        self.sheets = tuple(open_sheets(data))
        self.matching = self._matched()

    def _matched(self) -> Matching:
        wanted = folded(self._choices.sheet)
        sheets = self.sheets
        if wanted:
            sheets = tuple(_shown(one) for one in sheets if folded(one.name) == wanted)
        if not sheets:
            known = [one.name for one in self.sheets if one.name]
            raise IntakeError("intake.no_sheet", name=self._choices.sheet, known=known)
        said = {head: self._column(name) for head, name in self._choices.columns.items()}
        return Matcher(self.table, self.session.interview.context, said).best(sheets)

    def _column(self, name: str) -> str:
        """The id of a column that a person named."""
        known = {one.id: one for one in (*self.table.typed, *map(self.table.column, self._axes))}
        for one in known.values():
            if folded(name) in (one.id, *map(folded, one.label.root.values())):
                return one.id
        if not name:
            return LEFT_OUT
        labels = [f"{one.id} ({one.label(self.session.lang)})" for one in known.values()]
        raise UsageError("intake.no_column", name=name, known=labels)

    @property
    def _axes(self) -> tuple[str, ...]:
        return self.table.laid_out

    @cached_property
    def taken(self) -> Taken:
        """What it comes to."""
        session = self.session
        taking = Taking(
            session.flow, self._answers, self.table, session.interview.context, self.matching
        )
        return taking.take(replace=self._choices.replaces)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many rows are new, changed and taken away."""
        present = {row.key for row in self._answers.rows(self.table.id)}
        gone = {one.row for one in self.taken.edits if isinstance(one, RemoveRow)} & present
        touched = {str(getattr(one, "row", "")) for one in self.taken.edits} - gone
        return {
            "new": len(touched - present),
            "changed": len(touched & present),
            "removed": len(gone),
        }

    @cached_property
    def foresight(self) -> Foresight | None:
        """What would change and follow; None where it only adds to what is not answered yet."""
        session = self.session
        overwrites = self.counts["changed"] or self.counts["removed"]
        answered = is_answered(session.flow, session.path.standing, self.table)
        if overwrites or (answered and self.taken.edits):
            return Foresight(session, self.taken.edits)
        return None

    def keep(self) -> Outcome:
        """Keep every row that could be read, in one piece."""
        read = Read(tuple(self.taken.edits))
        return self.session.enter(read, self.table.id, origin=Origin.IMPORTED)


def _shown(sheet: Sheet) -> Sheet:
    """A sheet that a person asked for by name, hidden or not."""
    return Sheet(sheet.name, sheet.lines, hidden=False, notices=sheet.notices)
