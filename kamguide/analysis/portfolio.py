"""Our products in the account on the directional policy matrix, today and at T+3."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from kamguide.analysis.arithmetic import ZERO
from kamguide.analysis.dpm import (
    DEFAULT_SETTINGS,
    Circle,
    Matrix,
    MatrixSettings,
    Scored,
    Standing,
    circle,
    placed_on_matrix,
)
from kamguide.analysis.money import T3, Forecast, History, WalletToday
from kamguide.analysis.strength import Attractiveness, ProductStrength


class Supply(Struct, frozen=True):
    """A row of `prof_suppliers`: a competitor's share of the account's spend on a product."""

    competitor_id: str
    product_id: str
    share_pct: Decimal


class ProductOutlook(Struct, frozen=True):
    """A product in the account at T+3."""

    product_id: str
    objective: Circle | None
    growth_pct: Decimal | None
    """Compound growth of revenue T0 to T+3, percent a year; None for a new product."""
    is_new: bool


def product_standings(
    wallet: WalletToday, suppliers: Sequence[Supply] = ()
) -> Mapping[str, Standing]:
    """What is known of each product's category in the account besides its scores."""
    rivals: dict[str, Decimal] = {}
    for one in suppliers:
        rivals[one.product_id] = max(rivals.get(one.product_id, ZERO), one.share_pct)
    return {
        name: Standing(
            our_share_pct=one.share_t0_pct,
            rival_share_pct=rivals.get(name),
            growth_pct=one.growth_pct,
        )
        for name, one in wallet.products.items()
    }


def products(
    attractiveness: Attractiveness,
    strengths: Mapping[str, ProductStrength],
    history: History,
    settings: MatrixSettings = DEFAULT_SETTINGS,
    standings: Mapping[str, Standing] | None = None,
) -> Matrix:
    """Our products on the matrix of the account today.

    Args:
        attractiveness: The vertical axis; its products are those on the matrix.
        strengths: The horizontal axis.
        history: Revenue at T0.
        settings: Threshold and axis.
        standings: Shares and growth, for the directions that are also allowed.
    """
    scored = scored_products(attractiveness, strengths, history)
    return placed_on_matrix(scored, settings, standings or {})


def scored_products(
    attractiveness: Attractiveness, strengths: Mapping[str, ProductStrength], history: History
) -> Mapping[str, Scored]:
    """What each product is placed by today."""
    scored = {}
    for name, height in attractiveness.t0.items():
        strength = strengths.get(name)
        scored[name] = Scored(
            revenue=history.rev_t0.get(name),
            attractiveness=height,
            own_total=strength.t0.own if strength else None,
            reference_total=strength.t0.reference_total if strength else None,
        )
    return scored


def product_outlook(
    matrix: Matrix,
    attractiveness: Attractiveness,
    strengths: Mapping[str, ProductStrength],
    forecast: Forecast | None = None,
) -> Mapping[str, ProductOutlook]:
    """Where each product is to be at T+3; without a forecast its circle has no size."""
    lines = forecast.products if forecast else {}
    outlooks = {}
    for name, placed in matrix.units.items():
        line, strength = lines.get(name), strengths.get(name)
        scored = Scored(
            revenue=line.revenue[T3] if line else None,
            attractiveness=attractiveness.t3.get(name),
            own_total=strength.t3.own if strength else None,
            reference_total=strength.t3.reference_total if strength else None,
        )
        outlooks[name] = ProductOutlook(
            product_id=name,
            objective=circle(scored, matrix.settings, matrix.threshold, matrix.largest_revenue),
            growth_pct=line.growth_pct if line else None,
            is_new=placed.circle.revenue == ZERO,
        )
    return outlooks
