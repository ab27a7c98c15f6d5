"""Pressures on the people who decide, from outside and from inside their company."""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

_HIGH: Final = 4


class Pressure(Struct, frozen=True):
    """A row of `press_external` or `press_internal`; strength 0 to 5."""

    pressure: str
    strength: int


class Pressures(Struct, frozen=True):
    """The pressures added up."""

    external: int
    """0 to 25."""
    internal: int
    """0 to 20."""
    high: tuple[str, ...]
    """Those of 4 or more, strongest first."""


def pressures(external: Sequence[Pressure], internal: Sequence[Pressure] = ()) -> Pressures:
    """Sums of the pressures, and those that weigh most."""
    high = sorted(
        (one for one in (*external, *internal) if one.strength >= _HIGH),
        key=lambda one: -one.strength,
    )
    return Pressures(
        external=sum(one.strength for one in external),
        internal=sum(one.strength for one in internal),
        high=tuple(one.pressure for one in high),
    )
