"""Faults between questions: names of rules, drafts, figures and questions that mean nothing."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from kamguide.flowfile.library import Defined, Library, named
from kamguide.flowfile.nodes import Fields, Node, Scalar, decimal, truth
from kamguide.flowfile.problems import Place, Problems
from kamguide.model.answers import PREVIOUS

_POINTED_AT: Final = ("table", "refs")
_NUMBERS: Final = ("number", "money", "percent", "scale", "year")


def check_names(made: Library) -> None:
    """Note names in questions, rules, checks and challenges that nothing has."""
    for one in made.questions.values():
        _Question(made, one).check()
    for rule in made.rules.values():
        _check_rule(made, rule)
    if made.knows("step", "figures"):
        known = {*made.questions, *made.figures}
        for one in (*made.checks.values(), *made.challenges.values()):
            for node in (*one.node.items("needs"), *one.node.items("about")):
                _known(node, "question", known, made.note(one.file), path=True)
    _check_rubric(made)


def _check_rubric(made: Library) -> None:
    for criterion in made.rubric.values() if made.knows("step") else ():
        for node in criterion.node.items("needs"):
            _known(node, "question", made.questions, made.note(criterion.file))


def _check_rule(made: Library, rule: Defined) -> None:
    problems = made.note(rule.file)
    node = rule.node.get("list")
    if node is not None and made.knows("words"):
        _known(node, "words", made.words, problems)


def _known(
    node: Node | None, kind: str, known: Iterable[str], problems: Problems, *, path: bool = False
) -> None:
    if not isinstance(node, Scalar) or node.broken:
        return
    name = node.text.split(".")[0] if path else node.text
    if name not in known:
        problems.unknown(node, kind, name, known)


class _Question:
    """The names in one question."""

    def __init__(self, made: Library, one: Defined) -> None:
        self._made = made
        self._one = one
        self._problems = made.note(one.file)

    def check(self) -> None:
        """Note every name that means nothing."""
        node = self._one.node
        self._check_rules(node)
        if self._made.knows("drafts"):
            _known(node.get("draft"), "draft", self._made.drafts, self._problems)
        if self._made.knows("step", "figures"):
            known = {*self._made.questions, *self._made.figures, *self._made.steps}
            for one in node.items("feeds"):
                _known(one, "question", known, self._problems)
        self._check_targets(node)
        self._check_conditions(node)
        for _, column in named(node, "columns"):
            self._check_targets(column)
        self._check_axes(node.get("layout"))

    def _check_conditions(self, node: Fields) -> None:
        for key in ("when", "required_when"):
            for leaf in leaves(node.get(key)):
                self._check_condition(leaf)
        columns = dict(named(node, "columns"))
        over_rows = [
            node.get("internal_when"),
            *(one.get("required_when") for one in columns.values()),
        ]
        for condition in over_rows:
            for leaf in leaves(condition):
                self._check_row_condition(leaf, columns)

    def _check_rules(self, node: Fields) -> None:
        uses = [one.get("rule") if isinstance(one, Fields) else one for one in node.items("rules")]
        names = [one.text for one in uses if isinstance(one, Scalar)]
        if self._made.knows("rules"):
            for use in uses:
                _known(use, "rule", self._made.rules, self._problems)
        for weak in node.items("weak"):
            caught = weak.get("caught_by") if isinstance(weak, Fields) else None
            if not isinstance(caught, Scalar) or caught.text in names:
                continue
            if caught.text in self._made.rules or not self._made.knows("rules"):
                listed = ", ".join(names)
                self._problems.add(caught, "flow.weak.rule", name=caught.text, known=listed)
            else:
                self._problems.unknown(caught, "rule", caught.text, self._made.rules)

    def _check_targets(self, node: Fields) -> None:
        for target in node.items("to"):
            self._points_at(target)

    def _check_axes(self, layout: Node | None) -> None:
        for axis in layout.items("axes") if isinstance(layout, Fields) else ():
            if isinstance(axis, Fields) and (target := axis.get("of")) is not None:
                self._points_at(target)

    def _points_at(self, target: Node) -> None:
        if not isinstance(target, Scalar) or target.broken or not self._made.knows("step"):
            return
        name = target.text.removeprefix(PREVIOUS)
        found = self._made.questions.get(name)
        if found is None:
            self._problems.unknown(target, "question", name, self._made.questions)
        elif (kind := found.node.text("type")) not in _POINTED_AT:
            self._problems.add(target, "flow.reference.no_rows", name=target.text, type=kind)

    def _check_condition(self, leaf: Fields) -> None:
        if (column := leaf.get("column")) is not None:
            self._problems.add(column, "flow.condition.column")
        if leaf.get("flow") is not None:
            self._check_flows(leaf)
        answer = leaf.get("answer")
        if not isinstance(answer, Scalar) or not self._made.knows("step"):
            return
        found = self._made.questions.get(answer.text)
        if found is None:
            self._problems.unknown(answer, "question", answer.text, self._made.questions)
        else:
            check_compared(leaf, found.node, answer, self._problems)

    def _check_flows(self, leaf: Fields) -> None:
        flows = {one.name for one in self._made.plans.values()}
        if not flows or not self._made.knows("flow"):
            return
        for node in (leaf.get("value"), *leaf.items("values")):
            _known(node, "flow", flows, self._problems)

    def _check_row_condition(self, leaf: Fields, columns: Mapping[str, Fields]) -> None:
        for key in ("answer", "figure", "flow"):
            if (node := leaf.get(key)) is not None:
                self._problems.add(node, "flow.condition.row")
        column = leaf.get("column")
        if not isinstance(column, Scalar):
            return
        if column.text not in columns:
            self._problems.unknown(column, "column", column.text, columns)
        else:
            check_compared(leaf, columns[column.text], column, self._problems)


def leaves(node: Node | None) -> Iterator[Fields]:
    """The parts of a condition that look at something."""
    if not isinstance(node, Fields):
        return
    inner = node.get("of")
    if inner is None:
        yield node
    elif isinstance(inner, Fields):
        yield from leaves(inner)
    else:
        for one in node.items("of"):
            yield from leaves(one)


def check_compared(leaf: Fields, question: Fields, at: Place, problems: Problems) -> None:
    """Note a comparison that a question or column of its type can never pass."""
    kind, op = question.text("type"), leaf.text("op")
    if op in ("above", "below") and kind not in _NUMBERS:
        problems.add(at, "flow.condition.no_number", name=getattr(at, "text", ""), type=kind)
    elif op in ("equals", "one_of"):
        for value in (leaf.get("value"), *leaf.items("values")):
            if isinstance(value, Scalar):
                _check_value(value, question, problems)


def _check_value(value: Scalar, question: Fields, problems: Problems) -> None:
    match question.text("type"):
        case "choice" | "choices":
            known = [name for name, _ in named(question, "options")]
            if value.text not in known:
                problems.unknown(value, "option", value.text, known)
        case "yes_no":
            if truth(value.text) is None or not value.plain:
                problems.add(value, "flow.condition.truth", found=value.text)
        case "number" | "money" | "percent" | "scale" | "year":
            if decimal(value.text) is None or not value.plain:
                problems.add(value, "flow.expected.number", found=value.text, written="text")
        case "table":
            problems.add(value, "flow.condition.table")
        case _:
            return
