"""Whether what is asked is there in full, so that finding nothing wrong means something."""

from collections.abc import Iterator
from typing import Final

from kamguide.coach.subject import Subject
from kamguide.engine.figures import inputs_of
from kamguide.engine.tables import gaps, standing_rows
from kamguide.model.answers import Open, State
from kamguide.model.flow import Figure, FigureSource
from kamguide.model.questions.table import TableQuestion
from kamguide.model.rules import Check

_WEIGHT: Final = "weight"


class Completeness:
    """What is complete of one plan, by the names of questions, columns and figures."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._flow = subject.flow
        self._known: dict[str, bool] = {}
        self._applying: dict[str, bool] = {}
        self._alternatives = {
            name for group in subject.flow.alternatives for name in group.questions
        }

    # Whether the flow has it

    def applies(self, name: str) -> bool:
        """Whether the flow asks a question or `question.column`, or all that a figure needs."""
        question, _, column = name.partition(".")
        if question in self._flow.questions:
            table = self._flow.tables.get(question)
            return not column or (
                table is not None and any(one.id == column for one in table.columns)
            )
        return self._can_be_worked_out(question)

    def _can_be_worked_out(self, name: str) -> bool:
        known = self._applying.get(name)
        if known is None:
            figure = self._flow.figures.get(name)
            known = self._applying[name] = figure is not None and all(
                map(self._has_source, _needed(figure))
            )
        return known

    def _has_source(self, source: FigureSource) -> bool:
        if isinstance(source, str):
            return source in self._flow.sources
        return "figure" not in source or self._can_be_worked_out(source["figure"].partition(".")[0])

    # Whether it is there

    def can_judge(self, check: Check) -> bool:
        """Whether everything that a check looks at is there, and lacks nothing."""
        needed = check.needs or tuple(self._weighted())
        about = (one for one in check.about if one in self._flow.questions)
        return all(map(self._subject.has, check.needs)) and all(
            self.holds(one) for one in (*needed, *about)
        )

    def _weighted(self) -> Iterator[str]:
        """The tables whose weights must add up."""
        for table in self._flow.tables.values():
            if any(one.column == _WEIGHT for one in table.sums):
                yield table.id

    def holds(self, name: str) -> bool:
        """Whether a question is answered without a gap, or a figure rests on such answers."""
        first = name.partition(".")[0]
        known = self._known.get(first)
        if known is None:
            known = self._known[first] = self._is_answered(first) or self._is_founded(first)
        return known

    def _is_answered(self, question: str) -> bool:
        answer = self._subject.answers.get(question) if question in self._subject.asked else None
        if answer is None or answer.state is not State.GIVEN:
            return False
        table = self._flow.tables.get(question)
        return answer.value is not None if table is None else self._has_no_gap(table)

    def _has_no_gap(self, table: TableQuestion) -> bool:
        flow, answers = self._flow, self._subject.answers
        rows = standing_rows(flow, answers, table)
        is_open = any(isinstance(cell, Open) for row in rows for cell in row.cells.values())
        return (bool(rows) or not table.rows.min) and not is_open and not gaps(flow, answers, table)

    def _is_founded(self, name: str) -> bool:
        figure = self._flow.figures.get(name)
        if figure is None or self._subject.figures.get(name) is None:
            return False
        return all(map(self._is_source_there, figure.takes.values()))

    def _is_source_there(self, source: FigureSource) -> bool:
        if isinstance(source, str):
            return self._may_be_left(source) or self.holds(source)
        name = source.get("figure", "").partition(".")[0]
        return not name or not self._can_be_worked_out(name) or self.holds(name)

    def _may_be_left(self, question: str) -> bool:
        """Whether a figure may do without an answer: it is not asked, or nobody must give it."""
        asked = self._flow.questions.get(question)
        if asked is None:
            return True
        is_free = not asked.required or question in self._alternatives
        return is_free and not self._subject.is_answered(question)


def _needed(figure: Figure) -> Iterator[FigureSource]:
    """Where a figure's inputs come from, without which it is not worked out."""
    for name, spec in inputs_of(figure.calculation).items():
        if spec.needed and name in figure.takes:
            yield figure.takes[name]
