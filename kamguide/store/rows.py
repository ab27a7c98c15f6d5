"""What a record writes: the rows that follow from a plan's state before and after an event."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from kamguide.store.canonical import Json, canonical_json
from kamguide.store.events import Event
from kamguide.store.facts import plan_line
from kamguide.store.slots import marks_of
from kamguide.store.states import KeptAnswer, KeptRow, PlanState
from kamguide.store.times import stamp
from kamguide.store.wire import event_digest
from kamguide.store.words import name_key

PUT_DRAFT: Final = (
    'INSERT INTO drafts (plan, question, "row", "column", text, at) VALUES (?, ?, ?, ?, ?, ?)'
    " ON CONFLICT DO UPDATE SET text = excluded.text, at = excluded.at"
)
DROP_DRAFT: Final = (
    'DELETE FROM drafts WHERE plan = ? AND question = ? AND "row" = ? AND "column" = ?'
)
PUT_SUMMARY: Final = (
    "INSERT INTO summaries (plan, seq, content) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET"
    " seq = excluded.seq, content = excluded.content WHERE excluded.seq >= seq"
)
INSERT_EVENT: Final = (
    'INSERT INTO events (id, plan, origin, actor, at, kind, question, "row", "column", payload,'
    " based_on, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING"
)
PUT_ANSWER: Final = (
    'INSERT INTO answers (plan, question, "row", "column", state, value, event)'
    " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
    " state = excluded.state, value = excluded.value, event = excluded.event"
)
DROP_ANSWER: Final = (
    'DELETE FROM answers WHERE plan = ? AND question = ? AND "row" = ? AND "column" = ?'
)
PUT_PLAN: Final = (
    "INSERT INTO plans (id, name, name_key, flow, version, hash, status, archived, series,"
    " number, parent, started_at, changed_at, changed_by, seq)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
    " name = excluded.name, name_key = excluded.name_key, flow = excluded.flow,"
    " version = excluded.version, hash = excluded.hash, status = excluded.status,"
    " archived = excluded.archived, series = excluded.series, number = excluded.number,"
    " parent = excluded.parent, started_at = excluded.started_at,"
    " changed_at = excluded.changed_at, changed_by = excluded.changed_by, seq = excluded.seq"
)
TOUCH_PLAN: Final = "UPDATE plans SET changed_at = ?, changed_by = ?, seq = ? WHERE id = ?"


_NOTHING: Final = KeptAnswer()


class Statement(NamedTuple):
    """One statement of SQL and what goes into it."""

    sql: str
    values: tuple[str | int | None, ...]


def event_values(event: Event) -> tuple[str | None, ...]:
    """What `INSERT_EVENT` takes."""
    return (
        event.id,
        event.plan,
        event.origin,
        event.actor,
        stamp(event.at),
        event.kind.value,
        event.question,
        event.row,
        event.column,
        canonical_json(dict(event.payload)),
        event.based_on,
        event_digest(event),
    )


def plan_statement(before: PlanState, after: PlanState) -> Statement:
    """What keeps the list of plans true."""
    if before.facts is after.facts and before.seq:
        values = (stamp(after.changed_at), after.changed_by, after.seq, after.plan)
        return Statement(TOUCH_PLAN, values)
    line = plan_line(after)
    return Statement(
        PUT_PLAN,
        (
            line.id,
            line.name,
            name_key(line.name),
            line.flow,
            line.version,
            after.facts.hash,
            line.status,
            line.archived + line.deleted,
            line.series,
            line.number,
            line.parent,
            stamp(line.started_at),
            stamp(line.changed_at),
            line.changed_by,
            line.seq,
        ),
    )


def answer_statements(
    before: PlanState, after: PlanState, event: Event | None = None
) -> Iterator[Statement]:
    """What keeps the answers true, after one event or, without one, after many."""
    questions: Iterable[str] = after.answers
    if event is not None:
        questions = {mark.question for mark in marks_of(event)}
    for question in questions:
        kept, earlier = after.answers.get(question), before.answers.get(question)
        if kept is not None and kept is not earlier:
            yield from _answer(after.plan, question, earlier or _NOTHING, kept)


def _answer(plan: str, question: str, earlier: KeptAnswer, kept: KeptAnswer) -> Iterator[Statement]:
    whole = _whole(kept)
    if whole == _whole(_NOTHING):
        yield Statement(DROP_ANSWER, (plan, question, "", ""))
    elif whole != _whole(earlier):
        yield Statement(PUT_ANSWER, (plan, question, "", "", *whole))
    for key in (*kept.rows, *(earlier.rows.keys() - kept.rows.keys())):
        now, then = kept.rows.get(key), earlier.rows.get(key)
        if now is not then:
            yield from _row(plan, question, key, _cells(then), _cells(now))


def _whole(kept: KeptAnswer) -> tuple[str, str, str]:
    """State, value and event of an answer; of a table its rows know the events."""
    return (kept.state.value, canonical_json(kept.value), "" if kept.rows else kept.event)


def _cells(row: KeptRow | None) -> dict[str, tuple[str, Json]]:
    """Cells by column, the rank as the one without a name: event and value."""
    if row is None:
        return {}
    cells = {column: (row.event_of(column), value) for column, value in row.cells.items()}
    return {"": (row.event, row.rank), **cells}


def _row(
    plan: str,
    question: str,
    key: str,
    then: dict[str, tuple[str, Json]],
    now: dict[str, tuple[str, Json]],
) -> Iterator[Statement]:
    for column, cell in now.items():
        if then.get(column) != cell:
            value = canonical_json(cell[1])
            yield Statement(PUT_ANSWER, (plan, question, key, column, "given", value, cell[0]))
    for column in then.keys() - now.keys():
        yield Statement(DROP_ANSWER, (plan, question, key, column))
