"""What waits to be decided in a talk before it goes on, and the words that decide it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from kamguide.messages import languages, say
from kamguide.model.prompts import Option, PickPrompt
from kamguide.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from kamguide.workspace.done import Heard

KEEP: Final = {"1", "keep", "k", "保留", "keep it"}
CHANGE: Final = {"2", "change", "c", "修改", "change it"}
OLD: Final = {"2", "old", "keep", "保留", "保留原答案", "n", "no", "否"}
ACCEPT: Final = {"1", "accept", "a", "接受", "y", "yes", "是"}


def _prompt(about: str, *codes: str) -> PickPrompt:
    """What can be picked, each option with its words in every language."""
    return PickPrompt(
        tuple(
            Option(code, Text({lang: say(f"{about}.{code}", lang) for lang in languages()}))
            for code in codes
        )
    )


class Doubt(Struct, frozen=True):
    """The coach doubted an answer: keep it, or change it."""

    question: str
    rules: tuple[str, ...]

    @property
    def prompt(self) -> PickPrompt:
        """What can be said to it."""
        return _prompt("decision", "keep", "change")


class Correction(Struct, frozen=True):
    """A change that moves other things, or that was looked at first: accept it, or leave it."""

    accept: Callable[[], Heard]
    asks_again: bool
    """Whether the question is asked again where the change is left."""
    about: str = "preview"
    """What the keys of its words begin with: `accept` and `old`, `decide` and `left`."""

    @property
    def prompt(self) -> PickPrompt:
        """What can be said to it."""
        return _prompt(self.about, "accept", "old")
