"""What became of an approved plan: actions done, amounts reached or spent, open items closed.

It is written beside the answers and changes none of them.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from msgspec import Struct

from kamguide.engine.followup import stays_open
from kamguide.engine.life import Life
from kamguide.engine.path import Path, path
from kamguide.errors import UsageError
from kamguide.model.amounts import decimal_text, read_number
from kamguide.model.answers import Answer, Cell, Json, Open, Row, State
from kamguide.model.edits import SetCell
from kamguide.model.text import clean
from kamguide.store.changes import Change, draw_up
from kamguide.store.events import Event, Kind
from kamguide.workspace.remarks import Place, place_of
from kamguide.workspace.session import Session

ACTUAL: Final = "actual"
STATUS: Final = "status"
CLOSED: Final = "closed"
"""What a piece of progress says: what was reached or spent, how it stands, that it is known now."""


class Step(Struct, frozen=True):
    """Something that became of a place: what, with which words, by whom and when."""

    place: Place
    kind: str
    value: str
    note: str
    actor: str
    at: datetime


class Progress:
    """What became of one approved plan."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._flow = session.flow

    def tell(self, written: str, value: str, note: str = "") -> Event:
        """Write down what became of a place.

        Args:
            written: The place: `str_actions.A6` or one of its cells, an open question or cell.
            value: How the row stands now, in words of the flow; an amount where the table takes
                what was reached or spent; for an open item, what was found out.
            note: Anything else there is to say.

        Raises:
            UsageError: The plan is not approved, has no such place, or nothing becomes of it.
            AnswerError: The value cannot be read.
        """
        if self._session.facts.status != Life.APPROVED:
            raise UsageError("followup.not_approved", plan=self._session.facts.name)
        place = place_of(self._flow, self._session.answers, written)
        place, payload = self._read(place, clean(value).strip())
        if words := clean(note).strip():
            payload["note"] = words
        where = (place.question, place.row or None, place.column or None)
        return self._record(Change(Kind.PROGRESS_GIVEN, *where, payload))

    def _read(self, place: Place, value: str) -> tuple[Place, dict[str, Json]]:
        if _is_open(self._session.path.standing.get(place.question), place):
            if not value:
                raise UsageError("followup.no_words")
            return place, {CLOSED: value}
        table = self._flow.tables.get(place.question)
        if table is not None and place.row:
            column = place.column or next((one.id for one in table.columns if one.progress), "")
            if stays_open(self._flow, Life.APPROVED, table.id, column):
                read = table.column(column).parse(value, self._session.interview.context)
                whole = Place("", table.id, place.row, column)
                return whole, {STATUS: table.column(column).dump(read.value)}
            if table.actuals and not place.column:
                return place, {ACTUAL: decimal_text(read_number(value)[0])}
        raise UsageError("followup.nothing_becomes", place=clean(str(place.question)))

    def _record(self, change: Change) -> Event:
        store, plan = self._session.store, self._session.facts.id
        return store.record(draw_up(store.state(plan), [change], self._session.author()))[-1]

    def steps(self) -> Iterator[Step]:
        """What became of the plan, oldest first."""
        for one in self._session.events():
            if one.kind is Kind.PROGRESS_GIVEN:
                kind = next((name for name in (STATUS, ACTUAL, CLOSED) if name in one.payload), "")
                yield Step(
                    Place("", one.question or "", one.row or "", one.column or ""),
                    kind,
                    str(one.payload.get(kind, "")),
                    str(one.payload.get("note", "")),
                    one.actor,
                    one.at,
                )


def as_it_stands(session: Session) -> Path:
    """The questions and answers of a plan, with what was told since it was approved."""
    if session.facts.status != Life.APPROVED:
        return session.path
    told = (one for one in Progress(session).steps() if one.kind == STATUS)
    edits = [
        SetCell(one.place.question, one.place.row, one.place.column, one.value) for one in told
    ]
    if not edits:
        return session.path
    return path(session.flow, session.preview(edits), today=session.today)


def _is_open(answer: Answer | None, place: Place) -> bool:
    """Whether nobody knew yet what to say at a place when the plan was approved."""
    if answer is None or not place.row:
        return answer is not None and answer.state is State.UNKNOWN
    cells = (row.cells.get(place.column) for row in answer.rows if row.key == place.row)
    return any(isinstance(one, Open) for one in cells)


class Standing:
    """How things stand in a plan: as it was decided, or as was told since."""

    def __init__(self, session: Session) -> None:
        self._kept = session.store.state(session.facts.id).answers

    def status(self, table: str, row: Row) -> Cell | None:
        """How a row stands."""
        said = self._told(table, f"{row.key}.{STATUS}").get(STATUS)
        return said if isinstance(said, str) else row[STATUS]

    def is_closed(self, question: str, row: str = "", column: str = "") -> bool:
        """Whether what was open is known since."""
        return CLOSED in self._told(question, f"{row}.{column}" if row else "")

    def _told(self, question: str, place: str) -> Mapping[str, Json]:
        kept = self._kept.get(question)
        return kept.beside.progress.get(place, {}) if kept is not None else {}
