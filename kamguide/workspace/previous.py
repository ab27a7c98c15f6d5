"""The plan that a plan follows: read from its own log, as it stood when the review began."""

from typing import Final

from kamguide.errors import UsageError
from kamguide.flowfile.load import load_flow
from kamguide.model.answers import Earlier, Json
from kamguide.store.events import Event, Kind
from kamguide.store.faults import NoSuchPlanError
from kamguide.store.log import Store
from kamguide.store.memory import MemoryStore
from kamguide.store.packet import log_digest
from kamguide.store.states import PlanState
from kamguide.workspace.loading import answers_of

_LEAVE_ANSWERS: Final = frozenset(
    {
        Kind.STATUS_CHANGED,
        Kind.PLAN_RENAMED,
        Kind.PLAN_ARCHIVED,
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
    """What a review says of the plan it starts from: where its log stood."""
    log = store.events(plan)
    return {"plan": plan, "event": log[-1].id, "digest": log_digest(log)}


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
    """The old plan at the event that the review started from.

    Raises:
        NoSuchPlanError: It is not here, or not up to there.
    """
    now = store.state(base["plan"])
    log = store.events(base["plan"])
    upto = next((at for at, one in enumerate(log, 1) if one.id == base["event"]), 0)
    if not upto:
        raise NoSuchPlanError("store.plan.missing", plan=base["plan"])
    if log_digest(log[:upto]) != base["digest"]:
        raise UsageError("annual.other_log", plan=now.facts.name)
    if all(one.kind in _LEAVE_ANSWERS for one in log[upto:]):
        return now
    return _projected(store, log[:upto])


def _projected(store: Store, log: tuple[Event, ...]) -> PlanState:
    then = MemoryStore(store.origin)
    then.absorb(log)
    return then.state(log[0].plan)
