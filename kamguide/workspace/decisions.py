"""What waits to be decided in a talk before it goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from kamguide.workspace.done import Heard


@dataclass(frozen=True, slots=True)
class Doubt:
    """The coach doubted an answer: keep it, or change it."""

    question: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """A change that moves other things, or that was looked at first: accept it, or leave it."""

    accept: Callable[[], Heard]
    asks_again: bool
    """Whether the question is asked again where the change is left."""
    about: str = "preview"
    """What the keys of its words begin with: `accept` and `old`, `decide` and `left`."""
