"""What a front end must be able to show: a closed set of ways to ask.

Front ends know these and nothing of question types; whatever they collect comes back as text.
"""

from dataclasses import dataclass
from decimal import Decimal

from kamguide.model.text import Text


@dataclass(frozen=True, slots=True)
class Option:
    """Something to pick: what is kept, and what is shown in each language."""

    code: str
    label: Text


@dataclass(frozen=True, slots=True)
class LinePrompt:
    """One line of text; `examples` are replies that can be read, `unit` stands behind it."""

    examples: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class LongPrompt:
    """Several lines of text."""


@dataclass(frozen=True, slots=True)
class PickPrompt:
    """One of a list, by number, label or code."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class PicksPrompt:
    """Any number of a list, by numbers, labels or codes."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class ScalePrompt:
    """A number on a short scale; `low` and `high` say what its ends mean, where known."""

    min: int
    max: int
    step: Decimal
    low: Text | None = None
    high: Text | None = None


@dataclass(frozen=True, slots=True)
class TablePrompt:
    """Rows and columns; `question` names the table, whose model says the rest."""

    question: str


Prompt = LinePrompt | LongPrompt | PickPrompt | PicksPrompt | ScalePrompt | TablePrompt
CellPrompt = LinePrompt | LongPrompt | PickPrompt | PicksPrompt | ScalePrompt
