"""Candidates: anchors, cutoff, ties, gaps, and what holds for any of them."""

from decimal import Decimal

import pytest
from hypothesis import strategies as st

from kamguide.analysis.selection import (
    CRITERIA,
    Anchor,
    Candidate,
    CandidateStrength,
    CriterionWeight,
    Selection,
    selection,
)

from .properties import given

ANCHORS = [
    Anchor("potential_spend", Decimal(0), Decimal(3)),
    Anchor("margin", Decimal(0), Decimal(10)),
    Anchor("growth", Decimal(0), Decimal(10)),
]
EVEN = [
    CriterionWeight(name, Decimal(weight))
    for name, weight in zip(CRITERIA, (30, 20, 20, 10, 10, 10), strict=True)
]


def candidate(name: str, spend: int, *others: int) -> Candidate:
    return Candidate(name, Decimal(spend), *(Decimal(one) for one in others))


def chosen(
    *rows: Candidate, cutoff: str = "6", strengths: dict[str, str] | None = None
) -> Selection:
    return selection(
        EVEN,
        ANCHORS,
        rows,
        Decimal(cutoff),
        [CandidateStrength(name, Decimal(one)) for name, one in (strengths or {}).items()],
    )


def test_exactly_the_cutoff_makes_a_key_account_even_through_a_third() -> None:
    # 10 x 1/3 at weight 30 is exactly 1 point; 28-digit decimals would fall just short.
    found = chosen(candidate("X1", 1, 5, 5, 5, 5, 5), cutoff="4.5").candidates["X1"]
    assert found.total == Decimal("4.5")
    assert found.is_key


@pytest.mark.parametrize(("spend", "score"), [(-1, 0), (0, 0), (3, 10), (4, 10)])
def test_values_beyond_the_anchors_score_0_and_10(spend: int, score: int) -> None:
    found = chosen(candidate("X1", spend, 5, 5, 5, 5, 5)).candidates["X1"]
    assert found.scores["potential_spend"] == score


def test_a_candidate_with_a_gap_has_no_total_and_no_rank() -> None:
    found = chosen(Candidate("X1", Decimal(3)), candidate("X2", 3, 9, 9, 9, 9, 9))
    assert found.candidates["X1"].total is None
    assert found.candidates["X1"].rank is None
    assert not found.candidates["X1"].is_key
    assert found.ranking == ("X2",)


def test_equal_anchors_measure_nothing() -> None:
    anchors = [Anchor("potential_spend", Decimal(3), Decimal(3)), *ANCHORS[1:]]
    found = selection(EVEN, anchors, [candidate("X1", 3, 5, 5, 5, 5, 5)])
    assert found.candidates["X1"].scores["potential_spend"] is None


def test_ties_go_by_id_as_people_count() -> None:
    rows = [candidate(name, 3, 5, 5, 5, 5, 5) for name in ("X10", "X2")]
    assert chosen(*rows).ranking == ("X2", "X10")


@pytest.mark.parametrize(
    ("cutoff", "strength", "kind"),
    [
        ("5", "1", "strategic"),
        ("5", "0.99", "star"),
        ("9", "1", "status"),
        ("9", "0.99", "streamline"),
    ],
)
def test_total_and_strength_give_the_type(cutoff: str, strength: str, kind: str) -> None:
    found = chosen(candidate("X1", 3, 5, 5, 5, 5, 5), cutoff=cutoff, strengths={"X1": strength})
    assert found.candidates["X1"].account_type == kind


facts = st.integers(0, 10)
rows = st.lists(st.tuples(facts, facts, facts, facts, facts, facts), min_size=1, max_size=8)


@given(rows)
def test_totals_stay_from_0_to_10_and_ranks_follow_them(found: list[tuple[int, ...]]) -> None:
    names = [candidate(f"X{i}", *one) for i, one in enumerate(found)]
    result = chosen(*names)
    totals = [result.totals[name] or Decimal(0) for name in result.ranking]
    assert all(0 <= one <= 10 for one in totals)
    assert totals == sorted(totals, reverse=True)
    assert result.ranking == chosen(*reversed(names)).ranking


@given(rows, st.integers(1, 10**4))
def test_the_money_unit_does_not_matter(found: list[tuple[int, ...]], unit: int) -> None:
    names = [candidate(f"X{i}", *one) for i, one in enumerate(found)]
    larger = [candidate(f"X{i}", one[0] * unit, *one[1:]) for i, one in enumerate(found)]
    scaled = [Anchor("potential_spend", Decimal(0), Decimal(3 * unit)), *ANCHORS[1:]]
    assert selection(EVEN, scaled, larger).totals == selection(EVEN, ANCHORS, names).totals
