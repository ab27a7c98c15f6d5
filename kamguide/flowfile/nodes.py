"""What a file says, as a tree in which everything knows its line and column.

Nothing here has been given a type yet: a scalar is the text that was written.
"""

import re
from decimal import Decimal
from typing import Final, NamedTuple

from kamguide.model.answers import Json

_WHOLE: Final = re.compile(r"-?(?:0|[1-9][0-9]*)")
_NUMBER: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,3})?")
_WORDS: Final = {
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_NOTHING: Final = frozenset({"", "~", "null", "Null", "NULL"})
LONGEST_WHOLE: Final = 300
"""Digits of a whole number at most; Python itself stops reading integers at some length."""


class Scalar(NamedTuple):
    """A word or a text; `plain` when it stood without quotes and not as a block."""

    line: int
    column: int
    text: str
    plain: bool = False
    broken: bool = False
    """Something refused stood here; its problem is noted already."""

    @property
    def is_nothing(self) -> bool:
        """Whether no value was written, or `null`."""
        return self.plain and self.text in _NOTHING


class Items(NamedTuple):
    """A list."""

    line: int
    column: int
    nodes: "tuple[Node, ...]"


class Entry(NamedTuple):
    """A key and its value."""

    key: Scalar
    node: "Node"


class Fields(NamedTuple):
    """A mapping; no key is there twice."""

    line: int
    column: int
    entries: dict[str, Entry]

    def get(self, key: str) -> "Node | None":
        """The value of `key`, if it is there."""
        entry = self.entries.get(key)
        return entry.node if entry is not None else None

    def text(self, key: str) -> str:
        """The text that stands at `key`, or nothing."""
        node = self.get(key)
        return node.text if isinstance(node, Scalar) else ""

    def items(self, key: str) -> "tuple[Node, ...]":
        """The members of the list that stands at `key`, or none."""
        node = self.get(key)
        return node.nodes if isinstance(node, Items) else ()


Node = Scalar | Items | Fields


def resolved(scalar: Scalar) -> Json:
    """What a scalar means where any type may stand: YAML 1.2, less its odder numbers.

    Only true, false, null and decimal numbers written without quotes are other than text; a
    number with a fraction or an exponent stays as it is written, so that it is exact. `yes`,
    `12:30`, `010` and dates are text.
    """
    if not scalar.plain:
        return scalar.text
    if scalar.is_nothing:
        return None
    if scalar.text in _WORDS:
        return _WORDS[scalar.text]
    return whole(scalar.text) if whole(scalar.text) is not None else scalar.text


def whole(text: str) -> int | None:
    """The whole number that `text` writes in decimal digits, if it does."""
    if len(text) > LONGEST_WHOLE or not _WHOLE.fullmatch(text):
        return None
    return int(text)


def decimal(text: str) -> Decimal | None:
    """The number that `text` writes in decimal digits, if it does."""
    return Decimal(text) if len(text) <= LONGEST_WHOLE and _NUMBER.fullmatch(text) else None


def truth(text: str) -> bool | None:
    """What `true` and `false` mean; nothing else is a truth value."""
    return _WORDS.get(text)


def plain(node: Node) -> Json:
    """The tree as data, each scalar resolved by itself."""
    match node:
        case Scalar():
            return resolved(node)
        case Items():
            return [plain(one) for one in node.nodes]
        case Fields():
            return {key: plain(entry.node) for key, entry in node.entries.items()}


def at(node: Node, place: tuple[str | int, ...]) -> Node:
    """The node at a place, or the nearest around it that exists."""
    for step in place:
        inner = _child(node, step)
        if inner is None:
            return node
        node = inner
    return node


def _child(node: Node, step: str | int) -> Node | None:
    if isinstance(node, Fields):
        return node.get(str(step))
    if isinstance(node, Items) and isinstance(step, int) and -1 < step < len(node.nodes):
        return node.nodes[step]
    return None
