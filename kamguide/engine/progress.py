"""How far the person is: per step, in all, and in honest minutes."""

from msgspec import Struct

from kamguide.engine.path import Path, is_answered, is_required, met_alternatives
from kamguide.model.answers import State
from kamguide.model.flow import Flow, FlowStep


class StepProgress(Struct, frozen=True):
    """One step: how many of its questions are settled, of how many that apply."""

    step: str
    answered: int
    applicable: int
    missing: tuple[str, ...]
    """Required questions without an answer, in order."""
    open: tuple[str, ...]
    """Questions left open on purpose: open items."""
    minutes_left: float

    @property
    def is_done(self) -> bool:
        """Whether nothing that is required is missing."""
        return not self.missing


class Progress(Struct, frozen=True):
    """Every step, in order."""

    steps: tuple[StepProgress, ...]

    @property
    def answered(self) -> int:
        """Questions settled in all."""
        return sum(step.answered for step in self.steps)

    @property
    def applicable(self) -> int:
        """Questions that apply in all."""
        return sum(step.applicable for step in self.steps)

    @property
    def missing(self) -> tuple[str, ...]:
        """Required questions without an answer, in order."""
        return tuple(name for step in self.steps for name in step.missing)

    @property
    def minutes_left(self) -> int:
        """Minutes that what is missing takes a prepared person, rounded up."""
        return -int(-sum(step.minutes_left for step in self.steps) // 1)

    def of(self, step: str) -> StepProgress:
        """The progress of one step.

        Raises:
            KeyError: The flow has no such step.
        """
        for one in self.steps:
            if one.step == step:
                return one
        raise KeyError(step)


def progress(flow: Flow, path: Path) -> Progress:
    """Count what is answered on `path`; optional questions count, but are never missing."""
    asked = {question.id for question in path.asked}
    met = frozenset(met_alternatives(flow, path.standing))
    return Progress(
        tuple(
            _step_progress(flow, path, step, asked, met)
            for phase in flow.phases
            for step in phase.steps
        )
    )


def _step_progress(
    flow: Flow, path: Path, step: FlowStep, asked: set[str], met: frozenset[str]
) -> StepProgress:
    questions = [one for one in step.questions if one.id in asked]
    done = [one for one in questions if is_answered(flow, path.standing, one)]
    settled = {one.id for one in done}
    missing = [
        one.id
        for one in questions
        if one.id not in settled
        and one.id not in met
        and is_required(one, flow, path.standing, path.figures)
    ]
    needed = max(1, len(missing) + len(done))
    return StepProgress(
        step.id,
        len(done),
        len(questions),
        tuple(missing),
        tuple(one.id for one in done if path.standing[one.id].state is State.UNKNOWN),
        step.minutes * len(missing) / needed,
    )
