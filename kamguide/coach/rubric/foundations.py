"""What holds a plan: its sources, that it agrees with itself, that somebody carries it out."""

from collections import Counter
from datetime import date
from typing import Final

from kamguide.coach.rubric.plan import Ladder, Plan

_SOME: Final = 3
_MANY: Final = 5
_FROM_CUSTOMER: Final = frozenset({"annual_report", "interview", "tender"})
_FEW_WARNINGS: Final = 5
_REVIEWS_A_YEAR: Final = 2
_PLAN_YEARS: Final = (1, 2, 3)


def sources(plan: Plan) -> Ladder:
    """Q22: what it rests on, fresh, and partly from the customer."""
    listed = plan.told("setup_sources", "title")
    yield listed
    yield len(listed) >= _SOME
    theirs = any(row["kind"] in _FROM_CUSTOMER for row in listed)
    yield len(listed) >= _MANY and theirs and plan.passes("C30")


def consistency(plan: Plan) -> Ladder:
    """Q20: nothing contradicts anything else; what could not be checked may contradict."""
    checks = [one for one in plan.subject.flow.method.checks if plan.applies(one)]
    failed = Counter(one.severity for one in checks if not plan.is_passed(one))
    something = any(map(plan.subject.is_answered, plan.subject.asked))
    yield something and not failed["block"]
    yield failed["warn"] < _FEW_WARNINGS
    yield not failed["warn"]


def implementation(plan: Plan) -> Ladder:
    """Q23: who does what by when, and when it is looked at again."""
    yield plan.rows("str_actions")
    yield plan.full("str_actions", "owner", "due")
    yield _is_looked_at(plan) and plan.passes("C34")


def _is_looked_at(plan: Plan) -> bool:
    """Whether two reviews with measures fall into one year of the plan."""
    if not plan.asks("plan_review_dates"):
        return True
    measured = [row["date"] for row in plan.told("plan_review_dates", "date", "measures")]
    years = Counter(plan.subject.fiscal.of(day) for day in measured if isinstance(day, date))
    planned = [plan.subject.year(offset) for offset in _PLAN_YEARS]
    return any(years[one] >= _REVIEWS_A_YEAR for one in planned if one is not None)
