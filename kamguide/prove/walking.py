"""The interview led from its first question to the last with made-up answers."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Final

from msgspec import Struct

from kamguide.engine.change import RANK_STEP
from kamguide.engine.interview import Interview
from kamguide.engine.path import Path
from kamguide.engine.tables import gaps, next_row_id, standing_rows
from kamguide.engine.turns import Asked
from kamguide.errors import AnswerError
from kamguide.model.answers import Answer, Answers, Cell, Row
from kamguide.model.context import Context
from kamguide.model.edits import AddRow, Edit, SetCell
from kamguide.model.flow import Flow
from kamguide.model.questions import Question
from kamguide.model.questions.choices import ChoiceColumn
from kamguide.model.questions.refs import RefColumn
from kamguide.model.questions.table import Column, ColumnSum, FreeRows, TableQuestion
from kamguide.model.text import Lang
from kamguide.prove.claims import Failure, as_filled
from kamguide.prove.replies import Replies

PATIENCE: Final = 3
"""How often a question may be asked before the talk counts as going round in circles."""
LANG: Final[Lang] = "en"
HALVES: Final = 3
"""Parts of a sum that take half of what is left; the rest share alike."""
HUNDREDTH: Final = Decimal("0.01")


class Walk(Struct, frozen=True):
    """What a walk came to: its answers, and what stopped it on the way."""

    path: Path
    answers: Answers
    failures: tuple[Failure, ...]


class Walker:
    """Leads one interview; it answers everything, or only what is needed."""

    def __init__(
        self, flow: Flow, replies: Replies, *, today: date, sparse: bool, before: Answers
    ) -> None:
        self._flow = flow
        self._replies = replies
        self._sparse = sparse
        self._talk = Interview(flow, before, today=today, lang=LANG)
        self._asked: Counter[str] = Counter()

    def walk(self) -> Walk:
        """Answer until nothing is asked any more, or until the talk cannot go on."""
        failures = [*self._stopped()]
        if not failures and (missing := self._missing()):
            failures = [self._failure("unfinished", missing, questions=list(missing))]
        return Walk(self._talk.path, self._talk.answers, tuple(failures))

    def _missing(self) -> list[str]:
        """What is missing at the end; nobody can review a year of which there is no plan."""
        unseen = self._flow.of_the_review if self._talk.answers.earlier is None else ()
        return [one for one in self._talk.progress.missing if one not in unseen]

    def _stopped(self) -> Iterator[Failure]:
        while isinstance(turn := self._talk.turn(), Asked):
            name = turn.question.id
            self._asked[name] += 1
            if self._asked[name] > PATIENCE:
                yield self._failure("circle", [name], question=name)
                return
            try:
                self._answer(turn.question)
            except AnswerError as problem:
                yield self._failure("dead_end", [name], question=name, problem=problem.key)
                return

    def _failure(self, claim: str, about: Sequence[str], **values: object) -> Failure:
        needed = [*about, *(one for name in about for one in _neighbours(self._flow, name))]
        answers = as_filled(self._flow, self._talk.answers, needed)
        return Failure(self._flow.id, claim, values, answers=answers)

    def _answer(self, question: Question) -> None:
        talk = self._talk
        if self._sparse and not _is_needed(question) and question.id not in self._wanted_rows():
            talk.go_on()
        elif isinstance(question, TableQuestion):
            talk.take(tuple(self._rows(question)))
            talk.take(talk.close_edits())
            talk.go_on()
        elif raw := self._replies.to(question, talk.context):
            talk.take(talk.read(raw).edits, move=True)
        else:
            talk.go_on()

    def _wanted_rows(self) -> frozenset[str]:
        """Tables that others point at: left out, they would leave nothing to point at."""
        return frozenset(
            name
            for table in self._flow.tables.values()
            for column in table.columns
            if isinstance(column, RefColumn) and not column.optional
            for name in column.to
        )

    # Tables

    def _rows(self, table: TableQuestion) -> Iterator[Edit]:
        standing = self._talk.path.standing
        if standing.rows(table.id):
            yield from self._filled_gaps(table, standing)
            return
        known = standing_rows(self._flow, standing, table)
        if isinstance(table.layout, FreeRows):
            rows = [*self._free_rows(table)]
        else:
            rows = [Row(one.key, {**one.cells, **self._cells(table, one.cells)}) for one in known]
        rows = _summed(table, [one for one in rows if set(one.cells) - set(table.laid_out)])
        for at, row in enumerate(rows, start=1):
            yield AddRow(table.id, row.key, row.cells, RANK_STEP * at)

    def _filled_gaps(self, table: TableQuestion, standing: Answers) -> Iterator[Edit]:
        for gap in gaps(self._flow, standing, table):
            column = table.column(gap.column)
            if (value := self._cell(column)) is not None:
                yield SetCell(table.id, gap.row, gap.column, value)

    def _free_rows(self, table: TableQuestion) -> Iterator[Row]:
        """New rows, each with an id of its own, as many of each kind as are asked for."""
        per = table.rows.per
        kinds: list[dict[str, Cell]] = [{}]
        if per is not None:
            kinds = [{per: one} for one in self._codes(table.column(per))]
        least = (
            table.rows.min if self._sparse else self._replies.rows(table.rows.min, table.rows.max)
        )
        given: list[dict[str, Cell]] = [*self._keys(table, kinds, max(least, 1))]
        seen: dict[str, Row] = {}
        answers = self._talk.path.standing
        for start in given[: table.rows.max * len(kinds)]:
            cells = {**start, **self._cells(table, start)}
            key = table.row_key(cells) or next_row_id(self._flow, answers, table, cells)
            if table.key and key not in (table.row_key(cells), ""):
                cells = {table.key[0]: key, **cells}
            if key and key not in seen:
                seen[key] = row = Row(key, cells, RANK_STEP * (len(seen) + 1))
                made = Answer(rows=(*answers.rows(table.id), row))
                answers = answers.with_answer(table.id, made)
        yield from seen.values()

    def _keys(
        self, table: TableQuestion, kinds: Sequence[dict[str, Cell]], count: int
    ) -> Iterator[dict[str, Cell]]:
        """The cells that tell new rows apart: every combination of picks, or numbered."""
        columns = [table.column(one) for one in table.key if one != table.rows.per]
        picked = [one for one in columns if isinstance(one, RefColumn | ChoiceColumn)]
        starts: list[tuple[str, ...]] = [()] * count
        if picked:
            starts = list(product(*map(self._codes, picked)))[:count]
        for kind in kinds:
            for at, codes in enumerate(starts):
                picks = dict(zip([one.id for one in picked], codes, strict=True))
                yield {**kind, **picks, **dict(self._numbered(table, columns, at))}

    def _numbered(
        self, table: TableQuestion, columns: Sequence[Column], at: int
    ) -> Iterable[tuple[str, Cell]]:
        """The parts of a row's id that are typed: years back from the base year, or names."""
        has_prefix = isinstance(table.layout, FreeRows) and (
            table.layout.prefix or table.layout.prefix_by
        )
        for one in columns:
            if one.type == "year":
                yield one.id, (self._about.base_year or self._about.today.year) - at
            elif one.type == "text" and not has_prefix:
                yield one.id, f"X{at + 1}"

    def _codes(self, column: Column) -> list[str]:
        if isinstance(column, ChoiceColumn):
            return [one.id for one in column.options]
        if isinstance(column, RefColumn):
            return [one.id for one in column.offered(self._about)]
        return []

    @property
    def _about(self) -> Context:
        return self._talk.context

    def _cells(self, table: TableQuestion, known: Mapping[str, Cell]) -> dict[str, Cell]:
        cells: dict[str, Cell] = {}
        optional = {one.id for one in table.typed if one.optional and one.required_when is None}
        left_out = optional if self._sparse and len(optional) < len(table.typed) else set()
        for column in table.typed:
            is_id = column.id in table.key and column.type == "text"
            if column.id in known or is_id or column.id in left_out:
                continue
            if (value := self._cell(column)) is not None:
                cells[column.id] = value
        return cells

    def _cell(self, column: Column) -> Cell | None:
        about = self._about
        raw = self._replies.to(column, about)
        return column.parse(raw, about).value if raw else None


def _is_needed(question: Question) -> bool:
    return question.required or question.required_when is not None


def _neighbours(flow: Flow, name: str) -> Iterator[str]:
    """The questions that a table's rows and references come from."""
    table = flow.tables.get(name)
    for column in table.columns if table else ():
        yield from getattr(column, "to", ())


def _summed(table: TableQuestion, rows: Sequence[Row]) -> list[Row]:
    """The rows with the columns that must add up adding up."""
    made = list(rows)
    for one in table.sums:
        groups: dict[object, list[int]] = {}
        for at, row in enumerate(made):
            groups.setdefault(row[one.per] if one.per else None, []).append(at)
        for places in groups.values():
            for at, share in zip(places, _shares(one, len(places)), strict=True):
                made[at] = replace(made[at], cells={**made[at].cells, one.column: share})
    return made


def _shares(one: ColumnSum, count: int) -> Iterator[Decimal]:
    """Unequal parts of a sum, whole numbers as far as they go."""
    left = one.equals
    for at in range(count - 1):
        part = left / 2 if at < HALVES else left / (count - at)
        part = part.quantize(Decimal(1) if at < HALVES else HUNDREDTH)
        left -= part
        yield part
    yield left
