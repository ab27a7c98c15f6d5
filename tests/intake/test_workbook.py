"""Workbooks as people have them, and such as would harm."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kamguide.errors import IntakeError
from kamguide.intake.opening import open_sheets
from kamguide.intake.workbook import read_workbook
from kamguide.workspace.intake_words import IntakeTelling
from tests.intake.conftest import Look, faults, rows


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def made(fill: Callable[[Worksheet], None]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    fill(sheet)
    return saved(book)


def test_a_report_with_a_title_a_unit_merged_cells_and_sums_is_read(look: Look) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append([])
        sheet.append(["2026 年客户清单"])
        sheet.merge_cells("A2:C2")
        sheet.append(["", "", "单位：元"])
        sheet.append(["名称", "销售额", "毛利"])
        sheet.append(["海棠乳业", 62_000_000, 10_540_000.5])
        sheet.append(["沐泉", 54_000_000, None])
        sheet.append(["合计", "=SUM(B5:B6)", None])
        sheet.append([])
        sheet.append(["来源：ERP"])

    intake = look(made(fill))
    assert rows(intake) == [
        {"name": "海棠乳业", "revenue": Decimal(6200), "margin": Decimal("1054.00005")},
        {"name": "沐泉", "revenue": Decimal(5400)},
    ]
    assert not faults(intake)
    assert [one.text for one in intake.taken.left_out] == ["合计", "来源：ERP"]


def test_the_sheet_that_fits_is_found_and_a_hidden_one_is_not_looked_at(look: Look) -> None:
    book = Workbook()
    notes = book.create_sheet("Notes")
    notes.append(["For internal use"])
    hidden = book.create_sheet("Old")
    hidden.sheet_state = "hidden"
    for line in (["Name", "Revenue", "Margin"], ["Wrong", 1, 1]):
        hidden.append(line)
    right = book.create_sheet("Customers")
    for line in (["Name", "Revenue"], ["Right", 2]):
        right.append(line)
    intake = look(saved(book))
    assert rows(intake) == [{"name": "Right", "revenue": Decimal(2)}]
    assert "Notes" in "\n".join(IntakeTelling(intake).found())
    assert rows(look(saved(book), sheet="old"))[0]["name"] == "Wrong"
    with pytest.raises(IntakeError, match=r"intake\.no_sheet"):
        look(saved(book), sheet="New")


def test_percentages_dates_and_truth_come_as_a_person_would_type_them() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append([0.215, 0.4, date(2026, 3, 1), True, 0.1 + 0.2, 1e20, '=1+"'])
        sheet["A1"].number_format = "0.0%"
        sheet["B1"].number_format = '0.0" %"'

    (sheet,) = read_workbook(made(fill))
    assert [cell.text for cell in sheet.lines[0]] == [
        "21.5%", "0.4", "2026-03-01", "true", "0.3", "100000000000000000000", "",
    ]  # fmt: skip


def test_words_of_merged_cells_count_for_each_row_and_numbers_once() -> None:
    def fill(sheet: Worksheet) -> None:
        for line in (["North", 5], [None, None], ["South", 6]):
            sheet.append(line)
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:B2")

    (sheet,) = read_workbook(made(fill))
    assert [[cell.text for cell in line] for line in sheet.lines] == [
        ["North", "5"], ["North", ""], ["South", "6"],
    ]  # fmt: skip


def test_a_formula_without_a_value_is_told_with_its_place(look: Look) -> None:
    def fill(sheet: Worksheet) -> None:
        for line in (["Name", "Revenue"], ["A", "=1+1"], ["B", "#DIV/0!"], ["C", 3]):
            sheet.append(line)
        sheet["B3"].data_type = "e"

    intake = look(made(fill))
    assert faults(intake) == [("B2", "intake.formula_unsaved"), ("B3", "intake.formula_failed")]
    assert [one["name"] for one in rows(intake)] == ["C"]


HEAD = b"<row r='1'><c r='A1' t='str'><v>Name</v></c><c r='B1' t='str'><v>Revenue</v></c></row>"


def packed(rows_: bytes = b"", behind: bytes = b"", before: bytes = b"") -> bytes:
    """A workbook whose sheet holds just these marks."""
    out = BytesIO()
    with (
        ZipFile(BytesIO(saved(Workbook()))) as source,
        ZipFile(out, "w", ZIP_DEFLATED) as to,
    ):
        for one in source.infolist():
            part = source.read(one)
            if one.filename.endswith("sheet1.xml"):
                start, rest = part.split(b"<sheetData", 1)
                tail = rest.split(
                    b"/>" if rest.startswith((b"/>", b" />")) else b"</sheetData>", 1
                )[1]
                part = (
                    before + start + b"<sheetData>" + HEAD + rows_ + b"</sheetData>" + behind + tail
                )
            to.writestr(one.filename, part)
    return out.getvalue()


BOMBS = {
    "a huge cell": (packed(b"<row><c t='str'><v>" + b"x" * 50_000_000 + b"</v></c></row>"), "bomb"),
    "a million rows": (packed(b"<row><c><v>1</v></c></row>" * 1_000_000), "bomb"),
    "16,000 columns": (
        packed(b"<row>" + b"<c><v>1</v></c>" * 16_000 + b"</row>"),
        "too_many_columns",
    ),
    "many rows": (packed(b"<row><c><v>1</v></c></row>" * 30_000), "too_many_rows"),
    "many cells": (
        packed((b"<row>" + b"<c><v>1</v></c>" * 199 + b"</row>") * 1_010),
        "too_many_cells",
    ),
    "a cell far away": (
        packed(b"<row r='30000'><c r='XFD30000'><v>1</v></c></row>"),
        "too_many_rows",
    ),
    "entities": (packed(before=b'<!DOCTYPE x [<!ENTITY a "aa">]>'), "bomb"),
    "a cut file": (packed()[:3000], "damaged"),
    "no workbook": (b"PK\3\4" + b"0" * 500, "damaged"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_would_do_harm_is_refused_with_a_reason(name: str) -> None:
    data, key = BOMBS[name]
    with pytest.raises(IntakeError) as caught:
        list(open_sheets(data))
    assert caught.value.key == f"intake.{key}"


def test_one_merge_over_everything_costs_nothing(look: Look) -> None:
    merge = b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    row = b"<row r='2'><c r='A2' t='str'><v>A</v></c><c r='B2'><v>5</v></c></row>"
    (sheet,) = read_workbook(packed(row, merge))
    assert len(sheet.lines) == 2


def test_a_sheet_that_is_too_large_does_not_spoil_the_others(look: Look) -> None:
    book = Workbook()
    assert isinstance(book.active, Worksheet)
    book.active.append([1] * 300)
    sheet = book.create_sheet("Customers")
    for line in (["Name", "Revenue"], ["A", 1]):
        sheet.append(line)
    assert len(rows(look(saved(book)))) == 1


def test_a_workbook_that_is_cut_or_changed_anywhere_is_refused_or_read() -> None:
    data = packed(b"<row><c t='str'><v>A</v></c><c><v>5</v></c></row>")
    for at in range(0, len(data), 97):
        for broken in (data[:at], data[:at] + b"\x00\xff" + data[at + 2 :]):
            with suppress(IntakeError):
                list(open_sheets(broken))
