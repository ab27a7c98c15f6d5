"""The directional policy matrix: where a unit lies, what that suggests, how it should move.

Markets and products in the account go through the same functions, so that both read alike.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Final

from msgspec import Struct

from kamguide.analysis.arithmetic import ZERO, log_position, quotient
from kamguide.errors import CalculationError

THRESHOLD: Final = Decimal(5)
_SPAN: Final = Decimal(3)
"""Points of difference at the ends of the axis when it shows differences."""
NEAR_ATTRACTIVE: Final = Decimal("0.25")
NEAR_STRONG: Final = Decimal("0.05")
_DOMINANT: Final = Decimal("1.5")
_SMALL: Final = Decimal("0.4")
_MEDIUM: Final = Decimal("0.75")

STAR: Final = "star"
CASH_COW: Final = "cash_cow"
QUESTION_MARK: Final = "question_mark"
DOG: Final = "dog"
NEW: Final = "new"

SUGGESTED: Final[Mapping[str, tuple[str, ...]]] = {
    STAR: ("improve",),
    CASH_COW: ("maintain",),
    QUESTION_MARK: ("improve", "exit"),
    DOG: ("harvest", "exit"),
    NEW: ("enter",),
}

TONES: Final[Mapping[str, Mapping[str, str]]] = {
    "maintain": {
        "market_share": "hold",
        "product": "keep_fresh",
        "price": "hold_or_lead",
        "promotion": "targeted",
        "service": "protect",
        "cost": "only_to_defend",
        "people": "steady",
        "cash": "gives",
    },
    "improve": {
        "market_share": "gain",
        "product": "widen",
        "price": "fair_for_value",
        "promotion": "strong",
        "service": "extend",
        "cost": "invest_ahead",
        "people": "best",
        "cash": "takes",
    },
    "harvest": {
        "market_share": "let_go_slowly",
        "product": "prune",
        "price": "raise_where_possible",
        "promotion": "minimum",
        "service": "self_service",
        "cost": "cut",
        "people": "few",
        "cash": "gives",
    },
    "exit": {
        "market_share": "give_up",
        "product": "stop",
        "price": "raise_or_end",
        "promotion": "none",
        "service": "honour_contracts",
        "cost": "release_assets",
        "people": "move",
        "cash": "gives_once",
    },
    "enter": {
        "market_share": "first_foothold",
        "product": "pilot_range",
        "price": "introductory",
        "promotion": "trial_customers",
        "service": "high_for_pilots",
        "cost": "capped_with_review",
        "people": "small_team",
        "cash": "takes",
    },
}
"""The tone that each direction sets, by code; the words are in the catalogues."""


class MatrixSettings(Struct, frozen=True):
    """How the matrix is drawn and where its halves begin."""

    threshold: Decimal | None
    """Attractive from here on, 0 to 10; None: midway between the lowest and the highest."""
    ratio_max: Decimal
    """The ratio at the left end of the axis; its inverse is at the right end."""
    by_difference: bool


class Standing(Struct, frozen=True):
    """What else is known of a unit's market, for the directions that are also allowed."""

    our_share_pct: Decimal | None = None
    rival_share_pct: Decimal | None = None
    """The share of the best competitor."""
    growth_pct: Decimal | None = None

    @property
    def is_dominant(self) -> bool:
        """Our share is above 1.5 times the best competitor's."""
        if self.our_share_pct is None or not self.rival_share_pct:
            return False
        return self.our_share_pct > _DOMINANT * self.rival_share_pct

    @property
    def is_shrinking(self) -> bool:
        """The market has a growth below zero."""
        return self.growth_pct is not None and self.growth_pct < ZERO


class Circle(Struct, frozen=True):
    """Where a unit is drawn, at one time."""

    revenue: Decimal | None
    attractiveness: Decimal | None
    own_total: Decimal | None
    reference_total: Decimal | None
    ratio: Decimal | None
    x: Decimal | None
    """+1 far left (strong), 0 centre line, -1 far right."""
    radius: Decimal | None
    """Relative to the largest unit at T0, which is 1."""
    size: str | None
    """`small`, `medium` or `large` by radius; `none`: no revenue, drawn as a cross."""
    cell: str | None
    """The quadrant it lies in, whether or not it is new."""
    quadrant: str | None
    """`star`, `cash_cow`, `question_mark`, `dog`, or `new` where there is no revenue."""
    borderline: tuple[str, ...]
    """`attractiveness`, `strength` or both: so near a line that a small change flips it."""


class Placed(Struct, frozen=True):
    """A unit on the matrix today, and what follows from its place."""

    unit_id: str
    circle: Circle
    suggested: tuple[str, ...]
    also_allowed: tuple[str, ...]
    is_selective: bool
    """Whether `improve` is meant for a few units only."""


class Matrix(Struct, frozen=True):
    """The units on the matrix today."""

    units: Mapping[str, Placed]
    settings: MatrixSettings
    threshold: Decimal
    midrange: Decimal | None
    midrange_advised: bool
    """Whether every unit lies on one side of the fixed threshold."""
    largest_revenue: Decimal
    borderline: tuple[str, ...]
    """Every unit that lies near a line."""
    suggested: Mapping[str, str]
    """The first suggestion, by unit."""


class Scored(Struct, frozen=True):
    """What a unit is placed by."""

    revenue: Decimal | None
    attractiveness: Decimal | None
    own_total: Decimal | None
    reference_total: Decimal | None


def matrix_settings(
    threshold: str = "fixed", ratio_max: str = "3", axis: str = "ratio"
) -> MatrixSettings:
    """The settings of the matrix, read.

    Args:
        threshold: `fixed` (5.0), `midrange`, or a number from 0 to 10.
        ratio_max: Ratio at the end of the axis, above 1; 2 zooms in.
        axis: `ratio` (logarithmic) or `difference`.

    Raises:
        CalculationError: A setting has a value without meaning.
    """
    limit = _number("dpm_ratio_max", ratio_max)
    if limit <= 1:
        raise CalculationError("dpm.setting", name="dpm_ratio_max", value=ratio_max)
    if axis not in ("ratio", "difference"):
        raise CalculationError("dpm.setting", name="dpm_axis", value=axis)
    if threshold == "midrange":
        return MatrixSettings(None, limit, axis == "difference")
    fixed = THRESHOLD if threshold == "fixed" else _number("dpm_threshold", threshold)
    return MatrixSettings(fixed, limit, axis == "difference")


def _number(name: str, value: str) -> Decimal:
    try:
        number = Decimal(value)
    except InvalidOperation as fault:
        raise CalculationError("dpm.setting", name=name, value=value) from fault
    if not number.is_finite():
        raise CalculationError("dpm.setting", name=name, value=value)
    return number


DEFAULT_SETTINGS: Final = matrix_settings()


def placed_on_matrix(
    units: Mapping[str, Scored],
    settings: MatrixSettings,
    standings: Mapping[str, Standing],
) -> Matrix:
    """The units on the matrix today, with the directions that their places suggest."""
    known = [one.attractiveness for one in units.values() if one.attractiveness is not None]
    threshold, midrange = _threshold(units, settings)
    largest = max((one.revenue or ZERO for one in units.values()), default=ZERO)
    placed = {}
    for name, one in units.items():
        where = circle(one, settings, threshold, largest)
        placed[name] = _placed(name, where, standings.get(name, Standing()))
    return Matrix(
        units=placed,
        settings=settings,
        threshold=threshold,
        midrange=midrange,
        midrange_advised=len(known) > 1 and len({one >= THRESHOLD for one in known}) == 1,
        largest_revenue=largest,
        borderline=tuple(name for name, one in placed.items() if one.circle.borderline),
        suggested={name: one.suggested[0] for name, one in placed.items() if one.suggested},
    )


def _threshold(
    units: Mapping[str, Scored], settings: MatrixSettings
) -> tuple[Decimal, Decimal | None]:
    """Where attractive begins, and the middle between the lowest and the highest."""
    known = [one.attractiveness for one in units.values() if one.attractiveness is not None]
    midrange = (min(known) + max(known)) / 2 if known else None
    if settings.threshold is not None:
        return settings.threshold, midrange
    return (THRESHOLD if midrange is None else midrange), midrange


def circle(
    scored: Scored, settings: MatrixSettings, threshold: Decimal, largest_revenue: Decimal
) -> Circle:
    """Where a unit is drawn.

    Args:
        scored: What it is placed by; n/a parts leave n/a results.
        settings: How the axis is drawn.
        threshold: Attractive from here on.
        largest_revenue: The revenue whose circle has radius 1.
    """
    ratio = quotient(scored.own_total, scored.reference_total)
    share = quotient(scored.revenue, largest_revenue)
    radius = share.sqrt() if share is not None and share >= ZERO else None
    cell = _cell(scored, threshold)
    return Circle(
        revenue=scored.revenue,
        attractiveness=scored.attractiveness,
        own_total=scored.own_total,
        reference_total=scored.reference_total,
        ratio=ratio,
        x=_x(scored, ratio, settings),
        radius=radius,
        size=_size(scored.revenue, radius),
        cell=cell,
        quadrant=_quadrant(scored, threshold),
        borderline=tuple(_near_lines(scored, threshold)),
    )


def _x(scored: Scored, ratio: Decimal | None, settings: MatrixSettings) -> Decimal | None:
    own, reference = scored.own_total, scored.reference_total
    if settings.by_difference and own is not None and reference is not None:
        return max(Decimal(-1), min(Decimal(1), (own - reference) / _SPAN))
    if settings.by_difference or ratio is None:
        return None
    return log_position(ratio, settings.ratio_max)


def _size(revenue: Decimal | None, radius: Decimal | None) -> str | None:
    if revenue == ZERO:
        return "none"
    if radius is None:
        return None
    if radius < _SMALL:
        return "small"
    return "medium" if radius < _MEDIUM else "large"


def _quadrant(scored: Scored, threshold: Decimal) -> str | None:
    return NEW if scored.revenue == ZERO else _cell(scored, threshold)


def _cell(scored: Scored, threshold: Decimal) -> str | None:
    own, reference = scored.own_total, scored.reference_total
    if scored.attractiveness is None or own is None or not reference:
        return None
    is_attractive, is_strong = scored.attractiveness >= threshold, own >= reference
    return quadrant_of(is_attractive=is_attractive, is_strong=is_strong)


def quadrant_of(*, is_attractive: bool, is_strong: bool) -> str:
    """The quadrant between the two lines of the matrix."""
    if is_attractive:
        return STAR if is_strong else QUESTION_MARK
    return CASH_COW if is_strong else DOG


def _placed(name: str, where: Circle, standing: Standing) -> Placed:
    return Placed(
        unit_id=name,
        circle=where,
        suggested=SUGGESTED[where.quadrant] if where.quadrant else (),
        also_allowed=_also_allowed(where.quadrant, standing),
        is_selective=where.quadrant == QUESTION_MARK,
    )


def _near_lines(scored: Scored, threshold: Decimal) -> Iterable[str]:
    height, own, reference = scored.attractiveness, scored.own_total, scored.reference_total
    if height is not None and abs(height - threshold) < NEAR_ATTRACTIVE:
        yield "attractiveness"
    if own is not None and reference and abs(own - reference) < NEAR_STRONG * reference:
        yield "strength"


def _also_allowed(quadrant: str | None, standing: Standing) -> tuple[str, ...]:
    if quadrant == STAR and standing.is_dominant:
        return ("maintain",)
    if quadrant == CASH_COW and standing.is_shrinking:
        return ("harvest",)
    return ("maintain",) if quadrant == NEW else ()
