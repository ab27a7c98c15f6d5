"""How a class did and how it was marked: for the trainer, and for whoever writes the pack."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from statistics import mean, median
from typing import Final

from msgspec import Struct

from kamguide.course.classroom import Card
from kamguide.course.collecting import is_work
from kamguide.course.marking.sheets import Marks, Sheet
from kamguide.course.marking.verdicts import (
    Agreement,
    Marked,
    Verdict,
    agreement,
    agreements,
    by_distance,
    marked,
)
from kamguide.course.marking.works import Subject, Works
from kamguide.course.timing import minutes_by_step
from kamguide.model.rules import Criterion

HARDEST: Final = 3
"""Lines that are named as the hardest."""
BEST: Final = 3
"""The highest level of a line."""
CLEAR: Final = 0.4
"""Kappa below which a line is read differently by different markers."""
HALF: Final = 0.5
FEWEST: Final = 3
"""Pairs of judgements below which nothing is said of a line."""


class LineReport(Struct, frozen=True):
    """One line of the rubric over all groups."""

    criterion: Criterion
    counts: tuple[int, int, int, int]
    """How many judgements of trainers gave each level."""
    mean: float | None
    """Of the levels that count."""
    proposed: float | None
    peers: float | None
    agreement: Agreement | None
    """Over all pairs of trainers; None where nobody judged twice."""

    @property
    def is_unclear(self) -> bool:
        """Whether trainers read the line differently, by the stated rule."""
        found = self.agreement
        if found is None or found.count < FEWEST:
            return False
        low = found.quadratic is not None and found.quadratic < CLEAR
        return low or (found.exact or 0) < HALF


class StepTime(Struct, frozen=True):
    """One step: the minutes it was given, and what groups took, the fastest first."""

    step: str
    planned: int
    minutes: tuple[float, ...]

    @property
    def median(self) -> float:
        """What the group in the middle took."""
        return median(self.minutes)


class ClassReport:
    """What all plans and marks of a class come to."""

    def __init__(self, works: Works) -> None:
        self._works = works
        self.sheets: tuple[Sheet, ...] = Marks(works.classroom.folder).all()

    @property
    def card(self) -> Card:
        """The class."""
        return self._works.classroom.card

    @cached_property
    def groups(self) -> tuple[tuple[Subject, Marked | None], ...]:
        """Every group with its marks; None where nothing came in."""
        return tuple(
            (one, marked(one.id, self._works.work(one).lines, self.sheets) if one.plan else None)
            for one in self._works.subjects
            if not one.is_anchor
        )

    @property
    def marks(self) -> tuple[Marked, ...]:
        """The marks of the groups whose plans came in."""
        return tuple(one for _, one in self.groups if one is not None)

    @cached_property
    def lines(self) -> tuple[LineReport, ...]:
        """Every line of the rubric, in its order."""
        by_line: dict[str, list[Verdict]] = {}
        for marks in self.marks:
            for one in marks.verdicts:
                by_line.setdefault(one.line.id, []).append(one)
        return tuple(self._line(line, by_line[line]) for line in sorted(by_line))

    def _line(self, line: str, verdicts: Sequence[Verdict]) -> LineReport:
        given = Counter(level for one in verdicts for level in one.levels)
        peers = [said.level for one in verdicts for _, said in one.peers]
        return LineReport(
            verdicts[0].line.criterion,
            (given[0], given[1], given[2], given[3]),
            _mean([one.level for one in verdicts]),
            _mean([one.line.proposal for one in verdicts]),
            _mean(peers),
            self._agreed(line),
        )

    def _agreed(self, line: str) -> Agreement | None:
        """The pair of trainers that judged the line together most often."""
        found = agreements(self.sheets, line)
        return max(found, key=lambda one: one.count, default=None)

    @property
    def hardest(self) -> tuple[LineReport, ...]:
        """The lines with the lowest mean, the lowest first; none that everybody did best."""
        missed = [one for one in self.lines if one.mean is not None and one.mean < BEST]
        return tuple(sorted(missed, key=lambda one: one.mean or 0)[:HARDEST])

    @property
    def unclear(self) -> tuple[LineReport, ...]:
        """The lines that trainers read differently."""
        return tuple(one for one in self.lines if one.is_unclear)

    @cached_property
    def agreements(self) -> tuple[Agreement, ...]:
        """Each two trainers over all lines."""
        return agreements(self.sheets)

    @property
    def distant(self) -> list[tuple[str, Verdict]]:
        """Where two trainers judged, those to talk about first."""
        return by_distance(self.marks)

    @cached_property
    def anchors(self) -> tuple[Agreement, ...]:
        """Every marker against the reference, on the anchor plans.

        The reference is the trainer of the class, or the first trainer who judged an anchor.
        """
        anchors = {one.id for one in self._works.subjects if one.is_anchor}
        able = [one for one in self.sheets if anchors & one.groups.keys() and one.role != "settled"]
        able.sort(key=lambda one: (one.marker != self.card.trainer, one.role != "trainer"))
        return tuple(agreement(able[0], one, groups=anchors) for one in able[1:])

    @cached_property
    def times(self) -> tuple[StepTime, ...]:
        """Minutes by step, of the steps that anybody worked on, in the order of the flow."""
        found: dict[str, list[float]] = {}
        planned: dict[str, tuple[str, int]] = {}
        for subject, marks in self.groups:
            if marks is None:
                continue
            session = self._works.work(subject).session
            for phase in session.flow.phases:
                for step in phase.steps:
                    minutes = self._works.boxes.get(step.id, step.minutes)
                    planned.setdefault(step.id, (step.title(self._works.lang), minutes))
            log, home = tuple(session.events()), self._works.store().origin
            own = [one for one in log if is_work(one, home)] or log  # all of it was written here
            for name, taken in minutes_by_step(own, session.flow).items():
                found.setdefault(name, []).append(taken)
        return tuple(
            StepTime(title, minutes, tuple(sorted(found[name])))
            for name, (title, minutes) in planned.items()
            if name in found
        )

    def peers_of(self, marks: Marked) -> float | None:
        """The mean of what peers gave a plan."""
        return _mean([said.level for one in marks.verdicts for _, said in one.peers])

    def titles(self) -> Iterator[tuple[str, str]]:
        """The names of the groups by id."""
        yield from ((one.id, one.name) for one, _ in self.groups)


def _mean(levels: Sequence[float | None]) -> float | None:
    given = [one for one in levels if one is not None]
    return mean(given) if given else None
