"""The first words of a sitting: how far the plan is, and what is to be known before one goes on."""

from collections.abc import Iterator

from kamguide.engine.life import is_frozen
from kamguide.messages import say, span
from kamguide.model.answers import Origin
from kamguide.workspace.session import Session


def greeting(session: Session) -> Iterator[str]:
    """What a person is greeted with, line by line."""
    known, lang = session.progress, session.lang
    yield say(
        _words(session),
        lang,
        plan=session.facts.name,
        flow=session.flow.title(lang),
        answered=known.answered,
        applicable=known.applicable,
        time=span(known.minutes_left, lang),
        person=session.facts.actor,
    )
    if session.read_only:
        frozen = is_frozen(session.facts.status)
        yield say("review.closed" if frozen else "talk.read_only", lang)
    if session.remark:
        yield session.remark


def _words(session: Session) -> str:
    """Which words to begin with: nobody is welcomed back to answers that were handed out."""
    known = session.progress
    if not known.answered:
        return "talk.welcome"
    is_back = any(one.origin is Origin.TYPED for one in session.path.standing.values())
    words = "talk.welcome_back" if is_back else "talk.welcome_given"
    return words if known.minutes_left else f"{words}_done"
