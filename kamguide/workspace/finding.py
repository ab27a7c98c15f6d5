"""Words looked for in all plans: which plan, which question, and the passage they stand in."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from rich.cells import cell_len

from kamguide.messages import say
from kamguide.messages.folding import fold
from kamguide.model.flow import Flow
from kamguide.model.questions import Question
from kamguide.model.questions.choices import ChoicesValue, ChoiceValue
from kamguide.model.questions.refs import RefColumn
from kamguide.model.questions.table import FixedRows, TableQuestion
from kamguide.model.text import Lang
from kamguide.store.lines import Found, PlanLine
from kamguide.store.words import split_words
from kamguide.workspace.flowshelf import FlowShelf

if TYPE_CHECKING:
    from kamguide.workspace.plans import Workspace

MOST: Final = 200
"""Places shown: whoever finds more looks for another word."""
MOST_LOOKED_AT: Final = 10_000
"""Places of which those in the plans changed last are shown."""
BEFORE: Final = 12
"""Characters told before the words that were looked for."""
_LISTED: Final = (ChoiceValue, ChoicesValue)
_ROW_ID: Final = re.compile(r"[A-Z]{1,4}\d+")


class Hit(Struct, frozen=True):
    """A place in a plan in which the words stand."""

    plan: PlanLine
    question: str
    row: str
    title: str
    """The question, in words."""
    text: str
    """The answer, in one line."""


class Finder:
    """Looks for words in every plan but deleted ones."""

    def __init__(self, workspace: "Workspace", lang: Lang) -> None:
        self._workspace = workspace
        self._lang = lang
        self._flows = FlowShelf()
        self._orders: dict[str, dict[str, int]] = {}

    def hits(self, words: str) -> tuple[Hit, ...]:
        """Where the words stand: the plan changed last first, its questions in their order."""
        plans = {one.id: (at, one) for at, one in enumerate(self._workspace.plans(archived=True))}
        found = [one for one in self._workspace.find(words, MOST_LOOKED_AT) if one.plan in plans]
        placed = [(plans[one.plan][0], self._order(plans[one.plan][1], one), one) for one in found]
        placed.sort(key=lambda one: (one[0], one[1], one[2].row))
        return tuple(self._hit(plans[one.plan][1], one) for *_, one in placed[:MOST])

    def _order(self, plan: PlanLine, found: Found) -> int:
        """The name of the plan first, then its questions as they are asked."""
        if plan.flow not in self._orders:
            flow = self._flows.flow(plan.flow)
            names = flow.questions if flow is not None else ()
            self._orders[plan.flow] = {"": -1, **{name: at for at, name in enumerate(names)}}
        return self._orders[plan.flow].get(found.question, len(self._orders[plan.flow]))

    def _hit(self, plan: PlanLine, found: Found) -> Hit:
        flow = self._flows.flow(plan.flow)
        question = flow.questions.get(found.question) if flow is not None else None
        if not found.question:
            title = say("find.name", self._lang)
        elif question is None:
            title = say("find.not_asked", self._lang)
        else:
            title = question.ask(self._lang)
        specs = _specs(question, flow)
        parts = (_in_words(specs, one, self._lang) for one in found.text.split("\n"))
        text = "  ".join(" ".join(one.split()) for one in parts if one)
        return Hit(plan, found.question, found.row, title, text)


def _specs(question: Question | None, flow: Flow | None) -> list[object]:
    """What parts of an answer may be: its columns, and those that they choose rows by."""
    if not isinstance(question, TableQuestion) or flow is None:
        return [question]
    named = {name for one in question.columns if isinstance(one, RefColumn) for name in one.to}
    tables = (flow.tables[name] for name in sorted(named) if name in flow.tables)
    fixed = (one.column(one.layout.column) for one in tables if isinstance(one.layout, FixedRows))
    return [*question.columns, *fixed]


def _in_words(specs: Iterable[object], kept: str, lang: Lang) -> str:
    """A part of an answer as people see it: the label of an option, no id of a row."""
    for spec in specs:
        for option in spec.options if isinstance(spec, _LISTED) else ():
            if option.id == kept:
                return option.label(lang)
    return "" if _ROW_ID.fullmatch(kept) else kept


def marked(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Where the words stand in a text, from and to."""
    runs = [split_words(one) for one in words.split()]
    patterns = [r"[\W_]*".join(map(re.escape, one)) for one in runs if one]
    if patterns:
        for found in re.finditer("|".join(patterns), text, re.IGNORECASE):
            yield found.span()


def passage(text: str, words: str, width: int) -> str:
    """As much of a text as fits, with the first of the words that were looked for in it."""
    if cell_len(text) <= width:
        return text
    first = next(marked(text, words), (0, 0))[0]
    start = max(0, first - BEFORE) if cell_len(text[:first]) > width // 2 else 0
    head = "…" if start else ""
    return head + fold(text[start:].lstrip(), width - 4)[0].rstrip() + " …"
