"""The relationship on both sides, and what key account management is here."""

from typing import TYPE_CHECKING, Final

from kamguide.coach.rubric.plan import Ladder, Plan

if TYPE_CHECKING:
    from kamguide.analysis.relationship import Relationship

_INDICATORS: Final = 8
_ACTED_ON: Final = 2
_OURS: Final = "rel_indicators_us"
_THEIRS: Final = "rel_indicators_customer"
_UNIT_3: Final = (
    *("kam_whole", "kam_functions", "kam_task", "kam_role", "kam_contribution"),
    *("kam_needs", "kam_advantages", "kam_trends", "kam_statement"),
)


def relationship(plan: Plan) -> Ladder:
    """Q21: where the relationship stands on both sides, one step on, and what KAM is here."""
    found: Relationship | None = plan.figures.get("relationship")
    yield found or plan.subject.is_answered("rel_target_stage")
    both = all(plan.full(one, "level", least=_INDICATORS) for one in (_OURS, _THEIRS))
    steps = found.steps if found else None
    traded = plan.full("prof_history", "rev_t0")
    yield both and traded and steps is not None and steps <= 1
    acted_on = plan.named(plan.form("rel_actions"), _OURS, "indicator")
    yield acted_on >= _ACTED_ON and plan.has(*_UNIT_3) and plan.is_complete(*_UNIT_3)
