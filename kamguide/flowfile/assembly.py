"""A flow put together from its plan and its method: chosen, capped, and with nothing to spare.

Only what a flow caps or leaves out is copied; everything else is the method's own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final, assert_never

from msgspec import Struct

from kamguide.model.answers import PREVIOUS
from kamguide.model.conditions import Condition, sources
from kamguide.model.flow import (
    Alternative,
    AnyOfAsk,
    Ask,
    Figure,
    Flow,
    FlowPlan,
    FlowStep,
    Method,
    Phase,
    Step,
    StepUse,
)
from kamguide.model.questions import Question
from kamguide.model.questions.refs import RefColumn, RefsColumn
from kamguide.model.questions.table import Column, RowCap, RowLimits, TableQuestion
from kamguide.model.rules import RuleUse

_ALONE: Final = 1
"""Rows that one of several alternative tables needs, if it is to count at all."""


class Chosen(Struct, frozen=True):
    """A question that a flow asks, what it overrides, and the group it is an alternative in."""

    question: Question
    ask: Ask | None = None
    group: AnyOfAsk | None = None


def flow_of(plan: FlowPlan, method: Method, digest: str) -> Flow:
    """The flow that `plan` describes.

    Names that the method does not have are passed over; checking finds them.

    Args:
        plan: What is asked, in which order, capped how.
        method: Everything there is to choose from.
        digest: What tells this flow from any earlier state of it.
    """
    steps = {step.id: step for step in method.steps}
    used = [(phase, [use for use in phase.steps if use.step in steps]) for phase in plan.phases]
    asked = {id(use): tuple(chosen(steps[use.step], use)) for _, uses in used for use in uses}
    every = (one for questions in asked.values() for one in questions)
    narrowing = _Narrowing(frozenset(one.question.id for one in every), method)
    phases = tuple(
        Phase(
            id=phase.id,
            title=phase.title,
            steps=tuple(
                _step(steps[use.step], use, map(narrowing.asked, asked[id(use)])) for use in uses
            ),
        )
        for phase, uses in used
    )
    return Flow(
        hash=digest,
        phases=phases,
        alternatives=tuple(_alternatives(plan)),
        method=method,
        **{name: getattr(plan, name) for name in _HEAD},
    )


_HEAD: Final = (
    "id", "version", "title", "purpose", "result", "minutes", "papers", "given", "again", "afresh",
)  # fmt: skip


def chosen(step: Step, use: StepUse) -> Iterator[Chosen]:
    """The questions of a step that a flow asks, in the flow's order."""
    known = {question.id: question for question in step.questions}
    changes = {one.ask: one for one in use.change}
    if use.questions is None:
        for name, question in known.items():
            if name not in use.leave_out:
                yield Chosen(question, changes.get(name))
        return
    for ask, group in _asks(use.questions):
        if ask.ask in known:
            yield Chosen(known[ask.ask], ask, group)


def _asks(askings: tuple[Ask | AnyOfAsk, ...]) -> Iterator[tuple[Ask, AnyOfAsk | None]]:
    """Each single question that is asked, and the group of alternatives it stands in."""
    for asking in askings:
        match asking:
            case Ask():
                yield asking, None
            case AnyOfAsk(any_of=names):
                yield from ((Ask(ask=name, required=True), asking) for name in names)
            case _:
                assert_never(asking)


def _alternatives(plan: FlowPlan) -> Iterator[Alternative]:
    for phase in plan.phases:
        for use in phase.steps:
            for asking in use.questions or ():
                if isinstance(asking, AnyOfAsk):
                    yield Alternative(questions=asking.any_of, rows=asking.rows)


def _step(step: Step, use: StepUse, questions: Iterable[Question]) -> FlowStep:
    return FlowStep(
        id=step.id,
        title=step.title,
        purpose=step.purpose,
        minutes=step.minutes if use.minutes is None else use.minutes,
        questions=tuple(questions),
        summary=step.summary,
    )


class _Narrowing:
    """Fits questions to a flow: caps, and hides what the flow has no use for."""

    def __init__(self, asked: frozenset[str], method: Method) -> None:
        self._asked = asked | {f"{PREVIOUS}{name}" for name in asked}
        self._figures = {figure.id: figure for figure in method.figures}
        self._reachable: dict[str, bool] = {}

    def asked(self, one: Chosen) -> Question:
        """The question as the flow asks it."""
        changes = _overridden(one.ask) if one.ask is not None else {}
        if isinstance(one.question, TableQuestion):
            changes |= self._table(one.question, one)
        return replace(one.question, **changes) if changes else one.question

    def _table(self, table: TableQuestion, one: Chosen) -> dict[str, Any]:
        changes: dict[str, Any] = {}
        if one.group is not None:
            most = min(table.rows.max, one.group.rows.max)
            changes["rows"] = RowLimits(min=_ALONE, max=most)
        elif one.ask is not None and one.ask.rows is not None:
            changes["rows"] = capped(table.rows, one.ask.rows)
        columns = tuple(self._columns(table, one.ask.columns if one.ask is not None else None))
        if columns != table.columns:
            changes |= _without(table, columns, changes.get("rows", table.rows))
        condition = table.internal_when
        if condition is not None and not {one.id for one in columns} >= _columns_of(condition):
            changes["internal_when"] = None
        return changes

    def _columns(self, table: TableQuestion, only: tuple[str, ...] | None) -> Iterator[Column]:
        fixed = {*table.key_columns}
        kept = [one for one in table.columns if only is None or one.id in only or one.id in fixed]
        shown = {one.id for one in kept if one.id in fixed or self._is_shown(one)}
        for column in kept:
            if column.id in shown and (
                column.compute is None or shown.issuperset(column.compute.by)
            ):
                yield self._pointing_into_the_flow(_with_neighbours(column, shown))

    def _is_shown(self, column: Column) -> bool:
        if isinstance(column, RefColumn | RefsColumn):
            return any(name in self._asked for name in column.to)
        return column.compute is None or self.reaches(column.compute.figure)

    def _pointing_into_the_flow(self, column: Column) -> Column:
        if not isinstance(column, RefColumn | RefsColumn):
            return column
        known = tuple(name for name in column.to if name in self._asked)
        return column if known in ((), column.to) else replace(column, to=known)

    def reaches(self, path: str) -> bool:
        """Whether anything that a figure is worked out from is asked at all."""
        name = path.split(".", maxsplit=1)[0]
        if name not in self._reachable:
            self._reachable[name] = True  # one that needs itself is for the check to find
            figure = self._figures.get(name)
            self._reachable[name] = figure is None or self._any_source(figure)
        return self._reachable[name]

    def _any_source(self, figure: Figure) -> bool:
        sources = figure.takes.values()
        questions = [one for one in sources if isinstance(one, str)]
        figures = [one["figure"] for one in sources if isinstance(one, dict) and "figure" in one]
        if not questions and not figures:
            return True
        return any(one in self._asked for one in questions) or any(map(self.reaches, figures))


def _overridden(ask: Ask) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if ask.required is not None:
        changes |= {"required": ask.required, "required_when": None}
    if ask.draft is not None:
        changes["draft"] = ask.draft
    return changes


def capped(own: RowLimits, cap: RowCap) -> RowLimits:
    """A table's limits under a flow's; what the flow does not say stays."""
    most = own.max if cap.max is None else cap.max
    least = min(own.min, most) if cap.min is None else cap.min
    return RowLimits(min=least, max=most, per=cap.per or own.per)


def _with_neighbours(column: Column, shown: set[str]) -> Column:
    """A column without what it said about columns that are hidden."""
    changes: dict[str, Any] = {}
    if column.suggest is not None and not shown.issuperset(column.suggest.by):
        changes["suggest"] = None
    if column.required_when is not None and not shown.issuperset(_columns_of(column.required_when)):
        changes |= {"required_when": None, "optional": True}
    return replace(column, **changes) if changes else column


def _columns_of(condition: Condition) -> set[str]:
    return {name for kind, name in sources(condition) if kind == "column"}


def _without(table: TableQuestion, columns: tuple[Column, ...], rows: RowLimits) -> dict[str, Any]:
    """A table with these columns only, and nothing said of any other."""
    shown = {column.id for column in columns}
    limits = replace(rows, per=None) if rows.per not in shown else rows
    sums = [one for one in table.sums if one.column in shown and (one.per or one.column) in shown]
    rules = tuple(_rules(table, shown))
    return {"columns": columns, "rows": limits, "sums": tuple(sums), "rules": rules}


def _rules(table: TableQuestion, shown: set[str]) -> Iterator[RuleUse]:
    for use in table.rules:
        on = tuple(name for name in use.on if name in shown)
        empty = tuple(name for name in use.block_when_empty if name in shown)
        if (on, empty) == (use.on, use.block_when_empty):
            yield use
        elif on or not use.on:
            yield replace(use, on=on, block_when_empty=empty)
