"""Every pattern by the name that flows use."""

from collections.abc import Callable, Mapping
from typing import Final

from kamguide.byname import ByName
from kamguide.coach.subject import Hit, Subject

Pattern = Callable[[Subject, Mapping[str, int]], Hit | None]
"""Whether the answers of a plan show it, within the limits of a challenge; and where."""

PATTERNS: Final[Mapping[str, Pattern]] = ByName(
    "kamguide.coach.challenges",
    {
        "identification": (
            "all_improve",
            "all_segments_pass",
            "another_scores_higher",
            "own_ground_wins",
            "small_customers_get_time",
        ),
        "customer": (
            "every_need_met",
            "no_decider_met",
            "nothing_bought_anew",
            "nothing_presses",
            "one_contact_holds",
            "one_opportunity_carries",
            "only_friends",
            "value_is_our_claim",
            "visits_to_friends",
        ),
        "competition": (
            "all_scores_above",
            "everybody_agreed",
            "more_strengths_than_weaknesses",
            "rivals_are_passive",
            "rivals_stand_still",
            "we_see_us_closer",
        ),
        "strategy": (
            "customer_squeezed",
            "first_step_late",
            "growth_for_nothing",
            "hardly_all_hold",
            "harvest_budget_grows",
            "nearly_sole_supplier",
            "nothing_can_fail",
            "nothing_given_up",
            "one_owner_carries",
            "only_our_own_ends",
            "steeper_each_year",
        ),
    },
)
