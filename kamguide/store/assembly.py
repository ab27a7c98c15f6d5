"""From the slots of one question to what is kept for it. Pure; order of events is no matter."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final

from kamguide.store.canonical import Json
from kamguide.store.slots import ANSWER, EMPTY, KEPT, ROW, Aspect, Head, Rows, Slots
from kamguide.store.states import (
    NEVER,
    Beside,
    Claim,
    Conflict,
    KeptAnswer,
    KeptRow,
    Spoken,
    Standing,
    View,
)

_RANK: Final = re.compile(r"-?\d{1,40}(\.\d{1,40})?")
_PLAIN: Final = frozenset({"answer", "row", "cell", "kept"})
"""Aspects that are the answer itself, not something said beside it."""
_UNITED: Final = frozenset({ANSWER, ROW, KEPT})
"""Aspects whose conflicts are found elsewhere, or that can only agree."""
_NO_EVENTS: Final[Mapping[str, str]] = {}
_ORIGIN_OF_KIND: Final = {"answer_rolled": "rolled", "draft_confirmed": "drafted"}


def is_rank(text: str) -> bool:
    """Whether a text is a decimal number as ranks are written."""
    return _RANK.fullmatch(text) is not None


def kept_row(key: str, slots: Slots) -> KeptRow | None:
    """The row as it stands, or None where it was removed or never was."""
    here = standing_row(slots)
    cells = {aspect.of: slot.winner for aspect, slot in slots.items() if aspect.name == "cell"}
    heads = {column: head for column, head in cells.items() if head is not None}
    filled = {column: head.value for column, head in heads.items() if head.value is not None}
    if here is None and (_removal(slots) is not None or not filled):
        return None
    last = max([*heads.values(), *([here] if here else [])], key=lambda head: head.order)
    first = here or last
    given = first.event.payload.get("values")
    return KeptRow(
        key=key,
        cells=given if isinstance(given, dict) and given == filled else filled,  # kept once
        rank=rank_of(here),
        event=first.event.id,
        events={
            column: head.event.id
            for column, head in heads.items()
            if head.event is not first.event or head.value is None
        }
        or _NO_EVENTS,
        origin=_origin(first),
        at=last.event.at,
        actor=last.event.actor,
    )


def standing_row(slots: Slots) -> Head | None:
    """The head that says where the row stands; None where there is none, or it is removed.

    A removal stands against what its author had seen. Against a cell it had not seen, the
    later of the two wins.
    """
    removal = _removal(slots)
    if removal is None:
        return slots.get(ROW, EMPTY).winner
    unseen = _unseen(slots, removal)
    if not unseen or max((*unseen, removal), key=lambda head: head.order) is removal:
        return None
    given = [head for head in slots[ROW].heads if not _is_removal(head)]
    return max(given, key=lambda head: head.order) if given else removal


def _row_conflict(question: str, key: str, slots: Slots) -> Conflict | None:
    """What its authors disagree about in whether and where the row stands."""
    removal = _removal(slots)
    heads = slots.get(ROW, EMPTY).heads
    if removal is not None:
        heads = tuple({head.event.id: head for head in (*heads, *_unseen(slots, removal))}.values())
    return conflict(question, key, ROW, heads)


def _removal(slots: Slots) -> Head | None:
    """The removal that stands against the row, if there is one."""
    removals = [head for head in slots.get(ROW, EMPTY).heads if _is_removal(head)]
    return max(removals, key=lambda head: head.order) if removals else None


def _is_removal(head: Head) -> bool:
    return part(head.value, "removed", None) is True


def _unseen(slots: Slots, removal: Head) -> list[Head]:
    """What stands in the row that the one who removed it had not seen."""
    seen = {*removal.event.replaced(), removal.event.id}
    return [
        head for head in _contents(slots) if head.event.id not in seen and not _is_removal(head)
    ]


def _contents(slots: Slots) -> list[Head]:
    """What stands in the cells of a row, then in the row itself.

    One event may stand in several of them; in this order it is always its word on the row that
    comes last, however the events came.
    """
    aspects = sorted(aspect for aspect in slots if aspect.name in {"cell", "row"})
    return [head for aspect in aspects for head in slots[aspect].heads]


def row_view(question: str, key: str | None, slots: Slots) -> View:
    """What is disputed and what is said beside in one row, or in the question itself."""
    conflicts = []
    if key is not None and (one := _row_conflict(question, key, slots)) is not None:
        conflicts.append(one)
    for aspect, slot in slots.items():
        if aspect in _UNITED or len(slot.heads) < 2:  # noqa: PLR2004 - nobody to disagree with
            continue
        if (one := conflict(question, key, aspect, slot.heads)) is not None:
            conflicts.append(one)
    said = [
        (".".join(one for one in (key, aspect.of) if one), key, aspect, head)
        for aspect, slot in slots.items()
        if aspect.name not in _PLAIN and (head := slot.winner) is not None
    ]
    return View(tuple(conflicts), tuple(said))


def kept_answer(
    question: str, tracks: Rows, rows: Mapping[str, KeptRow], views: Iterable[View]
) -> KeptAnswer:
    """What is kept for a question, given its rows as they stand and what is said in them."""
    own = tracks.get(None, {})
    slot = own.get(ANSWER, EMPTY)
    winner = slot.winner
    disputed = _unseen_rows(winner, rows, tracks)
    state = _state(winner, rows, disputed, tracks)
    value = winner.value if winner is not None and state is not Standing.GIVEN else None
    event, at, actor = _latest(winner, rows)
    own_conflict = conflict(question, None, ANSWER, (*slot.heads, *disputed))
    within = [one for view in views for one in view.conflicts]
    return KeptAnswer(
        state=state,
        value=part(winner.value, "value", None) if winner else None,
        rows=rows,
        who=str(part(value, "who", "")),
        by=str(part(value, "by", "")),
        why=str(part(value, "why", "")),
        kept=_kept(own, winner),
        basis=str(winner.event.payload.get("basis", "")) if winner else "",
        origin=_origin(winner) if winner else _row_origin(rows, event),
        event=event,
        at=at,
        actor=actor,
        beside=_beside([one for view in views for one in view.said], winner, rows),
        conflicts=in_order(within if own_conflict is None else [own_conflict, *within]),
        removed=dict(_removed(tracks, rows)) if len(tracks) > len(rows) else {},
    )


def _removed(
    tracks: Rows, rows: Mapping[str, KeptRow]
) -> Iterator[tuple[str, tuple[datetime, str]]]:
    for key, slots in tracks.items():
        if key is not None and key not in rows and (head := _removal(slots)) is not None:
            yield key, (head.event.at, head.event.actor)


def _unseen_rows(winner: Head | None, rows: Mapping[str, KeptRow], tracks: Rows) -> list[Head]:
    """What stands in rows that the one who left the whole table open had not seen."""
    if winner is None or part(winner.value, "state", "") == Standing.GIVEN:
        return []
    seen = winner.event.replaced()
    return [head for key in rows for head in _contents(tracks[key]) if head.event.id not in seen]


def _state(
    winner: Head | None, rows: Mapping[str, KeptRow], disputed: list[Head], tracks: Rows
) -> Standing:
    if winner is None or (not rows and _filled_since(winner, tracks)):
        return Standing.GIVEN if rows else Standing.CLEARED
    if disputed and max(head.order for head in disputed) > winner.order:
        return Standing.GIVEN
    return Standing(str(part(winner.value, "state", "cleared")))


def _filled_since(winner: Head, tracks: Rows) -> bool:
    """Whether rows came, and went again, after the table was closed or left open."""
    since = (head for key, slots in tracks.items() if key is not None for head in _contents(slots))
    return any(head.order > winner.order for head in since)


def _latest(winner: Head | None, rows: Mapping[str, KeptRow]) -> tuple[str, datetime, str]:
    """The event that set the answer last, when, and by whom."""
    at, event, actor = NEVER, "", ""
    if winner is not None:
        at, event, actor = winner.event.at, winner.event.id, winner.event.actor
    for row in rows.values():
        if row.at > at or (row.at == at and row.event > event):
            at, event, actor = row.at, row.event, row.actor
    return event, at, actor


def _origin(head: Head) -> str:
    usual = _ORIGIN_OF_KIND.get(head.event.kind, "typed")
    return str(head.event.payload.get("origin", usual))


def _row_origin(rows: Mapping[str, KeptRow], event: str) -> str:
    return next((row.origin for row in rows.values() if row.event == event), "typed")


def _kept(own: Slots, winner: Head | None) -> frozenset[str]:
    """Rules against whose advice this very answer was kept."""
    rules: set[str] = set()
    for head in own.get(KEPT, EMPTY).heads:
        about = head.event.based_on
        if about is None or winner is None or about == winner.event.id:
            listed = part(head.value, "rules", [])
            rules.update(str(rule) for rule in (listed if isinstance(listed, list) else []))
    return frozenset(rules)


def _beside(spoken: Iterable[Spoken], winner: Head | None, rows: Mapping[str, KeptRow]) -> Beside:
    said: dict[str, dict[str, Json]] = {}
    confirmed = set()
    for place, key, aspect, head in spoken:
        said.setdefault(aspect.name, {})[place] = head.value
        if aspect.name == "confirmed":
            current = _current(key, aspect.of, winner, rows)
            if head.event.based_on in {None, current}:
                confirmed.add(place)
    return Beside(
        evidence={
            place: one
            for place, one in said.get("evidence", {}).items()
            if isinstance(one, dict) and one.get("grade")
        },
        notes={
            place: text
            for place, one in said.get("note", {}).items()
            if (text := str(part(one, "text", "")))
        },
        internal={
            place: part(one, "on", False) is True
            for place, one in said.get("flag:internal", {}).items()
        },
        progress={
            place: one for place, one in said.get("progress", {}).items() if isinstance(one, dict)
        },
        confirmed=frozenset(confirmed),
    )


def _current(key: str | None, column: str, winner: Head | None, rows: Mapping[str, KeptRow]) -> str:
    """The event that set a place last."""
    if key is None:
        return winner.event.id if winner is not None else ""
    if (row := rows.get(key)) is None:
        return ""
    return row.event_of(column) if column else row.event


def conflict(
    question: str | None, row: str | None, aspect: Aspect, heads: tuple[Head, ...]
) -> Conflict | None:
    """The disagreement between heads, if they do not all say the same."""
    if len(heads) < 2 or all(head.value == heads[0].value for head in heads):  # noqa: PLR2004
        return None
    first, *others = sorted(heads, key=lambda head: head.order, reverse=True)
    return Conflict(
        question=question,
        row=row,
        column=aspect.of or None,
        aspect=aspect.name,
        winner=_claim(first),
        losers=tuple(_claim(head) for head in others),
    )


def in_order(conflicts: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """Conflicts by place, so that their order says nothing of how they came about."""
    return tuple(sorted(conflicts, key=lambda one: (one.row or "", one.column or "", one.aspect)))


def _claim(head: Head) -> Claim:
    return Claim(head.event.id, head.event.actor, head.event.at, head.value)


def rank_of(head: Head | None) -> str:
    """Where a row stands among its table's rows, by the head that says so."""
    value = head.value if head is not None else "0"
    return str(value.get("rank", "0") if isinstance(value, dict) else value)


def part(value: Json, name: str, otherwise: Json) -> Json:
    """A part of a JSON object, or something else where it has none."""
    return value.get(name, otherwise) if isinstance(value, dict) else otherwise
