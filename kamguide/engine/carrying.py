"""Answers that came from the plan before: what a review asks anew, and what only waits.

Before the old plan is carried over, a review asks of the closed year and of nothing else. Only
the set-up is there from the start: without currency, unit and year no amount can be read.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from kamguide.engine.tables import is_filled
from kamguide.model.answers import Answers
from kamguide.model.edits import ConfirmAnswer
from kamguide.model.flow import Flow
from kamguide.model.questions import Question
from kamguide.model.questions.table import TableQuestion

SET_UP: Final = "setup"


def is_rolled(flow: Flow, answers: Answers) -> bool:
    """Whether the answers of the plan before were carried over."""
    if answers.earlier is None:
        return False
    return any(name not in flow.of_the_review and not is_set_up(flow, name) for name in answers)


def is_set_up(flow: Flow, question: str) -> bool:
    """Whether an answer is carried over when the review begins."""
    step = flow.step_of.get(question)
    return step is not None and step.id == SET_UP


def is_under_review(flow: Flow, answers: Answers) -> bool:
    """Whether the closed year is looked at, and the old plan is not carried over yet."""
    earlier = answers.earlier
    return earlier is not None and earlier.is_here and not is_rolled(flow, answers)


def is_left_alone(flow: Flow, answers: Answers, question: str) -> bool:
    """Whether a review does not come to a question by itself."""
    if answers.earlier is None or not flow.again or question in flow.of_the_review:
        return False
    if is_under_review(flow, answers):
        return True
    return question not in flow.again and question not in flow.afresh


def waits(answers: Answers, question: str) -> bool:
    """Whether an answer was carried over, and nobody said yet that it still holds."""
    answer = answers.get(question)
    return answer is not None and answer.is_carried


def is_own(answers: Answers, question: str) -> bool:
    """Whether somebody answered or confirmed a question in this plan."""
    return question in answers and not waits(answers, question)


def first_waiting(
    flow: Flow, answers: Answers, asked: Sequence[Question], skipped: Collection[str]
) -> Question | None:
    """What waits to be confirmed, once nothing else is asked; what was left for later does not."""
    if is_under_review(flow, answers):
        return None
    left = (one for one in asked if one.id not in skipped)
    return next((one for one in left if waits(answers, one.id)), None)


def confirmation_of(flow: Flow, answers: Answers, question: str) -> ConfirmAnswer | None:
    """What says that a carried answer still holds; None where it is none, or lacks something."""
    if not waits(answers, question):
        return None
    table = flow.questions.get(question)
    if isinstance(table, TableQuestion) and answers.rows(question):
        return ConfirmAnswer(question) if is_filled(flow, answers, table) else None
    return ConfirmAnswer(question)


def unconfirmed(flow: Flow, answers: Answers) -> Mapping[str, tuple[str, ...]]:
    """The questions of which nobody said yet that they still hold, by step, in order."""
    found: dict[str, list[str]] = {}
    for name in flow.questions:
        if waits(answers, name):
            found.setdefault(flow.step_of[name].id, []).append(name)
    return {step: tuple(names) for step, names in found.items()}
