"""What one marker can do: judge, comment, take proposals over, agree with the others.

Everything stays in the marker's own file in the class folder until it is released.
"""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import Final

from msgspec import Struct

from kamguide.coach.rubric import STRONG
from kamguide.course.marking.bank import Ready
from kamguide.course.marking.lines import Line, named
from kamguide.course.marking.peers import Peers
from kamguide.course.marking.record import record_of
from kamguide.course.marking.sheets import Judgement, Marks, Pinned, Role, Sheet
from kamguide.course.marking.verdicts import Marked, marked
from kamguide.course.marking.works import Subject, Work, Works
from kamguide.errors import UsageError
from kamguide.messages import say
from kamguide.model.text import clean
from kamguide.plan.wording import Wording
from kamguide.workspace.remarks import CommentKind, Place, place_of

LONGEST: Final = 2000
"""Letters of a reason or a comment."""


class Standing(Struct, frozen=True):
    """How far a marker is with one plan."""

    subject: Subject
    title: str
    judged: int
    lines: int
    """0 where nothing came in."""


class Desk:
    """The plans of a class before one marker."""

    def __init__(
        self, works: Works, marker: str, now: Callable[[], datetime], *, blind: bool = False
    ) -> None:
        self.works = works
        self.marker = clean(marker)
        self._now = now
        self.marks = Marks(works.classroom.folder)
        self.blind = blind or self.role == "peer" or self.sheet.blind

    @cached_property
    def _groups(self) -> frozenset[str]:
        """The groups that the marker belongs to, or is."""
        mine = (one for one in self.works.classroom.card.groups)
        return frozenset(one.id for one in mine if self.marker in (one.name, *one.members))

    @property
    def role(self) -> Role:
        """Who is of a group, or reads for one, is a peer; everybody else a trainer."""
        return "peer" if self._groups or self._reads else "trainer"

    @cached_property
    def _reads(self) -> bool:
        """Whether the marker is one of those who were given plans, or marks in a bundle."""
        drawn = Peers(self.works.classroom).kept()
        return drawn is not None and (self._is_bundle or drawn.of(self.marker) is not None)

    @property
    def _is_bundle(self) -> bool:
        """Whether this is what a reader was given: a class without names."""
        return not any(one.members for one in self.works.classroom.card.groups)

    @property
    def sheet(self) -> Sheet:
        """What the marker judged so far."""
        return self.marks.sheet(self.marker, self.role)

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """The plans before this marker: all, or those a peer was given; by letter where blind."""
        every = self.works.subjects
        if self.role == "peer":
            given = self._allotted()
            every = tuple(one for one in every if one.is_anchor or one.id in given)
        if self.blind:
            every = tuple(sorted(every, key=lambda one: (one.is_anchor, one.letter)))
        return every

    def _allotted(self) -> frozenset[str]:
        drawn = Peers(self.works.classroom).kept()
        if drawn is None:
            return frozenset()
        if self._is_bundle:
            return frozenset(group for given in drawn.readers.values() for group in given)
        names = [one.name for one in self.works.classroom.card.groups if one.id in self._groups]
        given = (group for name in (self.marker, *names) for group in drawn.of(name) or ())
        return frozenset(given) - self._groups

    def work(self, asked: str) -> Work:
        """The plan of this group, letter or anchor.

        Raises:
            UsageError: There is none, nothing came in, or it is not this marker's to judge.
        """
        subject = self.works.subject(asked)
        if subject not in self.subjects:
            raise UsageError("marking.not_yours", marker=self.marker)
        return self.works.work(subject, blind=self.blind and not subject.is_anchor)

    def standings(self) -> tuple[Standing, ...]:
        """How far the marker is with each plan."""
        sheet = self.sheet
        return tuple(self._standing(one, sheet) for one in self.subjects)

    def _standing(self, subject: Subject, sheet: Sheet) -> Standing:
        title = subject.name
        if self.blind and not subject.is_anchor:
            title = say("marking.lettered", self.works.lang, letter=subject.letter)
        if not subject.plan:
            return Standing(subject, title, 0, 0)
        lines = self.work(subject.id).lines
        known = {one.id for one in lines}
        judged = [
            name for name, one in sheet.of(subject.id).items()
            if one.level is not None and name in known
        ]  # fmt: skip
        return Standing(subject, title, len(judged), len(lines))

    def judgement(self, work: Work, line: Line) -> Judgement | None:
        """What this marker says of a line."""
        return self.sheet.of(work.subject.id).get(line.id)

    def marked(self, work: Work) -> Marked:
        """What all markers say of a plan."""
        return marked(work.subject.id, work.lines, self.marks.all())

    # Judging

    def judge(self, work: Work, asked: str, level: int, reason: str = "") -> Line:
        """Give a line its level.

        Raises:
            UsageError: There is no such line or level, marks are out, or the level is another
                than the proposed one and nobody says why.
        """
        line = named(work.lines, asked)
        if not 0 <= level <= STRONG:
            raise UsageError("marking.no_level", level=level)
        before = self.judgement(work, line)
        reason = _words(reason) or (before.reason if before is not None else "")
        if line.proposal is not None and level != line.proposal and not reason:
            raise UsageError("marking.no_reason", proposal=line.proposal)
        comments = before.comments if before is not None else ()
        self._keep(
            work, line,
            Judgement(level=level, reason=reason, comments=comments, at=self._now()),
        )  # fmt: skip
        return line

    def take_back(self, work: Work, asked: str) -> Line:
        """Take the level and the reason of a line away; its comments stay."""
        line = named(work.lines, asked)
        before = self.judgement(work, line)
        if before is not None:
            kept = Judgement(comments=before.comments, at=self._now()) if before.comments else None
            self._keep(work, line, kept)
        return line

    def accept(self, work: Work, asked: str = "") -> int:
        """Take proposals over: of one line, or all that are counted and not judged yet.

        Returns:
            How many.
        """
        chosen = [named(work.lines, asked)] if asked else [
            one for one in work.lines if one.is_sure and self._is_open(work, one)
        ]  # fmt: skip
        for one in chosen:
            if one.proposal is None:
                raise UsageError("marking.nothing_proposed")
            self.judge(work, one.id, one.proposal)
        return len(chosen)

    def _is_open(self, work: Work, line: Line) -> bool:
        before = self.judgement(work, line)
        return before is None or before.level is None

    def settle(self, work: Work, asked: str, level: int, reason: str) -> Line:
        """Write down the level that the trainers agreed on, and why.

        Raises:
            UsageError: The marker is no trainer, there is no reason, line or level, or marks
                are out.
        """
        line = named(work.lines, asked)
        self.refuse_peer()
        if not 0 <= level <= STRONG:
            raise UsageError("marking.no_level", level=level)
        if not (reason := _words(reason)):
            raise UsageError("marking.settle_why")
        self._refuse_released()
        sheet = self.marks.sheet(self.marker, "settled")
        one = Judgement(level=level, reason=reason, at=self._now())
        self.marks.keep(sheet.with_judgement(work.subject.id, line.id, one))
        return line

    def refuse_peer(self) -> None:
        """Keep what only trainers see from everybody else.

        Raises:
            UsageError: The marker is of a group.
        """
        if self.role != "trainer":
            raise UsageError("marking.not_trainer")

    # Comments

    def comment(
        self, work: Work, asked: str, text: str, kind: CommentKind, place: str = ""
    ) -> Pinned:
        """Say something about a line, or pin it to an answer, a row or a cell.

        Raises:
            UsageError: There are no words, no such line or place, or marks are out.
        """
        line = named(work.lines, asked)
        if not (text := _words(text)):
            raise UsageError("review.no_words")
        at = self._place(work, place)
        said = Pinned(text=text, kind=kind, question=at.question, row=at.row, column=at.column)
        before = self.judgement(work, line) or Judgement(at=self._now())
        after = before.model_copy(update={"comments": (*before.comments, said), "at": self._now()})
        self._keep(work, line, after)
        return said

    def uncomment(self, work: Work, asked: str, number: int) -> None:
        """Take one of the marker's comments on a line away, by its number from 1.

        Raises:
            UsageError: There is no such comment, or marks are out.
        """
        line = named(work.lines, asked)
        before = self.judgement(work, line)
        if before is None or not 1 <= number <= len(before.comments):
            raise UsageError("review.no_comment", number=number)
        left = tuple(one for at, one in enumerate(before.comments, 1) if at != number)
        after = before.model_copy(update={"comments": left, "at": self._now()})
        is_empty = not left and after.level is None
        self._keep(work, line, None if is_empty else after)

    def bank(self, line: Line) -> tuple[Ready, ...]:
        """The ready comments for a line."""
        return self.works.bank(line.id)

    def ready(self, line: Line, number: int) -> Ready:
        """The ready comment of this number, from 1.

        Raises:
            UsageError: There is none.
        """
        known = self.bank(line)
        if not 1 <= number <= len(known):
            raise UsageError("marking.no_ready", number=number, count=len(known))
        return known[number - 1]

    def row_words(self, work: Work, question: str, row: str) -> str:
        """A row of a table in words."""
        session = work.session
        wording = Wording(session.flow, session.answers, self.works.lang)
        return clean(wording.row(session.flow.tables[question], row))

    def _place(self, work: Work, written: str) -> Place:
        if not written:
            return Place()
        session = work.session
        return work.unveiled(place_of(session.flow, session.answers, written))

    def _keep(self, work: Work, line: Line, one: Judgement | None) -> None:
        self._refuse_released()
        sheet = self.sheet.with_judgement(work.subject.id, line.id, one)
        self.marks.keep(sheet.model_copy(update={"blind": self.blind}))

    def _refuse_released(self) -> None:
        if record_of(self.works.classroom.folder).is_released:
            raise UsageError("marking.is_released")


def _words(text: str) -> str:
    return clean(text).strip()[:LONGEST]
