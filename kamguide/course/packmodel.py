"""What a course pack says: the case, what is handed out, faults, news, times, weights."""

from dataclasses import field
from typing import Annotated, Literal

from kamguide.model.base import Frozen, Held, Id
from kamguide.model.coursework import Box, Minutes, News
from kamguide.model.text import Text

Weight = Annotated[int, Held(ge=0, le=10)]
Place = str
"""The id of a question, or of a step for all its questions."""


class Given(Frozen):
    """Which parts of the case are handed out; the rest is the learner's own part."""

    base: Literal["facts", "all", "nothing"] = "facts"
    """The facts that the flow names as `given`, the whole case, or nothing."""
    also: tuple[Place, ...] = ()
    but: tuple[Place, ...] = ()


class SetCells(Frozen):
    """A cell gets another value, in one row or in each row that is like `where`."""

    op: Literal["cell"]
    question: Id
    row: str = ""
    where: dict[str, str] = field(default_factory=dict)
    column: Id
    to: str | int | bool | None = None
    words: Text | None = None
    """A text in each language; without it and `to` the cell is emptied."""


class SetAnswer(Frozen):
    """A question that is no table gets another answer."""

    op: Literal["answer"]
    question: Id
    to: str | int | bool | None = None
    words: Text | None = None


class DropRow(Frozen):
    """A row is missing."""

    op: Literal["drop"]
    question: Id
    row: str


class Clear(Frozen):
    """The answer is missing."""

    op: Literal["clear"]
    question: Id


FaultEdit = Annotated[SetCells | SetAnswer | DropRow | Clear, Held(discriminator="op")]


class Fault(Frozen):
    """A mistake that is planted in what is handed out, and the findings that must tell it."""

    id: Id
    title: Text
    edits: Annotated[tuple[FaultEdit, ...], Held(min_length=1)]
    found: Annotated[tuple[str, ...], Held(min_length=1)]
    """Rules and checks."""


class Line(Frozen):
    """What a line of the rubric counts, and what markers often say of it."""

    criterion: str
    weight: Weight = 1
    comments: tuple[Text, ...] = ()


class Paper(Frozen):
    """A file that is handed out, such as a list to be taken in."""

    title: Text
    file: Text
    """Its name in the pack, by language."""
    question: Id | None = None
    """The table that it is taken into."""


class PackCard(Frozen):
    """The file `pack.yaml`."""

    id: Id
    version: Annotated[int, Held(ge=1)]
    title: Text
    about: Text
    """For whom it is, and what is to be done."""
    case: Id
    flow: Id
    minutes: Minutes
    given: Given = Given()
    papers: tuple[Paper, ...] = ()
    faults: tuple[Fault, ...] = ()
    news: tuple[News, ...] = ()
    boxes: tuple[Box, ...] = ()
    rubric: tuple[Line, ...] = ()
    model: Id | None = None
    """The case with the model answer; the case itself unless it is named."""
    debrief: tuple[Text, ...] = ()
