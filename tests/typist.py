"""Somebody who types the answers of a case, whatever is asked: words in, nothing else.

Knows what a person knows: the question on screen, and what they want to answer.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from kamguide.engine.turns import Asked
from kamguide.model.questions import Question
from kamguide.model.questions.choices import ChoicesValue, ChoiceValue, YesNoValue
from kamguide.model.questions.table import KEY_JOINT, Column, FreeRows, TableQuestion
from kamguide.workspace.dialogue import Dialogue

Case = Mapping[str, Any]
DONE = "/done"


def words(dialogue: Dialogue, typed: str) -> str:
    """What is said to something typed."""
    return "\n".join(one.text for one in dialogue.hear(typed).said)


class Typist:
    """Types one case in one language."""

    def __init__(self, case: Case, lang: str) -> None:
        self._case = case
        self._lang = lang
        self._typed: dict[str, int] = {}

    def reply(self, turn: Asked) -> str:
        """What to type now."""
        question = turn.question
        if not isinstance(question, TableQuestion):
            value = self._case.get(question.id)
            return "/skip" if value is None else self.words(question, value)
        if question.id not in self._case:
            return "/skip"
        rows = self._case[question.id]
        if turn.place is None:
            return DONE
        if turn.place.column is None:
            return self._row(question, rows)
        if turn.place.line:
            return self._line(question, rows, turn.place.line, turn.place.column)
        return self._cell(question, rows, turn.place.row, turn.place.column)

    def words(self, spec: Question | Column, value: Any) -> str:
        """A value as a person of this language would type it."""
        if isinstance(spec, YesNoValue):
            return {True: {"zh": "是"}.get(self._lang, "yes")}.get(
                value, {"zh": "否"}.get(self._lang, "no")
            )
        if isinstance(spec, ChoiceValue):
            return next(one.label(self._lang) for one in spec.options if one.id == str(value))
        if isinstance(spec, ChoicesValue):
            labels = {one.id: one.label(self._lang) for one in spec.options}
            return "; ".join(labels[one] for one in value)
        if isinstance(value, list):
            return ", ".join(map(str, value)) or {"zh": "无"}.get(self._lang, "none")
        return str(value)

    def _row(self, table: TableQuestion, rows: Sequence[Mapping[str, Any]]) -> str:
        at = self._typed.get(table.id, 0)
        if at >= len(rows):
            return DONE
        self._typed[table.id] = at + 1
        return self.line(table, rows[at])

    def line(self, table: TableQuestion, row: Mapping[str, Any]) -> str:
        """A row as one line, its id first."""
        return " | ".join(self.cell(column, row) for column in table.typed)

    def cells(self, columns: Sequence[Column], row: Mapping[str, Any]) -> str:
        """Some cells of a row as a spreadsheet copies them."""
        return "\t".join(self.cell(column, row) for column in columns)

    def cell(self, column: Column, row: Mapping[str, Any]) -> str:
        """What stands in a cell of a row; nothing where nothing does."""
        value = row.get(column.id)
        return "" if value is None else self.words(column, value)

    def _line(
        self,
        table: TableQuestion,
        rows: Sequence[Mapping[str, Any]],
        keys: Sequence[str],
        column: str,
    ) -> str:
        known = {_key(table, row): row for row in rows}
        if len(table.typed) > 1:
            return "\n".join(self.line(table, known[key]) if key in known else "-" for key in keys)
        values = [known.get(key, {}).get(column) for key in keys]
        return " ".join("-" if value is None else str(value) for value in values)

    def _cell(
        self, table: TableQuestion, rows: Sequence[Mapping[str, Any]], key: str, column: str
    ) -> str:
        free = isinstance(table.layout, FreeRows)
        row = next((one for one in rows if _key(table, one) == key), None)
        if row is None or row.get(column) is None:
            return "" if not free or table.column(column).optional else DONE
        return self.words(table.column(column), row[column])


def _key(table: TableQuestion, row: Mapping[str, Any]) -> str:
    return KEY_JOINT.join(str(row.get(column)) for column in table.key_columns)
