"""How the customer buys: who decides, which stages we cover, what weighs on the buyers."""

from typing import TYPE_CHECKING, Final

from kamguide.coach.rubric.plan import Ladder, Plan
from kamguide.coach.subject import ids

if TYPE_CHECKING:
    from kamguide.analysis.buying import Buying

_SEVERAL: Final = 2
_MEMBERS: Final = 4
_FUNCTIONS: Final = 3
_THIN_PCT: Final = 40
_GOOD_PCT: Final = 70


def buying_centre(plan: Plan) -> Ladder:
    """Q8: who decides, across functions, and how we know."""
    members = plan.told("dmu_members", "name")
    yield len(members) >= _SEVERAL
    roles = {role for row in members for role in ids(row["roles"])}
    functions = {row["function"] for row in plan.told("dmu_members", "name", "function")}
    enough = len(members) >= _MEMBERS and len(functions) >= _FUNCTIONS
    yield enough and roles >= {"decider", "gatekeeper"}
    shown = plan.has("dmu_final_authority", "dmu_final_evidence")
    yield shown and plan.full("buy_items", "buy_class")


def stage_coverage(plan: Plan) -> Ladder:
    """Q9: how much of the buying process our contacts cover."""
    yield plan.told("dmu_stage_matrix", "involvement")
    buying: Buying | None = plan.figures.get("buying")
    covered = (buying.coverage_total_pct if buying else None) or 0
    known = plan.full("dmu_members", "influence") and plan.is_complete("dmu_procedure")
    needs = plan.full("info_needs", "dmu_id", "stage", "status")
    yield covered >= _THIN_PCT and known and needs
    yield covered >= _GOOD_PCT and buying is not None and buying.decider_covered


def pressures(plan: Plan) -> Ladder:
    """Q10: what weighs on the buyers, and what they need to know."""
    scored = plan.told("press_external", "strength") + plan.told("press_internal", "strength")
    yield scored
    deciders = {row.key for row in plan.rows("dmu_members") if "decider" in ids(row["roles"])}
    needs = plan.told("info_needs", "question")
    yield any(row["dmu_id"] in deciders for row in needs)
    buying: Buying | None = plan.figures.get("buying")
    ahead = {one.stage for one in buying.stages.values() if one.is_open} if buying else set()
    met = {row["stage"] for row in plan.told("info_needs", "question", "owner", "due")}
    yield buying is not None and ahead <= met
