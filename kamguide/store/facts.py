"""What is kept of the plan itself: its name, flow, settings, status and comments."""

from collections.abc import Mapping

from kamguide.store.assembly import conflict, in_order, part
from kamguide.store.canonical import Json
from kamguide.store.lines import PlanLine
from kamguide.store.slots import (
    ARCHIVED,
    EMPTY,
    FLOW,
    NAME,
    STARTED,
    STATUS,
    Aspect,
    Head,
    Slot,
    Slots,
)
from kamguide.store.states import NEVER, Comment, Conflict, PlanFacts, PlanState, Reply


def plan_facts(slots: Slots) -> PlanFacts:
    """What the slots of the plan itself come to."""
    flow = _value(slots.get(FLOW))
    started = slots.get(STARTED, EMPTY).winner
    content, away = _value(slots.get(STARTED)), _value(slots.get(ARCHIVED))
    return PlanFacts(
        name=str(part(_value(slots.get(NAME)), "name", "")),
        flow=str(part(flow, "flow", "")),
        version=str(part(flow, "version", "")),
        hash=str(part(flow, "hash", "")),
        status=str(part(_value(slots.get(STATUS)), "status", "draft")),
        archived=part(away, "on", False) is True,
        deleted=part(away, "on", False) is True and part(away, "deleted", False) is True,
        started=content if isinstance(content, dict) else {},
        started_at=started.event.at if started is not None else NEVER,
        settings=_by_name(slots, "setting"),
        challenges=_by_name(slots, "challenge"),
        news=_by_name(slots, "news"),
        decisions=_by_name(slots, "decision"),
        comments=_comments(slots),
        conflicts=_conflicts(slots),
    )


def plan_line(state: PlanState) -> PlanLine:
    """The plan as it stands in a list."""
    facts, started = state.facts, state.facts.started
    number = started.get("number")
    return PlanLine(
        id=state.plan,
        name=facts.name,
        flow=facts.flow,
        version=facts.version,
        status=facts.status,
        archived=facts.archived,
        series=str(started.get("series", state.plan)),
        number=number if isinstance(number, int) else 1,
        parent=str(part(started.get("rolled_from"), "plan", "")),
        started_at=facts.started_at,
        changed_at=state.changed_at,
        changed_by=state.changed_by,
        seq=state.seq,
        deleted=facts.deleted,
    )


def _by_name(slots: Slots, aspect: str) -> dict[str, Json]:
    return {one.of: head.value for one, head in _standing(slots) if one.name == aspect}


def _value(slot: Slot | None) -> Json:
    winner = slot.winner if slot is not None else None
    return winner.value if winner is not None else None


def _standing(slots: Slots) -> list[tuple[Aspect, Head]]:
    return [(aspect, head) for aspect, slot in slots.items() if (head := slot.winner) is not None]


def _comments(slots: Slots) -> tuple[Comment, ...]:
    """Comments in the order they were made, each with its replies."""
    replies = _replies(slots)
    added = [head for aspect, head in _standing(slots) if aspect.name == "comment"]
    return tuple(
        Comment(
            event=head.event.id,
            question=head.event.question,
            row=head.event.row,
            column=head.event.column,
            text=str(part(head.value, "text", "")),
            actor=head.event.actor,
            at=head.event.at,
            replies=tuple(replies.get(head.event.id, ())),
            resolved=_is_resolved(slots, head.event.id),
            kind=str(part(head.value, "kind", "")),
            section=str(part(head.value, "section", "")),
        )
        for head in sorted(added, key=lambda head: head.order)
    )


def _replies(slots: Slots) -> Mapping[str, list[Reply]]:
    """Replies by comment, in the order they were made."""
    replies: dict[str, list[Reply]] = {}
    given = [head for aspect, head in _standing(slots) if aspect.name == "reply"]
    for head in sorted(given, key=lambda head: head.order):
        text = str(part(head.value, "text", ""))
        reply = Reply(head.event.id, text, head.event.actor, head.event.at)
        replies.setdefault(str(part(head.value, "comment", "")), []).append(reply)
    return replies


def _is_resolved(slots: Slots, comment: str) -> bool:
    value = _value(slots.get(Aspect("resolved", comment)))
    return value is not None and part(value, "on", True) is True


def _conflicts(slots: Slots) -> tuple[Conflict, ...]:
    found = (conflict(None, None, aspect, slot.heads) for aspect, slot in slots.items())
    return in_order(one for one in found if one is not None)
