"""A directional policy matrix while one number is turned: what would be suggested for a unit."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from kamguide.analysis.arithmetic import ZERO
from kamguide.analysis.dpm import NEW, SUGGESTED, Circle, Matrix, quadrant_of
from kamguide.analysis.strength import OWN
from kamguide.coach.stability.axes import Axes, Side, Slot
from kamguide.coach.stability.dials import Turnable, Unturned, Verdict
from kamguide.coach.stability.search import Level
from kamguide.coach.stability.totals import Line, can_turn


class Field:
    """The units of a matrix, and what turning a dial would suggest for them.

    A turn on one axis leaves the place on the other as it is.
    """

    def __init__(self, matrix: Matrix, axes: Axes) -> None:
        self._matrix = matrix
        self._axes = axes
        placed = {name: one for name, one in matrix.units.items() if one.suggested}
        self._now = {name: one.suggested for name, one in placed.items()}
        self._circles = {
            name: one.circle for name, one in placed.items() if one.circle.quadrant != NEW
        }

    def level(self, name: str) -> Level:
        """What is suggested, and what can be turned."""
        turnables = (*self._vertical(), *self._horizontal())
        fixed = frozenset(self._now.keys() - self._circles.keys())
        return Level(name, self._now, turnables, tuple(self._unturned(name)), fixed)

    def _unturned(self, level: str) -> Iterator[Unturned]:
        """Each set of weights that does not sum to 100, once."""
        axes = self._axes
        sides = [(slot, axes.heights) for slot in axes.vertical if not slot.who]
        sides += [(slot, self._strength(slot)) for slot in axes.horizontal if not slot.who]
        sets = {(slot.dial.question, slot.unit): side.weights for slot, side in sides}
        for (question, unit), weights in sets.items():
            if not can_turn(weights):
                yield Unturned(level, question, unit, sum(weights.values(), ZERO))

    # Up and down

    def _vertical(self) -> Iterator[Turnable]:
        side, line_moves = self._axes.heights, self._matrix.settings.threshold is None
        for slot in self._axes.vertical:
            if side.can_turn(slot):
                moves_all = line_moves or not slot.who
                units = (one for one in self._circles if moves_all or one == slot.who)
                yield Turnable(slot.dial, tuple(units), self._by_height(slot))

    def _by_height(self, slot: Slot) -> Callable[[str, Decimal], Verdict | None]:
        side, fixed = self._axes.heights, self._matrix.settings.threshold
        lines, times = side.lines(slot), side.times(slot)
        all_lines = [lines[name] for name in self._matrix.units if name in lines]

        def verdict(unit: str, by: Decimal) -> Verdict | None:
            height = lines[unit](by)
            if height is None:
                return None
            line = _middle(all_lines, by) if fixed is None else fixed * times
            is_strong = _is_strong(self._circles[unit])
            return SUGGESTED[quadrant_of(is_attractive=height >= line, is_strong=is_strong)]

        return verdict

    # Left and right

    def _strength(self, slot: Slot) -> Side:
        """The axis that a dial works on; that of any unit, where all have the same weights."""
        return self._axes.strengths[slot.unit or next(iter(self._axes.strengths))]

    def _horizontal(self) -> Iterator[Turnable]:
        for slot in self._axes.horizontal:
            if self._strength(slot).can_turn(slot):
                units = [one for one in self._circles if slot.unit in ("", one)]
                yield Turnable(slot.dial, tuple(units), self._by_strength(slot, units))

    def _by_strength(
        self, slot: Slot, units: list[str]
    ) -> Callable[[str, Decimal], Verdict | None]:
        lines = {unit: self._axes.strengths[unit].lines(slot) for unit in units}

        def verdict(unit: str, by: Decimal) -> Verdict | None:
            totals = {
                who: total for who, line in lines[unit].items() if (total := line(by)) is not None
            }
            own = totals.pop(OWN, None)
            reference = self._reference(totals)
            if own is None or not reference:
                return None
            is_attractive = self._is_attractive(self._circles[unit])
            return SUGGESTED[quadrant_of(is_attractive=is_attractive, is_strong=own >= reference)]

        return verdict

    def _reference(self, rivals: dict[str, Decimal]) -> Decimal | None:
        for name in self._axes.references:
            if name in rivals:
                return rivals[name]
        return max(rivals.values(), default=None)

    def _is_attractive(self, circle: Circle) -> bool:
        height = circle.attractiveness
        return height is not None and height >= self._matrix.threshold


def _is_strong(circle: Circle) -> bool:
    own, reference = circle.own_total, circle.reference_total
    return own is not None and reference is not None and own >= reference


def _middle(lines: list[Line], by: Decimal) -> Decimal:
    """Midway between the lowest and the highest."""
    totals = [one for line in lines if (one := line(by)) is not None]
    return (min(totals) + max(totals)) / 2
