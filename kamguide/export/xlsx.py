"""Plans as Excel workbooks: typed cells, live formulas with their values, native charts.

Whatever a person typed is written as a string; formulas come from the plan's workbook alone.
"""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any, BinaryIO, Final

from xlsxwriter import Workbook as File

from kamguide.errors import ExportError
from kamguide.export.xlsx_charts import draw
from kamguide.export.xlsx_names import addressed, sheet_names
from kamguide.model.text import clean
from kamguide.plan.blocks import Plan
from kamguide.plan.workbook import Form, Formula, Link, Look, Sheet, SheetCell, Workbook

_FONTS: Final = {"zh": "Microsoft YaHei", "en": "Calibri"}
_NUMBERS: Final[dict[Form, str]] = {
    "whole": "#,##0;-#,##0",
    "money": "#,##0.0;-#,##0.0",
    "percent": "#,##0.0;-#,##0.0",
    "score": "0.00",
    "ratio": "0.000",
    "index": "#,##0.00",
    "year": "0",
    "day": "yyyy-mm-dd",
}
_INK, _QUIET, _RULE, _BLUE = "#1F2933", "#5F6C7B", "#C9D1D9", "#0B5394"
_LOOKS: Final[dict[Look, dict[str, object]]] = {
    "plain": {},
    "title": {"bold": True, "font_size": 15},
    "small": {"font_color": _QUIET, "font_size": 9, "text_wrap": False},
    "head": {"bold": True, "bg_color": "#DCE6EF", "valign": "vcenter", "bottom": 1},
    "label": {"bold": True},
    "input": {"font_color": _BLUE},
    "sum": {"bold": True, "top": 1, "bg_color": "#F1F4F7"},
    "key": {"bold": True, "font_size": 13},
    "weak": {"bg_color": "#FFF1CC"},
    "open": {"bg_color": "#FCE4D6"},
    "correct": {"bg_color": "#F8CBCB"},
    "link": {"font_color": _BLUE, "underline": 1},
}
_FRAMED: Final = {"plain", "input", "head", "sum", "weak", "open", "correct"}
CHART_ROWS: Final = 20
"""Rows that a chart covers."""
_TABS: Final = {"contents": "#1F2933", "answers": "#7FA6C9", "worked": "#E0A458"}
_RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a text may begin with that a spreadsheet would take for a formula once it is edited."""


def write(plan: Plan, out: BinaryIO) -> None:
    """Write the workbook of a plan.

    Raises:
        ExportError: The plan has no sheets.
    """
    if plan.workbook is None:
        raise ExportError("export.no_sheets")
    write_workbook(plan.workbook(), out)


def write_workbook(workbook: Workbook, out: BinaryIO) -> None:
    """Write a workbook."""
    kept = BytesIO()
    file = File(kept, {"in_memory": True, "strings_to_urls": False})
    made = datetime.combine(workbook.on or date(2000, 1, 1), time(), UTC).replace(tzinfo=None)
    file.set_properties({"title": clean(workbook.title)[:255], "author": "", "created": made})
    file.set_calc_mode("auto")
    _Writing(workbook, file).run()
    file.close()
    out.write(kept.getbuffer())


class _Writing:
    """One workbook on its way into a file."""

    def __init__(self, workbook: Workbook, file: Any) -> None:
        self._workbook, self._file = workbook, file
        self._names = sheet_names(workbook.sheets)
        self._formats: dict[tuple[str, str, bool], Any] = {}
        self._font = _FONTS.get(workbook.lang, _FONTS["en"])

    def run(self) -> None:
        sheets = [
            (one, self._file.add_worksheet(self._names[one.key])) for one in self._workbook.sheets
        ]
        for sheet, target in sheets:
            self._fill(sheet, target)
            self._set_up(sheet, target)
            for chart in sheet.charts:
                draw(self._file, target, chart, self._names)

    def _fill(self, sheet: Sheet, target: Any) -> None:
        for (row, column), cell in sheet.cells.items():
            self._put(target, row, column, cell)

    def _put(self, target: Any, row: int, column: int, cell: SheetCell) -> None:
        content, form = cell.content, cell.form
        match content:
            case str():
                text = clean(content)
                style = self._format(form, cell.look, text.startswith(_RISKY))
                target.write_string(row, column, text, style)
            case Formula():
                self._put_formula(target, row, column, cell)
            case Link():
                self._put_link(target, row, column, content)
            case date():
                target.write_datetime(row, column, content, self._format(form, cell.look))
            case _:
                target.write_number(row, column, content, self._format(form, cell.look))

    def _put_formula(self, target: Any, row: int, column: int, cell: SheetCell) -> None:
        formula = cell.content
        if not isinstance(formula, Formula):
            return
        own = target.get_name()
        text = "".join(
            one if isinstance(one, str) else addressed(one, self._names, own)
            for one in formula.parts
        )
        value = float(formula.value) if isinstance(formula.value, Decimal) else formula.value
        target.write_formula(row, column, f"={text}", self._format(cell.form, cell.look), value)

    def _put_link(self, target: Any, row: int, column: int, link: Link) -> None:
        name = self._names[link.sheet].replace("'", "''")
        style = self._format("text", "link")
        target.write_url(row, column, f"internal:'{name}'!A1", style, clean(link.text))

    def _format(self, form: Form, look: Look, quoted: bool = False) -> Any:
        key = (form, look, quoted)
        if key not in self._formats:
            self._formats[key] = self._file.add_format(self._style(form, look, quoted))
        return self._formats[key]

    def _style(self, form: Form, look: Look, quoted: bool) -> dict[str, object]:
        style: dict[str, object] = {
            "font_name": self._font,
            "font_size": 10,
            "font_color": _INK,
            "valign": "top",
            "text_wrap": form == "text",
        }
        if form != "text":
            style |= {"num_format": _NUMBERS[form], "align": "right"}
        if look in _FRAMED:
            style |= {"bottom": 4, "bottom_color": _RULE}
        if quoted:
            style["quote_prefix"] = True
        if look in ("title", "key"):
            style["text_wrap"] = False
        return style | _LOOKS[look]

    def _set_up(self, sheet: Sheet, target: Any) -> None:
        """Widths, what stays in view, and how the sheet comes out of a printer."""
        for column, wide in enumerate(sheet.widths):
            target.set_column(column, column, wide)
        target.hide_gridlines(2)
        target.set_tab_color(_TABS[sheet.kind])
        if any(sheet.frozen):
            target.freeze_panes(*sheet.frozen)
        if sheet.filtered is not None:
            first, last = sheet.filtered.first, sheet.filtered.last
            target.autofilter(first.row, first.column, last.row, last.column)
        self._set_up_print(sheet, target)

    def _set_up_print(self, sheet: Sheet, target: Any) -> None:
        rows = [row for row, _ in sheet.cells]
        rows += [chart.at[0] + CHART_ROWS for chart in sheet.charts]
        columns = [column for _, column in sheet.cells]
        target.set_landscape()
        target.set_paper(9)
        target.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        target.fit_to_pages(1, 0)
        target.print_area(0, 0, max(rows, default=0), max(columns, default=0))
        if sheet.heads is not None:
            target.repeat_rows(*sheet.heads)
        target.set_footer("&L&8&A&R&8&P / &N")

