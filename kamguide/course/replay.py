"""The way a plan came about, entry by entry: order, time, revisions and reasons, from its log.

It is shown only where those who wrote the plan allow it; people and what they wrote freely can be
hidden. A replayed log comes to the same plan, byte for byte.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Final

from msgspec import Struct

from kamguide.course.consent import QUIET, consent_of
from kamguide.course.marking.veil import Veil, codes_of, people_in
from kamguide.course.marking.works import lettered, memory_of
from kamguide.errors import AnswerError, UsageError
from kamguide.flowfile.load import load_flow
from kamguide.messages import say
from kamguide.model.answers import Json
from kamguide.model.flow import Flow
from kamguide.model.text import Lang, clean
from kamguide.plan.wording import Wording, short_title
from kamguide.store.events import Event, Kind
from kamguide.store.log import Store
from kamguide.store.packet import write_packet
from kamguide.workspace.exchange import as_json
from kamguide.workspace.loading import answers_of

EVERYBODY: Final = "*"
REASONS: Final = ("reason", "why", "words", "text", "source")
"""Parts of events in which somebody says why, or says something."""
MOST_REVISED: Final = 3


class Frame(Struct, frozen=True):
    """One entry: when, by whom, where, what stood there before and what stands there now."""

    number: int
    at: datetime
    since: timedelta
    """From the first entry."""
    pause: timedelta
    """From the entry before."""
    actor: str
    kind: Kind
    question: str
    place: str
    """Where, in words: the question, the row, the column."""
    before: str
    after: str
    reason: str

    @property
    def is_revision(self) -> bool:
        """Whether something that stood there was changed."""
        return bool(self.before) and self.before != self.after


class Shown(Struct, frozen=True):
    """What of a log is shown."""

    hide: tuple[str, ...] = ()
    """People who are letters; `*` is everybody."""
    texts: bool = True
    """Whether what people wrote freely is shown."""


def proof(store: Store, plan: str) -> str:
    """A fingerprint of the answers to which the replayed log comes.

    Raises:
        UsageError: It does not come to the plan that is kept.
    """
    again = memory_of(store.events(plan))
    flow = load_flow(store.state(plan).facts.flow)
    answers = [as_json(flow, answers_of(flow, one.state(plan))) for one in (store, again)]
    packets = [_packet(one, plan) for one in (store, again)]
    if answers[0] != answers[1] or packets[0] != packets[1]:
        raise UsageError("replay.differs")
    return sha256(answers[0]).hexdigest()


def _packet(store: Store, plan: str) -> bytes:
    out = BytesIO()
    write_packet(store, plan, out)
    return out.getvalue()


class Replay:
    """The entries of one plan, as they may be shown."""

    def __init__(self, store: Store, plan: str, lang: Lang, shown: Shown) -> None:
        self.lang = lang
        self._shown = shown
        self._flow: Flow = load_flow(store.state(plan).facts.flow)
        events = store.events(plan)
        veil = self._veil(events, (*consent_of(store, plan).hidden, *shown.hide))
        hidden = memory_of(map(veil.event, events))
        state = hidden.state(plan)
        self.name = state.facts.name
        self._wording = Wording(self._flow, answers_of(self._flow, state), lang)
        ordered = sorted(hidden.events(plan), key=lambda one: (one.at, one.id))
        self.frames: tuple[Frame, ...] = tuple(self._frames(ordered))

    def _veil(self, events: Sequence[Event], hide: Iterable[str]) -> Veil:
        wanted = tuple(hide)
        people = people_in(events)
        named = {who: lettered(at) for at, who in enumerate(people)}
        chosen = people if EVERYBODY in wanted else wanted
        letters = {who: self._say("person", letter=named.get(who, "?")) for who in chosen}
        return Veil(letters, codes_of(self._flow))

    def _frames(self, events: Iterable[Event]) -> Iterator[Frame]:
        stood: dict[tuple[str | None, str | None, str | None], str] = {}
        self._rows: dict[tuple[str, str], str] = {}
        first: datetime | None = None
        latest: datetime | None = None
        number = 0
        for one in events:
            if one.kind in QUIET:
                continue
            number += 1
            first, latest = first or one.at, latest or one.at
            slot = (one.question, one.row, one.column)
            after = self._after(one)
            self._learn(one)
            yield Frame(
                number, one.at, one.at - first, one.at - latest, clean(one.actor), one.kind,
                one.question or "", self._place(one), stood.get(slot, "") if _sets(one) else "",
                after, self._reason(one),
            )  # fmt: skip
            latest = one.at
            if _sets(one):
                stood[slot] = after

    # Words

    def _place(self, one: Event) -> str:
        if one.question is None or one.question not in self._flow.questions:
            return ""
        parts = [short_title(self._flow, one.question, self.lang)]
        table = self._flow.tables.get(one.question)
        if table is not None and one.row:
            known = self._wording.row(table, one.row)
            if known == one.row:  # it is gone by now
                known = self._rows.get((table.id, one.row), one.row)
            parts.append(known if self._shown.texts else one.row)
            if one.column:
                labels = {column.id: column.label(self.lang) for column in table.columns}
                parts.append(labels.get(one.column, one.column))
        return clean(" / ".join(parts))

    def _learn(self, one: Event) -> None:
        """Remember what a row is called, for when it is gone."""
        table, values = self._flow.tables.get(one.question or ""), one.payload.get("values")
        if table is None or one.row is None or not isinstance(values, dict):
            return
        naming = table.laid_out or (table.main.id,)
        told = (self._value(one, name, values.get(name)) for name in naming)
        if name := " / ".join(part for part in told if part):
            self._rows[table.id, one.row] = name

    def _after(self, one: Event) -> str:
        """What was entered, in words; nothing where nothing is set."""
        values = one.payload.get("values")
        if isinstance(values, dict):
            told = (self._value(one, name, value) for name, value in values.items())
            return say("board.joint", self.lang).join(text for text in told if text)
        if one.kind is Kind.STATUS_CHANGED:
            return self._word("status", one.payload.get("status"))
        if one.kind is Kind.EVIDENCE_GIVEN:
            return self._word("evidence", one.payload.get("grade"))
        return self._value(one, one.column, one.payload.get("value"))

    def _word(self, kind: str, value: Json) -> str:
        return say(f"{kind}.{value}", self.lang) if value else ""

    def _value(self, one: Event, column: str | None, value: Json) -> str:
        question = self._flow.questions.get(one.question or "")
        if question is None or value is None:
            return ""
        table = self._flow.tables.get(one.question or "")
        try:
            spec = table.column(column or table.main.id) if table is not None else question
            if not self._shown.texts and spec.type in ("text", "long_text"):
                return self._hidden_text(str(value))
            if not self._shown.texts and spec.type in ("ref", "refs"):
                return str(value)  # the name beside the id is somebody's text
            return clean(self._wording.value(spec, spec.load(value)))  # type: ignore[union-attr]
        except (KeyError, AnswerError):
            return clean(str(value))

    def _reason(self, one: Event) -> str:
        told = [str(one.payload[name]) for name in REASONS if one.payload.get(name)]
        if one.kind is Kind.ANSWER_UNKNOWN:
            told += [str(one.payload[name]) for name in ("who", "by") if one.payload.get(name)]
        if one.kind is Kind.ANSWER_KEPT and isinstance(rules := one.payload.get("rules"), list):
            titles = {rule.id: rule.title(self.lang) for rule in self._flow.method.rules}
            return say("board.joint", self.lang).join(titles.get(str(at), "") for at in rules)
        text = clean(" ".join(told))
        return text if self._shown.texts or not text else self._hidden_text(text)

    def _hidden_text(self, text: str) -> str:
        return self._say("hidden_text", count=len(text))

    def _say(self, key: str, /, **values: object) -> str:
        return say(f"replay.{key}", self.lang, **values)

    # In short

    @property
    def people(self) -> tuple[str, ...]:
        """Who worked on it, in the order they began."""
        return tuple(dict.fromkeys(one.actor for one in self.frames))

    @property
    def revisions(self) -> int:
        """How often something that stood there was changed."""
        return sum(one.is_revision for one in self.frames)

    @property
    def most_revised(self) -> tuple[tuple[str, int], ...]:
        """Questions by how often they were changed, with the number, the most first."""
        counted = Counter(one.question for one in self.frames if one.is_revision)
        return tuple(
            (short_title(self._flow, name, self.lang), count)
            for name, count in counted.most_common(MOST_REVISED)
            if name in self._flow.questions
        )

    def as_json(self, fingerprint: str) -> dict[str, Json]:
        """All of it for programs."""
        return {
            "plan": self.name,
            "fingerprint": fingerprint,
            "people": list[Json](self.people),
            "revisions": self.revisions,
            "entries": [_frame_json(one) for one in self.frames],
        }


def _sets(one: Event) -> bool:
    """Whether an event puts something in the place of what stood there."""
    return one.kind in {
        Kind.ANSWER_GIVEN, Kind.ROW_GIVEN, Kind.ANSWER_ROLLED, Kind.DRAFT_CONFIRMED,
        Kind.ANSWER_CLEARED, Kind.ROW_REMOVED, Kind.ANSWER_UNKNOWN, Kind.ANSWER_NOT_APPLICABLE,
        Kind.EVIDENCE_GIVEN, Kind.STATUS_CHANGED,
    }  # fmt: skip


def _frame_json(one: Frame) -> dict[str, Json]:
    return {
        "number": one.number,
        "at": one.at.isoformat(),
        "seconds": int(one.since.total_seconds()),
        "pause": int(one.pause.total_seconds()),
        "actor": one.actor,
        "kind": str(one.kind),
        "question": one.question,
        "place": one.place,
        "before": one.before,
        "after": one.after,
        "reason": one.reason,
    }
