"""Directions that were chosen, held against those that the matrix suggests."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from kamguide.analysis.dpm import Matrix


class UnitDirection(Struct, frozen=True):
    """A row of `dir_choices`."""

    unit_id: str
    direction: str


class ProductDirection(Struct, frozen=True):
    """A row of `pf_directions`."""

    product_id: str
    direction: str


class Directions(Struct, frozen=True):
    """The choices, and where they differ from the suggestions."""

    chosen: Mapping[str, str]
    overrides: tuple[str, ...]
    """Units whose choice is neither suggested nor also allowed; each needs a reason."""
    has_overrides: bool
    undecided: tuple[str, ...]
    all_the_same: bool
    """Whether every one of several units got the same direction."""


def market_directions(matrix: Matrix, choices: Sequence[UnitDirection]) -> Directions:
    """The directions chosen for the market units."""
    return _directions(matrix, {one.unit_id: one.direction for one in choices})


def product_directions(matrix: Matrix, choices: Sequence[ProductDirection]) -> Directions:
    """The directions chosen for our products in the account."""
    return _directions(matrix, {one.product_id: one.direction for one in choices})


def _directions(matrix: Matrix, chosen: Mapping[str, str]) -> Directions:
    known = {name: direction for name, direction in chosen.items() if name in matrix.units}
    overrides = tuple(
        name
        for name, direction in known.items()
        if (unit := matrix.units[name]).suggested
        and direction not in unit.suggested + unit.also_allowed
    )
    return Directions(
        chosen=known,
        overrides=overrides,
        has_overrides=bool(overrides),
        undecided=tuple(name for name in matrix.units if name not in known),
        all_the_same=len(known) > 1 and len(set(known.values())) == 1,
    )
