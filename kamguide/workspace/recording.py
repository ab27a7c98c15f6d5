"""Edits in the words of the log: the kind, the place and the payload."""

from collections.abc import Mapping
from datetime import date
from typing import assert_never

from kamguide.engine.change import RANK_STEP
from kamguide.model.answers import Cell, ChallengeReply, Decision, Json, Open, Origin
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
from kamguide.model.flow import Flow
from kamguide.model.questions.table import TableQuestion
from kamguide.model.text import clean
from kamguide.store.canonical import canonical_json, fingerprint
from kamguide.store.changes import Change
from kamguide.store.events import Kind

OPEN_CELL: dict[str, Json] = {"open": True}


def cleaned(content: Mapping[str, Json]) -> dict[str, Json]:
    """Something that is to be kept, with every text in it made safe."""
    return {name: _safe(value) for name, value in content.items()}


def _safe(value: Json) -> Json:
    match value:
        case str():
            return clean(value)
        case list():
            return [_safe(one) for one in value]
        case dict():
            return cleaned(value)
    return value


def change_of(flow: Flow, edit: Edit) -> Change:
    """What the log says of `edit`."""
    match edit:
        case SetValue() | AddRow() | SetCell() | RemoveRow() | CloseTable() | ConfirmDraft():
            return _content(flow, edit)
        case MarkUnknown(question=name, who=who, by=by):
            return Change(Kind.ANSWER_UNKNOWN, name, None, None, {"who": who, "by": by})
        case MarkNotApplicable(question=name, why=why):
            return Change(Kind.ANSWER_NOT_APPLICABLE, name, None, None, {"why": why})
        case ConfirmAnswer(question=name) | ClearAnswer(question=name):
            clears = isinstance(edit, ClearAnswer)
            kind = Kind.ANSWER_CLEARED if clears else Kind.ANSWER_CONFIRMED
            return Change(kind, name, None, None, {})
        case KeepAnswer(question=name, rules=rules):
            kept: list[Json] = [*sorted(rules)]
            return Change(Kind.ANSWER_KEPT, name, None, None, {"rules": kept})
        case GiveEvidence() | WriteNote() | SetInternal():
            return _beside(edit)
        case SetSetting() | ReplyToChallenge() | RecordDecision():
            return _of_plan(edit)
        case _:
            assert_never(edit)


def _of_plan(edit: OfPlan) -> Change:
    match edit:
        case SetSetting(name=name, value=value):
            return Change(Kind.SETTING_CHANGED, payload={"name": name, "value": value})
        case ReplyToChallenge(challenge=name, reply=reply):
            said = {"challenge": name, **dumped_reply(reply)}
            return Change(Kind.CHALLENGE_ANSWERED, payload=said)
        case RecordDecision(key=key, decision=decision):
            decided = {"decision": key, **dumped_decision(decision)}
            return Change(Kind.DECISION_RECORDED, payload=decided)
        case _:
            assert_never(edit)


def dumped_reply(reply: ChallengeReply | None) -> dict[str, Json]:
    """What was said to a challenge, as it is kept."""
    if reply is None:
        return {"state": "open"}
    state = "dismissed" if reply.is_dismissed else "answered"
    return {"state": state, "words": reply.words, "about": dict(sorted(reply.about.items()))}


def loaded_reply(kept: Json) -> ChallengeReply | None:
    """What was said to a challenge; None where nothing stands."""
    if not isinstance(kept, dict) or kept.get("state") not in ("answered", "dismissed"):
        return None
    about = kept.get("about")
    values = about.items() if isinstance(about, dict) else ()
    return ChallengeReply(
        kept["state"] == "dismissed",
        str(kept.get("words", "")),
        {name: str(value) for name, value in values},
    )


def dumped_decision(decision: Decision | None) -> dict[str, Json]:
    """What was decided, as it is kept."""
    if decision is None:
        return {"state": "withdrawn"}
    place: dict[str, Json] = {
        "question": decision.question,
        "row": decision.row,
        "column": decision.column,
    }
    return {
        "state": "done" if decision.is_done else "open",
        "number": decision.number,
        "text": decision.text,
        "owner": decision.owner,
        "by": decision.by.isoformat(),
        **{name: one for name, one in place.items() if one},
    }


def loaded_decision(kept: Json) -> Decision | None:
    """What was decided; None where nothing stands."""
    if not isinstance(kept, dict) or kept.get("state") not in ("open", "done"):
        return None
    number, text, owner = kept.get("number"), kept.get("text"), kept.get("owner")
    try:
        by = date.fromisoformat(str(kept.get("by")))
    except ValueError:
        return None
    return Decision(
        number if isinstance(number, int) else 0,
        str(text or ""),
        str(owner or ""),
        by,
        question=str(kept.get("question") or ""),
        row=str(kept.get("row") or ""),
        column=str(kept.get("column") or ""),
        is_done=kept["state"] == "done",
    )


def key_of(decision: Decision) -> str:
    """What a decision is known by: what it says, so that the same one is only made once."""
    place = [decision.question, decision.row, decision.column]
    said = [decision.text, decision.owner, decision.by.isoformat(), *place]
    return fingerprint(canonical_json(said))[:16]


def _content(
    flow: Flow, edit: SetValue | AddRow | SetCell | RemoveRow | CloseTable | ConfirmDraft
) -> Change:
    name = edit.question
    match edit:
        case SetValue(value=value, origin=origin):
            question = flow.questions[name]
            if isinstance(question, TableQuestion):
                raise TypeError(name)
            payload: dict[str, Json] = {"value": question.dump(value), "origin": origin.value}
            return Change(_kind(origin, Kind.ANSWER_GIVEN), name, None, None, payload)
        case AddRow(row=row, cells=cells, rank=rank, origin=origin):
            payload = {
                "values": _dumped(flow.tables[name], cells),
                "rank": str(rank),
                "origin": origin.value,
            }
            return Change(_kind(origin, Kind.ROW_GIVEN), name, row, None, payload)
        case SetCell(row=row, column=column, value=value, origin=origin):
            kept = None if value is None else _cell(flow.tables[name], column, value)
            payload = {"value": kept, "origin": origin.value}
            return Change(Kind.ROW_GIVEN, name, row, column, payload)
        case RemoveRow(row=row):
            return Change(Kind.ROW_REMOVED, name, row, None, {})
        case CloseTable(origin=origin):
            return Change(_kind(origin, Kind.ANSWER_GIVEN), name, None, None, {"rows": []})
        case ConfirmDraft(basis=basis):
            return Change(Kind.DRAFT_CONFIRMED, name, None, None, _drafted(flow, edit, basis))
        case _:
            assert_never(edit)


def _kind(origin: Origin, otherwise: Kind) -> Kind:
    return Kind.ANSWER_ROLLED if origin is Origin.ROLLED else otherwise


def _drafted(flow: Flow, edit: ConfirmDraft, basis: str) -> dict[str, Json]:
    question = flow.questions[edit.question]
    if isinstance(question, TableQuestion):
        rows: list[Json] = [
            {"key": key, "values": _dumped(question, cells), "rank": str(RANK_STEP * place)}
            for place, (key, cells) in enumerate(edit.rows, start=1)
        ]
        return {"rows": rows, "basis": basis}
    value = None if edit.value is None else question.dump(edit.value)
    return {"value": value, "basis": basis}


def progress_of(flow: Flow, edit: SetCell) -> Change:
    """What the log says of an edit to an approved plan: beside the answer, which stays."""
    value = edit.value
    kept = None if value is None else _cell(flow.tables[edit.question], edit.column, value)
    where = (edit.question, edit.row, edit.column)
    return Change(Kind.PROGRESS_GIVEN, *where, {"status": kept})


def _beside(edit: GiveEvidence | WriteNote | SetInternal) -> Change:
    row, _, column = edit.place.partition(".")
    where = (edit.question, row or None, column or None)
    match edit:
        case GiveEvidence(evidence=evidence):
            payload: dict[str, Json] = {
                "grade": evidence.grade,
                "source": evidence.source,
                "date": evidence.dated,
            }
            return Change(Kind.EVIDENCE_GIVEN, *where, payload)
        case WriteNote(text=text):
            return Change(Kind.NOTE_GIVEN, *where, {"text": text})
        case SetInternal(on=on):
            return Change(Kind.FLAG_SET, *where, {"flag": "internal", "on": on})
        case _:
            assert_never(edit)


def _dumped(table: TableQuestion, cells: Mapping[str, Cell]) -> dict[str, Json]:
    return {name: _cell(table, name, value) for name, value in cells.items()}


def _cell(table: TableQuestion, column: str, value: Cell) -> Json:
    return OPEN_CELL if isinstance(value, Open) else table.column(column).dump(value)
