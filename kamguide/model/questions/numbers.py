"""Numbers, money, percentages and scales, kept exact."""

from decimal import Decimal, InvalidOperation
from typing import Literal

from kamguide.errors import AnswerError
from kamguide.model import amounts
from kamguide.model.answers import Json, Scalar
from kamguide.model.context import Context, Reading
from kamguide.model.prompts import CellPrompt, LinePrompt, ScalePrompt
from kamguide.model.questions.base import Asked, ColumnBase, ValueType
from kamguide.model.text import Text


class _Exact(ValueType):
    """A decimal number; `min` and `max` are what is possible, and held by a rule, not here."""

    min: Decimal | None = None
    max: Decimal | None = None

    def dump(self, value: Scalar) -> Json:
        """The number as text, without exponent or trailing zeros."""
        return amounts.decimal_text(Decimal(str(value)))

    def load(self, kept: Json) -> Scalar:
        """The number that was kept, or that a file holds as number or text.

        Raises:
            AnswerError: It is no finite number.
        """
        if isinstance(kept, bool) or not isinstance(kept, int | str | Decimal):
            raise AnswerError("answer.amount.unreadable", raw=str(kept))
        try:
            number = Decimal(kept)
        except InvalidOperation as error:
            raise AnswerError("answer.amount.unreadable", raw=str(kept)) from error
        if not amounts.is_in_bounds(number):
            raise AnswerError("answer.amount.unreadable", raw=str(kept))
        return number


class NumberValue(_Exact):
    """A plain number; `whole` ones have no fraction."""

    type: Literal["number"]
    whole: bool = False
    unit: Text | None = None

    def examples(self) -> tuple[str, ...]:
        """Digits, grouped or full-width."""
        return ("1,200", "１２", "三十") if self.whole else ("1,200", "3.5", "１２.５")

    def parse(self, raw: str, context: Context) -> Reading:
        """Read a number as people write it.

        Raises:
            AnswerError: It is no number, a range, or has a fraction where none may be.
        """
        del context
        value, notices, about = amounts.read_number(raw)
        if self.whole:
            value = Decimal(amounts.read_whole(raw))
        return Reading(value, notices, about)

    def prompt(self, context: Context) -> CellPrompt:
        """A line, with the unit behind it."""
        return LinePrompt(self.examples(), self.unit(context.lang) if self.unit else "")


class MoneyValue(_Exact):
    """An amount in the plan's currency and money unit."""

    type: Literal["money"]

    def examples(self) -> tuple[str, ...]:
        """Grouped digits, and amounts with a scale word."""
        return ("1,200", "3.5m", "350万")

    def parse(self, raw: str, context: Context) -> Reading:
        """Read an amount; one with a scale word is converted to the plan's unit and said back.

        Raises:
            AnswerError: It is no amount, another currency's, a range, or has two readings.
        """
        value, notices, about = amounts.read_money(
            raw, currency=context.currency, money_unit=context.money_unit
        )
        return Reading(value, notices, about)

    def prompt(self, context: Context) -> CellPrompt:
        """A line."""
        del context
        return LinePrompt(self.examples())


class PercentValue(_Exact):
    """A percentage: 21 means 21 %."""

    type: Literal["percent"]

    def examples(self) -> tuple[str, ...]:
        """With or without the sign, in words too."""
        return ("12", "12.5%", "百分之十二")

    def parse(self, raw: str, context: Context) -> Reading:
        """Read a percentage.

        Raises:
            AnswerError: It is none, or a range.
        """
        del context
        value, notices, about = amounts.read_percent(raw)
        return Reading(value, notices, about)

    def prompt(self, context: Context) -> CellPrompt:
        """A line, with the sign behind it."""
        del context
        return LinePrompt(self.examples(), "%")


class ScaleValue(ValueType):
    """A mark between `min` and `max`: an int where steps are whole, else a Decimal."""

    type: Literal["scale"]
    min: int
    max: int
    step: Decimal = Decimal(1)
    low: Text | None = None
    high: Text | None = None

    def examples(self) -> tuple[str, ...]:
        """Its ends."""
        return (str(self.min), str(self.max))

    def parse(self, raw: str, context: Context) -> Reading:
        """Read a mark.

        Raises:
            AnswerError: It is no number, or lies between two steps.
        """
        del context
        value, _, about = amounts.read_number(raw)
        return Reading(self._mark(value, raw), approximate=about)

    def dump(self, value: Scalar) -> Json:
        """The mark: a whole number as such, a half as text."""
        return value if isinstance(value, int) else amounts.decimal_text(Decimal(str(value)))

    def load(self, kept: Json) -> Scalar:
        """The mark that was kept.

        Raises:
            AnswerError: It is no number, or lies between two steps.
        """
        if isinstance(kept, bool) or not isinstance(kept, int | str | Decimal):
            raise AnswerError("answer.amount.unreadable", raw=str(kept))
        try:
            return self._mark(Decimal(kept), str(kept))
        except InvalidOperation as error:
            raise AnswerError("answer.amount.unreadable", raw=str(kept)) from error

    def prompt(self, context: Context) -> CellPrompt:
        """The marks in a row."""
        del context
        return ScalePrompt(self.min, self.max, self.step, self.low, self.high)

    def _mark(self, value: Decimal, raw: str) -> Scalar:
        if not amounts.is_in_bounds(value) or value % self.step:
            raise AnswerError("answer.scale.between", raw=raw, step=self.step)
        return int(value) if self.step == 1 else value


class NumberQuestion(NumberValue, Asked):
    """A question answered by a number."""


class NumberColumn(NumberValue, ColumnBase):
    """A column of numbers."""


class MoneyQuestion(MoneyValue, Asked):
    """A question answered by an amount of money."""


class MoneyColumn(MoneyValue, ColumnBase):
    """A column of amounts."""


class PercentQuestion(PercentValue, Asked):
    """A question answered by a percentage."""


class PercentColumn(PercentValue, ColumnBase):
    """A column of percentages."""


class ScaleQuestion(ScaleValue, Asked):
    """A question answered by a mark."""


class ScaleColumn(ScaleValue, ColumnBase):
    """A column of marks."""
