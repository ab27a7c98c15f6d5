"""The 80/20 analysis of the customer list: ranks, shares, classes, concentration.

Every threshold is compared in whole amounts, so that 80 percent is exactly 80 percent.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Final

from msgspec import Struct

from kamguide.analysis.arithmetic import HUNDRED, ZERO, natural_order, percent, quotient, total
from kamguide.analysis.concentration import herfindahl
from kamguide.errors import CalculationError

CLASSES: Final = ("A", "B", "C")
CUT_A: Final = Decimal(80)
CUT_B: Final = Decimal(95)
_MOST: Final = Decimal(80)
"""The share of the total, in percent, that the local version of "20%" is asked for."""
_CLASSIC: Final = Decimal(80)
_CONCENTRATED: Final = Decimal(60)


class Customer(Struct, frozen=True):
    """A row of `pareto_customers`; money in the plan's unit, the margin may be negative."""

    customer_id: str
    revenue: Decimal
    margin: Decimal | None = None
    segment_id: str | None = None
    name: str = ""


class TimeSplit(Struct, frozen=True):
    """A row of `pareto_time_split`: percent of sales time spent on a class."""

    class_: str
    time_now_pct: Decimal
    time_planned_pct: Decimal | None = None


class Ranked(Struct, frozen=True):
    """A customer in a ranking; percentages are None where the total is not above zero."""

    customer_id: str
    rank: int
    value: Decimal
    share_pct: Decimal | None
    cumulative: Decimal
    cumulative_pct: Decimal | None
    customers_pct: Decimal
    """This rank in percent of all customers."""
    class_: str | None


class Ranking(Struct, frozen=True):
    """The customers by one value, largest first."""

    rows: tuple[Ranked, ...]
    total: Decimal
    n: int
    top_n: int
    """How many customers make up 20%."""
    top20_pct: Decimal | None
    """What those bring, in percent of the total."""
    customers_for_80: int | None
    customers_for_80_pct: Decimal | None
    gini: Decimal | None
    """0 to (n-1)/n; None if any value is negative."""
    peak_pct: Decimal | None
    """Highest point of the cumulative curve if any value is negative; may exceed 100."""
    hhi: Decimal | None
    """Sum of the squared shares, 0 to 10,000 where no value is negative."""
    class_counts: Mapping[str, int]
    class_shares_pct: Mapping[str, Decimal | None]
    reading: str | None
    """`classic` (top 20% bring 80% or more), `concentrated` (60 to 80) or `spread`."""


class Effort(Struct, frozen=True):
    """How far sales time follows value; above 1 = under-served."""

    now: Decimal | None
    planned: Decimal | None


class CustomerStanding(Struct, frozen=True):
    """One customer in both rankings."""

    customer_id: str
    revenue: Decimal
    margin: Decimal | None
    margin_pct: Decimal | None
    revenue_share_pct: Decimal | None
    margin_share_pct: Decimal | None
    rank_by_revenue: int
    rank_by_margin: int | None
    move: int | None
    """Rank by revenue less rank by margin; positive = better than its size."""
    class_by_revenue: str | None
    class_by_margin: str | None


class Pareto(Struct, frozen=True):
    """The 80/20 analysis."""

    revenue: Ranking
    margin: Ranking | None
    """Customers without a margin are left out; None if none has one."""
    customers: Mapping[str, CustomerStanding]
    without_margin: tuple[str, ...]
    largest_move: str | None
    """The customer whose rank changes most between the two rankings."""
    effort: Mapping[str, Effort]


def pareto(
    customers: Sequence[Customer],
    cut_a: Decimal = CUT_A,
    cut_b: Decimal = CUT_B,
    time_split: Sequence[TimeSplit] = (),
) -> Pareto:
    """How concentrated revenue and margin are over the customers.

    Args:
        customers: Any order; ties go by id, counted naturally.
        cut_a: Class A reaches at least this cumulative percentage.
        cut_b: Class B reaches at least this one.
        time_split: Percent of sales time by class.

    Raises:
        CalculationError: There are no customers, or `cut_b` is below `cut_a`.

    Source: Pareto's finding, as ABC analysis; Gini and Herfindahl-Hirschman by definition.
    """
    if not customers:
        raise CalculationError("pareto.no_customers")
    if cut_b < cut_a:
        raise CalculationError("pareto.cuts_crossed", cut_a=cut_a, cut_b=cut_b)
    revenue = _ranking({one.customer_id: one.revenue for one in customers}, cut_a, cut_b)
    margins = {one.customer_id: one.margin for one in customers if one.margin is not None}
    margin = _ranking(margins, cut_a, cut_b) if margins else None
    standings = _standings(customers, revenue, margin)
    return Pareto(
        revenue=revenue,
        margin=margin,
        customers=standings,
        without_margin=tuple(one.customer_id for one in customers if one.margin is None),
        largest_move=_largest_move(standings),
        effort={one.class_: _effort(one, revenue) for one in time_split},
    )


def _ranking(values: Mapping[str, Decimal], cut_a: Decimal, cut_b: Decimal) -> Ranking:
    ordered = sorted(values, key=lambda name: (-values[name], natural_order(name)))
    sums = list(accumulate(values[name] for name in ordered))
    whole, n = sums[-1], len(ordered)
    top_n = max(1, (2 * n + 5) // 10)
    needed = next((i for i, reached in enumerate(sums, start=1) if _is_most(reached, whole)), None)
    has_negative = any(value < ZERO for value in values.values())
    share = _share_of(whole)
    rows = tuple(
        Ranked(
            customer_id=name,
            rank=place,
            value=values[name],
            share_pct=share(values[name]),
            cumulative=reached,
            cumulative_pct=share(reached),
            customers_pct=Decimal(place) * HUNDRED / n,
            class_=_class(reached - values[name], whole, cut_a, cut_b),
        )
        for place, (name, reached) in enumerate(zip(ordered, sums, strict=True), start=1)
    )
    return Ranking(
        rows=rows,
        total=whole,
        n=n,
        top_n=top_n,
        top20_pct=share(sums[top_n - 1]),
        customers_for_80=needed,
        customers_for_80_pct=None if needed is None else Decimal(needed) * HUNDRED / n,
        gini=None if has_negative else _gini(sorted(values.values()), whole),
        peak_pct=share(max(sums)) if has_negative else None,
        hhi=herfindahl(values.values()),
        class_counts={one: sum(row.class_ == one for row in rows) for one in CLASSES},
        class_shares_pct={
            one: share(total(row.value for row in rows if row.class_ == one)) for one in CLASSES
        },
        reading=_reading(sums[top_n - 1], whole),
    )


def _share_of(whole: Decimal) -> Callable[[Decimal], Decimal | None]:
    return lambda part: percent(part, whole) if whole > ZERO else None


def _is_most(reached: Decimal, whole: Decimal) -> bool:
    return whole > ZERO and reached * HUNDRED >= _MOST * whole


def _class(before: Decimal, whole: Decimal, cut_a: Decimal, cut_b: Decimal) -> str | None:
    """The class by the share reached before the customer, so A always reaches its cut."""
    if whole <= ZERO:
        return None
    if before * HUNDRED < cut_a * whole:
        return "A"
    return "B" if before * HUNDRED < cut_b * whole else "C"


def _gini(ascending: Sequence[Decimal], whole: Decimal) -> Decimal | None:
    n = len(ascending)
    spread = total((2 * i - n - 1) * value for i, value in enumerate(ascending, start=1))
    return quotient(spread, n * whole)


def _reading(top: Decimal, whole: Decimal) -> str | None:
    if whole <= ZERO:
        return None
    if top * HUNDRED >= _CLASSIC * whole:
        return "classic"
    return "concentrated" if top * HUNDRED >= _CONCENTRATED * whole else "spread"


def _effort(split: TimeSplit, revenue: Ranking) -> Effort:
    share = revenue.class_shares_pct.get(split.class_)
    return Effort(quotient(share, split.time_now_pct), quotient(share, split.time_planned_pct))


def _standings(
    customers: Sequence[Customer], revenue: Ranking, margin: Ranking | None
) -> dict[str, CustomerStanding]:
    by_revenue = {row.customer_id: row for row in revenue.rows}
    by_margin = {row.customer_id: row for row in margin.rows} if margin else {}
    return {
        one.customer_id: _standing(one, by_revenue[one.customer_id], by_margin.get(one.customer_id))
        for one in customers
    }


def _standing(customer: Customer, by_revenue: Ranked, by_margin: Ranked | None) -> CustomerStanding:
    return CustomerStanding(
        customer_id=customer.customer_id,
        revenue=customer.revenue,
        margin=customer.margin,
        margin_pct=percent(customer.margin, customer.revenue),
        revenue_share_pct=by_revenue.share_pct,
        margin_share_pct=by_margin.share_pct if by_margin else None,
        rank_by_revenue=by_revenue.rank,
        rank_by_margin=by_margin.rank if by_margin else None,
        move=by_revenue.rank - by_margin.rank if by_margin else None,
        class_by_revenue=by_revenue.class_,
        class_by_margin=by_margin.class_ if by_margin else None,
    )


def _largest_move(standings: Mapping[str, CustomerStanding]) -> str | None:
    moved = [one for one in standings.values() if one.move]
    if not moved:
        return None
    return min(moved, key=lambda one: (-abs(one.move or 0), one.rank_by_revenue)).customer_id


class CandidateName(Struct, frozen=True):
    """A row of `sel_candidates`, as far as it says which customer a candidate is."""

    candidate_id: str
    name: str
    customer_id: str | None = None


def account(  # noqa: PLR0913, PLR0917 - one for each answer or figure it takes
    pareto: Pareto,
    customers: Sequence[Customer],
    account_name: str = "",
    account_alias: str = "",
    candidates: Sequence[CandidateName] = (),
    choice: str = "",
) -> CustomerStanding:
    """Where the plan's account stands among the customers.

    The account is the customer whose name equals the account's name or alias; failing that,
    the customer of the chosen candidate.

    Raises:
        CalculationError: The account is not among the customers.
    """
    chosen = next((one for one in candidates if one.candidate_id == choice), None)
    wanted = {_plain(name) for name in (account_name, account_alias) if name.strip()}
    if not wanted and chosen is not None:
        wanted = {_plain(chosen.name)}
    named = [one.customer_id for one in customers if _plain(one.name) in wanted]
    if not named and chosen is not None and chosen.customer_id is not None:
        named = [chosen.customer_id]
    if not named or named[0] not in pareto.customers:
        raise CalculationError("pareto.account_not_listed", account=account_name)
    return pareto.customers[named[0]]


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
