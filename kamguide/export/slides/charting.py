"""What every native chart has: its place, its title, and a face for each script."""

from typing import Any, Final

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.util import Pt

from kamguide.export.palette import INK
from kamguide.export.slides.pages import ChartBox
from kamguide.export.slides.template import EAST_ASIAN, LATIN
from kamguide.model.text import clean, flat
from kamguide.plan.wording import shortened

SIZE: Final = 12
NAME: Final = 30
"""Cells of the name of a series, before it is cut."""
A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
C: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
SPACES: Final = f'xmlns:c="{C}" xmlns:a="{A}"'
LETTER: Final = 7.5
"""Points that a cell of a title takes."""


def begun(shapes: Any, box: ChartBox, kind: Any, data: Any) -> Any:
    """A chart of a kind with its data in its frame, under its title."""
    frame = box.frame
    sides = (Pt(one) for one in (frame.left, frame.top, frame.width, frame.height))
    made = shapes.add_chart(kind, *sides, data)
    chart = made.chart
    chart.font.size = Pt(SIZE)
    chart.has_title = bool(title := flat(box.chart.title))
    if title:
        text = chart.chart_title.text_frame
        text.text = shortened(title, int(frame.width / LETTER))
        font = text.paragraphs[0].runs[0].font
        font.size, font.bold, font.color.rgb = Pt(SIZE), True, rgb(INK)
    return made


def describe(made: Any, title: str) -> None:
    """What a chart is called, and what it says to those who do not see it."""
    made._element.nvGraphicFramePr.cNvPr.set("descr", clean(title)[:250])
    made.name = shortened(flat(title), 60) or "Chart"
    for holder in made.chart._chartSpace.iter(f"{{{A}}}defRPr", f"{{{A}}}rPr"):
        for tag, face in (("latin", LATIN), ("ea", EAST_ASIAN)):
            if holder.find(f"{{{A}}}{tag}") is None:
                etree.SubElement(holder, f"{{{A}}}{tag}", typeface=face)


def rgb(value: str) -> Any:
    """A colour as the library takes it."""
    return RGBColor.from_string(value)
