"""How assumptions came out: counts that add up, and a score that rewards honest probabilities."""

from decimal import Decimal

from hypothesis import strategies as st

from kamguide.analysis.calibration import Claim, scored, scores_by

from .properties import given


def claim(status: str, probability: int | None, person: str = "Li") -> Claim:
    stated = None if probability is None else Decimal(probability)
    return Claim(person, "market", status, stated)


def test_the_score_is_the_mean_squared_miss() -> None:
    assert scored([claim("held", 70)]).brier == Decimal("0.09")
    assert scored([claim("broken", 70)]).brier == Decimal("0.49")
    assert scored([claim("held", 70), claim("broken", 70)]).brier == Decimal("0.29")


def test_saying_half_every_time_earns_a_quarter() -> None:
    assert scored([claim("held", 50), claim("broken", 50)]).brier == Decimal("0.25")


def test_what_held_in_part_is_open_or_has_no_probability_is_counted_but_not_rated() -> None:
    found = scored([claim("partly", 90), claim("open", 90), claim("held", None)])
    assert (found.held, found.partly, found.broken, found.open) == (1, 1, 0, 1)
    assert (found.rated, found.brier, found.held_pct, found.bands) == (0, None, None, ())


claims = st.lists(
    st.builds(
        claim,
        st.sampled_from(["held", "partly", "broken", "open"]),
        st.one_of(st.none(), st.integers(1, 99)),
        st.sampled_from(["Li", "Wang"]),
    ),
    max_size=12,
)


@given(claims)
def test_each_assumption_counts_once_for_one_person_and_in_one_band(found: list[Claim]) -> None:
    whole = scored(found)
    assert whole.held + whole.partly + whole.broken + whole.open == len(found)
    people = scores_by(found, lambda one: one.person)
    assert sum(one.rated for one in people.values()) == whole.rated
    assert sum(band.count for band in whole.bands) == whole.rated
    if whole.brier is not None:
        assert 0 <= whole.brier <= 1
