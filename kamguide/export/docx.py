"""A plan as a Word document that can be presented and edited.

Real heading styles, a contents field, heads that repeat, numbers to the right, and a face for
Chinese wherever Latin has one.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO, Final, assert_never

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from kamguide.messages import say
from kamguide.plan.blocks import (
    Block,
    Bullets,
    Cell,
    Chart,
    Cover,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Plan,
    Table,
)

LATIN: Final = "Calibri"
EAST_ASIAN: Final = {"zh": "Microsoft YaHei"}
INK: Final = RGBColor(0x1B, 0x1B, 0x1B)
BLUE: Final = RGBColor(0x0B, 0x4F, 0x8A)
SHADE: Final = "E4E8EE"
LINE: Final = "B8C1CC"
WIDE: Final = 10
"""Columns from which a table gets a landscape page."""
CLOSE: Final = 7
"""Columns from which a table is set smaller."""
_STYLES: Final = ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Caption")


def write(plan: Plan, out: BinaryIO) -> None:
    """Write `plan` as a Word document."""
    writer = _Writer(plan)
    writer.cover(plan.cover)
    for block in plan.blocks:
        writer.add(block)
    writer.finish()
    writer.document.save(out)


class _Writer:
    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._lang = plan.lang
        self.document: Any = Document()
        self._landscape = False
        self._headings: list[Heading] = []
        _set_styles(self.document, plan.lang)
        properties = self.document.core_properties
        properties.title = plan.cover.title
        properties.author = ""
        properties.language = {"zh": "zh-CN"}.get(plan.lang, plan.lang)
        _set_page(self.document.sections[0])
        _number_pages(self.document.sections[0])

    def cover(self, cover: Cover) -> None:
        """The first page, and the contents behind it."""
        title = self.document.add_paragraph(cover.title, style="Title")
        title.paragraph_format.space_before = Cm(5)
        self.document.add_paragraph(cover.subtitle, style="Subtitle")
        table = self.document.add_table(rows=0, cols=2)
        table.autofit = False
        for name, value in cover.facts:
            cells = table.add_row().cells
            _fill(cells[0], Cell(name), bold=True, size=Pt(11))
            _fill(cells[1], Cell(value), size=Pt(11))
        for at, width in enumerate((Cm(4.5), Cm(12))):
            table.columns[at].width = width
            for row in table.rows:
                row.cells[at].width = width
        if cover.note:
            self.document.add_paragraph(cover.note).runs[0].italic = True
        self.document.add_page_break()
        self.document.add_paragraph(say("plan.contents", self._lang), style="Heading 1")
        self._contents()

    def _contents(self) -> None:
        """A contents field, filled with the headings until Word works out their pages."""
        titles = [one for one in self._plan.blocks if isinstance(one, Heading) and one.level == 1]
        lines = [self.document.add_paragraph() for _ in titles] or [self.document.add_paragraph()]
        _begin_field(lines[0], r'TOC \o "1-1" \h \z \u')
        for line, heading in zip(lines, titles, strict=False):
            line.paragraph_format.space_after = Pt(4)
            line.add_run(heading.text).font.size = Pt(10)
        _end_field(lines[-1])

    def add(self, block: Block) -> None:  # noqa: C901 - one case for each of a closed set
        """Add one block."""
        if isinstance(block, Heading):
            self._headings.append(block)
            return
        table = block.table if isinstance(block, Chart) else block
        self._turn(landscape=isinstance(table, Table) and len(table.columns) >= WIDE)
        self._write_headings()
        match block:
            case Paragraph():
                self._paragraph(block)
            case Bullets(items=items):
                for item in items:
                    self.document.add_paragraph(item, style="List Bullet")
            case Table():
                self._table(block)
            case Chart(table=table):
                self._table(table)
            case Note(text=text):
                run = self.document.add_paragraph().add_run(text)
                run.italic, run.font.size = True, Pt(9)
            case PageBreak():
                self.document.add_page_break()
            case _:
                assert_never(block)

    def _write_headings(self) -> None:
        """Headings wait for what they head, so that they stand on its page."""
        for heading in self._headings:
            self.document.add_paragraph(heading.text, style=f"Heading {heading.level}")
        self._headings.clear()

    def finish(self) -> None:
        """Ask Word to bring the contents up to date when it opens the file."""
        self._write_headings()
        update = OxmlElement("w:updateFields")
        update.set(qn("w:val"), "true")
        self.document.settings.element.append(update)

    def _paragraph(self, block: Paragraph) -> None:
        if block.lead:
            lead = self.document.add_paragraph()
            lead.paragraph_format.keep_with_next = True
            lead.paragraph_format.space_after = Pt(0)
            run = lead.add_run(block.lead)
            run.bold, run.font.color.rgb = True, BLUE
        paragraph = self.document.add_paragraph()
        for at, line in enumerate(block.text.split("\n")):
            if at:
                paragraph.add_run().add_break()
            paragraph.add_run(line)
        self._add_mark(paragraph, block.mark)

    def _add_mark(self, paragraph: Any, mark: str) -> None:
        if mark:
            run = paragraph.add_run(f" [{say(f'plan.mark.{mark}', self._lang)}]")
            run.italic, run.font.size = True, Pt(8)

    def _turn(self, *, landscape: bool) -> None:
        """Go on upright, or across for a wide table."""
        if landscape == self._landscape:
            return
        self._landscape = landscape
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        _set_page(section, landscape=landscape)

    def _table(self, table: Table) -> None:
        size = Pt(8) if len(table.columns) >= CLOSE else Pt(9)
        if table.title:
            caption = self.document.add_paragraph(table.title, style="Caption")
            caption.paragraph_format.keep_with_next = True
        made = self.document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
        made.alignment = WD_TABLE_ALIGNMENT.CENTER
        made.autofit = False
        _draw_lines(made)
        for cell, column in zip(made.rows[0].cells, table.columns, strict=True):
            head = f"{column.head} ({column.unit})" if column.unit else column.head
            _fill(cell, Cell(head), bold=True, right=column.numeric, size=size)
            _shade(cell)
        _repeat(made.rows[0])
        first_total = len(table.rows) - table.totals
        for at, row in enumerate(table.rows):
            cells = made.add_row().cells
            for cell, content, column in zip(cells, row, table.columns, strict=True):
                _fill(cell, content, bold=at >= first_total, right=column.numeric, size=size)
                self._add_mark(cell.paragraphs[-1], content.mark)
        for row in made.rows:
            _keep_whole(row)
        self._size(made, table)
        self.document.add_paragraph().paragraph_format.space_after = Pt(2)

    def _size(self, made: Any, table: Table) -> None:
        """Share the width of the page among the columns, by what they hold."""
        room = 24.7 if self._landscape else 16.5
        widths = list(_widths(table))
        for at, width in enumerate(widths):
            made.columns[at].width = Cm(room * width / sum(widths))
            for row in made.rows:
                row.cells[at].width = Cm(room * width / sum(widths))


def _widths(table: Table) -> Iterator[float]:
    for at, column in enumerate(table.columns):
        texts = [_length(row[at].text) for row in table.rows]
        longest = max([_length(column.head), *texts], default=1)
        yield max(5.0, min(longest, 34 if not column.numeric else 12)) ** 0.75


def _length(text: str) -> int:
    """How wide a text is, Chinese characters counting twice."""
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)  # noqa: PLR2004 - where Han begins


def _fill(
    cell: Any, content: Cell, *, bold: bool = False, right: bool = False, size: Any = Pt(9)
) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(content.text)
    run.bold, run.font.size = bold, size


def _draw_lines(table: Any) -> None:
    """Thin grey lines between rows, none between columns."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", LINE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    for side in ("left", "right", "insideV"):
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "nil")
        borders.append(line)
    table._tbl.tblPr.append(borders)


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", SHADE)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _repeat(row: Any) -> None:
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)


def _keep_whole(row: Any) -> None:
    whole = OxmlElement("w:cantSplit")
    whole.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(whole)


def _set_page(section: Any, *, landscape: bool = False) -> None:
    long, short = Cm(29.7), Cm(21.0)
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.left_margin = section.right_margin = Cm(2.25)
    section.top_margin = section.bottom_margin = Cm(2.0)


def _set_styles(document: Any, lang: str) -> None:
    for name in _STYLES:
        style = document.styles[name]
        style.font.name = LATIN
        style.font.color.rgb = INK if name in ("Normal", "Caption") else BLUE
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            # Word prefers a theme's face to the one that is named.
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        if face := EAST_ASIAN.get(lang):
            fonts.set(qn("w:eastAsia"), face)
    document.styles["Normal"].font.size = Pt(10.5)
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    document.styles["Caption"].font.size = Pt(9)
    document.styles["Heading 1"].paragraph_format.page_break_before = False
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    document.styles["Normal"].element.get_or_add_rPr().append(language)


def _number_pages(section: Any) -> None:
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_field(paragraph, "PAGE", "1")


def _add_field(paragraph: Any, code: str, shown: str) -> None:
    """A field that Word works out; `shown` stands there until it does."""
    _begin_field(paragraph, code)
    paragraph.add_run(shown)
    _end_field(paragraph)


def _begin_field(paragraph: Any, code: str) -> None:
    run = paragraph.add_run()
    run._r.append(_mark_of_field("begin"))
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = code
    run._r.append(instruction)
    run._r.append(_mark_of_field("separate"))


def _end_field(paragraph: Any) -> None:
    paragraph.add_run()._r.append(_mark_of_field("end"))


def _mark_of_field(kind: str) -> Any:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    return mark
