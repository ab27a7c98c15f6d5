"""What the ladders look at: answers that are there, figures, and checks that were passed."""

from collections.abc import Callable, Iterator
from typing import Final

from kamguide.coach import words
from kamguide.coach.rubric.standing import Completeness
from kamguide.coach.subject import Subject
from kamguide.engine.findings import Findings
from kamguide.engine.tables import row_is_needed, standing_rows
from kamguide.model.answers import Cell, Open, Row
from kamguide.model.questions.choices import ChoiceColumn
from kamguide.model.questions.table import TableQuestion
from kamguide.model.rules import Check

Ladder = Iterator[object]
"""Three conditions: what makes a plan weak instead of missing, sound, and strong."""


def is_told(cell: Cell | None) -> bool:
    """Whether a cell says something: not empty, and not left open."""
    return not isinstance(cell, Open) and cell not in (None, "", ())


class Plan:
    """One plan as the ladders see it."""

    def __init__(self, subject: Subject, findings: Findings) -> None:
        self.subject: Final = subject
        self.figures: Final = subject.figures
        self._checks = subject.flow.checks
        self._complete = Completeness(subject)
        self._found = {one.rule for one in findings}
        self._found_at = {(one.rule, one.question) for one in findings}

    # Answers

    def asks(self, question: str) -> bool:
        """Whether the flow has a question."""
        return question in self.subject.flow.questions

    def has(self, *questions: str) -> bool:
        """Whether those of these questions that the flow has are answered."""
        return all(self.subject.is_answered(one) for one in questions if self.asks(one))

    def rows(self, *tables: str) -> tuple[Row, ...]:
        """The rows of tables, one after the other."""
        return tuple(row for table in tables for row in self.subject.rows(table))

    def form(self, *questions: str) -> str:
        """Answers in words, as they are compared; nothing where there are none."""
        return " ".join(self.subject.form(self.subject.answers.text(one)) for one in questions)

    def told(self, table: str, *columns: str) -> tuple[Row, ...]:
        """The rows that have each of these columns filled, as far as the flow shows it."""
        shown = [one for one in columns if self.subject.has_column(table, one)]
        return tuple(row for row in self.rows(table) if all(is_told(row[one]) for one in shown))

    def full(self, table: str, *columns: str, least: int = 1) -> bool:
        """Whether a table has so many rows, and each that it must have tells these columns.

        True of a table that the flow does not ask.
        """
        question = self.subject.flow.tables.get(table)
        if question is None:
            return True
        told = self.told(table, *columns)
        return len(told) >= least and {row.key for row in told} >= set(self._needed(question))

    def _needed(self, table: TableQuestion) -> Iterator[str]:
        """The rows that a table has or must have."""
        given = {row.key for row in self.rows(table.id)}
        for row in standing_rows(self.subject.flow, self.subject.answers, table):
            if row.key in given or row_is_needed(table, row):
                yield row.key

    def is_complete(self, *names: str) -> bool:
        """Whether those of these questions and figures that the flow has lack nothing."""
        return all(not self._complete.applies(one) or self._complete.holds(one) for one in names)

    # What was found

    def free_at(self, question: str, *rules: str) -> bool:
        """Whether none of these rules found anything in one question."""
        return all((rule, question) not in self._found_at for rule in rules)

    def passes(self, *checks: str) -> bool:
        """Whether each of these checks that the flow has was made, and found nothing."""
        known = (self._checks[one] for one in checks if one in self._checks)
        return all(self.is_passed(one) for one in known if self.applies(one))

    def applies(self, check: Check) -> bool:
        """Whether the flow asks all that a check needs."""
        return all(map(self._complete.applies, check.needs))

    def is_passed(self, check: Check) -> bool:
        """Whether a check had all it looks at, and found nothing."""
        return check.id not in self._found and self._complete.can_judge(check)

    # Words

    def named(self, form: str, table: str, column: str) -> int:
        """How many options of a column a compared text names, by label or code."""
        question = self.subject.flow.tables.get(table)
        spec = question.column(column) if question is not None else None
        options = spec.options if isinstance(spec, ChoiceColumn) else ()
        return sum(1 for one in options if words.found(form, (one.id, *one.label.root.values())))


Grading = Callable[[Plan], Ladder]
"""What grades one criterion."""
