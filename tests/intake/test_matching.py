"""Heads in either language, forms of tables, and what is said where nothing fits."""

from decimal import Decimal

import pytest

from kamguide.errors import IntakeError, UsageError
from kamguide.intake.headwords import head_words, money_unit, stated_unit
from kamguide.intake.sheets import Form
from kamguide.model.answers import Cell
from kamguide.model.edits import AddRow
from kamguide.workspace.intake import table_named
from kamguide.workspace.session import Session
from tests.intake.conftest import Look, faults, rows

FACTORS = "Factor,Weight\nPrice,60\nService,40\n"


def add(session: Session, table: str, key: str, **cells: Cell) -> None:
    session.edit(AddRow(table, key, cells, Decimal(len(session.answers.rows(table)) + 1)))


@pytest.mark.parametrize(
    "head",
    ["Name,Revenue,Margin", "名称,销售额,毛利", "name,revenue,margin", "客户名称,年销售额,毛利额",
     "Customer name,Turnover,Gross profit", "NAME, revenue (CNY 10k) ,毛利（万元）"],
)  # fmt: skip
def test_columns_are_known_by_their_heads_in_either_language_and_by_other_words(
    look: Look, head: str
) -> None:
    intake = look(f"{head}\nA,6200,1054\n")
    assert rows(intake) == [{"name": "A", "revenue": Decimal(6200), "margin": Decimal(1054)}]


def test_columns_may_stand_in_any_order_and_strange_ones_are_left_out_and_told(look: Look) -> None:
    intake = look("City,Margin,Name,Revenue\nX,1,A,2\n")
    assert rows(intake) == [{"name": "A", "revenue": Decimal(2), "margin": Decimal(1)}]
    assert [one.text for one in intake.matching.left_out] == ["City"]


def test_a_rate_is_no_amount_of_money(look: Look) -> None:
    intake = look("名称,销售额,毛利率\nA,2,21%\n")
    assert [one.text for one in intake.matching.left_out] == ["毛利率"]


@pytest.mark.parametrize(
    ("head", "unit"),
    [("销售额（万元）", "万元"), ("Sales, k EUR", "k eur"), ("Revenue (USD '000)", "k usd"),
     ("Revenue [m CNY]", "m cny"), ("Revenue (net)", ""), ("销售额/元", "元"), ("Sales 2026", "")],
)  # fmt: skip
def test_the_unit_of_a_head_is_found(head: str, unit: str) -> None:
    assert money_unit(head) == unit


def test_a_unit_above_the_table_counts_for_its_amounts(look: Look) -> None:
    intake = look("客户清单,,单位：千元\n名称,销售额,毛利\nA,6200,2万\n")
    assert rows(intake) == [{"name": "A", "revenue": Decimal(620), "margin": Decimal(2)}]
    assert stated_unit(["Customers", "Amounts in k CNY"]) == "k cny"


def test_another_currency_is_never_taken_for_the_plans(look: Look) -> None:
    assert faults(look("Name,Revenue (k EUR)\nA,12\n")) == [("B2", "answer.money.other_currency")]


def test_years_count_from_the_base_year() -> None:
    assert head_words("Revenue 2024", 2026) == head_words("revenue T-2", 2026)
    assert head_words("2027年销售额", 2026).time == "t+1"
    assert head_words("T+1 (2027)", 2026).is_bare_year


def test_a_file_without_a_head_says_which_would_do(look: Look) -> None:
    with pytest.raises(IntakeError) as caught:
        look("A,1\nB,2\n")
    assert caught.value.key == "intake.no_head"
    assert "Revenue" in str(caught.value.values["columns"])


def test_a_person_can_say_what_a_column_is(look: Look) -> None:
    intake = look("Firma,Umsatz,Name\nA,5,B\n", columns={"Firma": "名称", "umsatz": "revenue"})
    assert rows(intake) == [{"name": "A", "revenue": Decimal(5)}]
    by_letter = look("x,Name,Revenue\nA,B,7\n", columns={"A": "name"})
    assert rows(by_letter) == [{"name": "A", "revenue": Decimal(7)}]
    with pytest.raises(UsageError, match=r"intake\.no_column"):
        look("Name,Revenue\nA,1\n", columns={"Name": "nome"})


def test_rows_that_stand_side_by_side_are_turned(look: Look) -> None:
    intake = look("Name,A,B\nRevenue,5,6\nMargin,1,\n")
    assert intake.matching.sheet.form is Form.TURNED
    assert [one["revenue"] for one in rows(intake)] == [Decimal(5), Decimal(6)]
    assert faults(look("Name,A,B\nRevenue,5,six x\nMargin,1,\n")) == [
        ("C2", "answer.amount.unreadable")
    ]


@pytest.fixture
def scoring(session: Session) -> Session:
    for key, name in (("C1", "Haitang"), ("C2", "Jinhe")):
        add(session, "customers", key, customer_id=key, name=name, revenue=Decimal(1))
    for key, name in (("F1", "Price"), ("F2", "Service")):
        add(session, "factors", key, factor_id=key, name=name, weight=50)
    return session


@pytest.mark.parametrize(
    ("text", "form"),
    [("Customer,Factor,Score\nHaitang,Price,6\nHaitang,F2,7.5\nJinhe,Service,3\n", Form.LIST),
     (",Price,Service\nHaitang,6,7.5\nJinhe,,3\n", Form.CROSSED),
     ("因素,Haitang,C2\nPrice,6,\nService,7.5,3\n", Form.CROSSED)],
)  # fmt: skip
def test_a_grid_is_taken_as_a_list_or_as_a_grid_either_way_round(
    scoring: Session, look: Look, text: str, form: Form
) -> None:
    intake = look(text, "scores")
    assert not faults(intake)
    assert intake.matching.sheet.form is form
    found = {one.key: one.cells["score"] for one in intake.taken.rows}
    assert found == {"C1|F1": 6, "C1|F2": Decimal("7.5"), "C2|F2": 3}


def test_a_row_that_the_grid_has_not_is_told(scoring: Session, look: Look) -> None:
    intake = look("Customer,Factor,Score\nNobody,Price,6\nHaitang,Price,99\n", "scores")
    assert [place for place, _ in faults(intake)] == ["A2"]


def test_a_table_is_named_by_id_or_title_and_a_near_miss_is_guessed(session: Session) -> None:
    assert table_named(session, "customers").id == "customers"
    with pytest.raises(UsageError) as caught:
        table_named(session, "custmers")
    assert caught.value.values["near"] == "customers"
    with pytest.raises(UsageError, match=r"workspace\.no_table"):
        table_named(session, "our_sales")


def test_a_unit_of_a_head_counts_for_amounts_that_are_approximate(look: Look) -> None:
    intake = look("名称,销售额（千元）,毛利（千元）\nA,约6200,2万\nB,~6200,¥3\n")
    revenue = [one["revenue"] for one in rows(intake)]
    assert revenue == [Decimal(620), Decimal(620)]
    assert rows(intake)[0]["margin"] == Decimal(2)
