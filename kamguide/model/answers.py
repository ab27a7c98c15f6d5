"""What a person has answered: values, and what they know about them. Nothing here changes."""

from collections.abc import ItemsView, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from types import MappingProxyType
from typing import Final, TypeVar, overload

from msgspec import Struct

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]
Scalar = str | int | Decimal | bool | date | tuple[str, ...]


class Open(Enum):
    """A cell that its owner does not know yet: it stays an open item, never a zero."""

    OPEN = "open"


Cell = Scalar | Open

PREVIOUS: Final = "previous."
"""Before the name of a question: the answer that the plan before this one gave."""

T = TypeVar("T")


class State(StrEnum):
    """How a question was left by the person who answered it."""

    GIVEN = "given"
    CLEARED = "cleared"
    """Not answered, or no more; something may still stand beside it."""
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class Origin(StrEnum):
    """How a value came to be here."""

    TYPED = "typed"
    DRAFTED = "drafted"
    IMPORTED = "imported"
    ROLLED = "rolled"
    COPIED = "copied"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, by the id that is never reused within its table."""

    key: str
    cells: Mapping[str, Cell]
    rank: Decimal = Decimal(0)
    """Where it stands among its table's rows, smallest first; ties go by `key`."""
    dated: date | None = field(default=None, compare=False)
    """The day of its last change, where that was in an earlier sitting."""
    actor: str = field(default="", compare=False)
    """Who made it."""

    def __getitem__(self, column: str) -> Cell | None:
        return self.cells.get(column)


class Evidence(Struct, frozen=True):
    """What a claim rests on: a fact has a source and a date, an estimate or a guess says so."""

    grade: str
    """`fact`, `estimate` or `guess`."""
    source: str = ""
    dated: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is kept for one question.

    For a table `value` is None and `rows` holds its rows in order; for every other type
    `value` holds the value and `rows` is empty. `who` and `by` belong to *don't know yet*,
    `why` to *does not apply*.
    """

    state: State = State.GIVEN
    value: Scalar | None = None
    rows: tuple[Row, ...] = ()
    who: str = ""
    by: str = ""
    why: str = ""
    kept: frozenset[str] = frozenset()
    """Rules against whose advice the answer was kept: what makes it weak."""
    evidence: Mapping[str, Evidence] = field(default_factory=lambda: MappingProxyType({}))
    """By place: `""` for the whole answer, `row` or `row.column` inside a table."""
    notes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """By place, as `evidence`."""
    internal: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    """Where the person overrode what is internal by default; by place, as `evidence`."""
    origin: Origin = Origin.TYPED
    event: str = ""
    """The event that set it last, on which the next one is based."""
    is_carried: bool = False
    """Whether it came from the plan before this one, and nobody said yet that it still holds."""
    dated: date | None = field(default=None, compare=False)
    """The day of its last change, where that was in an earlier sitting."""
    actor: str = field(default="", compare=False)
    """Who made it."""
    removed: Mapping[str, tuple[date, str]] = field(
        default_factory=lambda: MappingProxyType({}), compare=False
    )
    """The day on which each row was taken away in an earlier sitting, and by whom."""
    basis: str = ""
    """Fingerprint of what a confirmed draft was drawn from; empty for everything else."""

    def row(self, key: str) -> Row | None:
        """The row with this id, if there is one."""
        return next((row for row in self.rows if row.key == key), None)


class ChallengeReply(Struct, frozen=True):
    """What was said to a challenge of the coach, and the values it was about then."""

    is_dismissed: bool
    words: str
    """The answer, or the reason why the challenge does not matter here."""
    about: Mapping[str, str]
    """As in no language; with other values it is another challenge."""


class Decision(Struct, frozen=True):
    """What a review decided: an open item with an owner and a day until it is done."""

    number: int
    """In the order in which decisions were made."""
    text: str
    owner: str
    by: date
    question: str = ""
    """What it is about; nothing where it is about the whole plan."""
    row: str = ""
    column: str = ""
    is_done: bool = False


class Earlier(Struct, frozen=True):
    """The plan that a plan follows, as it stood when the review began."""

    answers: Mapping[str, Answer]
    plan: str = ""
    """Its name."""
    actor: str = ""
    """Who works on the plan that follows, in this sitting."""
    is_here: bool = True
    """Whether its log is in this store; without it there is nothing to compare with."""
    settings: Mapping[str, Json] = MappingProxyType({})


Derived = dict[tuple[str, str], tuple[object, tuple[object, ...], object]]
"""By what it is and of which question: what it belongs to, what it was made from, and it."""


class Answers(Mapping[str, Answer]):
    """Every answer of a plan, by question id.

    `derived` is shared by all answers that come from one another: what was worked out from some
    of them, with what it was worked out from, so that it holds where those are still the same.

    `earlier` is the plan that this one follows. Its answers can be asked for as `previous.NAME`,
    and are none of this plan's; a plan that follows none is compared with itself.
    """

    __slots__ = ("_by_question", "challenges", "decisions", "derived", "earlier", "settings")

    def __init__(
        self,
        by_question: Mapping[str, Answer] | None = None,
        settings: Mapping[str, Json] | None = None,
        derived: Derived | None = None,
        challenges: Mapping[str, ChallengeReply] | None = None,
        decisions: Mapping[str, Decision] | None = None,
    ) -> None:
        self._by_question: Final[dict[str, Answer]] = dict(by_question or {})
        self.settings: Final[Mapping[str, Json]] = MappingProxyType(dict(settings or {}))
        self.derived: Final[Derived] = {} if derived is None else derived
        self.challenges: Final[Mapping[str, ChallengeReply]] = MappingProxyType(
            dict(challenges or {})
        )
        self.decisions: Final[Mapping[str, Decision]] = MappingProxyType(dict(decisions or {}))
        self.earlier: Earlier | None = None

    def __getitem__(self, question: str) -> Answer:
        found = self.get(question)
        if found is None:
            raise KeyError(question)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_question)

    def __len__(self) -> int:
        return len(self._by_question)

    @overload
    def get(self, question: str, /) -> Answer | None: ...

    @overload
    def get(self, question: str, /, default: Answer | T) -> Answer | T: ...

    def get(self, question: str, /, default: object = None) -> object:
        """The answer to a question, or `default`."""
        found = self._by_question.get(question)
        if found is not None or not question.startswith(PREVIOUS):
            return default if found is None else found
        known = self._by_question if self.earlier is None else self.earlier.answers
        return known.get(question.removeprefix(PREVIOUS), default)

    def __contains__(self, question: object) -> bool:
        return isinstance(question, str) and self.get(question) is not None

    def items(self) -> ItemsView[str, Answer]:
        """Every question that has an answer, with it."""
        return self._by_question.items()

    def with_answer(self, question: str, answer: Answer | None) -> "Answers":
        """The same answers but for one; None takes it away."""
        changed = dict(self._by_question)
        if answer is None:
            changed.pop(question, None)
        else:
            changed[question] = answer
        return self.holding(changed)

    def several(self, questions: Iterable[str]) -> tuple[Answer | None, ...]:
        """The answers to these questions, None where there is none."""
        return tuple(map(self.get, questions))

    def only(self, questions: "set[str] | frozenset[str]") -> "Answers":
        """The answers to these questions alone."""
        return self.holding({name: one for name, one in self.items() if name in questions})

    def holding(self, by_question: Mapping[str, Answer]) -> "Answers":
        """These answers instead, with all that stands beside the answers."""
        held = Answers(by_question, self.settings, self.derived, self.challenges, self.decisions)
        held.earlier = self.earlier
        return held

    def following(self, earlier: Earlier | None) -> "Answers":
        """The same answers, of a plan that follows another."""
        held = self.holding(self._by_question)
        held.earlier = earlier
        return held

    def with_reply(self, challenge: str, reply: ChallengeReply | None) -> "Answers":
        """The same answers, with what was said to a challenge; None takes it back."""
        replies = {name: one for name, one in self.challenges.items() if name != challenge}
        if reply is not None:
            replies[challenge] = reply
        said = Answers(self._by_question, self.settings, self.derived, replies, self.decisions)
        said.earlier = self.earlier
        return said

    def with_decision(self, key: str, decision: Decision | None) -> "Answers":
        """The same answers, with a decision as it stands now; None takes it back."""
        decisions = {name: one for name, one in self.decisions.items() if name != key}
        if decision is not None:
            decisions[key] = decision
        decided = Answers(
            self._by_question, self.settings, self.derived, self.challenges, decisions
        )
        decided.earlier = self.earlier
        return decided

    def with_settings(self, settings: Mapping[str, Json]) -> "Answers":
        """The same answers under other settings."""
        under = Answers(
            self._by_question, settings, challenges=self.challenges, decisions=self.decisions
        )
        under.earlier = self.earlier
        return under

    def value(self, question: str) -> Scalar | None:
        """The value given, or None where there is none."""
        answer = self.get(question)
        return answer.value if answer is not None and answer.state is State.GIVEN else None

    def text(self, question: str) -> str:
        """The text given, or nothing."""
        value = self.value(question)
        return value if isinstance(value, str) else ""

    def rows(self, table: str) -> tuple[Row, ...]:
        """The rows given, in order."""
        answer = self.get(table)
        return answer.rows if answer is not None and answer.state is State.GIVEN else ()
