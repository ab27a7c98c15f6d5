"""Small changes of a plan's answers, of every kind that a rule or a check could notice.

Nothing here knows what a rule looks for: an answer is emptied, doubled, turned to the ends of
its range, or filled with words from the method's own lists and examples.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from msgspec import Struct

from kamguide.engine.tables import standing_rows
from kamguide.model.answers import Answer, Answers, Cell, Open, Row, State
from kamguide.model.flow import Flow
from kamguide.model.questions import Question
from kamguide.model.questions.choices import ChoicesValue, ChoiceValue
from kamguide.model.questions.numbers import ScaleValue
from kamguide.model.questions.refs import RefsValue, RefValue
from kamguide.model.questions.table import Column, TableQuestion
from kamguide.model.rules import Rule

QUOTES: Final = "“”\"'"
PLAIN: Final = ("", "ok", "20%", "We deliver what was agreed on every working day of the week")
FACTORS: Final = (Decimal(0), Decimal(3), Decimal("0.2"), Decimal(30), Decimal("1.2"), Decimal(-1))
NOWHERE: Final = "X99"
YEARS: Final = timedelta(days=1100)
WORDS: Final = 3
"""Words of a list that are tried."""
COPIES: Final = 40
NUMBERS: Final = ("number", "money", "percent", "scale")


class Change(Struct, frozen=True):
    """The answers after a change, and what it was about."""

    question: str
    answers: Answers


class Changes:
    """Changes answers of one plan."""

    def __init__(self, flow: Flow, answers: Answers, today: date) -> None:
        self._flow = flow
        self._answers = answers
        self._today = today

    def of(self, name: str, rule: Rule | None = None) -> Iterator[Change]:
        """Every change of the answer to a question; of words those that a rule lists first."""
        question = self._flow.questions.get(name)
        if question is None:  # of the plan before, which nobody changes here
            return
        changed = (
            self._table(question, rule)
            if isinstance(question, TableQuestion)
            else self._single(question, rule)
        )
        yield from (Change(name, self._answers.with_answer(name, one)) for one in changed)

    def _single(self, question: Question, rule: Rule | None) -> Iterator[Answer | None]:
        now = self._answers.get(question.id) or Answer()
        for value in self._values(question, question, now.value, rule):
            if value is not None and not isinstance(value, Open):
                yield replace(now, state=State.GIVEN, value=value)
        yield from self._left_open()

    def _left_open(self) -> Iterator[Answer | None]:
        yield None
        yield Answer(State.CLEARED)
        yield Answer(State.UNKNOWN)
        yield Answer(State.UNKNOWN, who="Li Wei", by="2027-01-31")

    # Tables

    def _table(self, table: TableQuestion, rule: Rule | None) -> Iterator[Answer | None]:
        now = self._answers.get(table.id) or Answer()
        now = replace(now, rows=standing_rows(self._flow, self._answers, table))
        columns = [one for one in table.columns if one.id not in table.key_columns]
        yield from (replace(now, rows=rows) for rows in _with_other_rows(now.rows))
        yield from self._left_open()
        yield from self._scaled(table, now)
        for column in columns:
            yield from self._columns_filled(table, column, now, rule)
        for at in range(len(now.rows)):
            for column in columns:
                yield from self._cell_changed(table, column, now, at, rule)

    def _scaled(self, table: TableQuestion, now: Answer) -> Iterator[Answer]:
        """Every number of every row changed alike, or copied from another table's same row."""
        numbers = [one for one in table.columns if one.type in NUMBERS]
        for factor in FACTORS:
            rows = now.rows
            for column in numbers:
                rows = tuple(_times(row, column.id, factor) for row in rows)
            yield replace(now, rows=rows)
        for other in self._flow.tables.values():
            known = {row.key: row for row in self._answers.rows(other.id)}
            if other.id != table.id and any(row.key in known for row in now.rows):
                yield from (
                    replace(
                        now, rows=tuple(_copied(row, here.id, known, there) for row in now.rows)
                    )
                    for here in numbers
                    for there in (one.id for one in other.columns if one.type == here.type)
                )

    def _columns_filled(
        self, table: TableQuestion, column: Column, now: Answer, rule: Rule | None
    ) -> Iterator[Answer]:
        """One value in every row, then each row's own value changed alike."""
        first = next((row[column.id] for row in now.rows if row[column.id] is not None), None)
        for value in self._values(table, column, first, rule):
            yield replace(now, rows=tuple(_set(row, column.id, value) for row in now.rows))
        for factor in FACTORS:
            if isinstance(first, Decimal | int) and not isinstance(first, bool):
                yield replace(now, rows=tuple(_times(row, column.id, factor) for row in now.rows))

    def _cell_changed(
        self, table: TableQuestion, column: Column, now: Answer, at: int, rule: Rule | None
    ) -> Iterator[Answer]:
        row = now.rows[at]
        for value in self._values(table, column, row[column.id], rule):
            changed = _set(row, column.id, value)
            yield replace(now, rows=(*now.rows[:at], changed, *now.rows[at + 1 :]))

    # Values

    def _values(
        self, question: Question, spec: Question | Column, now: Cell | None, rule: Rule | None
    ) -> Iterator[Cell | None]:
        """Other values of a type, and nothing."""
        if spec.type in ("text", "long_text"):
            yield from self._texts(question, rule)
        elif isinstance(spec, ChoiceValue):
            yield from (one.id for one in spec.options)
        elif isinstance(spec, ChoicesValue):
            codes = tuple(one.id for one in spec.options)
            yield from (codes, codes[:1], codes[-1:], ())
        elif isinstance(spec, RefValue):
            yield from (*(one.id for one in spec.also), *self._keys(spec.to), NOWHERE)
        elif isinstance(spec, RefsValue):
            keys = tuple(self._keys(spec.to))
            yield from (keys, keys[:1], keys[-1:], (NOWHERE,))
        else:
            yield from self._plain(spec, now)
        yield None

    def _plain(self, spec: Question | Column, now: Cell | None) -> Iterator[Cell]:
        if spec.type == "yes_no":
            yield from (True, False)
        elif spec.type == "date":
            day = now if isinstance(now, date) else self._today
            yield from (day - YEARS, day + YEARS, self._today + YEARS, self._today - YEARS)
        elif spec.type == "year":
            year = self._today.year
            yield from (year - 9, year - 1, year, year + 9)
        elif isinstance(spec, ScaleValue):
            steps = int((spec.max - spec.min) / spec.step)
            yield from (_mark(spec, at) for at in range(min(steps, 10) + 1))
            yield spec.max + 1
        else:
            base = now if isinstance(now, Decimal) else Decimal(10)
            yield from (base * one for one in FACTORS)
            yield from (Decimal(one) for one in (1, 50, 99, 100, 150, 9_000_000))

    def _texts(self, question: Question, rule: Rule | None) -> Iterator[str]:
        words = self._flow.method.words
        for weak in question.weak:
            yield from (text.strip(QUOTES) for text in weak.example.root.values())
        if rule is not None:
            yield from words.get(rule.list or "", ())[:WORDS]
            params = (one for one in rule.params.values() if isinstance(one, tuple))
            yield from (f"900 {word}" for one in params for word in one[:WORDS])
        yield from PLAIN
        for table in ("setup_products", "mkt_competitors", "csf_competitors"):
            yield from (str(row["name"]) for row in self._answers.rows(table) if row["name"])
        yield from (one.split("\n")[0] for one in self._other_texts(question))

    def _other_texts(self, question: Question) -> Iterator[str]:
        """Texts of answers before this one: what may not be said twice."""
        for name in self._flow.questions:
            value = self._answers.value(name)
            if isinstance(value, str) and name != question.id and " " in value:
                yield value

    def _keys(self, tables: Sequence[str]) -> Iterator[str]:
        for table in tables:
            yield from (row.key for row in self._answers.rows(table))


def _mark(spec: ScaleValue, at: int) -> Cell:
    value = spec.min + spec.step * at
    return int(value) if spec.step == 1 else value


def _set(row: Row, column: str, value: Cell | None) -> Row:
    cells = {name: cell for name, cell in row.cells.items() if name != column}
    return replace(row, cells=cells if value is None else {**cells, column: value})


def _times(row: Row, column: str, factor: Decimal) -> Row:
    value = row[column]
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        return row
    return _set(row, column, Decimal(value) * factor)


def _copied(row: Row, column: str, known: Mapping[str, Row], other: str) -> Row:
    there = known.get(row.key)
    return row if there is None or there[other] is None else _set(row, column, there[other])


def _with_other_rows(rows: tuple[Row, ...]) -> Iterator[tuple[Row, ...]]:
    """One row less, few rows, many rows, the same row again."""
    yield from (rows[:at] + rows[at + 1 :] for at in range(len(rows)))
    yield from (rows[:1], rows[:2], ())
    if rows:
        copies = tuple(
            replace(rows[0], key=f"{rows[0].key}{at}") for at in range(100, 100 + COPIES)
        )
        yield (*rows, *copies)
