"""Events as JSON, for a column or a line of a file; what comes in is checked to the letter."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Final

from kamguide.store.assembly import is_rank
from kamguide.store.canonical import Json, canonical_json, fingerprint
from kamguide.store.events import Event, Kind
from kamguide.store.faults import PacketError
from kamguide.store.ids import is_uuid7
from kamguide.store.times import moment, stamp

_MAX_NAME: Final = 500
_MAX_DEPTH: Final = 12
_FIELDS: Final = frozenset(
    {
        "id", "plan", "origin", "actor", "at", "kind",
        "question", "row", "column", "payload", "based_on",
    }
)  # fmt: skip


def event_json(event: Event) -> dict[str, Json]:
    """An event as a JSON object, without its place in this store."""
    return {
        "id": event.id,
        "plan": event.plan,
        "origin": event.origin,
        "actor": event.actor,
        "at": stamp(event.at),
        "kind": event.kind.value,
        "question": event.question,
        "row": event.row,
        "column": event.column,
        "payload": dict(event.payload),
        "based_on": event.based_on,
    }


def event_digest(event: Event) -> str:
    """A fingerprint of everything an event says."""
    return fingerprint(canonical_json(event_json(event)))


def parsed_json(text: str, line: int) -> Json:
    """JSON without fractions, constants or depths that no answer has.

    Raises:
        PacketError: The text is no such JSON.
    """
    try:
        value: Json = json.loads(text, parse_float=_refused, parse_constant=_refused)
        canonical_json(value).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise PacketError("store.packet.unreadable", line=line) from error
    return value


def parsed_event(text: str, line: int) -> Event:
    """The event on one line of a packet.

    Raises:
        PacketError: A field is missing, strange or of the wrong type.
    """
    value = parsed_json(text, line)
    if not isinstance(value, dict) or value.keys() != _FIELDS:
        raise PacketError("store.packet.unreadable", line=line)
    try:
        event = Event(
            id=_text(value, "id"),
            plan=_text(value, "plan"),
            origin=_text(value, "origin"),
            actor=_text(value, "actor"),
            at=moment(_text(value, "at")),
            kind=Kind(_text(value, "kind")),
            question=_text_or_none(value, "question"),
            row=_text_or_none(value, "row"),
            column=_text_or_none(value, "column"),
            payload=_payload(value["payload"]),
            based_on=_text_or_none(value, "based_on"),
        )
    except ValueError as error:
        raise PacketError("store.packet.unreadable", line=line) from error
    if not is_uuid7(event.id):
        raise PacketError("store.packet.unreadable", line=line)
    return event


def _refused(text: str) -> Json:
    raise ValueError(text)


def _text(value: Mapping[str, Json], name: str) -> str:
    found = value[name]
    if not isinstance(found, str) or len(found) > _MAX_NAME:
        raise ValueError(name)
    return found


def _text_or_none(value: Mapping[str, Json], name: str) -> str | None:
    return None if value[name] is None else _text(value, name)


def _payload(value: Json) -> Mapping[str, Json]:
    if not isinstance(value, dict) or _depth(value) > _MAX_DEPTH:
        raise ValueError("payload")
    rank = value.get("rank", "0")
    if not isinstance(rank, str) or not is_rank(rank):
        raise ValueError("rank")
    return value


def _depth(value: Json) -> int:
    if isinstance(value, dict):
        return 1 + max((_depth(one) for one in value.values()), default=0)
    if isinstance(value, list):
        return 1 + max((_depth(one) for one in value), default=0)
    return 0


def log_digest(events: Sequence[Event]) -> str:
    """A fingerprint of a set of events, whatever their order."""
    both = hashlib.sha256()
    for one in sorted(event_digest(event) for event in events):
        both.update(one.encode("ascii"))
    return both.hexdigest()
