"""The Ansoff matrix: proposed cells, and growth that adds up over them."""

from decimal import Decimal

import pytest
from hypothesis import strategies as st

from kamguide.analysis.ansoff import CELLS, Ansoff, Objective, Product, Site, ansoff, ansoff_growth
from kamguide.analysis.money import Forecast, ForecastRow, forecast

from .properties import given

SITES = [Site("L1", ("P1",)), Site("L2", ("P1", "P2")), Site("L3"), Site("L4")]


@pytest.mark.parametrize(
    ("product", "sites", "cell"),
    [
        (Product("P1"), SITES, "penetration"),
        (Product("P2"), SITES, "market_development"),
        (Product("P3", is_new=True), SITES, "product_development"),
        (Product("P3", is_new=True), [Site("L3")], "diversification"),
        (Product("P3", is_new=True), [], "product_development"),
        (Product("P1"), [], "penetration"),
    ],
)
def test_newness_and_empty_sites_propose_the_cell(
    product: Product, sites: list[Site], cell: str
) -> None:
    assert ansoff([product], sites).cell[product.product_id] == cell


def test_sites_without_a_product_are_named() -> None:
    assert ansoff([Product("P2")], SITES).sites_without == {"P2": ("L1", "L3", "L4")}


def grown(*changes: int) -> Forecast:
    return forecast(
        [
            ForecastRow(
                f"P{i}",
                Decimal(1000),
                rev_t1=Decimal(0),
                rev_t2=Decimal(0),
                rev_t3=Decimal(1000 + one),
            )
            for i, one in enumerate(changes)
        ]
    )


def test_an_objectives_own_cell_wins() -> None:
    cells = Ansoff({"P0": "penetration", "P1": "penetration"}, {})
    chosen = [
        Objective("O1", "revenue", "P0", "diversification"),
        Objective("O2", "margin", "P1", "diversification"),
        Objective("O3", "revenue", "P1", "none"),
    ]
    found = ansoff_growth(grown(10, 20), cells, chosen).cells
    assert found["diversification"].products == ("P0",)
    assert found["penetration"].products == ("P1",)


@pytest.mark.parametrize(("risky", "heavy"), [(25, False), (26, True)])
def test_more_than_a_quarter_of_growth_from_diversification_is_heavy(
    risky: int, heavy: bool
) -> None:
    cells = Ansoff({"P0": "diversification", "P1": "penetration"}, {})
    assert ansoff_growth(grown(risky, 100 - risky), cells).diversification_heavy is heavy


def test_a_shrinking_account_has_no_shares_of_growth() -> None:
    found = ansoff_growth(grown(-10), Ansoff({}, {}))
    assert found.cells["penetration"].growth_share_pct is None
    assert not found.diversification_heavy


@given(
    st.lists(st.tuples(st.integers(-1000, 1000), st.sampled_from(CELLS)), min_size=1, max_size=8)
)
def test_the_cells_add_up_to_the_account(products: list[tuple[int, str]]) -> None:
    cells = Ansoff({f"P{i}": cell for i, (_, cell) in enumerate(products)}, {})
    found = ansoff_growth(grown(*(change for change, _ in products)), cells)
    assert sum(one.change or 0 for one in found.cells.values()) == found.change
    assert sum(len(one.products) for one in found.cells.values()) == len(products)
