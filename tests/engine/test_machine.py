"""The machine of phases: every state times every trigger."""

from itertools import product

import pytest

from kamguide.engine.machine import CHECKING, COMPLETED, PhaseMachine, Trigger
from kamguide.model.flow import Flow

PHASES = ("beginning", "middle", "end")
STATES = (*PHASES, CHECKING, COMPLETED)


def machine(
    flow: Flow, start: str, *, complete: bool = True, blocked: bool = False
) -> PhaseMachine:
    return PhaseMachine(
        flow, start=start, is_complete=lambda _: complete, is_blocked=lambda: blocked
    )


EXPECTED = {
    ("beginning", Trigger.ADVANCE): "middle",
    ("middle", Trigger.ADVANCE): "end",
    ("end", Trigger.ADVANCE): CHECKING,
    ("middle", Trigger.BACK): "beginning",
    ("end", Trigger.BACK): "middle",
    (CHECKING, Trigger.BACK): "end",
    (CHECKING, Trigger.COMPLETE): COMPLETED,
    (COMPLETED, Trigger.REOPEN): CHECKING,
    **{(phase, Trigger.CHECK_ANSWERS): CHECKING for phase in PHASES},
    **{(state, Trigger.GOTO): "middle" for state in STATES},
}


@pytest.mark.parametrize(("state", "trigger"), list(product(STATES, Trigger)))
def test_a_trigger_leads_where_the_table_says_and_nowhere_else(
    flow: Flow, state: str, trigger: Trigger
) -> None:
    phases = machine(flow, state)
    given = {"to": "middle"} if trigger is Trigger.GOTO else {}
    moved = phases.fire(trigger, **given)
    assert phases.state == EXPECTED.get((state, trigger), state)
    assert moved == ((state, trigger) in EXPECTED)


def test_a_phase_is_left_only_when_nothing_is_missing(flow: Flow) -> None:
    phases = machine(flow, "beginning", complete=False)
    assert not phases.fire(Trigger.ADVANCE)
    assert phases.state == "beginning"


def test_a_blocking_finding_keeps_a_plan_from_being_complete(flow: Flow) -> None:
    phases = machine(flow, CHECKING, blocked=True)
    assert not phases.fire(Trigger.COMPLETE)
    assert phases.state == CHECKING
