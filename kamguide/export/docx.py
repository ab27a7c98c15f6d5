"""A plan as a Word document that can be presented and edited.

Real heading styles, a contents field, heads that repeat, numbers to the right, and a face for
Chinese wherever Latin has one. Text is only ever text.
"""

from collections.abc import Sequence
from datetime import datetime, time
from math import ceil
from typing import Any, BinaryIO, Final, assert_never

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Cm, Pt

from kamguide.export.layout import fits, heads, led, natural_widths, shared_widths, width
from kamguide.export.word import (
    BLUE,
    add_field,
    add_link,
    ask_for_update,
    begin_field,
    bookmark,
    cell_style,
    draw_lines,
    end_field,
    keep_whole,
    repeat,
    set_styles,
    shade,
    underline,
)
from kamguide.messages import say
from kamguide.model.text import clean
from kamguide.plan.blocks import (
    Block,
    Bullets,
    Chart,
    Cover,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Plan,
    Table,
)

UPRIGHT: Final = 17.0
ACROSS: Final = 25.7
"""Room between the margins of an upright page and of one across, in centimetres."""
MARGIN: Final = 2.0
BESIDE: Final = 0.24
"""Room beside the text of a cell, in centimetres."""
SIZES: Final = (9.0, 8.0, 7.5)
"""Sizes of type in tables, in points: the first at which the words of a table are whole."""
FACTS: Final = 11.0
"""The size of type of the facts on the cover."""
CELL: Final = 0.0205
"""Width of a cell of text in centimetres, for each point of its size."""
FEW_LINES: Final = 9
"""Lines of text up to which a table, or a list, is kept on one page."""
LONGEST_TITLE: Final = 255
"""Characters that the properties of a file have room for."""
LONG_TEXT: Final = 700
"""A row with a longer text may go on over the page."""


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
        self._across = False
        self._fresh_page = False
        self._headings: list[Heading] = []
        self._places = 0
        set_styles(self.document, UPRIGHT, (FACTS, *SIZES))
        self._describe()
        section = self.document.sections[0]
        section.different_first_page_header_footer = True
        _set_page(section)
        self._foot(section)

    def _describe(self) -> None:
        """What the file says of itself: its title and day, nobody's name."""
        properties = self.document.core_properties
        properties.title = clean(self._plan.cover.title)[:LONGEST_TITLE]
        properties.author = properties.last_modified_by = properties.comments = ""
        properties.language = {"zh": "zh-CN"}.get(self._lang, self._lang)
        if self._plan.on is not None:
            day = datetime.combine(self._plan.on, time())
            properties.created = properties.modified = day

    def _foot(self, section: Any) -> None:
        """The title on the left, the page on the right; not on the cover."""
        paragraph = section.footer.paragraphs[0]
        shape = paragraph.paragraph_format
        shape.tab_stops.add_tab_stop(Cm(UPRIGHT), WD_TAB_ALIGNMENT.RIGHT)
        paragraph.style.font.size = Pt(8)
        paragraph.add_run(f"{clean(self._plan.cover.title)}\t")
        add_field(paragraph, "PAGE", "1")

    # The front

    def cover(self, cover: Cover) -> None:
        """The first page, and the contents behind it."""
        if cover.label:
            label = self._text(cover.label, style="Normal")
            label.runs[0].font.size, label.runs[0].font.color.rgb = Pt(16), BLUE
            label.paragraph_format.space_before = Cm(5)
        title = self._text(cover.account or cover.title, style="Title")
        title.runs[0].font.size, title.runs[0].bold = Pt(30), True
        underline(title)
        subtitle = self._text(cover.subtitle, style="Subtitle")
        subtitle.paragraph_format.space_after = Cm(2)
        self._facts(cover)
        if cover.note:
            note = self._text(cover.note)
            note.paragraph_format.space_before = Cm(0.8)
            note.runs[0].italic = True
        contents = self._text(say("plan.contents", self._lang), style="Heading 1")
        contents.paragraph_format.page_break_before = True
        self._contents()

    def _facts(self, cover: Cover) -> None:
        table = self.document.add_table(rows=0, cols=2)
        table.autofit = False
        draw_lines(table)
        for name, value in cover.facts:
            cells = table.add_row().cells
            _fill(cells[0], [name], size=FACTS, bold=True)
            _fill(cells[1], [value], size=FACTS)
            for cell, wide in zip(cells, (4.5, UPRIGHT - 4.5), strict=True):
                cell.width = Cm(wide)
                shape = cell.paragraphs[0].paragraph_format
                shape.space_before = shape.space_after = Pt(3)

    def _contents(self) -> None:
        """A contents field that holds the headings until Word works out their pages too."""
        found = [one for one in self._plan.blocks if isinstance(one, Heading)]
        listed = [(at, one) for at, one in enumerate(found) if one.level <= 2]  # noqa: PLR2004
        lines = [self.document.add_paragraph(style=f"toc {one.level}") for _, one in listed]
        lines = lines or [self.document.add_paragraph()]
        begin_field(lines[0], r'TOC \o "1-2" \h \z \u')
        for line, (at, heading) in zip(lines, listed, strict=False):
            add_link(line, _place(at), clean(heading.text))
        end_field(lines[-1])

    # Blocks

    def add(self, block: Block) -> None:
        """Add one block."""
        if isinstance(block, Heading):
            self._headings.append(block)
            return
        if isinstance(block, PageBreak):
            self._fresh_page = True
            return
        table = block.table if isinstance(block, Chart) else block
        self._turn(across=isinstance(table, Table) and _is_wide(table))
        self._write_headings()
        match block:
            case Paragraph():
                self._paragraph(block)
            case Bullets(items=items):
                self._bullets(items)
            case Table():
                self._table(block)
            case Chart():
                self._table(block.table)
            case Note(text=text):
                run = self._text(text).runs[0]
                run.italic, run.font.size = True, Pt(8.5)
            case _:
                assert_never(block)

    def _write_headings(self) -> None:
        """Headings wait for what they head, so that they stand on its page."""
        for heading in self._headings:
            made = self._text(heading.text, style=f"Heading {heading.level}")
            bookmark(made, _place(self._places), self._places + 1)
            self._places += 1
            made.paragraph_format.page_break_before = self._fresh_page
            self._fresh_page = False
        self._headings.clear()

    def finish(self) -> None:
        """What is left to write, and the request to bring the contents up to date."""
        self._write_headings()
        ask_for_update(self.document)

    def _text(self, text: str, style: str | None = None) -> Any:
        made = self.document.add_paragraph(style=style)
        made.add_run(clean(text))
        return made

    def _paragraph(self, block: Paragraph) -> None:
        paragraph = self.document.add_paragraph()
        if block.lead:
            lead = paragraph.add_run(led(clean(block.lead), self._lang))
            lead.bold, lead.font.color.rgb = True, BLUE
        paragraph.add_run(clean(block.text))
        self._add_mark(paragraph, block.mark)

    def _bullets(self, items: Sequence[str]) -> None:
        for at, item in enumerate(items):
            made = self._text(item, style="List Bullet")
            made.paragraph_format.keep_with_next = at + 1 < len(items) <= FEW_LINES

    def _add_mark(self, paragraph: Any, mark: str) -> None:
        if mark:
            run = paragraph.add_run(f" {say(f'plan.mark.{mark}', self._lang)}")
            run.italic, run.font.superscript, run.font.color.rgb = True, True, BLUE

    def _turn(self, *, across: bool) -> None:
        """Go on upright, or across for a wide table."""
        if across == self._across:
            return
        self._across = across
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
        section.different_first_page_header_footer = False
        _set_page(section, across=across)

    # Tables

    def _table(self, table: Table) -> None:
        if table.title:
            caption = self._text(table.title, style="Caption")
            self._add_mark(caption, table.mark)
        room = ACROSS if self._across else UPRIGHT
        size = _size(table, room)
        made = self.document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
        made.alignment = WD_TABLE_ALIGNMENT.LEFT
        made.autofit = False
        draw_lines(made)
        shares = shared_widths(table, _room(table, room, size))
        _set_widths(made, [one * CELL * size + BESIDE for one in shares])
        for cell, column, head in zip(made.rows[0].cells, table.columns, heads(table), strict=True):
            _fill(cell, [head], size=size, bold=True, right=column.numeric)
            shade(cell)
        repeat(made.rows[0])
        self._rows(made, table, size, together=_lines(table, shares) <= FEW_LINES)
        after = self.document.add_paragraph()
        after.paragraph_format.space_after, after.paragraph_format.line_spacing = Pt(0), Pt(7)

    def _rows(self, made: Any, table: Table, size: float, *, together: bool) -> None:
        first_total = len(table.rows) - table.totals
        last = len(table.rows) - 1
        _keep_with_next(made.rows[0].cells)
        for at, row in enumerate(table.rows):
            added = made.add_row()
            cells = added.cells
            for cell, content, column in zip(cells, row, table.columns, strict=True):
                paragraph = _fill(
                    cell,
                    content.text.split("\n"),
                    size=size,
                    bold=at >= first_total,
                    right=column.numeric,
                )
                self._add_mark(paragraph, content.mark)
            if max(len(one.text) for one in row) <= LONG_TEXT:
                keep_whole(added)
                if at < last and (together or at == 0 or at >= first_total - 1):
                    _keep_with_next(cells)


def _place(number: int) -> str:
    """The name of the place of a heading."""
    return f"_Toc{number + 1:08d}"


def _room(table: Table, centimetres: float, size: float) -> float:
    """How many cells of text stand side by side in a table of this width."""
    return (centimetres - BESIDE * len(table.columns)) / (CELL * size)


def _size(table: Table, room: float) -> float:
    """The size of type: smaller where words or numbers would be broken, or lines many."""
    for size in SIZES[:-1]:
        crowded = sum(natural_widths(table)) > 1.3 * _room(table, room, size)
        if fits(table, _room(table, room, size)) and not (crowded and size == SIZES[0]):
            return size
    return SIZES[-1]


def _is_wide(table: Table) -> bool:
    """Whether a table has no room on an upright page, even in the smallest type."""
    return not fits(table, _room(table, UPRIGHT, SIZES[-1]))


def _lines(table: Table, shares: Sequence[float]) -> int:
    """About how many lines of text the rows of a table come to."""
    return sum(
        max(
            sum(ceil(width(line) / share) or 1 for line in cell.text.split("\n"))
            for cell, share in zip(row, shares, strict=True)
        )
        for row in table.rows
    )


def _set_widths(made: Any, centimetres: Sequence[float]) -> None:
    """Set the widths of columns, of which so far there is only the head; rows take them over."""
    for column, cell, one in zip(made.columns, made.rows[0].cells, centimetres, strict=True):
        column.width = cell.width = Cm(one)


def _fill(
    cell: Any, lines: Sequence[str], *, size: float, bold: bool = False, right: bool = False
) -> Any:
    """Write lines into a cell; the last paragraph is given back."""
    paragraph = cell.paragraphs[0]
    paragraph._p.style = cell_style(size, right=right)  # by id: looking a style up takes longest
    run = paragraph.add_run(clean("\n".join(lines)))
    if bold:
        run.bold = True
    return paragraph


def _keep_with_next(cells: Sequence[Any]) -> None:
    for cell in cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True


def _set_page(section: Any, *, across: bool = False) -> None:
    long, short = Cm(29.7), Cm(21.0)
    section.page_width, section.page_height = (long, short) if across else (short, long)
    section.left_margin = section.right_margin = Cm(MARGIN)
    section.top_margin = section.bottom_margin = Cm(MARGIN)
