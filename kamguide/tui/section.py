"""The live section of the plan: what the answers of one step have become, and what to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from kamguide.export.foldedtext import FoldedText
from kamguide.export.traces import PART, PLACE
from kamguide.messages import say
from kamguide.model.questions.table import TableQuestion
from kamguide.model.text import clean
from kamguide.plan.advice import finding_in_words
from kamguide.plan.wording import Wording, short_title
from kamguide.tui.leaves import Leaf
from kamguide.workspace.listing import Listing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kamguide.engine.findings import Finding
    from kamguide.model.answers import Answer
    from kamguide.model.flow import FlowStep
    from kamguide.model.questions import Question
    from kamguide.model.questions.table import Column
    from kamguide.workspace.session import Session

SHOWN_ROWS: Final = 8
NUMBERS: Final = ("money", "number", "percent", "scale")
SHOWN_NUMBERS: Final = 2
NUMBER_WIDTH: Final = 10
SIGNS: Final = {"block": "x", "warn": "!"}
"""A sign for what must be corrected, and for what the coach asks; words stand behind it."""


class LiveSection:
    """The section of one step, leaf by leaf: findings, charts, answers, what is still to come."""

    def __init__(self, session: Session, step: FlowStep) -> None:
        self._session = session
        self._step = step
        self._lang = session.lang
        self._wording = Wording(session.flow, session.path.standing, session.lang)

    def leaves(self) -> Iterator[Leaf]:
        """Everything of it, in the order in which it is read."""
        yield Leaf([FoldedText(self._step.title(self._lang), "bold"), FoldedText("")], 2)
        shown = [*self._findings(), *self._charts(), *self._answers()]
        empty = FoldedText(say("screen.section_empty", self._lang), "italic")
        yield from shown or [Leaf([empty, FoldedText("")], 2)]
        yield from self._missing()

    def _findings(self) -> Iterator[Leaf]:
        names = {question.id for question in self._step.questions}
        found = [one for one in self._session.findings_in(names) if one.severity != "info"]
        yield from _told(self._session, self._wording, found)

    def _charts(self) -> Iterator[Leaf]:
        if self._session.progress.of(self._step.id).answered:
            yield Leaf([StepCharts(self._session, self._step)], 12)

    def _answers(self) -> Iterator[Leaf]:
        asked = {question.id for question in self._session.path.asked}
        for question in self._step.questions:
            if question.id in asked and question.id in self._session.path.standing:
                parts = self._answer(question)
                yield Leaf([*parts, FoldedText("")], len(parts) + 1)

    def _answer(self, question: Question) -> list[RenderableType]:
        title = short_title(self._session.flow, question.id, self._lang)
        answer = self._session.path.standing[question.id]
        if isinstance(question, TableQuestion) and answer.rows:
            head = _placed(FoldedText(title, "bold"), question.id)
            return [head, *self._table(question, answer)]
        words = "\n".join(Listing(self._session).answer(question))
        lead = say("live.lead", self._lang, title=title)
        return [_placed(FoldedText(lead, "bold").append(clean(words), "not bold"), question.id)]

    def _missing(self) -> Iterator[Leaf]:
        missing = self._session.progress.of(self._step.id).missing
        if missing:
            yield Leaf([FoldedText(say("live.missing", self._lang), "bold")], 1)
        for name in missing:
            title = short_title(self._session.flow, name, self._lang)
            yield Leaf([_placed(FoldedText(f"- {title}"), name)], 1)

    def _table(self, table: TableQuestion, answer: Answer) -> Iterator[RenderableType]:
        columns = tuple(_telling(table, answer))
        shown = Table(box=None, pad_edge=False, expand=True, header_style="italic")
        for column in columns:
            label = FoldedText(column.label(self._lang), no_wrap=False)
            if column.type in NUMBERS:
                shown.add_column(label, justify="right", no_wrap=True, max_width=NUMBER_WIDTH)
            elif column.id in table.key:
                shown.add_column(FoldedText(""), no_wrap=True, min_width=_width(answer, column))
            else:
                shown.add_column(label, no_wrap=True, overflow="ellipsis", ratio=1)
        for at, row in enumerate(answer.rows[:SHOWN_ROWS]):
            cells = ((one, self._wording.cell(table, row, one.id)) for one in columns)
            shown.add_row(
                *(
                    _placed(FoldedText(text), f"{table.id}.{row.key}.", f"{at}.{one.id}")
                    for one, text in cells
                )
            )
        yield shown
        if len(answer.rows) > SHOWN_ROWS:
            more = say("talk.and_more", self._lang, count=len(answer.rows) - SHOWN_ROWS)
            yield FoldedText(more, "italic")


class StepCharts:
    """What the numbers of a step come to, drawn; worked out only where it is seen."""

    def __init__(self, session: Session, step: FlowStep) -> None:
        self._session = session
        self._step = step

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Each chart under its title; nothing while there is none."""
        from kamguide.export.terminal import DrawnChart
        from kamguide.tui.signs import pen
        from kamguide.workspace.charting import charts_of_step

        del console, options
        for chart in charts_of_step(self._session, self._step):
            yield FoldedText(clean(chart.title), "italic")
            yield DrawnChart(chart, self._session.lang, pen())
            yield FoldedText("")


def whole_plan(session: Session) -> Iterator[Leaf]:
    """What stands beside the talk once everything is answered: where to read, what to look at."""
    lang = session.lang
    yield Leaf([FoldedText(say("live.whole", lang), "bold"), FoldedText("")], 2)
    yield Leaf([FoldedText(say("live.whole_next", lang)), FoldedText("")], 3)
    names = {question.id for question in session.path.asked}
    found = [one for one in session.findings_in(names) if one.severity != "info"]
    yield from _told(session, Wording(session.flow, session.path.standing, lang), found)


def _told(session: Session, wording: Wording, found: Sequence[Finding]) -> Iterator[Leaf]:
    """Findings, a line each and an empty one behind them."""
    for one in found:
        yield Leaf([_finding(session, wording, one)], 2)
    if found:
        yield Leaf([FoldedText("")], 1)


def _finding(session: Session, wording: Wording, finding: Finding) -> Text:
    answer = session.answers.get(finding.question)
    kept = answer is not None and finding.rule in answer.kept
    key = "kept" if kept else finding.severity
    words = finding_in_words(session.flow, wording, finding)
    text = FoldedText(f"{SIGNS[finding.severity]} ")
    text.append(say(f"live.{key}", session.lang), "bold").append(clean(words))
    cell = f".{finding.row}.{finding.column}" if finding.row else ""
    return _placed(text, f"{finding.question}{cell}")


def _placed(text: Text, place: str, part: str = "") -> Text:
    """A text that knows, unseen, which answer it shows."""
    text.apply_meta({PLACE: place, PART: part})
    return text


def _telling(table: TableQuestion, answer: Answer) -> Iterator[Column]:
    """The few columns there is room for: what tells rows apart, and the last numbers."""
    filled = [one for one in table.columns if any(one.id in row.cells for row in answer.rows)]
    numbers = [one.id for one in filled if one.type in NUMBERS][-SHOWN_NUMBERS:]
    named = {*table.key_columns, table.main.id, *numbers}
    if not numbers:
        named |= {one.id for one in filled if one.id not in named and one.type != "text"}
    yield from (one for one in filled if one.id in named)


def _width(answer: Answer, column: Column) -> int:
    return max(len(str(row[column.id] or "")) for row in answer.rows)
