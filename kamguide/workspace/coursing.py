"""A plan that was begun in a course, at work: its clock, the times of its steps, its news.

Worked time follows from the log alone, so that it is the same wherever the plan is opened: the
time between one entry and the next, each pause counted up to `PAUSE`, from the first own entry on.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from kamguide.engine.turns import Asked, Completed
from kamguide.errors import UsageError
from kamguide.flowfile.kept import from_kept
from kamguide.flowfile.places import user_flows_dir
from kamguide.messages import say
from kamguide.model.coursework import Assignment, News
from kamguide.plan.wording import short_title
from kamguide.store.changes import Change, draw_up
from kamguide.store.events import Event, Kind
from kamguide.workspace.recording import cleaned
from kamguide.workspace.session import Session
from kamguide.workspace.settling import SettlingTelling
from kamguide.workspace.speaking import Said, Speaker

PAUSE: Final = timedelta(minutes=15)
"""What a longer time without an entry counts: people talk, and people go to lunch."""
CLOCK: Final = "course_clock"
"""The setting of a plan that hides its clock."""
HIDDEN: Final = "off"
_HANDED_OUT: Final = "imported"
_NO_ENTRY: Final = frozenset(
    {Kind.PLAN_STARTED, Kind.PLAN_RENAMED, Kind.PLAN_MERGED, Kind.SETTING_CHANGED}
)
"""What whoever hands a plan out does with it before anybody works on it."""


def assignment_of(session: Session) -> Assignment | None:
    """What a plan carries with it of the pack that it was begun from; None where of none."""
    kept = session.store.state(session.facts.id).facts.started.get("exercise")
    return from_kept(Assignment, cleaned(kept)) if isinstance(kept, dict) else None


def switch_clock(session: Session) -> str:
    """Hide the clock of a plan of a course, or show it again; the key of what is so now.

    Raises:
        UsageError: The plan belongs to no course.
    """
    if assignment_of(session) is None:
        raise UsageError("coursing.no_clock")
    hides = session.answers.settings.get(CLOCK) != HIDDEN
    session.setting(CLOCK, HIDDEN if hides else None)
    return "coursing.clock_off" if hides else "coursing.clock_on"


def to_own_part(session: Session) -> None:
    """Open the first question that is the learner's own: behind the last one they answered.

    What was handed out stands all over the plan, and is nothing that they left off at.
    """
    assignment = assignment_of(session)
    asked, standing = session.path.asked, session.path.standing
    given = set(assignment.given) if assignment is not None else {one.id for one in asked}
    own = [one.id for one in asked if one.id not in given]
    begun = [at for at, name in enumerate(own) if name in standing]
    start = begun[-1] if begun else 0
    open_ = [name for name in (*own[start:], *own[:start]) if name not in standing]
    if not own:  # all was handed out, to be read from the start
        open_ = [one.id for one in asked[:1]]
    if open_ and not isinstance(session.turn, Completed):
        session.goto(open_[0])


def papers_dir(pack: str) -> Path:
    """Where the files lie that a pack hands out; it may not exist."""
    return user_flows_dir().parent / "papers" / pack


class WorkClock:
    """How long a plan was worked on, in all and by step, as its log tells."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._steps = Counter[str]()
        self._last: datetime | None = None
        self._here = ""
        self._seq = 0

    def read(self) -> None:
        """Count what was entered since it was read last."""
        for event in self._session.store.events(self._session.facts.id, self._seq):
            self._seq = max(self._seq, event.seq or 0)
            if event.kind is not Kind.NEWS_TOLD and (self._last or _is_own(event)):
                self._count(event)

    def _count(self, event: Event) -> None:
        step = self._session.flow.step_of.get(event.question or "")
        self._here = step.id if step is not None else self._here
        if self._last is not None:
            self._steps[self._here] += _seconds(self._last, event.at)
        self._last = max(event.at, self._last or event.at)

    def running(self) -> int:
        """The seconds since the last entry, as far as they count."""
        return _seconds(self._last, self._session.author().at) if self._last is not None else 0

    def minutes(self) -> int:
        """Whole minutes of work in all."""
        return (self._steps.total() + self.running()) // 60

    def minutes_in(self, step: str, *, is_open: bool) -> int:
        """Whole minutes of work in a step; the open one goes on."""
        return (self._steps[step] + (self.running() if is_open else 0)) // 60


def _is_own(event: Event) -> bool:
    """Whether a person entered it, and not whoever handed the plan out."""
    return event.kind not in _NO_ENTRY and event.payload.get("origin") != _HANDED_OUT


def _seconds(before: datetime, after: datetime) -> int:
    return int(max(timedelta(), min(after - before, PAUSE)).total_seconds())


class Coursing:
    """The course that a plan belongs to, if it does; else nothing comes of it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.assignment = assignment_of(session)
        self._clock = WorkClock(session)
        self._hinted = False

    @property
    def is_on(self) -> bool:
        """Whether the plan was begun in a course."""
        return self.assignment is not None

    def minutes(self) -> int:
        """Minutes of work so far."""
        self._clock.read()
        return self._clock.minutes()

    def papers(self) -> str:
        """What was handed out on files and is still to be taken in; mostly nothing."""
        lang, session, lines = self._session.lang, self._session, []
        for one in self.assignment.papers if self.assignment is not None else ():
            from kamguide.workspace.orders import shown

            if one.question is not None and session.answers.get(one.question) is not None:
                continue
            path = papers_dir(self.assignment.pack if self.assignment else "") / Path(one.file).name
            key = "coursing.paper" if path.is_file() else "coursing.paper_elsewhere"
            where = shown(path) if path.is_file() else one.file
            lines.append(say(key, lang, title=one.title(lang), path=where))
        return "\n".join(lines)

    def at_the_start(self) -> tuple[str, str]:
        """What is told first: papers to take in, and what members disagree about."""
        return self.papers(), SettlingTelling(self._session).remark()

    # News

    def told(self) -> tuple[Said, ...]:
        """The news that has come since, each told once and kept in the log; at the end a hint."""
        if self.assignment is None or self._session.read_only:
            return ()
        known = self._session.store.state(self._session.facts.id).facts.news
        minutes = self.minutes()
        due = [one for one in self.assignment.news if one.minute <= minutes]
        new = [one for one in due if one.id not in known]
        self._keep(new, minutes)
        return (*(self._said(one) for one in new), *self._hint())

    def _hint(self) -> Iterator[Said]:
        """Once the questions are through: that there is something to compare with."""
        done = not isinstance(self._session.turn, Asked)
        if done and not self._hinted and self.assignment is not None and self.assignment.alone:
            self._hinted = True
            yield Speaker(self._session.lang).note(say("coursing.done", self._session.lang))

    def _keep(self, news: list[News], minutes: int) -> None:
        if news:
            session = self._session
            state = session.store.state(session.facts.id)
            changes = [
                Change(Kind.NEWS_TOLD, payload={"news": one.id, "minute": minutes}) for one in news
            ]
            session.store.record(draw_up(state, changes, session.author()))

    def _said(self, one: News) -> Said:
        return Speaker(self._session.lang).guide(self._words(one))

    def _words(self, one: News) -> str:
        lang, flow = self._session.lang, self._session.flow
        lines = [say("coursing.news", lang, minute=one.minute, text=one.text(lang))]
        names = [short_title(flow, name, lang) for name in one.look_at if name in flow.questions]
        if names:
            lines.append(say("coursing.look_at", lang, questions=names))
        return "\n".join(lines)

    # Time

    @property
    def shows_clock(self) -> bool:
        """Whether the person wants to see the time."""
        return self._session.answers.settings.get(CLOCK) != HIDDEN

    def clock(self) -> str:
        """How much of the time of the open step is gone; nothing where it has none."""
        turn = self._session.turn
        if not isinstance(turn, Asked):
            return ""
        if (most := self.box(turn.step.id)) is None:
            return ""
        self._clock.read()
        gone = self._clock.minutes_in(turn.step.id, is_open=True)
        key = "coursing.clock_over" if gone > most else "coursing.clock"
        return say(key, self._session.lang, gone=gone, most=most)

    def box(self, step: str) -> int | None:
        """How many minutes a step may take; None where nobody says, or the clock is hidden."""
        boxes = self.assignment.boxes if self.assignment is not None and self.shows_clock else ()
        return next((one.minutes for one in boxes if one.step == step), None)

    def status(self) -> Iterator[str]:
        """The course in lines: its time, and the news that came."""
        if self.assignment is None:
            return
        lang = self._session.lang
        title, most = self.assignment.title(lang), self.assignment.minutes
        yield ""
        if self.shows_clock:
            yield say("coursing.status", lang, title=title, gone=self.minutes(), most=most)
        else:
            yield say("coursing.status_hidden", lang, title=title)
        if step := self.clock():
            yield say("coursing.status_step", lang, time=step)
        known = self._session.store.state(self._session.facts.id).facts.news
        yield from (self._words(one) for one in self.assignment.news if one.id in known)
