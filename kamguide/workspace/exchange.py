"""A plan's answers as JSON: equal answers give equal bytes, whoever gave them and how.

No times, no people, no ids of plans or events; hidden row numbers become places in order.
"""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from msgspec.structs import replace

from kamguide.engine.change import RANK_STEP
from kamguide.engine.tables import laid_out_keys
from kamguide.errors import AnswerError, UsageError
from kamguide.model.answers import (
    Answer,
    Answers,
    Cell,
    Decision,
    Evidence,
    Json,
    Open,
    Origin,
    Row,
    State,
)
from kamguide.model.edits import (
    AddRow,
    CloseTable,
    Edit,
    GiveEvidence,
    KeepAnswer,
    MarkNotApplicable,
    MarkUnknown,
    RecordDecision,
    ReplyToChallenge,
    SetInternal,
    SetSetting,
    SetValue,
    WriteNote,
)
from kamguide.model.flow import Flow
from kamguide.model.questions import Question
from kamguide.model.questions.table import KEY_JOINT, FreeRows, TableQuestion
from kamguide.workspace.recording import (
    OPEN_CELL,
    cleaned,
    dumped_decision,
    dumped_reply,
    key_of,
    loaded_decision,
    loaded_reply,
)

FORMAT: Final = 1
MOST_BYTES: Final = 20_000_000


def as_json(flow: Flow, answers: Answers) -> bytes:
    """Every answer that the flow knows, in its order."""
    content: dict[str, Json] = {
        "kamguide": FORMAT,
        "flow": flow.id,
        "version": flow.version,
        "settings": dict(sorted(answers.settings.items())),
        "answers": {
            name: _answer(flow, answers, question, answers[name])
            for name, question in flow.questions.items()
            if name in answers
        },
    }
    if answers.challenges:
        replies = sorted(answers.challenges.items())
        content["challenges"] = {name: dumped_reply(reply) for name, reply in replies}
    if answers.decisions:
        content["decisions"] = [_decision(flow, answers, one) for one in answers.decisions.values()]
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _decision(flow: Flow, answers: Answers, decision: Decision) -> Json:
    """A decision, the row that it is about by its place in order."""
    question, answer = flow.questions.get(decision.question), answers.get(decision.question)
    if question is None or answer is None:
        return dumped_decision(decision)
    row = _places(question, answer).get(decision.row, decision.row)
    return dumped_decision(replace(decision, row=row))


def _answer(flow: Flow, answers: Answers, question: Question, answer: Answer) -> Json:
    content: dict[str, Json] = {}
    match answer.state:
        case State.UNKNOWN:
            content = {"state": "unknown", "who": answer.who, "by": answer.by}
        case State.NOT_APPLICABLE:
            content = {"state": "not_applicable", "why": answer.why}
        case State.CLEARED:
            content = {"state": "cleared"}
        case State.GIVEN:
            content = {"state": "given", **_given(flow, answers, question, answer)}
    places = _places(question, answer)
    if answer.kept:
        content["kept"] = [*sorted(answer.kept)]
    beside: dict[str, dict[str, Json]] = {
        "evidence": {
            place: {"grade": one.grade, "source": one.source, "date": one.dated}
            for place, one in answer.evidence.items()
            if one.grade
        },
        "notes": dict(answer.notes),
        "internal": dict(answer.internal),
    }
    for name, by_place in beside.items():
        if by_place:
            named = {_renamed(place, places): one for place, one in by_place.items()}
            content[name] = dict(sorted(named.items()))
    return content


def _given(flow: Flow, answers: Answers, question: Question, answer: Answer) -> dict[str, Json]:
    if not isinstance(question, TableQuestion):
        return {} if answer.value is None else {"value": question.dump(answer.value)}
    rows = [_row(question, row) for row in _in_order(flow, answers, question, answer.rows)]
    return {"rows": [row for row in rows if row]}


def _row(table: TableQuestion, row: Row) -> dict[str, Json]:
    cells: dict[str, Json] = {}
    for column in table.columns:
        value = row[column.id]
        if value is not None:
            cells[column.id] = OPEN_CELL if isinstance(value, Open) else column.dump(value)
    return cells if set(cells) - set(table.laid_out) else {}


def _in_order(
    flow: Flow, answers: Answers, table: TableQuestion, rows: tuple[Row, ...]
) -> tuple[Row, ...]:
    """Free rows as they stand; laid out ones in the order of the layout, parked ones behind."""
    if isinstance(table.layout, FreeRows):
        return rows
    keys = (KEY_JOINT.join(parts) for parts in laid_out_keys(flow, answers, table))
    order = {key: at for at, key in enumerate(keys)}
    return tuple(sorted(rows, key=lambda row: (order.get(row.key, len(order)), row.key)))


def _places(question: Question, answer: Answer) -> Mapping[str, str]:
    """Hidden row numbers, as places in order."""
    if not isinstance(question, TableQuestion) or question.key_columns:
        return {}
    return {row.key: f"#{at}" for at, row in enumerate(answer.rows, start=1)}


def _renamed(place: str, names: Mapping[str, str]) -> str:
    row, dot, column = place.partition(".")
    return names.get(row, row) + dot + column


def edits_from(flow: Flow, raw: bytes) -> tuple[Edit, ...]:
    """The edits that bring exported answers into an empty plan of the same flow.

    Raises:
        UsageError: It is no export of ours.
        AnswerError: A value cannot be read.
    """
    content = parsed(raw)
    answers = content.get("answers")
    settings = content.get("settings")
    edits: list[Edit] = [
        SetSetting(name, value)
        for name, value in (settings if isinstance(settings, dict) else {}).items()
    ]
    for name, answer in (answers if isinstance(answers, dict) else {}).items():
        question = flow.questions.get(name)
        if question is not None and isinstance(answer, dict):
            edits += _edits(question, answer)
    said = content.get("challenges")
    for name, kept in (said if isinstance(said, dict) else {}).items():
        if (reply := loaded_reply(kept)) is not None:
            edits.append(ReplyToChallenge(name, reply))
    decided = content.get("decisions")
    for kept in decided if isinstance(decided, list) else []:
        if (found := loaded_decision(kept)) is not None:
            one = replace(found, row=_row_named(found.row))
            edits.append(RecordDecision(key_of(one), one))
    return tuple(edits)


def parsed(raw: bytes) -> dict[str, Json]:
    """The content of an export.

    Raises:
        UsageError: It is no export of ours, or of a newer version.
    """
    if len(raw) > MOST_BYTES:
        raise UsageError("import.too_large", most=MOST_BYTES // 1_000_000)
    try:
        content = json.loads(raw, parse_float=str)
    except (ValueError, RecursionError) as error:
        raise UsageError("import.not_ours") from error
    if not isinstance(content, dict) or content.get("kamguide") != FORMAT:
        raise UsageError("import.not_ours")
    return cleaned(content)


def _edits(question: Question, answer: dict[str, Json]) -> Iterator[Edit]:
    name = question.id
    rows = answer.get("rows")
    match answer.get("state"):
        case "unknown":
            yield MarkUnknown(name, str(answer.get("who", "")), str(answer.get("by", "")))
        case "not_applicable":
            yield MarkNotApplicable(name, str(answer.get("why", "")))
        case "cleared":
            pass
        case _ if isinstance(question, TableQuestion):
            yield from _row_edits(question, rows if isinstance(rows, list) else [])
        case _ if answer.get("value") is not None and not isinstance(question, TableQuestion):
            yield SetValue(name, question.load(answer["value"]), Origin.IMPORTED)
    yield from _beside_edits(question, answer)
    kept = answer.get("kept")
    if isinstance(kept, list) and kept:
        yield KeepAnswer(name, frozenset(map(str, kept)))


def _row_edits(table: TableQuestion, rows: list[Json]) -> Iterator[Edit]:
    if not rows:
        yield CloseTable(table.id)
    for at, row in enumerate(rows, start=1):
        if not isinstance(row, dict):
            raise AnswerError("fill.row_expected", question=table.id)
        cells = {name: _cell(table, name, one) for name, one in row.items() if one is not None}
        key = table.row_key(cells) or f"r{at}"
        yield AddRow(table.id, key, cells, RANK_STEP * Decimal(at), Origin.IMPORTED)


def _cell(table: TableQuestion, column: str, value: Json) -> Cell:
    try:
        spec = table.column(column)
    except KeyError as error:
        raise AnswerError("fill.no_column", name=column, near="") from error
    return Open.OPEN if value == OPEN_CELL else spec.load(value)


def _row_named(row: str) -> str:
    """A row by the number that it gets when it comes in."""
    return f"r{row[1:]}" if row.startswith("#") else row


def _beside_edits(question: Question, answer: dict[str, Json]) -> Iterator[Edit]:
    def by_place(part: str) -> Iterator[tuple[str, Json]]:
        found = answer.get(part)
        for place, one in (found if isinstance(found, dict) else {}).items():
            row, dot, column = place.partition(".")
            yield _row_named(row) + dot + column, one

    for place, one in by_place("evidence"):
        if isinstance(one, dict):
            parts = (str(one.get(name, "")) for name in ("grade", "source", "date"))
            yield GiveEvidence(question.id, Evidence(*parts), place)
    for place, text in by_place("notes"):
        yield WriteNote(question.id, str(text), place)
    for place, on in by_place("internal"):
        yield SetInternal(question.id, bool(on), place)
