"""What a person is asked now: a question, a look over the answers, or nothing more."""

from dataclasses import dataclass

from kamguide.engine.findings import Finding
from kamguide.engine.rowtalk import Place
from kamguide.model.flow import FlowStep, Phase
from kamguide.model.prompts import CellPrompt, Prompt
from kamguide.model.questions import Question


@dataclass(frozen=True, slots=True)
class Asked:
    """A question is open; in a table, `place` says which cell or row is asked for."""

    question: Question
    step: FlowStep
    phase: Phase
    prompt: Prompt
    place: Place | None = None
    cell_prompt: CellPrompt | None = None
    may_close: bool = False


@dataclass(frozen=True, slots=True)
class Checking:
    """Everything was asked: the answers are looked over before the plan is complete."""

    missing: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Completed:
    """The plan is complete."""


Turn = Asked | Checking | Completed
