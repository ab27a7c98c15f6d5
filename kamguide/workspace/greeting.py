"""The first words of a sitting: how far the plan is, and what is to be known before one goes on."""

from collections.abc import Iterator

from kamguide.engine.life import Life, is_frozen
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
    if session.facts.status == Life.RETURNED:
        yield from _returned(session)
    if session.remark:
        yield session.remark


def _returned(session: Session) -> Iterator[str]:
    """Who sent the plan back and why, and what leads back to the reviewer."""
    from kamguide.workspace.review import Review

    review, lang = Review(session.store, session.author, session.facts.id), session.lang
    last = next((one for one in reversed(review.moves()) if one.status == Life.RETURNED), None)
    if last is not None:
        yield say("talk.returned", lang, actor=last.actor, on=last.on, reason=last.reason)
    if not session.read_only:
        waiting = len(review.comments(open_only=True))
        key = "talk.returned_comments" if waiting else "talk.returned_again"
        yield say(key, lang, count=waiting)


def _words(session: Session) -> str:
    """Which words to begin with: nobody is welcomed back to answers that were handed out."""
    known = session.progress
    if not known.answered:
        return "talk.welcome"
    is_back = any(one.origin is Origin.TYPED for one in session.path.standing.values())
    words = "talk.welcome_back" if is_back else "talk.welcome_given"
    return words if known.minutes_left else f"{words}_done"
