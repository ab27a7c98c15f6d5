"""What a set of events comes to: the same for the same set, whatever the order."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from kamguide.store.assembly import is_rank, kept_answer, kept_row, row_view
from kamguide.store.events import Event, Kind
from kamguide.store.facts import plan_facts
from kamguide.store.slots import EMPTY, Aspect, Mark, Rows, Slot, marked, marks_of
from kamguide.store.states import KeptRow, PlanState, View

_Fresh = dict[str, dict[str | None, dict[Aspect, Slot]]]
_NO_ROWS: Final[Rows] = {}


def project(events: Iterable[Event]) -> PlanState:
    """What the events of one plan come to. Duplicates, by id, count once."""
    return _after(PlanState(), events)


def advance(state: PlanState, event: Event) -> PlanState:
    """What a plan comes to after one more event; at the cost of the place it touches."""
    return _after(state, (event,))


def _after(state: PlanState, events: Iterable[Event]) -> PlanState:
    fresh: _Fresh = {}
    for event in events:
        for mark in marks_of(event):
            _put(fresh, state, mark, event)
        state = _moved_on(state, event)
    if not fresh:
        return state
    tracks, views, answers = dict(state.tracks), dict(state.views), dict(state.answers)
    for question, rows in fresh.items():
        tracks[question] = {**state.tracks.get(question, _NO_ROWS), **rows}
        if question:
            views[question] = _views(question, rows, views.get(question, {}))
            kept = _rows(rows, answers[question].rows if question in answers else {})
            seen = views[question].values()
            answers[question] = kept_answer(question, tracks[question], kept, seen)
    facts = plan_facts(tracks[""].get(None, {})) if "" in fresh else state.facts
    return replace(state, facts=facts, answers=answers, tracks=tracks, views=views)


def _put(fresh: _Fresh, state: PlanState, mark: Mark, event: Event) -> None:
    """Let a mark change its slot, in a copy that no state has yet."""
    rows = fresh.setdefault(mark.question, {})
    slots = rows.get(mark.row)
    if slots is None:
        earlier = state.tracks.get(mark.question, _NO_ROWS).get(mark.row, {})
        slots = rows[mark.row] = dict(earlier)
    if mark.stands or event.replaced():
        slot = slots.get(mark.aspect, EMPTY)
        slots[mark.aspect] = marked(slot, event, mark.value, stands=mark.stands)


def _moved_on(state: PlanState, event: Event) -> PlanState:
    seq = max(state.seq, event.seq or 0)
    if event.kind is Kind.PLAN_MERGED or (event.at, event.id) < (state.changed_at, state.last):
        return replace(state, plan=event.plan, seq=seq)
    return replace(
        state,
        plan=event.plan,
        changed_at=event.at,
        changed_by=event.actor,
        last=event.id,
        seq=seq,
    )


def _views(
    question: str, touched: Rows, earlier: Mapping[str | None, View]
) -> Mapping[str | None, View]:
    views = dict(earlier)
    for key, slots in touched.items():
        view = row_view(question, key, slots)
        if view.conflicts or view.said:
            views[key] = view
        else:
            views.pop(key, None)
    return views


def _rows(touched: Rows, earlier: Mapping[str, KeptRow]) -> Mapping[str, KeptRow]:
    """The rows in the order of their ranks, after those touched were looked at again."""
    rows = dict(earlier)
    moved: list[str] = []
    for key, slots in touched.items():
        if key is None:
            continue
        before, now = rows.get(key), kept_row(key, slots)
        if now is None:
            rows.pop(key, None)
        else:
            rows[key] = now
            if before is None or before.rank != now.rank:
                moved.append(key)
    return rows if not moved or _comes_last(moved, rows, earlier) else _in_order(rows)


def _comes_last(
    moved: Sequence[str], rows: Mapping[str, KeptRow], earlier: Mapping[str, KeptRow]
) -> bool:
    """Whether all that moved is a new row behind the others: a long list grows row by row."""
    if len(moved) > 1 or moved[0] in earlier:
        return False
    new, last = moved[0], deque(earlier, maxlen=1)
    return not last or (_rank(earlier[last[0]]), last[0]) < (_rank(rows[new]), new)


def _in_order(rows: Mapping[str, KeptRow]) -> Mapping[str, KeptRow]:
    ranked = sorted((_rank(row), key) for key, row in rows.items())
    return {key: rows[key] for _, key in ranked}


def _rank(row: KeptRow) -> Decimal:
    return Decimal(row.rank) if is_rank(row.rank) else Decimal(0)
