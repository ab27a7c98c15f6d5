"""Which flow a new plan follows: how long each takes, and what to have at hand, in words."""

from collections.abc import Iterator

from kamguide.messages import say
from kamguide.model.flow import Flow
from kamguide.model.text import Lang, folded
from kamguide.workspace.practising import known_flows

HOUR = 60


def minutes(flow: Flow, lang: Lang) -> str:
    """How long a flow takes, as one would say it."""
    if flow.minutes <= 2 * HOUR:
        return say("start.minutes", lang, minutes=flow.minutes)
    return say("start.hours", lang, hours=round(flow.minutes / HOUR))


def known_as(name: str, lang: Lang) -> Flow | None:
    """The flow that is called so, by its id or its title."""
    wanted = folded(name)
    named = (one for one in known_flows() if wanted in (one.id, folded(one.title(lang))))
    return next(named, None)


def about_flow(flow: Flow | None, lang: Lang) -> Iterator[str]:
    """For whom a flow is, what comes of it, what to have at hand; of every flow its time."""
    if flow is None:
        for one in known_flows():
            yield say(
                "hometalk.flow", lang, id=one.id, title=one.title(lang), minutes=minutes(one, lang)
            )
        return
    yield flow.purpose(lang)
    yield say("start.result", lang, result=flow.result(lang))
    yield ""
    yield say("start.papers" if flow.papers else "start.no_papers", lang)
    yield from (f"- {one(lang)}" for one in flow.papers)
    if flow.papers:
        yield say("start.later", lang)
