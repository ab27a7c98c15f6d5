"""The numbers that moved between two states of a plan, each with its way from what changed.

A way is followed backward through what a figure really takes: an input that is the same before
and after leads nowhere, whatever else changed in its question.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from msgspec import Struct

from kamguide.coach.preview import Move, consequences, preview
from kamguide.engine.figures import inputs_of
from kamguide.engine.path import Path
from kamguide.model.answers import Answer
from kamguide.model.conditions import AllOf, AnyOf, Condition, Not
from kamguide.model.flow import FigureSource, Flow, KeyFigure
from kamguide.model.questions.table import Column, GridRows, TableQuestion
from kamguide.model.text import Lang

QUESTION: Final = "question"
FIGURE: Final = "figure"
SETTING: Final = "setting"
DAY: Final = "context"


class Node(NamedTuple):
    """A question, a figure or a setting, by its name."""

    kind: str
    name: str


class Way(Struct, frozen=True):
    """From a change to a number."""

    source: Node
    """The question or the setting that was changed."""
    columns: frozenset[str]
    """Of a table, the columns that are taken of it; empty where all of it is."""
    through: tuple[Node, ...]
    """What lies between, the number's own figure last."""


class Moved(Struct, frozen=True):
    """A number before and after, with the ways to it, the shortest first."""

    move: Move
    ways: tuple[Way, ...]


class _Step(NamedTuple):
    """Where a way goes on from a node, and what is taken there."""

    node: Node
    columns: frozenset[str] = frozenset()


def moved(
    flow: Flow, before: Path, after: Path, changed: Collection[Node], lang: Lang
) -> tuple[Moved, ...]:
    """The numbers people follow that differ between two states, in the order of the figures.

    Args:
        flow: The flow.
        before: The older state.
        after: The newer one.
        changed: The questions and settings that were changed themselves.
        lang: In which drafts are looked at.
    """
    seen = preview(
        flow,
        consequences(flow, before, _no_judge, lang),
        consequences(flow, after, _no_judge, lang),
    )
    ways = Ways(flow, before, after, changed)
    moves = (*seen.moves, *_remembered(flow, before, after))
    known: dict[tuple[str, str, str], Move] = {}
    for one in moves:
        known.setdefault((one.figure, one.headline.path, one.row), one)
    order = {figure.id: at for at, figure in enumerate(flow.method.figures)}
    found = sorted(known.values(), key=lambda one: order.get(one.figure, len(order)))
    return tuple(Moved(one, ways.to(one.figure)) for one in found)


def _remembered(flow: Flow, before: Path, after: Path) -> Iterator[Move]:
    """The numbers by which steps are remembered, and that are not what they were."""
    for step in flow.method.steps:
        for one in step.summary.numbers if step.summary is not None else ():
            if not isinstance(one, KeyFigure) or one.at is not None:
                continue
            was, now = before.figures.get(one.path), after.figures.get(one.path)
            if was != now:
                figure, _, rest = one.path.partition(".")
                yield Move(figure, replace(one, path=rest), "", was, now)


def _no_judge(flow: Flow, path: Path) -> tuple[()]:
    del flow, path
    return ()


class Ways:
    """The ways from changes to figures between two states."""

    def __init__(self, flow: Flow, before: Path, after: Path, changed: Collection[Node]) -> None:
        self._flow = flow
        self._before, self._after = before, after
        self._changed = frozenset(changed)
        self._known: dict[str, tuple[Way, ...]] = {}

    def to(self, figure: str) -> tuple[Way, ...]:
        """The shortest way from each change that leads to a figure."""
        if figure not in self._known:
            self._known[figure] = tuple(self._walked(Node(FIGURE, figure)))
        return self._known[figure]

    def _walked(self, end: Node) -> Iterator[Way]:
        seen = {end}
        edge: list[tuple[Node, tuple[Node, ...]]] = [(end, (end,))]
        for here, through in edge:
            for step in self._steps(here):
                if step.node in seen:
                    continue
                seen.add(step.node)
                if step.node in self._changed:
                    yield Way(step.node, step.columns, through)
                else:
                    edge.append((step.node, (step.node, *through)))

    def _steps(self, here: Node) -> Iterator[_Step]:
        if here.kind == FIGURE:
            yield from self._inputs(here.name)
        elif here.kind == QUESTION:
            yield from self._laid_out_by(here.name)

    # Figures

    def _inputs(self, name: str) -> Iterator[_Step]:
        """What a figure takes that is not the same any more."""
        figure = self._flow.figures.get(name)
        if figure is None:
            return
        old, new = self._before.figures.inputs(name), self._after.figures.inputs(name)
        for parameter, spec in inputs_of(figure.calculation).items():
            source = figure.takes.get(parameter)
            if source is None or not self._differs(source, parameter, old, new):
                continue
            columns = _fields(spec.row_type)
            yield _Step(_node(source), columns)
            if isinstance(source, str):
                yield from self._suggested(source, columns)

    def _differs(
        self,
        source: FigureSource,
        parameter: str,
        old: Mapping[str, object] | None,
        new: Mapping[str, object] | None,
    ) -> bool:
        """Whether an input differs; where a figure has no inputs, whether its source does."""
        if old is not None and new is not None:
            return old.get(parameter) != new.get(parameter)
        node = _node(source)
        if node.kind == QUESTION:
            return _said(self._before, node.name) != _said(self._after, node.name)
        if node.kind == SETTING:
            return node in self._changed
        return bool(self._before.figures.get(node.name) != self._after.figures.get(node.name))

    def _suggested(self, question: str, columns: frozenset[str]) -> Iterator[_Step]:
        """The figures from which empty cells of a table are filled for a calculation."""
        for column in self._columns(question):
            if column.suggest is not None and column.id in columns:
                name = column.suggest.figure.partition(".")[0]
                if self._before.figures.get(name) != self._after.figures.get(name):
                    yield _Step(Node(FIGURE, name))

    def _columns(self, question: str) -> tuple[Column, ...]:
        table = self._flow.tables.get(question)
        return table.columns if table is not None else ()

    # Questions that were not changed themselves, and say something else all the same

    def _laid_out_by(self, question: str) -> Iterator[_Step]:
        """What decides whether a question counts, and which of its rows do."""
        spec = self._flow.questions[question]
        if isinstance(spec, TableQuestion) and isinstance(spec.layout, GridRows):
            for axis in spec.layout.axes:
                if axis.of is not None:
                    yield from self._question(axis.of)
        for kind, name in _read_by(spec.when):
            if kind == "answer":
                yield from self._question(name)
            elif kind == FIGURE:
                yield _Step(Node(FIGURE, name.partition(".")[0]))

    def _question(self, name: str) -> Iterator[_Step]:
        if _said(self._before, name) != _said(self._after, name):
            yield _Step(Node(QUESTION, name))


def _node(source: FigureSource) -> Node:
    if isinstance(source, str):
        return Node(QUESTION, source)
    ((kind, name),) = source.items()
    return Node(kind, name.partition(".")[0] if kind == FIGURE else name)


def _fields(row_type: type[Struct] | None) -> frozenset[str]:
    """The columns that a calculation takes of a row."""
    known = row_type.__struct_fields__ if row_type else ()
    return frozenset(name.rstrip("_") for name in known)


def _said(path: Path, question: str) -> object:
    answer: Answer | None = path.standing.get(question)
    return None if answer is None else (answer.state, answer.value, answer.rows)


def _read_by(condition: Condition | None) -> Iterator[tuple[str, str]]:
    """What a condition looks at."""
    if condition is None:
        return
    if isinstance(condition, AllOf | AnyOf):
        for one in condition.of:
            yield from _read_by(one)
    elif isinstance(condition, Not):
        yield from _read_by(condition.of)
    else:
        yield condition.source
