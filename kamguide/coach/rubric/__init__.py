"""The quality of a plan by criterion: each a ladder of three conditions, from weak to strong.

A level is the number of conditions that hold from the first one on: 0 missing, 1 weak, 2 sound,
3 strong. The conditions are the method's own; what a flow does not ask of a table is not asked
of a plan either. No level rests on something that is not there: what cannot be told is not so.
"""

from collections.abc import Mapping
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from kamguide.byname import ByName
from kamguide.coach.rubric.grades import BANDS, STRONG, Grade, Rubric
from kamguide.coach.subject import Subject
from kamguide.engine.findings import Findings
from kamguide.engine.path import Path
from kamguide.model.flow import Flow

if TYPE_CHECKING:
    from kamguide.coach.rubric.plan import Grading

__all__ = ["BANDS", "LADDERS", "STRONG", "Grade", "Rubric", "rubric"]

LADDERS: "Final[Mapping[str, Grading]]" = ByName(
    __name__,
    {
        "identification": ("account_choice", "pareto_evidence", "market", "market_matrix"),
        "customer": ("customer", "finances", "value"),
        "buying": ("buying_centre", "stage_coverage", "pressures"),
        "competition": ("competition", "swot"),
        "strategy": ("mission", "portfolio", "assumptions", "objectives", "strategy"),
        "money": ("money", "budget"),
        "foundations": ("consistency", "sources", "implementation"),
        "position": ("relationship",),
    },
)
"""Every ladder by the name that a criterion uses; one without is left to a person."""


def rubric(flow: Flow, path: Path, findings: Findings) -> Rubric:
    """Grade a plan by every criterion of its flow that can be judged without a person.

    Args:
        flow: The flow, with the criteria of its method.
        path: What is asked and answered.
        findings: What `judge` found in the same path.
    """
    from kamguide.coach.rubric.plan import Plan

    plan = Plan(Subject(flow, path), findings)
    return Rubric(
        tuple(
            Grade(one, sum(1 for _ in takewhile(bool, LADDERS[one.test](plan))))
            for one in flow.method.rubric
            if one.test in LADDERS and all(name in flow.questions for name in one.needs)
        )
    )
