"""SWOT items and pairs that the other analyses propose; the planner edits them.

An item names where it comes from; its words are put together from that answer.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from msgspec import Struct

from kamguide.analysis.arithmetic import ZERO, natural_order
from kamguide.analysis.csf import Comparison
from kamguide.analysis.industry import Force
from kamguide.analysis.pressures import Pressure

_STRONG: Final = 4
_MOST: Final = 5
_STEPS: Final = (Decimal(50), Decimal(30), Decimal(15), Decimal(5))
"""Weight x gap from which a strength or weakness has importance 5, 4, 3, 2."""
_USUAL: Final = 4
"""Importance of what is not measured: a goal, a chosen opportunity, a competitor's move."""


class Driver(Struct, frozen=True):
    """A row of `ind_drivers`."""

    driver: str
    direction: str


class CustomerGoal(Struct, frozen=True):
    """A row of `prof_objectives`, as far as it names the goal."""

    cust_obj_id: str
    objective: str


class CompetitorMove(Struct, frozen=True):
    """A row of `comp_strategy`, as far as it says what comes next."""

    competitor_id: str
    next_move: str


class SwotItem(Struct, frozen=True):
    """A row of `swot_items`; importance 1 to 5."""

    swot_id: str
    kind: str
    importance: int = _USUAL
    source: str = ""


class ProposedItem(Struct, frozen=True):
    """A proposed SWOT item."""

    kind: str
    """`S`, `W`, `O` or `T`."""
    source: str
    """Where it comes from: `csf:F3`, `prof_objectives:G2`, `comp_strategy:K1` and the like."""
    subject: str
    """What it is about: an id or code, or the words of a row that has neither."""
    importance: int
    """1 to 5."""


class ProposedPair(Struct, frozen=True):
    """Proposed SWOT items that make a strategy together."""

    type: str
    """`SO`, `WO`, `ST` or `WT`."""
    items: tuple[str, ...]


class Surroundings(Struct, frozen=True):
    """What goes on around the account, for opportunities and threats."""

    forces: Sequence[Force]
    drivers: Sequence[Driver]
    goals: Sequence[CustomerGoal]
    moves: Sequence[CompetitorMove]
    pressures: Sequence[Pressure]
    chosen: tuple[str, ...]


def swot_surroundings(  # noqa: PLR0913, PLR0917 - one for each answer or figure it takes
    forces: Sequence[Force] = (),
    drivers: Sequence[Driver] = (),
    goals: Sequence[CustomerGoal] = (),
    moves: Sequence[CompetitorMove] = (),
    pressures: Sequence[Pressure] = (),
    chosen: tuple[str, ...] = (),
) -> Surroundings:
    """What opportunities and threats are proposed from.

    Args:
        forces: Of the customer's industry.
        drivers: What else changes that industry.
        goals: The customer's own objectives.
        moves: What competitors will do next.
        pressures: On the people who decide.
        chosen: Value opportunities that enter the plan.
    """
    return Surroundings(forces, drivers, goals, moves, pressures, chosen)


def swot_items(
    comparison: Comparison, surroundings: Surroundings | None = None
) -> tuple[ProposedItem, ...]:
    """Proposed items, the most important of each kind first.

    Strengths and weaknesses follow from gaps, ranked by weight x gap; opportunities from goals,
    chosen value, drivers and strong pressures; threats from forces of 4 or more, competitors'
    next moves and drivers.
    """
    found = [*_from_gaps(comparison)]
    if surroundings is not None:
        found += sorted(
            (*_opportunities(surroundings), *_threats(surroundings)),
            key=lambda one: ("OT".index(one.kind), -one.importance),
        )
    return tuple(found)


def _from_gaps(comparison: Comparison) -> Iterable[ProposedItem]:
    for kind, names in (("S", comparison.strengths), ("W", comparison.weaknesses)):
        for name in names:
            size = comparison.gaps[name].importance or ZERO
            importance = _MOST - sum(size < step for step in _STEPS)
            yield ProposedItem(kind, f"csf:{name}", name, importance)


def _opportunities(around: Surroundings) -> Iterable[ProposedItem]:
    for goal in around.goals:
        yield ProposedItem("O", f"prof_objectives:{goal.cust_obj_id}", goal.cust_obj_id, _USUAL)
    for name in around.chosen:
        yield ProposedItem("O", f"vc_top_choice:{name}", name, _USUAL)
    for row in around.drivers:
        if row.direction == "opportunity":
            yield ProposedItem("O", "ind_drivers", row.driver, _USUAL)
    for one in around.pressures:
        if one.strength >= _STRONG:
            yield ProposedItem("O", f"pressure:{one.pressure}", one.pressure, one.strength)


def _threats(around: Surroundings) -> Iterable[ProposedItem]:
    for force in around.forces:
        if force.intensity >= _STRONG:
            yield ProposedItem("T", f"ind_forces:{force.force}", force.force, force.intensity)
    for move in around.moves:
        yield ProposedItem("T", f"comp_strategy:{move.competitor_id}", move.competitor_id, _USUAL)
    for row in around.drivers:
        if row.direction == "threat":
            yield ProposedItem("T", "ind_drivers", row.driver, _USUAL)


def swot_pairs(
    items: Sequence[SwotItem], comparison: Comparison | None = None
) -> tuple[ProposedPair, ...]:
    """Proposed pairs, each pair of items once.

    Every O with the most important S (SO); every decisive W with the O nearest to it in
    importance (WO); every T with the most important S (ST); the worst W with the worst T (WT).

    Args:
        items: The SWOT as it stands.
        comparison: Says which weaknesses are decisive; all are, where it does not know.
    """
    kinds = {kind: _by_importance(items, kind) for kind in "SWOT"}
    pairs = [
        *_with_best("SO", kinds["S"], kinds["O"]),
        *_with_nearest(_decisive(kinds["W"], comparison), kinds["O"]),
        *_with_best("ST", kinds["S"], kinds["T"]),
    ]
    if kinds["W"] and kinds["T"]:
        pairs.append(ProposedPair("WT", (kinds["W"][0].swot_id, kinds["T"][0].swot_id)))
    return tuple(dict.fromkeys(pairs))


def _by_importance(items: Iterable[SwotItem], kind: str) -> list[SwotItem]:
    found = [one for one in items if one.kind == kind]
    return sorted(found, key=lambda one: (-one.importance, natural_order(one.swot_id)))


def _decisive(weaknesses: list[SwotItem], comparison: Comparison | None) -> list[SwotItem]:
    if comparison is None:
        return weaknesses
    named: Mapping[str, None] = dict.fromkeys(
        f"csf:{name}" for name in comparison.decisive_weaknesses
    )
    return [one for one in weaknesses if one.source in named]


def _with_best(
    type_: str, strengths: Sequence[SwotItem], others: Iterable[SwotItem]
) -> Iterable[ProposedPair]:
    for other in others if strengths else ():
        yield ProposedPair(type_, (strengths[0].swot_id, other.swot_id))


def _with_nearest(
    weaknesses: Iterable[SwotItem], opportunities: Sequence[SwotItem]
) -> Iterable[ProposedPair]:
    for one in weaknesses if opportunities else ():
        nearest = min(opportunities, key=lambda other: abs(other.importance - one.importance))
        yield ProposedPair("WO", (one.swot_id, nearest.swot_id))
