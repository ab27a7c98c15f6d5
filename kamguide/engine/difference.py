"""What differs between two states of the answers of a plan: a list, and nothing beside it.

Both states are laid out as single values by their spots, and compared spot by spot. So the list
put on the old state gives the new one, always. Where a value came from is not compared.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from kamguide.model.answers import (
    Answer,
    Answers,
    Cell,
    ChallengeReply,
    Decision,
    Evidence,
    Json,
    Row,
    Scalar,
    State,
)


class Part(StrEnum):
    """What stands at a spot."""

    SETTING = "setting"
    ANSWER = "answer"
    """The answer to a question, or how a table was left."""
    ROW = "row"
    """That a row is there, and where it stands among the others."""
    CELL = "cell"
    KEPT = "kept"
    EVIDENCE = "evidence"
    NOTE = "note"
    INTERNAL = "internal"
    CHALLENGE = "challenge"
    DECISION = "decision"


class Spot(Struct, frozen=True):
    """Where a single value stands; `name` of a setting, a challenge, a decision: in no question."""

    part: Part
    question: str = ""
    row: str = ""
    column: str = ""
    name: str = ""


class Said(Struct, frozen=True):
    """How a question was left, and with what."""

    state: State
    value: Scalar | None = None
    who: str = ""
    by: str = ""
    why: str = ""


Value = Said | Decimal | Cell | frozenset[str] | Evidence | ChallengeReply | Decision | Json
"""What stands at a spot: of a row its rank."""
Spots = Mapping[Spot, Value]


class Changed(Struct, frozen=True):
    """What stands at a spot before and after; None where nothing does."""

    spot: Spot
    before: Value
    after: Value


def difference(before: Answers, after: Answers) -> tuple[Changed, ...]:
    """Every spot at which two states differ, in the order of their questions."""
    old, new = spots_of(before), spots_of(after)
    spots = dict.fromkeys((*old, *new))
    places = {name: at for at, name in enumerate(dict.fromkeys(one.question for one in spots))}
    return tuple(
        Changed(one, old.get(one), new.get(one))
        for one in sorted(spots, key=lambda one: places[one.question])
        if old.get(one) != new.get(one)
    )


def applied(before: Answers, changes: Iterable[Changed]) -> Answers:
    """The state that a list of changes makes of another."""
    now = dict(spots_of(before))
    for one in changes:
        if one.after is None:
            now.pop(one.spot, None)
        else:
            now[one.spot] = one.after
    return answers_at(now)


def spots_of(answers: Answers) -> Spots:
    """The answers as single values, by where they stand."""
    return {spot: value for spot, value in _spots(answers) if value is not None}


def _spots(answers: Answers) -> Iterator[tuple[Spot, Value]]:
    for name, value in answers.settings.items():
        yield Spot(Part.SETTING, name=name), value
    for question, answer in answers.items():
        left = Said(answer.state, answer.value, answer.who, answer.by, answer.why)
        yield Spot(Part.ANSWER, question), left
        for row in answer.rows:
            yield Spot(Part.ROW, question, row.key), row.rank
            for column, cell in row.cells.items():
                yield Spot(Part.CELL, question, row.key, column), cell
        yield from _beside(question, answer)
    for challenge, reply in answers.challenges.items():
        yield Spot(Part.CHALLENGE, name=challenge), reply
    for key, decision in answers.decisions.items():
        yield Spot(Part.DECISION, name=key), decision


def _beside(question: str, answer: Answer) -> Iterator[tuple[Spot, Value]]:
    """What was said beside an answer."""
    yield Spot(Part.KEPT, question), answer.kept or None
    for place, claim in answer.evidence.items():
        yield Spot(Part.EVIDENCE, question, *_at(place)), claim if claim.grade else None
    for place, note in answer.notes.items():
        yield Spot(Part.NOTE, question, *_at(place)), note or None
    for place, on in answer.internal.items():
        yield Spot(Part.INTERNAL, question, *_at(place)), on


def _at(place: str) -> tuple[str, str]:
    row, _, column = place.partition(".")
    return row, column


def answers_at(spots: Spots) -> Answers:
    """The answers that stand at these spots."""
    settings: dict[str, Json] = {}
    challenges: dict[str, ChallengeReply] = {}
    decisions: dict[str, Decision] = {}
    by_question: dict[str, dict[Spot, Value]] = {}
    for spot, value in spots.items():
        if spot.question:
            by_question.setdefault(spot.question, {})[spot] = value
        elif isinstance(value, ChallengeReply):
            challenges[spot.name] = value
        elif isinstance(value, Decision):
            decisions[spot.name] = value
        else:
            settings[spot.name] = value  # type: ignore[assignment]  # of settings nothing else
    answers = {name: _answer(own) for name, own in by_question.items()}
    return Answers(answers, settings, challenges=challenges, decisions=decisions)


def _answer(spots: Spots) -> Answer:
    left = next((one for one in spots.values() if isinstance(one, Said)), Said(State.CLEARED))
    kept = next((one for one in spots.values() if isinstance(one, frozenset)), frozenset())
    return Answer(
        left.state,
        left.value,
        _rows(spots),
        left.who,
        left.by,
        left.why,
        kept,
        {_place(at): one for at, one in spots.items() if isinstance(one, Evidence)},
        {_place(at): str(one) for at, one in spots.items() if at.part is Part.NOTE},
        {_place(at): one is True for at, one in spots.items() if at.part is Part.INTERNAL},
    )


def _place(spot: Spot) -> str:
    return f"{spot.row}.{spot.column}" if spot.column else spot.row


def _rows(spots: Spots) -> tuple[Row, ...]:
    cells: dict[str, dict[str, Cell]] = {}
    for spot, value in spots.items():
        if spot.part is Part.CELL:
            cells.setdefault(spot.row, {})[spot.column] = value  # type: ignore[assignment]  # a cell's
    rows = [
        Row(spot.row, cells.get(spot.row, {}), value)
        for spot, value in spots.items()
        if spot.part is Part.ROW and isinstance(value, Decimal)
    ]
    return tuple(sorted(rows, key=lambda row: (row.rank, row.key)))


def plain(answers: Answers) -> Answers:
    """The answers without where they came from: what two states are compared by."""
    return answers_at(spots_of(answers))
