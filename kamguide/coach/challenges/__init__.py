"""Questions about patterns in a whole plan: nothing is wrong, and a good trainer would ask.

A challenge that was answered or dismissed stays so until the values it is about change.
"""

from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct

from kamguide.coach.challenges.catalogue import PATTERNS
from kamguide.coach.subject import Hit, Subject
from kamguide.engine.path import Path, is_answered
from kamguide.messages import shown
from kamguide.model.answers import Answers, ChallengeReply
from kamguide.model.flow import Flow
from kamguide.model.rules import Challenge

__all__ = ["PATTERNS", "Raised", "challenges_of", "raised"]


class Raised(Struct, frozen=True):
    """A challenge whose pattern the answers show, and the answer it is put at."""

    challenge: Challenge
    question: str
    row: str
    column: str
    values: Mapping[str, object]

    @property
    def about(self) -> Mapping[str, str]:
        """Its values as they are kept, the same in each language that it is put in."""
        return {name: shown(value, "en") for name, value in self.values.items()}

    def reply_in(self, answers: Answers) -> ChallengeReply | None:
        """What was said to it, as long as it is about the same values."""
        reply = answers.challenges.get(self.challenge.id)
        return reply if reply is not None and reply.about == self.about else None


def challenges_of(flow: Flow) -> Mapping[str, str]:
    """The challenges that a flow can come to, by id, and the question each is put at: its last."""
    order = {name: at for at, name in enumerate(flow.questions)}
    needed = {
        one.id: [name.partition(".")[0] for name in one.needs] for one in flow.method.challenges
    }
    return {
        name: max((one for one in needs if one in order), key=order.__getitem__)
        for name, needs in needed.items()
        if any(one in order for one in needs)
    }


def raised(flow: Flow, path: Path, among: Collection[str] | None = None) -> tuple[Raised, ...]:
    """The challenges that hold now, in the order in which the flow comes to them.

    Args:
        flow: What is asked.
        path: The answers that stand.
        among: The ids to look at; all where there are none.
    """
    subject, places = Subject(flow, path), challenges_of(flow)
    wanted = [one for one in flow.method.challenges if among is None or one.id in among]
    order = {name: at for at, name in enumerate(flow.questions)}
    found = [one for challenge in wanted for one in _raised(subject, challenge, places)]
    return tuple(sorted(found, key=lambda one: order[one.question]))


def _raised(subject: Subject, challenge: Challenge, places: Mapping[str, str]) -> Iterator[Raised]:
    pattern, place = PATTERNS.get(challenge.test), places.get(challenge.id)
    if pattern is None or place is None or not _is_due(subject, challenge):
        return
    hit: Hit | None = pattern(subject, challenge.params)
    if hit is not None:
        yield Raised(challenge, place, hit.row, hit.column, hit.values)


def _is_due(subject: Subject, challenge: Challenge) -> bool:
    """Whether everything it needs is there, and answered to the end."""
    if not all(map(subject.has, challenge.needs)):
        return False
    names = {name.partition(".")[0] for name in challenge.needs}
    asked = (one for name, one in subject.asked.items() if name in names)
    return all(is_answered(subject.flow, subject.answers, one) for one in asked)
