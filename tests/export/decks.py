"""Decks of the worked case, and how to read slides back."""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.chart.data import BubbleChartData, CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml.ns import qn
from pptx.util import Pt

from kamguide.export.pptx import write
from kamguide.export.slides.fitting import wrapped
from kamguide.export.slides.pages import Page, TableBox, TextBox
from kamguide.plan.blocks import Chart, Plan
from kamguide.workspace.files import document
from tests.plan.plans import session_of

BOTTOM = 505
"""Where the line above the foot is, in points."""


@cache
def case_with_deck(flow: str, lang: str) -> Plan:
    """The plan of the case with its slides made, so that it outlives its store."""
    with session_of(flow, lang) as session:
        plan = document(session)
        assert plan.deck is not None
        deck = plan.deck()
    return plan.with_deck(lambda: deck)


def written(plan: Plan) -> BytesIO:
    out = BytesIO()
    write(plan, out)
    out.seek(0)
    return out


def opened(plan: Plan) -> Any:
    return Presentation(written(plan))


@cache
def case_opened(flow: str, lang: str) -> Any:
    return opened(case_with_deck(flow, lang))


def barely(content: list[Page]) -> BytesIO:
    """The same content, written with the bare library."""
    file = Presentation()
    for page in content:
        slide = file.slides.add_slide(file.slide_layouts[5])
        slide.shapes.title.text_frame.text = page.headline
        for text in (page.section, page.headline, "23 Nov 2026", "12"):
            slide.shapes.add_textbox(0, 0, Pt(300), Pt(20)).text_frame.text = text
        for box in page.boxes:
            frame = box.frame
            sides = [Pt(one) for one in (frame.left, frame.top, frame.width, frame.height)]
            if isinstance(box, TextBox):
                text = slide.shapes.add_textbox(*sides).text_frame
                for one in box.paragraphs:
                    run = text.add_paragraph().add_run()
                    run.text, run.font.size = one.whole, Pt(box.size)
            elif isinstance(box, TableBox):
                _bare_table(slide, box, sides)
            else:
                _bare_chart(slide, box.chart, sides)
        slide.notes_slide.notes_text_frame.text = "\n".join(page.notes)
    out = BytesIO()
    file.save(out)
    return out


def _bare_table(slide: Any, box: TableBox, sides: list[Any]) -> None:
    rows = [[one.head for one in box.table.columns]]
    rows += [[cell.text for cell in row] for row in box.table.rows]
    table = slide.shapes.add_table(len(rows), len(rows[0]), *sides).table
    for line, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            cell.text = text
            for run in cell.text_frame.paragraphs[0].runs:
                run.font.size = Pt(box.size)


def _bare_chart(slide: Any, chart: Chart, sides: list[Any]) -> None:
    if chart.kind == "matrix":
        bubbles = BubbleChartData()
        by_role = {(one.name, one.role): one.values for one in chart.series}
        for time in dict.fromkeys(one.name for one in chart.series):
            for at, point in enumerate(chart.points):
                x, y, size = (by_role[time, role][at] for role in ("x", "y", "size"))
                if x is not None and y is not None and size:
                    bubbles.add_series(point).add_data_point(float(x), float(y), float(size))
        slide.shapes.add_chart(XL_CHART_TYPE.BUBBLE, *sides, bubbles)
        return
    data = CategoryChartData()
    data.categories = chart.points
    for one in chart.series:
        data.add_series(one.name, [None if value is None else float(value) for value in one.values])
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_STACKED, *sides, data)


def titles(file: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in file.slides]


def sections(file: Any) -> list[str]:
    """The word above each headline, but for the cover."""
    found = [
        shape.text_frame.text
        for slide in list(file.slides)[1:]
        for shape in slide.placeholders
        if shape.placeholder_format.idx == 13
    ]
    return list(dict.fromkeys(found))


def section(file: Any, name: str) -> list[Any]:
    """The slides of a section."""
    return [
        slide
        for slide in file.slides
        if any(one.has_text_frame and one.text_frame.text == name for one in slide.placeholders)
    ]


def charts(slides: Any) -> list[Any]:
    return [one.chart for slide in slides for one in slide.shapes if one.has_chart]


def cells(slides: Any) -> list[list[str]]:
    """The rows of all tables on slides."""
    return [
        [cell.text_frame.text for cell in row.cells]
        for slide in slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
    ]


def notes(slide: Any) -> str:
    return slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""


def words(file: Any) -> str:
    """Every word of a file, slides and notes, without blanks."""
    found = []
    for slide in file.slides:
        elements = [slide._element]
        if slide.has_notes_slide:
            elements.append(slide.notes_slide._element)
        for element in elements:
            found += [one.text or "" for one in element.iter(qn("a:t"))]
    return "".join("".join(found).split())


def overfull(file: Any) -> Iterator[str]:
    """Text that needs more room than its frame has, or frames that leave their slide."""
    for number, slide in enumerate(file.slides, start=1):
        for shape in slide.shapes:
            where = f"slide {number}, {shape.name}"
            if shape.has_table:
                yield from _overfull_table(shape, where)
            elif shape.has_text_frame and not shape.name.startswith("Foot"):
                yield from _overfull_text(shape, where)
            elif shape.has_chart and (shape.top + shape.height) / Pt(1) > BOTTOM:
                yield f"{where}: below the foot"


def _overfull_text(shape: Any, where: str) -> Iterator[str]:
    needed = _height(shape._element.txBody, shape.width / Pt(1))
    if needed > shape.height / Pt(1) + 1:
        yield f"{where}: {needed:.0f} of {shape.height / Pt(1):.0f}: {shape.text_frame.text[:60]!r}"
    if (shape.top + shape.height) / Pt(1) > 540:
        yield f"{where}: below the slide"


def _overfull_table(shape: Any, where: str) -> Iterator[str]:
    widths = [column.width / Pt(1) for column in shape.table.columns]
    whole = sum(row.height for row in shape.table.rows) / Pt(1)
    if shape.top / Pt(1) + whole > BOTTOM:
        yield f"{where}: {whole:.0f} high from {shape.top / Pt(1):.0f}"
    if sum(widths) > 881:
        yield f"{where}: {sum(widths):.0f} wide"
    for at, row in enumerate(shape.table._tbl.tr_lst):
        for tc, width in zip(row.tc_lst, widths, strict=True):
            needed = _height(tc.find(qn("a:txBody")), width - 12) + 6
            if needed > row.h / Pt(1) + 1:
                yield f"{where}, row {at}: {needed:.0f} of {row.h / Pt(1):.0f}"


def _height(body: Any, width: float) -> float:
    """How high paragraphs are, each in its own size and with its own line height."""
    total = 0.0
    for paragraph in body.findall(qn("a:p")):
        runs = paragraph.findall(qn("a:r"))
        text = "".join(
            "\n" if one.tag == qn("a:br") else one.findtext(qn("a:t")) or ""
            for one in paragraph
            if one.tag in (qn("a:br"), qn("a:r"))
        )
        size = max((int(one.find(qn("a:rPr")).get("sz")) / 100 for one in runs), default=12.0)
        bold = any(one.find(qn("a:rPr")).get("b") == "1" for one in runs)
        shape = paragraph.find(qn("a:pPr"))
        indent = int(shape.get("marL", "0")) / 12_700
        spacing = int(shape.find(f"{qn('a:lnSpc')}/{qn('a:spcPts')}").get("val")) / 100
        after = int(shape.find(f"{qn('a:spcAft')}/{qn('a:spcPts')}").get("val")) / 100
        total += len(wrapped(text, width - indent, size, bold=bold)) * spacing + after
    return total
