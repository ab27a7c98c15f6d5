"""A plan as an Excel workbook: read back by a library, and recalculated by an office program."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from kamguide.export.xlsx import write
from kamguide.export.xlsx_names import LONGEST, sheet_names
from kamguide.model.edits import SetCell
from kamguide.model.text import clean
from kamguide.plan.workbook import Sheet, SheetCell, Workbook
from kamguide.workspace.files import document, export
from tests.plan.plans import LANGS, session_of

from .conftest import HOSTILE, UNSAFE, plan_with
from .workbooks import (
    OFFICE,
    differing,
    file_of,
    formulas,
    recalculated,
    workbook_of,
)

needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")


def sheet(key: str, title: str, *texts: str) -> Sheet:
    cells = {(row, 0): SheetCell(text) for row, text in enumerate(texts)}
    return Sheet(key, title, "answers", cells, (20,), {})


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(content))


@pytest.fixture(scope="module")
def case() -> tuple[Workbook, bytes]:
    workbook = workbook_of("full", "zh")
    return workbook, file_of(workbook)


def test_what_a_person_typed_is_never_a_formula() -> None:
    typed = [f"{sign}1+1|cmd" for sign in "=+-@\t＝＋－＠"]
    typed += [one for one in HOSTILE.values() if len(one) < LONGEST * 1000]
    book = opened(file_of(Workbook("en", typed[0], (sheet("one", typed[0], *typed),))))
    cells = [row[0] for row in book.worksheets[0].iter_rows(max_col=1)]
    assert [one.data_type for one in cells] == ["s"] * len(typed)
    assert [one.value for one in cells] == [clean(one) for one in typed]
    assert all(one.quotePrefix for one in cells[:9])
    assert not book.worksheets[0]._hyperlinks


@pytest.mark.parametrize("name", UNSAFE)
def test_characters_that_do_harm_are_seen_and_do_nothing(name: str) -> None:
    text = UNSAFE[name]
    book = opened(file_of(Workbook("en", text, (sheet("one", text, text),))))
    assert book.worksheets[0]["A1"].value == clean(text)


def test_sheet_names_are_safe_short_and_unlike_each_other() -> None:
    titles = ["a/b[c]:*?\\d", "'quoted'", "History", "", "长" * 40, "长" * 40, "𠮷" * 20, "A", "a"]
    names = sheet_names([sheet(f"k{at}", one) for at, one in enumerate(titles)])
    found = list(names.values())
    assert len({one.casefold() for one in found}) == len(titles)
    assert all(0 < len(one.encode("utf-16-le")) // 2 <= LONGEST for one in found)
    assert not any(set(one) & set("[]:*?/\\") or one.strip("' ") != one for one in found)
    assert "history" not in {one.casefold() for one in found}


@pytest.mark.parametrize("lang", LANGS)
def test_no_title_of_a_sheet_is_cut(lang: str) -> None:
    sheets = workbook_of("full", lang).sheets
    names = sheet_names(sheets)
    assert [one.title for one in sheets if not one.title.startswith(names[one.key][:-2])] == []
    assert all(len(one.title) <= LONGEST for one in sheets)


def test_every_formula_is_in_the_file_with_what_it_comes_to(case: tuple[Workbook, bytes]) -> None:
    workbook, content = case
    names = sheet_names(workbook.sheets)
    live = opened(content)
    kept = openpyxl.load_workbook(BytesIO(content), data_only=True)
    for (key, row, column), formula in formulas(workbook).items():
        cell = live[names[key]].cell(row + 1, column + 1)
        assert cell.data_type == "f"
        value = kept[names[key]].cell(row + 1, column + 1).value
        if isinstance(formula.value, Decimal):
            assert value == pytest.approx(float(formula.value))
        else:
            assert (value or "") == formula.value


def test_sheets_stay_readable_on_screen_and_paper(case: tuple[Workbook, bytes]) -> None:
    workbook, content = case
    book, names = opened(content), sheet_names(workbook.sheets)
    for one in workbook.sheets:
        page = book[names[one.key]]
        assert page.page_setup.orientation == "landscape"
        assert page.page_setup.fitToHeight in (None, 0, 1)
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.print_area
        if one.kind == "answers":
            assert page.freeze_panes
            assert page.print_title_rows
    assert book[names["pareto_customers"]].auto_filter.ref


def test_numbers_and_days_are_typed(case: tuple[Workbook, bytes]) -> None:
    workbook, content = case
    book, names = opened(content), sheet_names(workbook.sheets)
    revenue = book[names["pareto_customers"]]["D5"]
    assert isinstance(revenue.value, int)
    assert revenue.number_format.startswith("#,##0")
    days = [cell for row in book[names["str_actions"]].iter_rows(min_row=5) for cell in row]
    assert any(cell.is_date for cell in days)


def test_charts_are_native_and_there_is_one_of_each_kind(case: tuple[Workbook, bytes]) -> None:
    with zipfile.ZipFile(BytesIO(case[1])) as parts:
        charts = [parts.read(one) for one in parts.namelist() if one.startswith("xl/charts/chart")]
    found = {kind for one in charts for kind in re.findall(r"<c:(\w+)", one.decode())}
    assert {"bubbleChart", "barChart", "lineChart", "bubbleSize"} <= found


def test_the_file_says_nothing_of_who_wrote_it_and_is_the_same_each_time() -> None:
    workbook = workbook_of("quick", "en")
    first, second = file_of(workbook), file_of(workbook)
    assert first == second
    properties = opened(first).properties
    assert not properties.creator
    assert not properties.lastModifiedBy
    assert properties.created is not None
    assert properties.created.date() == date(2026, 11, 23)


@pytest.mark.parametrize("name", ["formula", "html", "astral", "long", "markup"])
def test_a_document_that_is_no_plan_arrives_whole_as_text(name: str) -> None:
    out = BytesIO()
    write(plan_with(HOSTILE[name]), out)
    cells = [cell for page in opened(out.getvalue()) for row in page.iter_rows() for cell in row]
    assert {one.data_type for one in cells if one.value is not None} <= {"s", "n"}
    told = "".join(one.value for one in cells if isinstance(one.value, str))
    assert clean(HOSTILE[name])[-1000:] in told


def test_a_customers_workbook_holds_what_the_document_holds_and_no_formula() -> None:
    with session_of("full", "en") as session:
        plan = document(session, "customer")
    out = BytesIO()
    write(plan, out)
    book = opened(out.getvalue())
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert not [one for one in cells if one.data_type == "f"]
    told = "\n".join(str(one.value) for one in cells)
    assert "Muquan Beverage Group" in told
    assert "Hengjian Dairy" not in told


def test_a_plan_is_exported_by_its_suffix(tmp_path: Path) -> None:
    target = tmp_path / "plan.xlsx"
    with session_of("quick", "zh", case=None) as session:
        export(session, target)
    assert opened(target.read_bytes()).sheetnames == ["目录"]


@pytest.mark.campaign
@needs_office
@pytest.mark.parametrize("flow", ["full", "quick", "unit1", "unit2", "unit3"])
@pytest.mark.parametrize("lang", LANGS)
def test_recalculation_gives_kamguides_own_numbers(flow: str, lang: str, tmp_path: Path) -> None:
    workbook = workbook_of(flow, lang)
    assert differing(workbook, recalculated(file_of(workbook), tmp_path)) == {}


def changed_places(workbook: Workbook, question: str) -> Iterator[tuple[int, int]]:
    sheet = next(one for one in workbook.sheets if one.key == question)
    for (row, column), cell in sheet.cells.items():
        if cell.look == "input":
            yield row, column


@pytest.mark.campaign
@needs_office
@pytest.mark.parametrize("lang", LANGS)
def test_a_weight_changed_in_the_file_gives_what_kamguide_makes_of_it(
    lang: str, tmp_path: Path
) -> None:
    with session_of("full", lang) as session:
        before = document(session).workbook
        row = session.answers.rows("dpm_csfs")[0].key
        session.edit(SetCell("dpm_csfs", row, "weight", Decimal(60)))
        after = document(session).workbook
    assert before is not None
    assert after is not None
    unchanged, wanted = before(), after()
    book = opened(file_of(unchanged))
    page = book[sheet_names(unchanged.sheets)["dpm_csfs"]]
    at_row, at_column = min(changed_places(unchanged, "dpm_csfs"))
    page.cell(at_row + 1, at_column + 1).value = 60
    out = BytesIO()
    book.save(out)
    found = recalculated(out.getvalue(), tmp_path)
    assert differing(wanted, found) == {}
    assert differing(unchanged, found) != {}
