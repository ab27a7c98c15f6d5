"""Amounts: every way of writing that is promised, and nothing read by guessing."""

from decimal import Decimal
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamguide.errors import AnswerError
from kamguide.model.amounts import (
    Amount,
    decimal_text,
    read_amount,
    read_money,
    read_number,
    read_percent,
    read_whole,
)
from tests.model.readings import result


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("5400", "5400"),
        ("１２３．５", "123.5"),
        ("3。5", "3.5"),
        ("300。", "300"),
        (".5", "0.5"),
        ("1,234", "1234"),
        ("1，234，567.8", "1234567.8"),
        ("1 234", "1234"),
        ("1\u00a0234", "1234"),
        ("1\u2009234\u2009567", "1234567"),
        ("1'234", "1234"),
        ("1’234", "1234"),
        ("-1,200", "-1200"),
        ("−1,200", "-1200"),
        ("(1,200)", "-1200"),
        ("（1,200）", "-1200"),
        ("+5", "5"),
        ("minus 5", "-5"),
        ("1.200", "1.2"),
        ("-0", "0"),
        ("0.30000000000000004", "0.30000000000000004"),
    ],
)
def test_plain_numbers_are_read_without_a_word(raw: str, value: str) -> None:
    assert read_amount(raw) == Amount(Decimal(value))


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("6,5", "6.5"),
        ("12,75", "12.75"),
        ("0,4", "0.4"),
        ("-6,5", "-6.5"),
        ("(6,5)", "-6.5"),
        ("1234,5", "1234.5"),
        ("€ 6,5", "6.5"),
        ("６,５", "6.5"),
    ],
)
def test_a_comma_before_one_or_two_digits_is_a_decimal_comma_and_is_said_back(
    raw: str, value: str
) -> None:
    amount = read_amount(raw)
    assert amount.value == Decimal(value)
    assert amount.spelled


@pytest.mark.parametrize(
    ("raw", "value"), [("6,5%", "6.5"), ("6,5万", "65000"), ("3,5m", "3500000"), ("约6,5", "6.5")]
)
def test_a_decimal_comma_goes_with_whatever_stands_around_a_number(raw: str, value: str) -> None:
    assert read_amount(raw).value == Decimal(value)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("540万", 5_400_000),
        ("５４０萬", 5_400_000),
        ("1.2亿", 120_000_000),
        ("3.5m", 3_500_000),
        ("3.5M", 3_500_000),
        ("3.5 million", 3_500_000),
        ("5k", 5_000),
        ("1,200 thousand", 1_200_000),
        ("300w", 3_000_000),
        ("2bn", 2_000_000_000),
        ("2 billion", 2_000_000_000),
        ("5千", 5_000),
        ("5百", 500),
        ("3.5百万", 3_500_000),
        ("2千万", 20_000_000),
        ("2个亿", 200_000_000),
        ("1万2千", 12_000),
        ("1万2", 12_000),
        ("1万2000", 12_000),
        ("1亿2000万", 120_000_000),
        ("3千5百", 3_500),
        ("-540万", -5_400_000),
    ],
)
def test_scale_words_and_letters_multiply(raw: str, value: int) -> None:
    amount = read_amount(raw)
    assert amount.value == value
    assert amount.scaled
    assert not amount.spelled


@pytest.mark.parametrize(
    ("raw", "value", "scaled"),
    [
        ("一百二十万", "1200000", True),
        ("壹佰贰拾万", "1200000", True),
        ("一点五亿", "150000000", True),
        ("一万二", "12000", True),
        ("两万", "20000", True),
        ("半个亿", "50000000", True),
        ("一亿零五", "100000005", True),
        ("十二", "12", False),
        ("十", "10", False),
        ("三百五", "350", False),
        ("三百零五", "305", False),
        ("一千零五十", "1050", False),
        ("二〇二六", "2026", False),
        ("零", "0", False),
        ("半", "0.5", False),
        ("十二点零五", "12.05", False),
        ("负三", "-3", False),
        ("1e6", "1000000", False),
        ("1.5E-3", "0.0015", False),
    ],
)
def test_chinese_numerals_and_exponents_are_marked_as_spelled(
    raw: str, value: str, scaled: bool
) -> None:
    amount = read_amount(raw)
    assert (amount.value, amount.scaled, amount.spelled) == (Decimal(value), scaled, True)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("12%", "12"),
        ("１２．５％", "12.5"),
        ("12 percent", "12"),
        ("12 per cent", "12"),
        ("(5)%", "-5"),
        ("-5%", "-5"),
        ("百分之十二", "12"),
        ("百分之12", "12"),
        ("百分之百", "100"),
        ("负百分之三", "-3"),
        ("三成", "30"),
        ("3成", "30"),
        ("七成半", "75"),
        ("七成五", "75"),
        ("一半", "50"),
    ],
)
def test_percentages_are_marked_as_such(raw: str, value: str) -> None:
    amount = read_amount(raw)
    assert (amount.value, amount.percent) == (Decimal(value), True)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        *((raw, "300") for raw in ("about 300", "around 300", "approx. 300", "approximately 300")),
        *(
            (raw, "300")
            for raw in ("roughly 300", "~300", "～300", "ca. 300", "c. 300", "300 or so")
        ),
        *(
            (raw, "300")
            for raw in ("约300", "大约300", "300左右", "300 上下", "差不多300", "300多")
        ),
        ("300多万", "3000000"),
        ("三百多万", "3000000"),
        ("约300万元左右", "3000000"),
        ("30%左右", "30"),
    ],
)
def test_words_for_about_make_an_estimate(raw: str, value: str) -> None:
    amount = read_amount(raw)
    assert (amount.value, amount.approximate) == (Decimal(value), True)


@pytest.mark.parametrize(
    ("raw", "currency"),
    [
        *(
            (raw, "CNY")
            for raw in ("5元", "5 RMB", "CNY 5", "人民币5", "¥5元", "5块钱", "人民币5元")
        ),
        *((raw, "¥") for raw in ("¥5", "￥5", "5¥")),
        *((raw, "$") for raw in ("$5", "＄5", "5 dollars")),
        *((raw, "USD") for raw in ("US$5", "USD 5", "5 USD", "5美元", "$5 USD")),
        *((raw, "EUR") for raw in ("€5", "5€", "EUR 5", "5欧元")),
        *((raw, "GBP") for raw in ("£5", "GBP5", "5英镑")),
        *((raw, "JPY") for raw in ("JPY 5", "5日元", "¥5 JPY")),
        ("HK$5", "HKD"),
    ],
)
def test_currencies_are_recognised_in_front_and_behind(raw: str, currency: str) -> None:
    amount = read_amount(raw)
    assert (amount.value, amount.currency) == (Decimal(5), currency)


def test_a_sign_may_stand_on_either_side_of_the_currency() -> None:
    for raw in ("-$1,200", "$-1,200", "$(1,200)", "($1,200)"):
        assert read_amount(raw) == Amount(Decimal(-1200), currency="$")


@pytest.mark.parametrize(
    ("raw", "low", "high"),
    [
        ("300-400", "300", "400"),
        ("300–400", "300", "400"),
        ("300 to 400", "300", "400"),
        ("between 300 and 400", "300", "400"),
        ("从300到400", "300", "400"),
        ("3到5万", "3万", "5万"),
        ("三至五万", "三万", "五万"),
        ("350~400万", "350万", "400万"),
        ("350万～400万", "350万", "400万"),
        ("$3-5m", "$3m", "5m"),
        ("10-15%", "10%", "15%"),
        ("6,5-7,5", "6.5", "7.5"),
    ],
)
def test_a_range_is_asked_back_with_ends_that_can_be_read(raw: str, low: str, high: str) -> None:
    with pytest.raises(AnswerError) as caught:
        read_amount(raw)
    assert caught.value.key == "answer.amount.range"
    assert caught.value.values == {"raw": raw, "low": low, "high": high}
    assert read_amount(low).value < read_amount(high).value


@pytest.mark.parametrize(
    "raw",
    [
        *("", " ", "abc", "不知道", "-", "()", "%", "元", "万", "亿", "百万", "."),
        *("1.200.000,50", "1.234,56", "1,2345", "0,400", "1,00,000", "1, 234", "12,34,567"),
        *("6，5", "6,5,4", "6,5.4", "1 234,5", "6,", ",5", "1234,567", "6,5 7,5"),
        *("1/3", "½", "1½", "²", "10²", "①", "⑫", "㊀", "Ⅻ", "５²", "𝟓", "٣", "5⃣"),
        *(
            "--5",
            "-(5)",
            "(5",
            "5)",
            "+-5",
            "5-",
            "1_000",
            "0x10",
            "nan",
            "inf",
            "1e",
            "1e99",
            "1e999",
        ),
        *(
            "三五",
            "三五万",
            "两三百",
            "一亿五千",
            "1亿5000",
            "1万12000",
            "1.5亿2000万",
            "亿亿",
            "1万万",
        ),
        *("5%%", "百分之5%", "5万%", "¥5%", "5 USD 元", "¥5 USD", "三成%", "(about 300)"),
        *("3 cats", "1 2", "300、400", "9" * 16, "1" * 81, "0." + "1" * 25),
    ],
)
def test_whatever_has_no_clear_reading_is_refused(raw: str) -> None:
    with pytest.raises(AnswerError) as caught:
        read_amount(raw)
    assert caught.value.key == "answer.amount.unreadable"


def test_an_error_quotes_no_more_than_a_line() -> None:
    with pytest.raises(AnswerError) as caught:
        read_amount("9" * 10_000)
    assert len(str(caught.value.values["raw"])) == 80


numbers = st.decimals(-(10**12), 10**12, places=4, allow_nan=False)


def grouped(mark: str, value: Decimal) -> str:
    return f"{value:,f}".replace(",", mark)


@given(numbers, st.sampled_from([",", "，", "'", " ", ""]))
def test_a_number_written_in_groups_is_read_back(value: Decimal, mark: str) -> None:
    assert read_amount(grouped(mark, value)).value == value


@given(numbers)
def test_a_number_written_in_other_widths_and_signs_is_read_back(value: Decimal) -> None:
    text = decimal_text(value)
    wide = text.translate({ord(one): ord(one) + 0xFEE0 for one in "0123456789.-"})
    assert read_amount(wide).value == value
    assert read_amount(text.replace("-", "−")).value == value
    if value < 0:
        assert read_amount(f"({text[1:]})").value == value


@given(st.decimals(-(10**6), 10**6, places=4), st.sampled_from([("万", 4), ("亿", 8), ("k", 3)]))
def test_a_scaled_number_is_exact(value: Decimal, scale: tuple[str, int]) -> None:
    word, power = scale
    assert read_amount(f"{value:f}{word}").value == value * 10**power


@given(st.integers(1, 99_999_999))
def test_chinese_numerals_are_read_back(value: int) -> None:
    assert read_amount(in_chinese(value)).value == value


def in_chinese(value: int) -> str:
    """`value` below 10**8 in Chinese numerals, as schools teach to write it."""
    if value >= 10_000:
        high, low = divmod(value, 10_000)
        filler = "零" if 0 < low < 1000 else ""
        return in_chinese(high) + "万" + filler + (in_chinese(low) if low else "")
    text = ""
    gap = False
    for unit, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            text += ("零" if gap and text else "") + "零一二三四五六七八九"[digit] + word
        gap = digit == 0
    return text


@given(numbers)
def test_the_canonical_text_of_a_number_is_a_fixed_point(value: Decimal) -> None:
    text = decimal_text(value)
    assert Decimal(text) == value
    assert decimal_text(Decimal(text)) == text


near_amounts = st.text(
    "0123456789.,，'()-~±%¥$元块万千百十亿半两三零点成多约e kmwb至到½²", max_size=30
)


def in_wan(raw: str) -> Decimal:
    return read_money(raw, currency="CNY", money_unit=10_000)[0]


@given(st.text(max_size=100) | near_amounts)
def test_any_text_is_read_exactly_or_refused(raw: str) -> None:
    for read in (read_amount, read_number, read_percent, read_whole):
        assert result(read, raw) is not None
    stored = result(in_wan, raw)
    if isinstance(stored, Decimal):
        assert stored.as_tuple() == Decimal(decimal_text(stored)).as_tuple()


@pytest.mark.parametrize(
    "piece", ["9", "1,", "万", "-", "(", "about ", "一", "零", "1 ", "元", "~", "点"]
)
def test_long_input_is_refused_at_once(piece: str) -> None:
    started = process_time()
    for raw in (piece * 100_000, (piece * 80)[:80]):
        with pytest.raises(AnswerError):
            read_amount(raw)
    assert process_time() - started < 0.5
