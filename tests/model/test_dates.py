"""Days and years in both languages: full ones as they are, shorter ones said back."""

from datetime import date, timedelta
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamguide.errors import AnswerError
from kamguide.model.context import Context
from kamguide.model.dates import read_date, read_year
from tests.model.readings import result

WEDNESDAY = date(2026, 11, 25)
HERE = Context(today=WEDNESDAY, base_year=2026)
UNPLANNED = Context(today=WEDNESDAY)


@pytest.mark.parametrize(
    "raw",
    [
        *("2027-02-15", "2027/2/15", "2027.2.15", "20270215", "２０２７－０２－１５", "2027-2-15"),
        *("2027年2月15日", "2027年2月15号", "2027 年 2 月 15 日", "二〇二七年二月十五日"),
        *("15 Feb 2027", "15 February 2027", "15th of February 2027", "15-Feb-2027", "15feb2027"),
        *("Feb 15, 2027", "feb. 15 2027", "February 15th, 2027", "2027-02-15 00:00:00"),
        *("by 15 Feb 2027", "on Feb 15, 2027", "2027-02-15."),
    ],
)
def test_a_full_date_is_taken_without_a_word(raw: str) -> None:
    assert read_date(raw, HERE) == (date(2027, 2, 15), ())


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        *(
            (raw, "2027-12-31")
            for raw in ("end of 2027", "2027年底", "2027年末", "2027年年底", "2027")
        ),
        *(
            (raw, "2027-12-31")
            for raw in ("end 2027", "year-end 2027", "2027年", "by the end of 2027")
        ),
        *((raw, "2027-12-31") for raw in ("T+1", "t + 1", "T＋1", "end of T+1", "T+1年底", "明年")),
        *((raw, "2027-12-31") for raw in ("end of next year", "明年底", "明年年底", "next year")),
        *((raw, "2027-06-30") for raw in ("2027年中", "mid-2027", "mid 2027", "Q2 2027", "2027Q2")),
        *(
            (raw, "2027-06-30")
            for raw in ("2027年二季度", "2027年第二季度", "2027年2季度", "2Q 2027")
        ),
        *(
            (raw, "2027-06-30")
            for raw in ("2027年上半年", "H1 2027", "end of June 2027", "2027 Q2")
        ),
        *((raw, "2027-03-31") for raw in ("March 2027", "Mar 2027", "2027年3月", "2027年3月底")),
        *(
            (raw, "2027-03-31")
            for raw in ("2027-03", "2027/3", "3/2027", "明年3月", "end of March")
        ),
        *(
            (raw, "2027-03-31")
            for raw in ("March", "3月", "三月底", "next quarter", "下个季度", "Q1")
        ),
        *(
            (raw, "2026-12-31")
            for raw in ("T0", "今年底", "年底", "end of year", "end of the year")
        ),
        *(
            (raw, "2026-12-31")
            for raw in ("next month", "下个月", "下月", "本季度", "下半年", "Q4")
        ),
        *((raw, "2026-11-30") for raw in ("月底", "end of the month", "this month", "本月")),
        ("T+2", "2028-12-31"),
        ("T+3", "2029-12-31"),
        ("2027年3月初", "2027-03-01"),
        ("2027年3月中", "2027-03-15"),
        ("beginning of 2027", "2027-01-01"),
        ("Feb 2028", "2028-02-29"),
        *((raw, "2026-11-25") for raw in ("today", "今天")),
        *((raw, "2026-11-26") for raw in ("tomorrow", "明天")),
        ("昨天", "2026-11-24"),
        *((raw, "2026-12-09") for raw in ("in 2 weeks", "2周后", "两周后", "2 weeks from now")),
        *((raw, "2026-11-28") for raw in ("in three days", "3天后", "三天内")),
        *((raw, "2027-02-25") for raw in ("in 3 months", "3个月后", "三个月内")),
        ("in a year", "2027-11-25"),
        ("下周五", "2026-12-04"),
        ("本周日", "2026-11-29"),
        ("next week", "2026-12-06"),
    ],
)
def test_less_than_a_full_date_is_read_and_said_back(raw: str, day: str) -> None:
    read, notices = read_date(raw, HERE)
    assert read == date.fromisoformat(day)
    assert [(one.key, dict(one.values)) for one in notices] == [
        ("answer.date.read_as", {"raw": raw, "value": day})
    ]


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        *(
            (raw, "2027-02-15")
            for raw in ("2月15日", "2月15号", "二月十五日", "Feb 15", "15 Feb", "2/15")
        ),
        *((raw, "2026-11-25") for raw in ("11月25日", "25 Nov", "Nov 25th", "25/11")),
        ("11月24日", "2027-11-24"),
        ("2月29日", "2028-02-29"),
        ("5/5", "2027-05-05"),
    ],
)
def test_a_day_without_a_year_is_the_next_one(raw: str, day: str) -> None:
    read, notices = read_date(raw, HERE)
    assert (read.isoformat(), len(notices)) == (day, 1)


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("15.02.2027", "2027-02-15"),
        ("15/02/2027", "2027-02-15"),
        ("02/15/2027", "2027-02-15"),
        ("15-2-2027", "2027-02-15"),
        ("02.03.2027", "2027-03-02"),
        ("03/03/2027", "2027-03-03"),
    ],
)
def test_figures_with_one_reading_are_read(raw: str, day: str) -> None:
    assert read_date(raw, HERE)[0].isoformat() == day


@pytest.mark.parametrize(
    ("raw", "first", "second"),
    [
        ("02/03/2027", "2027-03-02", "2027-02-03"),
        ("02-03-2027", "2027-03-02", "2027-02-03"),
        ("2/3", "2027-03-02", "2027-02-03"),
    ],
)
def test_figures_with_two_readings_are_asked(raw: str, first: str, second: str) -> None:
    with pytest.raises(AnswerError) as caught:
        read_date(raw, HERE)
    assert caught.value.key == "answer.date.two_readings"
    assert caught.value.values == {"raw": raw, "first": first, "second": second}


@pytest.mark.parametrize(
    "raw",
    [
        *(
            "",
            "soon",
            "尽快",
            "2027-02-30",
            "2027-13-01",
            "20271301",
            "2027年2月30日",
            "31/31/2027",
        ),
        *("30 Feb", "1850-01-01", "2500-01-01", "②月", "2027-02-1½", "Q5 2027", "before March"),
        *("3月后", "底", "下", "T", "T+", "Friday", "in 5000 weeks", "999年后", "9" * 200),
    ],
)
def test_what_is_no_day_is_refused(raw: str) -> None:
    with pytest.raises(AnswerError) as caught:
        read_date(raw, HERE)
    assert caught.value.key == "answer.date.unreadable"
    assert len(str(caught.value.values["raw"])) <= 80


def test_a_year_of_the_plan_needs_its_base_year() -> None:
    for read in (read_date, read_year):
        with pytest.raises(AnswerError) as caught:
            read("T+1", UNPLANNED)
        assert (caught.value.key, caught.value.values) == (
            "answer.date.no_base_year",
            {"raw": "T+1"},
        )


@pytest.mark.parametrize(
    "raw",
    [
        *("2026", "２０２６", "2026年", "2026年度", "2026财年", "FY2026", "fy 2026"),
        *("二〇二六", "二零二六年"),
    ],
)
def test_a_full_year_is_taken_without_a_word(raw: str) -> None:
    assert read_year(raw, HERE) == (2026, ())


@pytest.mark.parametrize(
    ("raw", "year"),
    [
        *(
            ("'26", 2026),
            ("’26", 2026),
            ("FY26", 2026),
            ("26年", 2026),
            ("T0", 2026),
            ("T-1", 2025),
        ),
        *(("T+1", 2027), ("今年", 2026), ("去年", 2025), ("前年", 2024), ("明年", 2027)),
        *(("this year", 2026), ("last year", 2025), ("next year", 2027)),
    ],
)
def test_less_than_a_full_year_is_read_and_said_back(raw: str, year: int) -> None:
    read, notices = read_year(raw, HERE)
    assert read == year
    assert [(one.key, dict(one.values)) for one in notices] == [
        ("answer.year.read_as", {"raw": raw, "value": year})
    ]


@pytest.mark.parametrize("raw", ["", "26", "20266", "1066", "2026.5", "March 2026", "abc", "²026"])
def test_what_is_no_year_is_refused(raw: str) -> None:
    with pytest.raises(AnswerError) as caught:
        read_year(raw, HERE)
    assert (caught.value.key, caught.value.values) == ("answer.year.unreadable", {"raw": raw})


days = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@given(days)
def test_a_day_written_in_any_full_form_is_read_back(day: date) -> None:
    forms = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日", "%d %b %Y", "%B %d, %Y")
    for form in forms:
        assert read_date(day.strftime(form), HERE) == (day, ())


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_day_without_a_year_is_never_past(day: date, today: date) -> None:
    read, _ = read_date(f"{day.month}月{day.day}日", Context(today=today))
    assert today <= read < today + timedelta(8 * 366 + 1)
    assert (read.month, read.day) == (day.month, day.day)


near_dates = st.text(
    "0123456789-/.年月日底末中初季度半上下周后个今明去 tq+endofmarchyearnextweek", max_size=20
)


@given(st.text(max_size=90) | near_dates, st.dates())
def test_any_text_is_a_day_or_refused(raw: str, today: date) -> None:
    context = Context(today=today, base_year=2026)
    read = result(read_date, raw, context)
    if isinstance(read, tuple):
        assert 1900 <= read[0].year <= 2199
    read = result(read_year, raw, context)
    if isinstance(read, tuple):
        assert 1900 <= read[0] <= 2199


@pytest.mark.parametrize("piece", ["2", "年", "T+1", "end of ", "今年", "一", " ", "the "])
def test_long_text_is_refused_at_once(piece: str) -> None:
    started = process_time()
    for raw in (piece * 50_000, (piece * 80)[:80]):
        with pytest.raises(AnswerError):
            read_date(raw, HERE)
        with pytest.raises(AnswerError):
            read_year(raw, HERE)
    assert process_time() - started < 0.5
