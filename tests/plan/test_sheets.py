"""A plan as a workbook: what is on its sheets, and that every formula names what is there."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from kamguide.engine.path import path
from kamguide.model.answers import Answers
from kamguide.model.edits import SetValue
from kamguide.plan.build import build
from kamguide.plan.workbook import Area, Formula, Link, Spot, Workbook
from kamguide.workspace.files import document
from tests.export.workbooks import formulas, texts, workbook_of

from .plans import LANGS, session_of

KNOWN = {
    "ABS", "AND", "COLUMNS", "COUNT", "COUNTIF", "FALSE", "IF", "IFERROR", "INDEX", "INT",
    "ISNUMBER", "LN", "MATCH", "MAX", "MEDIAN", "MIN", "NOT", "OR", "PRODUCT", "RANK", "ROUND",
    "ROWS", "SUM", "SUMIF", "SUMPRODUCT", "SUMSQ",
}  # fmt: skip
"""Functions that every spreadsheet has, by one name in all of its versions."""
LONG = "长句" * 20_000


def places(formula: Formula) -> Iterator[Spot]:
    for part in formula.parts:
        match part:
            case Spot():
                yield part
            case Area():
                yield from (part.first, part.last)


def sheet_of(workbook: Workbook, key: str) -> dict[str, list[object]]:
    """The rows of a sheet by their first cell: what the others come to."""
    found = next(one for one in workbook.sheets if one.key == key)
    rows: dict[int, list[object]] = {}
    for (row, _), cell in sorted(found.cells.items()):
        content = cell.content
        rows.setdefault(row, []).append(content.value if isinstance(content, Formula) else content)
    return {str(cells[0]): cells[1:] for cells in rows.values()}


@cache
def case_answers() -> tuple[object, Answers]:
    with session_of("full", "en") as session:
        return session.flow, session.answers


@pytest.mark.parametrize("lang", LANGS)
def test_formulas_are_well_formed_and_name_cells_within_their_sheets(lang: str) -> None:
    workbook = workbook_of("full", lang)
    ends = {
        one.key: (max(row for row, _ in one.cells), max(column for _, column in one.cells))
        for one in workbook.sheets
    }
    found = formulas(workbook)
    assert len(found) > 1000
    for formula in found.values():
        text = "".join(one if isinstance(one, str) else "A1" for one in formula.parts)
        bare = re.sub(r'"[^"]*"', '""', text)
        assert bare.count("(") == bare.count(")"), text
        assert set(re.findall(r"([A-Z]+)\(", bare)) <= KNOWN, text
        for spot in places(formula):
            row, column = ends[spot.sheet]
            assert spot.row <= row, text
            assert spot.column <= column, text


def test_no_formula_rests_on_itself() -> None:
    rests_on: dict[Spot, set[Spot]] = {}
    for (sheet, row, column), formula in formulas(workbook_of("full", "en")).items():
        rests_on[Spot(sheet, row, column)] = set(_cells(formula))
    done: set[Spot] = set()
    while ready := {at for at, on in rests_on.items() if not (on & rests_on.keys()) - done} - done:
        done |= ready
    assert done == rests_on.keys()


def _cells(formula: Formula) -> Iterator[Spot]:
    for part in formula.parts:
        if isinstance(part, Spot):
            yield part
        elif isinstance(part, Area):
            for row in range(part.first.row, part.last.row + 1):
                for column in range(part.first.column, part.last.column + 1):
                    yield Spot(part.first.sheet, row, column)


def test_both_languages_have_the_same_sheets_and_formulas_in_the_same_places() -> None:
    en, zh = (workbook_of("full", lang) for lang in LANGS)
    assert [one.key for one in en.sheets] == [one.key for one in zh.sheets]
    assert formulas(en).keys() == formulas(zh).keys()


def test_every_word_of_the_workbook_is_in_the_catalogue() -> None:
    for flow in ("full", "quick"):
        for lang in LANGS:
            unsaid = [one for one in texts(workbook_of(flow, lang)) if one.startswith("sheets.")]
            assert not unsaid


def test_each_answered_table_has_a_sheet_and_the_contents_lead_to_every_sheet() -> None:
    with session_of("full", "en") as session:
        answered = {name for name in session.flow.tables if session.answers.rows(name)}
    sheets = workbook_of("full", "en").sheets
    assert answered <= {one.key for one in sheets}
    links = {one.content.sheet for one in sheets[0].cells.values() if isinstance(one.content, Link)}
    assert links == {one.key for one in sheets[1:]}


def test_the_sheets_come_to_the_numbers_of_the_case() -> None:
    workbook = workbook_of("full", "en")
    returns = sheet_of(workbook, "returns")
    assert returns["Net incremental, three years"] == [Decimal("673.3")]
    assert returns["Paid back"] == ["T+2 (2028)"]
    risk = sheet_of(workbook, "risk")
    assert risk["Revenue adjusted for risk"] == [Decimal(7355)]
    markets = sheet_of(workbook, "markets")
    assert markets["Weighted total"][1] == Decimal("6.75")


def test_only_changed_weights_change_what_rests_on_them() -> None:
    flow, answers = case_answers()
    before = formulas(workbook_of("full", "en"))
    rows = answers["dpm_attr_factors"].rows
    changed = {rows[0].key: Decimal(10), rows[1].key: Decimal(35)}
    table = replace(
        answers["dpm_attr_factors"],
        rows=tuple(
            replace(row, cells={**row.cells, "weight": changed.get(row.key, row["weight"])})
            for row in rows
        ),
    )
    with session_of("full", "en", case=None) as session:
        today = session.path.today
    moved = path(flow, answers.with_answer("dpm_attr_factors", table), today=today)  # type: ignore[arg-type]
    made = build(flow, moved, (), "en").workbook  # type: ignore[arg-type]
    assert made is not None
    after = formulas(made())
    assert before.keys() == after.keys()
    differ = {place[0] for place in before if before[place].value != after[place].value}
    assert differ == {"markets"}
    assert all(before[place].parts == after[place].parts for place in before)


def test_an_answer_that_no_cell_can_hold_goes_on_below_and_says_so() -> None:
    with session_of("full", "zh", case=None) as session:
        session.edit(SetValue("mkt_definition", LONG), SetValue("setup_account_name", "沐泉"))
        made = document(session).workbook
    assert made is not None
    sheet = next(one for one in made().sheets if one.key == "answers")
    parts = [one.content for one in sheet.cells.values() if str(one.content).startswith("长句")]
    assert "".join(map(str, parts)) == LONG
    assert all(len(str(one)) <= 32_000 for one in parts)
    assert any(str(one.content).startswith("接第") for one in sheet.cells.values())


def test_a_plan_without_answers_still_has_its_first_sheet() -> None:
    with session_of("quick", "en", case=None) as session:
        made = document(session).workbook
    assert made is not None
    assert [one.key for one in made().sheets] == ["contents"]
