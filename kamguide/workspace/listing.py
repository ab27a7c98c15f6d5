"""Lists of what is answered, how far the plan is, and where words stand."""

from collections.abc import Iterator
from typing import Final

from kamguide.engine.path import is_answered
from kamguide.errors import AnswerError
from kamguide.messages import say, span
from kamguide.model.answers import Answer, State
from kamguide.model.questions import Question
from kamguide.model.questions.table import TableQuestion
from kamguide.model.text import folded
from kamguide.plan.wording import Wording
from kamguide.store.events import Event, Kind
from kamguide.workspace.session import Session

MOST_ROWS: Final = 6
"""Rows of one table that are told one by one in a talk."""


class Listing:
    """Words about one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def _lang(self) -> str:
        return self._session.lang

    @property
    def _wording(self) -> Wording:
        return Wording(self._session.flow, self._session.path.standing, self._lang)

    def answers(self, step: str = "") -> str:
        """The questions of a step with their answers, unanswered ones as loud as answered ones.

        Without a step: the one that is open.
        """
        wanted = folded(step) or self._open_step()
        lines: list[str] = []
        for number, question in enumerate(self._session.path.asked, start=1):
            of = self._session.flow.step_of[question.id]
            if wanted in (of.id, *(folded(one) for one in of.title.root.values())):
                lines.append(f"{number:>3}  {question.ask(self._lang)}")
                lines += [f"     {line}" for line in self.answer(question)]
        return "\n".join(lines) or self.status()

    def _open_step(self) -> str:
        turn = self._session.turn
        step = getattr(turn, "step", None)
        return step.id if step is not None else ""

    def answer(self, question: Question, most: int | None = None) -> list[str]:
        """One answer as lines; a table as its rows, at most so many of them."""
        answer = self._session.path.standing.get(question.id)
        if answer is None or answer.state is State.CLEARED:
            return [say("list.unanswered", self._lang)]
        if answer.state is State.UNKNOWN:
            return [say("list.open", self._lang, who=answer.who, by=answer.by)]
        if answer.state is State.NOT_APPLICABLE:
            return [say("list.not_applicable", self._lang, why=answer.why)]
        if isinstance(question, TableQuestion):
            return list(self._rows(question, answer, most))
        weak = f"  [{say('list.weak', self._lang)}]" if answer.kept else ""
        return [self._wording.value(question, answer.value) + weak]

    def _rows(self, table: TableQuestion, answer: Answer, most: int | None) -> Iterator[str]:
        wording = self._wording
        for row in answer.rows[:most]:
            cells = [wording.cell(table, row, column.id) for column in table.columns]
            yield " | ".join(cell for cell in cells if cell)
        if most is not None and len(answer.rows) > most:
            yield say("talk.and_more", self._lang, count=len(answer.rows) - most)
        if not answer.rows:
            yield say("list.no_rows", self._lang)
        elif not is_answered(self._session.flow, self._session.path.standing, table):
            yield say("list.incomplete", self._lang)

    def status(self) -> str:
        """How far each step is, and in all."""
        known = self._session.progress
        lines = []
        for phase in self._session.flow.phases:
            lines.append(phase.title(self._lang))
            for step in phase.steps:
                one = known.of(step.id)
                if one.applicable:
                    lines.append(f"  {one.answered}/{one.applicable}  {step.title(self._lang)}")
        lines.append(
            say(
                "list.in_all",
                self._lang,
                answered=known.answered,
                applicable=known.applicable,
                time=span(known.minutes_left, self._lang),
                missing=len(known.missing),
            )
        )
        return "\n".join(lines)

    def found(self, words: str) -> str:
        """The questions of this plan in which these words stand."""
        wanted = folded(words)
        lines = []
        for number, question in enumerate(self._session.path.asked, start=1):
            text = "\n".join((*question.ask.root.values(), *self.answer(question)))
            if wanted and wanted in folded(text):
                lines.append(f"{number:>3}  {question.ask(self._lang)}")
        return "\n".join(lines) or say("list.nothing_found", self._lang, words=words)

    def event_text(self, event: Event) -> str:
        """What an event says, in a reader's words where the flow still knows the place."""
        if event.kind is Kind.CHALLENGE_ANSWERED:
            return str(event.payload.get("words", ""))
        if event.kind is Kind.DECISION_RECORDED:
            return str(event.payload.get("text", ""))
        if event.kind is Kind.PROGRESS_GIVEN:
            said = [event.row, *event.payload.values()]
            return " ".join(str(one) for one in said if one)
        question = self._session.flow.questions.get(event.question or "")
        value = event.payload.get("value")
        if question is None or value is None:
            values = event.payload.get("values")
            joined = ", ".join(map(str, values.values())) if isinstance(values, dict) else ""
            return " ".join(one for one in (event.row or "", joined) if one)
        try:
            if isinstance(question, TableQuestion):
                spec = question.column(event.column or question.main.id)
                shown = self._wording.value(spec, spec.load(value))
                return " ".join(one for one in (event.row, spec.label(self._lang), shown) if one)
            return self._wording.value(question, question.load(value))
        except (KeyError, AnswerError):
            return str(value)
