"""Calculations on plain numbers, found by name and imported only when used.

A calculation takes scalars, rows of the tables it reads, or results of other calculations, and
is a pure function of them.
"""

from collections.abc import Callable, Mapping
from typing import Final

from kamguide.byname import ByName
from kamguide.errors import CalculationError

_MODULES: Final[Mapping[str, tuple[str, ...]]] = {
    "pareto": ("pareto", "account"),
    "segments": ("segment_sales", "segments"),
    "strength": (
        "market_attractiveness",
        "market_strengths",
        "product_attractiveness",
        "product_strengths",
    ),
    "dpm": ("matrix_settings",),
    "markets": ("market_standings", "markets", "market_outlook"),
    "portfolio": ("product_standings", "products", "product_outlook"),
    "directions": ("market_directions", "product_directions"),
    "selection": ("selection",),
    "industry": ("forces",),
    "finance": ("financial_ratios",),
    "value": ("revenue_values", "value_opportunities", "value"),
    "buying": ("purchases", "buying", "earliest_contract"),
    "pressures": ("pressures",),
    "csf": ("csf", "csf_outlook"),
    "swot": ("swot_surroundings", "swot_items", "swot_pairs"),
    "budget": ("budget", "scenarios"),
    "risk": ("risk",),
    "ansoff": ("ansoff", "ansoff_growth"),
    "relationship": ("relationship",),
    "positioning": ("positioning",),
    "annual": ("review", "objective_review"),
    "rolling": ("rolled_plan",),
    "money": ("history", "wallet_today", "forecast", "quick_directions"),
}

CALCULATIONS: Final[Mapping[str, Callable[..., object]]] = ByName(__name__, _MODULES)
"""Every calculation by the name that flows use."""


def calculation(name: str) -> Callable[..., object]:
    """The calculation of this name.

    Raises:
        CalculationError: There is none.
    """
    if name not in CALCULATIONS:
        raise CalculationError("calculation.unknown", name=name)
    return CALCULATIONS[name]
