"""Free text: a line, or as much as a person has to say."""

from typing import Literal

from kamguide.errors import AnswerError
from kamguide.model.answers import Json, Scalar
from kamguide.model.context import Context, Reading
from kamguide.model.prompts import CellPrompt, LinePrompt, LongPrompt
from kamguide.model.questions.base import Asked, ColumnBase, ValueType
from kamguide.model.text import clean


class _Words(ValueType):
    """Words as they were typed, cleaned and trimmed."""

    def examples(self) -> tuple[str, ...]:
        """Anything a person may write."""
        return ("Muquan Beverage Group", "沐泉饮品集团")

    def parse(self, raw: str, context: Context) -> Reading:
        """Take the words as they are.

        Raises:
            AnswerError: There are none.
        """
        del context
        if not (words := clean(raw).strip()):
            raise AnswerError("answer.text.empty")
        return Reading(words)

    def dump(self, value: Scalar) -> Json:
        """The words."""
        return str(value)

    def load(self, kept: Json) -> Scalar:
        """The words that were kept; a bare number or word of a file counts as words.

        Raises:
            AnswerError: `kept` is a list or a mapping.
        """
        if isinstance(kept, list | dict | bool) or kept is None:
            raise AnswerError("answer.text.unreadable", raw=repr(kept))
        return clean(str(kept)).strip()


class TextValue(_Words):
    """One line of text."""

    type: Literal["text"]

    def prompt(self, context: Context) -> CellPrompt:
        """A line."""
        del context
        return LinePrompt()


class LongTextValue(_Words):
    """Several sentences."""

    type: Literal["long_text"]
    max_words: int | None = None
    """Latin words at most; `max_chars` for Chinese characters. A limit of style, not of space."""
    max_chars: int | None = None

    def prompt(self, context: Context) -> CellPrompt:
        """A place for several lines."""
        del context
        return LongPrompt()


class TextQuestion(TextValue, Asked):
    """A question answered in one line."""


class TextColumn(TextValue, ColumnBase):
    """A column of short texts."""


class LongTextQuestion(LongTextValue, Asked):
    """A question answered in sentences."""


class LongTextColumn(LongTextValue, ColumnBase):
    """A column of longer texts."""
