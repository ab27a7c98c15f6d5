"""The quality of a plan by criterion: each a ladder of three conditions, from weak to strong.

A level is the number of conditions that hold from the first one on: 0 missing, 1 weak, 2 sound,
3 strong. The conditions are the method's own; what a flow does not ask of a table is not asked
of a plan either. No level rests on something that is not there: what cannot be told is not so.
"""

from collections.abc import Mapping
from itertools import takewhile
from typing import Final

from kamguide.coach.rubric.buying import buying_centre, pressures, stage_coverage
from kamguide.coach.rubric.competition import competition, swot
from kamguide.coach.rubric.customer import customer, finances, value
from kamguide.coach.rubric.foundations import consistency, implementation, sources
from kamguide.coach.rubric.grades import BANDS, STRONG, Grade, Rubric
from kamguide.coach.rubric.identification import (
    account_choice,
    market,
    market_matrix,
    pareto_evidence,
)
from kamguide.coach.rubric.money import budget, money
from kamguide.coach.rubric.plan import Grading, Plan
from kamguide.coach.rubric.position import relationship
from kamguide.coach.rubric.strategy import assumptions, mission, objectives, portfolio, strategy
from kamguide.coach.subject import Subject
from kamguide.engine.findings import Findings
from kamguide.engine.path import Path
from kamguide.model.flow import Flow

__all__ = ["BANDS", "LADDERS", "STRONG", "Grade", "Rubric", "rubric"]

LADDERS: Final[Mapping[str, Grading]] = {
    one.__name__: one
    for one in (
        *(account_choice, pareto_evidence, market, market_matrix, customer, finances, value),
        *(buying_centre, stage_coverage, pressures, competition, swot, mission, portfolio),
        *(assumptions, objectives, strategy, money, budget, consistency, relationship),
        *(sources, implementation),
    )
}
"""Every ladder by the name that a criterion uses; one without is left to a person."""


def rubric(flow: Flow, path: Path, findings: Findings) -> Rubric:
    """Grade a plan by every criterion of its flow that can be judged without a person.

    Args:
        flow: The flow, with the criteria of its method.
        path: What is asked and answered.
        findings: What `judge` found in the same path.
    """
    plan = Plan(Subject(flow, path), findings)
    return Rubric(
        tuple(
            Grade(one, sum(1 for _ in takewhile(bool, LADDERS[one.test](plan))))
            for one in flow.method.rubric
            if one.test in LADDERS and all(name in flow.questions for name in one.needs)
        )
    )
