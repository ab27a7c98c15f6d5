"""Ready comments for each line: what to mend, what to think about, what is good."""

from typing import Final

from msgspec import Struct

from kamguide.messages import has, say
from kamguide.model.text import Lang
from kamguide.workspace.remarks import CommentKind

KINDS: Final[tuple[CommentKind, ...]] = ("must", "consider", "praise")


class Ready(Struct, frozen=True):
    """A comment that only has to be chosen."""

    kind: CommentKind
    text: str


def bank(line: str, lang: Lang) -> tuple[Ready, ...]:
    """The comments for a line of the rubric, in a language."""
    keys = ((kind, f"bank.{line}.{kind}") for kind in KINDS)
    return tuple(Ready(kind, say(key, lang)) for kind, key in keys if has(key, lang))
