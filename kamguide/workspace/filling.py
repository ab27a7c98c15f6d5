"""Answers from a file, through the same engine: everything that cannot be read, at once.

A table in a file is the whole table: rows that are not in it are taken away.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from kamguide.engine.carrying import is_under_review
from kamguide.engine.change import RANK_STEP, changed
from kamguide.engine.path import path
from kamguide.engine.reading import context
from kamguide.errors import AnswerError, FlowError
from kamguide.flowfile.cases import AnswersFile, load_case, read_answers_file
from kamguide.flowfile.load import load_flow
from kamguide.messages import say, shown
from kamguide.model.answers import Answers, Cell, Json, Origin, Row, Scalar
from kamguide.model.context import Context
from kamguide.model.edits import (
    AddRow,
    CloseTable,
    Edit,
    MarkNotApplicable,
    MarkUnknown,
    RemoveRow,
    SetCell,
    SetValue,
)
from kamguide.model.questions import Question
from kamguide.model.questions.table import Column, TableQuestion
from kamguide.model.text import Lang
from kamguide.workspace.session import Session

_FLOW_NAMES = {"review": "annual_review"}


@dataclass
class Filling:
    """What a file comes to for one session; nothing is kept until `keep`."""

    session: Session
    file: AnswersFile
    edits: list[Edit] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    """`file:line: what`, in the person's language."""
    told: list[str] = field(default_factory=list)
    """Conversions, and what was left out."""
    answers: Answers = field(default_factory=Answers)
    """What the answers would be."""

    @classmethod
    def from_file(cls, source: Path, session: Session) -> "Filling":
        """Read a person's file.

        Raises:
            FlowFaultError: It is no file of answers.
        """
        return cls.of(read_answers_file(source), session)

    @classmethod
    def from_case(cls, name: str, session: Session) -> "Filling":
        """Read a case that is shipped, in the language of the session.

        Raises:
            FlowError: There is no such case.
        """
        return cls.of(load_case(name, session.lang), session)

    @classmethod
    def of(cls, file: AnswersFile, session: Session) -> "Filling":
        """What answers that were read already come to."""
        made = cls(session, file, answers=session.answers)
        made._take(file)
        return made

    @property
    def count(self) -> int:
        """How many questions get an answer."""
        return len({edit.question for edit in self.edits if hasattr(edit, "question")})

    def keep(self) -> None:
        """Keep everything that could be read, in one piece."""
        if self.edits:
            self.session.edit(*self.edits)

    def _take(self, file: AnswersFile) -> None:
        flow = self.session.flow
        given = {**file.answers, **file.review_answers}
        if is_under_review(flow, self.session.answers):
            given = {name: one for name, one in given.items() if name not in file.answers}
            self._tell("fill.review_only")
        known = {one.id for step in flow.method.steps for one in step.questions}
        left_out = 0
        for name in given:
            if name not in known:
                near = get_close_matches(name, known, n=1)
                self._problem("fill.no_question", name, name=name, near=near[0] if near else "")
            elif name not in flow.questions and name != "setup_flow":
                left_out += 1
        if left_out:
            self._tell("fill.not_asked", count=left_out, flow=flow.title(self.session.lang))
        self._compare_flow(given.get("setup_flow"))
        for name, question in flow.questions.items():
            if name in given:
                self._question(question, given[name])
        self._compare_computed(given)

    def _compare_flow(self, value: Json) -> None:
        wanted = _FLOW_NAMES.get(str(value), str(value))
        if value is not None and wanted != self.session.flow.id:
            lang = self.session.lang
            flow = self.session.flow.title(lang)
            self._tell("fill.other_flow", value=_title(wanted, lang), flow=flow)

    def _about(self) -> Context:
        return context(
            self.session.flow, self.answers, today=self.session.today, lang=self.session.lang
        )

    def _question(self, question: Question, value: Json) -> None:
        try:
            edits = list(self._edits(question, value))
        except AnswerError as problem:
            self._answer_problem(problem, question.id)
            return
        for edit in edits:
            self.answers = changed(self.answers, edit)
        self.edits += edits

    def _edits(self, question: Question, value: Json) -> Iterator[Edit]:
        if isinstance(value, dict) and "state" in value:
            yield from _stated(question.id, value)
        elif isinstance(question, TableQuestion):
            yield from self._table(question, value)
        elif value is not None:
            read = self._value(question, value, question.id)
            if self.answers.value(question.id) != read:
                yield SetValue(question.id, read, Origin.IMPORTED)

    def _value(self, spec: Question | Column, value: Json, *place: str | int) -> Scalar:
        """A value as the file has it, or as a person would write it."""
        if isinstance(spec, TableQuestion):
            raise AnswerError("answer.table.expected", question=spec.id)
        try:
            return spec.load(value)
        except AnswerError:
            if not isinstance(value, str):
                raise
            reading = spec.parse(value, self._about())
            for notice in reading.notices:
                line = self.file.line(str(place[0]), *place[1:])
                words = say(notice.key, self.session.lang, **dict(notice.values))
                self.told.append(f"{self.file.located.file}:{line}: {words}")
            return reading.value

    def _table(self, table: TableQuestion, value: Json) -> Iterator[Edit]:
        if not isinstance(value, list):
            raise AnswerError("fill.rows_expected", question=table.id)
        now = {row.key: row for row in self.session.answers.rows(table.id)}
        seen: dict[str, int] = {}
        for at, row in enumerate(value):
            if not isinstance(row, dict):
                self._problem("fill.row_expected", table.id, at, question=table.id)
                continue
            cells = self._cells(table, row, at)
            key = table.row_key(cells) or (f"r{at + 1}" if not table.key_columns else "")
            if not key:
                self._problem("answer.row.no_id", table.id, at, columns=table.key_columns)
            elif key in seen:
                self._problem("answer.row.duplicate", table.id, at, row=key)
            else:
                seen[key] = at
                yield from _row_edits(table, now.get(key), key, cells, at)
        yield from (RemoveRow(table.id, key) for key in now if key not in seen)
        if not value:
            yield CloseTable(table.id)

    def _cells(self, table: TableQuestion, row: Mapping[str, Json], at: int) -> dict[str, Cell]:
        known = {column.id: column for column in table.columns}
        every = {
            column.id
            for step in self.session.flow.method.steps
            for question in step.questions
            if question.id == table.id and isinstance(question, TableQuestion)
            for column in question.columns
        }
        cells: dict[str, Cell] = {}
        for name, value in row.items():
            if name not in every:
                near = get_close_matches(name, every, n=1)
                guess = near[0] if near else ""
                self._problem("fill.no_column", table.id, at, name, name=name, near=guess)
            elif name in known and value is not None and known[name].compute is None:
                try:
                    cells[name] = self._value(known[name], value, table.id, at, name)
                except AnswerError as problem:
                    self._answer_problem(problem, table.id, at, name)
        if table.absent == "zero" and all(
            cells.get(one.id) == 0 for one in table.typed if one.id in cells
        ):
            return {name: cells[name] for name in table.laid_out if name in cells}
        return cells

    def _compare_computed(self, given: Mapping[str, Json]) -> None:
        """Say where a file's value differs from the one that is worked out."""
        flow = self.session.flow
        figures = path(flow, self.answers, today=self.session.today).figures
        for table in flow.tables.values():
            rows = given.get(table.id)
            computed = [column for column in table.columns if column.compute is not None]
            for at, row in enumerate(rows if isinstance(rows, list) and computed else []):
                for column in computed:
                    if not isinstance(row, dict) or row.get(column.id) is None:
                        continue
                    source = column.compute
                    key = tuple(row.get(name) for name in source.by) if source else ()
                    worked = figures.cell(source.figure, key) if source else None
                    written = self._written(column, row[column.id])
                    if worked is not None and written != worked:
                        line = self.file.line(table.id, at, column.id)
                        words = say(
                            "fill.computed",
                            self.session.lang,
                            column=column.label(self.session.lang),
                            written=shown(written, self.session.lang),
                            worked=shown(worked, self.session.lang),
                        )
                        self.told.append(f"{self.file.located.file}:{line}: {words}")

    def _written(self, column: Column, value: Json) -> Scalar | None:
        try:
            return column.load(value)
        except AnswerError:
            return None

    def _answer_problem(self, problem: AnswerError, question: str, *place: str | int) -> None:
        self._problem(problem.key, question, *place, **problem.values)

    def _problem(self, key: str, question: str, /, *place: str | int, **values: object) -> None:
        line = self.file.line(question, *place)
        where = " ".join(str(one + 1) if isinstance(one, int) else one for one in place)
        words = say(key, self.session.lang, **values)
        said = f"{self.file.located.file}:{line}: {question} {where}".rstrip()
        self.problems.append(f"{said}: {words}")

    def _tell(self, key: str, /, **values: object) -> None:
        self.told.append(say(key, self.session.lang, **values))


def _stated(question: str, value: Mapping[str, Json]) -> Iterator[Edit]:
    if value.get("state") == "unknown":
        yield MarkUnknown(question, str(value.get("who") or ""), str(value.get("by") or ""))
    elif value.get("state") == "not_applicable":
        yield MarkNotApplicable(question, str(value.get("why") or ""))
    else:
        raise AnswerError("fill.no_state", state=str(value.get("state")))


def _row_edits(
    table: TableQuestion, now: Row | None, key: str, cells: Mapping[str, Cell], at: int
) -> Iterator[Edit]:
    if now is None:
        if set(cells) - set(table.laid_out) or not table.laid_out:
            yield AddRow(table.id, key, cells, RANK_STEP * (at + 1), Origin.IMPORTED)
        return
    for column in table.columns:
        if now[column.id] != cells.get(column.id) and column.id not in table.laid_out:
            yield SetCell(table.id, key, column.id, cells.get(column.id), Origin.IMPORTED)


def _title(flow: str, lang: Lang) -> str:
    """What a flow is called; its id where there is none such here."""
    try:
        return load_flow(flow).title(lang)
    except FlowError:
        return flow
