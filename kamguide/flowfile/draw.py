"""A flow drawn as Mermaid: the phases a person moves through, and the questions of each step.

The words of a flow are put in quotes and stripped of what Mermaid would read as its own.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final, assert_never

from kamguide.messages import say
from kamguide.model.conditions import (
    Above,
    AllOf,
    Answered,
    AnyOf,
    Below,
    Condition,
    Equals,
    Not,
    OneOf,
)
from kamguide.model.flow import Flow, Phase
from kamguide.model.questions import Question
from kamguide.model.text import Lang

CHECKING: Final = "checking_answers"
COMPLETED: Final = "completed"


def draw(flow: Flow, lang: Lang) -> str:
    """The machine of a flow and its questions, as two Mermaid diagrams in Markdown."""
    machine = "\n".join(_machine(flow, lang))
    questions = "\n".join(_questions(flow, lang))
    title = _safe(flow.title(lang))
    return f"# {title}\n\n```mermaid\n{machine}\n```\n\n```mermaid\n{questions}\n```\n"


def _machine(flow: Flow, lang: Lang) -> Iterator[str]:
    yield "stateDiagram-v2"
    names = {phase.id: _safe(phase.title(lang)) for phase in flow.phases}
    names |= {one: say(f"flow.draw.{one}", lang) for one in (CHECKING, COMPLETED)}
    for name, title in names.items():
        yield f'    state "{title}" as {name}'
    order = [*(phase.id for phase in flow.phases), CHECKING]
    yield f"    [*] --> {order[0]}"
    for here, there in pairwise(order):
        yield f"    {here} --> {there}: advance"
        yield f"    {there} --> {here}: back"
    for phase in order[:-2]:
        yield f"    {phase} --> {CHECKING}: check_answers"
    yield f"    {CHECKING} --> {COMPLETED}: complete"
    yield f"    {COMPLETED} --> {CHECKING}: reopen"
    for phase in order[:-1]:
        yield f"    {CHECKING} --> {phase}: goto"
    yield f"    {COMPLETED} --> [*]"


def _questions(flow: Flow, lang: Lang) -> Iterator[str]:
    yield "flowchart TD"
    last = ""
    for phase in flow.phases:
        yield f'    subgraph {phase.id}["{_safe(phase.title(lang))}"]'
        for number, _ in enumerate(phase.steps):
            yield from _step(phase, number, lang)
        yield "    end"
        if last:
            yield f"    {last} --> {phase.id}"
        last = phase.id


def _step(phase: Phase, number: int, lang: Lang) -> Iterator[str]:
    step = phase.steps[number]
    name = f"{phase.id}_{number}_{step.id}"
    yield f'        subgraph {name}["{_safe(step.title(lang))}"]'
    before = ""
    for question in step.questions:
        yield f"            q_{question.id}{_box(question, lang)}"
        if before:
            yield f"            {before} --> q_{question.id}"
        before = f"q_{question.id}"
    yield "        end"


def _box(question: Question, lang: Lang) -> str:
    """A question in its box; one that is asked only sometimes is a diamond with its condition."""
    name = f"{question.id}<br/>{_safe(question.ask(lang))}"
    if question.when is not None:
        return f'{{"{name}<br/>{_safe(_worded(question.when))}"}}'
    return f'["{name}"]' if question.required else f'(["{name}"])'


def _safe(text: str) -> str:
    """Words that Mermaid shows as they are, on one line."""
    return " ".join("".join(_ESCAPES.get(one, one) for one in text).split())


def _worded(condition: Condition) -> str:
    """A condition in few words, by the names that the flow gives."""
    match condition:
        case AllOf(of=parts):
            words = " ∧ ".join(f"({_worded(part)})" for part in parts)
        case AnyOf(of=parts):
            words = " ∨ ".join(f"({_worded(part)})" for part in parts)
        case Not(of=part):
            words = f"¬ ({_worded(part)})"
        case _:
            words = f"{condition.source[1]} {_compared(condition)}"
    return words


def _compared(condition: Equals | OneOf | Above | Below | Answered) -> str:
    match condition:
        case Equals(value=value):
            words = f"= {str(value).lower()}"
        case OneOf(values=values):
            words = f"∈ {', '.join(values)}"
        case Above(value=bound):
            words = f"> {bound}"
        case Below(value=bound):
            words = f"< {bound}"
        case Answered():
            words = "✓"
        case _:
            assert_never(condition)
    return words


_ESCAPES: Final = {"#": "#35;", '"': "#quot;", ";": "#59;", "<": "#lt;", ">": "#gt;", "`": "#96;"}
