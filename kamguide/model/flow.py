"""A flow: phases, steps and questions in the order they are asked, and what goes with them.

Step files hold every question once; a flow chooses among them, and may only cap.
"""

from collections.abc import Mapping
from dataclasses import field, replace
from functools import cached_property
from typing import Annotated, Literal

from kamguide.model.answers import PREVIOUS
from kamguide.model.base import Frozen, Held, Id, Shorthand
from kamguide.model.questions import AnyQuestion, Question
from kamguide.model.questions.table import FreeRows, GridRows, RowCap, RowLimits, TableQuestion
from kamguide.model.rules import Challenge, Check, Criterion, Rule, RuleUse
from kamguide.model.text import Text


class Headline(Frozen):
    """A part of a figure that people follow: told before and after, when a change moves it."""

    path: str
    """Names of fields and keys below the figure; a last `*` stands for each of its keys."""
    of: Id | None = None
    """The table whose rows `*` stands for, or the question whose options are meant."""
    kind: Literal["money", "percent", "score", "number", "direction", "row", "choice", "word"]
    label: Text


class KeyFigure(Headline):
    """A part of a figure by which a step is remembered; its path begins with the figure."""

    type: Literal["figure"]
    at: Id | None = None
    """The question whose answer is the last part of the path."""


class KeyAnswer(Frozen):
    """An answer by which a step is remembered."""

    type: Literal["answer"]
    question: Id
    label: Text


class KeyCount(Frozen):
    """The number of rows of a table by which a step is remembered."""

    type: Literal["rows"]
    question: Id
    label: Text


KeyNumber = Annotated[KeyFigure | KeyAnswer | KeyCount, Held(discriminator="type")]


class StepSummary(Frozen):
    """What a step comes to, told when it is done; of each the first that is known."""

    decided: Annotated[tuple[str, ...], Held(min_length=1)]
    """The answers that settle it: a question, or one column of a table as `question.column`."""
    numbers: Annotated[tuple[KeyNumber, ...], Held(min_length=1)]


class Step(Frozen):
    """A step of the method with all its questions."""

    id: Id
    number: int
    unit: Literal["setup", "unit1", "unit2", "unit3", "annual_review"]
    title: Text
    purpose: Text
    minutes: int
    covers: tuple[str, ...] = ()
    """The items of the course that this step serves."""
    summary: StepSummary | None = None
    questions: tuple[AnyQuestion, ...]


class Ask(Frozen):
    """A question that a flow asks, with what it caps or overrides."""

    ask: Id
    required: bool | None = None
    rows: RowCap | None = None
    columns: tuple[Id, ...] | None = None
    draft: Id | None = None


class AnyOfAsk(Frozen):
    """Questions of which some must be answered: `rows` counts their rows together."""

    any_of: Annotated[tuple[Id, ...], Held(min_length=2)]
    rows: RowLimits


Asking = Annotated[Ask | AnyOfAsk, Shorthand("ask")]


class StepUse(Frozen):
    """A step that a flow uses: all of its questions, or those named, in this order."""

    step: Id
    minutes: int | None = None
    questions: tuple[Asking, ...] | None = None
    change: tuple[Ask, ...] = ()
    """Overrides of single questions while the whole step is asked."""
    leave_out: tuple[Id, ...] = ()


class PhasePlan(Frozen):
    """A phase as a flow file writes it."""

    id: Id
    title: Text
    steps: tuple[Annotated[StepUse, Shorthand("step")], ...]


class FlowPlan(Frozen):
    """A flow file: which steps and questions, in which order, capped how."""

    id: Id
    version: int
    title: Text
    purpose: Text
    result: Text
    minutes: int
    papers: tuple[Text, ...] = ()
    given: tuple[Id, ...] = ()
    again: tuple[Id, ...] = ()
    afresh: tuple[Id, ...] = ()
    method: Id = "kam"
    phases: tuple[PhasePlan, ...]


FigureSource = str | dict[Literal["figure", "setting", "context"], str]


class Figure(Frozen):
    """A calculation, and where its inputs come from: questions, figures, settings, the day."""

    id: Id
    title: Text
    calculation: str
    takes: dict[str, FigureSource]
    headlines: tuple[Headline, ...] = ()


class DraftTemplate(Frozen):
    """Sentences that a draft is put together from; one whose slot is empty is dropped."""

    id: Id
    sentences: tuple[Text, ...] = ()


class Term(Frozen):
    """A term of the field, in each language, and what it means."""

    term: Text
    meaning: Text
    also: tuple[str, ...] = ()
    everyday: tuple[str, ...] = ()
    """Which of its words mean something else in most sentences: they are not marked there."""


class Glossary(Frozen):
    """The terms of the field: its own file, read when somebody asks for one."""

    terms: tuple[Term, ...] = ()


class Method(Frozen):
    """Everything the flows choose from: steps, figures, what the coach looks for, words, drafts."""

    steps: tuple[Step, ...]
    figures: tuple[Figure, ...] = ()
    rules: tuple[Rule, ...] = ()
    checks: tuple[Check, ...] = ()
    challenges: tuple[Challenge, ...] = ()
    rubric: tuple[Criterion, ...] = ()
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    drafts: tuple[DraftTemplate, ...] = ()


class FlowStep(Frozen):
    """A step as one flow asks it: its questions, already capped."""

    id: Id
    title: Text
    purpose: Text
    minutes: int
    questions: tuple[AnyQuestion, ...]
    summary: StepSummary | None = None


class Phase(Frozen):
    """A phase of the interview: a state of its machine."""

    id: Id
    title: Text
    steps: tuple[FlowStep, ...]


class Alternative(Frozen):
    """Questions that count as one: together they must have `rows.min` rows."""

    questions: tuple[Id, ...]
    rows: RowLimits


class Flow(Frozen):
    """A flow ready to be asked."""

    id: Id
    version: int
    hash: str
    title: Text
    purpose: Text
    result: Text
    minutes: int
    papers: tuple[Text, ...] = ()
    """What to have at hand before starting."""
    given: tuple[Id, ...] = ()
    """The facts that a case hands out to somebody who practises; the rest is their own part."""
    again: tuple[Id, ...] = ()
    """What is likely to change from one plan to the next: asked again, its old answer shown.

    Everything else that is carried over only waits to be confirmed.
    """
    afresh: tuple[Id, ...] = ()
    """What belongs to one plan alone, and is never carried over."""
    phases: tuple[Phase, ...]
    alternatives: tuple[Alternative, ...] = ()
    method: Method

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question, by id, in the order it is asked."""
        return {
            question.id: question
            for phase in self.phases
            for step in phase.steps
            for question in step.questions
        }

    @cached_property
    def conditional(self) -> tuple[Question, ...]:
        """The questions that are asked on a condition only, in order."""
        return tuple(one for one in self.questions.values() if one.when is not None)

    @cached_property
    def step_of(self) -> Mapping[str, FlowStep]:
        """The step each question belongs to."""
        return {
            question.id: step
            for phase in self.phases
            for step in phase.steps
            for question in step.questions
        }

    @cached_property
    def phase_of(self) -> Mapping[str, Phase]:
        """The phase each question belongs to."""
        return {
            question.id: phase
            for phase in self.phases
            for step in phase.steps
            for question in step.questions
        }

    @cached_property
    def tables(self) -> Mapping[str, TableQuestion]:
        """The questions that are tables."""
        return {name: one for name, one in self.questions.items() if isinstance(one, TableQuestion)}

    @cached_property
    def laid_out(self) -> Mapping[str, TableQuestion]:
        """The tables whose rows come from elsewhere."""
        return {
            name: one for name, one in self.tables.items() if not isinstance(one.layout, FreeRows)
        }

    @cached_property
    def sources(self) -> Mapping[str, Question]:
        """Every question by the names it can be pointed at: its own, and that of its past."""
        past = {f"{PREVIOUS}{name}": one for name, one in self.questions.items()}
        return {
            **self.questions,
            **{name: replace(one, id=name) for name, one in past.items()},
        }

    @cached_property
    def of_the_review(self) -> frozenset[str]:
        """The questions about the closed year, which no plan hands on to the next."""
        steps = {one.id for one in self.method.steps if one.unit == "annual_review"}
        return frozenset(name for name, step in self.step_of.items() if step.id in steps)

    def looks_back(self, name: str) -> bool:
        """Whether the rows of a question are those of the plan before."""
        table = self.tables.get(name)
        axes = table.layout.axes if table and isinstance(table.layout, GridRows) else ()
        return any(one.of is not None and one.of.startswith(PREVIOUS) for one in axes)

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        """Every figure, by id, each only looking back."""
        return {figure.id: figure for figure in self.method.figures}

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """Every coach rule, by id."""
        return {rule.id: rule for rule in self.method.rules}

    @cached_property
    def rules_everywhere(self) -> tuple[RuleUse, ...]:
        """The rules that every question has, whether it names them or not."""
        rules = self.method.rules
        return tuple(RuleUse(rule=one.id) for one in rules if one.params.get("everywhere"))

    @cached_property
    def checks(self) -> Mapping[str, Check]:
        """Every consistency check, by id."""
        return {check.id: check for check in self.method.checks}
