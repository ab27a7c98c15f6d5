"""The plan as it was when it was last handed on, read back from its log."""

from collections.abc import Sequence
from typing import Final

from kamguide.engine.path import path
from kamguide.model.answers import Answers
from kamguide.plan.deck.desk import Earlier
from kamguide.store.events import Event, Kind
from kamguide.store.projection import project
from kamguide.workspace.loading import answers_of
from kamguide.workspace.session import Session

VERSIONS: Final = ("completed", "submitted", "approved")
"""What a plan is said to be when it is handed on."""


def earlier(session: Session) -> Earlier | None:
    """The latest version that differs from the plan as it stands; None where there is none."""
    log = tuple(session.events())
    for at in reversed(range(len(log))):
        event = log[at]
        if not _is_version(event) or not _answers(log[at + 1 :]):
            continue
        state = project(log[: at + 1])
        then = answers_of(session.flow, state, session.answers.earlier)
        changed = _changed(then, session.answers)
        if changed:
            day = event.at.astimezone().date()
            return Earlier(day, path(session.flow, then, today=session.today), changed)
    return None


def _is_version(event: Event) -> bool:
    return event.kind is Kind.STATUS_CHANGED and event.payload.get("status") in VERSIONS


def _answers(events: Sequence[Event]) -> bool:
    return any(one.question is not None for one in events)


def _changed(then: Answers, now: Answers) -> int:
    """How many answers say something else; where they come from does not count."""
    names = {*then, *now}
    return sum(_said(then, name) != _said(now, name) for name in names)


def _said(answers: Answers, name: str) -> object:
    answer = answers.get(name)
    return None if answer is None else (answer.state, answer.value, answer.rows)
