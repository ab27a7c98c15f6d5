"""What one plan knows: answers and figures, in words, with their marks.

Whatever is looked up is noted, so that each section can say what it rests on.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from kamguide.engine.findings import Finding, Findings
from kamguide.engine.path import Path
from kamguide.messages import money_unit, say
from kamguide.messages.joining import listed
from kamguide.model.answers import Answer, Open, Row, State
from kamguide.model.fiscal import fiscal_year
from kamguide.model.flow import Flow
from kamguide.model.questions.table import TableQuestion
from kamguide.model.text import Lang
from kamguide.plan.advice import finding_in_words
from kamguide.plan.blocks import Mark
from kamguide.plan.views import is_internal
from kamguide.plan.wording import Wording, short_title, with_years

SOURCES: Final = "setup_sources"
CHECK: Final = "C"
"""What the ids of checks begin with; those of rules begin otherwise."""
_SOURCE: Final = re.compile(r"(?<![A-Za-z0-9])SR\d+(?![A-Za-z0-9])")


class Known:
    """The answers, figures and findings of one plan, read in one language."""

    def __init__(self, flow: Flow, path: Path, findings: Findings, lang: Lang) -> None:
        self.flow = flow
        self.path = path
        self.answers = path.standing
        self.findings = findings
        self.lang = lang
        self.words = Wording(flow, path.standing, lang)
        year = path.standing.value("setup_base_year")
        self.base_year = year if isinstance(year, int) else None
        self.fiscal = fiscal_year(path.standing.settings)
        self.sections: dict[str, tuple[str, ...]] = {}
        """The questions that each finished section looked up."""
        self.placed: set[str] = set()
        """The places of the answers that stand in the finished sections."""
        self._used: dict[str, None] = {}
        self._marks: dict[str, Mapping[tuple[str, str], Mark]] = {}

    # Words

    def say(self, key: str, /, **values: object) -> str:
        """A sentence or title of the plan."""
        return say(f"plan.{key}", self.lang, **values)

    def title(self, question: str) -> str:
        """The short title of a question; the question itself where it has none."""
        return short_title(self.flow, question, self.lang)

    def year(self, offset: int) -> str:
        """A plan year: `T+1 (2027)`, or `T+1` while the base year is not known."""
        name = f"T{offset:+}" if offset else "T0"
        return with_years(name, self.base_year, self.fiscal)

    def money_unit(self) -> str:
        """The plan's money unit and currency, in words."""
        unit = self.answers.text("setup_money_unit")
        if not unit:
            return self.say("unit.unknown")
        currency = self.answers.text("setup_currency")
        return money_unit(int(unit) if unit.isdecimal() else 1, currency, self.lang)

    def payback(self, year: str | None) -> str:
        """The year in which the plan has paid, in words."""
        if year is None:
            return self.say("payback.later")
        return with_years(year, self.base_year, self.fiscal)

    def listed(self, parts: list[str]) -> str:
        """Several things in one line."""
        return listed(parts, self.lang)

    def finding(self, finding: Finding) -> str:
        """A finding in words."""
        return finding_in_words(self.flow, self.words, finding)

    def use(self, question: str) -> None:
        """Note that the section rests on a question."""
        self._used[question] = None

    def answer(self, question: str) -> Answer | None:
        """An answer, if there is one."""
        self.use(question)
        return self.answers.get(question)

    def rows(self, question: str) -> tuple[Row, ...]:
        """The rows of a table."""
        self.use(question)
        return self.answers.rows(question)

    def text(self, question: str) -> str:
        """An answer as text; nothing where there is none."""
        self.use(question)
        found = self.flow.questions.get(question)
        if found is None or isinstance(found, TableQuestion):
            return ""
        return self.words.value(found, self.answers.value(question))

    def cell(self, question: str, row: Row, column: str) -> str:
        """A cell as text."""
        table = self.flow.questions.get(question)
        if not isinstance(table, TableQuestion):
            return ""
        known = any(one.id == column for one in table.columns)
        return self.words.cell(table, row, column) if known else ""

    def figure(self, name: str) -> Any:
        """A figure, or None while it cannot be worked out."""
        self._used.update(dict.fromkeys(self._inputs(name)))
        return self.path.figures.get(name)

    def _inputs(self, name: str) -> Iterator[str]:
        """The questions that a figure is worked out from, directly or not."""
        figure = self.flow.figures.get(name.split(".", maxsplit=1)[0])
        for source in figure.takes.values() if figure is not None else ():
            if isinstance(source, str):
                yield source
            elif isinstance(source, Mapping) and "figure" in source:
                yield from self._inputs(source["figure"])

    def close_section(self, key: str) -> tuple[str, ...]:
        """The questions that were looked up since the section before, in order."""
        used = tuple(self._used)
        self._used.clear()
        self.sections[key] = used
        return used

    # Marks

    def mark(self, question: str) -> Mark:
        """How an answer is marked."""
        answer = self.answers.get(question)
        if answer is None:
            return ""
        if answer.state is State.UNKNOWN:
            return "open"
        if any(one.severity == "block" for one in self._about(question)):
            return "correct"
        return "weak" if answer.kept else ""

    def cell_marks(self, question: str) -> Mapping[tuple[str, str], Mark]:
        """How the cells of a table are marked, by row and column; the column may be empty."""
        if question not in self._marks:
            self._marks[question] = self._marks_of(question)
        return self._marks[question]

    def _marks_of(self, question: str) -> Mapping[tuple[str, str], Mark]:
        answer = self.answers.get(question)
        marks: dict[tuple[str, str], Mark] = {}
        for one in self._about(question):
            if not one.row:
                continue
            if one.severity == "block":
                marks[one.row, one.column] = "correct"
            elif answer is not None and one.rule in answer.kept:
                marks.setdefault((one.row, one.column), "weak")
        for row in answer.rows if answer is not None else ():
            for column, value in row.cells.items():
                if value is Open.OPEN:
                    marks[row.key, column] = "open"
        return marks

    def _about(self, question: str) -> Iterator[Finding]:
        return (one for one in self.findings if one.question == question and one.rule[0] != CHECK)

    def is_internal(self, question: str, row: str = "") -> bool:
        """Whether an answer, or a row of it, is for our own eyes."""
        answer = self.answers.get(question)
        found = answer.row(row) if answer is not None and row else None
        return is_internal(self.flow.questions.get(question), answer, found)

    # Sources

    def sources_of(self, questions: tuple[str, ...]) -> tuple[str, ...]:
        """The sources that answers to these questions name, in the order of their list."""
        named = {one for question in questions for one in self._named(question)}
        known = [row.key for row in self.answers.rows(SOURCES)]
        return tuple(one for one in known if one in named)

    def _named(self, question: str) -> Iterator[str]:
        answer = self.answers.get(question)
        if answer is None or question == SOURCES:
            return
        values = [answer.value, *(one.source for one in answer.evidence.values())]
        values += [cell for row in answer.rows for cell in row.cells.values() if cell != Open.OPEN]
        for value in values:
            for text in value if isinstance(value, tuple) else (value,):
                if isinstance(text, str):
                    yield from _SOURCE.findall(text)
