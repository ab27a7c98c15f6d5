"""How wide the columns of a table should be, for whoever draws it. All widths are in cells.

A cell is as wide as a Latin letter; a Chinese character takes two.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from math import ceil
from typing import Final

from kamguide.model.text import clean, width
from kamguide.plan.blocks import Table

LONGEST_WORD: Final = 18
"""A longer word is broken rather than given a column of its width."""
LONGEST_LINE: Final = 60
_WORD: Final = re.compile(
    r"[（“《]?[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+[）”》，。：；、]*"
)
"""What is never broken: letters and digits, with the Chinese punctuation that clings to them."""
_UNBROKEN: Final = re.compile(r"[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]+")
_SHORT: Final = 6
"""A number or a code this wide is never broken, whatever it is made of."""


def heads(table: Table) -> tuple[str, ...]:
    """The head of each column with its unit."""
    return tuple(f"{one.head} ({one.unit})" if one.unit else one.head for one in table.columns)


def led(lead: str, lang: str) -> str:
    """A lead with what stands between it and its text; a question needs no colon."""
    if lead.endswith(("?", "？", ":", "：")):
        return f"{lead} "
    return f"{lead}：" if lang == "zh" else f"{lead}: "


def least_widths(table: Table) -> list[int]:
    """The widths below which words or numbers would be broken."""
    return [
        max([_bold(_least(head)), *(_least(row[at].text) for row in table.rows)])
        for at, head in enumerate(heads(table))
    ]


def natural_widths(table: Table) -> list[int]:
    """The widths at which nothing needs a second line, within reason."""
    return [
        max([_bold(_head_width(head)), *(_line(row[at].text) for row in table.rows)])
        for at, head in enumerate(heads(table))
    ]


def shared_widths(table: Table, room: float) -> list[float]:
    """`room` shared among the columns: what each needs, then more for those with more to say.

    Columns that fit keep to their natural width, and a narrow table stays narrow.
    """
    return shares(table, least_widths(table), natural_widths(table), room)


def shares(table: Table, least: Sequence[int], natural: Sequence[int], room: float) -> list[float]:
    """As `shared_widths`, where the least and the natural widths are known."""
    whole = sum(natural)
    if whole <= room:
        wide = max(whole, min(room, whole * 1.5)) if len(natural) <= FEW else room
        return [one * wide / whole for one in natural]
    if sum(least) >= room:
        return [one * room / sum(least) for one in least]
    spare = room - sum(least)
    wants = [_want(table, at, natural[at] - least[at]) for at in range(len(natural))]
    return [one + spare * want / sum(wants) for one, want in zip(least, wants, strict=True)]


FEW: Final = 3
"""Columns up to which a table is not stretched over the whole page."""


def _want(table: Table, at: int, missing: int) -> float:
    """How much a column gains by more width: by what it lacks, and by all that stands in it."""
    if missing <= 0 or not table.rows:
        return 0.01
    mean: float = sum(width(row[at].text) for row in table.rows) / len(table.rows)
    return float(min(mean, missing) ** 0.8) + 1


@lru_cache(maxsize=4096)
def _least(text: str) -> int:
    if width(text) <= _SHORT:
        return width(text)
    words = [width(word) for word in _WORD.findall(text)]
    return max(4, min(max(words, default=4), LONGEST_WORD))


def _head_width(head: str) -> int:
    """A head may take two lines before its column is widened for it."""
    return max(_least(head), (width(head) + 1) // 2)


def _bold(cells: int) -> int:
    """What a head of so many cells takes in bold type."""
    return ceil(cells * 1.1)


@lru_cache(maxsize=4096)
def _line(text: str) -> int:
    return min(max(map(width, text.split("\n"))), LONGEST_LINE)


def fits(table: Table, room: float) -> bool:
    """Whether a table can be set in `room` without breaking words or numbers."""
    return sum(least_widths(table)) <= room


def pieces(text: str, room: int = LONGEST_LINE) -> str | list[str]:
    """`text`, clean; in pieces where it holds words longer than `room`."""
    found = clean(text).replace("\t", "    ")
    if len(found) <= room:
        return found
    if all(len(word) <= room for word in _UNBROKEN.findall(found)):
        return found
    return _UNBROKEN.sub(lambda word: "\0".join(_pieces(word[0], room)), found).split("\0")


def _pieces(word: str, room: int) -> list[str]:
    if len(word) <= room:
        return [word]
    step = max(room // 3, 2)
    return [word[at : at + step] for at in range(0, len(word), step)]
