"""When a challenge is put in the talk, and what is said to it.

One is put only after an answer that completes what it is about, in the step where it belongs,
while the coach waits for nothing else; between two of them lie at least six answered questions.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from kamguide.coach.challenges import Raised, challenges_of
from kamguide.engine.turns import Asked
from kamguide.errors import UsageError
from kamguide.messages import say
from kamguide.model.answers import ChallengeReply
from kamguide.model.edits import ReplyToChallenge
from kamguide.model.text import clean, folded
from kamguide.workspace.commands import PLAIN, Command, command_in
from kamguide.workspace.doing import Doing
from kamguide.workspace.session import Session
from kamguide.workspace.speaking import Said, Speaker

if TYPE_CHECKING:
    from kamguide.workspace.challenges import ChallengeTelling

BETWEEN: Final = 6
"""Questions answered from one challenge to the next, at the least."""
_DRAFT: Final = "challenge."
"""What the place of a draft begins with that answers a challenge, before its id."""
_WORDS: Final = frozenset({"unknown", "na"})
"""Commands that without their slash are an answer to a challenge."""
_OF_THE_QUESTION: Final = frozenset(
    {
        *("unknown", "na", "keep", "clear", "delete", "done", "draft"),
        *("help", "why", "example", "note", "evidence", "internal"),
    }
)
"""Commands about the open question, which is not in sight while a challenge waits."""


class Challenging:
    """Puts challenges in one sitting, and takes what is said to them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._put: set[str] = set()
        """Put in this sitting already: none comes twice of itself."""
        self._due: dict[str, str] = {}
        """Completed by an answer of this sitting and not put yet: by id, the step."""
        self._later: dict[str, str] = {}
        """Put off, until the end of the step: by id, the step."""
        self._put_again: set[str] = set()
        """Put off once already: now they stay in the list."""
        self._step = ""
        """The step of the question that was answered last."""
        self._answered: set[str] | None = None
        """The questions answered since the last one; None before the first."""
        self._waiting: Raised | None = None
        self.unsent = ""
        """What was typed last time in answer to the challenge that waits, and not sent."""

    @property
    def waits(self) -> bool:
        """Whether a challenge was put and nothing was said to it yet."""
        return self._waiting is not None

    @property
    def words(self) -> str:
        """What is asked by the challenge that waits, if one does."""
        from kamguide.workspace.challenges import ChallengeTelling

        waiting = self._waiting
        return "" if waiting is None else ChallengeTelling(self._session, ()).question(waiting)

    # Putting

    def note(self, question: str) -> None:
        """Note that a question was answered, and which challenges that completes."""
        if self._answered is not None:
            self._answered.add(question)
        step = self._step = self._step_of(question)
        self._due = {name: where for name, where in self._due.items() if where == step}
        for challenge in self._session.flow.method.challenges:
            needed = {name.partition(".")[0] for name in challenge.needs}
            if question in needed and self._home(challenge.id) == step:
                self._due[challenge.id] = step

    def put(self) -> tuple[Said, ...]:
        """The challenge that is put now, if there is one."""
        from kamguide.workspace.challenges import ChallengeTelling

        if self._answered is not None and len(self._answered) < BETWEEN:
            return ()
        wanted = {*(self._due.keys() - self._put), *self._back_from_later()}
        if not wanted:
            return ()
        telling = ChallengeTelling(self._session, wanted)
        return self._asked(telling, telling.open[0]) if telling.open else ()

    def _back_from_later(self) -> frozenset[str]:
        """Those put off until the end of the step, where it is left now."""
        turn = self._session.turn
        if isinstance(turn, Asked) and turn.step.id == self._step:
            return frozenset()
        return frozenset(name for name, step in self._later.items() if step == self._step)

    def chosen(self, words: str) -> tuple[Said, ...]:
        """Put a challenge that was asked for: by its number in the list, or its id.

        Raises:
            UsageError: There is none such that waits for an answer.
        """
        from kamguide.workspace.challenges import ChallengeTelling

        telling, wanted = ChallengeTelling(self._session), folded(words)
        for number, one in enumerate(telling.raised, start=1):
            if wanted in (str(number), one.challenge.id):
                return self._asked(telling, one)
        raise UsageError("challenge.no_such", words=words)

    def resumed(self) -> tuple[Said, ...]:
        """The challenge whose answer was being typed when the plan was left, if there is one."""
        from kamguide.workspace.challenges import ChallengeTelling

        typed = {one.question: one.text for one in reversed(self._session.drafts.all())}
        if not any(name.startswith(_DRAFT) for name in typed):
            return ()
        telling = ChallengeTelling(self._session)
        for one in telling.open:
            if text := typed.get(_DRAFT + one.challenge.id):
                self.unsent = text
                return self._asked(telling, one)
        return ()

    def keep_draft(self, text: str) -> None:
        """Keep what is being typed in answer to the challenge that waits."""
        if self._waiting is not None and not self._session.read_only:
            self._session.drafts.keep(_DRAFT + self._waiting.challenge.id, text)

    def _asked(self, telling: ChallengeTelling, one: Raised) -> tuple[Said, ...]:
        self._waiting, self._answered = one, set()
        self._put.add(one.challenge.id)
        self._later.pop(one.challenge.id, None)
        return (self._words(telling, one),)

    def _words(self, telling: ChallengeTelling, one: Raised) -> Said:
        how = say("challenge.put", self._session.lang)
        return self._speaker.coach(f"{telling.question(one)}\n{how}")

    @property
    def _speaker(self) -> Speaker:
        return Speaker(self._session.lang)

    def _step_of(self, question: str) -> str:
        step = self._session.flow.step_of.get(question)
        return step.id if step is not None else ""

    def _home(self, challenge: str) -> str:
        return self._step_of(self._places.get(challenge, ""))

    @property
    def _places(self) -> Mapping[str, str]:
        return challenges_of(self._session.flow)

    # What is said to it

    def heard(self, raw: str) -> Command | tuple[Said, ...]:
        """What was said to the challenge that waits; a command is not for it to do.

        Words are the answer, also those that are a command to a question.
        """
        command = command_in(raw)
        if isinstance(command, Command) and _is_meant(raw, command):
            return command
        words = raw if isinstance(command, Command) else command
        return self._replied(words, is_dismissed=False) if words.strip() else (self.how(),)

    def does(self, command: Command) -> tuple[Said, ...] | None:
        """What a command says to the challenge that waits; None where it is about other things."""
        from kamguide.workspace.challenges import ChallengeTelling

        if command.name == "dismiss":
            return self._replied(command.rest, is_dismissed=True) if command.rest else (
                self._note("challenge.why_not"),
            )  # fmt: skip
        if command.name == "skip":
            self.leave()
            return (self._note("challenge.later"),)
        if command.name == "lang" and self._waiting is not None:
            said = Doing(self._session, self._speaker).do(command).said
            return (*said, self._words(ChallengeTelling(self._session, ()), self._waiting))
        return (self.how(),) if command.name in _OF_THE_QUESTION else None

    def how(self) -> Said:
        """How to go on."""
        return self._note("challenge.waits")

    def leave(self) -> None:
        """Put the challenge off: once until the end of its step, and it stays in the list."""
        one = self._waiting
        if one is not None and one.challenge.id not in self._put_again:
            self._put_again.add(one.challenge.id)
            self._later[one.challenge.id] = self._step_of(one.question)
        self._settled()

    def _replied(self, words: str, *, is_dismissed: bool) -> tuple[Said, ...]:
        if (one := self._waiting) is None:
            return ()
        reply = ChallengeReply(is_dismissed, clean(words.strip()), one.about)
        self._session.edit(ReplyToChallenge(one.challenge.id, reply))
        self._settled()
        return (self._note("challenge.dismissed" if is_dismissed else "challenge.answered"),)

    def _settled(self) -> None:
        """Nothing waits any more, and nothing typed at it is left."""
        if self._waiting is not None:
            self._session.drafts.discard(_DRAFT + self._waiting.challenge.id)
        self._waiting, self.unsent = None, ""

    def _note(self, key: str) -> Said:
        return self._speaker.note(say(key, self._session.lang))


def _is_meant(raw: str, command: Command) -> bool:
    """Whether words are meant as a command; *don't know* is an answer here."""
    return command.name not in _WORDS or folded(raw) not in PLAIN
