"""Rows typed or pasted as one line: the reading that fits, or a question."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamguide.errors import AnswerError
from kamguide.model.amounts import first_field, split_fields
from tests.model.readings import result


@pytest.mark.parametrize(
    ("line", "columns", "fields"),
    [
        ("name, 5400, 1134", 3, ("name", "5400", "1134")),
        ("name, 5,400, 1,134", 3, ("name", "5,400", "1,134")),
        ("name,5,400,1,134", 3, ("name", "5,400", "1,134")),
        ("name，5，400，1，134", 3, ("name", "5，400", "1，134")),
        ("name, -5,400, (1,134)", 3, ("name", "-5,400", "(1,134)")),
        ("name, ¥1,234,567万, 2", 3, ("name", "¥1,234,567万", "2")),
        ("1,234,567", 3, ("1", "234", "567")),
        ("5,400", 1, ("5,400",)),
        ("a, b and c, d", 1, ("a, b and c, d",)),
        ("a\tb, c\t5,400", 3, ("a", "b, c", "5,400")),
        ("a\t\t3", 3, ("a", "", "3")),
        ("a\tb\t\t", 2, ("a", "b")),
        ("a | b | 5,400", 3, ("a", "b", "5,400")),
        ("| a | b |", 2, ("a", "b")),
        ("a; b; c, d", 3, ("a", "b", "c, d")),
        ("a；b；1,234", 3, ("a", "b", "1,234")),
        ("P1, foo; bar, 3", 3, ("P1", "foo; bar", "3")),
        ("华星、上海、300", 3, ("华星", "上海", "300")),
        ("华星，北京、上海，300", 3, ("华星", "北京、上海", "300")),
        ('"a, b", 5', 2, ("a, b", "5")),
        ('"say ""so""", 5', 2, ('say "so"', "5")),
        ('"5,400","1,134"', 2, ("5,400", "1,134")),
        ('5" pipe, 300', 2, ('5" pipe', "300")),
        ('"a, 5', 2, ('"a', "5")),
        ("a,b,,", 2, ("a", "b")),
        ("a,,c", 3, ("a", "", "c")),
    ],
)
def test_a_line_is_cut_where_its_row_has_columns(
    line: str, columns: int, fields: tuple[str, ...]
) -> None:
    assert split_fields(line, columns) == fields


@pytest.mark.parametrize(
    ("line", "columns", "fields"),
    [
        ("a, b", 4, ("a", "b")),
        ("a\tb", 4, ("a", "b")),
        ("a | 5,400", 4, ("a", "5,400")),
        ("Acme, 5,400", 4, ("Acme", "5,400")),
        ("Acme", 3, ("Acme",)),
        ("", 3, ("",)),
    ],
)
def test_the_last_columns_may_be_left_out(line: str, columns: int, fields: tuple[str, ...]) -> None:
    assert split_fields(line, columns) == fields


@pytest.mark.parametrize(
    ("line", "columns"),
    [
        ("name, 5,400, 1,134", 4),
        ("name, 5,400, 1,134", 5),
        ("5,400", 3),
        ("Acme, 5,400", 3),
        ("a,5,400", 4),
        ("P1, foo; bar", 3),
    ],
)
def test_a_line_with_two_readings_is_asked(line: str, columns: int) -> None:
    with pytest.raises(AnswerError) as caught:
        split_fields(line, columns)
    assert caught.value.key == "answer.row.two_readings"
    assert caught.value.values == {"raw": line, "columns": columns}


@pytest.mark.parametrize(
    ("line", "columns", "found"),
    [("a, b, c", 2, 3), ("a\tb\tc", 2, 3), ("name, 5,400, 1,134", 2, 3), ("a | b | c", 2, 3)],
)
def test_a_line_with_too_many_fields_is_refused(line: str, columns: int, found: int) -> None:
    with pytest.raises(AnswerError) as caught:
        split_fields(line, columns)
    assert caught.value.key == "answer.row.fields"
    assert caught.value.values == {"raw": line, "found": found, "columns": columns}


@pytest.mark.parametrize(
    ("line", "first"),
    [
        *(("P1, x", "P1"), ("P1\tx", "P1"), (" P1；x", "P1"), ("| P1 | x |", "P1"), ("P1", "P1")),
        *(("", ""), ('"P1", x', "P1")),
    ],
)
def test_the_first_field_stands_before_any_separator(line: str, first: str) -> None:
    assert first_field(line) == first


plain_words = st.text("abc 上海", min_size=1, max_size=8).map(str.strip).filter(bool)


@given(
    st.lists(plain_words, min_size=2, max_size=8),
    st.sampled_from([",", "，", "\t", "|", ";", "、"]),
)
def test_words_between_separators_are_read_back(words: list[str], mark: str) -> None:
    assert split_fields(f"{mark} ".join(words), len(words)) == tuple(words)


@given(plain_words, st.lists(st.integers(0, 10**9), min_size=1, max_size=6))
def test_a_name_and_grouped_numbers_are_read_back(name: str, numbers: list[int]) -> None:
    fields = (name, *(f"{number:,}" for number in numbers))
    assert split_fields(", ".join(fields), len(fields)) == fields


@given(st.text(max_size=200) | st.text('1234,，、;|\t" a', max_size=60), st.integers(1, 12))
def test_any_line_is_cut_into_no_more_fields_than_columns_or_refused(
    line: str, columns: int
) -> None:
    fields = result(split_fields, line, columns)
    if isinstance(fields, AnswerError):
        assert fields.key in ("answer.row.fields", "answer.row.two_readings")
    else:
        assert isinstance(fields, tuple)
        assert 1 <= len(fields) <= columns


@given(st.text('123,; "a', max_size=60), st.integers(2, 6))
def test_no_digit_of_a_line_is_lost(line: str, columns: int) -> None:
    fields = result(split_fields, line, columns)
    if isinstance(fields, tuple):
        digits = [one for one in "".join(fields) if one.isdecimal()]
        assert digits == [one for one in line if one.isdecimal()]


@pytest.mark.parametrize(
    "piece", ["1,", "123,", "1,123,", "a;", "a|", '"', '"""a,', "\t", "、", "1\t"]
)
def test_a_long_line_takes_no_long_time(piece: str) -> None:
    started = process_time()
    fields = result(split_fields, piece * 50_000, 20)
    if isinstance(fields, AnswerError):
        assert len(str(fields.values["raw"])) <= 80
    else:
        assert isinstance(fields, tuple)
        assert len(fields) <= 20
    assert process_time() - started < 1
