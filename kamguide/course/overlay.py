"""All groups on one thing: how far apart they are, who stands outside, and how much that says.

Disagreement is a part of one, so that different things can be held against each other:

- numbers: from the lowest to the highest, as a part of what the number can be (100 of percent, 10
  of scores) or, where it has no bound, of the largest of them;
- places on the matrix: the farthest two, as a part of the diagonal of the field;
- words: the groups that did not say what most said, as a part of all.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from math import hypot
from typing import Final

from msgspec import Struct

from kamguide.analysis.spread import Spread, spread
from kamguide.course.classroom import Group
from kamguide.course.ratio_sources import Source
from kamguide.course.readings import Kind, Label, Readings, Spot, Thing, Unit

BOUNDS: Final[Mapping[Unit, Decimal]] = {"percent": Decimal(100), "score": Decimal(10)}
HIGH: Final = 10.0
"""How attractive a market can be."""
COMPARED: Final = 2
"""Groups from which on something is compared."""


class Numbers(Struct, frozen=True):
    """What the groups have as a number; in the order of the class."""

    thing: Thing
    label: Label
    unit: Unit
    values: Mapping[str, Decimal]
    """By the id of a group."""

    @property
    def spread(self) -> Spread:
        """How far they are apart."""
        return spread(self.values)

    @property
    def disagreement(self) -> float:
        """As a part of one."""
        whole = BOUNDS.get(self.unit) or max(map(abs, self.values.values()))
        return min(1.0, float(self.spread.range / whole)) if whole else 0.0

    @property
    def ends(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The groups with the lowest, and those with the highest number."""
        low, high = min(self.values.values()), max(self.values.values())
        return self._with(low), self._with(high)

    def _with(self, value: Decimal) -> tuple[str, ...]:
        return tuple(name for name, one in self.values.items() if one == value)


class Words(Struct, frozen=True):
    """What the groups chose, by code."""

    thing: Thing
    label: Label
    values: Mapping[str, str]

    @property
    def camps(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each choice with the groups that made it, the most common first."""
        counts = Counter(self.values.values()).most_common()
        return tuple(
            (word, tuple(name for name, one in self.values.items() if one == word))
            for word, _ in counts
        )

    @property
    def disagreement(self) -> float:
        """As a part of one."""
        return 1 - len(self.camps[0][1]) / len(self.values)


class Places(Struct, frozen=True):
    """Where the groups see one market on the matrix."""

    thing: Thing
    label: Label
    values: Mapping[str, Spot]

    @property
    def farthest(self) -> tuple[str, str]:
        """The two groups farthest apart."""
        return max(combinations(self.values, 2), key=lambda two: self._apart(*two))

    @property
    def disagreement(self) -> float:
        """As a part of one."""
        return self._apart(*self.farthest)

    def _apart(self, one: str, other: str) -> float:
        here, there = self.values[one], self.values[other]
        across = min(1.0, abs(float(here.x - there.x)) / 2)
        return hypot(across, float(here.up - there.up) / HIGH) / hypot(1, 1)

    @property
    def outliers(self) -> tuple[str, ...]:
        """Groups that stand outside on one of the two axes."""
        sides = ({name: spot.up for name, spot in self.values.items()},
                 {name: spot.across for name, spot in self.values.items()})  # fmt: skip
        outside = {name for side in sides for name in spread(side).outliers}
        return tuple(name for name in self.values if name in outside)


Compared = Numbers | Words | Places


class Overlay(Struct, frozen=True):
    """Everything that at least two groups can be compared on."""

    groups: tuple[Group, ...]
    """Those that have anything, in the order of the class."""
    numbers: tuple[Numbers, ...]
    words: tuple[Words, ...]
    places: tuple[Places, ...]
    money: tuple[str, str]
    """The unit and the currency that amounts are shown in: those of the first group with any."""
    sources: Mapping[str, Mapping[str, Source]]
    """By ratio and the id of a group, where the ratio comes from."""

    def of(self, kind: Kind) -> list[Compared]:
        """What is compared of one kind, the largest disagreement first."""
        every: list[Compared] = [*self.numbers, *self.words, *self.places]
        return sorted(
            (one for one in every if one.thing.kind == kind), key=lambda one: -one.disagreement
        )

    def name(self, group: str) -> str:
        """What a group is called."""
        return next(one.name for one in self.groups if one.id == group)


def overlay(found: Sequence[tuple[Group, Readings]]) -> Overlay:
    """Lay the readings of groups over each other."""
    known = [(group, one) for group, one in found if one.numbers or one.words or one.spots]
    money = next((one.money for _, one in known if all(one.money)), ("", ""))
    return Overlay(
        groups=tuple(group for group, _ in known),
        numbers=tuple(_numbers(known, money)),
        words=tuple(_words(known)),
        places=tuple(_places(known)),
        money=money,
        sources=_sources(known),
    )


def _sources(known: Sequence[tuple[Group, Readings]]) -> Mapping[str, Mapping[str, Source]]:
    names = dict.fromkeys(name for _, one in known for name in one.sources)
    return {
        name: {g.id: one.sources[name] for g, one in known if name in one.sources} for name in names
    }


def _things(known: Sequence[tuple[Group, Readings]]) -> Iterator[tuple[Thing, Readings]]:
    """Every thing once, in the order in which the first group to have it has it."""
    seen: set[Thing] = set()
    for _, one in known:
        for thing in one.labels:
            if thing not in seen:
                seen.add(thing)
                yield thing, one


def _numbers(known: Sequence[tuple[Group, Readings]], money: tuple[str, str]) -> Iterator[Numbers]:
    for thing, first in _things(known):
        said = {group.id: _number(one, thing, money) for group, one in known}
        values = {name: value for name, value in said.items() if value is not None}
        if len(values) >= COMPARED:
            yield Numbers(thing, first.labels[thing], first.units[thing], values)


def _number(one: Readings, thing: Thing, money: tuple[str, str]) -> Decimal | None:
    """What a group has; an amount in the wall's unit, and none in another currency."""
    value = one.numbers.get(thing)
    if value is None or one.units[thing] != "money" or one.money == money:
        return value
    (unit, currency), (shown, wanted) = one.money, money
    if currency != wanted or not (unit.isdecimal() and shown.isdecimal()):
        return None
    return value * Decimal(unit) / Decimal(shown)


def _words(known: Sequence[tuple[Group, Readings]]) -> Iterator[Words]:
    for thing, first in _things(known):
        values = {g.id: one.words[thing] for g, one in known if thing in one.words}
        if len(values) >= COMPARED:
            yield Words(thing, first.labels[thing], values)


def _places(known: Sequence[tuple[Group, Readings]]) -> Iterator[Places]:
    for thing, first in _things(known):
        values = {g.id: one.spots[thing] for g, one in known if thing in one.spots}
        if len(values) >= COMPARED:
            yield Places(thing, first.labels[thing], values)
