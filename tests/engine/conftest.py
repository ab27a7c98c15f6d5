"""A small frozen flow, and an interview over it."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from kamguide.engine.change import changed
from kamguide.engine.interview import Interview
from kamguide.engine.turns import Asked
from kamguide.flowfile.load import load_flow
from kamguide.model.answers import Answers
from kamguide.model.edits import Edit
from kamguide.model.flow import Flow

TODAY = date(2026, 11, 23)


def after(answers: Answers, edits: Sequence[Edit]) -> Answers:
    """The answers as edits leave them."""
    for edit in edits:
        answers = changed(answers, edit)
    return answers


@pytest.fixture(scope="session")
def flow() -> Flow:
    return load_flow("trade", Path(__file__).parents[1] / "data" / "engine")


@pytest.fixture
def interview(flow: Flow) -> Interview:
    return Interview(flow, Answers(), today=TODAY, lang="en")


@pytest.fixture
def say(interview: Interview) -> Callable[..., str]:
    """Give replies one after another; the id of the question that is open then."""

    def reply(*replies: str) -> str:
        for raw in replies:
            if raw == "done":
                interview.take(interview.close_edits())
                interview.go_on()
            else:
                interview.take(interview.read(raw).edits, move=True)
        turn = interview.turn()
        return turn.question.id if isinstance(turn, Asked) else type(turn).__name__

    return reply


BASICS = ("Muquan", "growing", "2026", "2", "540万", "Hengjian, 6200, 930", "Muquan, 5400, 1134")
FACTORS = ("Growth, 60", "Size, 40")
