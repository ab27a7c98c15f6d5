"""Which plans somebody wants to see: words, `state:approved`, `due>0`, in either language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from operator import eq, ge, gt, le, lt
from typing import TYPE_CHECKING, Final

from kamguide.messages import languages, say
from kamguide.model.text import folded

if TYPE_CHECKING:
    from kamguide.workspace.board import BoardLine

Test = Callable[["BoardLine"], bool]
_TERM: Final = re.compile(r"^([^:<>=]+)(:|<=|>=|<|>|=)(.+)$")
_HELD: Final[Mapping[str, Callable[[Decimal, Decimal], bool]]] = {
    "<": lt,
    ">": gt,
    "=": eq,
    ":": eq,
    "<=": le,
    ">=": ge,
}
NUMBERS: Final[Mapping[str, Callable[[BoardLine], Decimal | int | None]]] = {
    "revenue_now": lambda one: one.revenue[0],
    "revenue": lambda one: one.revenue[1],
    "margin_now": lambda one: one.margin[0],
    "margin": lambda one: one.margin[1],
    "rubric": lambda one: one.rubric,
    "facts": lambda one: one.evidence.get("fact", 0),
    "estimates": lambda one: one.evidence.get("estimate", 0),
    "guesses": lambda one: one.evidence.get("guess", 0),
    "blocks": lambda one: one.blocks,
    "due": lambda one: one.due,
    "open": lambda one: one.open,
    "idle": lambda one: one.idle,
}
"""Columns that are held against a number, which is in each plan's own unit."""
WORDS: Final = ("name", "account", "owner", "status", "directions", "band", "flow", "currency")
"""Columns in which words are looked for."""


class Filter:
    """What somebody typed, as a test of a plan; every part of it must be true."""

    def __init__(self, typed: str, lang: str) -> None:
        self._lang = lang
        self._tests = tuple(map(self._test, folded(typed).split()))

    def __call__(self, line: BoardLine) -> bool:
        """Whether a plan is wanted."""
        return all(test(line) for test in self._tests)

    def _test(self, term: str) -> Test:
        found = _TERM.match(term)
        column = _columns().get(found[1]) if found else None
        if found is None or column is None:
            return lambda line: any(term in text for text in self._texts(line).values())
        if column in NUMBERS and (wanted := _number(found[3])) is not None:
            value, held = NUMBERS[column], _HELD[found[2]]
            return lambda line: (there := value(line)) is not None and held(Decimal(there), wanted)
        return lambda line: found[3] in self._texts(line).get(column, "")

    def _texts(self, line: BoardLine) -> Mapping[str, str]:
        """The words of a plan as they are looked for, by column."""
        names = (_said(f"plan.direction.{one}", self._lang) for one in sorted(line.directions))
        return {
            "name": folded(line.name),
            "account": folded(line.account),
            "owner": folded(line.owner or line.changed_by),
            "status": _said(f"status.{line.status}", self._lang),
            "directions": " ".join(names),
            "band": _said(f"rubric.band.{line.band}", self._lang) if line.band else "",
            "flow": folded(line.flow),
            "currency": folded(line.money.currency),
        }


def _number(typed: str) -> Decimal | None:
    try:
        found = Decimal(typed.replace(",", "").removesuffix("%"))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


@cache
def _said(key: str, lang: str) -> str:
    return folded(f"{key.rpartition('.')[2]} {say(key, lang)}")


@cache
def _columns() -> Mapping[str, str]:
    """What columns are called where one filters, in every language."""
    return {
        folded(word): name
        for name in (*WORDS, *NUMBERS)
        for lang in languages()
        for word in (name, *say(f"board.called.{name}", lang).split())
    }
