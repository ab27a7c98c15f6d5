"""Competitive comparison on the account's critical success factors, today and at T+3.

On each factor we are held against the best of all compared competitors, whoever that is.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from msgspec import Struct

from kamguide.analysis.arithmetic import HUNDRED, ZERO, natural_order, quotient, total
from kamguide.analysis.money import WalletToday
from kamguide.analysis.portfolio import Supply
from kamguide.analysis.strength import (
    OWN,
    AccountFactor,
    best_competitor,
    supplier_totals,
    weighted_total,
)

_GAP: Final = Decimal(1)
"""Points from which a gap counts."""


class FactorScore(Struct, frozen=True):
    """A row of `csf_scores` or `rev_csf_rescore`; `supplier` is `own` or a competitor's id."""

    csf_id: str
    supplier: str
    score: Decimal


class FactorTarget(Struct, frozen=True):
    """A row of `csf_own_target`; 0 to 10."""

    csf_id: str
    target_t3: Decimal | None = None
    competitor_expected_t3: Decimal | None = None


class FactorGap(Struct, frozen=True):
    """One factor: our score against the best competitor's on it."""

    csf_id: str
    weight: Decimal
    own: Decimal | None
    best: Decimal | None
    best_suppliers: tuple[str, ...]
    gap: Decimal | None
    label: str | None
    """`decisive_strength`, `minor_strength`, `parity`, `minor_weakness`, `decisive_weakness`."""
    importance: Decimal | None
    """Weight x size of the gap: what strengths and weaknesses are ranked by."""


class Comparison(Struct, frozen=True):
    """The competitive comparison."""

    totals: Mapping[str, Decimal]
    """Weighted totals by supplier, 0 to 10, of those with a score on every factor."""
    own: Decimal | None
    best_competitor: str | None
    best_total: Decimal | None
    ratio: Decimal | None
    gaps: Mapping[str, FactorGap]
    strengths: tuple[str, ...]
    """Factors we lead on, the most important first."""
    weaknesses: tuple[str, ...]
    """Factors we trail on, the most important first."""
    decisive_strengths: tuple[str, ...]
    decisive_weaknesses: tuple[str, ...]
    leads_everywhere: bool
    """Whether we have the best score on every factor: hard to believe."""


class ComparisonOutlook(Struct, frozen=True):
    """The comparison at T+3."""

    own_t3: Decimal | None
    competitor_t3: Decimal | None
    ratio_t3: Decimal | None
    rises: Mapping[str, Decimal]
    """Points that our score should gain, by factor with a target."""


def csf(
    factors: Sequence[AccountFactor],
    scores: Sequence[FactorScore],
    competitors: tuple[str, ...] = (),
    suppliers: Sequence[Supply] = (),
    wallet: WalletToday | None = None,
) -> Comparison:
    """Weighted totals, ratio and gaps on the account's success factors.

    Args:
        factors: With weights that sum to 100.
        scores: Ours and the competitors', as the customer would give them.
        competitors: Those compared; all that are scored where none is named.
        suppliers: Their shares of the wallet, which break a tie.
        wallet: What those shares are of.
    """
    weights = {one.csf_id: one.weight for one in factors}
    cells = _cells(scores, competitors)
    totals = supplier_totals(weights, cells)
    best = best_competitor(totals, _shares(suppliers, wallet))
    own = totals.get(OWN)
    gaps = {one.csf_id: _gap(one, cells, len(factors)) for one in factors}
    best_total = totals[best] if best is not None else None
    strengths, weaknesses = _ranked(gaps, "strength"), _ranked(gaps, "weakness")
    return Comparison(
        totals=totals,
        own=own,
        best_competitor=best,
        best_total=best_total,
        ratio=quotient(own, best_total),
        gaps=gaps,
        strengths=strengths,
        weaknesses=weaknesses,
        decisive_strengths=_decisive(gaps, strengths),
        decisive_weaknesses=_decisive(gaps, weaknesses),
        leads_everywhere=bool(gaps)
        and all(one.gap is not None and one.gap >= ZERO for one in gaps.values()),
    )


def _cells(
    scores: Iterable[FactorScore], competitors: tuple[str, ...]
) -> dict[str, dict[str, Decimal]]:
    cells: dict[str, dict[str, Decimal]] = {}
    for one in scores:
        if one.supplier == OWN or not competitors or one.supplier in competitors:
            cells.setdefault(one.supplier, {})[one.csf_id] = one.score
    return cells


def _shares(suppliers: Iterable[Supply], wallet: WalletToday | None) -> dict[str, Decimal | None]:
    """What each competitor sells to the account; in points of share where no wallet is known."""
    shares: dict[str, Decimal | None] = {}
    for one in suppliers:
        spent = wallet.products.get(one.product_id) if wallet is not None else None
        size = spent.t0 if spent is not None else None
        part = one.share_pct * (HUNDRED if size is None else size)
        shares[one.competitor_id] = (shares.get(one.competitor_id) or ZERO) + part
    return shares


def _gap(
    factor: AccountFactor, cells: Mapping[str, Mapping[str, Decimal]], count: int
) -> FactorGap:
    rivals = {
        name: given[factor.csf_id]
        for name, given in cells.items()
        if name != OWN and factor.csf_id in given
    }
    best = max(rivals.values(), default=None)
    own = cells.get(OWN, {}).get(factor.csf_id)
    gap = None if own is None or best is None else Decimal(own) - best
    return FactorGap(
        csf_id=factor.csf_id,
        weight=factor.weight,
        own=own,
        best=best,
        best_suppliers=tuple(
            sorted((name for name, score in rivals.items() if score == best), key=natural_order)
        ),
        gap=gap,
        label=_label(gap, is_weighty=factor.weight * count >= HUNDRED),
        importance=None if gap is None else factor.weight * abs(gap),
    )


def _label(gap: Decimal | None, *, is_weighty: bool) -> str | None:
    if gap is None:
        return None
    if abs(gap) < _GAP:
        return "parity"
    size = "decisive" if is_weighty else "minor"
    return f"{size}_{'strength' if gap > ZERO else 'weakness'}"


def _ranked(gaps: Mapping[str, FactorGap], kind: str) -> tuple[str, ...]:
    found = [one for one in gaps.values() if (one.label or "").endswith(kind)]
    found.sort(key=lambda one: (-(one.importance or ZERO), natural_order(one.csf_id)))
    return tuple(one.csf_id for one in found)


def _decisive(gaps: Mapping[str, FactorGap], names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in names if (gaps[name].label or "").startswith("decisive"))


def csf_outlook(comparison: Comparison, targets: Sequence[FactorTarget] = ()) -> ComparisonOutlook:
    """The comparison at T+3: targets where given, else the scores of today.

    Args:
        comparison: Today.
        targets: Ours, and what is expected of the best competitor on the factor.
    """
    given = {one.csf_id: one for one in targets}
    weights = {name: one.weight for name, one in comparison.gaps.items()}
    own: dict[str, Decimal] = {}
    rival: dict[str, Decimal] = {}
    for name, gap in comparison.gaps.items():
        target = given.get(name, FactorTarget(name))
        ours = gap.own if target.target_t3 is None else target.target_t3
        theirs = (
            gap.best if target.competitor_expected_t3 is None else target.competitor_expected_t3
        )
        own |= {} if ours is None else {name: ours}
        rival |= {} if theirs is None else {name: theirs}
    own_t3, competitor_t3 = weighted_total(weights, own), weighted_total(weights, rival)
    return ComparisonOutlook(
        own_t3=own_t3,
        competitor_t3=competitor_t3,
        ratio_t3=quotient(own_t3, competitor_t3),
        rises={
            name: Decimal(one.target_t3) - own_today
            for name, one in given.items()
            if one.target_t3 is not None
            and name in comparison.gaps
            and (own_today := comparison.gaps[name].own) is not None
        },
    )


def wallet_shares_pct(suppliers: Sequence[Supply]) -> Mapping[str, Decimal]:
    """What the competitors together supply of each product, in percent of the wallet."""
    shares: dict[str, Decimal] = {}
    for one in suppliers:
        shares[one.product_id] = total((shares.get(one.product_id), one.share_pct))
    return shares
