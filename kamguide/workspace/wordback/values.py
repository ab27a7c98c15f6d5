"""Words at a place of a file, read back as the answer to the question that is asked there."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from kamguide.engine.reading import TableReader, context
from kamguide.errors import AnswerError
from kamguide.intake.word.passages import squeezed
from kamguide.model.answers import Answers, Cell, Open, Row, Scalar, State
from kamguide.model.edits import ClearAnswer, Edit, RemoveRow, SetValue
from kamguide.model.questions import Question
from kamguide.model.questions.refs import RefsValue, RefValue
from kamguide.model.questions.table import Column, TableQuestion
from kamguide.model.questions.texts import LongTextValue, TextValue
from kamguide.model.text import Lang
from kamguide.plan.wording import Wording
from kamguide.workspace.remarks import Place
from kamguide.workspace.session import Session

DASHES: Final = frozenset({"", "–", "—", "-"})
"""What stands where nothing is said."""
_LISTED: Final = re.compile("[,，、;；\n]")
_ID: Final = re.compile(r"\s*([A-Za-z]{1,4}(?:-[A-Za-z]{0,2})?\d{1,6})(?:\s.*)?", re.DOTALL)

Value = Cell | None


class ValueReader:
    """Reads words in the language of a file into one plan as it stands."""

    def __init__(self, session: Session, lang: Lang) -> None:
        self._session = session
        self._answers = session.path.standing
        self._about = context(session.flow, self._answers, today=session.today, lang=lang)
        self.wording = Wording(session.flow, session.answers, lang)

    def spec(self, place: Place) -> Question | Column:
        """The question, or the column, that is asked at a place."""
        question = self._session.flow.questions[place.question]
        if isinstance(question, TableQuestion) and place.column:
            return question.column(place.column)
        return question

    def at(self, place: Place) -> Value:
        """What is answered at a place."""
        return value_at(self._session.answers, place)

    def shown(self, place: Place) -> str:
        """The same in words; what is to be found out is said so."""
        spec = self.spec(place)
        if isinstance(spec, TableQuestion):
            row = row_at(self._session.answers, place)
            return "" if row is None else self.row(spec, row)
        return self.wording.value(spec, self.at(place))

    def row(self, table: TableQuestion, row: Row) -> str:
        """A row in words."""
        cells = (self.wording.cell(table, row, one.id) for one in table.columns)
        return " | ".join(one for one in cells if one)

    def read(self, place: Place, text: str) -> Value:
        """What a text comes to; None for one that says nothing.

        Raises:
            AnswerError: It has no reading.
        """
        return self._parsed(self.spec(place), text)

    def _parsed(self, spec: Question | Column, text: str) -> Value:
        words = squeezed(text)
        if words in DASHES:
            return None
        if isinstance(spec, TableQuestion):
            raise AnswerError("answer.table.expected", question=spec.id)
        try:
            return spec.parse(words, self._about).value
        except AnswerError:
            if isinstance(spec, RefsValue | RefValue):
                return self._by_ids(spec, words)
            raise

    def _by_ids(self, spec: RefsValue | RefValue, words: str) -> Scalar:
        """Rows by the ids before their names: of a name as it is shown, the end may be cut off.

        Raises:
            AnswerError: A part begins with no id.
        """
        known = {one.id for one in spec.offered(self._about)}
        found = [at[1] for part in _LISTED.split(words) if (at := _ID.fullmatch(part))]
        if isinstance(spec, RefValue) and len(found) != 1:
            raise AnswerError("answer.reference.unknown", raw=words, near="")
        if not found or not known.issuperset(found):
            raise AnswerError("answer.reference.unknown", raw=words, near="")
        return found[0] if isinstance(spec, RefValue) else tuple(dict.fromkeys(found))

    # What would have to be done

    def edits(self, place: Place, value: Value) -> Sequence[Edit]:
        """What makes a place say this.

        Raises:
            AnswerError: It cannot be said there.
        """
        question = self._session.flow.questions[place.question]
        if isinstance(question, TableQuestion):
            return self._cell_edits(question, place, value)
        if value is None:
            return (ClearAnswer(place.question),)
        if isinstance(value, Open):
            raise TypeError(place)
        return (SetValue(place.question, value),)

    def _cell_edits(self, table: TableQuestion, place: Place, value: Value) -> Sequence[Edit]:
        if place.column in table.laid_out or table.column(place.column).compute is not None:
            raise AnswerError("wordback.given")
        reader = self._table(table)
        if all(one.key != place.row for one in reader.rows):
            raise AnswerError("wordback.row_gone", row=place.row)
        if value is None:
            if place.column in table.key_columns:
                raise AnswerError("wordback.row_needs_name")
            return reader.cell(place.row, place.column, "").edits
        return reader.filled(place.row, {place.column: value}).edits

    def _table(self, table: TableQuestion) -> TableReader:
        return TableReader(self._session.flow, self._answers, table, self._about)

    def new_row(self, table: TableQuestion, texts: Mapping[str, str]) -> Sequence[Edit]:
        """A row with these cells; none where such a row is there already.

        Raises:
            AnswerError: A cell has no reading, or the row no name.
        """
        cells = self.cells(table, texts)
        if any(all(row[name] == one for name, one in cells.items()) for row in self._rows(table)):
            return ()
        return self._table(table).new_row(cells).edits

    def cells(self, table: TableQuestion, texts: Mapping[str, str]) -> dict[str, Cell]:
        """The cells of a row by column, as far as anything is said.

        Raises:
            AnswerError: One of them has no reading.
        """
        found = {}
        for name, text in texts.items():
            spec = table.column(name)
            words = _without_id(text) if spec is table.main and table.gives_ids else text
            try:
                value = self._parsed(spec, words)
            except AnswerError as problem:
                label = spec.label(self._session.lang)
                raise AnswerError(problem.key, **{**problem.values, "column": label}) from problem
            if value is not None:
                found[name] = value
        if not found:
            raise AnswerError("wordback.row_needs_name")
        return found

    def no_row(self, place: Place) -> Sequence[Edit]:
        """What takes a row away, if it is there."""
        table = self._session.flow.tables[place.question]
        is_there = any(row.key == place.row for row in self._rows(table))
        return (RemoveRow(place.question, place.row),) if is_there else ()

    def _rows(self, table: TableQuestion) -> tuple[Row, ...]:
        return self._session.answers.rows(table.id)


def value_at(answers: Answers, place: Place) -> Value:
    """What is answered at a place; None where nothing is."""
    answer = answers.get(place.question)
    if answer is None or answer.state is not State.GIVEN:
        return None
    if not place.row:
        return answer.value
    row = answer.row(place.row)
    return None if row is None else row[place.column]


def row_at(answers: Answers, place: Place) -> Row | None:
    """The row at a place."""
    return next((one for one in answers.rows(place.question) if one.key == place.row), None)


def is_words(spec: object) -> bool:
    """Whether an answer is text as it was typed."""
    return isinstance(spec, TextValue | LongTextValue)


def _without_id(text: str) -> str:
    """The name of a new row without an id that somebody made up for it: rows get theirs here."""
    found = re.fullmatch(r"\s*[A-Z]{1,3}\s?\d{1,4}\s+(\S.*)", text, re.DOTALL)
    return found[1] if found else text
