"""The plans that are marked: those of the groups, and anchors that markers try their scale on."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from string import ascii_uppercase
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kamguide.course.classroom import Card, Classroom
from kamguide.course.marking.bank import Ready, bank
from kamguide.course.marking.lines import Line, Weights, lines_of
from kamguide.course.marking.sheets import FOLDER
from kamguide.course.marking.veil import Veil, codes_of, people_in
from kamguide.course.pack import Pack
from kamguide.course.packs import load_pack
from kamguide.errors import UsageError
from kamguide.flowfile.load import load_flow
from kamguide.messages import say
from kamguide.model.text import Lang, clean, folded
from kamguide.store.changes import Author
from kamguide.store.events import Event
from kamguide.store.ids import IdSource
from kamguide.store.log import Store
from kamguide.store.memory import MemoryStore
from kamguide.store.sqlite import SqliteStore
from kamguide.workspace.files import bring_in
from kamguide.workspace.loading import answers_of
from kamguide.workspace.openplan import Access
from kamguide.workspace.outcome import SessionFacts
from kamguide.workspace.plans import Workspace
from kamguide.workspace.previous import earlier_of
from kamguide.workspace.remarks import Place
from kamguide.workspace.session import Session
from kamguide.workspace.vocabulary import read_vocabulary

PACK: Final = "pack"
"""The folder of the course pack within that of the class."""
ANCHORS: Final = "anchors.db"
"""The store of the anchor plans, in the folder of the marks."""


class Subject(Struct, frozen=True):
    """Whose plan it is; `plan` is empty where nothing came in."""

    id: str
    name: str
    letter: str
    members: tuple[str, ...]
    plan: str
    is_anchor: bool = False


def letters(card: Card) -> dict[str, str]:
    """A letter for each group, in an order that says nothing about who they are."""
    if card.letters:
        return dict(card.letters)

    def drawn(group: str) -> str:
        return sha256(f"{card.begun.isoformat()}{card.title}{group}".encode()).hexdigest()

    ordered = sorted((one.id for one in card.groups), key=drawn)
    return {group: lettered(at) for at, group in enumerate(ordered)}


def lettered(at: int) -> str:
    """A to Z, then AA, AB and so on."""
    above, own = divmod(at, len(ascii_uppercase))
    return (lettered(above - 1) if above else "") + ascii_uppercase[own]


class Works:
    """The plans of a class, opened when they are looked at."""

    def __init__(
        self,
        classroom: Classroom,
        lang: Lang,
        now: Callable[[], datetime],
        pack: Pack | None = None,
    ) -> None:
        self.classroom = classroom
        self.lang = lang
        self.now = now
        self.pack = pack
        self._stores: dict[Path, SqliteStore] = {}
        self._open: dict[tuple[str, bool], Work] = {}

    @classmethod
    def of(cls, classroom: Classroom, lang: Lang, now: Callable[[], datetime]) -> "Works":
        """The plans of a class, marked as its pack says; without a pack all lines count the same.

        Raises:
            FlowError: The pack cannot be read.
        """
        folder = classroom.folder / PACK
        return cls(classroom, lang, now, load_pack(folder) if folder.exists() else None)

    @cached_property
    def weights(self) -> Weights:
        """What each line counts for."""
        said = self.pack.weights if self.pack is not None else {}
        return {line: Decimal(weight) for line, weight in said.items()}

    @cached_property
    def boxes(self) -> Mapping[str, int]:
        """The minutes that the pack gives to steps, where it says so."""
        return self.pack.boxes if self.pack is not None else {}

    def bank(self, line: str) -> tuple[Ready, ...]:
        """The ready comments for a line: those of the pack, then our own."""
        said = self.pack.comments.get(line, ()) if self.pack is not None else ()
        return (*(Ready("consider", text(self.lang)) for text in said), *bank(line, self.lang))

    def store(self, *, anchors: bool = False) -> SqliteStore:
        """The store with the groups' plans, or with the anchors."""
        path = self.classroom.folder / FOLDER / ANCHORS if anchors else self.classroom.store
        if path not in self._stores:
            self._stores[path] = SqliteStore(path, self.now)
        return self._stores[path]

    def close(self) -> None:
        """Let go of the stores."""
        for one in self._stores.values():
            one.close()
        self._stores.clear()

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """The groups in the order of the class, then the anchors."""
        return (*self._groups(), *self._anchors())

    def _groups(self) -> Iterator[Subject]:
        has_plans = self.classroom.store.exists()
        plans = self.store().plans() if has_plans else ()
        known = {folded(one.name): one.id for one in plans}
        named = letters(self.classroom.card)
        for one in self.classroom.card.groups:
            plan = known.get(folded(one.name), "")
            yield Subject(one.id, one.name, named[one.id], one.members, plan)

    def _anchors(self) -> Iterator[Subject]:
        if not (self.classroom.folder / FOLDER / ANCHORS).exists():
            return
        ordered = sorted(self.store(anchors=True).plans(), key=lambda one: one.id)
        for at, one in enumerate(ordered, start=1):
            yield Subject(f"a-{one.id}", one.name, f"X{at}", (), one.id, is_anchor=True)

    def add_anchor(self, file: Path, marker: str) -> str:
        """Bring in a plan that all markers judge to compare their scales; its name.

        Raises:
            UsageError: The file holds no plan, or its name is taken.
        """
        path = self.classroom.folder / FOLDER / ANCHORS
        path.parent.mkdir(mode=0o700, exist_ok=True)
        workspace = Workspace.at(path, actor=marker, lang=self.lang, now=self.now)
        try:
            return bring_in(workspace, file).name
        finally:
            workspace.store.close()

    def subject(self, asked: str) -> Subject:
        """The group or anchor of this name, letter or id.

        Raises:
            UsageError: There is none.
        """
        wanted = folded(clean(asked))
        for one in self.subjects:
            if wanted in {folded(one.name), folded(one.letter), one.id}:
                return one
        raise UsageError("marking.no_group", group=clean(asked))

    def work(self, subject: Subject, *, blind: bool = False) -> "Work":
        """The plan of a subject, opened for reading; `blind` hides every name in it.

        Raises:
            UsageError: Nothing came in.
        """
        if not subject.plan:
            raise UsageError("marking.no_plan", group=subject.letter if blind else subject.name)
        key = (subject.id, blind)
        if key not in self._open:
            self._open[key] = Work(self, subject, blind=blind)
        return self._open[key]

    def veil(self, subject: Subject, events: Iterable[Event], flow: str) -> Veil:
        """What hides who a group is: its members, all who worked on its plan, the other groups."""
        names: dict[str, str] = {}
        for one in self.subjects:
            if not one.is_anchor:
                names[one.name] = say("marking.lettered", self.lang, letter=one.letter)
                names |= {who: f"{one.letter}{at}" for at, who in enumerate(one.members, start=1)}
        strangers = [who for who in people_in(events) if who not in names]
        first = len(subject.members) + 1
        names |= {who: f"{subject.letter}{at}" for at, who in enumerate(strangers, start=first)}
        return Veil(names, codes_of(load_flow(flow)))


class Work:
    """One plan under the eyes of a marker."""

    def __init__(self, works: Works, subject: Subject, *, blind: bool) -> None:
        self.subject = subject
        self.blind = blind
        self._works = works

    @property
    def title(self) -> str:
        """What it is called before the marker: by its letter where names are hidden."""
        if not self.blind:
            return self.subject.name
        return say("marking.lettered", self._works.lang, letter=self.subject.letter)

    @cached_property
    def session(self) -> Session:
        """The plan, to be read."""
        subject, works = self.subject, self._works
        store: Store = works.store(anchors=subject.is_anchor)
        if self.blind:
            store = memory_of(map(self._veil.event, store.events(subject.plan)))
        return reading(store, subject.plan, works.lang, works.now)

    @cached_property
    def _veil(self) -> Veil:
        subject, store = self.subject, self._works.store()
        flow = store.state(subject.plan).facts.flow
        return self._works.veil(subject, store.events(subject.plan), flow)

    @property
    def hidden(self) -> Mapping[str, str]:
        """What stands here instead of each name."""
        return self._veil.names if self.blind else {}

    def unveiled(self, place: Place) -> Place:
        """A place that was seen here as it stands in the plan itself."""
        if not self.blind or not place.row:
            return place
        answer = self._works.store().state(self.subject.plan).answers.get(place.question)
        rows = answer.rows if answer is not None else {}
        row = next((key for key in rows if self.shown(key) == place.row), place.row)
        return replace(place, row=row)

    def shown(self, words: str) -> str:
        """Words about the plan as this marker may see them."""
        return self._veil.text(words) if self.blind else words

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines of the rubric with what the coach proposes."""
        return lines_of(self.session, self._works.lang, self._works.weights)


def memory_of(events: Iterable[Event]) -> MemoryStore:
    """A store that forgets, with these events in it."""
    store = MemoryStore()
    store.absorb(tuple(events))
    return store


def reading(store: Store, plan: str, lang: Lang, now: Callable[[], datetime]) -> Session:
    """A plan open for reading in any store."""
    state = store.state(plan)
    flow = load_flow(state.facts.flow)
    facts = SessionFacts(plan, state.facts.name, flow.id, state.facts.status, "")
    ids = IdSource()
    words = read_vocabulary(flow.method.words)
    access = Access(lambda: Author(store.origin, "", now(), ids), lang, words, read_only=True)
    answers = answers_of(flow, state, earlier_of(store, state, ""))
    return Session(store, flow, answers, facts, access)
