"""Which plan a Word file was exported from, at which moment, and what it said then."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kamguide.errors import IntakeError
from kamguide.export.docx import write
from kamguide.flowfile.load import load_flow
from kamguide.intake.word.comparing import PREFIX
from kamguide.intake.word.opening import read_word
from kamguide.intake.word.passages import Passage, WordFile, squeezed
from kamguide.messages import languages, say
from kamguide.model.text import Lang
from kamguide.plan.blocks import Heading, Plan
from kamguide.plan.bookmarks import bookmark
from kamguide.plan.places import places
from kamguide.plan.views import CUSTOMER, SECTIONS, View
from kamguide.store.events import Event
from kamguide.store.memory import MemoryStore
from kamguide.store.upto import known_with
from kamguide.workspace.files import document
from kamguide.workspace.loading import answers_of
from kamguide.workspace.openplan import Access
from kamguide.workspace.outcome import SessionFacts
from kamguide.workspace.remarks import Place
from kamguide.workspace.session import Session

VIEWS: Final = tuple(one for one in SECTIONS if one != CUSTOMER)
"""The views whose files say where each answer stands."""


class Exported(Struct, frozen=True):
    """The file as it was exported: its text, and the place of each bookmark."""

    session: Session
    """The plan as it was then, in the language of the file."""
    view: View
    file: WordFile
    spots: Mapping[str, Place]
    """The place of the answer by the name of the bookmark around it."""
    sections: Mapping[str, str]
    """The sections of the plan by their headings."""

    @property
    def lang(self) -> Lang:
        """The language of the file."""
        return self.session.lang


def exported(session: Session, came: WordFile) -> Exported:
    """The file that `came` was before people worked on it.

    Raises:
        IntakeError: It is no export, one without places, or one of another plan.
    """
    log = list(session.events())
    known = _last_seen(log, came)
    if not known:
        raise _stranger(session, came)
    then = [_session_at(session, known, lang, came.on) for lang in _langs(came)]
    found: list[tuple[int, Session, View, Plan]] = []
    for one, view in ((one, view) for one in then for view in VIEWS):
        plan = document(one, view)
        found.append((_distance(plan, came), one, view, plan))
        if not found[-1][0]:
            break
    return _exported(*min(found, key=lambda one: one[0])[1:])


def _exported(session: Session, view: View, plan: Plan) -> Exported:
    out = BytesIO()
    write(plan, out)
    counts = Counter(place for place, _ in places(plan))
    spots = {
        bookmark(place, plan.event, at): spot_of(place)
        for place, count in counts.items()
        for at in range(1, count + 1)
    }
    sections = dict(_sections(plan, view))
    return Exported(session, view, read_word(out.getvalue()), spots, sections)


def spot_of(place: str) -> Place:
    """A place in its parts; a row's key may hold dots, the ids of questions and columns none."""
    question, _, rest = place.partition(".")
    row, _, column = rest.rpartition(".")
    return Place("", question, row, column)


def _sections(plan: Plan, view: View) -> Iterator[tuple[str, str]]:
    """The headings of the sections, with what each is called by us."""
    for one in plan.blocks:
        if isinstance(one, Heading) and one.level == 1:
            for key in SECTIONS[view]:
                if say(f"plan.{key}", plan.lang) in one.text:
                    yield squeezed(one.text), key


def _last_seen(log: Sequence[Event], came: WordFile) -> tuple[Event, ...]:
    """How much of the log the file knew; nothing where it is none of this plan."""
    told = Counter(_event_of(name) for name in came.names(PREFIX))
    marks = {_event_of(bookmark("", one.id)): one.id for one in log}
    newest = next((marks[name] for name, _ in told.most_common() if name in marks), "")
    return known_with(log, newest)


def _event_of(name: str) -> str:
    """The part of a bookmark's name that tells the event."""
    return "_".join(name.split("_")[2:3])


def _stranger(session: Session, came: WordFile) -> IntakeError:
    names = came.names(PREFIX)
    if not names:
        return IntakeError("wordback.no_places")
    told = {_event_of(name) for name in names}
    for plan in session.store.plans(archived=True):
        ids = (one.id for one in session.store.events(plan.id))
        if plan.id != session.facts.id and any(_event_of(bookmark("", one)) in told for one in ids):
            return IntakeError("wordback.other_plan", plan=session.facts.name, other=plan.name)
    return IntakeError("wordback.unknown_plan", plan=session.facts.name)


def _langs(came: WordFile) -> tuple[Lang, ...]:
    """The languages the file may be in; one that it says it is in is believed."""
    known = tuple(languages())
    return (came.lang,) if came.lang in known else known


def _session_at(session: Session, log: Sequence[Event], lang: Lang, on: date | None) -> Session:
    """The plan as it was just after these events, on the day of the export."""
    store = MemoryStore(session.store.origin)
    store.absorb(tuple(log))
    state = store.state(session.facts.id)
    flow = load_flow(state.facts.flow)
    facts = SessionFacts(state.plan, state.facts.name, flow.id, state.facts.status, "")
    now = session.author()
    then = now if on is None else replace(now, at=datetime.combine(on, time(), UTC))
    access = Access(lambda: then, lang, session.vocabulary, read_only=True)
    return Session(store, flow, answers_of(flow, state, session.answers.earlier), facts, access)


def _distance(plan: Plan, came: WordFile) -> int:
    """How far the headings of a plan are from those of a file."""
    ours = Counter(squeezed(one.text) for one in plan.blocks if isinstance(one, Heading))
    theirs = Counter(
        squeezed(one.text) for one in came.items if isinstance(one, Passage) and one.level
    )
    return ((ours - theirs) + (theirs - ours)).total()
