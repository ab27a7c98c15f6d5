"""A step in short, told in the talk when it is done: the same lines and tables as in the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kamguide.engine.turns import Asked, Turn
from kamguide.errors import UsageError
from kamguide.messages import say
from kamguide.model.flow import FlowStep
from kamguide.workspace.groupwork import GroupTelling
from kamguide.workspace.session import Session
from kamguide.workspace.speaking import Said, Speaker

if TYPE_CHECKING:
    from kamguide.plan.steps import StepInShort


def step_in_short(session: Session, step: FlowStep) -> StepInShort:
    """What a step of a session comes to now."""
    from kamguide.plan.paper import Paper
    from kamguide.plan.steps import in_short

    findings = session.findings_in([question.id for question in step.questions])
    return in_short(Paper(session.flow, session.path, findings, session.lang), step)


def told(session: Session, step: FlowStep) -> Said:
    """A step in short, in words.

    Raises:
        UsageError: Nothing of it is answered yet.
    """
    if not session.progress.of(step.id).answered:
        raise UsageError("talk.step_empty", step=step.title(session.lang))
    return _said(session, step.title(session.lang), step_in_short(session, step))


def _said(session: Session, head: str, short: StepInShort) -> Said:
    return Speaker(session.lang).guide("\n".join((head, *short.lines)), short.tables)


class StepEnds:
    """Notices when the talk leaves a step that was worked on and is done.

    It is told once, and again only when it has come to something else.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._here: FlowStep | None = None
        self._told: dict[str, StepInShort] = {}
        self._group = GroupTelling(session)
        self._reminded = False

    def told_at(self, turn: Turn) -> tuple[Said, ...]:
        """What is told when `turn` comes next: the step before, what a group still owes."""
        return (*self._step_before(turn), *self._owed(turn))

    def _owed(self, turn: Turn) -> tuple[Said, ...]:
        """Once a sitting, when every step is done: whose takeaway is missing."""
        steps = (one for phase in self._session.flow.phases for one in phase.steps)
        if isinstance(turn, Asked) or self._reminded:
            return ()
        if not all(self._session.progress.of(one.id).is_done for one in steps):
            return ()
        self._reminded = True
        return self._group.missing_takeaways()

    def _step_before(self, turn: Turn) -> tuple[Said, ...]:
        left, self._here = self._here, turn.step if isinstance(turn, Asked) else None
        if left is None or (self._here is not None and left.id == self._here.id):
            return ()
        worked_on = self._session.worked_on
        if not any(question.id in worked_on for question in left.questions):
            return ()
        if not self._session.progress.of(left.id).is_done:
            return ()
        short = step_in_short(self._session, left)
        if self._told.get(left.id) == short:
            return ()
        self._told[left.id] = short
        title = left.title(self._session.lang)
        head = say("talk.step_done", self._session.lang, title=title)
        return (_said(self._session, head, short), *self._group.at_the_end_of(left))
