"""The challenges of a plan in words, line by line, and as JSON: what holds, and what was said."""

from collections.abc import Collection, Iterator

from kamguide.coach.challenges import Raised, raised
from kamguide.messages import filled, say
from kamguide.model.answers import ChallengeReply, Json
from kamguide.workspace.entries import Entry
from kamguide.workspace.session import Session


class ChallengeTelling:
    """Tells the challenges that hold now."""

    def __init__(self, session: Session, among: Collection[str] | None = None) -> None:
        self._session = session
        self._lang = session.lang
        self.raised = raised(session.flow, session.path, among)

    @property
    def open(self) -> tuple[Raised, ...]:
        """Those to which nothing was said yet."""
        return tuple(one for one in self.raised if self.reply(one) is None)

    def reply(self, one: Raised) -> ChallengeReply | None:
        """What was said to a challenge, while it is about the same values."""
        return one.reply_in(self._session.answers)

    def question(self, one: Raised) -> str:
        """What is asked."""
        return filled(one.challenge.ask(self._lang), one.values, self._lang)

    def entries(self) -> Iterator[Entry]:
        """How many hold; each with its number and what was said to it."""
        if not self.raised:
            yield Entry(say("challenge.none", self._lang))
            return
        count, left = len(self.raised), len(self.open)
        yield Entry(say("challenge.in_all", self._lang, count=count, open=left))
        for number, one in enumerate(self.raised, start=1):
            reply = self.reply(one)
            put = one.challenge.id if reply is None else ""
            words = f"- {number}  {self.question(one)}"
            yield Entry(words, one.question, one.row, one.column, put)
            if reply is not None:
                yield Entry(f"  {self._said(reply)}", one.question, one.row, one.column)
        if left:
            yield Entry(say("challenge.how", self._lang))

    def lines(self) -> Iterator[str]:
        """The same as lines."""
        yield from (one.text for one in self.entries())

    def _said(self, reply: ChallengeReply) -> str:
        key = "challenge.dismissed_as" if reply.is_dismissed else "challenge.answered_as"
        return say(key, self._lang, words=" ".join(reply.words.split()))

    def as_json(self) -> dict[str, Json]:
        """The same for programs; ids stay ids, and words stand beside them."""
        return {"challenges": [self._as_json(one) for one in self.raised]}

    def _as_json(self, one: Raised) -> Json:
        reply = self.reply(one)
        state = "open" if reply is None else "dismissed" if reply.is_dismissed else "answered"
        return {
            "id": one.challenge.id,
            "question": one.question,
            "row": one.row,
            "column": one.column,
            "values": dict(one.about),
            "words": self.question(one),
            "state": state,
            "reply": "" if reply is None else reply.words,
        }
