"""How firmly a suggestion stands: the smallest single change that would turn it over.

Weights move in steps of one point, the others of their set keeping their proportions and the sum
of 100; scores in steps of a half within 0 and 10. Every step is worked out by the calculations of
the plan itself.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final, Literal

from kamguide.analysis.dpm import DEFAULT_SETTINGS, suggested_directions
from kamguide.analysis.markets import scored_markets
from kamguide.analysis.portfolio import scored_products
from kamguide.analysis.selection import selection
from kamguide.analysis.strength import (
    market_attractiveness,
    market_strengths,
    product_attractiveness,
    product_strengths,
)
from kamguide.engine.figures import Figures
from kamguide.engine.path import Path

Kind = Literal["weight", "score"]
Verdicts = Mapping[str, str]
"""What is suggested, by unit; of the selection the winner, under `WINNER`."""
Inputs = Mapping[str, Mapping[str, Any]]
"""What each calculation takes, by figure and parameter."""

WINNER: Final = "winner"
STEP: Final[Mapping[Kind, Decimal]] = {"weight": Decimal(1), "score": Decimal("0.5")}
MOST: Final[Mapping[Kind, Decimal]] = {"weight": Decimal(100), "score": Decimal(10)}
HUNDRED: Final = Decimal(100)
UNMOVED: Final = "enter"
"""What is suggested for a unit without revenue, wherever it lies."""


@dataclass(frozen=True, slots=True)
class Dial:
    """A number that can be turned: in which rows it stands, and where it is asked."""

    question: str
    column: str
    kind: Kind
    figure: str
    parameter: str
    of: str = ""
    """The column of the only unit that it moves; empty: it may move all of them."""


@dataclass(frozen=True, slots=True)
class Level:
    """Something that is suggested from weights and scores."""

    name: str
    dials: tuple[Dial, ...]
    parts: Mapping[str, Callable[..., Any]]
    """The calculations that weights and scores go into, by figure."""
    figures: tuple[str, ...]
    """The figures whose inputs are looked at besides."""
    verdicts: Callable[[Inputs, Mapping[str, Any]], Verdicts]


@dataclass(frozen=True, slots=True)
class Turn:
    """One number, before and after."""

    dial: Dial
    row: Any
    """The row as the calculation takes it."""
    before: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True)
class Stability:
    """A suggestion, and for weights and scores the smallest turn that changes it, and to what."""

    level: str
    unit: str
    now: str
    flips: Mapping[Kind, tuple[Turn, str]]


def _markets(inputs: Inputs, parts: Mapping[str, Any]) -> Verdicts:
    units = inputs["markets"]["units"]
    scored = scored_markets(units, parts["market_attractiveness"], parts["market_strengths"])
    return suggested_directions(scored, inputs["markets"].get("settings", DEFAULT_SETTINGS))


def _products(inputs: Inputs, parts: Mapping[str, Any]) -> Verdicts:
    history = inputs["products"]["history"]
    scored = scored_products(parts["product_attractiveness"], parts["product_strengths"], history)
    return suggested_directions(scored, inputs["products"].get("settings", DEFAULT_SETTINGS))


def _winner(inputs: Inputs, parts: Mapping[str, Any]) -> Verdicts:
    del inputs
    ranking = parts["selection"].ranking
    return {WINNER: ranking[0]} if ranking else {}


LEVELS: Final = (
    Level(
        "selection",
        (
            Dial("sel_weights", "weight", "weight", "selection", "weights"),
            *(
                Dial("sel_candidates", f"{one}_score", "score", "selection", "candidates")
                for one in ("location", "buying", "suppliers")
            ),
        ),
        {"selection": selection},
        (),
        _winner,
    ),
    Level(
        "markets",
        (
            Dial("dpm_attr_factors", "weight", "weight", "market_attractiveness", "factors"),
            Dial("dpm_csfs", "weight", "weight", "market_strengths", "factors", "unit_id"),
            Dial("dpm_attr_scores", "score", "score", "market_attractiveness", "scores"),
            Dial("dpm_csf_scores", "score", "score", "market_strengths", "scores", "unit_id"),
        ),
        {
            "market_attractiveness": market_attractiveness,
            "market_strengths": market_strengths,
        },
        ("markets",),
        _markets,
    ),
    Level(
        "products",
        (
            Dial("pf_factors", "weight", "weight", "product_attractiveness", "factors"),
            Dial("csf_list", "weight", "weight", "product_strengths", "factors"),
            Dial("pf_attr_scores", "score", "score", "product_attractiveness", "scores"),
            Dial("pf_csf_scores", "own_t0", "score", "product_strengths", "scores"),
            Dial("pf_csf_scores", "comp_t0", "score", "product_strengths", "scores"),
        ),
        {
            "product_attractiveness": product_attractiveness,
            "product_strengths": product_strengths,
        },
        ("products",),
        _products,
    ),
)


def stability(path: Path) -> tuple[Stability, ...]:
    """How firmly each suggestion of a plan stands; what is not complete is left out.

    Of turns equally small the first in the order of the questions counts, and lowering before
    raising. A set of weights that does not sum to 100 is not turned.
    """
    return tuple(one for level in LEVELS for one in _of_level(level, path.figures))


def _of_level(level: Level, figures: Figures) -> Iterator[Stability]:
    names = (*level.parts, *level.figures)
    inputs = {name: one for name in names if (one := figures.inputs(name)) is not None}
    if len(inputs) < len(names):
        return
    search = _Search(level, inputs)
    found = {kind: search.smallest(kind) for kind in STEP}
    for unit, verdict in search.now.items():
        flips = {kind: found[kind][unit] for kind in STEP if unit in found[kind]}
        yield Stability(level.name, unit, verdict, flips)


class _Search:
    """Turns every number of one level, the nearest steps first."""

    def __init__(self, level: Level, inputs: Inputs) -> None:
        self._level = level
        self._inputs = inputs
        self._parts = {name: make(**inputs[name]) for name, make in level.parts.items()}
        self.now = level.verdicts(inputs, self._parts)

    def smallest(self, kind: Kind) -> dict[str, tuple[Turn, str]]:
        """The smallest turn that changes each verdict, and what it becomes."""
        found: dict[str, tuple[Turn, str]] = {}
        waiting = {unit for unit, verdict in self.now.items() if verdict != UNMOVED}
        turns = list(self._turns(kind))
        for distance in range(1, int(MOST[kind] / STEP[kind]) + 1):
            if not waiting - found.keys():
                break
            for dial, at in turns:
                if self._may_change(dial, at, waiting - found.keys()):
                    for by in (-distance * STEP[kind], distance * STEP[kind]):
                        for unit, turn, then in self._changed(dial, at, by):
                            found.setdefault(unit, (turn, then))
        return found

    def _turns(self, kind: Kind) -> Iterator[tuple[Dial, int]]:
        for dial in self._level.dials:
            if dial.kind == kind:
                rows = self._inputs[dial.figure].get(dial.parameter, ())
                yield from ((dial, at) for at in range(len(rows)))

    def _may_change(self, dial: Dial, at: int, units: Collection[str]) -> bool:
        """Whether a turn can reach one of these units: most reach their own only."""
        row = self._inputs[dial.figure][dial.parameter][at]
        return bool(units) and (not dial.of or getattr(row, dial.of) in units)

    def _changed(self, dial: Dial, at: int, by: Decimal) -> Iterator[tuple[str, Turn, str]]:
        """The verdicts that one turn changes; one that loses its verdict is not changed."""
        rows: Sequence[Any] = self._inputs[dial.figure][dial.parameter]
        before = getattr(rows[at], dial.column)
        if before is None or not 0 <= before + by <= MOST[dial.kind]:
            return
        after = turned_rows(rows, dial, at, before + by)
        if after is None:
            return
        then = self._level.verdicts(
            self._inputs, {**self._parts, dial.figure: self._part(dial, at, after)}
        )
        for unit, verdict in self.now.items():
            if then.get(unit, verdict) != verdict:
                yield unit, Turn(dial, rows[at], before, before + by), then[unit]

    def _part(self, dial: Dial, at: int, rows: Sequence[Any]) -> Any:
        """What one calculation makes of changed rows; of one unit's rows, where no other moves."""
        make, inputs = self._level.parts[dial.figure], self._inputs[dial.figure]
        if not dial.of:
            return make(**{**inputs, dial.parameter: rows})
        unit = getattr(rows[at], dial.of)
        given = {**inputs, dial.parameter: rows}
        own = {
            name: tuple(one for one in given[name] if getattr(one, dial.of) == unit)
            for name in ("factors", "scores")
        }
        return {**self._parts[dial.figure], **make(**{**given, **own})}


def turned_rows(rows: Sequence[Any], dial: Dial, at: int, value: Decimal) -> tuple[Any, ...] | None:
    """Rows with one number changed; the other weights of its set keep their proportions.

    Returns:
        None where weights cannot be turned: they do not sum to 100, or one has all of it.
    """
    if dial.kind == "score":
        return tuple(
            replace(one, **{dial.column: value}) if n == at else one for n, one in enumerate(rows)
        )
    own = [n for n, one in enumerate(rows) if not dial.of or _same(one, rows[at], dial.of)]
    weight = rows[at].weight
    if sum(rows[n].weight for n in own) != HUNDRED or weight == HUNDRED:
        return None
    factor = (HUNDRED - value) / (HUNDRED - weight)
    turned = {n: value if n == at else rows[n].weight * factor for n in own}
    return tuple(
        replace(one, weight=turned[n]) if n in turned else one for n, one in enumerate(rows)
    )


def _same(one: Any, other: Any, column: str) -> bool:
    return bool(getattr(one, column) == getattr(other, column))
