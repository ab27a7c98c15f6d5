"""A plan that a group writes together: one answers, others confirm or challenge, each takes away.

All of it is read from the log. A confirmation is about the answer as it stood: it lapses when the
answer changes. On one laptop the name of whoever sits at it is set by `--as`, and nothing locks.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from kamguide.engine.path import is_answered
from kamguide.errors import UsageError
from kamguide.messages import say
from kamguide.model.text import clean, folded
from kamguide.store.changes import Change
from kamguide.store.events import Event, Kind
from kamguide.workspace.remarks import Remarks
from kamguide.workspace.speaking import Said, Speaker

if TYPE_CHECKING:
    from kamguide.model.flow import FlowStep
    from kamguide.workspace.session import Session

CLASS: Final = "course_class"
GROUP: Final = "course_group"
MEMBERS: Final = "course_members"
"""Settings of a plan that is written by a group: its class, its name, its members."""
JOINT: Final = "; "
CHALLENGES: Final = ("customer", "competitor", "number")
"""What a member may challenge an answer with; each is a kind of comment."""
TAKEAWAY: Final = "takeaway"


class Groupwork(Remarks):
    """Who answered, confirmed and challenged what in one plan."""

    def __init__(self, session: "Session") -> None:
        super().__init__(session.store, session.author, session.facts.id)
        self._session = session

    @property
    def name(self) -> str:
        """What the group is called; nothing where the plan is one person's."""
        return clean(str(self._session.answers.settings.get(GROUP) or ""))

    @property
    def members(self) -> tuple[str, ...]:
        """Who is in the group, as the class list has them."""
        kept = clean(str(self._session.answers.settings.get(MEMBERS) or ""))
        return tuple(one.strip() for one in kept.split(JOINT.strip()) if one.strip())

    # Confirming

    def standing(self) -> Mapping[str, tuple[str, tuple[str, ...]]]:
        """By question that the group answered: who answered it last, who confirmed it since."""
        found: dict[str, tuple[str, tuple[str, ...]]] = {}
        home = ""
        for one in self._store.events(self.plan):
            home = one.origin if one.kind is Kind.PLAN_STARTED else home
            self._follow(found, one, home)
        return found

    def _follow(self, found: dict[str, tuple[str, tuple[str, ...]]], one: Event, home: str) -> None:
        from kamguide.workspace.retold import ANSWERS

        question = one.question or ""
        if one.kind in ANSWERS and one.origin != home:
            found[question] = (one.actor, ())
        elif one.kind is Kind.ANSWER_CONFIRMED and question in found and one.row is None:
            who, by = found[question]
            if folded(one.actor) not in map(folded, (who, *by)):
                found[question] = (who, (*by, one.actor))

    def confirm(self, question: str) -> None:
        """Say that an answer of somebody else's stands for oneself too.

        Raises:
            UsageError: There is no answer to it of the group's, or it is one's own.
        """
        known = self.standing().get(question)
        if known is None:
            raise UsageError("group.nothing_to_confirm")
        actor = self._author().actor
        if folded(known[0]) == folded(actor):
            raise UsageError("group.own_answer", actor=actor)
        self._record(Change(Kind.ANSWER_CONFIRMED, question))

    def unconfirmed(self, step: "FlowStep") -> tuple[str, ...]:
        """The questions of a step that the group answered and nobody else confirmed."""
        known = self.standing()
        return tuple(
            one.id
            for one in step.questions
            if one.id in known
            and not known[one.id][1]
            and is_answered(self._session.flow, self._session.path.standing, one)
        )

    # Challenges and takeaways

    def challenge(self, kind: str, question: str, words: str) -> None:
        """Challenge an answer from one of the three sides.

        Raises:
            UsageError: There are no words, or no such side.
        """
        if kind not in CHALLENGES:
            raise UsageError("group.which_challenge")
        self._remark(kind, question, words)

    def take_away(self, words: str) -> None:
        """Write down the one thing that one will do differently; the last one counts.

        Raises:
            UsageError: There are no words.
        """
        self._remark(TAKEAWAY, "", words)

    def _remark(self, kind: str, question: str, words: str) -> None:
        if not (text := clean(words).strip()):
            raise UsageError("review.no_words")
        payload = {"text": text, "kind": kind}
        self._record(Change(Kind.COMMENT_ADDED, question or None, payload=dict(payload)))

    def takeaways(self) -> Mapping[str, str]:
        """What each person will do differently, by name."""
        return {one.actor: one.text for one in self.comments() if one.kind == TAKEAWAY}

    def without_takeaway(self) -> tuple[str, ...]:
        """Members who have not written theirs."""
        known = {folded(one) for one in self.takeaways()}
        return tuple(one for one in self.members if folded(one) not in known)


class GroupTelling:
    """What the guide says to a group; nothing to a single person."""

    def __init__(self, session: "Session") -> None:
        self._session = session
        self._group = Groupwork(session)

    def _say(self, key: str, /, **values: object) -> str:
        return say(f"group.{key}", self._session.lang, **values)

    def at_the_end_of(self, step: "FlowStep") -> tuple[Said, ...]:
        """Three challenges of a step that is done, and what nobody has confirmed in it."""
        if not self._group.name:
            return ()
        lines = [self._say("step_done", step=step.title(self._session.lang))]
        lines += [f"{at}  {self._say(f'ask.{one}')}" for at, one in enumerate(CHALLENGES, 1)]
        if open_ := self._group.unconfirmed(step):
            lines.append(self._say("unconfirmed", count=len(open_)))
        return (Speaker(self._session.lang).guide("\n".join(lines)),)

    def missing_takeaways(self) -> tuple[Said, ...]:
        """Whose takeaway is missing."""
        missing = self._group.without_takeaway()
        if not missing:
            return ()
        names = say("course.joint", self._session.lang).join(missing)
        return (Speaker(self._session.lang).guide(self._say("takeaways", names=names)),)

    def lines(self) -> Iterator[str]:
        """How the group stands: step by step who answered and confirmed, and the takeaways."""
        if not self._group.name:
            yield self._say("none")
            return
        names = say("course.joint", self._session.lang)
        yield self._say("head", group=self._group.name, members=names.join(self._group.members))
        known = self._group.standing()
        for step in (one for phase in self._session.flow.phases for one in phase.steps):
            asked = [one.id for one in step.questions if one.id in known]
            if asked:
                confirmed = sum(bool(known[one][1]) for one in asked)
                yield self._say(
                    "step",
                    step=step.title(self._session.lang),
                    answered=len(asked),
                    confirmed=confirmed,
                    who=names.join(dict.fromkeys(known[one][0] for one in asked)),
                )
        for who, words in self._group.takeaways().items():
            yield self._say("takeaway", who=who, words=words)
        if missing := self._group.without_takeaway():
            yield self._say("takeaways", names=names.join(missing))
