"""Paragraphs and tables of a Word document as XML text: parsed once a block, not built by parts.

Every text that goes in is cleaned and escaped here; styles are named by their ids.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from msgspec import Struct

from kamguide.export.palette import BLUE, LINE, SHADE
from kamguide.model.text import clean

TWIPS: Final = 566.929
"""Twentieths of a point in a centimetre."""
EMUS: Final = 360_000
"""The units of pictures in a centimetre."""
_BOLD: Final = "<w:b/>"
_BREAKS: Final = {"\n": "<w:br/>", "\t": "<w:tab/>"}
LEAD: Final = f'{_BOLD}<w:color w:val="{BLUE}"/>'
MARK: Final = f'<w:i/><w:color w:val="{BLUE}"/><w:vertAlign w:val="superscript"/>'

Place = Callable[[str], str]
"""The name of the bookmark for the answer at a place; nothing where it gets none."""


def element(xml: str) -> Any:
    """The element that XML text with the prefix `w` comes to."""
    end = xml.index(">") - (xml[xml.index(">") - 1] == "/")
    return parse_xml(f"{xml[:end]} {nsdecls('w')}{xml[end:]}")


def run(text: str, properties: str = "") -> str:
    """A run of text; line breaks and tabs are what they are."""
    shape = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    parts: list[str] = []
    start, cleaned = 0, clean(text)
    for at, char in enumerate(cleaned):
        if char in _BREAKS:
            parts += (_text(cleaned[start:at]), _BREAKS[char])
            start = at + 1
    parts.append(_text(cleaned[start:]))
    return f"<w:r>{shape}{''.join(parts)}</w:r>"


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>' if text else ""


def paragraph(style: str, runs: str, properties: str = "") -> str:
    """A paragraph in a style, with further properties in the order of the schema."""
    return (
        f"<w:p><w:pPr><w:pStyle w:val={quoteattr(style)}/>{properties}</w:pPr>{runs}</w:p>"
        if style
        else f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"
    )


def field(code: str, shown: str, properties: str = "") -> str:
    """A field that Word works out; `shown` stands there until it does."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{escape(code)}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"{run(shown, properties)}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def marked(runs: str, name: str, number: int) -> str:
    """Runs that a bookmark is around."""
    if not name:
        return runs
    return (
        f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/>{runs}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )


class WordPicture(Struct, frozen=True):
    """A picture: its points as PNG, its height for a width of one, and what is to be seen."""

    points: bytes
    height: float
    told: str


def picture(relation: str, number: int, width: float, shown: WordPicture) -> str:
    """A run with a picture so many centimetres wide, by the id of its relation."""
    across = round(width * EMUS)
    extent = f'cx="{across}" cy="{round(across * shown.height)}"'
    described = f'id="{number}" name="chart{number}.png" descr={quoteattr(clean(shown.told))}'
    return (
        f'<w:r><w:drawing><wp:inline {nsdecls("wp")} distT="0" distB="0" distL="0" distR="0">'
        f"<wp:extent {extent}/><wp:docPr {described}/><a:graphic {nsdecls('a')}>"
        f'<a:graphicData uri="{_PICTURES}"><pic:pic {nsdecls("pic")}><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="chart{number}.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        f"<pic:blipFill><a:blip {nsdecls('r')} r:embed={quoteattr(relation)}/>"
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


_PICTURES: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"


class WordCell(Struct, frozen=True):
    """A cell: its runs, the id of its style, whether it keeps with the next row."""

    runs: str
    style: str
    keeps: bool = False


class WordRow(Struct, frozen=True):
    """A row: its cells, whether it is the head, and whether a page may end within it."""

    cells: tuple[WordCell, ...]
    is_head: bool = False
    may_split: bool = False


def table(style: str, widths: Sequence[float], rows: Iterable[WordRow]) -> str:
    """A table of fixed widths, in centimetres, with thin lines between its rows.

    Without a style it has those lines all the same.
    """
    twips = [round(one * TWIPS) for one in widths]
    named = f"<w:tblStyle w:val={quoteattr(style)}/>" if style else ""
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in twips)
    whole = "".join(_row(row, twips) for row in rows)
    return (
        f'<w:tbl><w:tblPr>{named}<w:tblW w:w="{sum(twips)}" w:type="dxa"/>'
        f'<w:jc w:val="left"/>{_borders()}<w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/>'
        '</w:tblCellMar><w:tblLook w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{whole}</w:tbl>"
    )


def _borders() -> str:
    """Lines above, below and between rows; none between columns."""
    thin = f'w:val="single" w:sz="4" w:space="0" w:color="{LINE}"'
    sides = (("top", thin), ("left", None), ("bottom", thin), ("right", None), ("insideH", thin))
    lines = "".join(f"<w:{side} {shape or _NONE}/>" for side, shape in (*sides, ("insideV", None)))
    return f"<w:tblBorders>{lines}</w:tblBorders>"


_NONE: Final = 'w:val="nil"'


def _row(row: WordRow, twips: Sequence[int]) -> str:
    shape = "" if row.may_split else "<w:cantSplit/>"
    shape += "<w:tblHeader/>" if row.is_head else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/>' if row.is_head else ""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{shade}</w:tcPr>'
        f"{paragraph(cell.style, cell.runs, '<w:keepNext/>' if cell.keeps else '')}</w:tc>"
        for cell, wide in zip(row.cells, twips, strict=True)
    )
    return f"<w:tr><w:trPr>{shape}</w:trPr>{cells}</w:tr>"
