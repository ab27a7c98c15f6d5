"""A question in words: the step, the question, the place in its table, how to reply."""

from collections.abc import Iterator, Mapping, Sequence

from kamguide.engine.carrying import waits
from kamguide.engine.tables import asked_first, gaps, standing_rows
from kamguide.engine.turns import Asked
from kamguide.messages import money_unit as unit_of_money
from kamguide.messages import say, span
from kamguide.model.answers import Cell
from kamguide.model.prompts import (
    CellPrompt,
    LinePrompt,
    LongPrompt,
    PickPrompt,
    PicksPrompt,
    ScalePrompt,
)
from kamguide.model.questions import Question
from kamguide.model.questions.refs import RefColumn, RefsColumn
from kamguide.model.questions.table import Column, FreeRows, TableQuestion
from kamguide.plan.wording import Wording, short_title, text_in
from kamguide.workspace.session import Session


class Asking:
    """The words for one turn."""

    def __init__(self, session: Session, turn: Asked, *, lists: bool = True) -> None:
        self._session = session
        self._lists = lists
        self._turn = turn
        self._lang = session.lang
        self._wording = Wording(session.flow, session.path.standing, session.lang)

    def step(self, box: int | None = None) -> str:
        """The step that begins: its title, what it is for, how long it takes, or may take."""
        step = self._turn.step
        key, minutes = ("coursing.step", box) if box else ("talk.step", step.minutes)
        title = say(key, self._lang, title=step.title(self._lang), time=span(minutes, self._lang))
        return f"{title}\n{step.purpose(self._lang)}"

    def question(self) -> str:
        """The question, what is known about replying to it, and where in its table we are."""
        lines = [self._turn.question.ask(self._lang), *self._hints(), *self._draft()]
        if not self._lists:
            return "\n".join(lines)
        if isinstance(self._turn.question, TableQuestion):
            lines += [self._columns(self._turn.question), *self._so_far(self._turn.question)]
            lines.append(self.place())
        else:
            lines += self.options(self._turn.prompt)  # type: ignore[arg-type]  # no table here
        return "\n".join(line for line in lines if line)

    def place(self) -> str:
        """Where in the table we are."""
        question, place = self._turn.question, self._turn.place
        if not self._lists:
            return ""
        if not isinstance(question, TableQuestion):
            return "\n".join(self.options(self._turn.prompt))  # type: ignore[arg-type]  # as above
        if place is None:
            return rows_first(self._session, question) or say("talk.table_done", self._lang)
        if place.column is None:
            return "\n".join(self._next_row(question, place.row))
        label = self._wording.head(
            question.column(place.column), self._session.interview.context.base_year
        )
        lines = [self._line(question, place.line) if place.line else self._row(question, place.row)]
        optional = question.column(place.column).optional
        mark = say("talk.optional", self._lang) if optional else ""
        lines.append(f"{label}{self._unit(question, place.column)} {mark}".rstrip())
        if self._turn.cell_prompt is not None:
            lines += self.options(self._turn.cell_prompt)
        lines.append(list_first(self._session, question.column(place.column)))
        return "\n".join(line for line in lines if line)

    def _next_row(self, table: TableQuestion, key: str) -> Iterator[str]:
        """That a row may follow, and what it begins with where that is picked from a list."""
        words = "talk.next_row" if self._turn.may_close else "talk.row"
        first = next(one for one in table.typed if not self._is_given(table, one))
        prompt = first.prompt(self._session.interview.context)
        if isinstance(prompt, PickPrompt | PicksPrompt):
            yield self._wording.head(first, self._session.interview.context.base_year)
            yield from self.options(prompt)
            if nothing := list_first(self._session, first):
                yield nothing
        shown = words if self._shows_id(table) else f"{words}.unnamed"
        yield say(shown, self._lang, row=key)

    def options(self, prompt: CellPrompt) -> Sequence[str]:
        """How to reply: the options, the scale, or an example of what can be read."""
        match prompt:
            case PickPrompt(options=options):
                return [
                    self._option(at, one.label(self._lang)) for at, one in enumerate(options, 1)
                ]
            case PicksPrompt(options=options):
                shown = [
                    self._option(at, one.label(self._lang)) for at, one in enumerate(options, 1)
                ]
                return [*shown, say("talk.several", self._lang)]
            case ScalePrompt(min=low, max=high):
                ends = [text_in(one, self._lang) for one in (prompt.low, prompt.high)]
                return [
                    say("talk.scale", self._lang, min=low, max=high)
                    + (self._ends(low, high, *ends) if all(ends) else "")
                ]
            case LinePrompt() | LongPrompt():
                return []

    def _ends(self, low: int, high: int, first: str, last: str) -> str:
        return say("mark.ends", self._lang, low=low, high=high, first=first, last=last)

    def _option(self, number: int, label: str) -> str:
        return f"  {number}  {label}"

    def _hints(self) -> Iterator[str]:
        question = self._turn.question
        if question.hint is not None:
            yield say("mark.hint", self._lang, text=question.hint(self._lang))
        if isinstance(question, TableQuestion):
            yield from self._fewer_rows(question)
        answer = self._session.answers.get(question.id)
        if (
            answer is not None
            and answer.value is not None
            and not isinstance(question, TableQuestion)
        ):
            now = self._wording.value(question, answer.value)
            yield say("talk.now", self._lang, value=now)

    def _fewer_rows(self, table: TableQuestion) -> Iterator[str]:
        """How many rows this flow wants, where it is fewer than the method does."""
        asked = (one for step in self._session.flow.method.steps for one in step.questions)
        own = next(one for one in asked if one.id == table.id)
        here = table.rows
        if isinstance(own, TableQuestion) and here != own.rows and here.max is not None:
            if here.min == here.max:
                yield say("talk.rows_here", self._lang, rows=here.max)
            else:
                yield say("talk.rows_between", self._lang, min=here.min, max=here.max)

    def _draft(self) -> Iterator[str]:
        """What is proposed, and how to take it; or that its basis has changed."""
        question = self._turn.question
        if self._session.looks_again(question.id):
            yield say("talk.look_again", self._lang)
        if waits(self._session.answers, question.id):
            yield from self._carried(question)
        found = self._session.proposal(question.id)
        if found is None:
            return
        if isinstance(question, TableQuestion) and not self._lists:
            yield say("talk.draft_in_table", self._lang, rows=len(found.rows))
            return
        words = self._wording.value(question, found.value)
        if isinstance(question, TableQuestion):
            lines = [self._drafted_row(question, cells) for _, cells in found.rows]
            words = "\n" + "\n".join(lines)
        yield say("talk.draft_offered", self._lang, text=words)
        yield say("talk.draft_how", self._lang)

    def _carried(self, question: Question) -> Iterator[str]:
        """What was carried over, and how to say that it still holds."""
        if isinstance(question, TableQuestion) and self._lists:
            for row in standing_rows(self._session.flow, self._session.path.standing, question):
                yield self._drafted_row(question, row.cells)
        if not self._session.still_asks:
            yield say("annual.still_gaps", self._lang)
            return
        in_grid = isinstance(question, TableQuestion) and not self._lists
        yield say("annual.still_grid" if in_grid else "annual.still", self._lang)

    def _drafted_row(self, table: TableQuestion, cells: Mapping[str, Cell]) -> str:
        shown = (self._wording.value(column, cells.get(column.id)) for column in table.columns)
        return "  " + " | ".join(cell for cell in shown if cell)

    def _columns(self, table: TableQuestion) -> str:
        year = self._session.interview.context.base_year
        names = [
            self._wording.head(column, year)
            for column in table.typed
            if not self._is_given(table, column)
        ]
        if not isinstance(table.layout, FreeRows) or len(names) < 2:  # noqa: PLR2004 - one needs no order
            return ""
        joint = say("mark.joint", self._lang)
        return say("talk.columns", self._lang, columns=joint.join(names))

    def _so_far(self, table: TableQuestion) -> Iterator[str]:
        rows = standing_rows(self._session.flow, self._session.path.standing, table)
        filled = [row for row in rows if set(row.cells) - set(table.laid_out)]
        if filled:
            yield say("talk.rows_so_far", self._lang, count=len(filled), rows=len(rows))

    def _shows_id(self, table: TableQuestion) -> bool:
        return isinstance(table.layout, FreeRows) and bool(table.layout.prefix)

    def _is_given(self, table: TableQuestion, column: Column) -> bool:
        """Whether a column holds ids that rows are given."""
        return column.id in table.key and self._shows_id(table)

    def _row(self, table: TableQuestion, key: str) -> str:
        rows = standing_rows(self._session.flow, self._session.path.standing, table)
        row = next((one for one in rows if one.key == key), None)
        if row is None:
            return key
        if table.laid_out:
            return " / ".join(self._wording.cell(table, row, name) for name in table.laid_out)
        main = self._wording.cell(table, row, table.main.id)
        return f"{key} {main}".strip() if self._shows_id(table) else main

    def _line(self, table: TableQuestion, keys: Sequence[str]) -> str:
        """The rows that one reply fills together: what they share, then each by its last part."""
        rows = standing_rows(self._session.flow, self._session.path.standing, table)
        wanted = [row for row in rows if row.key in keys]
        if len(wanted) < 2:  # noqa: PLR2004 - a line of one is a row
            return self._row(table, keys[0])
        layout = table.layout
        width = len(layout.axes[-1].columns) if hasattr(layout, "axes") else 1
        shared, own = table.laid_out[:-width], table.laid_out[-width:]
        head = " / ".join(self._wording.cell(table, wanted[0], name) for name in shared)
        parts = ["/".join(self._wording.cell(table, row, name) for name in own) for row in wanted]
        joint = say("mark.joint", self._lang)
        return f"{head}\n{say('talk.in_order', self._lang, parts=joint.join(parts))}"

    def _unit(self, table: TableQuestion, column: str) -> str:
        spec = table.column(column)
        if spec.type == "money":
            return say("mark.aside", self._lang, text=money_unit(self._session))
        return say("mark.aside", self._lang, text="%") if spec.type == "percent" else ""


def rows_first(session: Session, table: TableQuestion) -> str:
    """Where the rows of a table come from that has none yet; nothing where it has some."""
    wanted = asked_first(session.flow, session.path.standing, table)
    return _from_elsewhere(session, "talk.rows_first", wanted) if wanted else ""


def list_first(session: Session, column: Column) -> str:
    """Where the list of a column comes from that has nothing to pick yet; nothing where it has."""
    if not isinstance(column, RefColumn | RefsColumn):
        return ""
    prompt = column.prompt(session.interview.context)
    is_empty = isinstance(prompt, PickPrompt | PicksPrompt) and not prompt.options
    return _from_elsewhere(session, "talk.list_first", column.to) if is_empty else ""


def _from_elsewhere(session: Session, key: str, questions: Sequence[str]) -> str:
    """What is to be filled in before, by title and number; nothing where it is not asked."""
    numbers = {one.id: number for number, one in enumerate(session.path.asked, 1)}
    known = [name for name in questions if name in numbers]
    titles = [f"“{short_title(session.flow, name, session.lang)}”" for name in known]
    number = numbers[known[0]] if known else 0
    return say(key, session.lang, questions=titles, number=number) if known else ""


def left_open(session: Session, table: TableQuestion) -> str:
    """What a table that is left still needs, and where; nothing where it has it all."""
    missing = gaps(session.flow, session.path.standing, table)
    if not missing:
        return ""
    first, wording = missing[0], Wording(session.flow, session.path.standing, session.lang)
    column = wording.head(table.column(first.column), session.interview.context.base_year)
    values = {"row": wording.row(table, first.row), "column": column}
    return say("talk.left_open", session.lang, count=len(missing), **values)


def money_unit(session: Session) -> str:
    """The plan's money unit and currency, in words."""
    about = session.interview.context
    return unit_of_money(about.money_unit, about.currency, session.lang)
