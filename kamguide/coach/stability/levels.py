"""The two levels of the directional policy matrix: their rows, read into plain numbers."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from msgspec import Struct

from kamguide.analysis.arithmetic import natural_order
from kamguide.analysis.strength import OWN
from kamguide.coach.stability.axes import Axes, Side, Slot
from kamguide.coach.stability.dials import DEFAULT_STEP, Dial, Kind, step_of
from kamguide.coach.stability.matrix import Field
from kamguide.coach.stability.search import Level
from kamguide.engine.path import Path

RIVAL: Final = "rival"
"""The competitor that a product is compared with, whoever it is."""

Inputs = Mapping[str, Any]


class _Number(Struct, frozen=True):
    """A weight or a score in a row: whose axis it is on, of which factor, and who is scored."""

    row: Any
    column: str
    factor: str
    unit: str = ""
    who: str = ""

    @property
    def value(self) -> Decimal:
        """The number itself."""
        return Decimal(getattr(self.row, self.column))


class _Asked(Struct, frozen=True):
    """Where the numbers of an axis are asked, and what they are."""

    weights_at: str
    weights: Sequence[_Number]
    scores_at: str
    scores: Sequence[_Number]


def markets(path: Path) -> Level | None:
    """The markets on the matrix; None while it is not complete."""
    heights = path.figures.inputs("market_attractiveness")
    strengths = path.figures.inputs("market_strengths")
    if heights is None or strengths is None:
        return None
    vertical = _Asked(
        "dpm_attr_factors",
        _shared_factors(heights),
        "dpm_attr_scores",
        [_Number(one, "score", one.factor_id, who=one.unit_id) for one in heights["scores"]],
    )
    horizontal = _Asked(
        "dpm_csfs",
        [_Number(one, "weight", one.csf_id, one.unit_id) for one in strengths["factors"]],
        "dpm_csf_scores",
        [
            _Number(one, "score", one.csf_id, one.unit_id, one.supplier)
            for one in strengths["scores"]
        ],
    )
    return _level(path, "markets", vertical, horizontal, _largest_first(strengths))


def products(path: Path) -> Level | None:
    """Our products on the matrix of the account; None while it is not complete."""
    heights = path.figures.inputs("product_attractiveness")
    strengths = path.figures.inputs("product_strengths")
    if heights is None or strengths is None:
        return None
    vertical = _Asked(
        "pf_factors",
        _shared_factors(heights),
        "pf_attr_scores",
        [_Number(one, "score", one.factor_id, who=one.product_id) for one in heights["scores"]],
    )
    horizontal = _Asked(
        "csf_list",
        [_Number(one, "weight", one.csf_id) for one in strengths["factors"]],
        "pf_csf_scores",
        [
            _Number(one, column, one.csf_id, one.product_id, who)
            for one in strengths["scores"]
            for column, who in (("own_t0", OWN), ("comp_t0", RIVAL))
            if getattr(one, column) is not None
        ],
    )
    return _level(path, "products", vertical, horizontal)


def _shared_factors(inputs: Inputs) -> list[_Number]:
    return [_Number(one, "weight", one.factor_id) for one in inputs["factors"]]


def _largest_first(inputs: Inputs) -> Sequence[str]:
    """The competitors that a market is compared with before the best one, if that is wanted."""
    if inputs.get("reference") != "largest_share":
        return ()
    known = [one for one in inputs.get("competitors", ()) if one.share_pct]
    known.sort(key=lambda one: (-one.share_pct, natural_order(one.competitor_id)))
    return [one.competitor_id for one in known]


def _level(
    path: Path, name: str, vertical: _Asked, horizontal: _Asked, references: Sequence[str] = ()
) -> Level | None:
    matrix = path.figures.get(name)
    if matrix is None:
        return None
    units = {one.unit for one in (*horizontal.weights, *horizontal.scores)} - {""}
    axes = Axes(
        heights=_side(vertical, ""),
        strengths={unit: _side(horizontal, unit) for unit in units},
        vertical=tuple(_slots(path, vertical)),
        horizontal=tuple(_slots(path, horizontal)),
        references=references,
    )
    return Field(matrix, axes).level(name)


def _side(asked: _Asked, unit: str) -> Side:
    """The axis of one unit, or one that all units share."""
    scores: dict[str, dict[str, Decimal]] = {}
    for one in asked.scores:
        if one.unit == unit:
            scores.setdefault(one.who, {})[one.factor] = one.value
    return Side({one.factor: one.value for one in asked.weights if one.unit in ("", unit)}, scores)


def _slots(path: Path, asked: _Asked) -> Iterator[Slot]:
    """Every number with its dial, weights first."""
    for one in asked.weights:
        yield _slot(one, "weight", asked.weights_at, DEFAULT_STEP["weight"])
    steps = {one.column: step_of(path, asked.scores_at, one.column) for one in asked.scores}
    for one in asked.scores:
        yield _slot(one, "score", asked.scores_at, steps[one.column])


def _slot(one: _Number, kind: Kind, question: str, step: Decimal) -> Slot:
    dial = Dial(kind, question, one.column, one.row, one.value, step)
    return Slot(dial, one.factor, one.unit, one.who)
