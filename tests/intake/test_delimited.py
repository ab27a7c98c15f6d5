"""CSV of every kind: what was written is what is read."""

import csv
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamguide.errors import IntakeError
from kamguide.intake.delimited import read_text
from kamguide.intake.opening import open_sheets
from kamguide.intake.sheets import MOST_ROWS
from tests.intake.conftest import Look, rows

CUSTOMERS = [
    ["名称", "销售额", "毛利"],
    ["海棠乳业", "6,200", "1054"],
    ['金"禾"食品\n（华东）', "4150.5", ""],
    ["a, b; c\td | e", "1", ""],
]


def written(table: list[list[str]], delimiter: str, encoding: str) -> bytes:
    out = StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(table)
    return out.getvalue().encode(encoding)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_customers_are_read_whatever_the_delimiter_and_the_encoding(
    look: Look, delimiter: str, encoding: str
) -> None:
    taken = rows(look(written(CUSTOMERS, delimiter, encoding)))
    assert [one["name"] for one in taken] == [row[0] for row in CUSTOMERS[1:]]
    assert [one["revenue"] for one in taken] == [Decimal(6200), Decimal("4150.5"), Decimal(1)]


WORDS = st.text(st.sampled_from('客户公司Café ab,;\t|"\n%=@1'), max_size=8).map(str.strip)


@given(
    table=st.integers(2, 4).flatmap(
        lambda width: st.lists(
            st.lists(
                WORDS.filter(lambda one: one not in ("", "\ue000")), min_size=width, max_size=width
            ),
            min_size=2,
            max_size=6,
        )
    ),
    delimiter=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
)
def test_what_is_written_with_any_delimiter_and_encoding_is_among_the_readings(
    table: list[list[str]], delimiter: str, encoding: str
) -> None:
    table = [["客户", "销售额", *table[0]], *[["客户公司", "x", *row] for row in table]]
    read = [
        [[cell.text for cell in line] for line in sheet.lines]
        for sheet in read_text(written(table, delimiter, encoding))
    ]
    assert [[cell.replace("\r\n", "\n") for cell in row] for row in table] in read


def test_a_western_file_keeps_its_accents(look: Look) -> None:
    intake = look("Name;Revenue\nCafé Müller;12\n".encode("cp1252"))
    assert rows(intake) == [{"name": "Café Müller", "revenue": Decimal(12)}]


def test_decimal_commas_are_read_as_such_where_all_numbers_have_them(look: Look) -> None:
    intake = look("Name;Revenue;Margin\nA;1.234,5;7,25\nB;1.200;3\n")
    assert rows(intake) == [
        {"name": "A", "revenue": Decimal("1234.5"), "margin": Decimal("7.25")},
        {"name": "B", "revenue": Decimal(1200), "margin": Decimal(3)},
    ]
    assert [one.key for one in intake.matching.sheet.notices] == ["intake.comma_decimals"]


def test_a_first_line_may_name_the_delimiter(look: Look) -> None:
    assert rows(look("sep=;\nName;Revenue\nA;12\n")) == [{"name": "A", "revenue": Decimal(12)}]


def test_an_open_quotation_mark_is_told_and_swallows_nothing() -> None:
    with pytest.raises(IntakeError) as caught:
        list(open_sheets(b'Name,Revenue\n"A,1\nB,2\n'))
    assert (caught.value.key, caught.value.values["row"]) == ("intake.open_quote", 2)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "intake.empty"),
        (b" \n ", "intake.empty"),
        (bytes(range(256)), "intake.no_table"),
        (b"\xd0\xcf\x11\xe0old", "intake.old_or_locked"),
        (b"\xff\xfeab\xd8", "intake.encoding_unknown"),
        (b"a,b\n" * (MOST_ROWS + 2), "intake.too_many_rows"),
        (b"a,b" + b",c" * 300, "intake.too_many_columns"),
        (b"x" * 10_000_001, "intake.too_large"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_is_no_table_is_refused_with_a_reason(data: bytes, key: str) -> None:
    with pytest.raises(IntakeError) as caught:
        list(open_sheets(data))
    assert caught.value.key == key


def test_a_wrong_delimiter_that_breaks_the_limits_spoils_nothing(look: Look) -> None:
    intake = look("Name,Revenue\n" + f"{'|' * 400},5\n" + "B,6\n")
    assert [one["revenue"] for one in rows(intake)] == [Decimal(5), Decimal(6)]


def test_formulas_markup_and_control_characters_are_only_text(look: Look) -> None:
    hostile = ["=cmd|'/c calc'!A1", "[b]x[/b]", "a\x1b]2;pwned\x07b", "@SUM(A1)", "+1 Ltd"]
    taken = rows(
        look(written([["Name", "Revenue"], *[[one, "1"] for one in hostile]], ",", "utf-8"))
    )
    assert [one["name"] for one in taken] == [
        "=cmd|'/c calc'!A1", "[b]x[/b]", "a�]2;pwned�b", "@SUM(A1)", "+1 Ltd",
    ]  # fmt: skip
