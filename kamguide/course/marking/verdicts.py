"""What all markers together come to: the level that counts, where they are apart, how far.

A level on which the trainers agreed counts before all others; else the mean of the trainers'.
What people of other groups gave counts for nothing, and is told apart.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final

from msgspec import Struct

from kamguide.analysis.agreement import Weights as KappaWeights
from kamguide.analysis.agreement import drift, exact_agreement, weighted_kappa
from kamguide.coach.rubric import BANDS, STRONG
from kamguide.course.marking.lines import Line
from kamguide.course.marking.sheets import Judgement, Sheet

APART: Final = 2
"""Levels from which two trainers are too far apart to be averaged."""
LEVELS: Final = STRONG + 1


class Verdict(Struct, frozen=True):
    """One line of one plan, with all that was said of it."""

    line: Line
    given: tuple[tuple[str, Judgement], ...]
    """By trainers, with their names."""
    peers: tuple[tuple[str, Judgement], ...] = ()
    settled: Judgement | None = None

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels of the trainers."""
        return tuple(one.level for _, one in self.given if one.level is not None)

    @property
    def spread(self) -> int:
        """By how many levels the trainers are apart."""
        return max(self.levels) - min(self.levels) if self.levels else 0

    @property
    def is_apart(self) -> bool:
        """Whether the trainers have to talk about it: far apart, and not agreed on."""
        return self.spread >= APART and not self._is_settled

    @property
    def _is_settled(self) -> bool:
        return self.settled is not None and self.settled.level is not None

    @property
    def level(self) -> float | None:
        """What counts; None where nobody judged, or the trainers are too far apart."""
        if self.settled is not None and self.settled.level is not None:
            return float(self.settled.level)
        if not self.levels or self.is_apart:
            return None
        return sum(self.levels) / len(self.levels)

    @property
    def why(self) -> tuple[str, ...]:
        """The reasons for what counts: that of the agreement, else those of the trainers."""
        told = [self.settled] if self.settled is not None else [one for _, one in self.given]
        return tuple(dict.fromkeys(one.reason for one in told if one.reason))

    @property
    def said(self) -> Iterator[Judgement]:
        """Every judgement that the group is told, the agreed one first."""
        if self.settled is not None:
            yield self.settled
        yield from (one for _, one in self.given)


class Marked(Struct, frozen=True):
    """All lines of one plan."""

    group: str
    verdicts: tuple[Verdict, ...]

    @property
    def judged(self) -> tuple[Verdict, ...]:
        """The lines that count."""
        return tuple(one for one in self.verdicts if one.level is not None)

    @property
    def percent(self) -> float | None:
        """Points of those there could be, by the weights, 0 to 100; None where nothing counts."""
        most = sum(float(one.line.weight) * STRONG for one in self.judged)
        points = sum(float(one.line.weight) * (one.level or 0) for one in self.judged)
        return 100 * points / most if most else None

    @property
    def band(self) -> str:
        """How good it is by the bands of the method; nothing where nothing counts."""
        percent = self.percent
        if percent is None:
            return ""
        return next(band for least, band in BANDS if percent >= least)

    @property
    def lowest(self) -> tuple[Verdict, ...]:
        """The two lowest lines below strong, the first ones of several."""
        below = [one for one in self.judged if (one.level or 0) < STRONG]
        return tuple(sorted(below, key=lambda one: one.level or 0)[:2])


def marked(group: str, lines: Sequence[Line], sheets: Sequence[Sheet]) -> Marked:
    """What all sheets say of the plan of a group."""
    return Marked(group, tuple(_verdict(one, group, sheets) for one in lines))


def _verdict(line: Line, group: str, sheets: Sequence[Sheet]) -> Verdict:
    by_role: dict[str, list[tuple[str, Judgement]]] = {"trainer": [], "peer": [], "settled": []}
    for sheet in sheets:
        if (one := sheet.of(group).get(line.id)) is not None:
            by_role[sheet.role].append((sheet.marker, one))
    settled = max((one for _, one in by_role["settled"]), key=lambda one: one.at, default=None)
    return Verdict(line, tuple(by_role["trainer"]), tuple(by_role["peer"]), settled)


class Agreement(Struct, frozen=True):
    """How far two markers agree over all they both judged, or over one line of it."""

    one: str
    other: str
    count: int
    quadratic: float | None
    linear: float | None
    exact: float | None
    drift: float | None
    """By how many levels the other is above the one on average."""


def agreement(one: Sheet, other: Sheet, line: str = "", groups: Iterable[str] = ()) -> Agreement:
    """How far two markers agree.

    Args:
        one: The judgements of one.
        other: The judgements of the other.
        line: Only this line, where one is named.
        groups: Only these plans, where some are named.
    """
    only = set(groups)
    pairs = [
        (mine.level, theirs.level)
        for group in sorted(one.groups.keys() & other.groups.keys())
        if not only or group in only
        for name, mine in one.of(group).items()
        if (theirs := other.of(group).get(name)) is not None
        and line in ("", name)
        and mine.level is not None
        and theirs.level is not None
    ]
    return Agreement(
        one.marker, other.marker, len(pairs), _kappa(pairs, "quadratic"),
        _kappa(pairs, "linear"), exact_agreement(pairs), drift(pairs),
    )  # fmt: skip


def _kappa(pairs: Sequence[tuple[int, int]], weights: KappaWeights) -> float | None:
    return weighted_kappa(pairs, LEVELS, weights)


def agreements(sheets: Sequence[Sheet], line: str = "") -> tuple[Agreement, ...]:
    """Each two trainers who judged something both."""
    trainers = [one for one in sheets if one.role == "trainer"]
    pairs = (agreement(one, other, line) for one, other in combinations(trainers, 2))
    return tuple(one for one in pairs if one.count)


def by_distance(marks: Iterable[Marked]) -> list[tuple[str, Verdict]]:
    """Where two trainers judged, with the group: those to talk about first, then by distance."""
    both = [(one.group, line) for one in marks for line in one.verdicts if len(line.levels) > 1]
    return sorted(both, key=lambda pair: (not pair[1].is_apart, -pair[1].spread))
