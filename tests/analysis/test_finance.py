"""Ratios: thresholds, negative bases, missing parts, averages, and what holds for any figures."""

from decimal import Decimal

import pytest
from hypothesis import strategies as st
from msgspec.structs import replace

from kamguide.analysis.finance import IndustryValue, Ratios, Statement, financial_ratios
from kamguide.errors import CalculationError

from . import worked
from .case import answers
from .properties import given

BASE = Statement(
    year=2025,
    net_sales=Decimal(1000),
    net_profit=Decimal(100),
    current_assets=Decimal(300),
    current_liabilities=Decimal(200),
    total_assets=Decimal(800),
    total_liabilities=Decimal(400),
)


def judged(ratio: str, *rows: Statement, industry: str | None = None) -> tuple[object, ...]:
    values = [IndustryValue(ratio, None if industry is None else Decimal(industry))]
    one = financial_ratios(rows, values).judgements[ratio]
    return one.status, one.trend, one.needs_improvement


@pytest.mark.parametrize(
    ("industry", "status"),
    [("9.5", "better"), ("9.6", "in_line"), ("10.5", "in_line"), ("10.6", "worse")],
)
def test_five_percent_from_the_industry_makes_the_difference(industry: str, status: str) -> None:
    assert judged("net_margin", BASE, industry=industry)[0] == status


def test_exactly_five_percent_counts_where_decimals_would_miss_it() -> None:
    # 100/3 against 95/3 of it: neither has a finite decimal.
    row = replace(BASE, current_assets=Decimal(21), current_liabilities=Decimal(60))
    before = replace(BASE, year=2024, current_assets=Decimal(20), current_liabilities=Decimal(60))
    assert judged("current_ratio", before, row)[1] == "improving"


def test_lower_is_better_for_debt_and_days() -> None:
    row = replace(BASE, receivables=Decimal(100))
    before = replace(row, year=2024, total_liabilities=Decimal(500), receivables=Decimal(90))
    assert judged("debt_ratio", before, row, industry="60") == ("better", "improving", False)
    assert judged("debtor_days", before, row, industry="30")[:2] == ("worse", "deteriorating")


@pytest.mark.parametrize("industry", [None, "0", "-3"])
def test_without_a_usable_industry_value_the_trend_decides(industry: str | None) -> None:
    before = replace(BASE, year=2024, net_profit=Decimal(120))
    assert judged("net_margin", before, BASE, industry=industry) == (None, "deteriorating", True)
    assert judged("net_margin", BASE, industry=industry) == (None, None, False)


def test_a_ratio_above_the_industry_may_fall() -> None:
    before = replace(BASE, year=2024, net_profit=Decimal(120))
    assert judged("net_margin", before, BASE, industry="5") == ("better", "deteriorating", False)
    assert judged("net_margin", before, BASE, industry="10") == ("in_line", "deteriorating", True)


def test_a_shrinking_loss_improves_but_still_needs_improvement() -> None:
    before = replace(BASE, year=2024, net_profit=Decimal(-200))
    now = replace(BASE, net_profit=Decimal(-100))
    found = financial_ratios([before, now]).judgements["net_margin"]
    assert found.trend_pct == 50
    assert (found.trend, found.is_bad_in_itself, found.needs_improvement) == (
        "improving",
        True,
        True,
    )


@pytest.mark.parametrize(
    ("change", "ratio"),
    [
        ({"current_assets": Decimal(199)}, "current_ratio"),
        ({"total_liabilities": Decimal(801)}, "debt_ratio"),
        ({"net_profit": Decimal(-1)}, "roa"),
    ],
)
def test_what_is_bad_in_itself_needs_improvement(change: dict[str, Decimal], ratio: str) -> None:
    row = replace(BASE, **change)  # type: ignore[arg-type]  # amounts only
    found = financial_ratios([row], [IndustryValue(ratio, Decimal("0.01"))])
    assert found.judgements[ratio].is_bad_in_itself
    assert found.needs_improvement[ratio] == "yes"


def test_negative_equity_and_parts_above_totals_are_named() -> None:
    row = replace(
        BASE,
        total_liabilities=Decimal(900),
        current_assets=Decimal(801),
        current_liabilities=Decimal(901),
    )
    found = financial_ratios([row])
    assert found.negative_equity == (2025,)
    assert found.impossible == ((2025, "current_assets"), (2025, "current_liabilities"))
    assert worked.ratios().impossible == ()


def test_a_zero_below_the_line_leaves_a_ratio_open() -> None:
    row = replace(BASE, current_liabilities=Decimal(0), total_assets=Decimal(0))
    found = financial_ratios([row]).by_year[2025]
    assert found["current_ratio"] is None
    assert found["roa"] is None
    assert found["inventory_turnover"] is None
    assert financial_ratios([row]).identity_holds[2025] is None


def test_averages_use_opening_and_closing_balances() -> None:
    before = replace(BASE, year=2024, total_assets=Decimal(1200))
    found = financial_ratios([BASE, before], ratio_average="true").by_year
    assert found[2025]["roa"] == 10
    assert found[2024]["asset_turnover"] == Decimal(1000) / 1200
    assert financial_ratios([BASE, before]).by_year[2025]["roa"] == Decimal("12.5")


@pytest.mark.parametrize(
    ("assets", "band"),
    [
        (199, "short"),
        (200, "tight"),
        (300, "comfortable"),
        (400, "comfortable"),
        (401, "ample"),
        (600, "ample"),
        (601, "idle"),
    ],
)
def test_a_rule_of_thumb_places_the_current_ratio(assets: int, band: str) -> None:
    row = replace(BASE, current_assets=Decimal(assets), total_assets=Decimal(900))
    assert financial_ratios([row]).judgements["current_ratio"].band == band


@pytest.mark.parametrize(
    ("ratio", "change", "band"),
    [
        ("net_margin", {"net_profit": Decimal(-1)}, "loss"),
        ("net_margin", {"net_profit": Decimal(50)}, "low"),
        ("net_margin", {"net_profit": Decimal(100)}, "average"),
        ("net_margin", {"net_profit": Decimal(200)}, "high"),
        ("roa", {"net_profit": Decimal(40)}, "sound"),
        ("roa", {"net_profit": Decimal(39)}, "weak"),
        ("debt_ratio", {"total_liabilities": Decimal(319)}, "light"),
        ("debt_ratio", {"total_liabilities": Decimal(480)}, "usual"),
        ("debt_ratio", {"total_liabilities": Decimal(560)}, "raised"),
        ("debt_ratio", {"total_liabilities": Decimal(561)}, "stretched"),
        ("debtor_days", {"receivables": Decimal(120)}, "usual"),
        ("debtor_days", {"receivables": Decimal(125)}, "long"),
        ("asset_turnover", {}, None),
    ],
)
def test_rules_of_thumb_place_the_other_ratios(
    ratio: str, change: dict[str, Decimal], band: str | None
) -> None:
    row = replace(BASE, **change)  # type: ignore[arg-type]  # amounts only
    assert financial_ratios([row]).judgements[ratio].band == band


def test_signals_say_what_the_ratios_mean_for_a_seller() -> None:
    assert worked.ratios().signals == (
        "short_of_cash",
        "margin_pressure",
        "assets_or_margin_weak",
        "little_room_to_borrow",
        "paid_late",
    )
    strong = financial_ratios([BASE], [IndustryValue("net_margin", Decimal(5))])
    assert strong.signals == ("room_to_invest",)
    weak = financial_ratios([BASE], [IndustryValue("asset_turnover", Decimal(2))])
    assert weak.signals == ("capacity_unused",)


def test_the_form_is_filled_by_its_own_rows() -> None:
    form = worked.ratios().needs_improvement_form
    stated = {row["ratio"]: row["needs_improvement"] for row in answers()["fin_improvement"]}
    assert form == stated


def test_without_statements_there_are_no_ratios() -> None:
    with pytest.raises(CalculationError, match="no_statements"):
        financial_ratios([])


amounts = st.integers(1, 10**6).map(Decimal)
statements = st.builds(
    Statement,
    st.integers(2020, 2030),
    amounts,
    st.integers(-(10**5), 10**5).map(Decimal),
    amounts,
    amounts,
    amounts,
    amounts,
    amounts,
    amounts,
    amounts,
)
several = st.lists(statements, min_size=1, max_size=4, unique_by=lambda one: one.year)


def verdicts(found: Ratios) -> list[tuple[object, ...]]:
    return [(one.status, one.trend, one.band) for one in found.judgements.values()]


@given(several)
def test_margin_times_turnover_is_the_return_on_assets(rows: list[Statement]) -> None:
    assert set(financial_ratios(rows).identity_holds.values()) == {True}


@given(several, st.integers(1, 10**4))
def test_neither_unit_nor_order_matters(rows: list[Statement], unit: int) -> None:
    larger = [
        Statement(
            one.year,
            *(getattr(one, name) * unit for name in Statement.__slots__ if name != "year"),
        )
        for one in reversed(rows)
    ]
    assert verdicts(financial_ratios(larger)) == verdicts(financial_ratios(rows))
