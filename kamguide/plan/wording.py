"""Answers in a reader's words: labels for codes, names for ids, grouped numbers."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final
from unicodedata import east_asian_width

from kamguide.engine.tables import targets
from kamguide.messages import day, has, money, number, percent, say
from kamguide.messages.joining import listed
from kamguide.model.answers import Answers, Cell, Open, Row, Scalar
from kamguide.model.fiscal import FiscalYear, fiscal_year
from kamguide.model.flow import Flow, Headline
from kamguide.model.questions import Question
from kamguide.model.questions.choices import ChoicesValue, ChoiceValue
from kamguide.model.questions.numbers import MoneyValue, PercentValue
from kamguide.model.questions.refs import RefsValue, RefValue
from kamguide.model.questions.table import Column, TableQuestion
from kamguide.model.text import Lang, Text


class Wording:
    """Words for the values of one plan in one language."""

    def __init__(self, flow: Flow, answers: Answers, lang: Lang) -> None:
        self._flow = flow
        self._answers = answers
        self.lang = lang
        self._names: dict[str, dict[str, str]] = {}

    def value(self, spec: Question | Column, value: Cell | Scalar | None) -> str:
        """What is shown for `value`; nothing for a missing one."""
        if value is None:
            return ""
        if isinstance(value, Open):
            return say("value.open", self.lang)
        if isinstance(spec, ChoiceValue | ChoicesValue):
            return self._labels(spec, value)
        if isinstance(spec, RefValue | RefsValue):
            return self._references(spec, value)
        return self._plain(spec, value)

    def cell(self, table: TableQuestion, row: Row, column: str) -> str:
        """What is shown for one cell."""
        return self.value(table.column(column), row[column])

    def name(self, table: str, key: str) -> str:
        """The name of a row, without its id; its id where it has no name."""
        return self._known((table,)).get(key) or key

    def named(self, table: str, key: str) -> str:
        """The id and the name of a row."""
        name = self._known((table,)).get(key, "")
        return f"{key} {name}".strip() if name != key else key

    def row(self, table: TableQuestion, key: str) -> str:
        """What tells a row of a table apart: its id and name, or what it is laid out by."""
        row = next((one for one in self._answers.rows(table.id) if one.key == key), None)
        if row is None:
            return key
        if table.laid_out:
            return " / ".join(self.cell(table, row, one) for one in table.laid_out)
        if len(table.key) > 1:
            shared = (self.cell(table, row, one) for one in table.key[:-1])
            return " / ".join((*shared, self.cell(table, row, table.main.id)))
        return self.named(table.id, key)

    def head(self, column: Column, year: int | None) -> str:
        """The label of a column; plan years get their calendar year."""
        fiscal = fiscal_year(self._answers.settings)
        label = with_years(column.label(self.lang), year, fiscal)
        return _NESTED.sub(lambda at: f"{at[1]}{at[2]}{_COMMAS[at[1]]}{at[3]}", label)

    def headline(self, headline: Headline, value: Any) -> str:
        """What is shown for a part of a figure."""
        kind, of = headline.kind, headline.of or ""
        if kind in _SHOWN:
            return _SHOWN[kind](value)
        if kind == "direction":
            return say(f"plan.direction.{value}", self.lang)
        if kind == "row":
            return self.named(of, str(value))
        spec = self._flow.questions.get(of)
        return self.value(spec, value) if isinstance(spec, ChoiceValue) else str(value)

    def _plain(self, spec: Question | Column, value: Scalar) -> str:
        if isinstance(value, bool):
            return say("value.yes" if value else "value.no", self.lang)
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, Decimal):
            if isinstance(spec, PercentValue):
                return percent(value)
            return money(value) if isinstance(spec, MoneyValue) else number(value, 3)
        if isinstance(value, tuple):
            return listed(value, self.lang)
        return str(value)

    def _labels(self, spec: ChoiceValue | ChoicesValue, value: Scalar) -> str:
        labels = {option.id: option.label(self.lang) for option in spec.options}
        codes = value if isinstance(value, tuple) else (str(value),)
        return listed([labels.get(code, code) for code in codes], self.lang)

    def _references(self, spec: RefValue | RefsValue, value: Scalar) -> str:
        names = {**self._known(spec.to), **{one.id: one.label(self.lang) for one in spec.also}}
        besides = {one.id for one in spec.also}
        ids = value if isinstance(value, tuple) else (str(value),)
        parts = [_named(one, names.get(one, ""), bare=one in besides) for one in ids]
        return listed(parts, self.lang)

    def in_order(self, spec: Column, values: Sequence[Cell | None]) -> list[Cell | None]:
        """Each value once: options and rows in the order of their list, others as they come."""
        order: dict[object, int] = {}
        if isinstance(spec, ChoiceValue):
            order = {option.id: at for at, option in enumerate(spec.options)}
        elif isinstance(spec, RefValue):
            keys = [*(one.id for one in spec.also), *self._known(spec.to)]
            order = {key: at for at, key in enumerate(keys)}
        return sorted(dict.fromkeys(values), key=lambda one: order.get(one, len(order)))

    def _known(self, tables: Sequence[str]) -> dict[str, str]:
        key = "|".join(tables)
        if key not in self._names:
            found = targets(self._flow, self._answers, tables, self.lang)
            self._names[key] = {target.id: target.name for target in found}
        return self._names[key]


_SHOWN: Final[Mapping[str, Callable[[Any], str]]] = {
    "money": money,
    "percent": percent,
    "score": number,
    "number": number,
    "word": str,
}
LONGEST_NAME = 44
"""Cells of a name that stands beside its id; a longer one is cut at its first clause."""
_NESTED = re.compile(r"([（(])(T\S+) \((\d+)\)(?=[）)])")
"""A year within brackets, which needs none of its own."""
_COMMAS = {"（": "，", "(": ", "}
_CLAUSE = re.compile(r"[：；，。（:;(]|,(?!\d)")


def _named(key: str, name: str, *, bare: bool) -> str:
    if not name or name == key:
        return key
    # Codes of fixed rows mean nothing to a reader; ids such as P3 do, beside their name.
    return name if bare or key.islower() else f"{key} {_cut(name)}"


def _cut(name: str) -> str:
    """A name that is a sentence, as long as there is room for."""
    if cells(name) <= LONGEST_NAME:
        return name
    return shortened(_CLAUSE.split(name, maxsplit=1)[0].rstrip(), LONGEST_NAME)


def shortened(text: str, room: int) -> str:
    """A text of at most `room` cells: its last words go, and `…` stands for them."""
    if cells(text) <= room:
        return text
    kept = ""
    for part in re.findall(r"[!-~]+\s*|\s+|.", text):
        if cells(kept + part) > room - 2:
            break
        kept += part
    return f"{kept.rstrip()}…"


def short_title(flow: Flow, question: str, lang: Lang) -> str:
    """The short title of a question; the question itself where it has none."""
    key = f"plan.q.{question}"
    return say(key, lang) if has(key, lang) else flow.questions[question].ask(lang)


def with_years(label: str, base: int | None, fiscal: FiscalYear) -> str:
    """`label` with the year of the calendar, or of the two it spans, behind T-2 .. T+3."""
    if base is None:
        return label
    for name, offset in YEARS:
        label = label.replace(name, f"\0{offset}\0")
    for name, offset in YEARS:
        label = label.replace(f"\0{offset}\0", f"{name} ({fiscal.name(base + offset)})")
    return label


YEARS = (("T-2", -2), ("T-1", -1), ("T+1", 1), ("T+2", 2), ("T+3", 3), ("T0", 0))


def day_text(value: date, lang: Lang) -> str:
    """A day, written out."""
    return day(value, lang)


def text_in(text: Text | None, lang: Lang) -> str:
    """Words that may be missing."""
    return text(lang) if text is not None else ""


def cells(text: str) -> int:
    """How wide a text is, Chinese characters counting twice."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
