"""Finding the account: 80/20, market, market matrix, choice."""

from typing import TYPE_CHECKING, Final

from kamguide.coach import words
from kamguide.coach.rubric.plan import Ladder, Plan, is_told
from kamguide.model.answers import Row

if TYPE_CHECKING:
    from kamguide.analysis.directions import Directions
    from kamguide.analysis.dpm import Matrix
    from kamguide.analysis.pareto import Pareto
    from kamguide.analysis.selection import Selection

_CANDIDATES: Final = 3
_CRITERIA: Final = 6
_LARGEST: Final = 3
_CUSTOMERS: Final = 10
_CLASSES: Final = 3
_SEGMENTS: Final = 3
_TESTS: Final = ("size_sufficient", "similarity", "relevance", "reachable")
_SCORED: Final = ("dpm_attr_factors", "dpm_attr_scores", "dpm_csfs", "dpm_csf_scores")


def account_choice(plan: Plan) -> Ladder:
    """Q1: the account was chosen among several, by more than its size."""
    yield plan.subject.is_answered("setup_account_name") or plan.subject.is_answered("sel_choice")
    selection: Selection | None = plan.figures.get("selection")
    candidates = selection.candidates if selection else {}
    scored = [one for one in candidates.values() if None not in (*one.scores.values(), one.total)]
    weighed = plan.full("sel_weights", "weight", least=_CRITERIA)
    yield weighed and len(scored) >= _CANDIDATES
    chosen = candidates.get(str(plan.subject.answers.value("sel_choice")))
    reason = plan.form("sel_reason")
    argued = words.has_number(reason) or plan.named(reason, "sel_weights", "criterion")
    is_key = chosen is not None and chosen.is_key and plan.has("sel_cutoff")
    yield is_key and argued and _looks_beyond_the_largest(plan)


def _looks_beyond_the_largest(plan: Plan) -> bool:
    """Whether a candidate is none of the three largest customers; one that buys nothing is none."""
    pareto: Pareto | None = plan.figures.get("pareto")
    if pareto is None or not plan.is_complete("pareto_customers"):
        return False
    largest = {one.customer_id for one in pareto.revenue.rows[:_LARGEST]}
    listed = {row.key: row["name"] for row in plan.rows("pareto_customers")}
    names = {listed.get(one) for one in largest}

    def is_beyond(row: Row) -> bool:
        key = row["customer_id"]
        if not is_told(row["name"]) or row["name"] in names:
            return False
        return key is None or (str(key) in listed and str(key) not in largest)

    return any(map(is_beyond, plan.rows("sel_candidates")))


def pareto_evidence(plan: Plan) -> Ladder:
    """Q2: the list of customers says something, and something follows from it."""
    yield plan.rows("pareto_customers")
    pareto: Pareto | None = plan.figures.get("pareto")
    classed = [one for one in pareto.revenue.rows if one.class_] if pareto else []
    yield len(classed) >= _CUSTOMERS and words.has_number(plan.form("pareto_interpretation"))
    by_margin = pareto.margin.n if pareto and pareto.margin else 0
    actions = plan.rows("pareto_actions")
    policies = {plan.subject.form(str(row["policy"])) for row in actions if is_told(row["policy"])}
    stopped = any(is_told(row["stop_doing"]) for row in actions)
    yield by_margin >= _CUSTOMERS and len(policies) >= _CLASSES and stopped


def market(plan: Plan) -> Ladder:
    """Q3: segments by need and size, a market by its need, rivals of another kind."""
    yield plan.rows("seg_segments")
    told = {row.key for row in plan.told("seg_segments", "need", "market_size")}
    tested = {row.key for row in plan.told("seg_criteria_scores", *_TESTS)}
    yield len(told & tested) >= _SEGMENTS
    kinds = {row["kind"] for row in plan.told("mkt_competitors", "name", "kind")}
    defined = plan.has("mkt_definition") and plan.free_at("mkt_definition", "R13")
    yield defined and plan.is_complete("setup_products") and kinds - {"direct"}


def market_matrix(plan: Plan) -> Ladder:
    """Q4: weights and scores that tell units apart, and a direction for each."""
    yield plan.told("dpm_attr_scores", "score")
    sound = all(plan.free_at(one, "R07", "R08", "C04") for one in _SCORED)
    written = plan.has("dpm_conclusion_current", "dpm_conclusion_objectives")
    yield sound and written and _is_placed(plan)
    directions: Directions | None = plan.figures.get("market_directions")
    anchored = plan.full("dpm_attr_factors", "anchor_10", "anchor_0")
    yield anchored and directions is not None and _is_decided(plan, directions)


def _is_placed(plan: Plan) -> bool:
    """Whether each unit has all its scores, ours and those of a competitor."""
    matrix: Matrix | None = plan.figures.get("markets")
    places = [one.circle for one in matrix.units.values()] if matrix else []
    totals = [(one.attractiveness, one.own_total, one.reference_total) for one in places]
    weighed = plan.full("dpm_attr_factors", "weight") and plan.full("dpm_csfs", "weight")
    scored = plan.full("dpm_attr_scores", "score") and plan.full("dpm_csf_scores", "score")
    return bool(totals) and weighed and scored and not any(None in one for one in totals)


def _is_decided(plan: Plan, directions: "Directions") -> bool:
    """Whether each unit has a direction, not all of them `improve`, departures explained."""
    several = any(one != "improve" for one in directions.chosen.values())
    explained = plan.has("dir_override_reason") or not directions.has_overrides
    return several and explained and not directions.undecided
