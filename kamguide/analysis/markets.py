"""Market units on the directional policy matrix: today, on unchanged policy, and as wanted.

Scores look three years ahead, so a unit moves up or down only if it was scored again for T+3.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from kamguide.analysis.arithmetic import (
    HUNDRED,
    ZERO,
    compound_growth,
    percent,
    total,
    whole_total,
)
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
from kamguide.analysis.segments import Segments
from kamguide.analysis.strength import Attractiveness, Competitor, Strength


class Unit(Struct, frozen=True):
    """A row of `dpm_units`; money in the plan's unit, return on sales in percent."""

    unit_id: str
    revenue_t0: Decimal
    ros_t0_pct: Decimal | None = None


class NoChange(Struct, frozen=True):
    """A row of `dpm_forecast_no_change`: T+3 if today's policies stay."""

    unit_id: str
    own_total: Decimal | None = None
    best_comp_total: Decimal | None = None
    revenue_t3: Decimal | None = None


class ObjectivePosition(Struct, frozen=True):
    """A row of `dpm_objective_positions`: where the unit should be at T+3."""

    unit_id: str
    own_total_t3: Decimal
    best_comp_total_t3: Decimal
    revenue_t3: Decimal


class UnitFinancials(Struct, frozen=True):
    """A row of `dpm_financials`; return on sales in percent."""

    unit_id: str
    ros_t3_pct: Decimal


class UnitOutlook(Struct, frozen=True):
    """A unit at T+3, and the money that goes with it."""

    unit_id: str
    objective: Circle | None
    no_change: Circle | None
    revenue_t0: Decimal
    revenue_t3: Decimal | None
    growth_pct: Decimal | None
    """Compound growth from T0 to the objective, percent a year; None for a new unit."""
    is_new: bool
    ros_t0_pct: Decimal | None
    """None where there is no revenue."""
    ros_t3_pct: Decimal | None
    score_gain: Decimal | None
    """Points by which our total should rise."""


class OutlookTotals(Struct, frozen=True):
    """All units together; None where a part is not known."""

    revenue_t0: Decimal
    no_change_t3: Decimal | None
    objective_t3: Decimal | None
    growth_pct: Decimal | None
    ros_t0_pct: Decimal | None
    ros_t3_pct: Decimal | None


class MarketOutlook(Struct, frozen=True):
    """The ten steps' result: objectives and financial outcomes by unit."""

    units: Mapping[str, UnitOutlook]
    totals: OutlookTotals


def market_standings(
    segments: Segments, competitors: Sequence[Competitor] = ()
) -> Mapping[str, Standing]:
    """What is known of each market unit besides its scores.

    The competitors' shares are those of the whole market, the only ones that are asked.
    """
    rival = max((one.share_pct or ZERO for one in competitors), default=None)
    return {
        name: Standing(
            our_share_pct=one.share_pct, rival_share_pct=rival, growth_pct=one.growth_pct
        )
        for name, one in segments.segments.items()
    }


def markets(
    units: Sequence[Unit],
    attractiveness: Attractiveness,
    strengths: Mapping[str, Strength],
    settings: MatrixSettings = DEFAULT_SETTINGS,
    standings: Mapping[str, Standing] | None = None,
) -> Matrix:
    """The market units on the matrix today.

    Args:
        units: Their revenue at T0.
        attractiveness: The vertical axis.
        strengths: The horizontal axis.
        settings: Threshold and axis.
        standings: Shares and growth, for the directions that are also allowed.

    Source: McDonald's directional policy matrix; strong is on the left.
    """
    scored = scored_markets(units, attractiveness, strengths)
    return placed_on_matrix(scored, settings, standings or {})


def scored_markets(
    units: Sequence[Unit], attractiveness: Attractiveness, strengths: Mapping[str, Strength]
) -> Mapping[str, Scored]:
    """What each market unit is placed by today."""
    scored = {}
    for one in units:
        strength = strengths.get(one.unit_id)
        scored[one.unit_id] = Scored(
            revenue=one.revenue_t0,
            attractiveness=attractiveness.t0.get(one.unit_id),
            own_total=strength.own if strength else None,
            reference_total=strength.reference_total if strength else None,
        )
    return scored


def market_outlook(  # noqa: PLR0913, PLR0917 - one for each answer or figure it takes
    matrix: Matrix,
    units: Sequence[Unit],
    attractiveness: Attractiveness,
    objectives: Sequence[ObjectivePosition] = (),
    no_change: Sequence[NoChange] = (),
    financials: Sequence[UnitFinancials] = (),
) -> MarketOutlook:
    """Where each market unit is to be at T+3, with growth and return on sales.

    Args:
        matrix: The units today; lines and axis stay, only the circles move.
        units: Their revenue and return at T0.
        attractiveness: Scored again for T+3 where it was.
        objectives: Wanted totals and revenues.
        no_change: The same on unchanged policy.
        financials: Return on sales at T+3.
    """
    wanted = {one.unit_id: one for one in objectives}
    drifting = {one.unit_id: one for one in no_change}
    returns = {one.unit_id: one.ros_t3_pct for one in financials}
    outlooks = {}
    for one in units:
        height = attractiveness.t3.get(one.unit_id)
        outlooks[one.unit_id] = UnitOutlook(
            unit_id=one.unit_id,
            objective=_objective(matrix, height, wanted.get(one.unit_id)),
            no_change=_drift(matrix, height, drifting.get(one.unit_id)),
            revenue_t0=one.revenue_t0,
            revenue_t3=_revenue(wanted.get(one.unit_id)),
            growth_pct=compound_growth(one.revenue_t0, _revenue(wanted.get(one.unit_id))),
            is_new=one.revenue_t0 == ZERO,
            ros_t0_pct=one.ros_t0_pct if one.revenue_t0 else None,
            ros_t3_pct=returns.get(one.unit_id),
            score_gain=_gain(matrix, wanted.get(one.unit_id)),
        )
    return MarketOutlook(units=outlooks, totals=_totals(outlooks.values()))


def _revenue(wanted: ObjectivePosition | None) -> Decimal | None:
    return wanted.revenue_t3 if wanted else None


def _gain(matrix: Matrix, wanted: ObjectivePosition | None) -> Decimal | None:
    placed = matrix.units.get(wanted.unit_id) if wanted else None
    if wanted is None or placed is None or placed.circle.own_total is None:
        return None
    return wanted.own_total_t3 - placed.circle.own_total


def _objective(
    matrix: Matrix, height: Decimal | None, wanted: ObjectivePosition | None
) -> Circle | None:
    if wanted is None:
        return None
    return _drawn(
        matrix,
        Scored(wanted.revenue_t3, height, wanted.own_total_t3, wanted.best_comp_total_t3),
    )


def _drift(matrix: Matrix, height: Decimal | None, row: NoChange | None) -> Circle | None:
    if row is None:
        return None
    return _drawn(matrix, Scored(row.revenue_t3, height, row.own_total, row.best_comp_total))


def _drawn(matrix: Matrix, scored: Scored) -> Circle:
    return circle(scored, matrix.settings, matrix.threshold, matrix.largest_revenue)


def _totals(units: Iterable[UnitOutlook]) -> OutlookTotals:
    rows = list(units)
    revenue_t0 = total(one.revenue_t0 for one in rows)
    objective = whole_total(one.revenue_t3 for one in rows)
    drift = whole_total(one.no_change.revenue if one.no_change else None for one in rows)
    margin_t0 = whole_total(_return(one.revenue_t0, one.ros_t0_pct) for one in rows)
    margin_t3 = whole_total(_return(one.revenue_t3, one.ros_t3_pct) for one in rows)
    return OutlookTotals(
        revenue_t0=revenue_t0,
        no_change_t3=drift,
        objective_t3=objective,
        growth_pct=compound_growth(revenue_t0, objective),
        ros_t0_pct=percent(margin_t0, revenue_t0),
        ros_t3_pct=percent(margin_t3, objective),
    )


def _return(revenue: Decimal | None, ros_pct: Decimal | None) -> Decimal | None:
    if revenue == ZERO:
        return ZERO
    return None if revenue is None or ros_pct is None else revenue * ros_pct / HUNDRED
