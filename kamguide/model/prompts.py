"""What a front end must be able to show: a closed set of ways to ask.

Front ends know these and nothing of question types; whatever they collect comes back as text.
"""

from decimal import Decimal

from msgspec import Struct

from kamguide.model.text import Text


class Option(Struct, frozen=True):
    """Something to pick: what is kept, and what is shown in each language."""

    code: str
    label: Text


class LinePrompt(Struct, frozen=True):
    """One line of text; `examples` are replies that can be read, `unit` stands behind it."""

    examples: tuple[str, ...] = ()
    unit: str = ""


class LongPrompt(Struct, frozen=True):
    """Several lines of text."""


class PickPrompt(Struct, frozen=True):
    """One of a list, by number, label or code."""

    options: tuple[Option, ...]


class PicksPrompt(Struct, frozen=True):
    """Any number of a list, by numbers, labels or codes."""

    options: tuple[Option, ...]


class ScalePrompt(Struct, frozen=True):
    """A number on a short scale; `low` and `high` say what its ends mean, where known."""

    min: int
    max: int
    step: Decimal
    low: Text | None = None
    high: Text | None = None


class TablePrompt(Struct, frozen=True):
    """Rows and columns; `question` names the table, whose model says the rest."""

    question: str


Prompt = LinePrompt | LongPrompt | PickPrompt | PicksPrompt | ScalePrompt | TablePrompt
CellPrompt = LinePrompt | LongPrompt | PickPrompt | PicksPrompt | ScalePrompt
