"""The life of a plan, from its first draft to its approval and beyond.

A second small machine beside that of the interview: it knows what may follow what, and holds
nothing. Who moved a plan, when and why stands in the log.
"""

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from transitions import Machine, MachineError

from kamguide.errors import UsageError


class Life(StrEnum):
    """How a plan stands."""

    DRAFT = "draft"
    COMPLETED = "completed"
    """Its author said that it is complete; nobody else has it yet."""
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    SUPERSEDED = "superseded"
    """The plan of a later year has taken its place."""


class Step(StrEnum):
    """What moves a plan on."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    RETURN = "give_back"
    APPROVE = "approve"
    SUPERSEDE = "supersede"


FROZEN: Final = frozenset({Life.SUBMITTED, Life.APPROVED, Life.SUPERSEDED})
"""While a plan stands so, its answers cannot be changed."""
TRANSITIONS: Final[tuple[tuple[Step, tuple[Life, ...], Life], ...]] = (
    (Step.SUBMIT, (Life.DRAFT, Life.COMPLETED, Life.RETURNED), Life.SUBMITTED),
    (Step.WITHDRAW, (Life.SUBMITTED,), Life.DRAFT),
    (Step.RETURN, (Life.SUBMITTED,), Life.RETURNED),
    (Step.APPROVE, (Life.SUBMITTED,), Life.APPROVED),
    (Step.SUPERSEDE, (Life.APPROVED,), Life.SUPERSEDED),
)


class _PlanLife:
    """The machine of one plan, built where it is needed."""

    state: str

    if TYPE_CHECKING:

        def trigger(self, name: str) -> bool:
            """Fire a trigger."""
            raise MachineError(name)


def after(here: str, step: Step) -> Life:
    """How a plan stands after a step.

    Args:
        here: How it stands now, as the log has it.
        step: What is to be done.

    Raises:
        UsageError: A plan that stands so cannot be moved so.
    """
    if here not in set(Life):
        raise UsageError(f"review.not_{step}")
    plan = _PlanLife()
    Machine(
        plan,
        states=list(Life),
        transitions=[[step, list(sources), there] for step, sources, there in TRANSITIONS],
        initial=Life(here),
        auto_transitions=False,
    )
    try:
        plan.trigger(step)
    except MachineError as error:
        raise UsageError(f"review.not_{step}") from error
    return Life(plan.state)


def is_frozen(status: str) -> bool:
    """Whether the answers of a plan that stands so are closed."""
    return status in FROZEN
