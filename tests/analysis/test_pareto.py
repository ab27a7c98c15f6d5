"""The 80/20 analysis: edges of its classes, what is n/a, and what holds for any list."""

from decimal import Decimal

import pytest
from hypothesis import strategies as st
from msgspec.structs import replace

from kamguide.analysis.pareto import (
    CandidateName,
    Customer,
    Pareto,
    Ranking,
    TimeSplit,
    account,
    pareto,
)
from kamguide.errors import CalculationError

from .properties import given


def customers(*revenues: int, margins: tuple[int | None, ...] = ()) -> list[Customer]:
    given_margins = margins or (None,) * len(revenues)
    return [
        Customer(f"C{place}", Decimal(revenue), None if margin is None else Decimal(margin))
        for place, (revenue, margin) in enumerate(zip(revenues, given_margins, strict=True), 1)
    ]


def classes(found: Ranking) -> str:
    return "".join(str(row.class_) for row in found.rows)


lists = st.lists(st.integers(0, 10**6), min_size=1, max_size=40)
bought = lists.filter(lambda values: sum(values) > 0)


def test_exactly_80_percent_before_a_customer_ends_class_a() -> None:
    found = pareto(customers(80, 15, 5)).revenue
    assert classes(found) == "ABC"
    assert found.customers_for_80 == 1


def test_exactly_80_percent_is_found_where_division_would_miss_it() -> None:
    # 80% of 3 x 1/3: the shares have no finite decimals, the amounts do.
    found = pareto(customers(*([3] * 4), 3)).revenue
    assert found.customers_for_80 == 4
    assert classes(found) == "AAAAB"
    third = Decimal(1) / 3
    rows = [Customer(f"C{i}", third) for i in range(1, 6)]
    assert pareto(rows).revenue.customers_for_80 == 4


def test_ties_go_by_id_as_people_count() -> None:
    rows = [Customer(name, Decimal(5)) for name in ("C10", "C2", "C1")]
    assert [row.customer_id for row in pareto(rows).revenue.rows] == ["C1", "C2", "C10"]


@pytest.mark.parametrize(("n", "top"), [(1, 1), (2, 1), (7, 1), (8, 2), (12, 2), (13, 3), (25, 5)])
def test_a_fifth_of_the_customers_is_rounded_half_up(n: int, top: int) -> None:
    assert pareto(customers(*range(1, n + 1))).revenue.top_n == top


def test_a_negative_margin_has_no_gini_but_a_peak_above_100() -> None:
    margin = pareto(customers(50, 30, 20, margins=(60, 50, -10))).margin
    assert margin is not None
    assert margin.gini is None
    assert margin.peak_pct == 110


def test_customers_without_a_margin_are_left_out_and_counted() -> None:
    found = pareto(customers(50, 30, 20, margins=(5, None, 6)))
    assert found.without_margin == ("C2",)
    assert found.margin is not None
    assert found.margin.n == 2
    assert found.customers["C2"].rank_by_margin is None
    assert found.customers["C3"].move == 2
    assert found.largest_move == "C3"


def test_a_list_where_nobody_buys_has_ranks_but_no_shares() -> None:
    found = pareto(customers(0, 0)).revenue
    assert found.top20_pct is None
    assert found.customers_for_80 is None
    assert found.gini is None
    assert found.hhi is None
    assert found.reading is None
    assert {row.class_ for row in found.rows} == {None}


@pytest.mark.parametrize(
    ("revenues", "word"),
    [((80, 5, 5, 5, 5), "classic"), ((60, 10, 10, 10, 10), "concentrated"), ((1,) * 5, "spread")],
)
def test_the_top_fifth_gives_the_reading(revenues: tuple[int, ...], word: str) -> None:
    assert pareto(customers(*revenues)).revenue.reading == word


def test_an_empty_list_and_crossed_cuts_have_no_meaning() -> None:
    with pytest.raises(CalculationError, match="no_customers"):
        pareto([])
    with pytest.raises(CalculationError, match="cuts_crossed"):
        pareto(customers(1), Decimal(90), Decimal(80))


def test_no_time_spent_on_a_class_leaves_its_effort_open() -> None:
    found = pareto(
        customers(80, 15, 5), time_split=[TimeSplit("A", Decimal(0), Decimal(40))]
    ).effort["A"]
    assert (found.now, found.planned) == (None, 2)


def named(*names: str) -> list[Customer]:
    return [replace(Customer(f"C{i}", Decimal(i)), name=name) for i, name in enumerate(names, 1)]


def test_the_account_is_found_by_name_alias_or_candidate() -> None:
    rows = named("Hengjian", "Muquan Group")
    found = pareto(rows)
    candidate = [CandidateName("X1", "Other", "C1"), CandidateName("X2", "muquan  group")]
    assert account(found, rows, "muquan group").customer_id == "C2"
    assert account(found, rows, "M. G.", "Muquan Group").customer_id == "C2"
    assert account(found, rows, candidates=candidate, choice="X1").customer_id == "C1"
    assert account(found, rows, candidates=candidate, choice="X2").customer_id == "C2"


def test_an_account_that_is_no_customer_has_no_standing() -> None:
    rows = named("Hengjian")
    with pytest.raises(CalculationError, match="account_not_listed"):
        account(pareto(rows), rows, "Muquan")


@given(bought)
def test_shares_of_customers_and_of_classes_sum_to_100(values: list[int]) -> None:
    found = pareto(customers(*values)).revenue
    last = found.rows[-1]
    assert last.cumulative == found.total
    assert last.cumulative_pct == 100
    assert sum(found.class_counts.values()) == found.n
    assert abs(sum(one or Decimal(0) for one in found.class_shares_pct.values()) - 100) < Decimal(
        "1e-20"
    )


@given(bought)
def test_concentration_stays_in_its_bounds(values: list[int]) -> None:
    found = pareto(customers(*values)).revenue
    n = found.n
    slack = Decimal("1e-20")
    assert found.gini is not None
    assert found.hhi is not None
    assert -slack <= found.gini <= Decimal(n - 1) / n + slack
    assert Decimal(10000) / n - slack <= found.hhi <= 10000 + slack
    assert found.customers_for_80 is not None
    assert 1 <= found.customers_for_80 <= n


@given(bought)
def test_class_a_reaches_its_cut_and_classes_never_step_back(values: list[int]) -> None:
    found = pareto(customers(*values)).revenue
    letters = classes(found)
    assert letters == "".join(sorted(letters))
    reached = sum(row.value for row in found.rows if row.class_ == "A")
    assert reached * 100 >= 80 * found.total


def shape(found: Pareto) -> tuple[object, ...]:
    return (
        [(row.customer_id, row.class_) for row in found.revenue.rows],
        found.revenue.customers_for_80,
        found.revenue.reading,
    )


@given(bought, st.randoms(use_true_random=False))
def test_the_order_of_the_list_does_not_matter(values: list[int], random: object) -> None:
    rows = customers(*values)
    mixed = list(rows)
    random.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert pareto(mixed).revenue == pareto(rows).revenue


@given(bought, st.integers(1, 10**4))
def test_the_money_unit_does_not_matter(values: list[int], unit: int) -> None:
    rows = customers(*values)
    scaled = [replace(one, revenue=one.revenue * unit) for one in rows]
    assert shape(pareto(scaled)) == shape(pareto(rows))


@given(st.lists(st.tuples(st.integers(1, 999), st.integers(-99, 99)), min_size=1, max_size=20))
def test_moves_between_the_rankings_cancel_out(pairs: list[tuple[int, int]]) -> None:
    rows = customers(*(one for one, _ in pairs), margins=tuple(one for _, one in pairs))
    assert sum(one.move or 0 for one in pareto(rows).customers.values()) == 0
