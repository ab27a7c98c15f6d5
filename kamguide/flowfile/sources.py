"""The files of a method and of a flow, read once, with everything that is wrong with their form.

What fits is kept even where something else in the same file does not.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from kamguide.flowfile.fitting import Data, fitted
from kamguide.flowfile.nodes import Fields, Items, Node
from kamguide.flowfile.problems import Problem, Problems, Start
from kamguide.flowfile.rawfiles import PARTS, RawFile
from kamguide.flowfile.reading import tree
from kamguide.flowfile.shapes import ListOf, MapOf, Shape, shape_of
from kamguide.flowfile.validating import validated
from kamguide.model.base import Frozen
from kamguide.model.flow import DraftTemplate, Figure, FlowPlan, Step, Term
from kamguide.model.rules import Challenge, Check, Criterion, Rule

_WHOLE: Final[dict[str, type[Frozen]]] = {"step": Step, "flow": FlowPlan}
_MEMBERS: Final[dict[str, type[Frozen]]] = {
    "figures": Figure,
    "rules": Rule,
    "checks": Check,
    "challenges": Challenge,
    "rubric": Criterion,
    "drafts": DraftTemplate,
    "terms": Term,
}


class Source(Struct, frozen=True):
    """A file as far as it could be read: its tree, and the data that fitted."""

    kind: str
    file: str
    node: Node | None
    data: Data
    problems: tuple[Problem, ...]

    @property
    def is_readable(self) -> bool:
        """Whether it is YAML at all."""
        return self.node is not None


def source(file: RawFile, *, words: bool) -> Source:
    """Read a file and lay it against the shape of its kind.

    Args:
        file: What was read.
        words: Whether texts must stand in every language.
    """
    problems = Problems(file.shown)
    if file.kind == "unknown":
        problems.unknown(Start(), "file", file.path.stem, [*PARTS, "fr"])
        return Source(file.kind, file.shown, None, None, tuple(problems.found))
    node = tree(file.raw, problems)
    data: Data = None
    if node is not None:
        node = _inner(node, file.kind)
        data = fitted(node, _shape(file.kind), problems, words=words).data
    return Source(file.kind, file.shown, node, data, tuple(problems.found))


def _inner(node: Node, kind: str) -> Node:
    """What a file holds, where it is wrapped in a key of the file's own name."""
    if isinstance(node, Fields) and list(node.entries) == [kind]:
        return node.entries[kind].node
    return node


def _shape(kind: str) -> Shape:
    match kind:
        case "step":
            return shape_of(Step)
        case "flow":
            return shape_of(FlowPlan)
        case "terms":
            return ListOf(shape_of(Term))
        case "overlay":
            return MapOf(shape_of(str))
        case _:
            return shape_of(PARTS[kind])


def method_data(sources: list[Source]) -> dict[str, Data]:
    """The data of a method from the data of its files."""
    together: dict[str, Data] = {"steps": [one.data for one in sources if one.kind == "step"]}
    for one in sources:
        if (one.kind in PARTS or one.kind == "terms") and one.data is not None:
            together[one.kind] = one.data
    return together


def refused(sources: Sequence[Source]) -> list[Problem]:
    """What the models will not take of files that fit their shapes; at least one problem."""
    found: list[Problem] = []
    for one in sources:
        problems = Problems(one.file)
        for model, data, node in _models(one):
            validated(model, data, node, problems)
        found += problems.found
    if not found:
        nothing = (("name", ""), ("reason", ""))
        found.append(Problem(sources[0].file, 1, 1, "flow.model.refused", nothing))
    return found


def _models(source: Source) -> Iterator[tuple[type[Frozen], Data, Node]]:
    """Each model of a file, with its data and where it was written."""
    if source.node is None:
        return
    if source.kind in _WHOLE:
        yield _WHOLE[source.kind], source.data, source.node
    elif source.kind in _MEMBERS and isinstance(source.node, Items):
        members = source.data if isinstance(source.data, list) else []
        for data, node in zip(members, source.node.nodes, strict=False):
            yield _MEMBERS[source.kind], data, node
