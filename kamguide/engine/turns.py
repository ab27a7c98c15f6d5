"""What a person is asked now: a question, a look over the answers, or nothing more."""

from msgspec import Struct

from kamguide.engine.findings import Finding
from kamguide.engine.rowtalk import Place
from kamguide.model.flow import FlowStep, Phase
from kamguide.model.prompts import CellPrompt, Prompt
from kamguide.model.questions import Question


class Asked(Struct, frozen=True):
    """A question is open; in a table, `place` says which cell or row is asked for."""

    question: Question
    step: FlowStep
    phase: Phase
    prompt: Prompt
    place: Place | None = None
    cell_prompt: CellPrompt | None = None
    may_close: bool = False


class Checking(Struct, frozen=True):
    """Everything was asked: the answers are looked over before the plan is complete."""

    missing: tuple[str, ...]
    findings: tuple[Finding, ...]


class Completed(Struct, frozen=True):
    """The plan is complete."""


Turn = Asked | Checking | Completed
