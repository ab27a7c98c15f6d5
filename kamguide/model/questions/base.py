"""What every question and every column of a table says of itself.

A *value type* reads a reply and keeps it as text; questions and columns of that type share it,
so that an amount is read the same way wherever it is asked.
"""

from abc import ABC, abstractmethod
from typing import Annotated

from kamguide.model.answers import Json, Scalar
from kamguide.model.base import Frozen, Held, Id
from kamguide.model.conditions import Condition
from kamguide.model.context import Context, Reading
from kamguide.model.prompts import CellPrompt
from kamguide.model.rules import Attached, Weak
from kamguide.model.text import Text


class ValueType(Frozen, ABC):
    """How one kind of value is asked for, read, kept and read back."""

    @abstractmethod
    def parse(self, raw: str, context: Context) -> Reading:
        """Read a reply as a person writes it.

        Raises:
            AnswerError: `raw` has no reading of this type, or more than one.
        """

    @abstractmethod
    def dump(self, value: Scalar) -> Json:
        """`value` in the form that is kept; `load` reads it back unchanged."""

    @abstractmethod
    def load(self, kept: Json) -> Scalar:
        """The value that was kept, or that a file holds.

        Raises:
            AnswerError: `kept` is not of this type.
        """

    @abstractmethod
    def prompt(self, context: Context) -> CellPrompt:
        """How to ask for it."""

    @abstractmethod
    def examples(self) -> tuple[str, ...]:
        """Replies that `parse` takes: shown as a hint, and tried by the tests."""


class Asked(Frozen):
    """What makes a value worth asking for, in words, and when it is."""

    id: Id
    ask: Text
    why: Text
    hint: Text | None = None
    """What a good answer keeps to, in words: the range, the length, what it must name."""
    example: Text | None = None
    weak: tuple[Weak, ...] = ()
    rules: tuple[Attached, ...] = ()
    required: bool = True
    required_when: Condition | None = None
    when: Condition | None = None
    internal: bool = False
    """Left out of what a customer may see, unless the person says otherwise."""
    feeds: tuple[Id, ...] = ()
    """Questions and figures that use the answer."""
    draft: Id | None = None
    """The draft that proposes an answer; it counts only once confirmed or edited."""
    learn: Text | None = None
    """Background a newcomer may read: where the data is found, how to judge it."""


class FigureCell(Frozen):
    """A cell whose value comes from a figure: `figure` is a path to a mapping by row.

    `by` names the columns whose values, in order, are the key into that mapping.
    """

    figure: str
    by: Annotated[tuple[Id, ...], Held(min_length=1)]


class ColumnBase(Frozen):
    """One column of a table."""

    id: Id
    label: Text
    optional: bool = False
    required_when: Condition | None = None
    """Over the cells of the row; makes an optional column needed."""
    later: bool = False
    """Refers to a step that comes later: stays empty, and is asked again there."""
    compute: FigureCell | None = None
    """Worked out, never typed and never kept."""
    suggest: FigureCell | None = None
    """Proposed, and may be overwritten."""
    main: bool = False
    """Where text rules look, and what names the row."""
    freeze: bool = False
    progress: bool = False
    """Says what became of the row: may still be told once the plan is approved."""
    internal: bool = False
    hint: Text | None = None
