"""What the answers are after an edit. Nothing is checked here: saving never validates."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import assert_never

from kamguide.model.answers import Answer, Answers, Cell, Origin, Row, State
from kamguide.model.edits import (
    AddRow,
    ClearAnswer,
    CloseTable,
    ConfirmAnswer,
    ConfirmDraft,
    Edit,
    GiveEvidence,
    KeepAnswer,
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

RANK_STEP = Decimal(1024)
"""Between the ranks of rows added one after another: room to put others between them."""


def changed(answers: Answers, edit: Edit) -> Answers:
    """`answers` after `edit`; the very same where it changes nothing."""
    if isinstance(edit, SetSetting):
        if answers.settings.get(edit.name) == edit.value:
            return answers
        return answers.with_settings({**answers.settings, edit.name: edit.value})
    if isinstance(edit, ReplyToChallenge):
        if answers.challenges.get(edit.challenge) == edit.reply:
            return answers
        return answers.with_reply(edit.challenge, edit.reply)
    if isinstance(edit, RecordDecision):
        if answers.decisions.get(edit.key) == edit.decision:
            return answers
        return answers.with_decision(edit.key, edit.decision)
    now = answers.get(edit.question) or Answer(state=State.CLEARED)
    after = _answer_after(now, edit)
    return answers if after == now else answers.with_answer(edit.question, after)


def replaces(answers: Answers, edit: Edit) -> bool:
    """Whether an edit puts something in the place of what was answered, or takes it away."""
    now = answers.get(edit.question) if not isinstance(edit, OfPlan) else None
    if now is None or now.state is not State.GIVEN:
        return False
    match edit:
        case SetValue(value=value):
            return now.value is not None and now.value != value
        case SetCell(row=key, column=column, value=value):
            row = now.row(key)
            return row is not None and row[column] not in (None, value)
        case RemoveRow(row=key):
            return now.row(key) is not None
        case MarkUnknown() | MarkNotApplicable() | ClearAnswer():
            return True
        case _:
            return False


def _answer_after(now: Answer, edit: Edit) -> Answer | None:  # noqa: C901 - one case for each of a closed set
    match edit:
        case SetValue(value=value, origin=origin):
            return _carried(replace(_stated(now), value=value, origin=origin))
        case AddRow() | SetCell() | RemoveRow() | CloseTable():
            after = replace(_rows_after(now, edit), is_carried=now.is_carried)
            if isinstance(edit, CloseTable):
                after = _carried(replace(after, origin=edit.origin))
            is_emptied = bool(now.rows) and not after.rows
            return _cleared(now) if is_emptied else after
        case MarkUnknown(who=who, by=by):
            return replace(_emptied(now), state=State.UNKNOWN, who=who, by=by)
        case MarkNotApplicable(why=why):
            return replace(_emptied(now), state=State.NOT_APPLICABLE, why=why)
        case ClearAnswer():
            return _cleared(now)
        case KeepAnswer(rules=rules):
            return replace(now, kept=now.kept | rules)
        case ConfirmAnswer():
            return replace(now, is_carried=False)
        case ConfirmDraft(basis=basis, value=value, rows=rows):
            drafted = tuple(
                Row(key, cells, RANK_STEP * place) for place, (key, cells) in enumerate(rows, 1)
            )
            return replace(
                _stated(now), value=value, rows=drafted, origin=Origin.DRAFTED, basis=basis
            )
        case GiveEvidence() | WriteNote() | SetInternal():
            return _beside_after(now, edit)
        case SetSetting() | ReplyToChallenge() | RecordDecision():
            return now
        case _:
            assert_never(edit)


def _stated(now: Answer) -> Answer:
    return replace(
        now,
        state=State.GIVEN,
        kept=frozenset(),
        basis="",
        who="",
        by="",
        why="",
        origin=Origin.TYPED,
        is_carried=False,
        dated=None,
        actor="",
    )


def _carried(after: Answer) -> Answer:
    return replace(after, is_carried=after.origin is Origin.ROLLED)


def _cleared(now: Answer) -> Answer | None:
    """What is left of an answer taken away: what was said beside it, if anything."""
    left = replace(_emptied(now), state=State.CLEARED)
    return left if now.notes or now.evidence or now.internal else None


def _emptied(now: Answer) -> Answer:
    return replace(_stated(now), value=None, rows=())


def edits_of(  # noqa: C901 - one case for each of a closed set
    question: str, answer: Answer, origin: Origin
) -> Iterator[Edit]:
    """The edits that give an answer afresh, elsewhere."""
    match answer.state:
        case State.UNKNOWN:
            yield MarkUnknown(question, answer.who, answer.by)
        case State.NOT_APPLICABLE:
            yield MarkNotApplicable(question, answer.why)
        case State.GIVEN:
            if answer.value is not None:
                yield SetValue(question, answer.value, origin)
            for row in answer.rows:
                yield AddRow(question, row.key, row.cells, row.rank, origin)
            if answer.value is None and (not answer.rows or origin is Origin.ROLLED):
                yield CloseTable(question, origin)
        case State.CLEARED:
            pass
        case _:
            assert_never(answer.state)
    yield from (GiveEvidence(question, one, place) for place, one in answer.evidence.items())
    yield from (WriteNote(question, text, place) for place, text in answer.notes.items())
    yield from (SetInternal(question, on, place) for place, on in answer.internal.items())
    if answer.kept:
        yield KeepAnswer(question, answer.kept)


def _rows_after(now: Answer, edit: AddRow | SetCell | RemoveRow | CloseTable) -> Answer:
    match edit:
        case AddRow(row=key, cells=cells, rank=rank):
            rows = [row for row in now.rows if row.key != key]
            kept = {name: cell for name, cell in cells.items() if cell is not None}
            after = _sorted([*rows, *([Row(key, kept, rank)] if kept else [])])
        case SetCell(row=key, value=None) | RemoveRow(row=key) if now.row(key) is None:
            return now
        case SetCell(row=key, column=column, value=value):
            after = _with_cell(now.rows, key, column, value)
        case RemoveRow(row=key):
            after = tuple(row for row in now.rows if row.key != key)
        case CloseTable():
            after = now.rows
        case _:
            assert_never(edit)
    return replace(_stated(now), rows=after)


def _with_cell(rows: tuple[Row, ...], key: str, column: str, value: Cell | None) -> tuple[Row, ...]:
    old = next((row for row in rows if row.key == key), None)
    if old is None:
        return _sorted([*rows, Row(key, _cells({}, column, value), next_rank(rows))])
    new = replace(old, cells=_cells(old.cells, column, value), dated=None, actor="")
    standing = (new if row is old else row for row in rows)
    return tuple(row for row in standing if row.cells)  # a row without a word is no row


def _cells(cells: Mapping[str, Cell], column: str, value: Cell | None) -> Mapping[str, Cell]:
    after = dict(cells)
    if value is None:
        after.pop(column, None)
    else:
        after[column] = value
    return after


def _sorted(rows: list[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: (row.rank, row.key)))


def next_rank(rows: tuple[Row, ...]) -> Decimal:
    """The rank that puts a row behind all of `rows`."""
    return max((row.rank for row in rows), default=Decimal(0)) + RANK_STEP


def rank_between(before: Row | None, after: Row | None) -> Decimal:
    """The rank that puts a row between two others, either of which may be missing."""
    if before is None:
        return (after.rank if after else RANK_STEP * 2) / 2
    return (before.rank + after.rank) / 2 if after else before.rank + RANK_STEP


def _beside_after(now: Answer, edit: GiveEvidence | WriteNote | SetInternal) -> Answer:
    match edit:
        case GiveEvidence(place=place, evidence=evidence):
            claims = {**now.evidence, place: evidence}
            return replace(now, evidence={at: one for at, one in claims.items() if one.grade})
        case WriteNote(place=place, text=text):
            notes = {**now.notes, place: text}
            return replace(now, notes={name: one for name, one in notes.items() if one})
        case SetInternal(place=place, on=on):
            return replace(now, internal={**now.internal, place: on})
        case _:
            assert_never(edit)
