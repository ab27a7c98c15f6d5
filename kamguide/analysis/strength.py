"""Weighted scores: how attractive a unit is, and how strong each supplier is in it.

A set of scores with a gap has no total: it is n/a, never a smaller number.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from msgspec import Struct

from kamguide.analysis.arithmetic import HUNDRED, ZERO, natural_order, quotient, total
from kamguide.errors import CalculationError

OWN: Final = "own"
"""The id of our own company among the suppliers."""
REFERENCES: Final = ("best_score", "largest_share")


class Factor(Struct, frozen=True):
    """A row of `dpm_attr_factors` or `pf_factors`; weights of a set sum to 100."""

    factor_id: str
    weight: Decimal


class UnitScore(Struct, frozen=True):
    """A row of `dpm_attr_scores` or `dpm_attr_scores_t3`; 0 to 10."""

    unit_id: str
    factor_id: str
    score: Decimal


class ProductScore(Struct, frozen=True):
    """A row of `pf_attr_scores`; 0 to 10."""

    product_id: str
    factor_id: str
    score: Decimal


class UnitFactor(Struct, frozen=True):
    """A row of `dpm_csfs`: a critical success factor of one unit; weights sum to 100 in it."""

    unit_id: str
    csf_id: str
    weight: Decimal


class SupplierScore(Struct, frozen=True):
    """A row of `dpm_csf_scores`; `supplier` is `own` or a competitor's id; 0 to 10."""

    unit_id: str
    csf_id: str
    supplier: str
    score: Decimal


class Competitor(Struct, frozen=True):
    """A row of `mkt_competitors`; share of the market in percent."""

    competitor_id: str
    share_pct: Decimal | None = None


class AccountFactor(Struct, frozen=True):
    """A row of `csf_list`; weights sum to 100."""

    csf_id: str
    weight: Decimal
    name: str = ""


class ProductFactorScore(Struct, frozen=True):
    """A row of `pf_csf_scores`: our score and the best competitor's, now and at T+3."""

    product_id: str
    csf_id: str
    own_t0: Decimal
    comp_t0: Decimal
    own_t3: Decimal | None = None
    comp_t3: Decimal | None = None
    competitor_id: str | None = None


class Attractiveness(Struct, frozen=True):
    """Weighted attractiveness by unit, 0 to 10; None where a score is missing."""

    t0: Mapping[str, Decimal | None]
    t3: Mapping[str, Decimal | None]
    """Equal to `t0` but for units that were scored again for T+3."""


class Strength(Struct, frozen=True):
    """How strong we are in one unit against the competitor we are measured by."""

    totals: Mapping[str, Decimal]
    """Weighted total by supplier, 0 to 10, of those with a complete set of scores."""
    own: Decimal | None
    reference: str | None
    """The competitor that `ratio` is against."""
    reference_total: Decimal | None
    ratio: Decimal | None
    """Own total / reference total; above 1 = rated above the best competitor."""
    best_competitor: str | None
    """The one with the highest total; ties go to the larger share, then to the lower id."""
    best_total: Decimal | None
    largest_competitor: str | None
    """The one with the largest known share among those scored."""
    largest_ratio: Decimal | None


class ProductStrength(Struct, frozen=True):
    """The strength of one product in the account, now and at T+3."""

    t0: Strength
    t3: Strength


def weighted_total(weights: Mapping[str, Decimal], scores: Mapping[str, Decimal]) -> Decimal | None:
    """Sum of weight x score / 100; None if there is no weight, or a weighted score is missing."""
    wanted = [name for name, weight in weights.items() if weight]
    if not wanted or any(name not in scores for name in wanted):
        return None
    return total(weights[name] * scores[name] for name in wanted) / HUNDRED


def market_attractiveness(
    factors: Sequence[Factor],
    scores: Sequence[UnitScore],
    scores_t3: Sequence[UnitScore] = (),
) -> Attractiveness:
    """Attractiveness of each market unit.

    Args:
        factors: The same for all units.
        scores: Potential over the next three years.
        scores_t3: Scores at T+3, for units whose attractiveness itself will change.
    """
    weights = {one.factor_id: one.weight for one in factors}
    t0 = _attractiveness(weights, [(one.unit_id, one.factor_id, one.score) for one in scores])
    later = _attractiveness(weights, [(one.unit_id, one.factor_id, one.score) for one in scores_t3])
    changed = {name: value for name, value in later.items() if value is not None}
    return Attractiveness(t0=t0, t3={**t0, **changed})


def product_attractiveness(
    factors: Sequence[Factor], scores: Sequence[ProductScore]
) -> Attractiveness:
    """Attractiveness of each of our products inside the account."""
    weights = {one.factor_id: one.weight for one in factors}
    cells = [(one.product_id, one.factor_id, one.score) for one in scores]
    result = _attractiveness(weights, cells)
    return Attractiveness(t0=result, t3=result)


def _attractiveness(
    weights: Mapping[str, Decimal], cells: Sequence[tuple[str, str, Decimal]]
) -> dict[str, Decimal | None]:
    by_unit: dict[str, dict[str, Decimal]] = {}
    for unit, factor, score in cells:
        by_unit.setdefault(unit, {})[factor] = score
    return {unit: weighted_total(weights, scores) for unit, scores in by_unit.items()}


def market_strengths(
    factors: Sequence[UnitFactor],
    scores: Sequence[SupplierScore],
    competitors: Sequence[Competitor] = (),
    reference: str = "best_score",
) -> Mapping[str, Strength]:
    """Strength of the suppliers in each market unit, on the unit's own factors.

    Args:
        factors: Critical success factors by unit.
        scores: A competitor whose scores have a gap has no total and is left out.
        competitors: Their shares, for ties and for `largest_share`.
        reference: `best_score` or `largest_share`: which competitor the ratio is against.

    Raises:
        CalculationError: `reference` is neither.
    """
    if reference not in REFERENCES:
        raise CalculationError("dpm.reference", reference=reference)
    shares = {one.competitor_id: one.share_pct for one in competitors}
    weights: dict[str, dict[str, Decimal]] = {}
    for row in factors:
        weights.setdefault(row.unit_id, {})[row.csf_id] = row.weight
    given: dict[str, dict[str, dict[str, Decimal]]] = {unit: {} for unit in weights}
    for one in scores:
        given.setdefault(one.unit_id, {}).setdefault(one.supplier, {})[one.csf_id] = one.score
    return {
        unit: _strength(supplier_totals(weights[unit], given[unit]), shares, reference)
        for unit in weights
    }


def supplier_totals(
    weights: Mapping[str, Decimal], scores: Mapping[str, Mapping[str, Decimal]]
) -> dict[str, Decimal]:
    """Weighted totals by supplier, of those with a complete set of scores."""
    return {
        supplier: value
        for supplier, cells in scores.items()
        if (value := weighted_total(weights, cells)) is not None
    }


def best_competitor(
    totals: Mapping[str, Decimal], shares: Mapping[str, Decimal | None]
) -> str | None:
    """The competitor with the highest total; ties go to the larger share, then the lower id."""
    rivals = [name for name in totals if name != OWN]
    return min(
        rivals,
        key=lambda name: (-totals[name], -(shares.get(name) or ZERO), natural_order(name)),
        default=None,
    )


def _strength(
    totals: Mapping[str, Decimal], shares: Mapping[str, Decimal | None], reference: str
) -> Strength:
    own = totals.get(OWN)
    best = best_competitor(totals, shares)
    largest = min(
        (name for name in totals if name != OWN and shares.get(name)),
        key=lambda name: (-(shares[name] or ZERO), natural_order(name)),
        default=None,
    )
    against = largest if reference == "largest_share" and largest is not None else best
    against_total = totals[against] if against is not None else None
    return Strength(
        totals=totals,
        own=own,
        reference=against,
        reference_total=against_total,
        ratio=quotient(own, against_total),
        best_competitor=best,
        best_total=totals[best] if best is not None else None,
        largest_competitor=largest,
        largest_ratio=quotient(own, totals[largest]) if largest is not None else None,
    )


def product_strengths(
    factors: Sequence[AccountFactor], scores: Sequence[ProductFactorScore]
) -> Mapping[str, ProductStrength]:
    """Strength of each product in the account, on the account's own success factors.

    Args:
        factors: Critical success factors of the account.
        scores: One competitor a product, the best there.
    """
    weights = {one.csf_id: one.weight for one in factors}
    rows: dict[str, list[ProductFactorScore]] = {}
    for one in scores:
        rows.setdefault(one.product_id, []).append(one)
    return {
        product: ProductStrength(
            t0=_duel(weights, found, [(one.own_t0, one.comp_t0) for one in found]),
            t3=_duel(weights, found, [(one.own_t3, one.comp_t3) for one in found]),
        )
        for product, found in rows.items()
    }


def _duel(
    weights: Mapping[str, Decimal],
    rows: Sequence[ProductFactorScore],
    pairs: Sequence[tuple[Decimal | None, Decimal | None]],
) -> Strength:
    scored = list(zip((one.csf_id for one in rows), pairs, strict=True))
    own = {name: pair[0] for name, pair in scored if pair[0] is not None}
    rival = {name: pair[1] for name, pair in scored if pair[1] is not None}
    named = {one.competitor_id for one in rows if one.competitor_id}
    name = named.pop() if len(named) == 1 else "best"
    return _strength(supplier_totals(weights, {OWN: own, name: rival}), {}, "best_score")
