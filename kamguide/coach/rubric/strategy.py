"""Where to go and how: mission, portfolio, assumptions, objectives, strategies."""

from typing import TYPE_CHECKING, Final

from kamguide.coach import words
from kamguide.coach.rubric.competition import compared
from kamguide.coach.rubric.plan import Ladder, Plan
from kamguide.coach.subject import ids

if TYPE_CHECKING:
    from kamguide.analysis.directions import Directions
    from kamguide.analysis.dpm import Matrix

_PARTS: Final = ("mis_role", "mis_business_def", "mis_competence", "mis_future")
_GROWING: Final = frozenset({"improve", "enter"})
_ASSUMPTIONS: Final = 3
_TARGETS: Final = ("target_t1", "target_t2", "target_t3")


def mission(plan: Plan) -> Ladder:
    """Q13: four parts, about needs, with what we lead in and what we will not do."""
    yield any(plan.subject.is_answered(one) for one in _PARTS)
    selfless = all(plan.free_at(one, "R12") for one in _PARTS)
    needs = plan.free_at("mis_business_def", "R13") and plan.is_complete("setup_products")
    yield plan.has(*_PARTS) and selfless and needs
    said = plan.form(*_PARTS, "mis_statement")
    never = words.found(said, plan.subject.words("never"))
    yield never and _names_a_lead(plan, said)


def _names_a_lead(plan: Plan, said: str) -> bool:
    """Whether a compared text names, by id or name, a success factor in which we lead."""
    comparison = compared(plan)
    names = {row.key: str(row["name"]) for row in plan.rows("csf_list")}
    leads = comparison.strengths if comparison else ()
    return any(words.found(said, (one, names.get(one, one))) for one in leads)


def portfolio(plan: Plan) -> Ladder:
    """Q14: a scored direction for each product line, in step with the numbers."""
    yield plan.told("pf_directions", "direction")
    directions: Directions | None = plan.figures.get("product_directions")
    chosen = directions.chosen if directions else {}
    lines = {row.key for row in plan.rows("setup_products")}
    yield lines and lines <= chosen.keys() and lines <= _scored(plan)
    fits = plan.passes("C10") and plan.full("prof_wallet", "wallet_t0", "wallet_t3")
    yield fits and set(chosen.values()) - _GROWING


def _scored(plan: Plan) -> set[str]:
    """The product lines with a total on both axes."""
    matrix: Matrix | None = plan.figures.get("products")
    whole = plan.full("pf_factors", "weight") and plan.full("csf_list", "weight")
    if matrix is None or not whole or not plan.full("pf_attr_scores", "score"):
        return set()
    places = {name: one.circle for name, one in matrix.units.items()}
    return {
        name
        for name, one in places.items()
        if None not in (one.attractiveness, one.own_total, one.reference_total)
    }


def assumptions(plan: Plan) -> Ladder:
    """Q15: outside conditions with their odds and a warning sign."""
    yield plan.rows("ass_list")
    outside = plan.full("ass_list", "statement") and plan.free_at("ass_list", "R16")
    known = plan.told("ass_list", "statement", "probability_pct", "trigger")
    yield outside and len(known) >= _ASSUMPTIONS
    yield plan.full("ass_list", "impact_t3_revenue") and plan.passes("C17")


def objectives(plan: Plan) -> Ladder:
    """Q16: measured, dated, in step with the forecast, and not of revenue alone."""
    yield plan.rows("obj_list")
    yield plan.full("obj_list", "metric", *_TARGETS, "due")
    types = {row["type"] for row in plan.told("obj_list", "type")}
    yield plan.passes("C07") and types - {"revenue"}


def strategy(plan: Plan) -> Ladder:
    """Q17: objectives, strategies and actions hang together."""
    yield plan.rows("obj_list")
    yield _is_linked(plan) and _is_acted_on(plan)
    yield plan.passes("C13", "C33")


def _is_linked(plan: Plan) -> bool:
    """Whether each objective has a strategy, and each strategy an objective."""
    targets = {row.key for row in plan.rows("obj_list")}
    serving = [set(ids(row["objectives"])) & targets for row in plan.rows("str_list")]
    return all(serving) and set().union(*serving) == targets


def _is_acted_on(plan: Plan) -> bool:
    """Whether each strategy has an action with an owner and a day."""
    acted_on = {row["str_id"] for row in plan.told("str_actions", "action", "owner", "due")}
    return all(row.key in acted_on for row in plan.rows("str_list"))
