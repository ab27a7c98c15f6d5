"""The cells of a board in words: what each column says of a plan."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from kamguide.messages import has, say
from kamguide.messages.forms import money, money_unit
from kamguide.model.text import flat

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kamguide.workspace.board import BoardLine, Money, Pair

COLUMNS: Final = (
    *("name", "account", "owner", "status", "revenue", "margin", "unit", "directions"),
    *("rubric", "evidence", "blocks", "due", "open", "idle"),
)
"""The columns in the order they stand."""
NUMERIC: Final = frozenset(
    {"revenue", "margin", "rubric", "evidence", "blocks", "due", "open", "idle"}
)
"""Columns whose cells end under each other."""
GRADES: Final = ("fact", "estimate", "guess")
STALE: Final = " *"
"""Behind the name of a plan that was changed since its numbers were worked out."""


def cell(line: BoardLine, column: str, lang: str) -> str:
    """What a column says of a plan; nothing where nothing is known."""
    return CELLS[column](line, lang)


def band(line: BoardLine, lang: str) -> str:
    """How good a plan is, in words."""
    return _word(f"rubric.band.{line.band}", lang) if line.band else ""


def state(line: BoardLine, lang: str) -> str:
    """How a plan stands, in words."""
    return _word(f"status.{line.status}", lang)


def unit_of(counted: Money, lang: str) -> str:
    """What amounts are written in."""
    unit, currency = counted
    return money_unit(int(unit), currency, lang) if unit.isdecimal() else currency


def way(pair: Pair) -> str:
    """From today to T+3."""
    return "" if pair == (None, None) else f"{money(pair[0])} > {money(pair[1])}"


def _directions(line: BoardLine, lang: str) -> str:
    ordered = sorted(line.directions.items(), key=lambda one: (-one[1], one[0]))
    told = (f"{_word(f'plan.direction.{name}', lang)} {count}" for name, count in ordered)
    return _word("board.joint", lang).join(told)


def _rubric(line: BoardLine, lang: str) -> str:
    if line.rubric is None or not (line.rubric or line.answered):
        return ""  # nobody has begun it: there is nothing to judge
    return f"{band(line, lang)} {money(line.rubric)}%".strip()


def _evidence(line: BoardLine, lang: str) -> str:
    del lang
    return "/".join(str(line.evidence.get(grade, 0)) for grade in GRADES)


CELLS: Final[Mapping[str, Callable[[BoardLine, str], str]]] = {
    "name": lambda one, _: flat(one.name) + (STALE if one.is_stale else ""),
    "account": lambda one, _: flat(one.account),
    "owner": lambda one, _: flat(one.owner or one.changed_by),
    "status": state,
    "revenue": lambda one, _: way(one.revenue),
    "margin": lambda one, _: way(one.margin),
    "unit": lambda one, lang: unit_of(one.money, lang),
    "directions": _directions,
    "rubric": _rubric,
    "evidence": _evidence,
    "blocks": lambda one, _: str(one.blocks),
    "due": lambda one, _: str(one.due),
    "open": lambda one, _: str(one.open),
    "idle": lambda one, _: str(one.idle),
}


@cache
def _word(key: str, lang: str) -> str:
    """A word that is said again and again."""
    return say(key, lang) if has(key, lang) else key.rpartition(".")[2]
