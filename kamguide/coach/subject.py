"""The plan as a test sees it: what is asked and answered, by name, never changed.

A test is a function of a `Watch` (a rule over one question) or of the `Subject` (a check over
the whole plan); it yields hits, and knows no language.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from kamguide.coach import words
from kamguide.coach.words import Words
from kamguide.engine.path import Path
from kamguide.engine.tables import standing_rows
from kamguide.model.answers import Answer, Answers, Cell, Row, State
from kamguide.model.fiscal import FiscalYear, fiscal_year
from kamguide.model.flow import Flow
from kamguide.model.questions import Question
from kamguide.model.questions.table import Column, TableQuestion, row_name
from kamguide.model.rules import Rule, RuleUse, Severity
from kamguide.model.text import Text

_TEXTS: Final = ("text", "long_text")
_FIRST_LATIN: Final = re.compile("[a-z][a-z0-9&-]*")
_FIRST_HAN: Final = re.compile("[\u3400-\u9fff]{2}")


class Hit(Struct, frozen=True):
    """Where a test found something: in the whole answer, a row or a cell; and with which values."""

    row: str = ""
    column: str = ""
    values: Mapping[str, object] = MappingProxyType({})
    severity: Severity | None = None
    """Graver or milder than the rule says; None leaves it as it is."""
    question: str = ""
    """For checks: the question to be mended."""
    rests_on: tuple[str, ...] = ()


def number(cell: object) -> Decimal | None:
    """The number in a cell; None for anything else."""
    if isinstance(cell, bool) or not isinstance(cell, int | Decimal):
        return None
    return Decimal(cell)


def ids(cell: object) -> tuple[str, ...]:
    """The ids in a cell or an answer, however many it may hold."""
    if isinstance(cell, str):
        return (cell,) if cell else ()
    return tuple(cell) if isinstance(cell, tuple) else ()


class Subject:
    """One plan on its path."""

    def __init__(self, flow: Flow, path: Path) -> None:
        self.flow: Final = flow
        self.answers: Final[Answers] = path.standing
        self.figures: Final = path.figures
        self.today: Final = path.today
        self.asked: Final[Mapping[str, Question]] = {one.id: one for one in path.asked}
        self._forms: dict[str, str] = {}
        self._unknown = frozenset(map(words.normalised, self.words("unknown")))
        self._targets: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._account: Words | None = None

    # Answers

    def rows(self, table: str) -> tuple[Row, ...]:
        """The rows of a table that is asked."""
        return self.answers.rows(table) if table in self.asked else ()

    def by_key(self, table: str, column: str) -> Mapping[str, Row]:
        """The rows of a table by what stands in one of their columns."""
        return {str(row[column]): row for row in self.rows(table) if row[column] is not None}

    def is_answered(self, question: str) -> bool:
        """Whether a question is asked and has an answer that can be judged."""
        answer = self.answers.get(question) if question in self.asked else None
        return (
            answer is not None
            and answer.state is State.GIVEN
            and (answer.value is not None or bool(answer.rows))
        )

    def has(self, name: str) -> bool:
        """Whether a question, `question.column` or figure is there to be judged."""
        question, _, column = name.partition(".")
        if question not in self.flow.questions:
            return self.figures.get(name) is not None
        return self.is_answered(question) and (not column or self.has_column(question, column))

    def first_asked(self, *questions: str) -> str:
        """The first of these questions that is asked: where something can be mended."""
        return next((one for one in questions if one in self.asked), questions[-1])

    def has_column(self, table: str, column: str) -> bool:
        """Whether the flow shows a column of a table."""
        question = self.asked.get(table)
        known = question.columns if isinstance(question, TableQuestion) else ()
        return any(one.id == column for one in known)

    def year(self, offset: int) -> int | None:
        """The calendar year of T0 (0) to T+3 (3); None while the base year is open."""
        base = self.answers.value("setup_base_year")
        return base + offset if isinstance(base, int) else None

    @property
    def fiscal(self) -> FiscalYear:
        """When the years of the plan begin and end."""
        return fiscal_year(self.answers.settings)

    # Words

    def words(self, name: str) -> Words:
        """A list of words of the flow; the customer's own name is one of the customer's words."""
        listed = self.flow.method.words.get(name, ())
        return (*listed, *self.account_names) if name == "customer" else listed

    @property
    def account_names(self) -> Words:
        """What texts may call the account: its name, and its alias or the start of its name."""
        if self._account is None:
            name = self.answers.text("setup_account_name").strip()
            alias = self.answers.text("setup_account_alias").strip() or _short(name)
            self._account = tuple(one for one in (name, alias) if one)
        return self._account

    def form(self, text: str) -> str:
        """`text` as it is compared; each text is brought into that form once."""
        form = self._forms.get(text)
        if form is None:
            form = self._forms[text] = words.normalised(text)
        return form

    def is_unknown(self, form: str) -> bool:
        """Whether a compared text only says that its writer does not know."""
        return form in self._unknown

    # Names

    def name(self, table: str, key: str) -> str:
        """A row as people see it: its id and its name."""
        question = self.flow.questions.get(table)
        row = next((one for one in self.answers.rows(table) if one.key == key), None)
        if row is None or not isinstance(question, TableQuestion):
            return key
        return row_name(question, row) or key

    def label(self, table: str, column: str, code: str) -> Text | str:
        """An option of a choice column in words."""
        question = self.flow.questions.get(table)
        if not isinstance(question, TableQuestion):
            return code
        options = getattr(question.column(column), "options", ())
        return next((one.label for one in options if one.id == code), code)

    def column_label(self, table: str, column: str) -> Text | str:
        """A column of a table in words."""
        question = self.flow.questions.get(table)
        return question.column(column).label if isinstance(question, TableQuestion) else column

    def target_ids(self, tables: tuple[str, ...]) -> tuple[str, ...]:
        """The ids that a reference into `tables` may point to."""
        known = self._targets.get(tables)
        if known is None:
            known = tuple(dict.fromkeys(key for name in tables for key in self._keys(name)))
            self._targets[tables] = known
        return known

    def _keys(self, name: str) -> Iterator[str]:
        question = self.flow.questions.get(name)
        if isinstance(question, TableQuestion):
            rows = standing_rows(self.flow, self.answers, question)
            yield from (row.key for row in rows)
        elif question is not None:
            yield from ids(self.answers.value(name))


def _short(name: str) -> str:
    """The first Latin word of a name, or its first two Chinese characters."""
    form = words.normalised(name)
    match = _FIRST_LATIN.match(form) or _FIRST_HAN.match(form)
    return match[0] if match else ""


class Watch(Struct, frozen=True):
    """A rule over one answer."""

    subject: Subject
    rule: Rule
    use: RuleUse
    question: Question
    answer: Answer

    @property
    def table(self) -> TableQuestion | None:
        """The question, where it is a table."""
        return self.question if isinstance(self.question, TableQuestion) else None

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of the answer."""
        return self.answer.rows

    @property
    def listed(self) -> Words:
        """The words that the rule looks for."""
        return self.subject.words(self.rule.list) if self.rule.list else ()

    def number_of(self, param: str, default: int = 0) -> int:
        """A whole number among the rule's parameters."""
        value = self.rule.params.get(param, default)
        return value if isinstance(value, int) else default

    def words_of(self, param: str) -> Words:
        """Words among the rule's parameters."""
        value = self.rule.params.get(param, ())
        return value if isinstance(value, tuple) else ()

    def is_excused(self, form: str) -> bool:
        """Whether a compared text has what the rule's `unless` names: a number, or a word."""
        unless = self.rule.unless
        if unless is None:
            return False
        if unless == "number":
            return words.has_number(form)
        return bool(words.found(form, self.subject.words(unless)))

    def columns(self) -> tuple[Column, ...]:
        """The columns that the rule looks at: those named, else the main one."""
        table = self.table
        if table is None:
            return ()
        shown = [one for one in table.columns if one.id in self.use.on]
        return tuple(shown) if self.use.on else (table.main,)

    def texts(self) -> Iterator[tuple[str, str, str]]:
        """Row, column and compared form of each text under watch that says something."""
        for row, column, text in self._raw_texts():
            form = self.subject.form(text)
            if form and not self.subject.is_unknown(form):
                yield row, column, form

    def _raw_texts(self) -> Iterator[tuple[str, str, str]]:
        if self.table is None:
            if isinstance(self.answer.value, str) and self.question.type in (*_TEXTS, "ref"):
                yield "", "", self.answer.value
            return
        names = [one.id for one in self.columns() if one.type in _TEXTS]
        for row in self.rows:
            for name in names:
                cell = row[name]
                if isinstance(cell, str):
                    yield row.key, name, cell


def cells(rows: tuple[Row, ...], columns: tuple[str, ...]) -> Iterator[tuple[Row, str, Cell]]:
    """Every filled cell of these columns, row by row."""
    for row in rows:
        for name in columns:
            cell = row[name]
            if cell is not None:
                yield row, name, cell


RuleTest = Callable[[Watch], Iterator[Hit]]
CheckTest = Callable[[Subject], Iterator[Hit]]
