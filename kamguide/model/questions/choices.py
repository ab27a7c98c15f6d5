"""Picking from a short list: one, or several."""

from typing import Annotated, Literal

from kamguide.errors import AnswerError
from kamguide.model.answers import Json, Scalar
from kamguide.model.base import Frozen, Held
from kamguide.model.context import Context, Reading
from kamguide.model.prompts import CellPrompt, Option, PickPrompt, PicksPrompt
from kamguide.model.questions.base import Asked, ColumnBase, ValueType
from kamguide.model.text import Text


class OptionSpec(Frozen):
    """Something to pick, as a flow writes it."""

    id: str
    label: Text
    hint: Text | None = None


class _Listed(ValueType):
    options: Annotated[tuple[OptionSpec, ...], Held(min_length=1)]

    def listed(self) -> tuple[Option, ...]:
        """What can be picked, in order."""
        return tuple(Option(option.id, option.label) for option in self.options)

    def known(self, code: Json) -> str:
        """`code`, if it is one of the options.

        Raises:
            AnswerError: It is not.
        """
        text = {True: "yes", False: "no"}.get(code, code) if isinstance(code, bool) else code
        codes = [option.id for option in self.options]
        if str(text) not in codes:
            raise AnswerError("answer.pick.unknown", raw=str(code), near=tuple(codes))
        return str(text)


class ChoiceValue(_Listed):
    """One option, kept by its code."""

    type: Literal["choice"]

    def examples(self) -> tuple[str, ...]:
        """Its number, its label, its code."""
        first = self.options[0]
        return ("1", *first.label.root.values(), first.id)

    def parse(self, raw: str, context: Context) -> Reading:
        """Read a number of the list, a label in any language, or a code.

        Raises:
            AnswerError: Nothing on the list fits, or several do.
        """
        from kamguide.model import matching

        del context
        return Reading(matching.pick(raw, self.listed()))

    def dump(self, value: Scalar) -> Json:
        """The code."""
        return str(value)

    def load(self, kept: Json) -> Scalar:
        """The code that was kept."""
        return self.known(kept)

    def prompt(self, context: Context) -> CellPrompt:
        """The list."""
        del context
        return PickPrompt(self.listed())


class ChoicesValue(_Listed):
    """Any number of options, kept by their codes in the order of the list."""

    type: Literal["choices"]

    def examples(self) -> tuple[str, ...]:
        """Numbers, or labels."""
        return ("1", f"1, {len(self.options)}", self.options[0].id)

    def parse(self, raw: str, context: Context) -> Reading:
        """Read numbers of the list, labels or codes, in any order.

        Raises:
            AnswerError: A part fits nothing on the list, or several things.
        """
        from kamguide.model import matching

        del context
        return Reading(matching.picks(raw, self.listed()))

    def dump(self, value: Scalar) -> Json:
        """The codes."""
        return list(value) if isinstance(value, tuple) else [str(value)]

    def load(self, kept: Json) -> Scalar:
        """The codes that were kept, in the order of the list."""
        given = {self.known(code) for code in (kept if isinstance(kept, list) else [kept])}
        return tuple(option.id for option in self.options if option.id in given)

    def prompt(self, context: Context) -> CellPrompt:
        """The list, several may be ticked."""
        del context
        return PicksPrompt(self.listed())


class YesNoValue(ValueType):
    """Yes or no."""

    type: Literal["yes_no"]

    def examples(self) -> tuple[str, ...]:
        """A word or its first letter."""
        return ("yes", "n", "是", "否")

    def parse(self, raw: str, context: Context) -> Reading:
        """Read a yes or a no in either language.

        Raises:
            AnswerError: It is neither.
        """
        del context
        return Reading(self._read(raw))

    def dump(self, value: Scalar) -> Json:
        """True or false."""
        return bool(value)

    def load(self, kept: Json) -> Scalar:
        """The answer that was kept; a word will do.

        Raises:
            AnswerError: It is neither yes nor no.
        """
        return kept if isinstance(kept, bool) else self._read(str(kept))

    @staticmethod
    def _read(raw: str) -> bool:
        from kamguide.model import matching

        return matching.yes_no(raw)

    def prompt(self, context: Context) -> CellPrompt:
        """Two options."""
        del context
        return PickPrompt(YES_NO)


YES_NO = (
    Option("yes", Text({"zh": "是", "en": "yes"})),
    Option("no", Text({"zh": "否", "en": "no"})),
)


class ChoiceQuestion(ChoiceValue, Asked):
    """A question with one pick."""


class ChoiceColumn(ChoiceValue, ColumnBase):
    """A column of single picks."""


class ChoicesQuestion(ChoicesValue, Asked):
    """A question with several picks."""


class ChoicesColumn(ChoicesValue, ColumnBase):
    """A column of several picks a cell."""


class YesNoQuestion(YesNoValue, Asked):
    """A yes/no question."""


class YesNoColumn(YesNoValue, ColumnBase):
    """A column of yes or no."""
