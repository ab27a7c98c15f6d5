"""What can be told from a text by its words: numbers, days, lists of words, length.

Every text is compared in one form: NFKC, lower case. Latin words end where an ASCII letter or
digit does, so that ids are found beside Chinese; Chinese words are found anywhere.
"""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Final

_HAN: Final = "\u3400-\u9fff"
_START: Final = "(?<![a-z0-9])"
_END: Final = "(?![a-z0-9])"

_SET_ASIDE: Final = re.compile(
    rf"20\d\d-\d\d?(?:-\d\d?)?|{_START}t\s*[+-]\s*\d|{_START}no\.\s*1{_END}|第一"
    rf"|{_START}[a-z]{{1,3}}\d+{_END}|(?<!\d)20\d\d(?!\d)"
)
_AMOUNT: Final = re.compile(
    r"\d(?:[\d.,]*\d)?|百分之|一半|[一二三四五六七八九十百千万亿两](?:[成倍个家年月天周次分点%吨条名])"
    rf"|{_START}(?:half|double|twice|third|two|three|four|five|six|seven|eight|nine|ten|hundred"
    rf"|thousand){_END}"
)
_MONTHS: Final = (
    "january|february|march|april|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec"
)
_DATED: Final = re.compile(
    rf"(?<!\d)20\d\d(?!\d)|{_START}t\s*\+\s*[1-3]|{_START}q[1-4]{_END}"
    r"|[1-4一二三四]\s*季度|(?:\d|[一二三四五六七八九十])\s*月|年底|年末|年中|月底|旺季"
    rf"|{_START}(?:{_MONTHS}){_END}"
    rf"|{_START}(?:in|by|from|until)\s+may{_END}|{_START}may\s+\d"
    rf"|{_START}end\s+of\s+(?:the\s+)?(?:year|month|quarter){_END}"
    rf"|{_START}(?:summer|hot\s+season){_END}"
)
_SOURCE: Final = re.compile(rf"{_START}sr\d+{_END}|(?<!\d)20\d\d(?!\d)")
_PERCENT: Final = re.compile(
    r"\d+(?:[.,]\d+)*\s*(?:%|percent|per\s+cent)"
    r"|百分之[零一二三四五六七八九十百点\d]+"
)
_WORD: Final = re.compile(r"[a-z0-9]+(?:[.,'’/&+%-]+[a-z0-9]+)*%?")
_HAN_CHARACTER: Final = re.compile(f"[{_HAN}]")
_CONTENT: Final = re.compile(f"[a-z0-9{_HAN}]")

Words = tuple[str, ...]


def normalised(text: str) -> str:
    """`text` as every test compares it."""
    return unicodedata.normalize("NFKC", text).lower().strip()


@lru_cache(maxsize=256)
def pattern_of(words: Words) -> re.Pattern[str]:
    """What finds any of these words in a normalised text, the longest that fits first."""
    forms = sorted({normalised(word) for word in words if word.strip()}, key=len, reverse=True)
    return re.compile("|".join(map(_bounded, forms)) or r"(?!)")


def _bounded(word: str) -> str:
    start = _START if re.match("[a-z0-9]", word) else ""
    end = _END if re.search("[a-z0-9]$", word) else ""
    return f"{start}{re.escape(word)}{end}"


def found(text: str, words: Words) -> str:
    """The first of `words` in a normalised text, or nothing."""
    match = pattern_of(words).search(text)
    return match[0] if match else ""


def starts_with(text: str, words: Words) -> str:
    """Which of `words` a normalised text begins with, after quotes and marks."""
    start = _CONTENT.search(text)
    match = pattern_of(words).match(text, start.start()) if start else None
    return match[0] if match else ""


def ends_with(text: str, words: Words) -> str:
    """Which of `words` a normalised text ends with, before quotes and marks."""
    last = max((match.end() for match in _CONTENT.finditer(text)), default=0)
    matches = pattern_of(words).finditer(text, 0, last)
    return next((match[0] for match in matches if match.end() == last), "")


def has_number(text: str) -> bool:
    """Whether a normalised text states an amount: ids, years and days do not count."""
    return _AMOUNT.search(_SET_ASIDE.sub(" ", text)) is not None


def amounts(text: str) -> int:
    """How many amounts a normalised text states, in digits or in words."""
    return len(_AMOUNT.findall(_SET_ASIDE.sub(" ", text)))


def has_date(text: str) -> bool:
    """Whether a normalised text names a time: a year, quarter, month, season or T+1 to T+3."""
    return _DATED.search(text) is not None


def names_a_source(text: str) -> bool:
    """Whether a normalised text has the id of a source, or a year."""
    return _SOURCE.search(text) is not None


def has_percent(text: str) -> bool:
    """Whether a normalised text states a percentage."""
    return _PERCENT.search(text) is not None


def has_only_percentages(text: str) -> bool:
    """Whether a normalised text states percentages and no other number."""
    rest, count = _PERCENT.subn(" ", text)
    return count > 0 and not has_number(rest)


def length(text: str, *, words: int, characters: int) -> Decimal:
    """How long a normalised text is, 1 being long enough: Latin words and Chinese characters.

    Args:
        text: A number or a percentage in it counts as one word.
        words: How many Latin words are enough.
        characters: How many Chinese characters are enough.
    """
    latin = len(_WORD.findall(text))
    han = len(_HAN_CHARACTER.findall(text))
    return Decimal(latin) / words + Decimal(han) / characters


def has_content(text: str) -> bool:
    """Whether a normalised text has a letter, a digit or a Chinese character."""
    return _CONTENT.search(text) is not None


def without(text: str, *lists: Words) -> str:
    """A normalised text without any word of these lists."""
    return pattern_of(tuple(word for words in lists for word in words)).sub(" ", text)


def content(text: str) -> list[str]:
    """The content of a normalised text: Latin words and single Chinese characters."""
    return [*_WORD.findall(text), *_HAN_CHARACTER.findall(text)]


def share_pct(part: Iterable[str], whole: Iterable[str]) -> Decimal:
    """How much of `whole` is in `part`, in percent; zero of nothing."""
    known = set(part)
    every = list(whole)
    if not every:
        return Decimal(0)
    return Decimal(100) * sum(1 for one in every if one in known) / len(every)
