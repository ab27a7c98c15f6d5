"""What readers say about a plan: comments on it, on a section, an answer or a cell, with replies.

Nothing here needs the plan to be open for work; each remark is one event of its log.
"""

from collections.abc import Callable, Iterator
from typing import Final, Literal

from msgspec import Struct

from kamguide.errors import UsageError
from kamguide.model.answers import Answers, Json
from kamguide.model.flow import Flow
from kamguide.model.questions.table import TableQuestion
from kamguide.model.text import clean
from kamguide.plan.views import SECTIONS
from kamguide.store.changes import Author, Change, draw_up
from kamguide.store.events import Event, Kind
from kamguide.store.log import Store
from kamguide.store.states import Comment, PlanState

CommentKind = Literal["must", "consider", "praise"]
KINDS: Final[tuple[CommentKind, ...]] = ("must", "consider", "praise")
ASKING_NOTHING: Final = frozenset({"praise", "takeaway"})
"""Kinds of remarks that nobody has to meet."""
"""What a comment asks of the author: to change something, to think again, nothing."""


class Place(Struct, frozen=True):
    """What a comment is about: the plan, a section of it, an answer, a row or a cell."""

    section: str = ""
    question: str = ""
    row: str = ""
    column: str = ""


class Remarks:
    """The comments on one plan."""

    def __init__(self, store: Store, author: Callable[[], Author], plan: str) -> None:
        self._store = store
        self._author = author
        self.plan = plan

    @property
    def _state(self) -> PlanState:
        return self._store.state(self.plan)

    def on(self, question: str) -> Iterator[tuple[int, Comment]]:
        """The comments on a question that are not met, with their numbers."""
        for number, one in enumerate(self.comments(), start=1):
            if one.question == question and not one.resolved:
                yield number, one

    def comments(self, *, open_only: bool = False) -> tuple[Comment, ...]:
        """Comments with their replies, oldest first."""
        found = self._state.facts.comments
        return tuple(one for one in found if not open_only or is_open(one))

    def comment(self, text: str, place: Place, kind: CommentKind = "consider") -> str:
        """Say something about a place; gives back the id of the comment.

        Raises:
            UsageError: There are no words, or no such place in the plan.
        """
        if not (text := clean(text).strip()):
            raise UsageError("review.no_words")
        section: dict[str, Json] = {"section": place.section} if place.section else {}
        change = Change(
            Kind.COMMENT_ADDED,
            place.question or None,
            place.row or None,
            place.column or None,
            {"text": text, "kind": kind, **section},
        )
        return self._record(change).id

    def answer(self, comment: str, text: str) -> None:
        """Reply to a comment.

        Raises:
            UsageError: There are no words, or no such comment.
        """
        if not (text := clean(text).strip()):
            raise UsageError("review.no_words")
        payload: dict[str, Json] = {"comment": self.known(comment).event, "text": text}
        self._record(Change(Kind.COMMENT_ANSWERED, payload=payload))

    def resolve(self, comment: str, *, on: bool = True) -> None:
        """Say that a comment is met, or that it is not after all.

        Raises:
            UsageError: There is no such comment.
        """
        payload: dict[str, Json] = {"comment": self.known(comment).event, "on": on}
        self._record(Change(Kind.COMMENT_RESOLVED, payload=payload))

    def known(self, number: str) -> Comment:
        """The comment with this number in the order they were made, or with this id.

        Raises:
            UsageError: There is none.
        """
        for at, one in enumerate(self.comments(), start=1):
            if number in (str(at), one.event):
                return one
        raise UsageError("review.no_comment", number=number)

    def _record(self, change: Change) -> Event:
        """Keep one event; what boards show stays true, since no answer changes by it."""
        known = self._store.summaries().get(self.plan)
        event = self._store.record(draw_up(self._state, [change], self._author()))[-1]
        if known is not None and not known.stale:
            self._store.keep_summary(self.plan, self._state.seq, known.content)
        return event


def is_open(comment: Comment) -> bool:
    """Whether a comment asks for something that is not met yet."""
    return not comment.resolved and comment.kind not in ASKING_NOTHING


def place_of(flow: Flow, answers: Answers, written: str) -> Place:
    """A place as it is written: nothing, a section, `question`, `question.row`, `….column`.

    Raises:
        UsageError: The plan has no such place.
    """
    if not written or written in SECTIONS["full"]:
        return Place(section=written)
    name, _, rest = written.partition(".")
    question = flow.questions.get(name)
    if question is not None and not rest:
        return Place(question=name)
    if isinstance(question, TableQuestion):
        rows = {row.key for row in answers.rows(name)}
        columns = ["", *(one.id for one in question.columns)]
        for column in columns:
            row = rest.removesuffix(f".{column}") if column else rest
            if row in rows and (not column or row != rest):
                return Place(question=name, row=row, column=column)
    raise UsageError("review.no_place", place=clean(written))
