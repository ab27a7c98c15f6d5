"""What a batch of events does to plans: checked and projected, whatever keeps them."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from kamguide.store.events import Event, Kind
from kamguide.store.facts import plan_line
from kamguide.store.faults import NoSuchPlanError, PacketError, PlanExistsError
from kamguide.store.lines import PlanLine
from kamguide.store.projection import project
from kamguide.store.states import PlanState
from kamguide.store.words import name_key

_NAMING = frozenset({Kind.PLAN_STARTED, Kind.PLAN_RENAMED, Kind.PLAN_ARCHIVED})


def refuse_unstarted(events: Sequence[Event], is_known: Callable[[str], bool]) -> None:
    """Make sure that every plan was started, here or by these events.

    Raises:
        NoSuchPlanError: An event is of a plan nobody started.
    """
    started: set[str] = set()
    for event in events:
        if event.kind is Kind.PLAN_STARTED:
            started.add(event.plan)
        elif event.plan not in started and not is_known(event.plan):
            raise NoSuchPlanError("store.plan.missing", plan=event.plan)


def refuse_taken_names(events: Sequence[Event], lines: Sequence[PlanLine]) -> None:
    """Make sure that no two active plans have one name, width and case aside.

    Args:
        events: A batch; what it does to the name of a plan is looked at.
        lines: All plans before it.

    Raises:
        PlanExistsError: The name of a plan is taken; its `name` and `plan` are in the values.
    """
    here = {line.id: line for line in lines}
    naming = [event for event in events if event.kind in _NAMING]
    for plan in dict.fromkeys(event.plan for event in naming):
        named = _as_named([event for event in naming if event.plan == plan], here.get(plan))
        if named.name == "" or not is_active(named):
            continue
        for line in lines:
            same = name_key(line.name) == name_key(named.name)
            if same and line.id != plan and is_active(line):
                raise PlanExistsError("store.plan.exists", name=named.name, plan=line.id)


def _as_named(naming: Sequence[Event], line: PlanLine | None) -> PlanLine:
    """A plan in the list as it will be after events that may name or archive it."""
    named = plan_line(project(naming))
    if line is None:
        return named
    archiving = any(event.kind is Kind.PLAN_ARCHIVED for event in naming)
    return replace(
        line,
        name=named.name or line.name,
        archived=named.archived if archiving else line.archived,
    )


def refuse_forgotten(state: PlanState) -> None:
    """Make sure that nothing comes back into a plan that was forgotten on request.

    Raises:
        PacketError: The plan was forgotten.
    """
    if state.facts.status == "forgotten":
        raise PacketError("store.packet.forgotten", plan=state.plan)


def is_active(line: PlanLine) -> bool:
    """Whether a plan is worked on: neither archived nor superseded."""
    return not line.archived and line.status != "superseded"


def refuse_contradiction(kept: Event, arrived: Event) -> None:
    """Make sure that an event says what the one kept under its id says.

    What was forgotten on either side stays as it is here.

    Raises:
        PacketError: They say different things.
    """
    if kept != arrived and not (is_redacted(kept) or is_redacted(arrived)):
        raise PacketError("store.packet.contradicts", event=arrived.id)


def is_redacted(event: Event) -> bool:
    """Whether something in the event was forgotten on request."""
    return event.payload.get("redacted") is True
