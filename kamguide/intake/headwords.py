"""The words over a column, made comparable: its unit and its year set apart."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Final

from kamguide.errors import AnswerError
from kamguide.model.amounts import read_amount
from kamguide.model.currencies import fits
from kamguide.model.text import folded

SAME: Final = 40
"""How alike two heads are that say the same; less is a part, or a likeness of letters."""

_BRACKETS: Final = re.compile(r"[(\[【（][^()\[\]【】（）]*[)\]】）]")
_INSIDE: Final = re.compile(r"[(\[【（]\s*([^()\[\]【】（）]+?)\s*[)\]】）]")
_BEHIND: Final = re.compile(r"(?:[/／:：]|[,，](?![0-9]))\s*([^/／:：]+)$")
_TIME: Final = re.compile(r"(?<![a-z0-9])t\s*([+-]\s*[0-9]|0)(?![0-9])")
_YEAR: Final = re.compile(r"(?:fy\s*)?((?:19|20)[0-9]{2})\s*(?:年度?|财年)?")
_HAN: Final = re.compile("[\u3400-\u9fff]")
_WORD: Final = re.compile(r"[\u3400-\u9fff]+|[a-z0-9%']+")
_FILLING: Final = frozenset(
    "a an the of per in by for our their year yearly annual annually p yoy total amount".split()
)
_PART: Final = 20
_ALIKE: Final = 0.84
_THOUSANDS: Final = re.compile(r"^'?000s?\s*")
_POWER: Final = re.compile(r"(?<![0-9,.])1[0,]{2,}(?![0-9])")
_UNIT_LINE: Final = re.compile(
    r"[(\[【（]?\s*(?:货币单位|金额单位|单位|currency|amounts? in|in|units?)\s*[:：]?\s*([^()（）:：]{1,20}?)\s*[)\]】）]?"
)


@dataclass(frozen=True, slots=True)
class HeadWords:
    """What a head says: its words, the year it names (`t0`, `t+1`), and its unit."""

    words: str
    time: str = ""
    unit: str = ""

    @property
    def is_percent(self) -> bool:
        """Whether the column holds percentages."""
        return "%" in self.words or self.unit == "%"


def head_words(raw: str, base_year: int | None) -> HeadWords:
    """Take a head apart; calendar years count from the plan's base year."""
    text = " ".join(folded(raw).split())
    text, time = _without_time(text, base_year)
    inside = [found[1] for found in _INSIDE.finditer(text)]
    bare = _BRACKETS.sub(" ", text).strip()
    behind = _BEHIND.search(bare)
    if behind and _is_unit(behind[1]):
        inside.append(behind[1])
        bare = bare[: behind.start()]
    unit = next((one.strip() for one in inside if _is_unit(one)), "")
    return HeadWords(" ".join(_WORD.findall(bare)) or " ".join(_WORD.findall(text)), time, unit)


def _without_time(text: str, base_year: int | None) -> tuple[str, str]:
    found = _TIME.search(text)
    if found is not None:
        return text[: found.start()] + " " + text[found.end() :], f"t{found[1].replace(' ', '')}"
    found = _YEAR.search(text)
    if found is None or base_year is None:
        return text, ""
    ahead = int(found[1]) - base_year
    time = "t0" if ahead == 0 else f"t{ahead:+d}"
    return text[: found.start()] + " " + text[found.end() :], time


def _is_unit(text: str) -> bool:
    return text.strip() == "%" or unit_size(text) is not None


def unit_size(unit: str) -> tuple[Decimal, str | None] | None:
    """How many plain units a money unit such as `万元` or `k EUR` is, and its currency."""
    text = _THOUSANDS.sub("k ", folded(unit)).strip()
    if _POWER.search(text):
        return _counted(text)
    if not text or any(one.isdigit() for one in text):
        return None
    for written in (f"1{text}", f"1 {text}", " ".join(["1", *reversed(text.split())])):
        try:
            amount = read_amount(written)
        except AnswerError:
            continue
        if amount.scaled or amount.currency is not None:
            return amount.value, amount.currency
    return None


def _counted(text: str) -> tuple[Decimal, str | None] | None:
    """A unit in digits, with its currency: `10,000 CNY`."""
    try:
        amount = read_amount(text)
    except AnswerError:
        return None
    digits = str(amount.value).rstrip("0")
    return (amount.value, amount.currency) if amount.currency and digits == "1" else None


def stated_unit(cells: Iterable[str]) -> str:
    """The unit that a line above a table states: `单位：万元`, `Sales (k EUR)`."""
    for cell in cells:
        found = _UNIT_LINE.fullmatch(folded(cell))
        unit = found[1] if found is not None else head_words(cell, None).unit
        if unit_size(unit) is not None:
            return unit
    return ""


def other_currency(unit: str, currency: str) -> str:
    """The currency of a unit where it is not the plan's; else nothing."""
    size = unit_size(unit)
    found = size[1] if size is not None else None
    return "" if found is None or fits(found, currency) else found


def likeness(head: HeadWords, label: HeadWords) -> int:
    """How well a head fits a label, from 0; at least `SAME` where both say the same."""
    if head.time != label.time and head.time and label.time:
        return 0
    score = max(_words_alike(one, label.words) for one in _ways(head.words))
    agrees = 5 if head.time == label.time else 0
    return score + agrees if score else 0


def _ways(words: str) -> Iterator[str]:
    yield words
    yield from _synonyms().get(_bare(words), ())


def _words_alike(head: str, label: str) -> int:
    one, other = _bare(head), _bare(label)
    if not one or not other:
        return SAME if one == other and head == label else 0
    if one == other:
        return SAME
    if _HAN.search(one) or _HAN.search(other):
        return _part_of(one.replace(" ", ""), other.replace(" ", ""))
    ours, theirs = set(one.split()), set(other.split())
    if ours <= theirs or theirs <= ours:
        return _PART + 10 * min(len(ours), len(theirs)) // max(len(ours), len(theirs))
    return _letters_alike(one, other)


def _part_of(one: str, other: str) -> int:
    short, long = sorted((one, other), key=len)
    if len(short) > 1 and short in long:
        at_end = 4 if long.endswith(short) else 0
        return _PART + at_end + 10 * len(short) // len(long)
    return _letters_alike(one, other)


def _letters_alike(one: str, other: str) -> int:
    ratio = SequenceMatcher(None, one, other).ratio()
    return int(10 * ratio) if ratio >= _ALIKE else 0


def _bare(words: str) -> str:
    """Words without those that only fill; all of them where nothing would be left."""
    kept = [one.replace("'s", "") for one in words.split() if one not in _FILLING]
    return " ".join(kept) or words


@cache
def _synonyms() -> dict[str, tuple[str, ...]]:
    """For each word that tables use: the others that mean the same."""
    import yaml  # noqa: PLC0415 - only who takes a table in pays for it

    source = Path(__file__).with_name("synonyms.yaml").read_text(encoding="utf-8")
    groups: list[list[str]] = yaml.safe_load(source)
    found: dict[str, tuple[str, ...]] = {}
    for group in groups:
        for word in group:
            key = _bare(word)
            found[key] = (*found.get(key, ()), *(one for one in group if one != word))
    return found
