"""What takes an edit back: further edits, so that the log only ever grows."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from kamguide.engine.change import changed
from kamguide.model.answers import Answer, Answers, Evidence, Origin, Row, State
from kamguide.model.edits import (
    AddRow,
    ClearAnswer,
    CloseTable,
    ConfirmAnswer,
    ConfirmDraft,
    Edit,
    GiveEvidence,
    MarkNotApplicable,
    MarkUnknown,
    OfPlan,
    RecordDecision,
    RemoveRow,
    ReplyToChallenge,
    SetCell,
    SetInternal,
    SetSetting,
    SetValue,
    WriteNote,
)


def inverse(before: Answers, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits that lead from what `edits` made of `before` back to `before`."""
    after = before
    for edit in edits:
        after = changed(after, edit)
    questions = dict.fromkeys(edit.question for edit in edits if not isinstance(edit, OfPlan))
    back = [
        one
        for name in questions
        for one in _restored(name, before.get(name), after.get(name) or Answer())
    ]
    return (*back, *(_put_back(before, one) for one in edits if isinstance(one, OfPlan)))


def _put_back(before: Answers, edit: OfPlan) -> OfPlan:
    if isinstance(edit, SetSetting):
        return SetSetting(edit.name, before.settings.get(edit.name))
    if isinstance(edit, RecordDecision):
        return RecordDecision(edit.key, before.decisions.get(edit.key))
    return ReplyToChallenge(edit.challenge, before.challenges.get(edit.challenge))


def _restored(question: str, before: Answer | None, after: Answer) -> Iterator[Edit]:
    if before is None:
        yield from _beside_back(question, Answer(), after)
        yield from _rows_back(question, (), after.rows)
        yield ClearAnswer(question)
        return
    match before.state:
        case State.UNKNOWN:
            yield MarkUnknown(question, before.who, before.by)
        case State.NOT_APPLICABLE:
            yield MarkNotApplicable(question, before.why)
        case State.CLEARED:
            yield from _rows_back(question, (), after.rows)
            yield ClearAnswer(question)
        case State.GIVEN:
            yield from _given_back(question, before, after)
        case _:
            assert_never(before.state)
    yield from _beside_back(question, before, after)


def _given_back(question: str, before: Answer, after: Answer) -> Iterator[Edit]:
    if before.basis:
        rows = tuple((row.key, row.cells) for row in before.rows)
        yield ConfirmDraft(question, before.basis, before.value, rows)
    elif before.value is not None:
        is_settled = before.origin is Origin.ROLLED and not before.is_carried
        yield SetValue(question, before.value, Origin.TYPED if is_settled else before.origin)
    elif not before.rows and after.state is not State.GIVEN:
        yield CloseTable(question)
    yield from _rows_back(question, before.rows, after.rows)
    if before.value is None and before.is_carried and not after.is_carried:
        yield CloseTable(question, Origin.ROLLED)
    elif before.value is None and after.is_carried and not before.is_carried:
        yield ConfirmAnswer(question)


def _rows_back(question: str, before: tuple[Row, ...], after: tuple[Row, ...]) -> Iterator[Edit]:
    old = {row.key: row for row in before}
    yield from (RemoveRow(question, row.key) for row in after if row.key not in old)
    new = {row.key: row for row in after}
    for row in before:
        now = new.get(row.key)
        if now is None or now.rank != row.rank:
            yield AddRow(question, row.key, row.cells, row.rank)
        for column in {**row.cells, **(now.cells if now else {})}:
            if now is not None and now[column] != row[column]:
                yield SetCell(question, row.key, column, row[column])


def _beside_back(question: str, before: Answer, after: Answer) -> Iterator[Edit]:
    for place in {**before.notes, **after.notes}:
        if before.notes.get(place) != after.notes.get(place):
            yield WriteNote(question, before.notes.get(place, ""), place)
    for place in {**before.evidence, **after.evidence}:
        old = before.evidence.get(place)
        if old != after.evidence.get(place):
            yield GiveEvidence(question, old or Evidence(""), place)
    for place, on in before.internal.items():
        if after.internal.get(place) != on:
            yield SetInternal(question, on, place)
