"""What changed from one plan to the next, in words: the same in the plan and beside it."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from kamguide.engine.changelog import How, LoggedChange
from kamguide.messages import say
from kamguide.model.answers import PREVIOUS, Answers, Cell
from kamguide.model.flow import Flow
from kamguide.model.questions.table import TableQuestion
from kamguide.model.text import Lang, clean
from kamguide.plan.wording import Wording, short_title

MOVED = frozenset({How.ROLLED})


class ToldChange(Struct, frozen=True):
    """One change in words; `change` is the same for programs."""

    change: LoggedChange
    answer: str
    place: str
    """The row and column, where it is in a table."""
    before: str
    after: str
    how: str


class ChangeWords:
    """Changes in one language."""

    def __init__(self, flow: Flow, answers: Answers, lang: Lang) -> None:
        self._flow = flow
        self._lang = lang
        self._answers = answers
        self._wording = Wording(flow, answers, lang)

    def told(self, one: LoggedChange) -> ToldChange:
        """One change: which answer, where in it, what stood there and what stands there now."""
        question = self._flow.questions[one.question]
        table = question if isinstance(question, TableQuestion) else None
        return ToldChange(
            one,
            short_title(self._flow, one.question, self._lang),
            self._place(table, one) if table is not None else "",
            self._value(one, one.before),
            self._value(one, one.after),
            say(f"annual.how.{one.how}", self._lang),
        )

    def _place(self, table: TableQuestion, one: LoggedChange) -> str:
        parts = [self._row(table, one.row)]
        if one.column:
            parts.append(self._wording.head(table.column(one.column), self._year(one)))
        return clean(" / ".join(part for part in parts if part))

    def _row(self, table: TableQuestion, key: str) -> str:
        if self._answers.get(table.id) is not None and any(
            row.key == key for row in self._answers.rows(table.id)
        ):
            return self._wording.row(table, key)
        past = self._flow.sources[f"{PREVIOUS}{table.id}"]
        return self._wording.row(past, key) if isinstance(past, TableQuestion) else key

    def _year(self, one: LoggedChange) -> int | None:
        """The base year, where a change is within one plan and not from one to the next."""
        value = self._answers.value("setup_base_year")
        return value if isinstance(value, int) and one.how is not How.ROLLED else None

    def _value(self, one: LoggedChange, value: Cell | None) -> str:
        question = self._flow.questions[one.question]
        if value is None:
            return ""
        if isinstance(question, TableQuestion):
            return self._wording.value(question.column(one.column), value)
        return self._wording.value(question, value)


def by_people(changes: Sequence[LoggedChange]) -> tuple[LoggedChange, ...]:
    """The changes that somebody decided, without what only moved on by a year."""
    return tuple(one for one in changes if one.how not in MOVED)


def day_of(change: LoggedChange, today: date) -> date:
    """The day of a change; those of this sitting are of today."""
    return change.dated or today
