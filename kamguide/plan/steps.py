"""A step in short, told when it is done: what was decided, the number to remember, what it feeds.

Below it stand the tables that were worked out from it, with the columns there is room for in a
talk; they are those of the plan, so that both say the same.
"""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple, assert_never

from msgspec import Struct
from msgspec.structs import replace

from kamguide.model.flow import FlowStep, KeyAnswer, KeyCount, KeyFigure, KeyNumber
from kamguide.model.questions.numbers import MoneyQuestion
from kamguide.model.questions.table import FreeRows, TableQuestion
from kamguide.plan.blocks import Chart, Table
from kamguide.plan.chapters import part
from kamguide.plan.paper import Paper
from kamguide.plan.wording import shortened, with_years

MOST_FED: Final = 4
"""Later steps that are named."""
LONGEST_DECISION: Final = 160
"""Cells of what was decided, before it is cut."""


class Shown(NamedTuple):
    """A table of the plan, by the key of its title or its question; the columns that are shown."""

    place: str
    """Which part of the plan it stands in."""
    title: str
    columns: tuple[str, ...] = ()
    """By key; none: all of them."""


TABLES: Final[Mapping[str, tuple[Shown, ...]]] = {
    "pareto": (
        Shown("market.pareto", "t.concentration"),
        Shown("market.pareto", "t.classes", ("customers", "share", "effort", "effort_planned")),
    ),
    "segmentation": (
        Shown("market.segments", "t.segments", ("market_size", "our_sales", "our_share")),
    ),
    "dpm": (Shown("matrix.chapter", "t.markets", ("attractiveness", "ratio", "suggested")),),
    "strategy_direction": (
        Shown("matrix.chapter", "t.market_money", ("revenue_t0", "revenue_t3", "cagr")),
    ),
    "account_selection": (
        Shown("market.selection", "t.selection", ("row.total", "strength", "type")),
    ),
    "account_profile": (Shown("overview.wallet", "prof_wallet"),),
    "financial_ratios": (Shown("overview.chapter", "t.ratios", ("status", "improve")),),
    "value_opportunities": (Shown("value.part", "t.value", ("annual", "expected")),),
    "buy_situation": (Shown("buying.part", "t.authority", ("score", "decides")),),
    "dmu": (Shown("buying.information", "h.coverage", ("state", "coverage", "meaning")),),
    "csf": (Shown("competition.chapter", "t.csf", ("weight", "us", "gap", "meaning")),),
    "portfolio": (
        Shown("portfolio.chapter", "t.directions", ("revenue_t0", "suggested", "direction")),
    ),
    "forecast": (Shown("money.chapter", "t.finance", ("T0", "T+1", "T+2", "T+3")),),
    "objectives": (Shown("objectives.chapter", "t.ansoff"),),
    "assumptions": (Shown("assumptions.chapter", "t.risk"),),
    "budget": (
        Shown("budget.chapter", "t.budget_by_strategy"),
        Shown("budget.chapter", "t.return"),
    ),
    "relationship": (Shown("overview.chapter", "t.stages"),),
    "kam_position": (Shown("positioning.chapter", "t.advantages", ("lasting",)),),
    "annual_review": (Shown("review.chapter", "t.review"),),
}
"""What is worked out from a step; a step without an entry has only words and lists."""


class StepInShort(Struct, frozen=True):
    """A finished step: three lines, and what was worked out from it."""

    lines: tuple[str, ...]
    tables: tuple[Table, ...]


def in_short(paper: Paper, step: FlowStep) -> StepInShort:
    """What a step came to; a line is left out where nothing is known of it."""
    summary = step.summary
    if summary is None:
        return StepInShort((), ())
    number = _number(paper, summary.numbers) or _answered(paper, step)
    lines = (_decided(paper, summary.decided), number, _fed(paper, step))
    return StepInShort(tuple(filter(None, lines)), tuple(_tables(paper, step)))


def _decided(paper: Paper, places: tuple[str, ...]) -> str:
    found = next(filter(None, (_decision(paper, *one.split(".")) for one in places)), "")
    if not found:
        return ""
    return paper.say("step.decided", text=shortened(" ".join(found.split()), LONGEST_DECISION))


def _decision(paper: Paper, question: str, column: str = "") -> str:
    """An answer in words; of a table what its rows are called, or what a column says of each."""
    spec = paper.flow.questions.get(question)
    if not isinstance(spec, TableQuestion):
        return paper.text(question)
    if column and all(one.id != column for one in spec.columns):
        column = ""
    told = (
        (_name(paper, spec, row.key), paper.cell(question, row, column) if column else "")
        for row in paper.rows(question)
    )
    joined = [paper.say("step.row", row=row, text=text) if text else row for row, text in told]
    return paper.listed(joined) if not column else paper.say("step.joint").join(joined)


def _name(paper: Paper, table: TableQuestion, row: str) -> str:
    """What a row is called; ids that nobody typed or reads are left out."""
    if isinstance(table.layout, FreeRows) and not table.layout.prefix:
        return paper.words.name(table.id, row)
    return paper.words.row(table, row)


def _number(paper: Paper, numbers: tuple[KeyNumber, ...]) -> str:
    """The first number that is known."""
    for one in numbers:
        if shown := _shown(paper, one):
            return paper.say("step.number", label=one.label(paper.lang), value=shown)
    return ""


def _answered(paper: Paper, step: FlowStep) -> str:
    """How much was answered, where nothing is counted."""
    asked = {one.id for one in paper.path.asked}
    names = [one.id for one in step.questions if one.id in asked]
    given = sum(1 for one in names if one in paper.answers)
    return paper.say("step.answered", given=given, asked=len(names))


def _shown(paper: Paper, number: KeyNumber) -> str:
    match number:
        case KeyFigure(path=path, at=at):
            value = paper.figure(f"{path}.{paper.answers.value(at)}" if at else path)
            shown = paper.words.headline(number, value) if value is not None else ""
            return _with_unit(paper, shown, is_money=number.kind == "money")
        case KeyAnswer(question=question):
            is_money = isinstance(paper.flow.questions.get(question), MoneyQuestion)
            return _with_unit(paper, paper.text(question), is_money=is_money)
        case KeyCount(question=question):
            rows = paper.rows(question)
            return str(len(rows)) if rows else ""
        case _:
            assert_never(number)


def _with_unit(paper: Paper, shown: str, *, is_money: bool) -> str:
    if not shown or not is_money:
        return shown
    return paper.say("with_unit", title=shown, unit=paper.money_unit())


def _fed(paper: Paper, step: FlowStep) -> str:
    """The later steps that rest on this one, as its questions say, in the order of the flow."""
    known = {name for question in step.questions for name in question.feeds}
    steps = [one for phase in paper.flow.phases for one in phase.steps]
    later = steps[steps.index(step) + 1 :]
    fed = [one for one in later if one.id in known or any(q.id in known for q in one.questions)]
    titles = [one.title(paper.lang) for one in fed[:MOST_FED]]
    named = paper.say("step.joint").join(titles) or paper.say("step.the_plan")
    return paper.say("step.feeds", steps=named)


def _tables(paper: Paper, step: FlowStep) -> Iterator[Table]:
    """The tables of the plan that are worked out from a step."""
    wanted = TABLES.get(step.id, ())
    written = {one: list(part(one)(paper)) for one in {shown.place for shown in wanted}}
    for shown in wanted:
        title = _title(paper, shown.title)
        for block in written[shown.place]:
            table = block.table if isinstance(block, Chart) else block
            if isinstance(table, Table) and table.title == title:
                yield _narrowed(paper, table, shown.columns)


def _title(paper: Paper, key: str) -> str:
    return paper.say(key, unit=paper.money_unit()) if "." in key else paper.title(key)


def _narrowed(paper: Paper, table: Table, columns: tuple[str, ...]) -> Table:
    """A table with its first column and these others; all of them where none is named."""
    if not columns:
        return table
    heads = {_head(paper, key) for key in columns}
    kept = [at for at, one in enumerate(table.columns) if at == 0 or one.head in heads]
    return replace(
        table,
        columns=tuple(table.columns[at] for at in kept),
        rows=tuple(tuple(row[at] for at in kept) for row in table.rows),
    )


def _head(paper: Paper, key: str) -> str:
    if key[0] == "T":
        return with_years(key, paper.base_year, paper.fiscal)
    return paper.say(key if "." in key else f"col.{key}")
