"""What chapters are written on: answers as blocks, in one language, with their marks.

A chapter names questions and figures; how an answer becomes prose or a table is said here once.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kamguide.engine.findings import Finding, Findings
from kamguide.engine.path import Path
from kamguide.engine.tables import standing_rows
from kamguide.messages import filled, has, money, money_unit, number, percent, say
from kamguide.model.answers import Row, State
from kamguide.model.flow import Flow
from kamguide.model.questions.table import KEY_JOINT, GridRows, TableQuestion
from kamguide.model.questions.table import Column as TableColumn
from kamguide.model.text import Lang
from kamguide.plan.blocks import Block, Cell, Column, Heading, Mark, Note, Paragraph, Table
from kamguide.plan.wording import Wording, with_years

_NUMERIC = {"money", "number", "percent", "scale", "year"}
TableCells = Sequence[Sequence[str | Cell]]


class Paper:
    """One plan, being written."""

    def __init__(self, flow: Flow, path: Path, findings: Findings, lang: Lang) -> None:
        self.flow = flow
        self.path = path
        self.answers = path.standing
        self.figures = path.figures
        self.findings = findings
        self.lang = lang
        self.words = Wording(flow, path.standing, lang)
        year = path.standing.value("setup_base_year")
        self.base_year = year if isinstance(year, int) else None
        self._blocked = {one.question for one in findings if one.severity == "block"}

    # Words

    def say(self, key: str, /, **values: object) -> str:
        """A sentence or title of the plan."""
        return say(f"plan.{key}", self.lang, **values)

    def title(self, question: str) -> str:
        """The short title of a question; the question itself where it has none."""
        key = f"plan.q.{question}"
        if has(key, self.lang):
            return say(key, self.lang)
        return self.flow.questions[question].ask(self.lang)

    def year(self, offset: int) -> str:
        """A plan year: `T+1 (2027)`, or `T+1` while the base year is not known."""
        name = f"T{offset:+}" if offset else "T0"
        return with_years(name, self.base_year)

    def text(self, question: str) -> str:
        """An answer as text; nothing where there is none."""
        found = self.flow.questions.get(question)
        if found is None or isinstance(found, TableQuestion):
            return ""
        return self.words.value(found, self.answers.value(question))

    def mark(self, question: str) -> Mark:
        """How an answer is marked."""
        answer = self.answers.get(question)
        if answer is None:
            return ""
        if answer.state is State.UNKNOWN:
            return "open"
        if question in self._blocked:
            return "correct"
        return "weak" if answer.kept else ""

    def money_unit(self) -> str:
        """The plan's money unit and currency, in words."""
        unit = self.answers.text("setup_money_unit")
        currency = self.answers.text("setup_currency")
        return money_unit(int(unit) if unit.isdecimal() else 1, currency, self.lang)

    def payback(self, year: str | None) -> str:
        """The year in which the plan has paid, in words."""
        if year is None:
            return self.say("payback.later")
        return with_years(year, self.base_year)

    # Blocks

    def heading(self, key: str, level: int = 2) -> Heading:
        """A heading by its key."""
        return Heading(self.say(key), level)

    def prose(self, *questions: str) -> Iterator[Block]:
        """Answers in words, each under its title; those not given are left out."""
        for name in questions:
            answer = self.answers.get(name)
            if answer is None or name not in self.flow.questions:
                continue
            if answer.state is State.UNKNOWN:
                yield Paragraph(self.say("mark.open"), self.title(name), "open", name)
            elif answer.state is State.NOT_APPLICABLE:
                yield Paragraph(answer.why or "–", self.title(name), "", name)
            elif text := self.text(name):
                yield Paragraph(text, self.title(name), self.mark(name), name)

    def tables(self, *questions: str) -> Iterator[Block]:
        """Answers in rows, each under its title; those not given are left out."""
        for name in questions:
            if (table := self.table(name)) is not None:
                yield table

    def table(
        self, question: str, *, only: Sequence[str] = (), without: Sequence[str] = ()
    ) -> Table | None:
        """A table as it was answered; None where it has no rows.

        A grid with one column to fill becomes a matrix of its two sides.
        """
        spec = self.flow.questions.get(question)
        if not isinstance(spec, TableQuestion):
            return None
        given = {row.key for row in self.answers.rows(question)}
        rows = [row for row in standing_rows(self.flow, self.answers, spec) if row.key in given]
        if not rows:
            return None
        columns = self._shown(spec, rows, only, without)
        if _is_matrix(spec, columns):
            return self._matrix(spec, rows, columns[-1])
        shown = [Column(*self._head(column), numeric=column.type in _NUMERIC) for column in columns]
        title = self.title(question)
        if any(column.type == "money" for column in columns):
            title = f"{title} ({self.money_unit()})"
        return Table(
            title,
            tuple(shown),
            tuple(tuple(self._cell(spec, row, column) for column in columns) for row in rows),
            place=question,
            internal=spec.internal,
        )

    def _shown(
        self, spec: TableQuestion, rows: Sequence[Row], only: Sequence[str], without: Sequence[str]
    ) -> list[TableColumn]:
        """The columns with something in them."""
        return [
            column
            for column in spec.columns
            if (not only or column.id in only)
            and column.id not in without
            and any(self._text(spec, row, column) for row in rows)
        ]

    def _head(self, column: TableColumn) -> tuple[str, str]:
        head = self.words.head(column, self.base_year)
        return head, "%" if column.type == "percent" else ""

    def _cell(self, spec: TableQuestion, row: Row, column: TableColumn) -> Cell:
        text = self._text(spec, row, column)
        if column.type == "percent":
            text = text.removesuffix("%")
        return Cell(text, "", f"{spec.id}.{row.key}.{column.id}")

    def _text(self, spec: TableQuestion, row: Row, column: TableColumn) -> str:
        if column.id in row.cells:
            return self.words.cell(spec, row, column.id)
        source = column.compute or column.suggest
        if source is None:
            return ""
        key = tuple(row[name] for name in source.by)
        return self.words.value(column, self.figures.cell(source.figure, key))

    def _matrix(self, spec: TableQuestion, rows: Sequence[Row], value: TableColumn) -> Table:
        """Scores of one thing against another: rows down, the last axis across."""
        across = spec.laid_out[-1]
        down = spec.laid_out[:-1]
        tops = list(dict.fromkeys(row[across] for row in rows))
        sides = list(dict.fromkeys(tuple(row[name] for name in down) for row in rows))
        known = {row.key: row for row in rows}
        heads = [Column(self.words.head(spec.column(name), None)) for name in down]
        heads += [Column(self.words.value(spec.column(across), top), numeric=True) for top in tops]
        lines = []
        for side in sides:
            named = [
                Cell(self.words.value(spec.column(name), part))
                for name, part in zip(down, side, strict=True)
            ]
            keys = [KEY_JOINT.join(map(str, (*side, top))) for top in tops]
            marks = [
                Cell(
                    self.words.cell(spec, known[key], value.id) if key in known else "",
                    "",
                    f"{spec.id}.{key}.{value.id}",
                )
                for key in keys
            ]
            lines.append((*named, *marks))
        return Table(
            self.title(spec.id), tuple(heads), tuple(lines), place=spec.id, internal=spec.internal
        )

    def grid(
        self,
        title: str,
        heads: Sequence[str | Column],
        rows: TableCells,
        *,
        totals: int = 0,
        internal: bool = False,
    ) -> Table:
        """A table that was worked out: heads and rows of text; all but the first to the right."""
        columns = tuple(
            head if isinstance(head, Column) else Column(head, numeric=at > 0)
            for at, head in enumerate(heads)
        )
        cells = tuple(
            tuple(one if isinstance(one, Cell) else Cell(one) for one in row) for row in rows
        )
        return Table(title, columns, cells, totals, internal=internal)

    def not_done(self) -> Note:
        """What stands where a flow leaves a part out."""
        return Note(self.say("not_done", flow=self.flow.title(self.lang)))

    def finding(self, finding: Finding) -> str:
        """A finding in words."""
        rule = self.flow.rules.get(finding.rule)
        if rule is not None:
            return _filled(rule.reply(self.lang), finding, self.lang) or rule.title(self.lang)
        check = next((one for one in self.flow.method.checks if one.id == finding.rule), None)
        if check is None:
            return finding.rule
        return _filled(check.message(self.lang), finding, self.lang) or check.title(self.lang)


def _filled(sentence: str, finding: Finding, lang: Lang) -> str:
    return filled(sentence, finding.values, lang)


def _is_matrix(spec: TableQuestion, columns: Sequence[TableColumn]) -> bool:
    layout = spec.layout
    return (
        isinstance(layout, GridRows)
        and len(spec.laid_out) > 1
        and len([one for one in columns if one.id not in spec.laid_out]) == 1
    )


def amount(value: Decimal | int | None) -> str:
    """Money in a cell."""
    return money(value)


def share(value: Decimal | int | None) -> str:
    """A percentage in a cell."""
    return percent(value)


def figure(value: Decimal | int | None, places: int = 2) -> str:
    """A plain number in a cell, with so many decimals."""
    return number(value, places, fixed=True)
