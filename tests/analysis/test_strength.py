"""Weighted scores: gaps, ties, the reference competitor, and what holds for any scores."""

from decimal import Decimal

import pytest
from hypothesis import strategies as st

from kamguide.analysis.strength import (
    AccountFactor,
    Competitor,
    Factor,
    ProductFactorScore,
    Strength,
    SupplierScore,
    UnitFactor,
    UnitScore,
    market_attractiveness,
    market_strengths,
    product_strengths,
    weighted_total,
)
from kamguide.errors import CalculationError

from . import worked
from .properties import given

ONE = UnitFactor("S1", "price", Decimal(100))


def duel(shares: dict[str, int | None], reference: str = "best_score", **totals: int) -> Strength:
    return market_strengths(
        [ONE],
        [SupplierScore("S1", "price", name, Decimal(score)) for name, score in totals.items()],
        [
            Competitor(name, None if share is None else Decimal(share))
            for name, share in shares.items()
        ],
        reference,
    )["S1"]


def test_a_tie_goes_to_the_larger_share_then_to_the_lower_id() -> None:
    assert duel({"K1": 5, "K2": 9}, own=7, K1=6, K2=6).best_competitor == "K2"
    assert duel({"K1": None, "K2": None}, own=7, K10=6, K2=6).best_competitor == "K2"


def test_the_reference_may_be_the_largest_and_both_ratios_are_known() -> None:
    found = duel({"K1": 9, "K2": 5}, "largest_share", own=6, K1=3, K2=8)
    assert (found.reference, found.ratio) == ("K1", 2)
    assert (found.best_competitor, found.best_total) == ("K2", 8)
    best = duel({"K1": 9, "K2": 5}, own=6, K1=3, K2=8)
    assert (best.reference, best.largest_competitor, best.largest_ratio) == ("K2", "K1", 2)


def test_without_known_shares_the_best_score_is_the_reference() -> None:
    assert duel({}, "largest_share", own=6, K1=3, K2=8).reference == "K2"


def test_another_reference_is_refused() -> None:
    with pytest.raises(CalculationError, match=r"dpm\.reference"):
        duel({}, "loudest", own=6)


def test_without_a_competitor_there_is_no_ratio() -> None:
    found = duel({}, own=6)
    assert (found.reference, found.ratio) == (None, None)


def test_a_competitor_with_a_gap_in_its_scores_is_left_out() -> None:
    factors = [
        UnitFactor("S1", "price", Decimal(60)),
        UnitFactor("S1", "speed", Decimal(40)),
        UnitFactor("S1", "unweighted", Decimal(0)),
    ]
    cells = [("own", "price", 5), ("own", "speed", 5), ("K1", "price", 9), ("K2", "price", 4)]
    scores = [SupplierScore("S1", csf, name, Decimal(score)) for name, csf, score in cells]
    found = market_strengths(factors, [*scores, SupplierScore("S1", "speed", "K2", Decimal(4))])
    assert found["S1"].totals == {"own": 5, "K2": 4}


def test_units_scored_again_move_up_or_down_at_t3_and_others_do_not() -> None:
    factors = [Factor("AF1", Decimal(100))]
    scores = [UnitScore("S1", "AF1", Decimal(4)), UnitScore("S2", "AF1", Decimal(6))]
    found = market_attractiveness(factors, scores, [UnitScore("S1", "AF1", Decimal(8))])
    assert found.t0 == {"S1": 4, "S2": 6}
    assert found.t3 == {"S1": 8, "S2": 6}


def test_a_product_without_scores_for_t3_has_no_strength_there() -> None:
    found = product_strengths(
        [AccountFactor("F1", Decimal(100))],
        [ProductFactorScore("P1", "F1", Decimal(6), Decimal(4), competitor_id="K1")],
    )["P1"]
    assert (found.t0.ratio, found.t0.best_competitor) == (Decimal("1.5"), "K1")
    assert found.t3.own is None
    assert found.t3.ratio is None


def test_two_competitors_in_one_product_are_the_best_together() -> None:
    factors = [AccountFactor("F1", Decimal(50)), AccountFactor("F2", Decimal(50))]
    rows = [
        ProductFactorScore("P1", "F1", Decimal(6), Decimal(4), competitor_id="K1"),
        ProductFactorScore("P1", "F2", Decimal(6), Decimal(8), competitor_id="K2"),
    ]
    assert product_strengths(factors, rows)["P1"].t0.best_total == 6


def test_the_largest_competitor_of_the_case_is_k1() -> None:
    found = worked.market_strengths("largest_share")
    assert {one.reference for one in found.values()} == {"K1"}
    assert worked.market_strengths()["S5"].reference == "K3"


scores = st.decimals(0, 10, places=1)
cells = st.dictionaries(st.sampled_from("abcde"), scores, min_size=1)


@given(cells)
def test_a_total_lies_between_the_lowest_and_the_highest_score(
    given_scores: dict[str, Decimal],
) -> None:
    share = Decimal(100) / len(given_scores)
    found = weighted_total(dict.fromkeys(given_scores, share), given_scores)
    assert found is not None
    assert min(given_scores.values()) - Decimal("1e-20") <= found
    assert found <= max(given_scores.values()) + Decimal("1e-20")


@given(cells, st.integers(1, 100))
def test_a_missing_score_undoes_a_total(given_scores: dict[str, Decimal], weight: int) -> None:
    weights = dict.fromkeys(given_scores, Decimal(weight)) | {"missing": Decimal(1)}
    assert weighted_total(weights, given_scores) is None
    assert weighted_total({}, given_scores) is None


@given(st.dictionaries(st.sampled_from(["K1", "K2", "K3"]), st.integers(1, 10), min_size=1))
def test_the_order_of_competitors_does_not_matter(totals: dict[str, int]) -> None:
    backwards = dict(reversed(totals.items()))
    assert duel({}, own=5, **totals).best_competitor == duel({}, own=5, **backwards).best_competitor
