"""Ourselves beside the competitors, and what follows as SWOT."""

from typing import TYPE_CHECKING, Final

from kamguide.coach.rubric.plan import Ladder, Plan
from kamguide.coach.subject import ids

if TYPE_CHECKING:
    from kamguide.analysis.csf import Comparison

_OWN: Final = "own"
_FACTORS: Final = 4
_RIVALS: Final = 2
_GAP: Final = 2
_THREE_TYPES: Final = 3
_PAIR_TYPES: Final = frozenset({"SO", "WO", "ST", "WT"})


def compared(plan: Plan) -> "Comparison | None":
    """The comparison on the success factors, if everyone in it is scored on every factor."""
    comparison: Comparison | None = plan.figures.get("csf")
    if comparison is None or not plan.full("csf_list", "name", "weight"):
        return None
    named = ids(plan.subject.answers.value("csf_competitors"))
    scored = {str(row["supplier"]) for row in plan.rows("csf_scores")}
    whole = plan.full("csf_scores", "score") and comparison.totals.keys() >= {*named, *scored, _OWN}
    return comparison if whole and plan.has("csf_competitors") else None


def competition(plan: Plan) -> Ladder:
    """Q11: measured against named rivals, with evidence where it matters."""
    yield any(row["supplier"] != _OWN for row in plan.told("csf_scores", "supplier", "score"))
    comparison = compared(plan)
    rivals = len(comparison.totals.keys() - {_OWN}) if comparison else 0
    honest = plan.free_at("csf_list", "R45") and plan.free_at("csf_scores", "R11")
    measured = len(plan.told("csf_list", "name", "how_measured")) >= _FACTORS
    moves = plan.full("comp_strategy", "next_move")
    yield honest and rivals >= _RIVALS and measured and moves
    shown = {row["csf_id"] for row in plan.told("csf_scores", "evidence")}
    gaps = comparison.gaps.values() if comparison else ()
    yield shown >= {one.csf_id for one in gaps if one.gap is None or abs(one.gap) >= _GAP}


def swot(plan: Plan) -> Ladder:
    """Q12: items with a source, paired in every way."""
    yield plan.rows("swot_items")
    types = _PAIR_TYPES & {str(row["type"]) for row in plan.told("swot_pairs", "items")}
    yield plan.full("swot_items", "kind", "text", "source") and len(types) >= _THREE_TYPES
    yield types == _PAIR_TYPES and plan.passes("C24", "C25")
