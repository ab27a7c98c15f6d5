"""Every test by the name that flows use: of one answer, and of the whole plan."""

from collections.abc import Mapping
from typing import Final

from kamguide.coach import tablerules, textrules
from kamguide.coach.subject import CheckTest, RuleTest
from kamguide.coach.textrules import over_texts

TESTS: Final[Mapping[str, RuleTest]] = {
    "all_are": tablerules.all_are,
    "blank": textrules.blank,
    "certain": tablerules.certain,
    "contains": over_texts(textrules.contains),
    "duplicate": tablerules.duplicate,
    "guessed": tablerules.guessed,
    "is_unknown": textrules.is_unknown,
    "lacks_date": textrules.lacks_date,
    "lacks_evidence": textrules.lacks_evidence,
    "lacks_number": textrules.lacks_number,
    "lacks_source": over_texts(textrules.lacks_source),
    "lacks_trigger": textrules.lacks_trigger,
    "leads_everywhere": tablerules.leads_everywhere,
    "names_product": over_texts(textrules.names_product),
    "names_rivals": over_texts(textrules.names_rivals),
    "no_rival": tablerules.no_rival,
    "only_words": textrules.only_words,
    "percent_without_base": over_texts(textrules.percent_without_base),
    "repeats_target": over_texts(textrules.repeats_target),
    "rows_above": tablerules.rows_above,
    "rows_below": tablerules.rows_below,
    "shorter_than": over_texts(textrules.shorter_than),
    "spread_below": tablerules.spread_below,
    "starts_with": over_texts(textrules.starts_with),
    "sum_is": tablerules.sum_is,
    "unnamed": textrules.unnamed,
    "weights_flat": tablerules.weights_flat,
}
CHECKS: Final[Mapping[str, CheckTest]] = {}
