"""How much hangs on few: the Herfindahl-Hirschman index."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from kamguide.analysis.arithmetic import HUNDRED, ZERO, total

HIGH: Final = Decimal(1800)
"""Above this a market is called highly concentrated; see the source of `herfindahl`."""


def herfindahl(amounts: Iterable[Decimal]) -> Decimal | None:
    """The sum of the squares of the shares in percent.

    Args:
        amounts: What each of those who share the whole has: in one unit, over one period.

    Returns:
        Index points, above 0 and up to 10,000 (one has it all); None where there is nothing to
        share, or less. Above `HIGH` reads as highly concentrated.

    Source: US Department of Justice and Federal Trade Commission, Merger Guidelines (2023),
        section 2.1: made for shares of a market, applied here to customers and accounts.
    """
    values = list(amounts)
    whole = total(values)
    if whole <= ZERO:
        return None
    return total(one * one for one in values) * HUNDRED * HUNDRED / (whole * whole)
