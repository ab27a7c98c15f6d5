"""How firmly a suggestion stands: the smallest single change that would turn it over.

Weights move in steps of one point, the others of their set keeping their proportions and the sum
of 100; scores in steps of a half within 0 and 10, where the flow takes whole ones only by 1. A fact
that a formula turns into points moves by half a point of them. Everything is exact.
"""

from kamguide.coach.stability.accounts import WINNER, account
from kamguide.coach.stability.dials import (
    DEFAULT_STEP,
    KINDS,
    MOST,
    Dial,
    Kind,
    Measured,
    Reached,
    Stability,
    Standing,
    Turn,
    Unturned,
    Verdict,
)
from kamguide.coach.stability.levels import markets, products
from kamguide.engine.path import Path

__all__ = [
    "DEFAULT_STEP",
    "KINDS",
    "MOST",
    "WINNER",
    "Dial",
    "Kind",
    "Measured",
    "Reached",
    "Stability",
    "Standing",
    "Turn",
    "Unturned",
    "Verdict",
    "stability",
]


def stability(path: Path) -> Stability:
    """How firmly each suggestion of a plan stands; what is not complete is left out.

    Of turns equally small the first in the order of the questions counts, and lowering before
    raising. A set of weights that does not sum to 100 is not turned, but named; one that has all of
    the 100 is not turned, as the others have no proportions to share by.
    """
    levels = [one for make in (account, markets, products) if (one := make(path)) is not None]
    return Stability(
        tuple(one for level in levels for one in level.standings()),
        tuple(one for level in levels for one in level.unturned),
    )
