"""How rules, checks and coach replies are attached to questions, as data."""

from dataclasses import field
from typing import Annotated, Literal

from kamguide.model.base import Frozen, Held, Id, Shorthand
from kamguide.model.text import Text

RuleId = Annotated[str, Held(pattern=r"^R\d\d$")]
CheckId = Annotated[str, Held(pattern=r"^C\d\d$")]
CriterionId = Annotated[str, Held(pattern=r"^Q\d\d$")]
Severity = Literal["block", "warn", "info"]
Levels = Annotated[tuple[Text, ...], Held(min_length=4, max_length=4)]
"""What each of the four levels of a criterion means, from missing (0) to strong (3)."""


class RuleUse(Frozen):
    """A rule that watches a question: all of it, or some of its columns."""

    rule: RuleId
    on: tuple[Id, ...] = ()
    block_when_empty: tuple[Id, ...] = ()
    """The rule blocks, instead of warning, while these columns of the row are empty."""


class Weak(Frozen):
    """A typical weak answer, the rule that catches it, and what a good trainer would ask then."""

    example: Text
    reply: Text
    caught_by: RuleId | None = None


class Rule(Frozen):
    """A coach rule: what it watches for, how grave it is, and what it says by default."""

    id: RuleId
    name: Id
    title: Text
    severity: Severity
    test: Id
    list: Id | None = None
    unless: Id | None = None
    params: dict[str, str | int | bool | tuple[str, ...]] = field(default_factory=dict)
    reply: Text


class Check(Frozen):
    """A consistency check over the whole plan, and what it says when it fails."""

    id: CheckId
    name: Id
    title: Text
    severity: Severity
    test: Id
    needs: tuple[str, ...] = ()
    """Questions, `question.column` and figures without which it is not run."""
    about: tuple[str, ...] = ()
    """Questions it may point at besides those it needs."""
    message: Text


class Challenge(Frozen):
    """A question about a pattern in the answers, where nothing is wrong."""

    id: Id
    test: Id
    """The pattern of the coach that it asks about."""
    needs: Annotated[tuple[str, ...], Held(min_length=1)]
    """Questions, `question.column` and figures without which it is not looked for; it is put in
    the step of the last question among them."""
    params: dict[str, int] = field(default_factory=dict)
    ask: Text


class Criterion(Frozen):
    """A criterion of the quality rubric: what it is about, and how it is graded."""

    id: CriterionId
    title: Text
    levels: Levels
    """Each is understood alone, and says what the ladder really asks."""
    test: Id = ""
    """The ladder of conditions that grades it; none where a person does."""
    proposed: bool = False
    """Whether a person may well see it otherwise."""
    needs: tuple[Id, ...] = ()
    """Questions without which a flow leaves it out."""


Attached = Annotated[RuleUse, Shorthand("rule")]
"""A rule as a step file names it: its id alone, or with where it looks."""
