"""The live section of the plan: what the answers of one step have become so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text as RichText

from kamguide.messages import say
from kamguide.model.questions.table import TableQuestion
from kamguide.model.text import clean
from kamguide.plan.wording import Wording
from kamguide.workspace.dialogue import Dialogue
from kamguide.workspace.listing import Listing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kamguide.model.answers import Answer
    from kamguide.model.flow import FlowStep
    from kamguide.model.questions import Question
    from kamguide.model.questions.table import Column
    from kamguide.workspace.session import Session

SHOWN_ROWS = 8
NUMBERS = ("money", "number", "percent", "scale")
SHOWN_NUMBERS = 2
NUMBER_WIDTH = 10


def section_of(session: Session, step: FlowStep) -> RenderableType:
    """The answers of a step, and what the coach says of them."""
    title = RichText(step.title(session.lang), "bold")
    head: list[RenderableType] = [title, RichText(""), StepCharts(session, step)]
    parts = [*head]
    asked = {question.id for question in session.path.asked}
    for question in step.questions:
        if question.id in asked and question.id in session.path.standing:
            parts += _answer(session, question)
    parts += _findings(session, step)
    if len(parts) == len(head):
        parts.append(RichText(say("screen.section_empty", session.lang), "italic"))
    return Group(*parts)


class StepCharts:
    """What the numbers of a step come to, drawn; worked out only where it is seen."""

    def __init__(self, session: Session, step: FlowStep) -> None:
        self._session = session
        self._step = step

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Each chart under its title; nothing while there is none."""
        from kamguide.export.terminal import DrawnChart  # noqa: PLC0415 - the question comes first
        from kamguide.tui.signs import pen  # noqa: PLC0415 - as above
        from kamguide.workspace.charting import charts_of_step  # noqa: PLC0415 - as above

        del console, options
        for chart in charts_of_step(self._session, self._step):
            yield RichText(clean(chart.title), "italic")
            yield DrawnChart(chart, self._session.lang, pen())
            yield RichText("")


def _answer(session: Session, question: Question) -> list[RenderableType]:
    head = RichText(question.ask(session.lang), "dim", overflow="ellipsis", no_wrap=True)
    answer = session.path.standing[question.id]
    if isinstance(question, TableQuestion) and answer.rows:
        return [head, _table(session, question, answer), RichText("")]
    return [head, RichText("\n".join(Listing(session).answer(question))), RichText("")]


def _table(session: Session, table: TableQuestion, answer: Answer) -> RenderableType:
    wording = Wording(session.flow, session.path.standing, session.lang)
    columns = tuple(_telling(table, answer))
    shown = Table(box=None, pad_edge=False, expand=True, header_style="italic")
    for column in columns:
        label = RichText(column.label(session.lang))
        if column.type in NUMBERS:
            shown.add_column(label, justify="right", no_wrap=True, max_width=NUMBER_WIDTH)
        elif column.id in table.key:
            shown.add_column(RichText(""), no_wrap=True, min_width=_width(answer, column))
        else:
            shown.add_column(label, no_wrap=True, overflow="ellipsis", ratio=1)
    for row in answer.rows[:SHOWN_ROWS]:
        shown.add_row(*(RichText(wording.cell(table, row, column.id)) for column in columns))
    if len(answer.rows) > SHOWN_ROWS:
        more = say("talk.and_more", session.lang, count=len(answer.rows) - SHOWN_ROWS)
        return Group(shown, RichText(more, "italic"))
    return shown


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


def _findings(session: Session, step: FlowStep) -> list[RenderableType]:
    names = {question.id for question in step.questions}
    dialogue = Dialogue(session)
    return [
        RichText(f"! {dialogue.finding(one)}")
        for one in session.findings_in(names)
        if one.severity != "info"
    ]
