"""Taking a table from a file into a question: seen first, kept when the person says so."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from kamguide.engine.path import is_answered
from kamguide.engine.reading import Read
from kamguide.errors import IntakeError, UsageError
from kamguide.intake.heads import IGNORE, Matcher, Matching, Wishes
from kamguide.intake.opening import open_book
from kamguide.intake.sheets import MOST_BYTES, Book, Sheet
from kamguide.intake.taken import Into, Taken
from kamguide.intake.taking import take
from kamguide.model.answers import Origin
from kamguide.model.questions.table import TableQuestion
from kamguide.model.text import folded
from kamguide.plan.wording import short_title
from kamguide.workspace.foresight import Foresight
from kamguide.workspace.session import Outcome, Session


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person may choose about a file."""

    sheet: str = ""
    """Its name or number; nothing takes the first that fits."""
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """By head or letter: the id or label of the column it becomes, nothing leaves it out."""
    replaces: bool = False
    """Whether rows that are not in the file are taken away."""


@dataclass(frozen=True)
class Kept:
    """What came of keeping a file."""

    new: int
    changed: int
    removed: int
    outcome: Outcome
    moved: tuple[str, ...] = ()
    """What follows, in words, where the table was answered already."""


def file_bytes(path: Path) -> bytes:
    """The content of a file, as far as we take files in.

    Raises:
        IntakeError: It cannot be read, or is too large.
    """
    try:
        if path.is_dir():
            raise IntakeError("intake.no_file", path=str(path))
        with path.open("rb") as source:
            return source.read(MOST_BYTES + 1)
    except OSError as error:
        raise IntakeError("intake.no_file", path=str(path)) from error


def table_named(session: Session, words: str) -> TableQuestion:
    """The table of the path with this id or short title.

    Raises:
        UsageError: There is none.
    """
    wanted = folded(words)
    tables = [one for one in session.path.asked if isinstance(one, TableQuestion)]
    for one in tables:
        titles = (short_title(session.flow, one.id, lang) for lang in one.ask.root)
        if wanted in (one.id, *map(folded, titles)):
            return one
    if wanted in session.flow.questions:
        on_path = wanted in {one.id for one in session.path.asked}
        key = "workspace.no_table" if on_path else "engine.not_on_path"
        raise UsageError(key, question=words)
    near = get_close_matches(wanted, [one.id for one in tables], n=1)
    raise UsageError("intake.no_question", words=words, near=near[0] if near else "")


class Intake:
    """A file, looked at for one table of a session; nothing is kept until `keep`."""

    def __init__(
        self, session: Session, table: TableQuestion, book: Book, choices: Choices | None = None
    ) -> None:
        self.session = session
        self.table = table
        self.book = book
        self.choices = choices or Choices()
        kept = session.answers.get(table.id)
        standing = session.path.standing
        self._answers = standing if kept is None else standing.with_answer(table.id, kept)

    @classmethod
    def of_bytes(
        cls, session: Session, table: TableQuestion, data: bytes, choices: Choices | None = None
    ) -> "Intake":
        """Look at the bytes of a file, or at what was pasted.

        Raises:
            IntakeError: It is no table that can be taken in.
        """
        return cls(session, table, open_book(data), choices)

    def with_choices(self, choices: Choices) -> "Intake":
        """The same file, taken otherwise."""
        return Intake(self.session, self.table, self.book, choices)

    @cached_property
    def _chosen(self) -> tuple[Sheet, Matching]:
        matcher = Matcher(self.table, self.session.interview.context, Wishes(self._columns()))
        if self.choices.sheet:
            sheet = self.book.read(self._sheet_named(self.choices.sheet))
            return sheet, matcher.match(sheet)
        problem: IntakeError | None = None
        for at, named in enumerate(self.book.sheets):
            if named.hidden:
                continue
            try:
                sheet = self.book.read(at)
                return sheet, matcher.match(sheet)
            except IntakeError as error:
                problem = problem or error
        raise problem or IntakeError("intake.empty")

    def _sheet_named(self, words: str) -> int:
        names = [folded(one.name) for one in self.book.sheets]
        if folded(words) in names:
            return names.index(folded(words))
        if words.isdecimal() and 0 < int(words) <= len(names):
            return int(words) - 1
        known = [one.name for one in self.book.sheets if not one.hidden]
        raise IntakeError("intake.no_sheet", name=words, known=known)

    def _columns(self) -> dict[str, str]:
        """What the person said of columns, by column ids.

        Raises:
            UsageError: There is no such column, or it cannot be filled.
        """
        return {head: self._column_id(name) for head, name in self.choices.columns.items()}

    def _column_id(self, name: str) -> str:
        if not name:
            return IGNORE
        typed = {one.id for one in self.table.typed} | set(self.table.laid_out)
        columns = [one for one in self.table.columns if one.id in typed]
        for one in columns:
            if folded(name) in (one.id, *map(folded, one.label.root.values())):
                return one.id
        lang = self.session.lang
        known = [f"{one.id} ({one.label(lang)})" for one in columns]
        raise UsageError("intake.no_column", name=name, known=known)

    @property
    def sheet(self) -> Sheet:
        """The sheet that is taken."""
        return self._chosen[0]

    @property
    def matching(self) -> Matching:
        """How its columns fit."""
        return self._chosen[1]

    @cached_property
    def taken(self) -> Taken:
        """What it comes to."""
        session = self.session
        into = Into(session.flow, self._answers, self.table, session.interview.context)
        return take(into, self.sheet, self.matching, replace=self.choices.replaces)

    @cached_property
    def foresight(self) -> Foresight | None:
        """What would follow; None where the table was not answered yet."""
        session = self.session
        if not self.taken.edits or not is_answered(
            session.flow, session.path.standing, self.table
        ):
            return None
        return Foresight(session, self.taken.edits)

    def keep(self) -> Kept:
        """Keep every row that could be read."""
        moved = tuple(self.foresight.lines()) if self.foresight is not None else ()
        before = {row.key: row for row in self._answers.rows(self.table.id)}
        read = Read(tuple(self.taken.edits))
        outcome = self.session.enter(read, self.table.id, origin=Origin.IMPORTED)
        after = {row.key: row for row in self.session.answers.rows(self.table.id)}
        common = before.keys() & after.keys()
        return Kept(
            new=len(after.keys() - before.keys()),
            changed=sum(before[key].cells != after[key].cells for key in common),
            removed=len(before.keys() - after.keys()),
            outcome=outcome,
            moved=moved,
        )

    def mapped(self, head: str, column: str) -> "Intake":
        """The same file with one column of it taken otherwise."""
        columns = {**self.choices.columns, head: column}
        return self.with_choices(replace(self.choices, columns=columns))
