"""Whether a condition can ever hold: tried over every kind of answer that tells it apart.

Answers to choices are tried one by one; of numbers only those beside what they are compared
with. Where there are too many combinations nothing is claimed.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import product
from math import prod
from typing import Final

from msgspec import Struct

from kamguide.model.conditions import (
    Above,
    AllOf,
    Answered,
    AnyOf,
    Below,
    Condition,
    Equals,
    Not,
    OneOf,
    holds,
)
from kamguide.model.questions import Question
from kamguide.model.questions.choices import ChoiceColumn, ChoiceQuestion
from kamguide.model.questions.numbers import (
    MoneyValue,
    NumberValue,
    PercentValue,
    ScaleValue,
)
from kamguide.model.questions.table import Column, TableQuestion

MOST: Final = 20_000
_BESIDE: Final = Decimal("0.001")
Name = tuple[str, str]
"""A kind (`answer`, `figure`, `column`, `flow`) and a name."""


class World(Struct, frozen=True):
    """What a condition is tried in: the questions there are, those a flow asks, and its id."""

    known: Mapping[str, Question | Column]
    asked: Mapping[str, Question]
    flow: str

    def outcomes(self, condition: Condition, *, missing_are_free: bool = False) -> frozenset[bool]:
        """What the condition can come to; both, where that was too much to try.

        Args:
            condition: What is tried.
            missing_are_free: Whether what the flow does not ask may have any answer, instead
                of none.
        """
        names = self._names(condition)
        compared = _compared([condition, *self._conditions(names)])
        free = [one for one in names if missing_are_free or self._is_asked(one)]
        sides = [self._domain(one, compared.get(one, ())) for one in free]
        if prod(len(side) for side in sides) > MOST:
            return frozenset({True, False})
        found: set[bool] = set()
        for values in product(*sides):
            found.add(self._holds(condition, dict(zip(free, values, strict=True))))
            if len(found) == 2:  # noqa: PLR2004 - true and false
                break
        return frozenset(found)

    def _is_asked(self, one: Name) -> bool:
        return one[0] != "answer" or one[1] in self.asked

    def _names(self, condition: Condition) -> list[Name]:
        """What the condition looks at, and what decides whether that is asked."""
        found: list[Name] = []
        waiting = [leaf.source for leaf in _leaves(condition)]
        while waiting:
            one = waiting.pop(0)
            if one in found:
                continue
            found.append(one)
            question = self.asked.get(one[1]) if one[0] == "answer" else None
            if question is not None and question.when is not None:
                waiting += [leaf.source for leaf in _leaves(question.when)]
        return [one for one in found if one[0] != "flow"]

    def _conditions(self, names: list[Name]) -> list[Condition]:
        asked = (self.asked.get(name) for kind, name in names if kind == "answer")
        return [one.when for one in asked if one is not None and one.when is not None]

    def _holds(self, condition: Condition, values: Mapping[Name, object]) -> bool:
        visiting: set[str] = set()

        def look(kind: str, name: str) -> object:
            if kind == "flow":
                return self.flow
            question = self.asked.get(name) if kind == "answer" else None
            if question is not None and question.when is not None and name not in visiting:
                visiting.add(name)
                is_asked = holds(question.when, look)
                visiting.discard(name)
                if not is_asked:
                    return None
            return values.get((kind, name))

        return holds(condition, look)

    def _domain(self, one: Name, compared: tuple[object, ...]) -> tuple[object, ...]:
        question = self.known.get(one[1]) if one[0] in ("answer", "column") else None
        return (None, *dict.fromkeys(_values(question, compared)))


def _values(question: Question | Column | None, compared: tuple[object, ...]) -> Iterator[object]:
    """Answers of every kind that could make a difference."""
    match question:
        case None:
            yield from (*compared, *_beside(compared, None, None, _BESIDE), True, False, "…")
        case ChoiceQuestion() | ChoiceColumn():
            yield from (option.id for option in question.options)
        case NumberValue() | MoneyValue() | PercentValue():
            step = Decimal(1) if getattr(question, "whole", False) else _BESIDE
            yield from _beside(compared, question.min, question.max, step)
        case ScaleValue():
            steps = int((question.max - question.min) / question.step)
            yield from (question.min + question.step * one for one in range(min(steps, 200) + 1))
        case TableQuestion():
            yield ("row",)
        case _ if question.type == "yes_no":
            yield from (True, False)
        case _ if question.type == "choices":
            codes = tuple(option.id for option in getattr(question, "options", ()))
            yield from ((code,) for code in codes)
            yield codes
        case _:
            yield from (*(one for one in compared if isinstance(one, str)), "…")
            yield from _beside(compared, None, None, Decimal(1))


def _beside(
    compared: tuple[object, ...], least: Decimal | None, most: Decimal | None, step: Decimal
) -> Iterator[Decimal]:
    """Each number that something is compared with, and one on either side, within limits."""
    numbers = [
        Decimal(one)
        for one in compared
        if isinstance(one, int | Decimal) and not isinstance(one, bool)
    ]
    numbers += [one for one in (least, most) if one is not None] or [Decimal(1)]
    for number in numbers:
        for one in (number - step, number, number + step):
            if (least is None or one >= least) and (most is None or one <= most):
                yield one


def _leaves(condition: Condition) -> Iterator[Equals | OneOf | Above | Below | Answered]:
    match condition:
        case AllOf(of=parts) | AnyOf(of=parts):
            for part in parts:
                yield from _leaves(part)
        case Not(of=part):
            yield from _leaves(part)
        case _:
            yield condition


def _compared(conditions: list[Condition]) -> dict[Name, tuple[object, ...]]:
    """What each thing is compared with."""
    found: dict[Name, tuple[object, ...]] = {}
    for leaf in (leaf for condition in conditions for leaf in _leaves(condition)):
        match leaf:
            case Equals(value=value) | Above(value=value) | Below(value=value):
                values: tuple[object, ...] = (value,)
            case OneOf(values=several):
                values = several
            case Answered():
                values = ()
        found[leaf.source] = (*found.get(leaf.source, ()), *values)
    return found
