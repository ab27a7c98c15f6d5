"""What the ends of a scale mean at one place of a table: the help to choose a mark by.

Where the rows are scored by something that was given with meanings of its own, such as a factor
with what 0 and what 10 points mean, those count; else what the flow says of the scale.
"""

from collections.abc import Iterator

from kamguide.engine.tables import standing_rows
from kamguide.messages import say
from kamguide.model.answers import Row
from kamguide.model.prompts import ScalePrompt
from kamguide.model.questions.table import TableQuestion
from kamguide.plan.wording import Wording
from kamguide.workspace.session import Session

ANCHOR = "anchor_{mark}"
"""The column that says what a mark means, in the table of what is scored by."""
Ends = tuple[str, str]


def ends_of(prompt: ScalePrompt, lang: str) -> Ends:
    """What the flow says the ends of a scale mean."""
    low, high = (one(lang) if one is not None else "" for one in (prompt.low, prompt.high))
    return low, high


def in_words(prompt: ScalePrompt, lang: str, ends: Ends | None = None) -> str:
    """How to choose a mark: what the ends mean, and what lies between them."""
    ends = ends or ends_of(prompt, lang)
    if not any(ends):
        return say("scale.no_anchors", lang, low=str(prompt.min), high=str(prompt.max))
    marks = zip((prompt.min, prompt.max), ends, strict=True)
    lines = [say("scale.end", lang, mark=str(mark), means=end) for mark, end in marks if end]
    middle = str((prompt.min + prompt.max) / 2).removesuffix(".0")
    return "\n".join((*lines, say("scale.between", lang, middle=middle)))


class Anchors:
    """The meanings of marks in the tables of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def ends(self, table: TableQuestion, row: str, prompt: ScalePrompt) -> Ends:
        """What the ends of a scale mean in a row of a table."""
        own = self._own(table, row, prompt)
        told = ends_of(prompt, self._session.lang)
        return own[0] or told[0], own[1] or told[1]

    def told(self, table: TableQuestion, row: str, prompt: ScalePrompt) -> str:
        """The same in words, with what is scored, and how to choose between the ends."""
        words = in_words(prompt, self._session.lang, self.ends(table, row, prompt))
        return "\n".join(line for line in (self._name(table, row), words) if line)

    def _own(self, table: TableQuestion, row: str, prompt: ScalePrompt) -> Ends:
        names = [ANCHOR.format(mark=mark) for mark in (prompt.min, prompt.max)]
        for scored in self._scored_by(table, row):
            found = [str(scored[name] or "").strip() for name in names]
            if any(found):
                return found[0], found[1]
        return "", ""

    def _scored_by(self, table: TableQuestion, key: str) -> Iterator[Row]:
        """The rows of other tables that a row is about."""
        flow, standing = self._session.flow, self._session.path.standing
        row = self._row(table, key)
        for column in table.columns if row is not None else ():
            for name in column.to if column.type == "ref" else ():
                other = flow.questions.get(name)
                if isinstance(other, TableQuestion) and row is not None:
                    rows = standing_rows(flow, standing, other)
                    yield from (one for one in rows if one.key == row[column.id])

    def _row(self, table: TableQuestion, key: str) -> Row | None:
        rows = standing_rows(self._session.flow, self._session.path.standing, table)
        return next((one for one in rows if one.key == key), None)

    def _name(self, table: TableQuestion, key: str) -> str:
        row = self._row(table, key)
        if row is None:
            return ""
        wording = Wording(self._session.flow, self._session.path.standing, self._session.lang)
        names = table.laid_out or (table.main.id,)
        return " / ".join(wording.cell(table, row, name) for name in names)
