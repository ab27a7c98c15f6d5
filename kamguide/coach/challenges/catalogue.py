"""Every pattern by the name that flows use."""

from collections.abc import Callable, Mapping
from typing import Final

from kamguide.coach.challenges import competition, customer, identification, strategy
from kamguide.coach.subject import Hit, Subject

Pattern = Callable[[Subject, Mapping[str, int]], Hit | None]
"""Whether the answers of a plan show it, within the limits of a challenge; and where."""

PATTERNS: Final[Mapping[str, Pattern]] = {
    "all_improve": identification.all_improve,
    "all_scores_above": competition.all_scores_above,
    "all_segments_pass": identification.all_segments_pass,
    "another_scores_higher": identification.another_scores_higher,
    "customer_squeezed": strategy.customer_squeezed,
    "every_need_met": customer.every_need_met,
    "everybody_agreed": competition.everybody_agreed,
    "first_step_late": strategy.first_step_late,
    "growth_for_nothing": strategy.growth_for_nothing,
    "hardly_all_hold": strategy.hardly_all_hold,
    "harvest_budget_grows": strategy.harvest_budget_grows,
    "more_strengths_than_weaknesses": competition.more_strengths_than_weaknesses,
    "nearly_sole_supplier": strategy.nearly_sole_supplier,
    "no_decider_met": customer.no_decider_met,
    "nothing_bought_anew": customer.nothing_bought_anew,
    "nothing_can_fail": strategy.nothing_can_fail,
    "nothing_given_up": strategy.nothing_given_up,
    "nothing_presses": customer.nothing_presses,
    "one_contact_holds": customer.one_contact_holds,
    "one_opportunity_carries": customer.one_opportunity_carries,
    "one_owner_carries": strategy.one_owner_carries,
    "only_friends": customer.only_friends,
    "only_our_own_ends": strategy.only_our_own_ends,
    "own_ground_wins": identification.own_ground_wins,
    "rivals_are_passive": competition.rivals_are_passive,
    "rivals_stand_still": competition.rivals_stand_still,
    "small_customers_get_time": identification.small_customers_get_time,
    "steeper_each_year": strategy.steeper_each_year,
    "value_is_our_claim": customer.value_is_our_claim,
    "visits_to_friends": customer.visits_to_friends,
    "we_see_us_closer": competition.we_see_us_closer,
}
