"""What a plan that was begun in a course carries with it: news, times, what was handed out."""

from typing import Annotated

from kamguide.model.base import Frozen, Held, Id
from kamguide.model.text import Text

Minutes = Annotated[int, Held(ge=1, le=10_000)]


class News(Frozen):
    """What the class hears after so many minutes of work, and what it may change."""

    id: Id
    minute: Minutes
    text: Text
    look_at: tuple[Id, ...] = ()
    """The questions to look at again."""


class Box(Frozen):
    """How long a step may take."""

    step: Id
    minutes: Minutes


class Handout(Frozen):
    """A file that was handed out with a plan, in the plan's language."""

    title: Text
    file: str
    """Its name; it lies among the papers of its pack."""
    question: Id | None = None
    """The table that it is taken into."""


class Assignment(Frozen):
    """What a plan keeps of the pack that it was begun from: nothing that a learner may not see.

    With it news and times work wherever the plan goes, without the pack.
    """

    pack: Id
    version: int
    title: Text
    lang: str
    unit: int = 0
    """The one unit that is practised; 0 where it is the pack's own flow."""
    alone: bool = True
    """Whether the learner may see the model answer; in a class it is the trainer who shows it."""
    minutes: Minutes
    given: tuple[Id, ...] = ()
    """The questions that were handed out answered."""
    boxes: tuple[Box, ...] = ()
    news: tuple[News, ...] = ()
    papers: tuple[Handout, ...] = ()
