"""Years and dates."""

from datetime import date
from typing import Literal

from kamguide.errors import AnswerError
from kamguide.model.answers import Json, Scalar
from kamguide.model.context import Context, Reading
from kamguide.model.prompts import CellPrompt, LinePrompt
from kamguide.model.questions.base import Asked, ColumnBase, ValueType


class YearValue(ValueType):
    """A calendar year; `from_today` is how far from the present one it may lie."""

    type: Literal["year"]
    from_today: tuple[int, int] | None = None

    def examples(self) -> tuple[str, ...]:
        """Digits, with or without the word."""
        return ("2026", "2026年", "２０２６")

    def parse(self, raw: str, context: Context) -> Reading:
        """Read a year.

        Raises:
            AnswerError: It is none.
        """
        from kamguide.model import dates

        return Reading(*dates.read_year(raw, context))

    def dump(self, value: Scalar) -> Json:
        """The year."""
        return int(str(value))

    def load(self, kept: Json) -> Scalar:
        """The year that was kept.

        Raises:
            AnswerError: It is no year.
        """
        if isinstance(kept, bool) or not str(kept).isdecimal():
            raise AnswerError("answer.year.unreadable", raw=str(kept))
        return int(str(kept))

    def prompt(self, context: Context) -> CellPrompt:
        """A line."""
        del context
        return LinePrompt(self.examples())


class DateValue(ValueType):
    """A day."""

    type: Literal["date"]

    def examples(self) -> tuple[str, ...]:
        """As numbers, or in words."""
        return ("2027-02-15", "2027年2月15日", "15 Feb 2027")

    def parse(self, raw: str, context: Context) -> Reading:
        """Read a day; a month, a quarter or a year stands for its last day, and is said back.

        Raises:
            AnswerError: It is no date, or has two readings.
        """
        from kamguide.model import dates

        return Reading(*dates.read_date(raw, context))

    def dump(self, value: Scalar) -> Json:
        """Year, month and day with hyphens."""
        return value.isoformat() if isinstance(value, date) else str(value)

    def load(self, kept: Json) -> Scalar:
        """The day that was kept.

        Raises:
            AnswerError: It is no date.
        """
        try:
            return date.fromisoformat(str(kept))
        except ValueError as error:
            raise AnswerError("answer.date.unreadable", raw=str(kept)) from error

    def prompt(self, context: Context) -> CellPrompt:
        """A line."""
        del context
        return LinePrompt(self.examples())


class YearQuestion(YearValue, Asked):
    """A question answered by a year."""


class YearColumn(YearValue, ColumnBase):
    """A column of years."""


class DateQuestion(DateValue, Asked):
    """A question answered by a day."""


class DateColumn(DateValue, ColumnBase):
    """A column of days."""
