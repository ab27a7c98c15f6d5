"""Data to models, and what a model will not take said of the place where it was written."""

from collections.abc import Set
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from kamguide.flowfile.lookalikes import confusable_in
from kamguide.flowfile.nodes import Fields, Items, Node, Scalar
from kamguide.flowfile.problems import Problems
from kamguide.model.base import Frozen

M = TypeVar("M", bound=Frozen)

_SEEN_BY_FITTING: Final = (
    "missing", "unexpected_keyword_argument", "literal_error", "bool_parsing",
)  # fmt: skip
_SEEN_ENDINGS: Final = ("_type", "_parsing", "_tag_invalid", "_tag_not_found")


class _Adapters(dict[type[Any], TypeAdapter[Any]]):
    def __missing__(self, model: type[Any]) -> TypeAdapter[Any]:
        self[model] = TypeAdapter(model)
        return self[model]


_ADAPTERS: Final = _Adapters()


def made(model: type[M], data: object) -> M:
    """The model of `data`.

    Raises:
        ValidationError: It will not take them.
    """
    found: M = _ADAPTERS[model].validate_python(data)
    return found


def as_data(model: Frozen, *, include: Set[str] | None = None) -> dict[str, Any]:
    """What a model was made of, as JSON has it; `include` names the fields that are wanted."""
    wanted = None if include is None else set(include)
    adapter = _ADAPTERS[type(model)]
    data: dict[str, Any] = adapter.dump_python(
        model, mode="json", include=wanted, exclude_none=True
    )
    return data


def validated(model: type[M], data: object, node: Node, problems: Problems) -> M | None:
    """The model of `data`, or None; what it will not take is noted where `node` says it.

    What laying the same data against its shape has noted already is not noted again.
    """
    before = len(problems.found)
    try:
        return made(model, data)
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_input=False):
            _note(fault, node, problems, already=before > 0)
        return None


def _note(fault: Any, node: Node, problems: Problems, *, already: bool) -> None:
    place = placed(node, fault["loc"])
    kind: str = fault["type"]
    written = place.text[:60] if isinstance(place, Scalar) else ""
    if kind == "value_error":
        _note_value(fault, place, problems)
    elif kind in _SEEN_BY_FITTING or kind.endswith(_SEEN_ENDINGS):
        if not already:
            problems.add(place, "flow.model.refused", name=written, reason=fault["msg"])
    elif kind == "string_pattern_mismatch":
        problems.add(place, _shape_of_name(written, fault["ctx"]["pattern"]), name=written)
    elif kind in ("too_short", "string_too_short"):
        _note_short(fault, place, problems)
    elif kind in ("too_long", "string_too_long"):
        key = "flow.too_many" if kind == "too_long" else "flow.too_long"
        problems.add(place, key, most=fault["ctx"].get("max_length", 0))
    else:
        problems.add(place, "flow.model.refused", name=written, reason=fault["msg"])


def _note_short(fault: Any, place: Node, problems: Problems) -> None:
    """Note too few members; not where enough were written and some, noted already, fit nowhere."""
    least: int = fault["ctx"].get("min_length", 1)
    if not (isinstance(place, Items) and len(place.nodes) >= least):
        problems.add(place, "flow.too_few", least=least)


def _shape_of_name(written: str, pattern: str) -> str:
    if mark := confusable_in(written):
        return f"flow.yaml.{mark}"
    return "flow.name.rule" if pattern.startswith(("^R", "^C")) else "flow.name.shape"


def _note_value(fault: Any, place: Node, problems: Problems) -> None:
    reason = str(fault["ctx"]["error"])
    if reason.startswith("no column"):
        return  # said of each name where it stands
    key = "flow.condition.source" if reason.startswith("name exactly") else "flow.model.refused"
    problems.add(place, key, name="", reason=reason)


def placed(node: Node, place: tuple[int | str, ...]) -> Node:
    """The node at a model's place; parts of it that only name a model are passed over."""
    for step in place:
        inner: Node | None = None
        if isinstance(node, Fields):
            inner = node.get(str(step))
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node.nodes):
            inner = node.nodes[step]
        node = node if inner is None else inner
    return node
