"""A tree laid against a shape: data of the right types, and every place where it does not fit.

The expected type decides how a scalar is read; an id is always text. What does not fit is
noted and left out, so that the rest can still be used and checked.
"""

from collections.abc import Iterator
from decimal import Decimal
from string import Formatter
from typing import Final, assert_never

from msgspec import Struct

from kamguide.flowfile.lookalikes import confusable_in
from kamguide.flowfile.nodes import Fields, Items, Node, Scalar, decimal, resolved, truth, whole
from kamguide.flowfile.problems import Problems, nearest
from kamguide.flowfile.shapes import Leaf, ListOf, MapOf, OneOfShapes, Record, Shape, Tagged, Words

Data = str | int | float | bool | None | list["Data"] | dict[str, "Data"]
LANGUAGES: Final = ("zh", "en")
"""The languages in which every text of the shipped method stands."""

_LEFT_OUT: Final = object()


class Fitted(Struct, frozen=True):
    """What fitted, as data that the models take, and whether all of it did."""

    data: Data
    whole: bool


def members(data: Data) -> Iterator[dict[str, Data]]:
    """The members of a list that have fields; none where it is no list."""
    yield from (one for one in data if isinstance(one, dict)) if isinstance(data, list) else ()


def fitted(node: Node, shape: Shape, problems: Problems, *, words: bool = True) -> Fitted:
    """Lay `node` against `shape`.

    Args:
        node: What was written.
        shape: What is expected.
        problems: Where misfits are noted.
        words: Whether texts must stand in every language, with equal placeholders.
    """
    fitter = _Fitter(problems, words=words)
    data = fitter.fit(node, shape)
    return Fitted(None if data is _LEFT_OUT else data, fitter.sound)  # type: ignore[arg-type]  # the sentinel is gone


class _Fitter:
    def __init__(self, problems: Problems, *, words: bool) -> None:
        self._problems = problems
        self._words = words
        self.sound = True

    def fit(self, node: Node, shape: Shape) -> object:
        """The data, or the sentinel where there is none to use."""
        if isinstance(node, Scalar) and node.broken:
            return self._refused()
        match shape:
            case Leaf():
                found = self._leaf(node, shape)
            case Words():
                found = self._text(node)
            case ListOf(inner=inner):
                found = self._list(node, inner)
            case MapOf():
                found = self._map(node, shape)
            case Record() | Tagged():
                found = self._model(node, shape)
            case OneOfShapes(shapes=shapes):
                found = self.fit(node, _best(node, shapes))
            case _:
                assert_never(shape)
        return found

    def _model(self, node: Node, shape: Record | Tagged) -> object:
        return self._record(node, shape) if isinstance(shape, Record) else self._tagged(node, shape)

    def _refused(self) -> object:
        self.sound = False
        return _LEFT_OUT

    def _wrong(self, node: Node, expected: str) -> object:
        mark = confusable_in(node.text) if isinstance(node, Scalar) and node.plain else ""
        if mark:
            self._problems.add(node, f"flow.yaml.{mark}")
        else:
            found = node.text[:60] if isinstance(node, Scalar) else ""
            key = f"flow.expected.{expected}"
            self._problems.add(node, key, found=found, written=_written(node))
        return self._refused()

    def _leaf(self, node: Node, leaf: Leaf) -> object:
        if not isinstance(node, Scalar):
            return self._wrong(node, _name_of(leaf))
        if leaf.words:
            return self._word(node, leaf)
        if leaf.types == {str}:
            return self._wrong(node, "text") if node.is_nothing else node.text
        value = _value(node, leaf)
        return self._wrong(node, _name_of(leaf)) if value is None else value

    def _word(self, node: Scalar, leaf: Leaf) -> object:
        if node.text.lower() not in leaf.words:
            self._problems.unknown(node, "word", node.text, leaf.words)
            return self._refused()
        return True if leaf.types == {bool} else node.text

    def _list(self, node: Node, inner: Shape) -> object:
        if not isinstance(node, Items):
            return self._wrong(node, "list")
        kept = [self.fit(one, inner) for one in node.nodes]
        return [one for one in kept if one is not _LEFT_OUT]

    def _map(self, node: Node, shape: MapOf) -> object:
        if not isinstance(node, Fields):
            return self._wrong(node, "mapping")
        kept: dict[str, object] = {}
        for name, entry in node.entries.items():
            if shape.keys and name not in shape.keys:
                self._problems.unknown(entry.key, "key", name, shape.keys)
                self.sound = False
            elif (value := self.fit(entry.node, shape.inner)) is not _LEFT_OUT:
                kept[name] = value
        return kept

    def _text(self, node: Node) -> object:
        if not isinstance(node, Fields):
            return self._wrong(node, "words")
        kept: dict[str, str] = {}
        for lang, entry in node.entries.items():
            if self._words and lang not in LANGUAGES:
                self._problems.unknown(entry.key, "language", lang, LANGUAGES)
                self.sound = False
            elif isinstance(entry.node, Scalar) and not entry.node.is_nothing:
                kept[lang] = entry.node.text
            elif not self._words or isinstance(entry.node, Fields | Items):
                self._wrong(entry.node, "text")
        if self._words:
            self._translated(node, kept)
        return kept

    def _translated(self, node: Fields, kept: dict[str, str]) -> None:
        for lang in LANGUAGES:
            if not kept.get(lang, "").strip() and not _is_faulty(node, lang):
                self._problems.add(node, "flow.words.missing", lang=lang)
        slots = {lang: placeholders(text) for lang, text in kept.items()}
        first, second = (slots.get(lang) for lang in LANGUAGES)
        if first is None or second is None or first == second:
            return
        names = ", ".join("{" + one + "}" for one in sorted(first ^ second))
        self._problems.add(node.entries[LANGUAGES[1]].node, "flow.words.placeholders", names=names)

    def _record(self, node: Node, record: Record) -> object:
        if isinstance(node, Scalar) and record.shorthand and not node.is_nothing:
            return node.text
        if not isinstance(node, Fields):
            return self._wrong(node, "mapping")
        fields = record.fields
        kept: dict[str, object] = {}
        known = [name for name in fields if name not in node.entries]
        for name, entry in node.entries.items():
            if name not in fields:
                self._problems.unknown(entry.key, "key", name, known or fields)
                self.sound = False
            elif not (isinstance(entry.node, Scalar) and self._is_absent(entry.node, record, name)):
                value = self.fit(entry.node, fields[name])
                if value is not _LEFT_OUT:
                    kept[name] = value
        self._missing(node, record)
        return kept

    def _is_absent(self, node: Scalar, record: Record, name: str) -> bool:
        """Whether an optional key was written without a value."""
        return node.is_nothing and not node.broken and name not in record.required

    def _missing(self, node: Fields, record: Record) -> None:
        misspelt = [name for name in node.entries if name not in record.fields]
        for name in record.fields:
            if name not in record.required or name in node.entries:
                continue
            self.sound = False
            if not _was_meant(name, misspelt):
                self._problems.add(node, "flow.key.missing", name=name)

    def _tagged(self, node: Node, shape: Tagged) -> object:
        if not isinstance(node, Fields):
            return self._wrong(node, "mapping")
        words = [word for word, _ in shape.records]
        tag = node.get(shape.tag)
        if tag is None:
            if not self._misspelt_tag(node, shape, words):
                self._problems.add(node, "flow.key.missing", name=shape.tag)
            return self._refused()
        record = shape.record(tag.text) if isinstance(tag, Scalar) else None
        if record is None:
            name = tag.text if isinstance(tag, Scalar) else ""
            self._problems.unknown(tag, shape.tag, name, words)
            return self._refused()
        return self._record(node, record)

    def _misspelt_tag(self, node: Fields, shape: Tagged, words: list[str]) -> bool:
        """Note a key that was meant to be the tag: its value is one of the tag's words."""
        for name, entry in node.entries.items():
            value = entry.node
            if isinstance(value, Scalar) and value.text in words and _was_meant(shape.tag, [name]):
                self._problems.unknown(entry.key, "key", name, [shape.tag])
                return True
        return False


def placeholders(text: str) -> frozenset[str]:
    """The names in braces that a text leaves to be filled in."""
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
    except ValueError:
        return frozenset({"{"})


def _was_meant(name: str, written: list[str]) -> bool:
    """Whether one of the keys that mean nothing is `name`, misspelt."""
    return any(nearest(one, [name]) for one in written)


def _is_faulty(node: Fields, lang: str) -> bool:
    """Whether a language is there but its value is no text, which is noted already."""
    return isinstance(node.get(lang), Fields | Items)


def _value(node: Scalar, leaf: Leaf) -> Data:
    if str in leaf.types:
        return _mixed(node, leaf)
    if bool in leaf.types:
        return truth(node.text) if node.plain else None
    if Decimal in leaf.types:
        number = decimal(node.text)
        return None if number is None else str(number)
    return whole(node.text)


def _mixed(node: Scalar, leaf: Leaf) -> Data:
    """A value of any type; a number with a fraction stays a number, not a text."""
    found = resolved(node)
    if isinstance(found, str) and node.plain and Decimal in leaf.types:
        number = decimal(found)
        return found if number is None else float(number)
    return found if isinstance(found, str | int | bool) else None


def _name_of(leaf: Leaf) -> str:
    if str in leaf.types or leaf.words:
        return "text"
    if bool in leaf.types:
        return "truth"
    return "number" if Decimal in leaf.types else "whole"


def _written(node: Node) -> str:
    return {Scalar: "text", Items: "list", Fields: "mapping"}[type(node)]


def _best(node: Node, shapes: tuple[Shape, ...]) -> Shape:
    """The shape that a node is most likely meant to have."""
    if isinstance(node, Items):
        return next((one for one in shapes if isinstance(one, ListOf)), shapes[0])
    if isinstance(node, Scalar):
        fits = (one for one in shapes if isinstance(one, Leaf) or getattr(one, "shorthand", False))
        return next(fits, shapes[0])
    records = [one for one in shapes if isinstance(one, Record)]
    if records:
        return max(records, key=lambda one: len(set(one.fields) & set(node.entries)))
    return next((one for one in shapes if isinstance(one, MapOf | Tagged)), shapes[0])
