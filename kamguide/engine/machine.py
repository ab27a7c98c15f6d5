"""Where the person is: one state a phase, then `checking_answers` and `completed`.

The machine holds nothing else; it is built afresh from the answers, so it can never
contradict them.
"""

from collections.abc import Callable, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from transitions import Machine, MachineError

from kamguide.model.flow import Flow

CHECKING: Final = "checking_answers"
COMPLETED: Final = "completed"


class Trigger(StrEnum):
    """What can move a person."""

    ADVANCE = "advance"
    BACK = "back"
    GOTO = "goto"
    CHECK_ANSWERS = "check_answers"
    COMPLETE = "complete"
    REOPEN = "reopen"


def transition_table(phases: Sequence[str]) -> list[dict[str, object]]:
    """Every transition of the interview of these phases, as data.

    `goto` leads from anywhere to any phase, chosen by the phase that is named with it.
    """
    ends = [*phases, CHECKING]
    rows: list[dict[str, object]] = []
    for here, there in pairwise(ends):
        rows.append(
            {
                "trigger": Trigger.ADVANCE,
                "source": here,
                "dest": there,
                "conditions": "phase_complete",
            }
        )
        rows.append({"trigger": Trigger.BACK, "source": there, "dest": here})
    rows += [
        {
            "trigger": Trigger.GOTO,
            "source": [*ends, COMPLETED],
            "dest": phase,
            "conditions": f"meant_{phase}",
        }
        for phase in phases
    ]
    rows.append({"trigger": Trigger.CHECK_ANSWERS, "source": list(phases), "dest": CHECKING})
    rows.append(
        {
            "trigger": Trigger.COMPLETE,
            "source": CHECKING,
            "dest": COMPLETED,
            "conditions": ["all_complete", "no_blocking_findings"],
        }
    )
    rows.append({"trigger": Trigger.REOPEN, "source": COMPLETED, "dest": CHECKING})
    return rows


class PhaseMachine:
    """The phases of one interview, and the guards that its answers give."""

    state: str

    if TYPE_CHECKING:

        def trigger(self, name: str, **given: str) -> bool:
            """Fire a trigger; whether anything moved."""
            raise MachineError(f"{name} {given}")

    def __init__(
        self,
        flow: Flow,
        *,
        start: str,
        is_complete: Callable[[str], bool],
        is_blocked: Callable[[], bool],
    ) -> None:
        self._phases: Final = tuple(phase.id for phase in flow.phases)
        self._is_complete = is_complete
        self._is_blocked = is_blocked
        for phase in self._phases:
            setattr(self, f"meant_{phase}", _meant(phase))
        Machine(
            self,
            states=[*self._phases, CHECKING, COMPLETED],
            transitions=transition_table(self._phases),
            initial=start,
            auto_transitions=False,
        )

    def fire(self, trigger: Trigger, **given: str) -> bool:
        """Move, if the table and its guards allow it; whether anything moved."""
        try:
            return bool(self.trigger(trigger.value, **given))
        except MachineError:
            return False

    def phase_complete(self, **given: str) -> bool:
        """Guard: nothing required is missing in the phase of now."""
        del given
        return self.state not in self._phases or self._is_complete(self.state)

    def all_complete(self, **given: str) -> bool:
        """Guard: nothing required is missing anywhere."""
        del given
        return all(self._is_complete(phase) for phase in self._phases)

    def no_blocking_findings(self, **given: str) -> bool:
        """Guard: nothing that was found makes the plan impossible."""
        del given
        return not self._is_blocked()


def _meant(phase: str) -> Callable[..., bool]:
    def is_meant(to: str = "", **given: str) -> bool:
        del given
        return to == phase

    return is_meant
