"""Faults of a flow as a whole: what it caps, what it asks too late, what can never be asked."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from msgspec import Struct

from kamguide.flowfile.assembly import capped, flow_of
from kamguide.flowfile.library import Defined, Library
from kamguide.flowfile.problems import Place, Problems
from kamguide.flowfile.reach import World
from kamguide.model.answers import PREVIOUS
from kamguide.model.conditions import Condition, sources
from kamguide.model.flow import AnyOfAsk, Ask, Flow, FlowPlan, Method, StepUse
from kamguide.model.questions import Question
from kamguide.model.questions.refs import RefColumn, RefQuestion, RefsColumn, RefsQuestion
from kamguide.model.questions.table import Column, GridRows, RowLimits, TableQuestion


def check_flows(made: Library) -> None:
    """Note what is wrong with each flow, and questions that no flow can ask."""
    method = _method(made)
    never: dict[str, list[bool]] = {}
    for plan in made.plans.values():
        if isinstance(plan.model, FlowPlan):
            _PlanCheck(made, plan, plan.model).check()
            flow = flow_of(plan.model, method, "")
            if made.knows("step"):
                _FlowCheck(made, plan, flow).check(never)
    for name, verdicts in never.items():
        if all(verdicts):
            one = made.questions[name]
            made.note(one.file).add(one.key("when"), "flow.condition.never", name=name)
    if made.knows("step", "flow") and all(one.model for one in made.plans.values()):
        _check_unused(made)


def _method(made: Library) -> Method:
    """As much of the method as could be made."""
    steps = []
    for name, step in made.models("steps").items():
        questions = tuple(
            question
            for each, question in made.models("questions").items()
            if made.step_of[each] == name
        )
        steps.append(replace(step, questions=questions))
    figures = tuple(made.models("figures").values())
    return Method(steps=tuple(steps), figures=figures)


def _check_unused(made: Library) -> None:
    """Note questions that no flow asks, unless one of them leaves them out on purpose."""
    if not made.plans:
        return
    used: set[str] = set()
    for plan in made.plans.values():
        for phase in getattr(plan.model, "phases", ()):
            for use in phase.steps:
                used |= set(use.leave_out) | set(_asked(made, use))
    for name, one in made.questions.items():
        if name not in used:
            made.note(one.file).add(one.at("id"), "flow.question.unused", name=name)


def _asked(made: Library, use: StepUse) -> Iterator[str]:
    if use.questions is None:
        yield from (name for name, step in made.step_of.items() if step == use.step)
        return
    for asking in use.questions:
        yield from asking.any_of if isinstance(asking, AnyOfAsk) else (asking.ask,)


class _PlanCheck:
    """What a flow file itself says."""

    def __init__(self, made: Library, one: Defined, plan: FlowPlan) -> None:
        self._made = made
        self._one = one
        self._plan = plan
        self._problems = made.note(one.file)
        self._seen: dict[str, int] = {}

    def check(self) -> None:
        """Note steps and questions that do not exist, come twice or are capped wrongly."""
        phases: dict[str, int] = {}
        for number, phase in enumerate(self._plan.phases):
            place = self._one.at("phases", number, "id")
            if phase.id in phases:
                first = phases[phase.id]
                self._problems.add(
                    place, "flow.name.twice", name=phase.id, first=first, kind="phase"
                )
            phases.setdefault(phase.id, place.line)
            for index, use in enumerate(phase.steps):
                self._check_use(use, ("phases", number, "steps", index))
        if self._made.knows("step"):
            for key in ("given", "again", "afresh"):
                for index, name in enumerate(getattr(self._plan, key)):
                    if name not in self._seen:
                        at = self._one.at(key, index)
                        self._problems.unknown(at, "question", name, self._seen)

    def _check_use(self, use: StepUse, place: tuple[str | int, ...]) -> None:
        if use.step not in self._made.steps:
            if self._made.knows("step"):
                at = self._one.at(*place, "step")
                self._problems.unknown(at, "step", use.step, self._made.steps)
            return
        if use.questions is None:
            self._check_whole_step(use, place)
        for index, asking in enumerate(use.questions or ()):
            inside = (*place, "questions", index)
            if isinstance(asking, Ask):
                self._check_ask(asking, use.step, inside, counts=True)
            else:
                self._check_group(asking, use.step, inside)

    def _check_whole_step(self, use: StepUse, place: tuple[str | int, ...]) -> None:
        for index, name in enumerate(use.leave_out):
            self._belongs(name, use.step, self._one.at(*place, "leave_out", index))
        for index, change in enumerate(use.change):
            self._check_ask(change, use.step, (*place, "change", index), counts=False)
        for name in _asked(self._made, use):
            if name not in use.leave_out:
                self._once(name, self._one.at(*place))

    def _belongs(self, name: str, step: str, at: Place) -> bool:
        """Whether a step has this question; noted where it has not."""
        if self._made.step_of.get(name) == step:
            return True
        if name in self._made.step_of:
            other = self._made.step_of[name]
            self._problems.add(at, "flow.ask.elsewhere", name=name, step=step, other=other)
        elif self._made.knows("step"):
            known = [each for each, its in self._made.step_of.items() if its == step]
            self._problems.unknown(at, "question", name, known)
        return False

    def _once(self, name: str, at: Place) -> None:
        if name in self._seen:
            first = self._seen[name]
            self._problems.add(at, "flow.ask.twice", name=name, first=first)
        else:
            self._seen[name] = at.line

    def _check_group(self, group: AnyOfAsk, step: str, place: tuple[str | int, ...]) -> None:
        for index, name in enumerate(group.any_of):
            at = self._one.at(*place, "any_of", index)
            if self._belongs(name, step, at):
                self._once(name, at)
                if self._made.questions[name].node.text("type") != "table":
                    self._problems.add(at, "flow.cap.no_table", name=name)
        self._check_limits(group.rows, (*place, "rows"))

    def _check_ask(
        self, ask: Ask, step: str, place: tuple[str | int, ...], *, counts: bool
    ) -> None:
        at = self._one.at(*place, "ask")
        if not self._belongs(ask.ask, step, at):
            return
        if counts:
            self._once(ask.ask, at)
        drafts = self._made.drafts
        if ask.draft is not None and self._made.knows("drafts") and ask.draft not in drafts:
            self._problems.unknown(self._one.at(*place, "draft"), "draft", ask.draft, drafts)
        question = self._made.question(ask.ask)
        if isinstance(question, TableQuestion):
            self._check_table(ask, question, place)
        elif question is not None and (ask.rows is not None or ask.columns is not None):
            self._problems.add(at, "flow.cap.no_table", name=ask.ask)

    def _check_table(self, ask: Ask, table: TableQuestion, place: tuple[str | int, ...]) -> None:
        columns = [column.id for column in table.columns]
        for index, name in enumerate(ask.columns or ()):
            if name not in columns:
                at = self._one.at(*place, "columns", index)
                self._problems.unknown(at, "column", name, columns)
        if ask.rows is None:
            return
        self._check_limits(capped(table.rows, ask.rows), (*place, "rows"))
        if ask.rows.max is not None and ask.rows.max > table.rows.max:
            at = self._one.at(*place, "rows", "max")
            self._problems.add(at, "flow.cap.exceeds", given=ask.rows.max, most=table.rows.max)

    def _check_limits(self, rows: RowLimits, place: tuple[str | int, ...]) -> None:
        if rows.min > rows.max:
            at = self._one.at(*place)
            self._problems.add(at, "flow.cap.crossed", least=rows.min, most=rows.max)


class _Look(Struct, frozen=True):
    """A look at another question or figure: from where, at what, and what it is for."""

    place: tuple[str | int, ...]
    name: str
    may_be_itself: bool = False


class _FlowCheck:
    """What a flow asks, in its order."""

    def __init__(self, made: Library, plan: Defined, flow: Flow) -> None:
        self._made = made
        self._plan = plan
        self._flow = flow
        self._order = {name: number for number, name in enumerate(flow.questions)}
        self._world = World(made.models("questions"), flow.questions, flow.id)

    def check(self, never: dict[str, list[bool]]) -> None:
        """Note looks ahead and looks at what is not asked; say which questions are never asked."""
        for question in self._flow.questions.values():
            for look in _looks(question):
                self._check_order(question, look)
            self._check_pointing(question)
            for key in ("when", "required_when"):
                condition = getattr(question, key)
                if condition is not None:
                    self._check_condition(question, key, condition)
            if question.when is not None:
                held = True in self._world.outcomes(question.when)
                never.setdefault(question.id, []).append(not held)

    def _note(self, question: Question) -> Problems:
        return self._made.note(self._made.questions[question.id].file)

    def _at(self, question: Question, place: tuple[str | int, ...]) -> Place:
        defined = self._made.questions[question.id]
        if place[:1] != ("columns",):
            return defined.key(str(place[0])) if len(place) == 1 else defined.at(*place)
        own = [one.text("id") for one in _fields(defined)]
        return defined.at("columns", own.index(str(place[1])), *place[2:])

    def _check_order(self, question: Question, look: _Look) -> None:
        here = self._order[question.id]
        for name in self._behind(look.name):
            if name not in self._order or (name == question.id and look.may_be_itself):
                continue
            if self._order[name] >= here:
                self._note(question).add(
                    self._at(question, look.place),
                    "flow.order.later",
                    name=question.id,
                    other=name,
                    flow=self._flow.id,
                )

    def _behind(self, name: str) -> frozenset[str]:
        """The question of this name, or those that the figure of this name is worked out from."""
        if name in self._made.questions:
            return frozenset({name})
        return frozenset(_questions_of(self._flow, name, frozenset()))

    def _check_pointing(self, question: Question) -> None:
        for place, names in _pointing(question):
            if not any(name.removeprefix(PREVIOUS) in self._order for name in names):
                self._note(question).add(
                    self._at(question, place),
                    "flow.order.absent",
                    name=question.id,
                    other=", ".join(names),
                    flow=self._flow.id,
                )

    def _check_condition(self, question: Question, key: str, condition: Condition) -> None:
        """Note a condition that comes out differently because a flow does not ask something."""
        absent = [
            name
            for kind, name in sources(condition)
            if kind == "answer" and name not in self._order and name in self._made.questions
        ]
        if not absent:
            return
        as_asked = self._world.outcomes(condition)
        if as_asked != self._world.outcomes(condition, missing_are_free=True):
            self._note(question).add(
                self._at(question, (key,)),
                "flow.order.absent",
                name=question.id,
                other=", ".join(absent),
                flow=self._flow.id,
            )


def _fields(defined: Defined) -> list[Any]:
    return [one for one in defined.node.items("columns") if hasattr(one, "entries")]


def _looks(question: Question) -> Iterator[_Look]:
    """Everything that a question looks back at."""
    for key in ("when", "required_when"):
        condition = getattr(question, key)
        for kind, name in sources(condition) if condition is not None else ():
            if kind in ("answer", "figure"):
                yield _Look((key,), name.split(".")[0])
    if isinstance(question, RefQuestion | RefsQuestion):
        yield from (_Look(("to", number), name) for number, name in enumerate(question.to))
    if isinstance(question, TableQuestion):
        yield from _table_looks(question)


def _table_looks(table: TableQuestion) -> Iterator[_Look]:
    if isinstance(table.layout, GridRows):
        for number, axis in enumerate(table.layout.axes):
            if axis.of is not None:
                yield _Look(("layout", "axes", number, "of"), axis.of)
    for column in table.columns:
        yield from _column_looks(column)


def _column_looks(column: Column) -> Iterator[_Look]:
    if isinstance(column, RefColumn | RefsColumn) and not column.later:
        for name in column.to:
            yield _Look(("columns", column.id, "to"), name, may_be_itself=True)
    for key in ("compute", "suggest"):
        cell = getattr(column, key)
        if cell is not None:
            name = cell.figure.split(".")[0]
            yield _Look(("columns", column.id, key, "figure"), name, may_be_itself=True)


def _pointing(question: Question) -> Iterator[tuple[tuple[str | int, ...], tuple[str, ...]]]:
    """What must be asked for a question to make sense: it points there and nowhere else."""
    if isinstance(question, RefQuestion | RefsQuestion):
        yield ("to",), question.to
    if isinstance(question, TableQuestion):
        yield from _table_points(question)


def _table_points(table: TableQuestion) -> Iterator[tuple[tuple[str | int, ...], tuple[str, ...]]]:
    """The tables that rows are laid out by, and those that a row's id is taken from."""
    axes = table.layout.axes if isinstance(table.layout, GridRows) else ()
    given: set[str] = set()
    for number, axis in enumerate(axes):
        if axis.of is not None:
            given |= set(axis.columns)
            yield ("layout", "axes", number, "of"), (axis.of,)
    for column in table.columns:
        is_key = column.id in table.key_columns and column.id not in given
        if is_key and isinstance(column, RefColumn | RefsColumn):
            yield ("columns", column.id, "to"), column.to


def _questions_of(flow: Flow, name: str, seen: frozenset[str]) -> Iterator[str]:
    """The questions that a figure is worked out from, through other figures too."""
    figure = flow.figures.get(name)
    if figure is None or name in seen:
        return
    for taken in figure.takes.values():
        if isinstance(taken, str):
            yield taken
        elif "figure" in taken:
            yield from _questions_of(flow, taken["figure"].split(".")[0], seen | {name})
