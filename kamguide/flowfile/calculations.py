"""What a calculation takes and gives, read off its signature, so that flows can be held to it."""

import types
from collections.abc import Callable, Mapping, Sequence
from inspect import Parameter, signature
from typing import Any, Union, get_args, get_origin, get_type_hints

from msgspec import Struct
from msgspec.structs import fields

from kamguide.errors import CalculationError

Function = Callable[..., object]


class Taken(Struct, frozen=True):
    """A parameter: whether it is needed, and the fields of its rows, where it takes rows.

    `rows` says of each field whether a row must have it.
    """

    needed: bool
    rows: Mapping[str, bool] | None


class Calculations(Struct, frozen=True):
    """The calculations there are, by name."""

    names: tuple[str, ...]
    get: Callable[[str], Function]

    def function(self, name: str) -> Function | None:
        """The calculation of this name, if there is one."""
        try:
            return self.get(name) if name in self.names else None
        except (CalculationError, KeyError):
            return None


def installed() -> Calculations:
    """The calculations of this program."""
    from kamguide.analysis import CALCULATIONS, calculation

    return Calculations(tuple(CALCULATIONS), calculation)


def taken(function: Function) -> dict[str, Taken]:
    """The parameters of a calculation, by name."""
    hints = get_type_hints(function)
    return {
        one.name: Taken(one.default is Parameter.empty, _rows(hints.get(one.name)))
        for one in signature(function).parameters.values()
    }


def _rows(hint: Any) -> Mapping[str, bool] | None:
    for part in (hint, *get_args(hint)):
        origin = get_origin(part)
        if isinstance(origin, type) and issubclass(origin, Sequence) and get_args(part):
            inner = get_args(part)[0]
            if isinstance(inner, type) and issubclass(inner, Struct):
                # A column may be called `class`, which no field can be.
                return {one.name.rstrip("_"): one.required for one in fields(inner)}
    return None


class Part(Struct, frozen=True):
    """Where a path into a result leads: a type, or a name that is not there and those that are."""

    hint: Any
    unknown: str = ""
    known: tuple[str, ...] = ()


def part_of(function: Function, path: Sequence[str]) -> Part:
    """Where a path into the result of a calculation leads."""
    hint = _plain(get_type_hints(function).get("return", Any))
    for name in path:
        if hint is Any:
            return Part(Any)
        if _is_mapping(hint):
            hint = _plain(get_args(hint)[1]) if get_args(hint) else Any
            continue
        found = _fields_of(hint)
        if name not in found:
            return Part(None, name, tuple(found))
        hint = _plain(found[name])
    return Part(hint)


def key_width(hint: Any) -> int | None:
    """How many columns make a key of a mapping; None where it is no mapping, 0 where any do."""
    if hint is Any:
        return 0
    if not _is_mapping(hint):
        return None
    key = get_args(hint)[0] if get_args(hint) else Any
    if get_origin(key) is tuple:
        return 0 if Ellipsis in get_args(key) else len(get_args(key))
    return 1


def _is_mapping(hint: Any) -> bool:
    origin = get_origin(hint) or hint
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _fields_of(hint: Any) -> dict[str, Any]:
    """The names that can be read off a value: fields of a struct, and its properties."""
    if not isinstance(hint, type) or not issubclass(hint, Struct):
        return {}
    found = dict(get_type_hints(hint))
    for name in dir(hint):
        one = getattr(hint, name)
        if isinstance(one, property) and one.fget is not None:
            found[name] = get_type_hints(one.fget).get("return", Any)
    return {name: one for name, one in found.items() if not name.startswith("_")}


def _plain(hint: Any) -> Any:
    """A type without the None that it may also be."""
    if get_origin(hint) in (Union, types.UnionType):
        rest = [one for one in get_args(hint) if one is not type(None)]
        return rest[0] if len(rest) == 1 else Any
    return hint
