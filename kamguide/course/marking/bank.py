"""Ready comments for each line: what to mend, what to think about, what is good."""

from dataclasses import dataclass
from typing import Final

from kamguide.errors import UsageError
from kamguide.messages import has, say
from kamguide.model.text import Lang
from kamguide.workspace.remarks import CommentKind

KINDS: Final[tuple[CommentKind, ...]] = ("must", "consider", "praise")


@dataclass(frozen=True, slots=True)
class Ready:
    """A comment that only has to be chosen."""

    kind: CommentKind
    text: str


def ready(line: str, lang: Lang, number: int) -> Ready:
    """The ready comment of this number, from 1.

    Raises:
        UsageError: There is none.
    """
    known = bank(line, lang)
    if not 1 <= number <= len(known):
        raise UsageError("marking.no_ready", number=number, count=len(known))
    return known[number - 1]


def bank(line: str, lang: Lang) -> tuple[Ready, ...]:
    """The comments for a line of the rubric, in a language."""
    keys = ((kind, f"bank.{line}.{kind}") for kind in KINDS)
    return tuple(Ready(kind, say(key, lang)) for kind, key in keys if has(key, lang))
