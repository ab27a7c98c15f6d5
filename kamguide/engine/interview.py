"""One conversation over one plan: what is open, what a reply comes to, where to go next.

It reads and derives, and keeps nothing: edits come out, and count once they are given back
to `take`. The only thing it holds besides the answers is where the person is.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from operator import is_
from typing import Self

from msgspec.structs import replace

from kamguide.engine.carrying import confirmation_of, first_waiting, is_left_alone, is_own, waits
from kamguide.engine.change import changed
from kamguide.engine.figures import Memory
from kamguide.engine.findings import Findings
from kamguide.engine.machine import CHECKING, COMPLETED, PhaseMachine, Trigger
from kamguide.engine.path import Path, is_answered, is_required, met_alternatives, path
from kamguide.engine.progress import Progress, progress
from kamguide.engine.reading import Read, TableReader, context, read_answer
from kamguide.engine.replies import read_in_table
from kamguide.engine.rowtalk import Place, may_close, next_place
from kamguide.engine.turns import Asked, Checking, Completed, Turn
from kamguide.errors import AnswerError, UsageError
from kamguide.model.answers import Answers
from kamguide.model.context import Context
from kamguide.model.edits import CloseTable, Edit
from kamguide.model.flow import Flow
from kamguide.model.prompts import CellPrompt, LinePrompt
from kamguide.model.questions import Question
from kamguide.model.questions.table import TableQuestion
from kamguide.model.text import Lang


def no_findings(flow: Flow, path: Path) -> Findings:
    """What judges nothing."""
    del flow, path
    return ()


class Interview:
    """The conversation over `answers`, which a judge looks at as they change."""

    def __init__(
        self,
        flow: Flow,
        answers: Answers,
        *,
        today: date,
        lang: Lang,
        judge: Callable[[Flow, Path], Findings] = no_findings,
    ) -> None:
        self.flow = flow
        self.answers = answers
        self.today = today
        self.lang = lang
        self._judge = judge
        self._memory = Memory()
        self._path = path(flow, answers, today=today, memory=self._memory)
        self._findings: tuple[object, Findings] | None = None
        self._progress: tuple[object, Progress] | None = None
        self._expected: tuple[tuple[object, ...], Answers, Path] | None = None
        self._turn: tuple[tuple[object, ...], Turn] | None = None
        self._place: Place | None = None
        self._passed: frozenset[tuple[str, str]] = frozenset()
        self._skipped: frozenset[str] = frozenset()
        self._open = self._first_open()
        phases = tuple(phase.id for phase in flow.phases)
        start = flow.phase_of[self._open].id if self._open else CHECKING
        self._start = start if start in phases else CHECKING

    @classmethod
    def of_complete_plan(
        cls,
        flow: Flow,
        answers: Answers,
        *,
        today: date,
        lang: Lang,
        judge: Callable[[Flow, Path], Findings] = no_findings,
    ) -> Self:
        """The conversation over a plan that was completed, and still is."""
        made = cls(flow, answers, today=today, lang=lang, judge=judge)
        made._start = COMPLETED
        return made

    @cached_property
    def _machine(self) -> PhaseMachine:
        return PhaseMachine(
            self.flow,
            start=self._start,
            is_complete=self._phase_complete,
            is_blocked=self._is_blocked,
        )

    # What is known now

    @property
    def path(self) -> Path:
        """The path, the standing answers and their figures."""
        return self._path

    @property
    def state(self) -> str:
        """Where the person is: a phase, `checking_answers` or `completed`."""
        return self._machine.state

    @property
    def skipped(self) -> frozenset[str]:
        """Questions that were left for later in this sitting."""
        return self._skipped

    @property
    def progress(self) -> Progress:
        """How far the person is."""
        if self._progress is None or self._progress[0] is not self._path:
            self._progress = (self._path, progress(self.flow, self._path))
        return self._progress[1]

    @property
    def findings(self) -> Findings:
        """What the judge says of the answers as they stand."""
        if self._findings is None or self._findings[0] is not self._path:
            self._findings = (self._path, self._judge(self.flow, self._path))
        return self._findings[1]

    @property
    def context(self) -> Context:
        """The facts of the plan that reading a reply depends on."""
        return context(self.flow, self._path.standing, today=self.today, lang=self.lang)

    def turn(self) -> Turn:
        """What the person is asked now."""
        of = (self.flow, self._path, self._open, self._place, self._machine.state, self.lang)
        if self._turn is None or not all(map(is_, self._turn[0], of)):
            self._turn = (of, self._made_turn())
        return self._turn[1]

    def _made_turn(self) -> Turn:
        if self._machine.state == COMPLETED:
            return Completed()
        if self._machine.state == CHECKING or self._open is None:
            return Checking(self.progress.missing, tuple(self.findings))
        return self._asked(self.flow.questions[self._open])

    # What a reply comes to

    def read(self, raw: str) -> Read:
        """What a reply to the open question, row or cell comes to; nothing is changed yet.

        Raises:
            AnswerError: It has no reading, or more than one; the same question stands.
            UsageError: No question is open.
        """
        question = self._open_question()
        if not isinstance(question, TableQuestion):
            return read_answer(question, raw, self.context)
        return read_in_table(self.reader(question), question, self._place or Place(""), raw)

    def reader(self, table: TableQuestion) -> TableReader:
        """What reads cells and rows into `table`."""
        return TableReader(self.flow, self._with_kept_rows(table), table, self.context)

    def _with_kept_rows(self, table: TableQuestion) -> Answers:
        kept = self.answers.get(table.id)
        standing = self._path.standing
        return standing if kept is None else standing.with_answer(table.id, kept)

    # What changes

    def expect(self, edits: Sequence[Edit]) -> Path:
        """The path as it will be once `edits` are kept; nothing of it counts yet."""
        of = (self.flow, self.answers, edits)
        if self._expected is None or not all(map(is_, self._expected[0], of)):
            answers = self.answers
            for edit in edits:
                answers = changed(answers, edit)
            after = path(self.flow, answers, today=self.today, memory=self._memory)
            self._expected = (of, answers, after)
        return self._expected[2]

    def take(self, edits: Sequence[Edit], *, move: bool = False) -> Turn:
        """Count `edits`, which have been kept; `move` goes on when they answer the open place."""
        before = self._place
        self.expect(edits)
        if self._expected is not None:
            (_, self.answers, self._path), self._expected = self._expected, None
        if move and self._open is not None:
            question = self.flow.questions[self._open]
            if isinstance(question, TableQuestion):
                self._move_in_table(question, before, edits)
            else:
                self._go_on()
        return self.turn()

    def _move_in_table(
        self, table: TableQuestion, before: Place | None, edits: Sequence[Edit]
    ) -> None:
        if before is not None and before.column is not None:
            cells = [(row, before.column) for row in before.line or (before.row,)]
            self._passed |= frozenset(cells)
        after = before
        if before is not None and before.column is None and edits:
            after = self._place_in(edits, table)
        self._place = next_place(
            self.flow, self._path.standing, table, after=after, passed=self._passed
        )
        if self._place is None and not waits(self.answers, table.id):
            self._go_on()

    def _place_in(self, edits: Sequence[Edit], table: TableQuestion) -> Place | None:
        """Where the talk is after a new row: behind its last filled cell."""
        row = getattr(edits[-1], "row", "")
        answer = self.answers.get(table.id)
        kept = answer.row(row) if answer else None
        filled = [one.id for one in table.typed if kept is not None and one.id in kept.cells]
        names = [one.id for one in table.typed]
        first_gap = len(filled) < len(names) and len(filled) <= len(table.key_columns) + 1
        return Place(row, filled[-1]) if filled and first_gap else None

    # Where the person goes

    def go_on(self) -> Turn:
        """Leave the open question for later, answered or not.

        One that is answered may come back: a column of it may refer to what is only asked later.
        """
        if self._open is not None:
            question = self.flow.questions[self._open]
            if not is_answered(self.flow, self._path.standing, question):
                self._skipped |= {self._open}
        self._go_on()
        return self.turn()

    def close_edits(self) -> tuple[Edit, ...]:
        """What says that the open table has no more rows.

        Raises:
            AnswerError: It has fewer rows than it needs.
        """
        question = self._open_question()
        if not isinstance(question, TableQuestion):
            return ()
        if not may_close(self.flow, self._path.standing, question):
            raise AnswerError("answer.table.too_few", min=question.rows.min)
        confirmed = confirmation_of(self.flow, self._path.standing, question.id)
        if question.laid_out or self._path.standing.rows(question.id):
            return (confirmed,) if confirmed is not None else ()
        return (CloseTable(question.id),)

    def goto(self, question: str) -> Turn:
        """Open a question of the path, answered or not.

        Raises:
            UsageError: It is not on the path.
        """
        if question not in {one.id for one in self._path.asked}:
            raise UsageError("engine.not_on_path", question=question)
        self._machine.fire(Trigger.GOTO, to=self.flow.phase_of[question].id)
        self._enter(question)
        return self.turn()

    def back(self) -> Turn:
        """Open the question before this one; at the first one, stay."""
        asked = [question.id for question in self._path.asked]
        if self._machine.state in (CHECKING, COMPLETED) or self._open is None:
            return self.goto(asked[-1])
        here = asked.index(self._open) if self._open in asked else 0
        return self.goto(asked[max(0, here - 1)])

    def check_answers(self) -> Turn:
        """Look over the answers."""
        self._machine.fire(Trigger.CHECK_ANSWERS)
        self._open = None
        return self.turn()

    def complete(self) -> Turn:
        """Complete the plan, if nothing is missing and nothing blocks it.

        Raises:
            UsageError: Something is missing, or a finding blocks.
        """
        if self._machine.state not in (CHECKING, COMPLETED):
            self.check_answers()
        if self._machine.state == CHECKING and not self._machine.fire(Trigger.COMPLETE):
            blocks = [one.rule for one in self.findings if one.severity == "block"]
            raise UsageError(
                "engine.not_complete", missing=len(self.progress.missing), blocks=len(blocks)
            )
        return self.turn()

    def reopen(self) -> Turn:
        """Look over the answers of a complete plan again."""
        self._machine.fire(Trigger.REOPEN)
        return self.turn()

    # Inside

    def _open_question(self) -> Question:
        if self._open is None or self._machine.state in (CHECKING, COMPLETED):
            raise UsageError("engine.nothing_open")
        return self.flow.questions[self._open]

    def _asked(self, question: Question) -> Asked:
        about = self.context
        asked = Asked(
            question,
            self.flow.step_of[question.id],
            self.flow.phase_of[question.id],
            question.prompt(about),
        )
        if not isinstance(question, TableQuestion):
            return asked
        place = self._place
        cell: CellPrompt | None = None
        if place is not None:
            cell = question.column(place.column).prompt(about) if place.column else LinePrompt()
        return replace(
            asked,
            place=place,
            cell_prompt=cell,
            may_close=may_close(self.flow, self._path.standing, question),
        )

    def _enter(self, question: str | None) -> None:
        self._open = question
        self._place = None
        self._passed = frozenset()
        if question is not None and (table := self.flow.tables.get(question)) is not None:
            self._place = next_place(self.flow, self._path.standing, table)

    def _go_on(self) -> None:
        """Open the next question that needs asking, from the open one on, then from the start."""
        asked = self._path.asked
        left = self.flow.questions.get(self._open or "")
        start = next((at for at, one in enumerate(asked, start=1) if one is left), 0)
        met = frozenset(met_alternatives(self.flow, self._path.standing))
        following = next((one for one in asked[start:] if self._wants(one, met)), None)
        if following is None:
            missed = set(self.progress.missing) - self._skipped
            following = next((one for one in asked if one.id in missed), None)
        if following is None:
            following = first_waiting(self.flow, self.answers, asked, self._skipped)
        if following is None:
            self._enter(None)
            self._machine.fire(Trigger.CHECK_ANSWERS)
            return
        if self.flow.phase_of[following.id].id != self._machine.state:
            self._machine.fire(Trigger.GOTO, to=self.flow.phase_of[following.id].id)
        self._enter(following.id)

    def _wants(self, question: Question, met: frozenset[str]) -> bool:
        return (
            question.id not in met
            and question.id not in self._skipped
            and not is_left_alone(self.flow, self.answers, question.id)
            and not is_answered(self.flow, self._path.standing, question)
        )

    def _first_open(self) -> str | None:
        """Where a resumed interview goes on: behind the last answer, at what is not answered."""
        standing = self._path.standing
        met = frozenset(met_alternatives(self.flow, standing))
        asked = self._path.asked
        start = max((at for at, one in enumerate(asked) if is_own(standing, one.id)), default=0)
        ahead = (one for one in asked[start:] if self._wants(one, met))
        behind = (
            one
            for one in asked[:start]
            if self._wants(one, met) and is_required(one, self.flow, standing, self._path.figures)
        )
        following = next(ahead, None) or next(behind, None)
        if following is None:
            following = first_waiting(self.flow, self.answers, asked, self._skipped)
        self._enter(following.id if following is not None else None)
        return self._open

    def _phase_complete(self, phase: str) -> bool:
        steps = next(one.steps for one in self.flow.phases if one.id == phase)
        known = self.progress
        return all(known.of(step.id).is_done for step in steps)

    def _is_blocked(self) -> bool:
        return any(finding.severity == "block" for finding in self.findings)
