"""Every test by the name that flows use: of one answer, and of the whole plan."""

from collections.abc import Mapping
from typing import Final

from kamguide.byname import ByName
from kamguide.coach.subject import CheckTest, RuleTest

TESTS: Final[Mapping[str, RuleTest]] = ByName(
    "kamguide.coach",
    {
        "moneyrules": (
            "above_wallet",
            "direction_conflict",
            "gross_not_margin",
            "hockey_stick",
            "jump",
            "pays_for_nothing",
            "stage_jump",
            "unfunded",
        ),
        "tablerules": (
            "all_are",
            "certain",
            "duplicate",
            "guessed",
            "leads_everywhere",
            "no_rival",
            "rows_above",
            "rows_below",
            "spread_below",
            "sum_is",
            "weights_flat",
        ),
        "textrules": (
            "blank",
            "contains",
            "is_unknown",
            "lacks_date",
            "lacks_evidence",
            "lacks_number",
            "lacks_source",
            "lacks_trigger",
            "names_product",
            "names_rivals",
            "only_words",
            "percent_without_base",
            "repeats_target",
            "shorter_than",
            "starts_with",
            "unnamed",
        ),
        "plausibility": (
            "out_of_range",
            "outlier",
            "points_nowhere",
            "stale",
        ),
    },
)
CHECKS: Final[Mapping[str, CheckTest]] = ByName(
    "kamguide.coach.checks",
    {
        "money": (
            "account_fits_segment",
            "account_margin",
            "budget_share",
            "direction_fits_numbers",
            "growth_explained",
            "margin_steps=margin_moves",
            "objectives_add_up",
            "one_t0",
            "plan_pays",
            "segment_sums",
            "shares_fit",
            "statements_possible",
            "value_worth_the_talk",
            "wallet_cap",
            "yearly_targets_match",
        ),
        "links": (
            "assumptions_used",
            "budget_linked",
            "customer_goals_served",
            "harvest_unfunded",
            "objectives_served",
            "opportunities_used",
            "products_complete",
            "strategies_acted_on",
            "swot_paired",
            "swot_reflects_factors",
            "weaknesses_answered",
        ),
        "people": (
            "dates_in_plan",
            "deciders_have_contact",
            "gatekeepers_have_contact",
            "mission_names_customer",
            "purchase_in_time",
            "sources_fresh",
            "stage_step",
            "stages_covered",
            "weights",
            "work_shared",
        ),
    },
)
