"""The plan that a plan follows: read from its own log, as it stood when the review began."""

from collections.abc import Iterable
from typing import Final

from kamguide.errors import UsageError
from kamguide.flowfile.load import load_flow
from kamguide.model.answers import Earlier, Json
from kamguide.store.events import Event, Kind
from kamguide.store.faults import NoSuchPlanError
from kamguide.store.log import Store
from kamguide.store.slots import FORGOTTEN
from kamguide.store.states import PlanState
from kamguide.store.wire import log_digest
from kamguide.workspace.loading import answers_of

_LEAVE_ANSWERS: Final = frozenset(
    {
        Kind.STATUS_CHANGED,
        Kind.PLAN_RENAMED,
        Kind.PLAN_ARCHIVED,
        Kind.PLAN_MERGED,
        Kind.PROGRESS_GIVEN,
        Kind.DECISION_RECORDED,
        Kind.NEWS_TOLD,
        Kind.COMMENT_ADDED,
        Kind.COMMENT_ANSWERED,
        Kind.COMMENT_RESOLVED,
    }
)


def rolled_from(state: PlanState) -> dict[str, str] | None:
    """The plan, the event and the digest that a review started from; None for other plans."""
    said = state.facts.started.get("rolled_from")
    if not isinstance(said, dict):
        return None
    return {name: str(said.get(name, "")) for name in ("plan", "event", "digest")}


def base_of(store: Store, plan: str) -> dict[str, Json]:
    """What a review says of the plan it starts from: its last event, and a digest of its log."""
    log = _that_answer(store.events(plan))
    return {"plan": plan, "event": max(one.id for one in log), "digest": log_digest(log)}


def _that_answer(log: Iterable[Event]) -> tuple[Event, ...]:
    """The events that make the answers: whatever else is noted later changes nothing here."""
    return tuple(one for one in log if one.kind not in _LEAVE_ANSWERS)


def earlier_of(store: Store, state: PlanState, actor: str) -> Earlier | None:
    """The plan before, or None where a plan follows none.

    Where its log is not in this store, its answers are missing, and `is_here` says so.

    Raises:
        UsageError: The log that is here is not the one that the review started from.
    """
    base = rolled_from(state)
    if base is None:
        return None
    try:
        old = _as_it_stood(store, base)
    except NoSuchPlanError:
        return Earlier({}, actor=actor, is_here=False)
    answers = answers_of(load_flow(old.facts.flow), old)
    return Earlier(dict(answers.items()), old.facts.name, actor, settings=old.facts.settings)


def _as_it_stood(store: Store, base: dict[str, str]) -> PlanState:
    """The old plan as it was when the review started, whatever came into its log since.

    Raises:
        NoSuchPlanError: It is not here, or not up to there.
    """
    now = store.state(base["plan"])
    log = _that_answer(store.events(base["plan"]))
    if log_digest(log) == base["digest"]:
        return now
    if base["event"] not in {one.id for one in log}:
        raise NoSuchPlanError("store.plan.missing", plan=base["plan"])
    then = tuple(one for one in log if one.id <= base["event"])
    if log_digest(then) != base["digest"] and not any(map(_is_redacted, log)):
        raise UsageError("annual.other_log", plan=now.facts.name)
    if all(one.payload == FORGOTTEN for one in then):
        raise NoSuchPlanError("store.plan.missing", plan=base["plan"])
    return _projected(store, then)


def _is_redacted(event: Event) -> bool:
    """Whether something of it was forgotten on request, so that no digest can hold any more."""
    return FORGOTTEN.items() <= event.payload.items()


def _projected(store: Store, log: tuple[Event, ...]) -> PlanState:
    from kamguide.store.memory import MemoryStore

    then = MemoryStore(store.origin)
    then.absorb(log)
    return then.state(log[0].plan)
