"""Scoring candidate accounts on the six criteria, and the type of account each is."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from msgspec import Struct

from kamguide.analysis.arithmetic import decimal, natural_order

CRITERIA: Final = ("potential_spend", "margin", "growth", "location", "buying", "suppliers")
CUTOFF: Final = Decimal(6)
_TOP: Final = Fraction(10)


class CriterionWeight(Struct, frozen=True):
    """A row of `sel_weights`; weights sum to 100."""

    criterion: str
    weight: Decimal


class Anchor(Struct, frozen=True):
    """A row of `sel_anchors`: the values that score 0 and 10."""

    criterion: str
    value_0: Decimal
    value_10: Decimal


class Candidate(Struct, frozen=True):
    """A row of `sel_candidates`; money in the plan's unit, percent, scores 0 to 10."""

    candidate_id: str
    potential_spend: Decimal | None = None
    margin_pct: Decimal | None = None
    growth_pct: Decimal | None = None
    location_score: Decimal | None = None
    buying_score: Decimal | None = None
    suppliers_score: Decimal | None = None
    customer_id: str | None = None


class CandidateStrength(Struct, frozen=True):
    """A row of `sel_relationship`: our strength there against the best rival, 0.3 to 3.0."""

    candidate_id: str
    relative_strength: Decimal


class Assessment(Struct, frozen=True):
    """One candidate, scored."""

    candidate_id: str
    scores: Mapping[str, Decimal | None]
    """By criterion, 0 to 10."""
    total: Decimal | None
    rank: int | None
    is_key: bool
    """Whether the total reaches the cutoff."""
    relative_strength: Decimal | None
    account_type: str | None
    """`strategic`, `star`, `status` or `streamline`; None without a relative strength."""


class Selection(Struct, frozen=True):
    """All candidates, scored and ranked."""

    candidates: Mapping[str, Assessment]
    ranking: tuple[str, ...]
    """Ids by falling total; those without a total are left out."""
    totals: Mapping[str, Decimal | None]
    cutoff: Decimal


def selection(
    weights: Sequence[CriterionWeight],
    anchors: Sequence[Anchor],
    candidates: Sequence[Candidate],
    cutoff: Decimal = CUTOFF,
    relationships: Sequence[CandidateStrength] = (),
) -> Selection:
    """Candidate accounts scored on six criteria, ranked, and typed.

    Args:
        weights: By criterion.
        anchors: Of the three criteria that are numbers; a value between them scores in
            proportion, one beyond them 0 or 10.
        candidates: Their facts; one with a gap has no total.
        cutoff: The least total of a key account, 0 to 10.
        relationships: For the account type.
    """
    by_criterion = {one.criterion: one.weight for one in weights}
    scales = {one.criterion: one for one in anchors}
    strengths = {one.candidate_id: one.relative_strength for one in relationships}
    scores = {one.candidate_id: points(one, scales) for one in candidates}
    totals = {name: _total(by_criterion, found) for name, found in scores.items()}
    ranking = _ranking(totals)
    return Selection(
        candidates={
            name: Assessment(
                candidate_id=name,
                scores={key: decimal(score) for key, score in scores[name].items()},
                total=decimal(totals[name]),
                rank=ranking.index(name) + 1 if name in ranking else None,
                is_key=_reaches(totals[name], cutoff),
                relative_strength=strengths.get(name),
                account_type=_account_type(totals[name], cutoff, strengths.get(name)),
            )
            for name in scores
        },
        ranking=ranking,
        totals={name: decimal(value) for name, value in totals.items()},
        cutoff=cutoff,
    )


def _ranking(totals: Mapping[str, Fraction | None]) -> tuple[str, ...]:
    known = {name: value for name, value in totals.items() if value is not None}
    return tuple(sorted(known, key=lambda name: (-known[name], natural_order(name))))


def _reaches(total: Fraction | None, cutoff: Decimal) -> bool:
    return total is not None and total >= cutoff


def points(row: Candidate, scales: Mapping[str, Anchor]) -> dict[str, Fraction | None]:
    """The exact score of a candidate on each criterion, 0 to 10; None where a fact is missing.

    Args:
        row: Its facts.
        scales: Of the criteria that are numbers, by criterion.
    """
    return {
        "potential_spend": _scaled(row.potential_spend, scales.get("potential_spend")),
        "margin": _scaled(row.margin_pct, scales.get("margin")),
        "growth": _scaled(row.growth_pct, scales.get("growth")),
        "location": _exact(row.location_score),
        "buying": _exact(row.buying_score),
        "suppliers": _exact(row.suppliers_score),
    }


def _exact(value: Decimal | int | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _scaled(value: Decimal | None, anchor: Anchor | None) -> Fraction | None:
    if value is None or anchor is None or anchor.value_0 == anchor.value_10:
        return None
    bottom, top = Fraction(anchor.value_0), Fraction(anchor.value_10)
    return min(_TOP, max(Fraction(0), _TOP * (Fraction(value) - bottom) / (top - bottom)))


def _total(
    weights: Mapping[str, Decimal], scores: Mapping[str, Fraction | None]
) -> Fraction | None:
    parts = []
    for name, weight in weights.items():
        score = scores.get(name)
        if score is None:
            return None
        parts.append(Fraction(weight) * score)
    return sum(parts, Fraction(0)) / 100 if parts else None


def _account_type(total: Fraction | None, cutoff: Decimal, strength: Decimal | None) -> str | None:
    if total is None or strength is None:
        return None
    if total >= cutoff:
        return "strategic" if strength >= 1 else "star"
    return "status" if strength >= 1 else "streamline"
