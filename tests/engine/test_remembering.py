"""What is remembered between turns is what would be worked out afresh."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from kamguide.engine.change import changed
from kamguide.engine.interview import Interview
from kamguide.engine.path import path
from kamguide.engine.progress import progress
from kamguide.engine.tables import gaps, is_filled, standing_rows
from kamguide.model.answers import Answers
from kamguide.model.edits import ClearAnswer, Edit, RemoveRow, SetCell
from kamguide.model.flow import Flow
from kamguide.model.questions.table import RowLimits
from tests.engine.conftest import BASICS, FACTORS

TODAY = date(2026, 11, 23)
SCORES = ("7 6.5", "8, 4", "2 0", "0 1")


def _afresh(answers: Answers) -> Answers:
    """The same answers, with nothing remembered beside them."""
    return Answers(dict(answers), answers.settings)


def _alike(flow: Flow, answers: Answers) -> bool:
    now = path(flow, answers, today=TODAY)
    new = path(flow, _afresh(answers), today=TODAY)
    tables = [
        standing_rows(flow, now.standing, table) == standing_rows(flow, new.standing, table)
        and gaps(flow, now.standing, table) == gaps(flow, new.standing, table)
        and is_filled(flow, now.standing, table) == is_filled(flow, new.standing, table)
        for table in flow.tables.values()
    ]
    return (
        all(tables)
        and [one.id for one in now.asked] == [one.id for one in new.asked]
        and dict(now.standing) == dict(new.standing)
        and now.parked == new.parked
        and progress(flow, now) == progress(flow, new)
    )


def _changes(flow: Flow, answers: Answers, chance: random.Random) -> Iterator[Edit]:
    """Rows and answers taken away, cells emptied and copied: whatever there is."""
    for name in chance.sample(sorted(answers), k=len(answers)):
        rows = answers[name].rows
        if not rows:
            yield ClearAnswer(name)
            continue
        row, other = chance.choice(rows), chance.choice(rows)
        column = chance.choice(flow.tables[name].columns).id
        yield SetCell(name, row.key, column, other.cells.get(column))
        yield RemoveRow(name, other.key)


@pytest.mark.parametrize("seed", range(20))
def test_any_row_of_changes_leaves_nothing_stale(
    interview: Interview, say: Callable[..., str], seed: int
) -> None:
    flow, chance = interview.flow, random.Random(seed)  # noqa: S311 - which edits, not a secret
    say(*BASICS, "done", *FACTORS, "done", *SCORES)
    answers, before = interview.answers, interview.answers
    for edit in _changes(flow, answers, chance):
        answers = changed(answers, edit)
        assert _alike(flow, answers), edit
        assert _alike(flow, before), "an earlier state"
        before = answers


def test_another_flow_is_not_answered_from_the_memory_of_the_first(
    interview: Interview, say: Callable[..., str]
) -> None:
    say(*BASICS, "done", *FACTORS, "done", *SCORES)
    flow, answers = interview.flow, interview.answers
    narrow = replace(flow.tables["factors"], rows=RowLimits(min=9))
    step = flow.step_of["factors"]
    questions = tuple(narrow if one.id == "factors" else one for one in step.questions)
    changed_step = replace(step, questions=questions)
    phases = tuple(
        replace(phase, steps=tuple(changed_step if one is step else one for one in phase.steps))
        for phase in flow.phases
    )
    other = replace(flow, phases=phases)
    assert _alike(flow, answers)
    assert _alike(other, answers)
    assert _alike(flow, answers)
