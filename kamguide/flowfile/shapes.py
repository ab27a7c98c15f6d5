"""What the models expect, as shapes that a tree of nodes can be laid against.

Shapes are read off the models, so that a new field or question type needs nothing here.
"""

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from msgspec import Struct

from kamguide.model.base import Frozen, Shorthand
from kamguide.model.text import Text


class Leaf(Struct, frozen=True):
    """A single value: of one of these types, or one of these words."""

    types: frozenset[type] = frozenset({str})
    words: tuple[str, ...] = ()


class Words(Struct, frozen=True):
    """The same text in each language."""


class ListOf(Struct, frozen=True):
    """Any number of the same."""

    inner: "Shape"


class MapOf(Struct, frozen=True):
    """Any keys, or those listed, each with the same kind of value."""

    inner: "Shape"
    keys: tuple[str, ...] = ()


class Record(Struct, frozen=True):
    """The keys of a model; `shorthand` when it may be written as a name alone."""

    model: Any
    shorthand: bool = False

    @property
    def fields(self) -> "Mapping[str, Shape]":
        """The shape of each key."""
        return _fields(self.model)

    @property
    def required(self) -> frozenset[str]:
        """The keys that must be there."""
        return _required(self.model)


class Tagged(Struct, frozen=True):
    """One of several models, told apart by the word at one key."""

    tag: str
    records: tuple[tuple[str, Record], ...]

    def record(self, word: str) -> Record | None:
        """The model that `word` names."""
        return dict(self.records).get(word)


class OneOfShapes(Struct, frozen=True):
    """One of several shapes that are told apart by how they are written."""

    shapes: "tuple[Shape, ...]"


Shape = Leaf | Words | ListOf | MapOf | Record | Tagged | OneOfShapes

_TAGS: Final = ("type", "kind", "op")


@cache
def shape_of(annotation: Any) -> Shape:
    """The shape of a type as the models write it."""
    origin = get_origin(annotation)
    arguments = get_args(annotation)
    if origin is None:
        return _class(annotation)
    shape: Shape
    if origin is Annotated:
        shape = _annotated(annotation)
    elif origin in (Union, types.UnionType):
        shape = _union(tuple(one for one in arguments if one is not type(None)))
    elif origin is Literal:
        words = tuple(str(one).lower() for one in arguments)
        shape = Leaf(frozenset({type(arguments[0])}), words)
    elif origin in (dict, Mapping):
        shape = _mapping(annotation)
    else:
        shape = ListOf(shape_of(arguments[0]))
    return shape


def _class(annotation: Any) -> Shape:
    if annotation is Text:
        return Words()
    if isinstance(annotation, type) and issubclass(annotation, Frozen):
        return Record(annotation)
    return Leaf(frozenset({annotation if annotation in (int, bool, Decimal) else str}))


def _mapping(annotation: Any) -> Shape:
    key, value = get_args(annotation)
    words = shape_of(key)
    return MapOf(shape_of(value), words.words if isinstance(words, Leaf) else ())


def _annotated(annotation: Any) -> Shape:
    inner, *extras = get_args(annotation)
    shape = shape_of(inner)
    if any(isinstance(one, Shorthand) for one in extras):
        return _with_shorthand(shape)
    return shape


def _with_shorthand(shape: Shape) -> Shape:
    """A model that is completed from a bare name may be written as one."""
    if isinstance(shape, Record):
        return Record(shape.model, shorthand=True)
    if isinstance(shape, OneOfShapes):
        first, *rest = shape.shapes
        return OneOfShapes((_with_shorthand(first), *rest))
    return shape


def _union(members: tuple[Any, ...]) -> Shape:
    shapes = [shape_of(one) for one in members]
    leaves = [one for one in shapes if isinstance(one, Leaf)]
    others: list[Shape] = [one for one in shapes if not isinstance(one, Leaf)]
    if leaves:
        merged = frozenset[type]().union(*(one.types for one in leaves))
        words = leaves[0].words if len(leaves) == 1 else ()
        others.insert(0, Leaf(merged, words))
    if len(others) == 1:
        return others[0]
    return _tagged(others) or OneOfShapes(tuple(others))


def _tagged(shapes: list[Shape]) -> Tagged | None:
    """The models of a union, if every one of them is told apart by a word."""
    records = [one for one in shapes if isinstance(one, Record)]
    nested = [one for one in shapes if isinstance(one, Tagged)]
    tag = _tag_of(records)
    if not tag or len(records) + len(nested) != len(shapes):
        return None
    pairs = [(word, one) for one in records for word in _tag_words(one, tag)]
    return Tagged(tag, (*pairs, *(pair for one in nested for pair in one.records)))


def _tag_of(records: list[Record]) -> str:
    for tag in _TAGS:
        if records and all(_tag_words(one, tag) for one in records):
            return tag
    return ""


def _tag_words(record: Record, tag: str) -> tuple[str, ...]:
    annotation = _annotations(record.model).get(tag)
    if get_origin(annotation) is not Literal:
        return ()
    return tuple(str(one) for one in get_args(annotation))


@cache
def _annotations(model: Any) -> Mapping[str, Any]:
    hints = get_type_hints(model, include_extras=True)
    return {one.name: hints[one.name] for one in fields(model)}


@cache
def _fields(model: Any) -> Mapping[str, Shape]:
    return {name: shape_of(annotation) for name, annotation in _annotations(model).items()}


@cache
def _required(model: Any) -> frozenset[str]:
    missing = (one for one in fields(model) if one.default is one.default_factory is MISSING)
    return frozenset(one.name for one in missing)
