"""When something is asked or needed, as data: a closed union, matched to the end.

A condition reads an answer, a figure or, inside a table, a cell of the same row.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Final, Literal, assert_never

from kamguide.model.base import Frozen, Held

Operand = str | int | Decimal | bool | None


class _Reads(Frozen):
    """One thing is looked at: exactly one of an answer, a figure, a cell or the flow's id."""

    answer: str | None = None
    figure: str | None = None
    column: str | None = None
    flow: Literal[True] | None = None

    def __post_init__(self) -> None:
        given = [name for name in ("answer", "figure", "column", "flow") if getattr(self, name)]
        if len(given) != 1:
            raise ValueError("name exactly one of answer, figure, column or flow")

    @property
    def source(self) -> tuple[str, str]:
        """What is looked at: its kind and its name."""
        for kind in ("answer", "figure", "column"):
            if name := getattr(self, kind):
                return kind, name
        return "flow", "id"


class Equals(_Reads):
    """The value is this one."""

    op: Literal["equals"]
    value: bool | int | Decimal | str


class OneOf(_Reads):
    """The value is, or holds, one of these."""

    op: Literal["one_of"]
    values: tuple[str, ...]


class Above(_Reads):
    """The number is greater than this one."""

    op: Literal["above"]
    value: Decimal


class Below(_Reads):
    """The number is less than this one."""

    op: Literal["below"]
    value: Decimal


class Answered(_Reads):
    """There is a value at all."""

    op: Literal["answered"]


class AllOf(Frozen):
    """Every part holds."""

    op: Literal["all"]
    of: "tuple[Condition, ...]"


class AnyOf(Frozen):
    """At least one part holds."""

    op: Literal["any"]
    of: "tuple[Condition, ...]"


class Not(Frozen):
    """The part does not hold."""

    op: Literal["not"]
    of: "Condition"


Condition = Annotated[
    Equals | OneOf | Above | Below | Answered | AllOf | AnyOf | Not, Held(discriminator="op")
]

LOGICAL: Final = (AllOf, AnyOf, Not)

Lookup = Callable[[str, str], object]
"""(kind, name) -> the value looked at, or None where there is none."""


def holds(condition: Condition, look: Lookup) -> bool:  # noqa: C901 - one case for each of a closed set
    """Whether `condition` is true of what `look` finds.

    A missing value equals nothing, is in no list and is neither above nor below.
    """
    match condition:
        case AllOf(of=parts):
            return all(holds(part, look) for part in parts)
        case AnyOf(of=parts):
            return any(holds(part, look) for part in parts)
        case Not(of=part):
            return not holds(part, look)
        case Equals(value=value):
            return _same(look(*condition.source), value)
        case OneOf(values=values):
            return _among(look(*condition.source), values)
        case Above(value=bound):
            found = _number(look(*condition.source))
            return found is not None and found > bound
        case Below(value=bound):
            found = _number(look(*condition.source))
            return found is not None and found < bound
        case Answered():
            return look(*condition.source) not in (None, "", ())
        case _:
            assert_never(condition)


def sources(condition: Condition) -> tuple[tuple[str, str], ...]:
    """Everything `condition` looks at, as (kind, name)."""
    match condition:
        case AllOf(of=parts) | AnyOf(of=parts):
            return tuple(source for part in parts for source in sources(part))
        case Not(of=part):
            return sources(part)
        case _:
            return (condition.source,)


def _same(found: object, value: bool | int | Decimal | str) -> bool:
    if isinstance(found, bool) or isinstance(value, bool):
        return found is value
    if isinstance(found, int | Decimal) and isinstance(value, int | Decimal):
        return Decimal(found) == Decimal(value)
    return found == value


def _among(found: object, values: tuple[str, ...]) -> bool:
    if isinstance(found, tuple):
        return any(one in values for one in found)
    return found in values


def _number(found: object) -> Decimal | None:
    if isinstance(found, bool) or not isinstance(found, int | Decimal):
        return None
    return Decimal(found)
