"""Agreement of two markers against published examples and plain reasoning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamguide.analysis.agreement import drift, exact_agreement, weighted_kappa
from kamguide.errors import CalculationError

# The data set `anxiety` of the R package irr (Gamer, Lemon, Fellows and Singh): twenty people
# rated by three raters; here raters 2 and 3. Nobody is rated 5, so the levels are 1, 2, 3, 4, 6,
# as irr reduces them. kappa2(anxiety[,2:3], "equal") and (…, "squared") are printed in irr's help
# and kept as reference in the tests of statsmodels (test_inter_rater.py, test_cohens_kappa_irr).
SECOND = (3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4)
THIRD = (2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2)
LEVELS = {level: at for at, level in enumerate((1, 2, 3, 4, 6))}
ANXIETY = [(LEVELS[one], LEVELS[other]) for one, other in zip(SECOND, THIRD, strict=True)]

# A table of two raters in the documentation of SAS PROC FREQ (weights of Cicchetti and Allison),
# kept as reference in the tests of statsmodels (TestWeightedCohens): weighted kappa 0.4701.
SAS = ((0, 4, 1), (0, 8, 0), (0, 1, 5))


def pairs_of(table: tuple[tuple[int, ...], ...]) -> list[tuple[int, int]]:
    cells = [(one, other) for one in range(len(table)) for other in range(len(table))]
    return [cell for cell in cells for _ in range(table[cell[0]][cell[1]])]


@pytest.mark.parametrize(("weights", "printed"), [("linear", 0.1459075), ("quadratic", 0.2520325)])
def test_the_anxiety_ratings_of_irr_come_out_as_printed(weights: str, printed: float) -> None:
    assert weighted_kappa(ANXIETY, 5, weights) == pytest.approx(printed, abs=5e-8)


def test_the_example_of_sas_comes_out_as_printed() -> None:
    assert weighted_kappa(pairs_of(SAS), 3, "linear") == pytest.approx(0.4701, abs=5e-5)


LEVEL = st.integers(0, 3)


@given(st.lists(st.tuples(LEVEL, LEVEL), min_size=1, max_size=40))
def test_kappa_knows_no_first_marker_and_is_one_only_for_full_agreement(
    pairs: list[tuple[int, int]],
) -> None:
    turned = [(other, one) for one, other in pairs]
    found = weighted_kappa(pairs, 4)
    assert found == (pytest.approx(weighted_kappa(turned, 4)) if found is not None else None)
    if found is not None:
        assert (found == 1) is (exact_agreement(pairs) == 1)
        assert found <= 1


def test_nothing_is_said_where_chance_alone_would_agree() -> None:
    assert weighted_kappa([(2, 2), (2, 2)], 4) is None
    assert weighted_kappa([], 4) is None
    assert exact_agreement([]) is None


def test_drift_is_how_much_milder_the_second_marker_is() -> None:
    assert drift([(1, 2), (2, 2), (0, 2)]) == 1
    assert drift([]) is None


def test_a_level_that_is_none_is_refused() -> None:
    with pytest.raises(CalculationError):
        weighted_kappa([(0, 4)], 4)
