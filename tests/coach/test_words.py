"""What the coach can tell from the words of a text."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamguide.coach import words


def form(text: str) -> str:
    return words.normalised(text)


@pytest.mark.parametrize(
    "text",
    [
        "12 plants",
        "增长５％",
        "三倍",
        "两个月",
        "百分之二十",
        "一半",
        "half of it",
        "Twice as fast",
        "T+1: 800",
        "V3 saves 150",
        "2027年3月",
    ],
)
def test_an_amount_is_a_number(text: str) -> None:
    assert words.has_number(form(text))


@pytest.mark.parametrize(
    "text",
    [
        "more sales",
        "P3 and V12 by T+3",
        "2027",
        "by 2027-03-31",
        "the No.1 supplier",
        "第一品牌",
        "我们在F3上领先",
        "一起发展",
        "tension",
        "",
    ],
)
def test_ids_years_and_days_are_no_numbers(text: str) -> None:
    assert not words.has_number(form(text))


@pytest.mark.parametrize(
    "text",
    [
        "2027",
        "by T+2",
        "Q3",
        "３季度",
        "三月",
        "12月",
        "年底",
        "旺季前",
        "in March",
        "Sept.",
        "until May",
        "May 5",
        "at the end of the quarter",
        "hot season",
    ],
)
def test_a_time_is_named(text: str) -> None:
    assert words.has_date(form(text))


@pytest.mark.parametrize(
    "text", ["soon", "regularly", "we may visit", "marching on", "定期", "尽快", "T+4", "decide"]
)
def test_no_time_is_named(text: str) -> None:
    assert not words.has_date(form(text))


def test_latin_words_end_where_letters_do() -> None:
    assert words.found(form("Our SALES grew"), ("sales",)) == "sales"
    assert words.found(form("the salesperson"), ("sales",)) == ""


def test_latin_words_are_found_beside_chinese() -> None:
    assert words.found(form("我们在F3上领先"), ("f3",)) == "f3"
    assert words.found(form("F31"), ("f3",)) == ""


def test_chinese_words_are_found_anywhere() -> None:
    assert words.found(form("双方战略合作伙伴"), ("战略合作",)) == "战略合作"


def test_width_and_case_do_not_count() -> None:
    assert words.found(form("Ａ类客户"), ("A类",)) == "a类"


def test_the_longest_word_is_found_first() -> None:
    assert words.found(form("lower prices"), ("low", "lower prices", "price")) == "lower prices"


def test_an_empty_list_finds_nothing() -> None:
    assert words.found("anything", ()) == ""


def test_a_text_starts_behind_its_quotes() -> None:
    assert words.starts_with(form("“Strengthen cooperation”"), ("strengthen",)) == "strengthen"
    assert words.starts_with(form("加强合作"), ("加强",)) == "加强"
    assert words.starts_with(form("to strengthen"), ("strengthen",)) == ""


def test_a_text_ends_before_its_marks() -> None:
    assert words.ends_with(form("Beverage companies."), ("companies",)) == "companies"
    assert words.ends_with(form("companies of the group"), ("companies",)) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("eight words are just enough for this answer", Decimal(1)),
        ("十二个汉字就够写一句话了", Decimal(1)),
        ("", Decimal(0)),
        ("OTIF 93.5% 提高到", Decimal(2) / 8 + Decimal(3) / 12),
    ],
)
def test_length_adds_words_and_characters(text: str, expected: Decimal) -> None:
    assert words.length(form(text), words=8, characters=12) == expected


def test_percentages_alone_have_no_base() -> None:
    assert words.has_only_percentages(form("Save 10%"))
    assert words.has_only_percentages(form("节省百分之十"))
    assert not words.has_only_percentages(form("10% of 1,420"))
    assert not words.has_only_percentages(form("Save a lot"))


def test_a_source_is_an_id_or_a_year() -> None:
    assert words.names_a_source(form("见SR2"))
    assert words.names_a_source(form("annual report 2025"))
    assert not words.names_a_source(form("Company data"))


def test_a_share_of_nothing_is_nothing() -> None:
    assert words.share_pct(["a"], []) == 0
    assert words.share_pct(["a"], ["a", "b"]) == 50


@given(st.text(max_size=200))
def test_any_text_can_be_looked_at(text: str) -> None:
    looked_at = form(text)
    words.has_number(looked_at)
    words.has_date(looked_at)
    words.has_only_percentages(looked_at)
    assert words.length(looked_at, words=4, characters=6) >= 0
    assert words.without(looked_at, ("a", "的")).count("的") == 0


@given(st.lists(st.text(min_size=1, max_size=8), max_size=6).map(tuple), st.text(max_size=60))
def test_what_is_found_is_in_the_text(listed: tuple[str, ...], text: str) -> None:
    assert words.found(form(text), listed) in form(text)
