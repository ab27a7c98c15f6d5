"""Pointing at rows of other answers, by id."""

from typing import Annotated, Literal

from kamguide.errors import AnswerError
from kamguide.model.answers import Json, Scalar
from kamguide.model.base import Held, Source
from kamguide.model.context import Context, Reading, Target
from kamguide.model.prompts import CellPrompt, Option, PickPrompt, PicksPrompt
from kamguide.model.questions.base import Asked, ColumnBase, ValueType
from kamguide.model.questions.choices import OptionSpec
from kamguide.model.text import Text


class _Pointing(ValueType):
    """`to` names the tables (or a question of references) whose rows may be pointed at."""

    to: Annotated[tuple[Source, ...], Held(min_length=1)]
    also: tuple[OptionSpec, ...] = ()
    """What may be picked besides, such as `own` or `all`."""

    def examples(self) -> tuple[str, ...]:
        """An id."""
        return tuple(option.id for option in self.also[:1]) or ("X1",)

    def offered(self, context: Context) -> tuple[Target, ...]:
        """Everything that can be pointed at now."""
        besides = tuple(Target(one.id, one.label(context.lang)) for one in self.also)
        return besides + context.targets(self.to)

    def options(self, context: Context) -> tuple[Option, ...]:
        """The same as a list to pick from, each row by its id and name."""
        besides = tuple(Option(one.id, one.label) for one in self.also)
        rows = context.targets(self.to)
        named = (Option(row.id, Text({"en": _shown(row)})) for row in rows)
        return (*besides, *named)


def _shown(row: Target) -> str:
    """A row by its id and name; by its name alone where the id is a word of ours."""
    return row.name if row.name and row.id.islower() else f"{row.id} {row.name}".strip()


class RefValue(_Pointing):
    """One row, kept by its id; whether it exists is for a rule to say."""

    type: Literal["ref"]

    def parse(self, raw: str, context: Context) -> Reading:
        """Read an id or a name.

        Raises:
            AnswerError: It is neither, or fits several rows.
        """
        from kamguide.model import matching

        return Reading(matching.reference(raw, self.offered(context)))

    def dump(self, value: Scalar) -> Json:
        """The id."""
        return str(value)

    def load(self, kept: Json) -> Scalar:
        """The id that was kept.

        Raises:
            AnswerError: It is not a single id.
        """
        if not isinstance(kept, str | int) or isinstance(kept, bool) or not str(kept).strip():
            raise AnswerError("answer.reference.unknown", raw=str(kept), near="")
        return str(kept).strip()

    def prompt(self, context: Context) -> CellPrompt:
        """The rows to pick from."""
        return PickPrompt(self.options(context))


class RefsValue(_Pointing):
    """Any number of rows, kept by their ids in the order given."""

    type: Literal["refs"]
    max_count: int | None = None

    def parse(self, raw: str, context: Context) -> Reading:
        """Read ids or names.

        Raises:
            AnswerError: A part is neither, or fits several rows.
        """
        from kamguide.model import matching

        return Reading(matching.references(raw, self.offered(context)))

    def dump(self, value: Scalar) -> Json:
        """The ids."""
        return list(value) if isinstance(value, tuple) else [str(value)]

    def load(self, kept: Json) -> Scalar:
        """The ids that were kept, each once.

        Raises:
            AnswerError: One of them is no id.
        """
        ids = kept if isinstance(kept, list) else [kept]
        if not all(isinstance(one, str | int) and not isinstance(one, bool) for one in ids):
            raise AnswerError("answer.reference.unknown", raw=str(kept), near="")
        return tuple(dict.fromkeys(str(one).strip() for one in ids))

    def prompt(self, context: Context) -> CellPrompt:
        """The rows to tick."""
        return PicksPrompt(self.options(context))


class RefQuestion(RefValue, Asked):
    """A question answered by one row of another answer."""


class RefColumn(RefValue, ColumnBase):
    """A column of references."""


class RefsQuestion(RefsValue, Asked):
    """A question answered by several rows of other answers."""


class RefsColumn(RefsValue, ColumnBase):
    """A column of several references a cell."""
