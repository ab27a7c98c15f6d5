"""The styles and faces of a Word document: our own, or what a company's template lacks of them."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from kamguide.export.palette import BLUE
from kamguide.export.wordxml import element

LATIN: Final = "Arial"
EAST_ASIAN: Final = "Microsoft YaHei"
INK: Final = RGBColor(0x1B, 0x1B, 0x1B)
ACCENT: Final = RGBColor.from_string(BLUE)
TABLE: Final = "Table Grid"
_ACCENTED: Final = ("Title", "Heading 1", "Heading 2", "Heading 3")
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
_SPACES: Final = (
    ("Normal", 0, 5),
    ("Heading 1", 14, 6),
    ("Heading 2", 11, 4),
    ("Heading 3", 7, 2),
    ("Caption", 5, 2),
    ("List Bullet", 0, 2),
)
_KEPT: Final = ("Heading 1", "Heading 2", "Heading 3", "Caption")
CONTENTS: Final = ("toc 1", "toc 2")


def cell_style(size: float, *, right: bool) -> str:
    """The id of the style of text in tables, in points; numbers stand on the right."""
    return f"Cell{size:g}{'Right' if right else ''}".replace(".", "_")


def own_styles(document: Any, width: float, cell_sizes: Iterable[float]) -> Mapping[str, str]:
    """Faces for Latin and Chinese, sizes and spaces, and styles for contents and tables.

    Args:
        document: A new document.
        width: Room between the margins, in centimetres.
        cell_sizes: The sizes of type in tables, in points.

    Returns:
        The ids of styles, by name.
    """
    styles = document.styles
    _add_contents(styles, width)
    for name in _STYLES:
        _set_face(styles[name])
        styles[name].font.color.rgb = ACCENT if name in _ACCENTED else INK
        if name in _SIZES:
            styles[name].font.size = Pt(_SIZES[name])
    _set_spaces(styles)
    _add_cell_styles(styles, cell_sizes)
    styles["Footer"].paragraph_format.tab_stops.clear_all()
    language = element('<w:lang w:val="en-US" w:eastAsia="zh-CN"/>')
    styles["Normal"].element.get_or_add_rPr().append(language)
    return _ids(styles)


def missing_styles(document: Any, width: float, cell_sizes: Iterable[float]) -> Mapping[str, str]:
    """What a company's template lacks, plainly; what it has stays as it is.

    Args and returns as `own_styles`.
    """
    styles = document.styles
    known = {style.name for style in styles}
    for name in _STYLES:
        if name not in known:
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = styles["Normal"] if "Normal" in known else None
            style.font.size = Pt(_SIZES.get(name, 10))
            style.font.bold = name in _KEPT
    if not known.issuperset(CONTENTS):
        _add_contents(styles, width, [one for one in CONTENTS if one not in known])
    _add_cell_styles(styles, cell_sizes)
    return _ids(styles)


def _ids(styles: Any) -> Mapping[str, str]:
    return {style.name: style.style_id for style in styles}


def _add_contents(styles: Any, width: float, names: Iterable[str] = CONTENTS) -> None:
    for name in names:
        first = name == CONTENTS[0]
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        shape = style.paragraph_format
        shape.left_indent = Cm(0 if first else 0.7)
        shape.space_after, shape.space_before = Pt(0), Pt(3 if first else 0)
        shape.line_spacing = Pt(13)
        style.font.bold, style.font.size = first, Pt(10 if first else 9)
        shape.tab_stops.add_tab_stop(Cm(width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        _set_face(style)


def _add_cell_styles(styles: Any, sizes: Iterable[float]) -> None:
    known = {style.name for style in styles}
    for size in sizes:
        for right in (False, True):
            name = cell_style(size, right=right)
            if name in known:
                continue
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style, style.font.size = styles["Normal"], Pt(size)
            style.paragraph_format.space_after = Pt(0)
            if right:
                style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _set_face(style: Any) -> None:
    style.font.name = LATIN
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        # Word prefers a theme's face to the one that is named.
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), EAST_ASIAN)


def _set_spaces(styles: Any) -> None:
    for name, before, after in _SPACES:
        shape = styles[name].paragraph_format
        shape.space_before, shape.space_after = Pt(before), Pt(after)
    for name in _KEPT:
        styles[name].paragraph_format.keep_with_next = True
    title = styles["Title"].element.get_or_add_pPr()
    for borders in title.findall(qn("w:pBdr")):
        title.remove(borders)
