"""The content of our files, written by the bare libraries as their guides show it.

Nothing is worked out while the clock runs: what is written is laid ready before.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import typst
from docx import Document
from docx.shared import Cm
from pptx import Presentation
from pptx.chart.data import BubbleChartData, CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Pt
from xlsxwriter import Workbook as File

from kamguide.export import pptx as pptx_writer
from kamguide.export import xlsx, xlsx_charts
from kamguide.export.docx import POINTS
from kamguide.export.pages import as_data
from kamguide.plan.blocks import (
    Block,
    Bullets,
    Chart,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Plan,
    Table,
)

Write = Callable[[], None]
FONTS = Path(xlsx.__file__).parent / "fonts"


# Word


def docx(plan: Plan) -> Write:
    """Headings, paragraphs, and tables built row by row and cell by cell; the same pictures."""
    pages = "\n".join(f"#page({_image(one)})" for one in _pictures(as_data(plan)))
    source = f"#set page(width: auto, height: auto, margin: 0pt)\n{pages}".encode()

    def write() -> None:
        document = Document()
        document.add_heading(plan.cover.title, 0)
        for name, value in plan.cover.facts:
            document.add_paragraph(f"{name}: {value}")
        for block in plan.blocks:
            _word_block(document, block)
        for png in _in_points(source) if pages else ():
            document.add_picture(BytesIO(png), width=Cm(17))
        document.save(BytesIO())

    return write


def _word_block(document: Any, block: Block) -> None:
    match block:
        case Heading(text, level):
            document.add_heading(text, level)
        case Paragraph() | Note():
            document.add_paragraph(_said(block))
        case Bullets(items):
            for one in items:
                document.add_paragraph(_said(one), style="List Bullet")
        case Table():
            _word_table(document, block)
        case Chart():
            _word_table(document, block.table)
        case PageBreak():
            document.add_page_break()


def _said(one: object) -> str:
    """The words of a paragraph, a point or a note."""
    return one if isinstance(one, str) else f"{getattr(one, 'lead', '')} {getattr(one, 'text', '')}"


def _word_table(document: Any, table: Table) -> None:
    made = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    for at, column in enumerate(table.columns):
        made.rows[0].cells[at].text = column.head
    for row in table.rows:
        cells = made.add_row().cells
        for at, cell in enumerate(row):
            cells[at].text = cell.text


# PDF


def typ(plan: Plan, folder: Path) -> Write:
    """The same words as a Typst document of its own, in the same type."""
    lines = [
        f'#set text(font: "Kamguide Sans SC", size: 10pt, lang: "{plan.lang}")',
        '#set page(paper: "a4", numbering: "1")',
        f"= #{_quoted(plan.cover.title)}",
        *(_typ_block(block) for block in plan.blocks),
        *(f"#{_image(one)}" for one in _pictures(as_data(plan))),
    ]
    source = folder / "bare.typ"
    source.write_text("\n\n".join(lines), "utf-8")

    def write() -> None:
        fonts = typst.Fonts(False, True, [FONTS])
        typst.compile(source, root=folder, font_paths=fonts, format="pdf")

    return write


def _pictures(content: Any) -> Iterator[str]:
    """What is drawn on our pages: to draw it is ours, to set it is the library's."""
    if isinstance(content, str) and content.startswith("<svg"):
        yield content
    elif isinstance(content, Mapping):
        yield from (found for one in content.values() for found in _pictures(one))
    elif isinstance(content, Sequence) and not isinstance(content, str):
        yield from (found for one in content for found in _pictures(one))


def _image(svg: str) -> str:
    return f'image(bytes({_quoted(svg)}), format: "svg", width: 17cm)'


def _in_points(source: bytes) -> list[bytes]:
    """Pictures of charts in points, which is what Word takes."""
    fonts = typst.Fonts(False, True, [FONTS])
    made = typst.compile(source, font_paths=fonts, format="png", ppi=POINTS)
    return made if isinstance(made, list) else [made]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _typ_block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{'=' * level} #{_quoted(text)}"
        case Paragraph(text, lead):
            return f"#strong({_quoted(lead)}) #{_quoted(text)}"
        case Bullets(items):
            return "\n".join(f"- #{_quoted(_said(one))}" for one in items)
        case Table():
            return _typ_table(block)
        case Chart():
            return _typ_table(block.table)
        case Note(text):
            return f"#emph({_quoted(text)})"
    return "#pagebreak(weak: true)"


def _typ_table(table: Table) -> str:
    heads = ", ".join(_quoted(one.head) for one in table.columns)
    cells = ", ".join(_quoted(cell.text) for row in table.rows for cell in row)
    return f"#table(columns: {len(table.columns)}, table.header({heads}), {cells})"


# Excel


@dataclass(frozen=True)
class _Ref:
    """What an earlier call gave back."""

    number: int


@dataclass
class _Recorded:
    """A file, sheet, chart or format of the library; what is called on it is written down."""

    _real: Any
    _number: int
    _log: list[tuple[int, str, tuple[Any, ...], dict[str, Any]]] = field(repr=False)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._real, name)
        if not callable(found):
            return found

        def call(*args: Any, **named: Any) -> Any:
            kept = [_Ref(one._number) if isinstance(one, _Recorded) else one for one in args]
            self._log.append((self._number, name, tuple(deepcopy(kept)), deepcopy(named)))
            number = len(self._log)
            back = found(*[getattr(one, "_real", one) for one in args], **named)
            return _Recorded(back, number, self._log) if hasattr(back, "__dict__") else back

        return call


def xlsxwriter(plan: Plan) -> Write:
    """Every call that ours makes, once more: the same cells, formulas, looks and charts."""
    log: list[tuple[int, str, tuple[Any, ...], dict[str, Any]]] = []
    with (
        patch.object(xlsx, "File", lambda *given: _Recorded(File(*given), 0, log)),
        patch.object(xlsx, "_Sheet", None),
        patch.object(xlsx_charts, "_bubbles", _scattered),
    ):
        xlsx.write(plan, BytesIO())

    def write() -> None:
        made: list[Any] = [File(BytesIO(), {"in_memory": True, "strings_to_urls": False})]
        for target, name, args, named in log:
            given = [made[one.number] if isinstance(one, _Ref) else one for one in args]
            made.append(getattr(made[target], name)(*given, **named))

    return write


def _scattered(file: Any) -> Any:
    """Circles as the library has them: all of one size."""
    made = file.add_chart({"type": "scatter"})
    made.__dict__["add_bubble"] = lambda series, _: made.add_series(series)
    return made


# Slides

_Run = tuple[str, float | None, bool | None, RGBColor | None]


def pptx(plan: Plan) -> Write:
    """What stands on our slides: boxes, tables, charts and notes, with their sizes and colours."""
    ours = BytesIO()
    pptx_writer.write(plan, ours)
    read = list(Presentation(ours).slides)
    slides = [list(_shapes(one)) for one in read]
    notes = [one.notes_slide.notes_text_frame.text if one.has_notes_slide else "" for one in read]

    def write() -> None:
        deck = Presentation()
        blank = deck.slide_layouts[6]
        for shapes, note in zip(slides, notes, strict=True):
            slide = deck.slides.add_slide(blank)
            for draw in shapes:
                draw(slide.shapes)
            if note:
                slide.notes_slide.notes_text_frame.text = note
        deck.save(BytesIO())

    return write


def _shapes(slide: Any) -> Iterator[Callable[[Any], None]]:
    for one in slide.shapes:
        frame = (one.left, one.top, one.width, one.height)
        if one.has_chart:
            yield _chart(frame, one.chart)
        elif one.has_table:
            rows = [[_lines(cell.text_frame) for cell in row.cells] for row in one.table.rows]
            widths = [column.width for column in one.table.columns]
            heights = [row.height for row in one.table.rows]
            yield _table(frame, rows, widths, heights)
        elif one.has_text_frame:
            yield _box(frame, _lines(one.text_frame))


def _lines(frame: Any) -> list[list[_Run]]:
    return [
        [(run.text, run.font.size, run.font.bold, _colour(run.font)) for run in one.runs]
        for one in frame.paragraphs
    ]


def _colour(font: Any) -> RGBColor | None:
    return font.color.rgb if font.fill.type == 1 else None


def _say(frame: Any, lines: Sequence[Sequence[_Run]]) -> None:
    for at, line in enumerate(lines):
        paragraph = frame.add_paragraph() if at else frame.paragraphs[0]
        for text, size, bold, colour in line:
            run = paragraph.add_run()
            run.text = text
            run.font.size, run.font.bold = size, bold
            if colour is not None:
                run.font.color.rgb = colour


def _box(frame: Sequence[int], lines: Sequence[Sequence[_Run]]) -> Callable[[Any], None]:
    def draw(shapes: Any) -> None:
        made = shapes.add_textbox(*frame)
        made.text_frame.word_wrap = True
        _say(made.text_frame, lines)

    return draw


def _table(
    frame: Sequence[int],
    rows: Sequence[Sequence[Sequence[Sequence[_Run]]]],
    widths: Sequence[int],
    heights: Sequence[int],
) -> Callable[[Any], None]:
    def draw(shapes: Any) -> None:
        made = shapes.add_table(len(rows), len(widths), *frame).table
        for column, wide in zip(made.columns, widths, strict=True):
            column.width = wide
        for row, high, cells in zip(made.rows, heights, rows, strict=True):
            row.height = high
            for cell, lines in zip(row.cells, cells, strict=True):
                _say(cell.text_frame, lines)

    return draw


def _chart(frame: Sequence[int], chart: Any) -> Callable[[Any], None]:
    kind = chart.chart_type
    series = [(one.name, list(one.values)) for one in chart.plots[0].series]
    points = [str(one) for one in chart.plots[0].categories]

    def draw(shapes: Any) -> None:
        made = shapes.add_chart(kind, *frame, _data(kind, points, series)).chart
        made.has_legend = len(series) > 1
        made.font.size = Pt(10)

    return draw


def _data(kind: Any, points: Sequence[str], series: Sequence[tuple[str, list[Any]]]) -> Any:
    if kind in (XL_CHART_TYPE.BUBBLE, XL_CHART_TYPE.XY_SCATTER):
        data = BubbleChartData() if kind == XL_CHART_TYPE.BUBBLE else XyChartData()
        for name, values in series:
            added = data.add_series(name)
            for at, value in enumerate(values):
                place = (at, value, 1) if kind == XL_CHART_TYPE.BUBBLE else (at, value)
                added.add_data_point(*place)
        return data
    data = CategoryChartData()
    data.categories = points
    for name, values in series:
        data.add_series(name, values)
    return data
