"""The words over a column, made comparable: its unit, its year and its brackets set apart."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Final

from msgspec import Struct

from kamguide.errors import AnswerError
from kamguide.model.amounts import read_amount
from kamguide.model.questions.table import Column
from kamguide.model.text import folded

SAME: Final = 2.0
"""How alike two heads are that say the same; a likeness is less than 1."""

_INSIDE: Final = re.compile(r"[(\[【（]\s*([^()\[\]【】（）]+?)\s*[)\]】）]")
_BEHIND: Final = re.compile(r"(?:[/／:：]|[,，](?![0-9])|\bin\b)\s*([^/／:：]+)$")
_RELATIVE: Final = re.compile(r"(?<![a-z0-9])t\s*([+-]\s*[0-9]|0)(?![0-9])")
_YEAR: Final = re.compile(r"(?:fy\s*)?((?:19|20)[0-9]{2})\s*(?:年度?|财年)?")
_HAN: Final = re.compile("[\u3400-\u9fff]")
_WORD: Final = re.compile("[\u3400-\u9fff]+|[a-z0-9%]+")
_RATE: Final = re.compile("[%％率]|百分比|占比|\\b(?:rate|ratio|percent|pct)\\b")
_FILLING: Final = frozenset(["a", "an", "the", "of", "per", "in", "for"])
_ALIKE: Final = 0.84
_THOUSANDS: Final = re.compile(r"['’]?\b000s?\b")
_STATED: Final = re.compile(
    r".*?(?:单位|currency|amounts? in|units?)\s*[:：]?\s*([^()（）:：]{1,20}?)\s*[)\]】）]?"
)


class HeadWords(Struct, frozen=True):
    """What a head says: its words, and the year it names (`t0`, `t+1`)."""

    words: str
    time: str = ""
    is_rate: bool = False

    @property
    def is_bare_year(self) -> bool:
        """Whether a year is all it says."""
        return bool(self.time) and not self.words


def head_words(raw: str, base_year: int | None) -> HeadWords:
    """Take a head apart; calendar years count from the plan's base year."""
    text = " ".join(folded(raw).split())
    is_rate = _RATE.search(text) is not None
    text, time = _without_time(text, base_year)
    bare = _INSIDE.sub(" ", text)
    return HeadWords(" ".join(_WORD.findall(bare) or _WORD.findall(text)), time, is_rate)


def _without_time(text: str, base_year: int | None) -> tuple[str, str]:
    found = _RELATIVE.search(text)
    if found is not None:
        text = _YEAR.sub(" ", text.replace(found[0], " "))  # `T+1 (2027)` says it twice
        return text, f"t{found[1].replace(' ', '')}"
    found = _YEAR.search(text)
    if found is None or base_year is None:
        return text, ""
    ahead = int(found[1]) - base_year
    return text.replace(found[0], " "), f"t{ahead:+d}" if ahead else "t0"


def names_of(column: Column, base_year: int | None) -> list[HeadWords]:
    """What a column goes by: its labels in every language, its id, and other words for them."""
    labels = [head_words(one, base_year) for one in column.label.root.values()]
    others = {
        HeadWords(word, one.time, one.is_rate)
        for one in labels
        for word in _synonyms().get(_bare(one.words), ())
    }
    return [*labels, head_words(column.id.replace("_", " "), base_year), *others]


def likeness(head: HeadWords, name: HeadWords) -> float:
    """How well a head fits a name: `SAME`, or between 0 and 1 where it is a part of it or close."""
    if head.time != name.time and head.time and name.time:
        return 0
    one, other = _bare(head.words), _bare(name.words)
    if not one or not other:
        return SAME if one == other and head.time == name.time else 0
    if one == other:
        return SAME if head.time == name.time else 0.99
    if _is_part(one, other):
        return 0.5 + 0.4 * _ratio(one, other)
    ours, theirs = set(one.split()), set(other.split())
    ratio = _ratio(" ".join(sorted(ours - theirs)), " ".join(sorted(theirs - ours)))
    return ratio / 2 if ratio >= _ALIKE else 0  # a slip of the pen, in the words that differ


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def _is_part(one: str, other: str) -> bool:
    if _HAN.search(one) or _HAN.search(other):
        short, long = sorted((one.replace(" ", ""), other.replace(" ", "")), key=len)
        return len(short) > 1 and short in long
    ours, theirs = set(one.split()), set(other.split())
    return ours <= theirs or theirs <= ours


def _bare(words: str) -> str:
    """Words without those that only fill; all of them where nothing would be left."""
    return " ".join(one for one in words.split() if one not in _FILLING) or words


@cache
def _synonyms() -> dict[str, tuple[str, ...]]:
    """For each word that tables use: the others that mean the same."""
    import yaml

    source = Path(__file__).with_name("synonyms.yaml").read_text(encoding="utf-8")
    groups: list[list[str]] = yaml.safe_load(source)
    found: dict[str, tuple[str, ...]] = {}
    for group in groups:
        for word in group:
            found[_bare(word)] = (*found.get(_bare(word), ()), *group)
    return found


# Units of money


def money_unit(head: str) -> str:
    """The unit that a head states, if it does: `销售额（万元）`, `Sales, k EUR`."""
    text = folded(head)
    candidates = [*_INSIDE.findall(text), *_BEHIND.findall(_INSIDE.sub("", text).strip())]
    return next((unit for one in candidates if (unit := _as_unit(one))), "")


def stated_unit(cells: Iterable[str]) -> str:
    """The unit that a line above a table states: `单位：万元`, `Amounts in k EUR`."""
    for cell in cells:
        found = _STATED.fullmatch(folded(cell))
        if unit := (_as_unit(found[1]) if found else "") or money_unit(cell):
            return unit
    return ""


def _as_unit(text: str) -> str:
    """A unit as the reader of amounts takes it; nothing where it is none."""
    text = _THOUSANDS.sub("k", text).strip()
    ways = (text, " ".join(reversed(text.split())))
    return next((one for one in ways if _is_unit(one)), "")


def _is_unit(text: str) -> bool:
    if not text or any(one.isdigit() for one in text):
        return False
    try:
        amount = read_amount(f"1 {text}")
    except AnswerError:
        return False
    return amount.scaled or amount.currency is not None


def in_unit(raw: str, unit: str) -> str:
    """An amount with the unit that stands over it, unless it brings its own."""
    return f"{_signed(raw)} {unit}" if unit and _is_plain(raw) else raw


def _is_plain(raw: str) -> bool:
    """Whether an amount says nothing of what it is counted in: `4,150`, `(320)`, `约 4150`."""
    if re.fullmatch(r"\(?[-+]?[0-9.,\s]+\)?", raw):
        return True
    try:
        amount = read_amount(raw)
    except AnswerError:
        return False
    return not (amount.scaled or amount.percent or amount.counted or amount.currency)


def _signed(raw: str) -> str:
    return f"-{raw[1:-1]}" if raw.startswith("(") and raw.endswith(")") else raw
