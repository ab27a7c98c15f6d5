"""Parts of a Word document that python-docx has no words for: fields, marks, lines, faces."""

from collections.abc import Iterable
from typing import Any, Final

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

LATIN: Final = "Arial"
EAST_ASIAN: Final = "Microsoft YaHei"
INK: Final = RGBColor(0x1B, 0x1B, 0x1B)
BLUE: Final = RGBColor(0x0B, 0x4F, 0x8A)
SHADE: Final = "E4E8EE"
LINE: Final = "B8C1CC"
RULE: Final = "0B4F8A"
_BLUE_STYLES: Final = ("Title", "Heading 1", "Heading 2", "Heading 3")
_STYLES: Final = (
    "Normal",
    "Title",
    "Subtitle",
    "Heading 1",
    "Heading 2",
    "Heading 3",
    "Caption",
    "List Bullet",
    "Footer",
)
_SIZES: Final = {"Heading 1": 17, "Heading 2": 13, "Heading 3": 10.5, "Caption": 9, "Normal": 10}


def element(name: str, /, **attributes: str) -> Any:
    """An element of WordprocessingML with attributes of its own names."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def cell_style(size: float, *, right: bool) -> str:
    """The id of the style of text in tables, in points; numbers stand on the right."""
    return f"Cell{size:g}{'Right' if right else ''}".replace(".", "_")


def _add_cell_styles(styles: Any, sizes: Iterable[float]) -> None:
    for size in sizes:
        for right in (False, True):
            style = styles.add_style(cell_style(size, right=right), WD_STYLE_TYPE.PARAGRAPH)
            style.base_style, style.font.size = styles["Normal"], Pt(size)
            style.paragraph_format.space_after = Pt(0)
            if right:
                style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def set_styles(document: Any, width: float, cell_sizes: Iterable[float]) -> None:
    """Faces for Latin and Chinese, sizes and spaces, and styles for contents and tables."""
    for level in (1, 2):
        style = document.styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.paragraph_format.left_indent = Cm(0.7 * (level - 1))
        style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.line_spacing = Pt(13)
        style.paragraph_format.space_before = Pt(3 if level == 1 else 0)
        style.font.bold = level == 1
        style.font.size = Pt(10 if level == 1 else 9)
        tabs = style.paragraph_format.tab_stops
        tabs.add_tab_stop(Cm(width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        _set_face(style)
    for name in _STYLES:
        style = document.styles[name]
        _set_face(style)
        style.font.color.rgb = BLUE if name in _BLUE_STYLES else INK
        if name in _SIZES:
            style.font.size = Pt(_SIZES[name])
    _set_spaces(document.styles)
    _add_cell_styles(document.styles, cell_sizes)
    document.styles["Footer"].paragraph_format.tab_stops.clear_all()
    language = element("lang", val="en-US", eastAsia="zh-CN")
    document.styles["Normal"].element.get_or_add_rPr().append(language)


def _set_face(style: Any) -> None:
    style.font.name = LATIN
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        # Word prefers a theme's face to the one that is named.
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), EAST_ASIAN)


def _set_spaces(styles: Any) -> None:
    for name, before, after in (
        ("Normal", 0, 5),
        ("Heading 1", 14, 6),
        ("Heading 2", 11, 4),
        ("Heading 3", 7, 2),
        ("Caption", 5, 2),
        ("List Bullet", 0, 2),
    ):
        shape = styles[name].paragraph_format
        shape.space_before, shape.space_after = Pt(before), Pt(after)
    for name in ("Heading 1", "Heading 2", "Heading 3", "Caption"):
        styles[name].paragraph_format.keep_with_next = True
    title = styles["Title"].element.get_or_add_pPr()
    for borders in title.findall(qn("w:pBdr")):
        title.remove(borders)


def underline(paragraph: Any) -> None:
    """A rule under a paragraph."""
    borders = element("pBdr")
    borders.append(element("bottom", val="single", sz="12", space="6", color=RULE))
    shape = paragraph._p.get_or_add_pPr()
    shape.insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
    )


def draw_lines(table: Any) -> None:
    """Thin grey lines between rows, none between columns; little room beside the text."""
    borders = element("tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(element(side, val="single", sz="4", space="0", color=LINE))
    for side in ("left", "right", "insideV"):
        borders.append(element(side, val="nil"))
    margins = element("tblCellMar")
    for side in ("left", "right"):
        margins.append(element(side, w="60", type="dxa"))
    shape = table._tbl.tblPr
    look = shape.find(qn("w:tblLook"))
    for part in (borders, margins):
        if look is None:
            shape.append(part)
        else:
            look.addprevious(part)


def shade(cell: Any) -> None:
    """A grey ground."""
    cell._tc.get_or_add_tcPr().append(element("shd", val="clear", color="auto", fill=SHADE))


def repeat(row: Any) -> None:
    """Have a head stand again on every page of its table."""
    row._tr.get_or_add_trPr().append(element("tblHeader", val="true"))


def keep_whole(row: Any) -> None:
    """Do not let a page end within a row."""
    row._tr.get_or_add_trPr().append(element("cantSplit", val="true"))


def bookmark(paragraph: Any, name: str, number: int) -> None:
    """A place that fields can point to."""
    paragraph._p.insert(1, element("bookmarkStart", id=str(number), name=name))
    paragraph._p.append(element("bookmarkEnd", id=str(number)))


def add_field(paragraph: Any, code: str, shown: str) -> None:
    """A field that Word works out; `shown` stands there until it does."""
    begin_field(paragraph, code)
    paragraph.add_run(shown)
    end_field(paragraph)


def begin_field(paragraph: Any, code: str) -> None:
    """The beginning of a field, whose content follows."""
    run = paragraph.add_run()
    run._r.append(element("fldChar", fldCharType="begin"))
    instruction = element("instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = code
    run._r.append(instruction)
    run._r.append(element("fldChar", fldCharType="separate"))


def end_field(paragraph: Any) -> None:
    """The end of a field."""
    paragraph.add_run()._r.append(element("fldChar", fldCharType="end"))


def add_link(paragraph: Any, place: str, text: str) -> None:
    """Text that leads to a bookmark."""
    link = element("hyperlink", anchor=place, history="1")
    run = paragraph.add_run(text)
    link.append(run._r)
    paragraph._p.append(link)


def ask_for_update(document: Any) -> None:
    """Ask Word to bring fields up to date when it opens the file."""
    document.settings.element.append(element("updateFields", val="true"))
