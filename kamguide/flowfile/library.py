"""Everything that the files of a method and its flows define, each with where it was written.

What could not be made a model is still known by name, so that one fault is not told as many.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from kamguide.flowfile.fitting import Data, members
from kamguide.flowfile.nodes import Fields, Items, Node, at
from kamguide.flowfile.problems import Place, Problem, Problems
from kamguide.flowfile.shapes import Tagged, shape_of
from kamguide.flowfile.sources import Source
from kamguide.flowfile.validating import validated
from kamguide.model.base import Frozen
from kamguide.model.flow import DraftTemplate, Figure, FlowPlan, Step, Term
from kamguide.model.questions import AnyQuestion, Question
from kamguide.model.rules import Challenge, Check, Criterion, Rule

_QUESTIONS: Final = shape_of(AnyQuestion)


class Defined(Struct, frozen=True):
    """Something with a name, as it was written; `model` is None where it has faults of form."""

    file: str
    name: str
    node: Fields
    model: Frozen | None

    def at(self, *place: str | int) -> Place:
        """Where a part of it was written, or the nearest thing around."""
        return at(self.node, place)

    def key(self, name: str) -> Place:
        """Where a key of it was written."""
        entry = self.node.entries.get(name)
        return entry.key if entry is not None else self.node


class Library(Struct):
    """What a method defines, by kind and name, and the problems found so far, by file."""

    steps: dict[str, Defined] = {}
    questions: dict[str, Defined] = {}
    step_of: dict[str, str] = {}
    figures: dict[str, Defined] = {}
    rules: dict[str, Defined] = {}
    checks: dict[str, Defined] = {}
    challenges: dict[str, Defined] = {}
    rubric: dict[str, Defined] = {}
    drafts: dict[str, Defined] = {}
    words: frozenset[str] = frozenset()
    plans: dict[str, Defined] = {}
    problems: dict[str, Problems] = {}
    unread: set[str] = set()
    """The kinds of which a file could not be read: their names are not all known."""

    def note(self, file: str) -> Problems:
        """Where the problems of a file go."""
        return self.problems.setdefault(file, Problems(file))

    def found(self) -> list[Problem]:
        """Every problem, sorted, none twice."""
        every = [one for problems in self.problems.values() for one in problems.found]
        return sorted({(p.file, p.line, p.column, p.key, p.values): p for p in every}.values())

    def models(self, kind: str) -> dict[str, Any]:
        """The models of a kind that could be made, by name."""
        defined: dict[str, Defined] = getattr(self, kind)
        return {name: one.model for name, one in defined.items() if one.model is not None}

    def question(self, name: str) -> Question | None:
        """The model of a question, if there is one."""
        one = self.questions.get(name)
        return one.model if one is not None else None  # type: ignore[return-value]  # made as one

    def knows(self, *kinds: str) -> bool:
        """Whether every file of these kinds could be read, so that a missing name is missing."""
        return not self.unread.intersection(kinds)


_MODELS: Final[dict[str, type[Frozen]]] = {
    "figures": Figure, "rules": Rule, "checks": Check, "challenges": Challenge,
    "rubric": Criterion, "drafts": DraftTemplate, "terms": Term,
}  # fmt: skip


def library(sources: list[Source], plans: list[Source]) -> Library:
    """What these files define; faults of form are noted on the way."""
    made = Library()
    for one in (*sources, *plans):
        made.note(one.file).found.extend(one.problems)
        if one.node is None and one.kind != "unknown":
            made.unread.add(one.kind)
        elif one.kind == "step":
            _add_step(made, one)
        elif one.kind in _MODELS:
            _add_members(made, one)
        elif one.kind == "words" and isinstance(one.node, Fields):
            made.words = frozenset(one.node.entries)
        elif one.kind == "flow":
            _add_plan(made, one)
    return made


def _add_step(made: Library, one: Source) -> None:
    problems = made.note(one.file)
    if not isinstance(one.node, Fields):
        made.unread.add("step")
        return
    data = one.data if isinstance(one.data, dict) else {}
    step = validated(Step, {**data, "questions": []}, one.node, problems)
    name = one.node.text("id")
    _define(made, made.steps, "step", Defined(one.file, name, one.node, step))
    by_id = {str(each.get("id")): each for each in members(data.get("questions"))}
    for node in one.node.items("questions"):
        if isinstance(node, Fields) and node.text("id"):
            _add_question(made, Defined(one.file, node.text("id"), node, None), by_id, name)


def _add_question(
    made: Library, one: Defined, by_id: dict[str, dict[str, Data]], step: str
) -> None:
    data = by_id.get(one.name)
    model = None
    if isinstance(_QUESTIONS, Tagged) and data is not None:
        record = _QUESTIONS.record(one.node.text("type"))
        if record is not None:
            model = validated(record.model, data, one.node, made.note(one.file))
    if _define(made, made.questions, "question", Defined(one.file, one.name, one.node, model)):
        made.step_of[one.name] = step


def _add_members(made: Library, one: Source) -> None:
    if not isinstance(one.node, Items):
        made.unread.add(one.kind)
        return
    by_id = {str(each.get("id")): each for each in members(one.data)}
    for number, node in enumerate(one.node.nodes):
        if not isinstance(node, Fields):
            continue
        name = node.text("id")
        data = by_id.get(name) if name else _nth(one.data, number)
        model = None
        if data is not None:
            model = validated(_MODELS[one.kind], data, node, made.note(one.file))
        if one.kind != "terms":
            kind = one.kind.removesuffix("s")
            _define(made, getattr(made, one.kind), kind, Defined(one.file, name, node, model))


def _add_plan(made: Library, one: Source) -> None:
    if not isinstance(one.node, Fields):
        return
    problems = made.note(one.file)
    plan = validated(FlowPlan, one.data, one.node, problems)
    name = one.node.text("id")
    if name and name != Path(one.file).stem:
        problems.add(at(one.node, ("id",)), "flow.file.name", name=name, file=Path(one.file).name)
    made.plans[one.file] = Defined(one.file, name, one.node, plan)


def _define(made: Library, table: dict[str, Defined], kind: str, one: Defined) -> bool:
    """Note the name; whether it is new."""
    before = table.get(one.name)
    if before is None:
        table[one.name] = one
        return True
    made.note(one.file).add(
        one.at("id"),
        "flow.name.twice",
        name=one.name,
        first=f"{before.file}:{before.at('id').line}",
        kind=kind,
    )
    return False


def _nth(data: Data, number: int) -> Data:
    return data[number] if isinstance(data, list) and number < len(data) else None


def named(node: Node, key: str) -> Iterator[tuple[str, Fields]]:
    """The members of a list at `key` that have an id, with it."""
    for one in node.items(key) if isinstance(node, Fields) else ():
        if isinstance(one, Fields):
            yield one.text("id"), one
