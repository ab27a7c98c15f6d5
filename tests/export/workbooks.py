"""Workbooks of the worked case, and how they are read back, recalculated and compared."""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from kamguide.export.xlsx import write_workbook
from kamguide.export.xlsx_names import sheet_names
from kamguide.plan.workbook import Formula, Workbook
from tests.plan.plans import plan_of

OFFICE = shutil.which("soffice")
Place = tuple[str, int, int]


@cache
def workbook_of(flow: str, lang: str) -> Workbook:
    plan = plan_of(flow, lang)
    assert plan.workbook is not None
    return plan.workbook()


def file_of(workbook: Workbook) -> bytes:
    out = BytesIO()
    write_workbook(workbook, out)
    return out.getvalue()


def formulas(workbook: Workbook) -> dict[Place, Formula]:
    return {
        (sheet.key, row, column): cell.content
        for sheet in workbook.sheets
        for (row, column), cell in sheet.cells.items()
        if isinstance(cell.content, Formula)
    }


def without_values(content: bytes) -> bytes:
    """The same file without what its formulas come to, so that whoever opens it works that out."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", part)
            new.writestr(name, part)
    return out.getvalue()


def recalculated(content: bytes, folder: Path) -> CalamineWorkbook:
    """A file as LibreOffice works it out, from nothing but its inputs and formulas."""
    source, target = folder / "plan.xlsx", folder / "out"
    source.write_bytes(without_values(content))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    order = [str(OFFICE), profile, "--headless", "--convert-to", "xlsx", "--outdir", str(target)]
    subprocess.run([*order, str(source)], check=True, capture_output=True, timeout=240)
    return CalamineWorkbook.from_path(target / "plan.xlsx")


def differing(workbook: Workbook, found: CalamineWorkbook) -> Mapping[Place, tuple[Any, Any]]:
    """The formulas that came to something else: what kamguide has, and what was found."""
    names = sheet_names(workbook.sheets)
    values = {
        key: found.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for key, name in names.items()
    }
    return {
        place: (formula.value, got)
        for place, formula in formulas(workbook).items()
        if not _same(formula.value, got := _at(values[place[0]], *place[1:]))
    }


def _at(rows: list[list[Any]], row: int, column: int) -> Any:
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else ""


def _same(wanted: Decimal | str, got: Any) -> bool:
    if isinstance(wanted, Decimal):
        close = max(1.0, abs(float(wanted))) * 1e-9
        return isinstance(got, int | float) and abs(float(wanted) - got) <= close
    return wanted.strip() == str(got).strip()


def texts(workbook: Workbook) -> Iterator[str]:
    for sheet in workbook.sheets:
        for cell in sheet.cells.values():
            if isinstance(cell.content, str):
                yield cell.content
