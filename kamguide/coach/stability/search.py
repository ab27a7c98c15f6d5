"""The nearest turn that changes a suggestion: every step is tried, from where a dial stands."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from kamguide.coach.stability.dials import (
    KINDS,
    MOST,
    Dial,
    Kind,
    Reached,
    Standing,
    Turn,
    Turnable,
    Unturned,
    Verdict,
)


class Level(Struct, frozen=True):
    """Something that is suggested from weights and scores: for whom, what, and what is turned."""

    name: str
    now: Mapping[str, Verdict]
    turnables: Sequence[Turnable]
    unturned: tuple[Unturned, ...]
    fixed: frozenset[str] = frozenset()
    """Units whose suggestion rests on no weight and no score."""

    def standings(self) -> Iterator[Standing]:
        """Each suggestion with the smallest turns that change it."""
        found = {kind: self._nearest(kind) for kind in KINDS}
        for unit, verdict in self.now.items():
            yield Standing(
                self.name,
                unit,
                verdict,
                {kind: found[kind][unit] for kind in KINDS if unit in found[kind]},
                frozenset(one.dial.kind for one in self.turnables if unit in one.units),
                unit in self.fixed,
            )

    def _nearest(self, kind: Kind) -> dict[str, Reached]:
        """The smallest turn of each unit; the first where several are as small."""
        found: dict[str, Reached] = {}
        for one in self.turnables:
            for unit in one.units if one.dial.kind == kind else ():
                nearer = _first(one, unit, self.now[unit], found.get(unit))
                if nearer is not None:
                    found[unit] = nearer
        return found


def _first(one: Turnable, unit: str, now: Verdict, known: Reached | None) -> Reached | None:
    """The first step of a dial that changes a suggestion, if it is nearer than what is known."""
    for by in _moves(one.dial, known):
        then = one.verdict(unit, by)
        if then is not None and then != now:
            return Turn(one.dial, one.dial.now + by), then
    return None


def _moves(dial: Dial, known: Reached | None) -> Iterator[Decimal]:
    """Each step within the scale, the nearest first, and down before up."""
    most = MOST[dial.kind]
    nearer_than = most + dial.step
    if known is not None:
        nearer_than = abs(known[0].after - known[0].before)
    by, down, up = dial.step, dial.now, most - dial.now
    furthest = max(down, up)
    while by <= furthest and by < nearer_than:
        if by <= down:
            yield -by
        if by <= up:
            yield by
        by += dial.step
