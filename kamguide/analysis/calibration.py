"""How assumptions came out: how many held, and how well their stated probabilities fitted."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from msgspec import Struct

from kamguide.analysis.arithmetic import HUNDRED, ZERO, percent, quotient, total

BANDS: Final = ((1, 49), (50, 69), (70, 89), (90, 99))
"""Stated probabilities in percent that are looked at together, both ends included."""


class Claim(Struct, frozen=True):
    """An assumption, and what became of it."""

    person: str
    kind: str
    status: str
    """`held`, `partly`, `broken` or `open`."""
    probability_pct: Decimal | None = None
    """As stated when it was made, 1 to 99."""


class Band(Struct, frozen=True):
    """The assumptions with about the same stated probability."""

    low: int
    high: int
    count: int
    stated_pct: Decimal | None
    """The mean of what was stated."""
    held_pct: Decimal | None
    """How many of them held."""


class Scored(Struct, frozen=True):
    """How some assumptions came out."""

    held: int
    partly: int
    broken: int
    open: int
    rated: int
    """Those that clearly held or broke, and had a probability."""
    brier: Decimal | None
    """0 is perfect, 0.25 is what saying 50% every time earns, 1 is always wrong."""
    stated_pct: Decimal | None
    """The mean probability stated, of those rated."""
    held_pct: Decimal | None
    """The share of those rated that held."""
    bands: tuple[Band, ...]


def scored(claims: Iterable[Claim]) -> Scored:
    """How assumptions came out, and how well their probabilities were calibrated.

    The Brier score is the mean of (p - o)^2 over those that clearly held (o = 1) or broke
    (o = 0); one that held in part, or is open, is counted but not rated.

    Source:
        G. W. Brier, Verification of forecasts expressed in terms of probability, Monthly
        Weather Review 78 (1950), 1-3; in the usual form for events that happen or do not,
        which is half of his.
    """
    every = tuple(claims)
    rated = [one for one in every if _is_rated(one)]
    count = Decimal(len(rated))
    return Scored(
        held=_count(every, "held"),
        partly=_count(every, "partly"),
        broken=_count(every, "broken"),
        open=_count(every, "open"),
        rated=len(rated),
        brier=quotient(total(_miss(one) for one in rated), count),
        stated_pct=_stated(rated),
        held_pct=percent(Decimal(_count(rated, "held")), count),
        bands=tuple(_bands(rated)),
    )


def scores_by(claims: Iterable[Claim], key: Callable[[Claim], str]) -> Mapping[str, Scored]:
    """The same for each person or kind, by name."""
    groups: dict[str, list[Claim]] = {}
    for one in claims:
        groups.setdefault(key(one), []).append(one)
    return {name: scored(groups[name]) for name in sorted(groups)}


def _is_rated(claim: Claim) -> bool:
    return claim.status in ("held", "broken") and claim.probability_pct is not None


def _count(claims: Sequence[Claim], status: str) -> int:
    return sum(one.status == status for one in claims)


def _stated(claims: Sequence[Claim]) -> Decimal | None:
    return quotient(total(_probability(one) for one in claims), Decimal(len(claims)))


def _probability(claim: Claim) -> Decimal:
    return ZERO if claim.probability_pct is None else claim.probability_pct


def _miss(claim: Claim) -> Decimal:
    came = HUNDRED if claim.status == "held" else ZERO
    return ((_probability(claim) - came) / HUNDRED) ** 2


def _bands(claims: Sequence[Claim]) -> Iterable[Band]:
    for low, high in BANDS:
        inside = [one for one in claims if low <= _probability(one) < high + 1]
        if inside:
            held = percent(Decimal(_count(inside, "held")), Decimal(len(inside)))
            yield Band(low, high, len(inside), _stated(inside), held)
