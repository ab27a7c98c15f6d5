"""Exact arithmetic that the calculations share; never a binary float, never rounded inside."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Final

ZERO: Final = Decimal(0)
HUNDRED: Final = Decimal(100)
WORKING_DIGITS: Final = 60
"""Digits that roots and logarithms are worked out with, before they are cut to the usual 28."""

_ROOT_STEP: Final = Decimal("1e-22")
"""Roots are cut here, well above their error, so that an exact root comes out exact."""


def rounded(value: Decimal, places: int) -> Decimal:
    """A number for display: half away from zero, and never a negative zero.

    Args:
        value: Any finite number.
        places: Decimals to keep, 0 or more.
    """
    with localcontext() as context:
        context.prec = max(WORKING_DIGITS, value.adjusted() + places + 2)
        return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP) + ZERO


def total(values: Iterable[Decimal | int | None]) -> Decimal:
    """The sum of what is there: an empty number is left out, as it is not a zero."""
    return sum((Decimal(value) for value in values if value is not None), ZERO)


def known_total(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is known; None where nothing is."""
    known = [one for one in values if one is not None]
    return sum(known, ZERO) if known else None


def whole_total(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum; None if any part of it is not known."""
    parts = list(values)
    return None if any(part is None for part in parts) else total(parts)


def quotient(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """`part` / `whole`; None if either is not known or `whole` is zero."""
    return None if part is None or not whole else part / whole


def percent(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """`part` in percent of `whole`; None if either is not known or `whole` is zero."""
    return None if part is None or not whole else part * HUNDRED / whole


def decimal(value: Fraction | None) -> Decimal | None:
    """A fraction as a decimal number, to 28 digits; None stays None."""
    return None if value is None else Decimal(value.numerator) / Decimal(value.denominator)


def compound_growth(first: Decimal | None, last: Decimal | None, years: int = 3) -> Decimal | None:
    """Compound annual growth over `years`, in percent a year; -100 if nothing is left.

    Exact where the root is. None if either end is not known, `first` is not above zero, or
    `last` is below zero.
    """
    if first is None or last is None or first <= ZERO or last < ZERO:
        return None
    if last == ZERO:
        return -HUNDRED
    with localcontext() as context:
        context.prec = WORKING_DIGITS
        growth = (((last / first).ln() / years).exp() - 1) * HUNDRED
        growth = growth.quantize(_ROOT_STEP)
    return +growth


def log_position(ratio: Decimal, limit: Decimal) -> Decimal:
    """Where `ratio` lies on a logarithmic axis from `limit` (+1) over 1 (0) to 1/`limit` (-1).

    Ratios beyond the ends are drawn at the ends.
    """
    if ratio >= limit:
        return Decimal(1)
    if ratio * limit <= 1:
        return Decimal(-1)
    with localcontext() as context:
        context.prec = WORKING_DIGITS
        position = ratio.ln() / limit.ln()
    return +position


def natural_order(row_id: str) -> tuple[tuple[str | int, ...], str]:
    """A key that sorts ids as people count: C2 before C10."""
    parts = re.split(r"([0-9]+)", row_id)
    return tuple(int(part) if place % 2 else part for place, part in enumerate(parts)), row_id
