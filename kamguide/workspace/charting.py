"""The charts of a plan: all of them, those that somebody names, and those of one step."""

from collections.abc import Iterator, Sequence

from kamguide.errors import UsageError
from kamguide.export.charted.naming import charts_named, name_of
from kamguide.messages import say
from kamguide.plan.blocks import Chart
from kamguide.workspace.files import document
from kamguide.workspace.session import Session


def charts_of(session: Session) -> list[Chart]:
    """Every chart of a plan as it stands, in the order of the plan."""
    return [one for one in document(session).blocks if isinstance(one, Chart)]


def charts_meant(session: Session, wanted: str) -> list[Chart]:
    """The charts that somebody names.

    Raises:
        UsageError: The plan has none of that name; it says which ones it has.
    """
    charts = charts_of(session)
    if not charts:
        raise UsageError("charted.none")
    found = charts_named(charts, wanted)
    if not found:
        raise UsageError("charted.unknown", name=wanted, known="\n".join(_listed(session, charts)))
    return found


def known_charts(session: Session) -> str:
    """What charts there are, and by which words they are called."""
    charts = charts_of(session)
    if not charts:
        return say("charted.none", session.lang)
    known = "\n".join(_listed(session, charts))
    return say("charted.known", session.lang, known=known)


def _listed(session: Session, charts: Sequence[Chart]) -> Iterator[str]:
    for one in charts:
        yield say(
            "charted.line", session.lang, name=name_of(one.kind, session.lang), title=one.title
        )
