"""What a review decides: open items with an owner and a day, recorded until they are done.

They can be made whoever has the plan and however it stands: no answer changes by them.
"""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from kamguide.engine.difference import difference
from kamguide.errors import UsageError
from kamguide.messages import day, say
from kamguide.model.answers import Decision, Json
from kamguide.model.dates import read_date
from kamguide.model.edits import RecordDecision
from kamguide.model.text import clean, flat
from kamguide.store.changes import draw_up
from kamguide.workspace.entries import Entry
from kamguide.workspace.loading import answers_of, decisions_in
from kamguide.workspace.recording import change_of, dumped_decision, key_of
from kamguide.workspace.remarks import Place
from kamguide.workspace.session import Session
from kamguide.workspace.spotwords import place_in_words
from kamguide.workspace.summary import keep_summary


class Decisions:
    """The decisions about one plan."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def all(self) -> tuple[Decision, ...]:
        """Every decision, in the order in which they were made; those of other sittings too."""
        return tuple(self._known.values())

    @property
    def _known(self) -> Mapping[str, Decision]:
        return decisions_in(self._session.store.state(self._session.facts.id).facts)

    def decide(self, text: str, owner: str, by: str, place: Place) -> int:
        """Record a decision; gives back its place in the list, from 1 on.

        Args:
            text: What is to be done.
            owner: Who sees to it.
            by: By which day, as people write it.
            place: What it is about.

        Raises:
            UsageError: The words or the owner are missing.
            AnswerError: The day cannot be read.
        """
        words, who = (flat(one) for one in (text, owner))
        if not words or not who:
            raise UsageError("decide.how")
        until, _ = read_date(by, self._session.interview.context)
        numbers = [one.number for one in self.all]
        made = Decision(
            max(numbers, default=0) + 1, words, who, until, place.question, place.row, place.column
        )
        known = self._known.get(key_of(made))
        self._keep(replace(known, is_done=False) if known is not None else made)
        return [key_of(one) for one in self.all].index(key_of(made)) + 1

    def settle(self, number: str, *, on: bool = True) -> Decision:
        """Say that a decision is done, or that it is not after all.

        Raises:
            UsageError: There is no such decision.
        """
        wanted = number.strip()
        if not wanted.isdecimal() or not 0 < int(wanted) <= len(self.all):
            raise UsageError("decide.no_such", number=clean(wanted))
        settled = replace(self.all[int(wanted) - 1], is_done=on)
        self._keep(settled)
        return settled

    def _keep(self, decision: Decision) -> None:
        """Record how a decision stands; what boards show of the plan follows at once."""
        session = self._session
        edit = RecordDecision(key_of(decision), decision)
        if self._known.get(edit.key) == decision:
            return
        state = session.store.state(session.facts.id)
        change = change_of(session.flow, edit)
        session.store.record(draw_up(state, [change], session.author()))
        session.interview.take((edit,))
        if self._is_up_to_date:
            keep_summary(session)

    @property
    def _is_up_to_date(self) -> bool:
        """Whether nobody changed the plan elsewhere since this sitting began."""
        session = self._session
        state = session.store.state(session.facts.id)
        now = answers_of(session.flow, state, session.answers.earlier)
        return not difference(now, session.answers)

    # In words

    def entries(self) -> Iterator[Entry]:
        """Every decision with its number: what, who, by when, about what."""
        if not self.all:
            yield Entry(self._say("none"))
        for number, one in enumerate(self.all, start=1):
            state = self._say("is_done" if one.is_done else "is_open")
            words = self._say("line", number=number, words=self.told(one), state=state)
            yield Entry(words, one.question, one.row, one.column)

    def lines(self) -> Iterator[str]:
        """The same as lines."""
        yield from (one.text for one in self.entries())

    def told(self, one: Decision) -> str:
        """A decision in one line."""
        session = self._session
        words = self._say("told", text=one.text, owner=one.owner, by=day(one.by, session.lang))
        if not one.question:
            return words
        where = place_in_words(session, Place("", one.question, one.row, one.column))
        return self._say("about", words=words, place=where)

    def as_json(self) -> list[Json]:
        """The same for programs."""
        return [
            {**dumped_decision(one), "number": number} for number, one in enumerate(self.all, 1)
        ]

    def _say(self, key: str, /, **values: object) -> str:
        return say(f"decide.{key}", self._session.lang, **values)
