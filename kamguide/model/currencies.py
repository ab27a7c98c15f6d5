"""The words and signs for currencies, and which of them a plan's currency answers to."""

from collections.abc import Iterable
from typing import Final

WORDS: Final = {
    "元": "CNY",
    "元钱": "CNY",
    "块": "CNY",
    "块钱": "CNY",
    "yuan": "CNY",
    "人民币": "CNY",
    "renminbi": "CNY",
    "美元": "USD",
    "美金": "USD",
    "dollar": "$",
    "dollars": "$",
    "us dollars": "USD",
    "欧元": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "英镑": "GBP",
    "pound": "GBP",
    "pounds": "GBP",
    "日元": "JPY",
    "yen": "JPY",
    "港元": "HKD",
    "港币": "HKD",
    "韩元": "KRW",
    "新台币": "TWD",
}
"""Words that count: `5400元` is so many of them, which `¥5400` leaves open."""

SIGNS: Final = {
    "¥": "¥",
    "$": "$",
    "us$": "USD",
    "hk$": "HKD",
    "€": "EUR",
    "£": "GBP",
    "₩": "KRW",
    "₹": "INR",
    "rmb": "CNY",
    **{
        code.casefold(): code
        for code in ("CNY", "USD", "EUR", "GBP", "JPY", "HKD", "KRW", "TWD", "INR")
    },
    **{code.casefold(): code for code in ("CHF", "AUD", "CAD", "SGD", "SEK", "NOK", "DKK")},
}
"""Signs and codes, which may stand beside an amount in any unit."""

_NAMED: Final = frozenset({"CNY", "USD", "EUR", "GBP", "JPY"})
_FITS: Final = {"¥": frozenset({"CNY", "JPY"}), "$": frozenset({"USD", "OTHER"})}


def code_of(words: Iterable[str]) -> str | None:
    """The one currency that words and signs name together, or None if they disagree.

    `¥` and `$` belong to several: beside `元` or `USD` they say nothing more, alone they are
    returned as they are.
    """
    codes = {WORDS.get(word) or SIGNS[word] for word in words}
    clear = codes - _FITS.keys() or codes
    if len(clear) != 1:
        return None
    one = next(iter(clear))
    return one if all(one in _FITS[sign] for sign in codes - clear) else None


def fits(found: str, currency: str) -> bool:
    """Whether what `code_of` found can be the plan's currency; `OTHER` is any without a code."""
    if currency == "OTHER" and found not in _FITS:
        return found not in _NAMED
    return currency in _FITS.get(found, {found})
