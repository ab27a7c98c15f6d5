"""The Ansoff matrix: which growth comes from new products, and which from new sites."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from msgspec import Struct

from kamguide.analysis.arithmetic import percent, whole_total
from kamguide.analysis.money import T0, T3, Forecast

PENETRATION: Final = "penetration"
MARKET_DEVELOPMENT: Final = "market_development"
PRODUCT_DEVELOPMENT: Final = "product_development"
DIVERSIFICATION: Final = "diversification"
CELLS: Final = (PENETRATION, MARKET_DEVELOPMENT, PRODUCT_DEVELOPMENT, DIVERSIFICATION)


class Product(Struct, frozen=True):
    """A row of `setup_products`."""

    product_id: str
    is_new: bool = False


class Site(Struct, frozen=True):
    """A row of `prof_sites`: which of our products a site of the account uses."""

    site_id: str
    products: tuple[str, ...] = ()


class Objective(Struct, frozen=True):
    """A row of `obj_list`, as far as it places a product's revenue."""

    obj_id: str
    type: str
    product_id: str | None = None
    ansoff: str | None = None


class Ansoff(Struct, frozen=True):
    """The proposed cells."""

    cell: Mapping[str, str]
    """By product."""
    sites_without: Mapping[str, tuple[str, ...]]
    """Sites that do not use a product: room for market development."""


class CellGrowth(Struct, frozen=True):
    """The revenue of one cell."""

    products: tuple[str, ...]
    revenue_t0: Decimal | None
    revenue_t3: Decimal | None
    change: Decimal | None
    growth_share_pct: Decimal | None
    """Part of the account's growth; None unless the account grows."""


class AnsoffGrowth(Struct, frozen=True):
    """The growth of the account by cell."""

    cells: Mapping[str, CellGrowth]
    change: Decimal | None
    diversification_heavy: bool
    """Whether diversification carries more than a quarter of the growth."""


def ansoff(products: Sequence[Product], sites: Sequence[Site] = ()) -> Ansoff:
    """A cell for each product, to be edited in the objectives.

    A product new to the account is product development while the account has sites that we
    supply (or none are listed), else diversification. One that is not new is penetration,
    unless more than half of the sites are still without it: market development.

    Args:
        products: What we sell, or plan to sell, to the account.
        sites: Its plants and offices.
    """
    without = {
        one.product_id: tuple(site.site_id for site in sites if one.product_id not in site.products)
        for one in products
    }
    is_supplied = not sites or any(site.products for site in sites)
    return Ansoff(
        cell={
            one.product_id: _cell(one, without[one.product_id], len(sites), is_supplied=is_supplied)
            for one in products
        },
        sites_without=without,
    )


def _cell(product: Product, without: Sequence[str], sites: int, *, is_supplied: bool) -> str:
    if product.is_new:
        return PRODUCT_DEVELOPMENT if is_supplied else DIVERSIFICATION
    return MARKET_DEVELOPMENT if 2 * len(without) > sites else PENETRATION


def ansoff_growth(
    forecast: Forecast, ansoff: Ansoff, objectives: Sequence[Objective] = ()
) -> AnsoffGrowth:
    """Revenue at T0 and T+3 by cell.

    Args:
        forecast: Revenue by product.
        ansoff: The proposed cells.
        objectives: A revenue objective's own cell wins over the proposed one.
    """
    chosen = {
        one.product_id: one.ansoff
        for one in objectives
        if one.type == "revenue" and one.ansoff in CELLS
    }
    placed: dict[str, list[str]] = {cell: [] for cell in CELLS}
    for name in forecast.products:
        placed[chosen.get(name) or ansoff.cell.get(name, PENETRATION)].append(name)
    change = forecast.account.change
    cells = {cell: _growth(forecast, names) for cell, names in placed.items()}
    risky = cells[DIVERSIFICATION].change
    return AnsoffGrowth(
        cells=cells,
        change=change,
        diversification_heavy=risky is not None
        and change is not None
        and change > 0
        and risky * 4 > change,
    )


def _growth(forecast: Forecast, names: Sequence[str]) -> CellGrowth:
    first = whole_total(forecast.products[name].revenue[T0] for name in names)
    last = whole_total(forecast.products[name].revenue[T3] for name in names)
    change = None if first is None or last is None else last - first
    whole = forecast.account.change
    return CellGrowth(
        products=tuple(names),
        revenue_t0=first,
        revenue_t3=last,
        change=change,
        growth_share_pct=percent(change, whole) if whole is not None and whole > 0 else None,
    )
