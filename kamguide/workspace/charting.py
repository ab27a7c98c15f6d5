"""The charts of a plan: all of them, those that somebody names, and those of one step."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from kamguide.engine.turns import Asked
from kamguide.errors import UsageError
from kamguide.messages import say
from kamguide.model.flow import FlowStep
from kamguide.plan.blocks import Chart, ChartKind
from kamguide.plan.chapters import part
from kamguide.workspace.session import Session
from kamguide.workspace.speaking import Said, Speaker

STEPS: Final[Mapping[str, tuple[str, tuple[ChartKind, ...]]]] = {
    "pareto": ("market.chapter", ("pareto",)),
    "dpm": ("matrix.chapter", ("matrix",)),
    "strategy_direction": ("matrix.chapter", ("matrix",)),
    "objectives_analysis": ("overview.chapter", ("forces",)),
    "financial_ratios": ("overview.chapter", ("ratios",)),
    "value_chain": ("value.part", ("value",)),
    "value_opportunities": ("value.part", ("value",)),
    "dmu": ("buying.part", ("dmu",)),
    "csf": ("competition.chapter", ("comparison",)),
    "swot": ("competition.chapter", ("swot",)),
    "relationship": ("positioning.chapter", ("relationship",)),
    "portfolio": ("portfolio.chapter", ("matrix",)),
    "objectives": ("money.chapter", ("revenue",)),
    "strategies": ("objectives.chapter", ("gantt",)),
    "forecast": ("money.chapter", ("revenue", "scenarios")),
    "budget": ("budget.chapter", ("budget",)),
    "kam_position": ("overview.chapter", ("stages",)),
}
"""The part of the plan that draws what a step comes to, and which of its charts show that."""


def charts_of(session: Session) -> list[Chart]:
    """Every chart of a plan as it stands, in the order of the plan."""
    from kamguide.workspace.files import document

    return [one for one in document(session).blocks if isinstance(one, Chart)]


def charts_of_step(session: Session, step: FlowStep) -> list[Chart]:
    """The charts that the answers of a step come to; none while there is too little."""
    place, kinds = STEPS.get(step.id, ("", ()))
    if not place or not session.progress.of(step.id).answered:
        return []
    from kamguide.plan.paper import Paper

    paper = Paper(session.flow, session.path, (), session.lang)
    charts = (one for one in part(place)(paper) if isinstance(one, Chart))
    return [one for one in charts if one.kind in kinds]


def told_charts(session: Session, speaker: Speaker, wanted: str) -> tuple[Said, ...]:
    """The charts that somebody names; where nobody does, that of this step, or which there are.

    Raises:
        UsageError: The plan has none of that name.
    """
    if wanted:
        charts = charts_meant(session, wanted)
    else:
        turn = session.turn
        charts = charts_of_step(session, turn.step) if isinstance(turn, Asked) else []
    known = () if wanted else (speaker.guide(known_charts(session)),)
    return (*map(speaker.chart, charts), *known)


def charts_meant(session: Session, wanted: str) -> list[Chart]:
    """The charts that somebody names.

    Raises:
        UsageError: The plan has none of that name; it says which ones it has.
    """
    from kamguide.export.charted.naming import charts_named

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
    from kamguide.export.charted.naming import names_of

    for name, one in zip(names_of(charts, session.lang), charts, strict=True):
        yield say("charted.line", session.lang, name=name, title=one.title)
