"""Money, numbers and percentages: the plan's unit and currency, and what is said back."""

from decimal import Decimal

import pytest

from kamguide.errors import AnswerError
from kamguide.model.amounts import (
    decimal_text,
    is_in_bounds,
    read_money,
    read_number,
    read_percent,
    read_whole,
)


def money(raw: str, currency: str = "CNY", unit: int = 10_000) -> Decimal:
    return read_money(raw, currency=currency, money_unit=unit)[0]


def said(
    raw: str, currency: str = "CNY", unit: int = 10_000
) -> list[tuple[str, dict[str, object]]]:
    notices = read_money(raw, currency=currency, money_unit=unit)[1]
    return [(notice.key, dict(notice.values)) for notice in notices]


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("540", "540"),
        ("¥540", "540"),
        ("￥540", "540"),
        ("540 RMB", "540"),
        ("-12.5", "-12.5"),
        ("540万", "540"),
        ("540万元", "540"),
        ("¥540万", "540"),
        ("1.2亿", "12000"),
        ("3.5m", "350"),
        ("5千", "0.5"),
        ("一百二十万", "120"),
        ("(3万)", "-3"),
        ("一百二十", "120"),
        ("1e3", "1000"),
    ],
)
def test_money_is_stored_in_the_unit_of_the_plan(raw: str, value: str) -> None:
    assert money(raw) == Decimal(value)


def test_a_conversion_says_what_was_typed_and_what_was_stored() -> None:
    assert said("540万") == [("answer.money.scaled", {"raw": "540万", "value": "540"})]
    assert said("540万", unit=1) == [
        ("answer.money.scaled", {"raw": "540万", "value": "5,400,000"})
    ]
    assert said("1.23456万", unit=10_000)[0][1]["value"] == "1.23456"


def test_a_spelled_amount_is_said_back_and_a_plain_one_is_not() -> None:
    assert said("一百二十") == [("answer.money.read_as", {"raw": "一百二十", "value": "120"})]
    assert said("1e6") == [("answer.money.read_as", {"raw": "1e6", "value": "1,000,000"})]
    assert said("1,234") == []


def test_an_estimate_is_marked() -> None:
    assert read_money("约300万", currency="CNY", money_unit=10_000)[2]
    assert not read_money("300万", currency="CNY", money_unit=10_000)[2]


@pytest.mark.parametrize(
    ("raw", "as_typed", "converted"),
    [("5400元", "5400", "0.54"), ("5,400 块", "5400", "0.54"), ("三千", "3000", "0.3")],
)
def test_plain_units_in_a_plan_of_larger_ones_are_asked(
    raw: str, as_typed: str, converted: str
) -> None:
    with pytest.raises(AnswerError) as caught:
        money(raw)
    assert caught.value.key == "answer.money.two_readings"
    assert caught.value.values == {"raw": raw, "as_typed": as_typed, "converted": converted}


def test_plain_units_in_a_plan_of_plain_units_are_clear() -> None:
    assert money("5400元", unit=1) == 5400
    assert money("5,400 dollars", currency="USD", unit=1) == 5400


@pytest.mark.parametrize(
    ("raw", "currency"),
    [
        *(("¥5", "CNY"), ("￥5", "CNY"), ("¥5", "JPY"), ("$5", "USD"), ("$5", "OTHER")),
        *(("€5", "EUR"), ("£5", "GBP"), ("HKD 5", "OTHER")),
    ],
)
def test_a_currency_that_can_be_the_plans_is_dropped(raw: str, currency: str) -> None:
    assert money(raw, currency=currency, unit=1000) == 5


@pytest.mark.parametrize(
    ("raw", "currency", "found"),
    [
        *(("$5", "CNY", "$"), ("€5m", "CNY", "EUR"), ("5元", "USD", "CNY"), ("¥5", "USD", "¥")),
        *(
            ("5元", "JPY", "CNY"),
            ("$5", "EUR", "$"),
            ("€5", "OTHER", "EUR"),
            ("HKD5", "CNY", "HKD"),
        ),
    ],
)
def test_another_currency_is_not_converted(raw: str, currency: str, found: str) -> None:
    with pytest.raises(AnswerError) as caught:
        money(raw, currency=currency)
    assert caught.value.key == "answer.money.other_currency"
    assert caught.value.values == {"raw": raw, "currency": currency, "found": found}


@pytest.mark.parametrize("raw", ["12%", "三成", "lots"])
def test_what_is_no_money_is_unreadable(raw: str) -> None:
    with pytest.raises(AnswerError) as caught:
        money(raw)
    assert caught.value.key == "answer.amount.unreadable"


def test_numbers_say_back_what_was_scaled_or_spelled() -> None:
    assert read_number("1,234") == (Decimal(1234), (), False)
    value, notices, about = read_number("约三十")
    assert (value, about) == (Decimal(30), True)
    assert [(one.key, one.values) for one in notices] == [
        ("answer.number.read_as", (("raw", "约三十"), ("value", "30")))
    ]
    assert read_number("5k")[1][0].values == (("raw", "5k"), ("value", "5,000"))
    assert read_number("6,5")[1][0].values == (("raw", "6,5"), ("value", "6.5"))


@pytest.mark.parametrize("raw", ["12%", "5元", "三成"])
def test_a_number_is_neither_percentage_nor_money(raw: str) -> None:
    with pytest.raises(AnswerError):
        read_number(raw)


@pytest.mark.parametrize(
    ("raw", "value", "is_said"),
    [
        *(("12%", "12", False), ("12", "12", False), ("12 percent", "12", False)),
        *(("0.12", "0.12", False), ("百分之十二", "12", True), ("三成", "30", True)),
        *(("-3.5%", "-3.5", False), ("十二", "12", True)),
    ],
)
def test_percentages_hold_what_was_typed(raw: str, value: str, is_said: bool) -> None:
    read, notices, _ = read_percent(raw)
    assert read == Decimal(value)
    assert [one.key for one in notices] == ["answer.percent.read_as"] * is_said


@pytest.mark.parametrize("raw", ["5万", "5元", "10-20%", "x"])
def test_what_is_no_percentage_is_refused(raw: str) -> None:
    with pytest.raises(AnswerError):
        read_percent(raw)


def test_whole_numbers_have_no_fraction() -> None:
    assert read_whole("2.0") == 2
    assert read_whole("三十") == 30
    assert read_whole("-1,200") == -1200
    with pytest.raises(AnswerError) as caught:
        read_whole("2.5")
    assert (caught.value.key, caught.value.values) == ("answer.number.not_whole", {"raw": "2.5"})


@pytest.mark.parametrize(
    ("value", "text"),
    [
        *(("5400", "5400"), ("70.55", "70.55"), ("-6", "-6"), ("1E+3", "1000"), ("2.50", "2.5")),
        *(("-0", "0"), ("0.00", "0"), ("-0.0", "0"), ("1E-7", "0.0000001"), ("100", "100")),
    ],
)
def test_the_text_of_a_number_is_canonical(value: str, text: str) -> None:
    assert decimal_text(Decimal(value)) == text


def test_bounds_leave_out_what_later_arithmetic_could_not_hold() -> None:
    assert is_in_bounds(Decimal("999999999999999.99"))
    assert is_in_bounds(Decimal(0))
    for text in ("1e15", "-1e15", "1e-25", "NaN", "Infinity", "1e999999", "0e-99"):
        assert not is_in_bounds(Decimal(text)), text
