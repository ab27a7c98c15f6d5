"""Revenue and margin of the account by product and year, and how much of its spending is ours.

Yearly figures are keyed T-2 .. T+3; a part that is not known makes its total n/a.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from msgspec import Struct

from kamguide.analysis.arithmetic import (
    HUNDRED,
    ZERO,
    compound_growth,
    percent,
    quotient,
    total,
    whole_total,
)
from kamguide.errors import CalculationError

T0: Final = "T0"
T1: Final = "T+1"
T2: Final = "T+2"
T3: Final = "T+3"
YEARS: Final = (T0, T1, T2, T3)
PLAN_YEARS: Final = (T1, T2, T3)
HISTORY_YEARS: Final = ("T-2", "T-1", T0)


class HistoryRow(Struct, frozen=True):
    """A row of `prof_history`; money in the plan's unit, margin in percent."""

    product_id: str
    rev_tm2: Decimal | None = None
    rev_tm1: Decimal | None = None
    rev_t0: Decimal | None = None
    margin_t0_pct: Decimal | None = None


class WalletRow(Struct, frozen=True):
    """A row of `prof_wallet`: what the account spends on the category with all suppliers."""

    product_id: str
    wallet_t0: Decimal | None = None
    wallet_t3: Decimal | None = None


class ForecastRow(Struct, frozen=True):
    """A row of `fc_products`; money in the plan's unit, margins in percent."""

    product_id: str
    rev_t0: Decimal | None = None
    rev_t1: Decimal | None = None
    rev_t2: Decimal | None = None
    rev_t3: Decimal | None = None
    margin_t0_pct: Decimal | None = None
    margin_t1_pct: Decimal | None = None
    margin_t2_pct: Decimal | None = None
    margin_t3_pct: Decimal | None = None


class History(Struct, frozen=True):
    """What we sold to the account, T-2 to T0."""

    rev_t0: Mapping[str, Decimal]
    margin_t0_pct: Mapping[str, Decimal]
    revenue: Mapping[str, Decimal | None]
    """Total by year."""
    total_t0: Decimal
    margin_t0: Decimal | None
    growth_pct: Decimal | None
    """Compound growth from T-2 to T0, percent a year."""


class Wallet(Struct, frozen=True):
    """What the account spends in our categories, and our share of it."""

    t0: Decimal | None
    t3: Decimal | None
    growth_pct: Decimal | None
    share_t0_pct: Decimal | None
    share_t3_pct: Decimal | None


class WalletToday(Struct, frozen=True):
    """The wallet before there is a forecast."""

    products: Mapping[str, Wallet]
    account: Wallet
    rest_t0_pct: Decimal | None
    """What they buy elsewhere, in percent of what they spend in our categories."""


class Line(Struct, frozen=True):
    """Revenue and margin over the plan, of one product or of the account."""

    revenue: Mapping[str, Decimal | None]
    margin: Mapping[str, Decimal | None]
    margin_pct: Mapping[str, Decimal | None]
    growth_pct: Decimal | None
    """Compound growth T0 to T+3, percent a year; None if T0 is zero."""
    change: Decimal | None
    """Revenue T+3 less T0."""
    wallet: Wallet
    wallet_effect: Decimal | None
    """The part of `change` that comes from their spending more, at our old share."""
    share_effect: Decimal | None
    """The part that comes from our larger share."""


class Forecast(Struct, frozen=True):
    """The account's money from T0 to T+3."""

    products: Mapping[str, Line]
    account: Line
    above_wallet: tuple[tuple[str, str], ...]
    """(product, year) where the forecast is above all that they spend."""

    @property
    def revenue(self) -> Mapping[str, Decimal | None]:
        """The account's revenue by year."""
        return self.account.revenue

    @property
    def margin(self) -> Mapping[str, Decimal | None]:
        """The account's margin by year."""
        return self.account.margin

    @property
    def margin_pct(self) -> Mapping[str, Decimal | None]:
        """The account's margin by year, in percent of its revenue."""
        return self.account.margin_pct


def history(rows: Sequence[HistoryRow]) -> History:
    """Our sales to the account from T-2 to T0, by product and in all."""
    t0 = {one.product_id: one.rev_t0 for one in rows if one.rev_t0 is not None}
    revenue = dict(
        zip(
            HISTORY_YEARS,
            (
                _known_total(one.rev_tm2 for one in rows),
                _known_total(one.rev_tm1 for one in rows),
                _known_total(t0.values()),
            ),
            strict=True,
        )
    )
    return History(
        rev_t0=t0,
        margin_t0_pct={
            one.product_id: one.margin_t0_pct for one in rows if one.margin_t0_pct is not None
        },
        revenue=revenue,
        total_t0=total(t0.values()),
        margin_t0=whole_total(
            margin_amount(one.rev_t0, one.margin_t0_pct) for one in rows if one.rev_t0 is not None
        ),
        growth_pct=compound_growth(revenue["T-2"], revenue[T0], 2),
    )


def _known_total(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of the known values; None if none is known."""
    known = [value for value in values if value is not None]
    return total(known) if known else None


def margin_amount(revenue: Decimal | None, margin_pct: Decimal | None) -> Decimal | None:
    """Revenue x margin; zero where there is no revenue, None where a part is not known."""
    if revenue == ZERO:
        return ZERO
    return None if revenue is None or margin_pct is None else revenue * margin_pct / HUNDRED


def wallet_today(history: History, wallets: Sequence[WalletRow]) -> WalletToday:
    """Our share of what the account spends, before there is a forecast."""
    products = {
        one.product_id: _wallet(one.wallet_t0, one.wallet_t3, history.rev_t0.get(one.product_id))
        for one in wallets
    }
    account = _wallet(
        _known_total(one.wallet_t0 for one in wallets),
        _known_total(one.wallet_t3 for one in wallets),
        history.total_t0,
    )
    share = account.share_t0_pct
    return WalletToday(products, account, None if share is None else HUNDRED - share)


def _wallet(
    first: Decimal | None,
    last: Decimal | None,
    revenue_t0: Decimal | None,
    revenue_t3: Decimal | None = None,
) -> Wallet:
    return Wallet(
        t0=first,
        t3=last,
        growth_pct=compound_growth(first, last),
        share_t0_pct=percent(revenue_t0, first),
        share_t3_pct=percent(revenue_t3, last),
    )


def forecast(
    rows: Sequence[ForecastRow],
    wallets: Sequence[WalletRow] = (),
    history: History | None = None,
) -> Forecast:
    """Revenue and margin of the account from T0 to T+3, growth, and share of wallet.

    Args:
        rows: The forecast by product.
        wallets: What the account spends by category.
        history: Gives T0 where the forecast leaves it out.

    Raises:
        CalculationError: There are no products.
    """
    if not rows:
        raise CalculationError("forecast.no_products")
    spent = {one.product_id: one for one in wallets}
    years = {one.product_id: _years(one, history) for one in rows}
    products = {
        name: _line(*parts, spent.get(name, WalletRow(name))) for name, parts in years.items()
    }
    account = _line(
        {year: whole_total(one.revenue[year] for one in products.values()) for year in YEARS},
        {year: whole_total(one.margin[year] for one in products.values()) for year in YEARS},
        WalletRow(
            "all",
            _known_total(one.wallet_t0 for one in wallets),
            _known_total(one.wallet_t3 for one in wallets),
        ),
    )
    return Forecast(products, account, tuple(_above_wallet(products)))


_Yearly = dict[str, Decimal | None]


def _years(row: ForecastRow, history: History | None) -> tuple[_Yearly, _Yearly]:
    revenue_t0, margin_t0 = row.rev_t0, row.margin_t0_pct
    if history is not None:
        revenue_t0 = history.rev_t0.get(row.product_id) if revenue_t0 is None else revenue_t0
        margin_t0 = history.margin_t0_pct.get(row.product_id) if margin_t0 is None else margin_t0
    revenue = dict(zip(YEARS, (revenue_t0, row.rev_t1, row.rev_t2, row.rev_t3), strict=True))
    rates = (margin_t0, row.margin_t1_pct, row.margin_t2_pct, row.margin_t3_pct)
    margin = {
        year: margin_amount(revenue[year], rate) for year, rate in zip(YEARS, rates, strict=True)
    }
    return revenue, margin


def _line(revenue: _Yearly, margin: _Yearly, spent: WalletRow) -> Line:
    first, last = revenue[T0], revenue[T3]
    wallet = _wallet(spent.wallet_t0, spent.wallet_t3, first, last)
    wallet_effect, share_effect = _effects(wallet, first, last)
    return Line(
        revenue=revenue,
        margin=margin,
        margin_pct={year: percent(margin[year], revenue[year]) for year in YEARS},
        growth_pct=compound_growth(first, last),
        change=None if first is None or last is None else last - first,
        wallet=wallet,
        wallet_effect=wallet_effect,
        share_effect=share_effect,
    )


def _effects(
    wallet: Wallet, first: Decimal | None, last: Decimal | None
) -> tuple[Decimal | None, Decimal | None]:
    """The revenue change split into what their spending and what our share brings."""
    if first is None or last is None or wallet.t3 is None:
        return None, None
    at_old_share = quotient(wallet.t3 * first, wallet.t0)
    if at_old_share is None:
        return None, None
    return at_old_share - first, last - at_old_share


def _above_wallet(products: Mapping[str, Line]) -> Iterable[tuple[str, str]]:
    for name, line in products.items():
        for year, spent in ((T0, line.wallet.t0), (T3, line.wallet.t3)):
            revenue = line.revenue[year]
            if revenue is not None and spent is not None and revenue > spent:
                yield name, year


def interpolated_wallet(wallet: Wallet) -> Mapping[str, Decimal | None]:
    """The wallet in each year, T+1 and T+2 on a straight line between T0 and T+3."""
    if wallet.t0 is None or wallet.t3 is None:
        return {T0: wallet.t0, T1: None, T2: None, T3: wallet.t3}
    step = (wallet.t3 - wallet.t0) / 3
    return {T0: wallet.t0, T1: wallet.t0 + step, T2: wallet.t0 + 2 * step, T3: wallet.t3}


def quick_directions(forecast: Forecast) -> Mapping[str, str]:
    """A direction for each product from growth of wallet and share alone, for the quick plan.

    New -> enter; their spending falls -> harvest; it grows and our share is above our average ->
    improve; else maintain.
    """
    average = forecast.account.wallet.share_t0_pct
    return {name: _quick_direction(line, average) for name, line in forecast.products.items()}


def _quick_direction(line: Line, average: Decimal | None) -> str:
    wallet, share = line.wallet, line.wallet.share_t0_pct
    if line.revenue[T0] == ZERO:
        return "enter"
    if wallet.t0 is None or wallet.t3 is None or wallet.t3 == wallet.t0:
        return "maintain"
    if wallet.t3 < wallet.t0:
        return "harvest"
    is_above = share is not None and average is not None and share > average
    return "improve" if is_above else "maintain"
