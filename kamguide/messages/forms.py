"""Numbers, money and days as a reader of each language expects them.

Displayed numbers round half away from zero; what is kept is never rounded.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from kamguide.messages.joining import listed

_NOTHING: Final = "–"


def number(value: Decimal | int | None, places: int = 2, *, fixed: bool = False) -> str:
    """`value` with thousands grouped and at most `places` decimals; exactly so many if `fixed`."""
    if value is None:
        return _NOTHING
    exact = Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if exact == 0:
        exact = abs(exact)
    text = f"{exact:,.{places}f}"
    return text if fixed or "." not in text else text.rstrip("0").rstrip(".")


def money(value: Decimal | int | None) -> str:
    """An amount in the plan's unit: one decimal where it is not whole."""
    return number(value, 1)


def percent(value: Decimal | int | None) -> str:
    """A percentage to one decimal, with its sign."""
    return _NOTHING if value is None else f"{number(value, 1)}%"


_ZH_UNITS: Final = {1: "元", 1000: "千元", 10_000: "万元", 1_000_000: "百万元"}


def money_unit(unit: int, currency: str, lang: str) -> str:
    """The unit that amounts are written in: `10,000 CNY`, `万元`, `万美元`."""
    if lang == "zh" and unit in _ZH_UNITS:
        word = _ZH_UNITS[unit]
        return word if currency in ("", "CNY") else word.removesuffix("元") + _called(currency)
    return currency if unit == 1 else f"{unit:,} {currency}".strip()


def _called(currency: str) -> str:
    """A currency as Chinese readers call it; its code where it has no such name."""
    from babel.numbers import get_currency_name  # 40 ms that only foreign money needs

    return get_currency_name(currency, locale="zh")


def day(value: date, lang: str) -> str:
    """A day, written out."""
    if lang == "zh":
        return f"{value.year}年{value.month}月{value.day}日"
    from babel.dates import format_date  # 40 ms that only other languages need

    return format_date(value, "d MMM y", locale=lang)


def moment(value: datetime, lang: str) -> str:
    """A moment of local time, to the minute."""
    local = value.astimezone()
    return f"{day(local.date(), lang)} {local:%H:%M}"


def shown(value: object, lang: str) -> str:
    """Any value in a sentence."""
    if isinstance(value, bool):
        return {"zh": ("否", "是")}.get(lang, ("no", "yes"))[value]
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, datetime):
        return moment(value, lang)
    if isinstance(value, date):
        return day(value, lang)
    if callable(value):  # a text of a flow, in both languages
        return str(value(lang))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return listed((shown(one, lang) for one in value), lang)
    return str(value)
