"""A packet that is handed in: it comes into the reviewer's plans, and what it brought is told."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from kamguide.errors import UsageError
from kamguide.messages import has, say
from kamguide.model.text import Lang, clean
from kamguide.store.events import Event, Kind
from kamguide.store.packet import read_packet
from kamguide.workspace.changes import Changes
from kamguide.workspace.changes_telling import ChangesTelling
from kamguide.workspace.files import Brought, bring_in
from kamguide.workspace.moments import last_look, moment_in
from kamguide.workspace.orders import PACKET_SUFFIX
from kamguide.workspace.plans import Workspace
from kamguide.workspace.session import Session

WORD_SUFFIX: Final = ".docx"
SPOKEN: Final = frozenset({Kind.COMMENT_ADDED, Kind.COMMENT_ANSWERED, Kind.COMMENT_RESOLVED})


class Arrived(Struct, frozen=True):
    """What came in with a packet."""

    brought: Brought
    session: Session
    """The plan as it stands now, to be read."""
    events: tuple[Event, ...]
    """What was not here before, but for the notes that merges leave."""
    is_new: bool
    """Whether the plan was not here before."""
    changes: Changes | None
    """What became of it since it was last here or, if it never was, since it was returned."""


def take_in(workspace: Workspace, source: Path, lang: Lang, *, name: str | None = None) -> Arrived:
    """Bring a packet in, merged with what is here of its plan.

    Raises:
        UsageError: It is no packet.
        PacketError: It cannot be read, or contradicts what is kept here.
        PlanExistsError: The plan is new here, and its name is taken; give another one.
    """
    if source.suffix.lower() == WORD_SUFFIX:
        raise UsageError("incoming.word", name=clean(source.name))
    if source.suffix.lower() != PACKET_SUFFIX:
        raise UsageError("incoming.no_packet", name=clean(source.name))
    with source.open("rb") as file:
        plan = read_packet(file).plan
    before = workspace.store.events(plan) if workspace.knows(plan) else ()
    brought = bring_in(workspace, source, name=name)
    session = workspace.open(plan, lang=lang, read_only=True)
    log = tuple(session.events())
    seen = {one.id for one in before}
    came = tuple(one for one in log if one.id not in seen and one.kind is not Kind.PLAN_MERGED)
    return Arrived(brought, session, came, not before, _changes(session, before, log))


def _changes(session: Session, before: tuple[Event, ...], log: tuple[Event, ...]) -> Changes | None:
    if before:
        return Changes(session, last_look(before, log))
    try:
        moment = moment_in(log)
    except UsageError:
        return None
    is_later = any(one.kind is not Kind.PLAN_MERGED for one in moment.since)
    return Changes(session, moment) if is_later else None


class ArrivedTelling:
    """Says what came in, and what changed since the last look."""

    def __init__(self, arrived: Arrived) -> None:
        self._arrived = arrived
        self._lang = arrived.session.lang

    def lines(self) -> Iterator[str]:
        """What came, what changed, what nobody met, and what to do about conflicts."""
        arrived = self._arrived
        yield self._came()
        if arrived.events and arrived.changes is not None:
            telling = ChangesTelling(arrived.changes)
            yield telling.since()
            yield from (f"  {line}" for line in telling.brief())
            if arrived.changes.answers:
                yield self._say("how", plan=arrived.session.facts.name)
        if arrived.brought.conflicts:
            yield say("cli.conflicts", self._lang, count=arrived.brought.conflicts)
        if arrived.brought.was_closed:
            yield say("review.changed_closed", self._lang, plan=arrived.session.facts.name)

    def _came(self) -> str:
        """From whom it came, how much, and how the plan stands."""
        arrived = self._arrived
        facts = arrived.session.facts
        if not arrived.events:
            return self._say("nothing_new", plan=facts.name)
        people = dict.fromkeys(one.actor for one in arrived.events if one.actor)
        kinds = Counter(self._kind(one) for one in arrived.events)
        parts = [
            self._say(f"part.{name}", count=kinds[name])
            for name in ("answers", "remarks", "decisions", "steps")
            if kinds[name]
        ]
        known = f"status.{facts.status}"
        return self._say(
            "new" if arrived.is_new else "came",
            plan=facts.name,
            people=self._say("joint").join(people),
            parts=self._say("joint").join(parts) or self._say("part.other"),
            status=say(known, self._lang) if has(known, self._lang) else clean(facts.status),
        )

    @staticmethod
    def _kind(event: Event) -> str:
        if event.kind in SPOKEN:
            return "remarks"
        if event.kind is Kind.DECISION_RECORDED:
            return "decisions"
        if event.kind is Kind.STATUS_CHANGED:
            return "steps"
        return "answers" if event.question is not None else "other"

    def _say(self, key: str, /, **values: object) -> str:
        return say(f"incoming.{key}", self._lang, **values)
