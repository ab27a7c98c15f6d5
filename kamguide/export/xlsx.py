"""Plans as Excel workbooks: typed cells, live formulas with their values, native charts.

Whatever a person typed is written as a string; formulas come from the plan's workbook alone.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any, BinaryIO, Final

from xlsxwriter import Workbook as File
from xlsxwriter.worksheet import Worksheet

from kamguide.export.formulas import RISKY
from kamguide.export.palette import BLUE, CORRECT, GREY, INK, LINE, OPEN, PALETTE, SHADE, WEAK
from kamguide.export.xlsx_charts import ASIDE, BUBBLES, WIDTH, draw
from kamguide.export.xlsx_names import addressed, sheet_names
from kamguide.model.text import clean
from kamguide.plan.blocks import Plan
from kamguide.plan.sheets.flat import flat
from kamguide.plan.workbook import (
    Form,
    Formula,
    Link,
    Look,
    Sheet,
    SheetCell,
    Workbook,
)

_FONTS: Final = {"zh": "Microsoft YaHei", "en": "Arial"}
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
_INK, _QUIET, _RULE, _BLUE = (f"#{one}" for one in (INK, GREY, LINE, BLUE))
_LOOKS: Final[dict[Look, dict[str, object]]] = {
    "plain": {},
    "title": {"bold": True, "font_size": 15},
    "small": {"font_color": _QUIET, "font_size": 9, "text_wrap": False},
    "head": {"bold": True, "bg_color": f"#{SHADE}", "valign": "vcenter", "bottom": 1},
    "label": {"bold": True},
    "section": {"bold": True, "font_size": 11, "font_color": _BLUE},
    "input": {"font_color": _BLUE},
    "sum": {"bold": True, "top": 1, "bg_color": f"#{SHADE}"},
    "key": {"bold": True, "font_size": 13},
    "weak": {"bg_color": f"#{WEAK}"},
    "open": {"bg_color": f"#{OPEN}"},
    "correct": {"bg_color": f"#{CORRECT}"},
    "over": {},
    "link": {"font_color": _BLUE, "underline": 1},
}
_FRAMED: Final = {"plain", "input", "head", "sum", "weak", "open", "correct"}
_LINE, _TITLE = 13, 24
"""Points of a line of text, and of a title."""
_ONE_PAGE: Final = 72
"""Lines that are still well printed on one page."""
_RUNNING_OVER: Final = ("title", "section", "small", "over")
_LONGEST_LINE: Final = 150
CHART_ROWS: Final = 20
"""Rows that a chart covers."""
_TABS: Final = {"contents": _INK, "answers": f"#{PALETTE[0]}", "worked": f"#{PALETTE[1]}"}


def write(plan: Plan, out: BinaryIO) -> None:
    """Write the workbook of a plan; of a document that has none, its text and tables."""
    write_workbook(plan.workbook() if plan.workbook is not None else flat(plan), out)


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


class _Sheet(Worksheet):  # type: ignore[misc]  # the library is not typed
    """A sheet whose formulas name no function newer than the format.

    The library looks for thirty of them in every formula, which takes a fifth of all the time.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        del expand_future_functions
        return formula.removeprefix("=")


class _Writing:
    """One workbook on its way into a file."""

    def __init__(self, workbook: Workbook, file: Any) -> None:
        self._workbook, self._file = workbook, file
        self._names = sheet_names(workbook.sheets)
        self._formats: dict[tuple[str, str, bool], Any] = {}
        self._font = _FONTS.get(workbook.lang, _FONTS["en"])

    def run(self) -> None:
        sheets = [
            (one, self._file.add_worksheet(self._names[one.key], _Sheet))
            for one in self._workbook.sheets
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
                style = self._format(form, cell.look, text.startswith(RISKY))
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
            "text_wrap": form == "text" or look == "head",
        }
        if form != "text":
            style |= {"num_format": _NUMBERS[form], "align": "right"}
        elif look in _FRAMED:
            style |= {"align": "left", "indent": 1}
        if look in _FRAMED:
            style |= {"bottom": 4, "bottom_color": _RULE}
        if quoted:
            style["quote_prefix"] = True
        if look in ("title", "section", "key", "over"):
            style["text_wrap"] = False
        return style | _LOOKS[look]

    def _set_up(self, sheet: Sheet, target: Any) -> None:
        """Widths, what stays in view, and how the sheet comes out of a printer."""
        for column, wide in enumerate(sheet.widths):
            target.set_column(column, column, wide)
        for row, lines in sheet.lines.items():
            target.set_row(row, lines * _LINE + 3)
        if sheet.cells.get((0, 0)) is not None:
            target.set_row(0, _TITLE)
        target.hide_gridlines(2)
        target.set_tab_color(_TABS[sheet.kind])
        if any(sheet.frozen):
            target.freeze_panes(*sheet.frozen)
        if sheet.filtered is not None:
            first, last = sheet.filtered.first, sheet.filtered.last
            target.autofilter(first.row, first.column, last.row, last.column)
        self._set_up_print(sheet, target)

    def _set_up_print(self, sheet: Sheet, target: Any) -> None:
        row, column = _reach(sheet)
        target.set_landscape()
        target.set_paper(9)
        target.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        tall = sum(sheet.lines.get(one, 1) for one in range(row + 1))
        target.fit_to_pages(1, 1 if sheet.kind == "worked" and tall <= _ONE_PAGE else 0)
        target.print_area(0, 0, row, column)
        if sheet.heads is not None:
            target.repeat_rows(*sheet.heads)
        target.set_footer("&L&8&A&R&8&P / &N")


def _reach(sheet: Sheet) -> tuple[int, int]:
    """The last row and column that anything stands in, texts that run over and charts too."""
    row = max((one for one, _ in sheet.cells), default=0)
    column = max((one for _, one in sheet.cells), default=0)
    for chart in sheet.charts:
        row = max(row, chart.at[0] + CHART_ROWS)
        wide = ASIDE + BUBBLES if chart.aside else WIDTH
        column = max(column, _column_at(sheet.widths, 0, wide))
    for (_, first), cell in sheet.cells.items():
        if cell.look in _RUNNING_OVER and isinstance(cell.content, str):
            wide = min(len(cell.content.encode("gb18030")), _LONGEST_LINE) * 6
            column = max(column, _column_at(sheet.widths, first, wide))
    return row, column


def _column_at(widths: Sequence[int], first: int, wide: int) -> int:
    """The column in which something ends that begins in `first` and is so many pixels wide."""
    column = first
    while (wide := wide - 7 * (widths[column] if column < len(widths) else 9) - 5) > 0:
        column += 1
    return column
