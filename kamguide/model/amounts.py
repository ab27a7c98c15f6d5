"""Amounts as people write them, read exactly or not at all.

What is scaled, spelled out or approximate says so; two readings, a range and anything unclear
are errors, never a guess. No binary fraction is ever used.
"""

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Context as Arithmetic
from decimal import Decimal, Inexact, InvalidOperation, localcontext
from typing import Final, NamedTuple

from msgspec import Struct

from kamguide.errors import AnswerError
from kamguide.model.context import Notice
from kamguide.model.currencies import SIGNS, WORDS, code_of, fits
from kamguide.model.fields import first_field, split_fields
from kamguide.model.numerals import WESTERN, number, plain, shortened, western

__all__ = [
    "Amount",
    "decimal_text",
    "first_field",
    "is_in_bounds",
    "read_amount",
    "read_money",
    "read_number",
    "read_percent",
    "read_whole",
    "split_fields",
]

Notices = tuple[Notice, ...]

_EXACT: Final = Arithmetic(prec=200, traps=[Inexact, InvalidOperation])
_LARGEST_POWER: Final = 15
_SMALLEST_POWER: Final = -24

_SCALES: Final = {
    "k": 3,
    "thousand": 3,
    "w": 4,
    "m": 6,
    "mn": 6,
    "mln": 6,
    "mio": 6,
    "million": 6,
    "b": 9,
    "bn": 9,
    "billion": 9,
    "tn": 12,
    "trillion": 12,
}


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True))


_CURRENCY: Final = _either({**WORDS, **SIGNS})
_ABOUT: Final = r"about|around|roughly|approximately|approx\.?|circa|ca\.?|c\.|nearly|almost|~|≈"
_FRONT: Final = re.compile(
    rf"\s*(?:(?P<currency>{_CURRENCY})"
    rf"|(?P<about>{_ABOUT}|大约|大概|大致|约为|约|差不多|将近|接近|近)"
    r"|(?P<minus>-|minus\b|负)|(?P<plus>\+)|(?P<open>\()|(?P<hundredths>百分之))\s*"
)
_BACK: Final = re.compile(
    rf"\s*(?:(?P<currency>{_CURRENCY})"
    r"|(?P<about>or so|-?ish|approximately|approx\.?|about|左右|上下|差不多|[多余来])"
    r"|(?P<percent>%|per ?cent|pct|个?百分点)|(?P<close>\)))$"
)
_AND_MORE: Final = re.compile(
    r"(?<=[0-9一二三四五六七八九十百千万])\s*[多余来](?=\s*个?[十百千万亿成])"
)
_LATIN: Final = re.compile(
    rf"(?P<digits>{WESTERN})(?:e(?P<power>[+-]?[0-9]{{1,2}})|\s*(?P<scale>{_either(_SCALES)}))?"
)
_TENTHS: Final = re.compile(
    r"(?P<tenths>[0-9]+|[一二三四五六七八九十])成(?P<more>半|[一二三四五六七八九1-9])?"
)
_SPELLED: Final = re.compile("[零一二三四五六七八九十半]")
_SCALED: Final = re.compile(r"[万亿]|[0-9.]\s*个?\s*[百千]")
_TO: Final = re.compile(r"\s*(?:-+|~+|至|到|\.\.+|to|and)\s*")
_UNIT_BEHIND: Final = re.compile("[^0-9零一二三四五六七八九十]*$")


class Amount(Struct, frozen=True):
    """What an amount was read as; `value` is in plain units, percentages are 0 to 100."""

    value: Decimal
    scaled: bool = False
    """A scale word or letter was used: `540万`, `3.5m`."""
    approximate: bool = False
    currency: str | None = None
    """Its code; `¥` and `$` as they are, for they belong to several."""
    percent: bool = False
    spelled: bool = False
    """Chinese numerals or an exponent: worth saying back."""
    counted: bool = False
    """It may mean plain units of the currency whatever the plan's unit: `5400元`, `三千`."""


class _Size(NamedTuple):
    value: Decimal
    scaled: bool = False
    spelled: bool = False
    percent: bool = False


class _Mark(NamedTuple):
    kind: str
    word: str
    behind: bool


def decimal_text(value: Decimal) -> str:
    """The canonical text of a number: no exponent, no trailing zeros, no negative zero."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "-", "") else text


def is_in_bounds(value: Decimal) -> bool:
    """Whether a number is finite, below 10**15 and has no more than 24 decimals."""
    if not value.is_finite():
        return False
    exponent = value.as_tuple().exponent
    small = isinstance(exponent, int) and exponent >= _SMALLEST_POWER
    return small and (value == 0 or value.adjusted() < _LARGEST_POWER)


def read_amount(raw: str) -> Amount:
    """Read an amount as people write it.

    Raises:
        AnswerError: It is a range (`answer.amount.range`), or nothing that can be read as one
            exact amount below 10**15 (`answer.amount.unreadable`).
    """
    text = plain(raw)
    if text is not None:
        if (amount := _single(text)) is not None:
            return amount
        if (ends := _range(text)) is not None:
            raise AnswerError("answer.amount.range", raw=shortened(raw), low=ends[0], high=ends[1])
    raise _unreadable(raw)


def read_money(raw: str, *, currency: str, money_unit: int) -> tuple[Decimal, Notices, bool]:
    """Read money into the plan's currency and unit.

    Args:
        raw: What was typed. A bare number is in the plan's unit already; one with a scale word
            is converted to it.
        currency: The plan's currency code, or `OTHER`.
        money_unit: Plain units in one unit of the plan: 10000 for 万元.

    Returns:
        The amount in the plan's unit, what to say back, and whether it is an estimate.

    Raises:
        AnswerError: It is no amount, a range, a percentage, another currency's, or it may be
            in plain units or in the plan's.
    """
    amount = read_amount(raw)
    if amount.percent:
        raise _unreadable(raw)
    if amount.currency is not None and not fits(amount.currency, currency):
        raise AnswerError(
            "answer.money.other_currency",
            raw=shortened(raw),
            currency=currency,
            found=amount.currency,
        )
    with localcontext(_EXACT):
        converted = amount.value / money_unit
    if amount.counted and money_unit != 1:
        raise AnswerError(
            "answer.money.two_readings",
            raw=shortened(raw),
            as_typed=decimal_text(amount.value),
            converted=decimal_text(converted),
        )
    value = Decimal(decimal_text(converted if amount.scaled else amount.value))
    key = "answer.money.scaled" if amount.scaled else "answer.money.read_as"
    return value, _said(key, raw, value, amount), amount.approximate


def read_number(raw: str) -> tuple[Decimal, Notices, bool]:
    """Read a plain number: its value, what to say back, and whether it is an estimate.

    Raises:
        AnswerError: It is no number, a range, a percentage or money.
    """
    amount = read_amount(raw)
    if amount.percent or amount.currency is not None:
        raise _unreadable(raw)
    notices = _said("answer.number.read_as", raw, amount.value, amount)
    return amount.value, notices, amount.approximate


def read_percent(raw: str) -> tuple[Decimal, Notices, bool]:
    """Read a percentage, with or without its sign: 12 is 12 %, 0.12 is 0.12 %.

    Raises:
        AnswerError: It is none, a range, or money.
    """
    amount = read_amount(raw)
    if amount.scaled or amount.currency is not None:
        raise _unreadable(raw)
    notices = _said("answer.percent.read_as", raw, amount.value, amount)
    return amount.value, notices, amount.approximate


def read_whole(raw: str) -> int:
    """Read a whole number.

    Raises:
        AnswerError: It is no number, or has a fraction (`answer.number.not_whole`).
    """
    value, _, _ = read_number(raw)
    if value % 1:
        raise AnswerError("answer.number.not_whole", raw=shortened(raw))
    return int(value)


def _unreadable(raw: str) -> AnswerError:
    return AnswerError("answer.amount.unreadable", raw=shortened(raw))


def _said(key: str, raw: str, value: Decimal, amount: Amount) -> Notices:
    """What was stored, exactly and in groups, where the reading is worth a look."""
    if not (amount.scaled or amount.spelled):
        return ()
    return (Notice(key, (("raw", shortened(raw)), ("value", f"{value:,f}"))),)


def _range(text: str) -> tuple[str, str] | None:
    """The two ends of a range, each as a reply that can be read, or None."""
    ends = _TO.split(re.sub("^(?:between |from |从)", "", text))
    if len(ends) != 2 or any(_single(end) is None for end in ends):  # noqa: PLR2004 - two ends
        return None
    low, high = ends
    unit = _UNIT_BEHIND.search(high)
    own = _UNIT_BEHIND.search(low)
    return low + (unit[0] if unit and own and not own[0] else ""), high


def _single(text: str) -> Amount | None:
    marks: list[_Mark] = []
    body = _without_marks(_more_taken(text, marks), marks)
    kinds = {mark.kind for mark in marks}
    money = [mark for mark in marks if mark.kind == "currency"]
    currency = code_of(mark.word for mark in money) if money else None
    if not _go_together(marks) or (money and currency is None):
        return None
    with localcontext(_EXACT):
        size = _size("一百" if "hundredths" in kinds and body == "百" else body)
        if size is None or not is_in_bounds(size.value):
            return None
        value = Decimal(decimal_text(-size.value if kinds & {"minus", "open"} else size.value))
    signed = bool(kinds & {"percent", "hundredths"})
    if (signed or size.percent) and (money or size.scaled or (signed and size.percent)):
        return None
    return Amount(
        value,
        scaled=size.scaled,
        approximate="about" in kinds,
        currency=currency,
        percent=signed or size.percent,
        spelled=size.spelled or "hundredths" in kinds,
        counted=_counts_plain_units(money, size, body),
    )


def _counts_plain_units(money: list[_Mark], size: _Size, body: str) -> bool:
    worded = any(mark.behind and mark.word in WORDS for mark in money)
    return not size.scaled and (worded or (size.spelled and "千" in body))


def _more_taken(text: str, marks: list[_Mark]) -> str:
    """`text` without the 多 of `300多万`, which makes it approximate."""
    body, count = _AND_MORE.subn("", text)
    marks += [_Mark("about", "多", behind=True)] * min(count, 1)
    return body


def _without_marks(text: str, marks: list[_Mark]) -> str:
    """The digits and words of the number alone; what stood around them goes to `marks`."""
    body = text.strip().rstrip(".")
    while found := _FRONT.match(body):
        marks.append(_Mark(str(found.lastgroup), found[str(found.lastgroup)], behind=False))
        body = body[found.end() :]
    while body and (found := _BACK.search(body)):
        marks.append(_Mark(str(found.lastgroup), found[str(found.lastgroup)], behind=True))
        body = body[: found.start()]
    return body.strip()


def _go_together(marks: list[_Mark]) -> bool:
    counts = Counter(mark.kind for mark in marks)
    signs = counts["minus"] + counts["plus"] + counts["open"]
    percents = counts["percent"] + counts["hundredths"]
    return (
        signs <= 1
        and percents <= 1
        and counts["open"] == counts["close"]
        and not (counts["open"] and counts["about"])
    )


def _size(text: str) -> _Size | None:
    """How much a text without signs and currency says."""
    return _in_latin(text) or _in_tenths(text) or _in_han(text)


def _in_latin(text: str) -> _Size | None:
    found = _LATIN.fullmatch(text)
    if found is None:
        return None
    power = int(found["power"] or _SCALES.get(found["scale"] or "", 0))
    value = western(found["digits"]).scaleb(power)
    return _Size(value, scaled=bool(found["scale"]), spelled=bool(found["power"]))


def _in_tenths(text: str) -> _Size | None:
    found = _TENTHS.fullmatch("五成" if text == "一半" else text)
    if found is None:
        return None
    tenths = number(found["tenths"])
    more = Decimal(5) if found["more"] == "半" else number(found["more"] or "零")
    if tenths is None or more is None:
        return None
    return _Size(tenths * 10 + more, spelled=True, percent=True)


def _in_han(text: str) -> _Size | None:
    value = number(text)
    if value is None:
        return None
    scaled, spelled = _SCALED.search(text), _SPELLED.search(text)
    return _Size(value, scaled=scaled is not None, spelled=spelled is not None)
