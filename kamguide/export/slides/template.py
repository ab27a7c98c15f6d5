"""The master, the two layouts and the theme of a deck, made in code: no file is needed.

python-pptx begins with a template of another shape; all of it that can be seen is replaced.
"""

from typing import Any, Final

from lxml import etree
from msgspec import Struct
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.util import Pt

from kamguide.export.palette import BLUE, GREY, INK, LINE, PALETTE, PAPER, SHADE
from kamguide.export.slides.pages import FOOT, HEADLINE, HEIGHT, MARGIN, SECTION, WIDTH, Frame

LATIN: Final = "Arial"
EAST_ASIAN: Final = "Microsoft YaHei"
MESSAGE: Final = "Title Only"
OPENING: Final = "Title Slide"
_KEPT: Final = (OPENING, MESSAGE)
EMU: Final = 12_700
_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_P: Final = "http://schemas.openxmlformats.org/presentationml/2006/main"
_SPACES: Final = f'xmlns:a="{_A}" xmlns:p="{_P}"'
ACCOUNT: Final = Frame(MARGIN + 24, 112, WIDTH - 2 * MARGIN - 48, 94)
UNDER: Final = Frame(MARGIN + 24, 212, WIDTH - 2 * MARGIN - 48, 30)


def blank_deck() -> Any:
    """A presentation without slides, in our own shape."""
    made = Presentation()
    made.slide_width, made.slide_height = Pt(WIDTH), Pt(HEIGHT)
    layouts = made.slide_layouts
    for layout in list(layouts):
        if layout.name not in _KEPT:
            layouts.remove(layout)
    master = made.slide_master
    _set_theme(master.part.part_related_by(RELATIONSHIP_TYPE.THEME))
    _set_shapes(master, _MASTER)
    _set_styles(master)
    for layout in made.slide_layouts:
        _set_shapes(layout, _LAYOUTS[layout.name])
    _drop_leftovers(made)
    return made


def layout_named(made: Any, name: str) -> Any:
    """One of the two layouts."""
    return next(one for one in made.slide_layouts if one.name == name)


def set_notes_theme(made: Any) -> None:
    """The faces of the notes, once there are any."""
    _set_theme(made.notes_master.part.part_related_by(RELATIONSHIP_TYPE.THEME))


def _set_theme(part: Any) -> None:
    element = getattr(part, "_element", None)
    theme = etree.fromstring(part.blob) if element is None else element
    names = ("dk1", "lt1", "dk2", "lt2", *(f"accent{one}" for one in range(1, 7)), "hlink")
    colours = (INK, PAPER, BLUE, SHADE, *PALETTE[:6], BLUE)
    for name, colour in zip(names, colours, strict=True):
        for slot in theme.iter(f"{{{_A}}}{name}"):
            slot.clear()
            etree.SubElement(slot, f"{{{_A}}}srgbClr", val=colour)
    for name in ("majorFont", "minorFont"):
        for fonts in theme.iter(f"{{{_A}}}{name}"):
            for child in list(fonts):
                fonts.remove(child)
            for tag, face in (("latin", LATIN), ("ea", EAST_ASIAN), ("cs", LATIN)):
                etree.SubElement(fonts, f"{{{_A}}}{tag}", typeface=face)
            etree.SubElement(fonts, f"{{{_A}}}font", script="Hans", typeface=EAST_ASIAN)
    theme.set("name", "kamguide")
    if element is None:
        part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _set_shapes(holder: Any, shapes: str) -> None:
    tree = holder.shapes._spTree
    for child in list(tree)[2:]:
        tree.remove(child)
    for shape in parse_xml(f"<p:spTree {_SPACES}>{shapes}</p:spTree>"):
        tree.append(shape)


def _set_styles(master: Any) -> None:
    """What titles and bodies look like, for those who go on with the file."""
    element = master._element
    styles = element.find(f"{{{_P}}}txStyles")
    element.replace(styles, parse_xml(_STYLES))


def _drop_leftovers(made: Any) -> None:
    """The template's picture of itself, its printer, and what made it."""
    package, part = made.part.package, made.part
    for holder, kind in (
        (package, "thumbnail"),
        (package, "extended-properties"),
        (part, "printerSettings"),
    ):
        rels: Any = holder._rels
        for key, rel in list(rels.items()):
            if rel.reltype.rsplit("/", 1)[-1] == kind:
                rels.pop(key)


def offset(frame: Frame) -> str:
    """A frame as DrawingML writes it."""
    left, top, width, height = (
        round(one * EMU) for one in (frame.left, frame.top, frame.width, frame.height)
    )
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


class _Holder(Struct, frozen=True):
    """A placeholder."""

    number: int
    name: str
    kind: str
    frame: Frame
    body: str
    text: str = ""
    anchor: str = "t"

    def __str__(self) -> str:
        """As DrawingML describes it."""
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{self.number}" name="{self.name}"/><p:cNvSpPr>'
            f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {self.kind}/></p:nvPr></p:nvSpPr>'
            f'<p:spPr>{offset(self.frame)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
            f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{self.anchor}">'
            f"<a:normAutofit/></a:bodyPr><a:lstStyle>{self.body}</a:lstStyle>"
            f"<a:p>{self.text}<a:endParaRPr/></a:p></p:txBody></p:sp>"
        )


def level(size: float, colour: str, *, bold: bool = False, align: str = "l") -> str:
    """The first level of a list style."""
    return (
        f'<a:lvl1pPr marL="0" indent="0" algn="{align}"><a:lnSpc><a:spcPct val="100000"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
        f'<a:defRPr sz="{round(size * 100)}" b="{int(bold)}"><a:solidFill>'
        f'<a:srgbClr val="{colour}"/></a:solidFill><a:latin typeface="+mn-lt"/>'
        f'<a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl1pPr>'
    )


def rule(number: int, frame: Frame, colour: str) -> str:
    """A bar of one colour."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Rule"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
        f'</p:nvSpPr><p:spPr>{offset(frame)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr/></a:p></p:txBody></p:sp>"
    )


PAGE_NUMBER: Final = (
    f'<a:fld xmlns:a="{_A}" id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
    "<a:rPr/><a:t>%s</a:t></a:fld>"
)
_THIRD: Final = 120.0
NAME_FRAME: Final = Frame(FOOT.left, FOOT.top, FOOT.width - 2 * _THIRD - 20, FOOT.height)
DAY_FRAME: Final = Frame(FOOT.left + FOOT.width - 2 * _THIRD, FOOT.top, _THIRD, FOOT.height)
PAGE_FRAME: Final = Frame(FOOT.left + FOOT.width - _THIRD, FOOT.top, _THIRD, FOOT.height)
_TITLE: Final = str(_Holder(2, "Title", 'type="title"', HEADLINE, level(24, BLUE, bold=True)))
_FEET: Final = (
    str(_Holder(5, "Date", 'type="dt" sz="half" idx="10"', DAY_FRAME, level(10, GREY, align="r")))
    + str(_Holder(6, "Footer", 'type="ftr" sz="quarter" idx="11"', NAME_FRAME, level(10, GREY)))
    + str(
        _Holder(
            7,
            "Page",
            'type="sldNum" sz="quarter" idx="12"',
            PAGE_FRAME,
            level(10, GREY, align="r"),
            PAGE_NUMBER % "‹#›",
        )
    )
)
_SECTION: Final = str(
    _Holder(3, "Section", 'type="body" sz="quarter" idx="13"', SECTION, level(12, GREY, bold=True))
)
_BODY: Final = str(
    _Holder(
        3,
        "Body",
        'type="body" idx="1"',
        Frame(MARGIN, 116, WIDTH - 2 * MARGIN, 380),
        level(18, INK),
    )
)
_LINES: Final = rule(8, Frame(MARGIN, 106, WIDTH - 2 * MARGIN, 1.5), BLUE) + rule(
    9, Frame(MARGIN, 504, WIDTH - 2 * MARGIN, 0.75), LINE
)
_MASTER: Final = _TITLE + _BODY + _FEET
_LAYOUTS: Final = {
    MESSAGE: _LINES + _TITLE + _SECTION + _FEET,
    OPENING: rule(8, Frame(0, 0, WIDTH, 96), BLUE)
    + rule(9, Frame(MARGIN + 24, 246, 160, 3), PALETTE[1])
    + str(_Holder(2, "Title", 'type="ctrTitle"', ACCOUNT, level(36, BLUE, bold=True), anchor="b"))
    + str(_Holder(3, "Subtitle", 'type="subTitle" idx="1"', UNDER, level(18, GREY)))
    + str(
        _Holder(
            4,
            "Label",
            'type="body" sz="quarter" idx="13"',
            Frame(MARGIN + 24, 36, WIDTH - 2 * MARGIN - 48, 28),
            level(18, PAPER, bold=True),
        )
    ),
}
_STYLES: Final = (
    f"<p:txStyles {_SPACES}><p:titleStyle>{level(24, BLUE, bold=True)}</p:titleStyle>"
    f"<p:bodyStyle>{level(18, INK)}</p:bodyStyle><p:otherStyle>{level(18, INK)}</p:otherStyle>"
    "</p:txStyles>"
)
