"""Knowing the customer: its industry and goals, its figures, its value chain."""

from collections import Counter
from typing import TYPE_CHECKING, Final

from kamguide.coach import words
from kamguide.coach.rubric.plan import Ladder, Plan, is_told

if TYPE_CHECKING:
    from kamguide.analysis.finance import Ratios
    from kamguide.analysis.value import Opportunity, Value

_FORCES: Final = 5
_EACH: Final = 2
_YEARS: Final = 3
_NUMBERS: Final = 2
_VALUED: Final = ("vc_revenue_opps", "vc_displacement_opps", "vc_avoidance_opps")
_OPPORTUNITIES: Final = 3
_KINDS: Final = 2
_VERIFIED_PCT: Final = 30


def customer(plan: Plan) -> Ladder:
    """Q5: the customer's industry and goals as the customer sees them."""
    yield plan.rows("ind_forces", "acct_sw", "prof_objectives")
    tied = plan.told("acct_sw", "text", "product_id")
    kinds = Counter(row["kind"] for row in tied)
    both = kinds["strength"] >= _EACH and kinds["weakness"] >= _EACH
    yield plan.full("ind_forces", "intensity", "evidence", least=_FORCES) and both
    yield plan.full("prof_objectives", "objective", "metric", "date", "source")


def finances(plan: Plan) -> Ladder:
    """Q6: three years against the industry, and an idea for each weak ratio."""
    yield plan.rows("fin_statements")
    ratios: Ratios | None = plan.figures.get("ratios")
    years = ratios.by_year if ratios else {}
    yield len(years) >= _YEARS and plan.full("fin_industry", "industry_value")
    needed = ratios.needs_improvement_form if ratios else {}
    weak = {name for name, answer in needed.items() if answer == "yes"}
    ideas = {row["ratio"] for row in plan.told("fin_improvement", "idea")}
    yield weak <= ideas and words.amounts(plan.form("fin_conclusion")) >= _NUMBERS


def value(plan: Plan) -> Ladder:
    """Q7: value in amounts, of several kinds, verified with the customer."""
    yield plan.rows(*_VALUED, "vc_intangible_opps")
    found: Value | None = plan.figures.get("value")
    quantified = _quantified(plan, found)
    yield len(quantified) >= _OPPORTUNITIES
    kinds = {one.kind for one in quantified}
    verified = found is not None and (found.verified_pct or 0) >= _VERIFIED_PCT
    yield len(kinds) >= _KINDS and verified and _is_all_valued(plan, found)


def _quantified(plan: Plan, found: "Value | None") -> "list[Opportunity]":
    """The opportunities with an amount, a calculation and a probability."""
    told = {
        str(row["opp_id"] or row.key)
        for table in _VALUED
        for row in plan.told(table, "calculation", "probability_pct")
    }
    known = found.opportunities.values() if found else ()
    return [one for one in known if one.opp_id in told]


def _is_all_valued(plan: Plan, found: "Value | None") -> bool:
    """Whether every opportunity has its amount, so that a share of the whole can be told."""
    listed = [str(row["opp_id"] or row.key) for row in plan.rows(*_VALUED)]
    known = found.opportunities if found else {}
    return plan.is_complete("value") and all(is_told(one) and one in known for one in listed)
