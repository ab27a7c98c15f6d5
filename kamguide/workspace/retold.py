"""What was asked and answered in earlier sittings, read back from the log as it would be said."""

from collections.abc import Iterable, Iterator
from itertools import groupby, takewhile
from typing import Final

from msgspec.structs import replace

from kamguide.messages import moment, say
from kamguide.model.questions.table import TableQuestion
from kamguide.store.events import Event, Kind
from kamguide.workspace.listing import MOST_ROWS, Listing
from kamguide.workspace.session import Session
from kamguide.workspace.speaking import Said, Speaker

ANSWERS: Final = frozenset(
    (
        Kind.ANSWER_GIVEN,
        Kind.ANSWER_UNKNOWN,
        Kind.ANSWER_NOT_APPLICABLE,
        Kind.ANSWER_CLEARED,
        Kind.DRAFT_CONFIRMED,
        Kind.ROW_GIVEN,
        Kind.ROW_REMOVED,
    )
)


class Retelling:
    """The answers of a plan up to an event of its log."""

    def __init__(self, session: Session, last: str) -> None:
        self._session = session
        self._last = last
        self._listing = Listing(session)
        self._speaker = Speaker(session.lang)

    def said(self) -> tuple[Said, ...]:
        """Question and answer in turn, the oldest first; what is no longer asked is left out."""
        told = (said for group in self._groups() for said in self._asked_and_answered(group))
        return tuple(told)

    def _groups(self) -> Iterator[tuple[Event, ...]]:
        """What happened to one question at a time; to a table only when it was last worked on."""
        questions = self._session.flow.questions
        answers = [
            one for one in self._until() if one.kind in ANSWERS and one.question in questions
        ]
        last = {one.question: one.id for one in answers}
        for name, group in groupby(answers, key=lambda one: one.question):
            events = tuple(group)
            if events[-1].id == last[name] or not self._is_table(events[-1]):
                yield events

    def _until(self) -> Iterable[Event]:
        """The log up to the last event that counts, with it."""
        log = tuple(self._session.events())
        before = tuple(takewhile(lambda one: one.id != self._last, log))
        return log[: len(before) + 1]

    def _is_table(self, event: Event) -> bool:
        return isinstance(self._session.flow.questions[event.question or ""], TableQuestion)

    def _asked_and_answered(self, events: tuple[Event, ...]) -> Iterator[Said]:
        lang, last = self._session.lang, events[-1]
        question = self._session.flow.questions[last.question or ""]
        yield self._speaker.guide(question.ask(lang))
        is_table = self._is_table(last)
        lines = self._listing.answer(question, MOST_ROWS) if is_table else self._words(events)
        you = self._speaker.you("\n".join(lines))
        who = say("retold.who", lang, name=you.name, actor=last.actor, at=moment(last.at, lang))
        yield replace(you, name=who, question=question.id)

    def _words(self, events: tuple[Event, ...]) -> list[str]:
        """What was answered each time, or what else was done."""
        lang = self._session.lang
        return [self._listing.event_text(one) or say(f"event.{one.kind}", lang) for one in events]
