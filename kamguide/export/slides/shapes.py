"""Text boxes and tables on slides, written as DrawingML. Text is only ever text."""

from copy import deepcopy
from functools import lru_cache
from typing import Any, Final, NamedTuple

from lxml import etree
from pptx.util import Pt

from kamguide.export.layout import heads
from kamguide.export.palette import BLUE, INK, LINE, SHADE
from kamguide.export.slides.fitting import LEADING
from kamguide.export.slides.grids import ABOVE, BESIDE, CAPTION, CAPTION_HEIGHT
from kamguide.export.slides.pages import Frame, TableBox, Text, TextBox
from kamguide.export.slides.prose import INDENT, SPACE
from kamguide.export.slides.template import EAST_ASIAN, EMU, LATIN
from kamguide.messages import say
from kamguide.model.text import Lang, clean
from kamguide.plan.blocks import Cell

_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TAGS: Final = {"zh": "zh-CN", "en": "en-US"}


def paragraph(body: Any, size: float, *, right: bool = False, bulleted: bool = False) -> Any:
    """A paragraph with lines of a height that does not depend on the face."""
    made = etree.SubElement(body, f"{_A}p")
    made.append(deepcopy(_paragraph_looks(size, right, bulleted)))
    return made


@lru_cache(maxsize=64)
def _paragraph_looks(size: float, right: bool, bulleted: bool) -> Any:
    shape = etree.Element(f"{_A}pPr")
    if right:
        shape.set("algn", "r")
    if bulleted:
        shape.set("marL", str(round(INDENT * EMU)))
        shape.set("indent", str(round(-INDENT * EMU)))
    spacing = etree.SubElement(shape, f"{_A}lnSpc")
    etree.SubElement(spacing, f"{_A}spcPts", val=str(round(size * LEADING * 100)))
    after = etree.SubElement(shape, f"{_A}spcAft")
    etree.SubElement(after, f"{_A}spcPts", val=str(round((SPACE if bulleted else 0) * 100)))
    if bulleted:
        etree.SubElement(etree.SubElement(shape, f"{_A}buClr"), f"{_A}srgbClr", val=BLUE)
        etree.SubElement(shape, f"{_A}buFont", typeface=LATIN)
        etree.SubElement(shape, f"{_A}buChar", char="•")
    else:
        etree.SubElement(shape, f"{_A}buNone")
    return shape


class Face(NamedTuple):
    """What letters look like."""

    size: float
    lang: Lang
    bold: bool = False
    colour: str = INK
    raised: bool = False


def run(holder: Any, text: str, face: Face) -> None:
    """Text with a face for Latin and one for Chinese; its line ends become breaks."""
    for at, line in enumerate(clean(text).split("\n")):
        if at:
            etree.SubElement(holder, f"{_A}br")
        if line:
            made = etree.SubElement(holder, f"{_A}r")
            made.append(deepcopy(_run_looks(face)))
            etree.SubElement(made, f"{_A}t").text = line


@lru_cache(maxsize=64)
def _run_looks(face: Face) -> Any:
    lang, size = _TAGS.get(face.lang, face.lang), str(round(face.size * 100))
    looks = etree.Element(f"{_A}rPr", lang=lang, sz=size, b=f"{face.bold:d}")
    if face.raised:
        looks.set("i", "1")
        looks.set("baseline", "30000")
    etree.SubElement(etree.SubElement(looks, f"{_A}solidFill"), f"{_A}srgbClr", val=face.colour)
    etree.SubElement(looks, f"{_A}latin", typeface=LATIN)
    etree.SubElement(looks, f"{_A}ea", typeface=EAST_ASIAN)
    return looks


def draw_text(shapes: Any, box: TextBox, lang: Lang) -> None:
    """Points below each other."""
    body = _frame(shapes, box.frame)
    for one in box.paragraphs:
        _point(body, one, box, lang)


def _point(body: Any, one: Text, box: TextBox, lang: Lang) -> None:
    made = paragraph(body, box.size, bulleted=box.bulleted)
    if one.lead:
        run(made, one.lead, Face(box.size, lang, bold=True, colour=BLUE))
    run(made, one.text, Face(box.size, lang))
    if one.mark:
        run(made, f" {one.mark}", Face(box.size, lang, colour=BLUE, raised=True))


def _frame(shapes: Any, frame: Frame) -> Any:
    """An empty text box without margins; its text body is given back."""
    made = shapes.add_textbox(
        *(Pt(one) for one in (frame.left, frame.top, frame.width, frame.height))
    )
    body = made._element.txBody
    shape = body.find(f"{_A}bodyPr")
    for side in ("lIns", "tIns", "rIns", "bIns"):
        shape.set(side, "0")
    shape.set("wrap", "square")
    for empty in body.findall(f"{_A}p"):
        body.remove(empty)
    return body


# Tables


def draw_table(shapes: Any, box: TableBox, lang: Lang) -> None:
    """A caption, a head, rows with a line under each; the sums in bold."""
    frame, table = box.frame, box.table
    above = CAPTION_HEIGHT if table.title else 0.0
    if table.title:
        caption = _frame(shapes, Frame(frame.left, frame.top, frame.width, CAPTION_HEIGHT))
        mark = say(f"plan.mark.{table.mark}", lang) if table.mark else ""
        made = paragraph(caption, CAPTION)
        run(made, table.title, Face(CAPTION, lang, bold=True, colour=BLUE))
        if mark:
            run(made, f" {mark}", Face(CAPTION, lang, colour=BLUE, raised=True))
    sides = (frame.left, frame.top + above, sum(box.widths), sum(box.heights))
    made = shapes.add_table(1, len(table.columns), *(Pt(one) for one in sides))
    made._element.nvGraphicFramePr.cNvPr.set("descr", clean(table.title)[:250])
    _fill(made._element.graphic.graphicData.tbl, box, lang)


def _fill(grid: Any, box: TableBox, lang: Lang) -> None:
    shape = grid.find(f"{_A}tblPr")
    for found in list(shape):
        shape.remove(found)
    shape.attrib.pop("bandRow", None)
    shape.set("firstRow", "1")
    for column, width in zip(grid.tblGrid.gridCol_lst, box.widths, strict=True):
        column.set("w", str(round(width * EMU)))
    for row in grid.tr_lst:
        grid.remove(row)
    table, numeric = box.table, [one.numeric for one in box.table.columns]
    head = _row(grid, box.heights[0])
    for text, right in zip(heads(table), numeric, strict=True):
        _cell(head, Cell(text), Face(box.size, lang, bold=True), right=right, shade=SHADE)
    first_total = len(table.rows) - table.totals
    for at, (cells, high) in enumerate(zip(table.rows, box.heights[1:], strict=True)):
        row, face = _row(grid, high), Face(box.size, lang, bold=at >= first_total)
        for cell, right in zip(cells, numeric, strict=True):
            _cell(row, cell, face, right=right)


def _row(grid: Any, high: float) -> Any:
    return etree.SubElement(grid, f"{_A}tr", h=str(round(high * EMU)))


def _cell(row: Any, cell: Cell, face: Face, *, right: bool, shade: str = "") -> None:
    made = etree.SubElement(row, f"{_A}tc")
    body = etree.SubElement(made, f"{_A}txBody")
    etree.SubElement(body, f"{_A}bodyPr")
    etree.SubElement(body, f"{_A}lstStyle")
    written = paragraph(body, face.size, right=right)
    run(written, cell.text, face)
    if not cell.text:
        # An empty paragraph is as high as its end, which would be of the size of a body.
        etree.SubElement(written, f"{_A}endParaRPr", sz=str(round(face.size * 100)))
    elif cell.mark:
        mark = f" {say(f'plan.mark.{cell.mark}', face.lang)}"
        run(written, mark, Face(face.size, face.lang, colour=BLUE, raised=True))
    made.append(deepcopy(_cell_looks(shade)))


@lru_cache(maxsize=4)
def _cell_looks(shade: str) -> Any:
    """The margins, the line below, and the ground of a cell."""
    beside, above = str(round(BESIDE / 2 * EMU)), str(round(ABOVE / 2 * EMU))
    shape = etree.Element(f"{_A}tcPr", marL=beside, marR=beside, marT=above, marB=above)
    for side in ("lnL", "lnR", "lnT"):
        etree.SubElement(etree.SubElement(shape, f"{_A}{side}", w="0"), f"{_A}noFill")
    under = etree.SubElement(shape, f"{_A}lnB", w="9525")
    fill = etree.SubElement(under, f"{_A}solidFill")
    etree.SubElement(fill, f"{_A}srgbClr", val=BLUE if shade else LINE)
    if shade:
        fill = etree.SubElement(shape, f"{_A}solidFill")
        etree.SubElement(fill, f"{_A}srgbClr", val=shade)
    else:
        etree.SubElement(shape, f"{_A}noFill")
    return shape
