"""The coach over a whole plan: everything that it finds, and what would follow from a change."""

import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from kamguide.coach.judging import judge
from kamguide.coach.rubric import rubric
from kamguide.coach.thread import golden_thread
from kamguide.engine.path import path
from kamguide.model.answers import Answers
from kamguide.model.edits import SetCell
from kamguide.workspace.foresight import Foresight
from kamguide.workspace.session import Session

from .measures import Measure, in_turns
from .plans import NOW, PLAN, keep_plan, workspace

ROUNDS = 15
CORRECTION = SetCell("fc_products", "P3", "rev_t3", Decimal(900))


def coach_measures(home: Path) -> Iterator[Measure]:
    """On the worked case with every question answered."""
    keep_plan(home, {})
    with workspace(home) as plans:
        session = plans.open(PLAN)
        whole = [_everything(session) for _ in range(ROUNDS)]
        yield Measure("checks, rubric and thread of a plan", whole, 0.05)
        floor, ours = in_turns(ROUNDS, lambda: _recomputed(session), lambda: _previewed(session))
        yield Measure("a change previewed, beside one recomputation", ours, 3, floor)
        plans.close(session)


def _everything(session: Session) -> float:
    """Seconds for all checks, the rubric and the thread of a path whose figures are known."""
    where = session.path
    start = time.perf_counter()
    found = judge(session.flow, where)
    rubric(session.flow, where, found)
    golden_thread(session.flow, where)
    return time.perf_counter() - start


def _recomputed(session: Session) -> float:
    """Seconds for every figure and finding, nothing known before."""
    answers = Answers(dict(session.answers.items()), session.answers.settings)
    start = time.perf_counter()
    where = path(session.flow, answers, today=NOW.date())
    for figure in session.flow.method.figures:
        where.figures.get(figure.id)
    judge(session.flow, where)
    return time.perf_counter() - start


def _previewed(session: Session) -> float:
    start = time.perf_counter()
    list(Foresight(session, (CORRECTION,)).lines())
    return time.perf_counter() - start
