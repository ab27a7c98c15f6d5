"""The customer's financial ratios: value by year, against the industry, and over time.

Everything is compared as fractions, so that five percent is exactly five percent.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from msgspec import Struct

from kamguide.analysis.arithmetic import decimal
from kamguide.errors import CalculationError

_STEP: Final = Fraction(5)
"""Percent by which a ratio must differ to count as better, worse, improving or deteriorating."""
_DAYS: Final = 365
_HUNDRED: Final = Fraction(100)

RATIOS: Final = (
    "current_ratio",
    "net_margin",
    "roa",
    "debt_ratio",
    "debtor_days",
    "asset_turnover",
    "inventory_turnover",
)
_LOWER_IS_BETTER: Final = frozenset({"debt_ratio", "debtor_days"})
_FORM: Final[Mapping[str, str]] = {
    "current_ratio": "current_ratio",
    "net_margin": "net_margin",
    "roa": "roa",
    "debt_control": "debt_ratio",
    "asset_turnover": "asset_turnover",
}
"""The rows of `fin_improvement`, and the ratio that each is judged by."""

_BANDS: Final[Mapping[str, tuple[tuple[Fraction, str], ...]]] = {
    "current_ratio": (
        (Fraction(1), "short"),
        (Fraction(3, 2), "tight"),
        (Fraction(2), "comfortable"),
        (Fraction(3), "ample"),
    ),
    "net_margin": ((Fraction(0), "loss"), (Fraction(15, 2), "low"), (Fraction(15), "average")),
    "roa": ((Fraction(5), "weak"),),
    "debt_ratio": ((Fraction(40), "light"), (Fraction(60), "usual"), (Fraction(70), "raised")),
    "debtor_days": ((Fraction(45), "usual"),),
}
_ABOVE_BANDS: Final[Mapping[str, str]] = {
    "current_ratio": "idle",
    "net_margin": "high",
    "roa": "sound",
    "debt_ratio": "stretched",
    "debtor_days": "long",
}
_CLOSED_ABOVE: Final = frozenset({"comfortable", "ample", "usual", "raised"})
"""Bands whose upper end still belongs to them."""


class Statement(Struct, frozen=True):
    """A row of `fin_statements`; any one money unit, the same for all rows."""

    year: int
    net_sales: Decimal
    net_profit: Decimal
    current_assets: Decimal
    current_liabilities: Decimal
    total_assets: Decimal
    total_liabilities: Decimal
    cogs: Decimal | None = None
    receivables: Decimal | None = None
    inventory: Decimal | None = None


class IndustryValue(Struct, frozen=True):
    """A row of `fin_industry`; an unknown value leaves only the trend to judge by."""

    ratio: str
    industry_value: Decimal | None = None


class RatioJudgement(Struct, frozen=True):
    """One ratio: its latest value, against the industry, and over the years."""

    ratio: str
    value: Decimal | None
    industry: Decimal | None
    vs_industry_pct: Decimal | None
    """Difference in percent, positive = favourable."""
    status: str | None
    """`better`, `in_line` or `worse`; None where the industry value is unknown or not above 0."""
    trend_pct: Decimal | None
    """Change from the first to the last year in percent, positive = favourable."""
    trend: str | None
    """`improving`, `stable` or `deteriorating`."""
    needs_improvement: bool
    is_bad_in_itself: bool
    """A loss, a current ratio below 1, or negative equity."""
    band: str | None
    """Where a rule of thumb puts it; varies by industry."""


class Ratios(Struct, frozen=True):
    """The ratios of the customer."""

    by_year: Mapping[int, Mapping[str, Decimal | None]]
    """Percentages as 0 to 100, days in days, the rest as quotients."""
    judgements: Mapping[str, RatioJudgement]
    needs_improvement: Mapping[str, str]
    """`yes` or `no`, by ratio."""
    needs_improvement_form: Mapping[str, str]
    """The same by row of `fin_improvement`."""
    identity_holds: Mapping[int, bool | None]
    """Whether net margin x asset turnover = return on assets."""
    signals: tuple[str, ...]
    """What the ratios mean for a seller, by code."""
    impossible: tuple[tuple[int, str], ...]
    """(year, what is wrong): parts above totals."""
    negative_equity: tuple[int, ...]
    """Years whose liabilities are above the assets: possible, to be asked about."""


_Values = dict[str, Fraction | None]


def financial_ratios(
    statements: Sequence[Statement],
    industry: Sequence[IndustryValue] = (),
    ratio_average: str = "false",
) -> Ratios:
    """The customer's ratios by year, judged against the industry and over time.

    Args:
        statements: Any order; a year given twice counts once, the later row.
        industry: Averages, in the units of the ratios.
        ratio_average: `true` takes the mean of opening and closing balances from the second
            year on; else closing balances.

    Raises:
        CalculationError: There are no statements.
    """
    if not statements:
        raise CalculationError("finance.no_statements")
    rows = {one.year: one for one in sorted(statements, key=lambda one: one.year)}
    years = _by_year(rows, averaged=ratio_average == "true")
    averages = {one.ratio: one.industry_value for one in industry}
    series = list(years.values())
    judged = {
        name: _judgement(name, [one[name] for one in series], averages.get(name)) for name in RATIOS
    }
    needs = {name: "yes" if one.needs_improvement else "no" for name, one in judged.items()}
    return Ratios(
        by_year={
            year: {name: decimal(one[name]) for name in RATIOS} for year, one in years.items()
        },
        judgements=judged,
        needs_improvement=needs,
        needs_improvement_form={row: needs[ratio] for row, ratio in _FORM.items()},
        identity_holds={year: _identity(one) for year, one in years.items()},
        signals=tuple(_signals(judged)),
        impossible=tuple(_impossible(rows.values())),
        negative_equity=tuple(
            year for year, one in rows.items() if one.total_liabilities > one.total_assets
        ),
    )


def _by_year(rows: Mapping[int, Statement], *, averaged: bool) -> dict[int, _Values]:
    return {
        year: _ratios(row, rows.get(year - 1) if averaged else None) for year, row in rows.items()
    }


def _ratios(row: Statement, before: Statement | None) -> _Values:
    def balance(read: Callable[[Statement], Decimal | None]) -> Fraction | None:
        closing = read(row)
        opening = read(before) if before is not None else closing
        if closing is None:
            return None
        return Fraction(closing + (closing if opening is None else opening)) / 2

    sales, profit = Fraction(row.net_sales), Fraction(row.net_profit)
    assets = balance(lambda one: one.total_assets)
    return {
        "current_ratio": _over(
            balance(lambda one: one.current_assets), balance(lambda one: one.current_liabilities)
        ),
        "net_margin": _over(profit * _HUNDRED, sales),
        "roa": _over(profit * _HUNDRED, assets),
        "debt_ratio": _over(balance(lambda one: one.total_liabilities), assets, _HUNDRED),
        "debtor_days": _over(balance(lambda one: one.receivables), sales, Fraction(_DAYS)),
        "asset_turnover": _over(sales, assets),
        "inventory_turnover": _over(
            None if row.cogs is None else Fraction(row.cogs), balance(lambda one: one.inventory)
        ),
    }


def _over(
    part: Fraction | None, whole: Fraction | None, times: Fraction = Fraction(1)
) -> Fraction | None:
    return None if part is None or not whole else part * times / whole


def _identity(values: _Values) -> bool | None:
    margin, turnover, roa = values["net_margin"], values["asset_turnover"], values["roa"]
    if margin is None or turnover is None or roa is None:
        return None
    return margin * turnover == roa


def _judgement(
    name: str, series: Sequence[Fraction | None], industry: Decimal | None
) -> RatioJudgement:
    value = series[-1]
    usual = Fraction(industry) if industry is not None and industry > 0 else None
    difference = _change(name, usual, value)
    trend_change = _change(name, series[0], value) if len(series) > 1 else None
    status = _verdict(difference, ("better", "in_line", "worse"))
    trend = _verdict(trend_change, ("improving", "stable", "deteriorating"))
    is_bad = _is_bad(name, value)
    needs = is_bad or status == "worse" or (status != "better" and trend == "deteriorating")
    return RatioJudgement(
        ratio=name,
        value=decimal(value),
        industry=industry,
        vs_industry_pct=decimal(difference),
        status=status,
        trend_pct=decimal(trend_change),
        trend=trend,
        needs_improvement=needs,
        is_bad_in_itself=is_bad,
        band=_band(name, value),
    )


def _change(name: str, first: Fraction | None, last: Fraction | None) -> Fraction | None:
    """From first to last in percent of the size of the first, in the favourable direction."""
    if first is None or last is None or first == 0:
        return None
    change = (last - first) / abs(first) * _HUNDRED
    return -change if name in _LOWER_IS_BETTER else change


def _verdict(change: Fraction | None, words: tuple[str, str, str]) -> str | None:
    if change is None:
        return None
    good, same, bad = words
    if change >= _STEP:
        return good
    return bad if change <= -_STEP else same


def _is_bad(name: str, value: Fraction | None) -> bool:
    if value is None:
        return False
    if name in ("net_margin", "roa"):
        return value < 0
    return (name == "current_ratio" and value < 1) or (name == "debt_ratio" and value > _HUNDRED)


def _band(name: str, value: Fraction | None) -> str | None:
    if value is None or name not in _BANDS:
        return None
    for end, band in _BANDS[name]:
        if value < end or (value == end and band in _CLOSED_ABOVE and name != "debtor_days"):
            return band
    return _ABOVE_BANDS[name]


def _signals(judged: Mapping[str, RatioJudgement]) -> Iterable[str]:
    worse = {name for name, one in judged.items() if one.status == "worse"}
    falling = {name for name, one in judged.items() if one.trend == "deteriorating"}
    if "current_ratio" in worse | falling:
        yield "short_of_cash"
    if "net_margin" in worse:
        yield "margin_pressure"
    if "roa" in worse:
        yield "assets_or_margin_weak"
    if "debt_ratio" in worse:
        yield "little_room_to_borrow"
    if "debtor_days" in falling:
        yield "paid_late"
    if "asset_turnover" in worse:
        yield "capacity_unused"
    is_better = any(one.status == "better" for one in judged.values())
    if is_better and not any(one.needs_improvement for one in judged.values()):
        yield "room_to_invest"


def _impossible(rows: Iterable[Statement]) -> Iterable[tuple[int, str]]:
    for one in rows:
        if one.current_assets > one.total_assets:
            yield one.year, "current_assets"
        if one.current_liabilities > one.total_liabilities:
            yield one.year, "current_liabilities"
