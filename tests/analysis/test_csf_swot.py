"""Competitive comparison, and the SWOT that it proposes."""

from decimal import Decimal

import pytest
from hypothesis import strategies as st

from kamguide.analysis.csf import (
    Comparison,
    FactorScore,
    FactorTarget,
    csf,
    csf_outlook,
    wallet_shares_pct,
)
from kamguide.analysis.money import HistoryRow, WalletRow, history, wallet_today
from kamguide.analysis.portfolio import Supply
from kamguide.analysis.strength import AccountFactor
from kamguide.analysis.swot import SwotItem, swot_items, swot_pairs

from . import worked
from .properties import given

FACTORS = [AccountFactor("F1", Decimal(60)), AccountFactor("F2", Decimal(40))]


def compared(
    own: tuple[object, ...], competitors: tuple[str, ...] = (), **rivals: object
) -> Comparison:
    cells = {"own": own, **rivals}
    scores = [
        FactorScore(factor.csf_id, name, Decimal(str(score)))
        for name, given_scores in cells.items()
        for factor, score in zip(FACTORS, given_scores, strict=False)  # type: ignore[call-overload]  # pairs
    ]
    return csf(FACTORS, scores, competitors)


@pytest.mark.parametrize(
    ("own", "label"),
    [
        ((7, 8), ("decisive_strength", "minor_strength")),
        ((5, 6), ("decisive_weakness", "minor_weakness")),
        (("6.5", "6.5"), ("parity", "parity")),
    ],
)
def test_a_gap_of_a_point_counts_and_weight_makes_it_decisive(
    own: tuple[object, ...], label: tuple[str, ...]
) -> None:
    gaps = compared(own, K1=(6, 7)).gaps
    assert (gaps["F1"].label, gaps["F2"].label) == label


def test_on_each_factor_the_best_of_all_competitors_counts() -> None:
    found = compared((6, 6), K1=(9, 2), K2=(1, 8), K3=(9, 8))
    assert found.gaps["F1"].best_suppliers == ("K1", "K3")
    assert found.gaps["F2"].gap == -2
    assert found.weaknesses == ("F1", "F2")
    assert found.decisive_weaknesses == ("F1",)


def test_only_the_chosen_competitors_are_compared() -> None:
    found = compared((6, 6), ("K2",), K1=(9, 9), K2=(5, 5))
    assert found.best_competitor == "K2"
    assert found.leads_everywhere
    assert found.strengths == ("F1", "F2")


def test_a_tie_goes_to_the_larger_supplier_by_wallet() -> None:
    base = history([HistoryRow("P1", rev_t0=Decimal(1))])
    spent = wallet_today(base, [WalletRow("P1", Decimal(1000)), WalletRow("P2", Decimal(10))])
    supplies = [
        Supply("K1", "P2", Decimal(90)),
        Supply("K2", "P1", Decimal(5)),
    ]
    scores = [
        FactorScore(factor.csf_id, name, Decimal(7))
        for factor in FACTORS
        for name in ("own", "K1", "K2")
    ]
    assert csf(FACTORS, scores, (), supplies, spent).best_competitor == "K2"
    assert csf(FACTORS, scores, (), supplies).best_competitor == "K1"
    assert csf(FACTORS, scores).best_competitor == "K1"


def test_missing_scores_leave_gaps_and_totals_open() -> None:
    found = compared((6,), K1=(5, 5))
    assert found.own is None
    assert found.ratio is None
    assert found.gaps["F2"].gap is None
    assert not found.leads_everywhere
    assert csf_outlook(found).own_t3 is None


def test_scores_without_a_target_stay_as_they_are() -> None:
    found = csf_outlook(compared((6, 6), K1=(5, 8)), [FactorTarget("F1", Decimal(8))])
    assert (found.own_t3, found.competitor_t3) == (Decimal("7.2"), Decimal("6.2"))
    assert found.rises == {"F1": 2}


def test_supplies_add_up_by_product() -> None:
    rows = [Supply("K1", "P1", Decimal(34)), Supply("K2", "P1", Decimal(25))]
    assert wallet_shares_pct(rows) == {"P1": 59}


score = st.decimals(0, 10, places=1)


@given(st.tuples(score, score), st.tuples(score, score), st.tuples(score, score))
def test_gaps_turn_round_when_the_sides_do(
    own: tuple[Decimal, Decimal], rival: tuple[Decimal, Decimal], other: tuple[Decimal, Decimal]
) -> None:
    one, turned = compared(own, K1=rival), compared(rival, K1=own)
    for name in ("F1", "F2"):
        ours, theirs = one.gaps[name].gap, turned.gaps[name].gap
        assert ours is not None
        assert theirs is not None
        assert ours == -theirs
    wider = compared(own, K1=rival, K2=other)
    assert (wider.gaps["F1"].gap or 0) <= (one.gaps["F1"].gap or 0)
    assert (wider.best_total or 0) >= (one.best_total or 0)


def test_the_swot_of_the_case_is_proposed_from_its_analyses() -> None:
    found = worked.swot_proposals()
    by_kind = {
        kind: [(one.source, one.importance) for one in found if one.kind == kind] for kind in "SWOT"
    }
    assert by_kind["S"] == [("csf:F3", 4), ("csf:F4", 4)]
    assert [source for source, _ in by_kind["W"]] == ["csf:F1", "csf:F5", "csf:F2"]
    assert by_kind["O"][0] == ("pressure:environmental", 5)
    assert ("vc_top_choice:V9", 4) in by_kind["O"]
    assert by_kind["T"][0] == ("ind_forces:rivalry", 5)
    assert ("comp_strategy:K1", 4) in by_kind["T"]


def test_without_surroundings_only_strengths_and_weaknesses_are_proposed() -> None:
    assert {one.kind for one in swot_items(worked.csf_())} == {"S", "W"}


def test_pairs_of_the_case_join_the_most_important_items() -> None:
    found = [(one.type, one.items) for one in worked.swot_pairs()]
    assert ("SO", ("S1", "O1")) in found
    assert ("WO", ("W1", "O1")) in found
    assert ("WO", ("W3", "O2")) in found
    assert ("ST", ("S1", "T1")) in found
    assert found[-1] == ("WT", ("W1", "T1"))
    assert len(found) == len(set(found))


def test_where_a_kind_is_missing_there_is_no_pair_of_it() -> None:
    assert swot_pairs([SwotItem("O1", "O"), SwotItem("T1", "T")]) == ()
    only_w = [SwotItem("W1", "W"), SwotItem("T1", "T")]
    assert [one.type for one in swot_pairs(only_w)] == ["WT"]
    both = [*only_w, SwotItem("O1", "O")]
    assert {one.type for one in swot_pairs(both)} == {"WO", "WT"}
