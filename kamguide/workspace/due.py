"""What is to be done by a day: open items that say by when, decisions, rows followed up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from kamguide.errors import AnswerError
from kamguide.model.answers import Answer, Json, State
from kamguide.model.dates import read_date
from kamguide.model.questions.table import TableQuestion
from kamguide.workspace.followup import Standing

if TYPE_CHECKING:
    from kamguide.workspace.session import Session

DAY: Final = "due"
STATUS: Final = "status"
"""With a day it is due, the column of a table whose rows are followed up until they are settled."""
SETTLED: Final = frozenset({"done", "dropped", "met"})
MOST: Final = 100
"""Of one plan: more than anybody looks at in a list of many plans."""


class Due(Struct, frozen=True):
    """Something to do, where it stands in its plan."""

    day: date
    question: str
    row: str = ""
    words: str = ""
    """What the row says first; nothing for an open question, which has words of its own."""

    def as_json(self) -> dict[str, Json]:
        """As it is kept."""
        return {
            "day": self.day.isoformat(),
            "question": self.question,
            "row": self.row,
            "words": self.words,
        }

    @classmethod
    def from_json(cls, kept: Json) -> Due | None:
        """What was kept; None where it cannot be read."""
        if not isinstance(kept, dict):
            return None
        try:
            day = date.fromisoformat(str(kept.get("day")))
        except ValueError:
            return None
        return cls(day, *(str(kept.get(name, "")) for name in ("question", "row", "words")))


def due_in(session: Session) -> tuple[Due, ...]:
    """What is to be done in a plan, by day."""
    stands = Standing(session)
    found = [
        one
        for question in session.path.asked
        if (answer := session.path.standing.get(question.id)) is not None
        for one in _due(session, question.id, answer, stands)
    ]
    found += [
        Due(one.by, one.question, one.row, one.text)
        for one in session.answers.decisions.values()
        if not one.is_done
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.question, one.row))[:MOST])


def _due(session: Session, question: str, answer: Answer, stands: Standing) -> Iterator[Due]:
    if answer.state is State.UNKNOWN:
        if (
            not stands.is_closed(question)
            and (day := day_said(session, question, answer.by)) is not None
        ):
            yield Due(day, question)
        return
    table = session.flow.tables.get(question)
    if table is None or not {DAY, STATUS} <= {column.id for column in table.columns}:
        return
    yield from _rows(table, answer, stands)


def _rows(table: TableQuestion, answer: Answer, stands: Standing) -> Iterator[Due]:
    for row in answer.rows:
        day = row[DAY]
        if isinstance(day, date) and stands.status(table.id, row) not in SETTLED:
            yield Due(day, table.id, row.key, str(row[table.main.id] or ""))


def day_said(session: Session, question: str, by: str) -> date | None:
    """The day that was meant when it was said, if any: *in four days* does not move on."""
    kept = session.store.state(session.facts.id).answers.get(question)
    context = session.interview.context
    try:
        if kept is not None:
            context = replace(context, today=kept.at.date())
        return read_date(by, context)[0]
    except AnswerError:
        return None
