"""Digits and Chinese numerals as people type them, made comparable and counted exactly.

Width, letter case and the look of dashes and quotes never count; what only resembles a digit
(superscripts, circled digits, fractions) is never turned into one.
"""

import re
import unicodedata
from decimal import Decimal
from typing import Final

LONGEST: Final = 80
"""Characters; nothing that a person types as one value is longer."""

_SAME: Final = frozenset({"<wide>", "<narrow>", "<noBreak>", "<small>"})
_LOOKS: Final = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("‘’ʼ", "'"),
        "〜": "~",
        "。": ".",
        **dict(zip("〇兩两壹贰貳叁肆伍陆陸柒捌玖", "零二二一二二三四五六六七八九", strict=True)),
        **dict(zip("拾佰仟萬億點負圓圆", "十百千万亿点负元元", strict=True)),
    }
)
_HAN_DIGITS: Final = "零一二三四五六七八九"
_POWERS: Final = {"": 0, "十": 1, "百": 2, "千": 3}

WESTERN: Final = (
    r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+"
    r"|[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+|(?: [0-9]{3})+|(?:'[0-9]{3})+)(?:\.[0-9]*)?)"
)
"""Pattern of digits with a decimal point, in groups of three or in none."""

_WESTERN_PLACE: Final = re.compile(rf"({WESTERN})\s*个?\s*([十百千]?)")
_FRACTION: Final = re.compile(r"(.+)点([零一二三四五六七八九]+|[0-9]+)([百千]?)")
_PLACES: Final = re.compile(
    "(?:(?P<千>[一二三四五六七八九1-9])千)?"
    "(?:(?P<百>零?[一二三四五六七八九1-9])百)?"
    "(?:(?P<十>零?[一二三四五六七八九1-9]?)十)?"
    "(?P<rest>零?[一二三四五六七八九1-9])?"
)
_POSITIONS: Final = re.compile("[一二三四五六七八九](?:[零一二三四五六七八九]{2,}|零)")
"""Two bare digits (`三五`) are how Chinese says *three to five*."""


def plain(raw: str) -> str | None:
    """`raw` in one width and case, with ASCII dashes and simplified numerals.

    None where it is too long to be one value, or holds a character that a compatible form would
    turn into a digit it is not.
    """
    text = raw.strip()
    if len(text) > LONGEST or not all(_keeps_its_meaning(one) for one in text):
        return None
    return unicodedata.normalize("NFKC", text).casefold().translate(_LOOKS).strip()


def _keeps_its_meaning(character: str) -> bool:
    form = unicodedata.decomposition(character)
    if not form.startswith("<") or unicodedata.category(character) == "Zs":
        return True
    return form.split(" ", 1)[0] in _SAME


def shortened(raw: str) -> str:
    """`raw` as it is quoted back: without blank ends, and never longer than a value may be."""
    text = raw.strip()
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def western(text: str) -> Decimal:
    """The value of a text that `WESTERN` matches."""
    return Decimal(re.sub("[, ']", "", text))


def number(text: str) -> Decimal | None:
    """The value of a number in digits, Chinese numerals or both: `540万`, `一点五亿`, `1万2千`.

    `text` has passed `plain` and has no sign. None where it is no number, and where Chinese
    usage gives it two values (`一亿五千`). Exact if the current decimal context is wide enough.
    """
    for word, power in (("亿", 8), ("万", 4)):
        head, found, tail = text.rpartition(word)
        if found:
            return _scaled(head, word, tail, Decimal(10) ** power)
    return _section(text.strip())


def positions(text: str) -> int | None:
    """The value of Chinese numerals read digit by digit: `二零二七`, or None."""
    if not text or any(one not in _HAN_DIGITS for one in text):
        return None
    return int("".join(str(_HAN_DIGITS.index(one)) for one in text))


def _scaled(head: str, word: str, tail: str, unit: Decimal) -> Decimal | None:
    base = None if word in head else number(head.strip().removesuffix("个"))
    rest = _below(tail.strip(), word, unit)
    if base is None or rest is None or (rest and base % 1):
        return None
    return base * unit + rest


def _below(tail: str, word: str, unit: Decimal) -> Decimal | None:
    """What stands behind 万 or 亿: nothing, a half, a next place (`一万二`), a smaller number."""
    if not tail:
        return Decimal(0)
    if tail == "半":
        return unit / 2
    if len(tail) == 1 and tail in "123456789一二三四五六七八九":
        return _digit(tail) * unit / 10
    if word == "亿" and "万" not in tail and not tail.startswith("零"):
        return None
    value = number(tail.removeprefix("零"))
    return value if value is not None and 0 < value < unit and not value % 1 else None


def _section(text: str) -> Decimal | None:
    """A number below 万, or plain digits of any size."""
    if found := _WESTERN_PLACE.fullmatch(text):
        return western(found[1]) * Decimal(10) ** _POWERS[found[2]]
    if found := _FRACTION.fullmatch(text):
        whole, parts = _section(found[1]), positions(found[2])
        if whole is None or whole % 1 or whole < 0:
            return None
        decimals = found[2] if parts is None else str(parts).zfill(len(found[2]))
        return Decimal(f"{int(whole)}.{decimals}") * Decimal(10) ** _POWERS[found[3]]
    if text in ("零", "半"):
        return Decimal(0) if text == "零" else Decimal("0.5")
    return _in_places(text)


def _in_places(text: str) -> Decimal | None:
    if _POSITIONS.fullmatch(text):
        return Decimal(positions(text) or 0)
    found = _PLACES.fullmatch(text)
    if found is None or not text:
        return None
    value = sum((_digit(found[one] or "") * 10 ** _POWERS[one] for one in "千百"), Decimal(0))
    if found["十"] is not None:
        value += 10 * (_digit(found["十"]) or 1)
    rest = found["rest"] or ""
    above = text.removesuffix(rest)[-1:] if rest else ""
    shift = 10 ** (_POWERS[above] - 1) if above in ("百", "千") and "零" not in rest else 1
    return value + _digit(rest) * shift


def _digit(text: str) -> Decimal:
    last = text[-1:]
    return Decimal(_HAN_DIGITS.index(last) if last in _HAN_DIGITS and last else last or 0)
