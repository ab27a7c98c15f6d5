"""The directional policy matrix as a native bubble chart."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final, Self

from lxml import etree
from msgspec import Struct
from pptx.chart.data import BubbleChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_LABEL_POSITION
from pptx.oxml.ns import qn
from pptx.util import Pt

from kamguide.export.palette import GREY, colour
from kamguide.export.slides.charting import NAME, SIZE, SPACES, A, begun, rgb
from kamguide.export.slides.pages import ChartBox
from kamguide.messages import say
from kamguide.model.text import Lang, flat
from kamguide.plan.blocks import Chart
from kamguide.plan.wording import shortened

HALVES: Final = (0.25, 0.5, 1.0)
"""How far from 1 the axis of a matrix reaches on both sides, in equal steps."""
DIFFERENCES: Final = (1.0, 2.5, 5.0, 10.0)
"""The same from 0, where scores are held against each other by their difference."""
ROOM: Final = 0.85
"""The part of it within which circles may stand."""
_FILL: Final = '<a:solidFill><a:srgbClr val="{colour}</a:solidFill>'
_SHOWN: Final = "".join(
    f'<c:show{name} val="{value}"/>'
    for name, value in (
        ("LegendKey", 0),
        ("Val", 0),
        ("CatName", 0),
        ("SerName", 1),
        ("Percent", 0),
        ("BubbleSize", 0),
    )
)
_LABEL: Final = (
    f'<c:dLbls {SPACES}><c:dLbl><c:idx val="0"/><c:tx><c:rich><a:bodyPr/><a:p><a:r>'
    f'<a:rPr sz="{SIZE}00" b="1"/><a:t/></a:r></a:p></c:rich></c:tx><c:dLblPos val="r"/>{_SHOWN}'
    f'</c:dLbl><c:dLblPos val="r"/>{_SHOWN}</c:dLbls>'
)
"""The code of a unit to the right of its circle."""
_CODE: Final = re.compile(r"[A-Z]{1,3}\d{1,3}(?=\s|$)")


class _Circle(Struct, frozen=True):
    name: str
    code: str
    colour: str
    is_later: bool
    is_named: bool
    """A later circle bears its name only where there is no earlier one."""
    x: float
    y: float
    size: float


def matrix(shapes: Any, box: ChartBox, lang: Lang) -> Any:
    """A circle for each unit and time, its area its revenue; the axes cross in the middle."""
    chart = box.chart
    across = _Across.of(chart)
    circles = list(_circles(chart, across))
    data = BubbleChartData(number_format="General")
    for one in circles:
        data.add_series(one.name).add_data_point(one.x, one.y, one.size)
    made = begun(shapes, box, XL_CHART_TYPE.BUBBLE, data)
    drawn = made.chart
    drawn.has_legend = False
    plot = drawn.plots[0]
    plot.bubble_scale = 55
    for series, one in zip(plot.series, circles, strict=True):
        _circle(series, one)
    _by_area(plot._element)
    spread = max((abs(one.x - across.middle) for one in circles), default=0)
    _scale(drawn.category_axis, spread, across)
    _cross(drawn, float(Decimal(chart.notes.get("threshold", "5"))), across, lang)
    return made


class _Across(Struct, frozen=True):
    """The axis of our strength: where its halves meet, and how far it reaches to the left."""

    title: str
    middle: float
    farthest: float
    halves: tuple[float, ...]
    lowest: float

    @classmethod
    def of(cls, chart: Chart) -> Self:
        """As the notes of a matrix have it: a ratio, or a difference of scores."""
        title, farthest = chart.notes.get("axis_x", ""), float(chart.notes.get("ratio_max", "3"))
        if chart.notes.get("axis") == "difference":
            return cls(title, 0, DIFFERENCES[-1], DIFFERENCES, -DIFFERENCES[-1])
        return cls(title, 1, farthest, HALVES, 1 / farthest)


def _circles(chart: Chart, across: _Across) -> Iterator[_Circle]:
    """The circles that can be drawn: those whose place and size are known."""
    times = list(dict.fromkeys(one.name for one in chart.series))
    seen: set[int] = set()
    by_role = {(one.name, one.role): one.values for one in chart.series}
    for number, time in enumerate(times):
        columns = (by_role[time, role] for role in ("x", "y", "size"))
        for at, (x, y, size) in enumerate(zip(*columns, strict=True)):
            if x is None or y is None or not size:
                continue
            name = flat(chart.points[at])
            code = _CODE.match(name)
            near = min(max(float(x), across.lowest), across.farthest)
            yield _Circle(
                shortened(name if number == 0 else f"{name} {time}", NAME * 2),
                code[0] if code else shortened(name, 12),
                colour(at),
                number > 0,
                at not in seen,
                near,
                float(y),
                float(size),
            )
            seen.add(at)


def _circle(series: Any, one: _Circle) -> None:
    """How a circle looks, and its name beside it."""
    fill = "<a:noFill/>"
    if not one.is_later:
        fill = _FILL.format(colour=f'{one.colour}"><a:alpha val="75000"/></a:srgbClr>')
    line = _FILL.format(colour=f'{one.colour}"/>')
    looks = f'<c:spPr {SPACES}>{fill}<a:ln w="25400">{line}</a:ln></c:spPr>'
    element = series._element
    for found in element.findall(qn("c:spPr")):
        element.remove(found)
    before = element.find(qn("c:invertIfNegative"))
    before.addprevious(etree.fromstring(looks))
    if one.is_named:
        labels = etree.fromstring(_LABEL)
        labels.find(f".//{{{A}}}t").text = one.code
        before.addnext(labels)


def _by_area(bubbles: Any) -> None:
    """Twice the revenue is twice the area."""
    found = bubbles.find(qn("c:sizeRepresents"))
    if found is None:
        found = etree.Element(qn("c:sizeRepresents"))
        before = bubbles.find(qn("c:showNegBubbles"))
        before.addnext(found)
    found.set("val", "area")


def _scale(axis: Any, spread: float, across: _Across) -> None:
    """From strong on the left to weak, with equal strength in the middle.

    Near 1 they stand in equal steps; where some are far from it, in steps of proportion.
    """
    axis.reverse_order = True
    half = next((one for one in across.halves if spread <= one * ROOM), None)
    if half is None and across.middle == 0:
        half = across.farthest
    if half is not None:
        low, high = across.middle - half, across.middle + half
        axis.minimum_scale, axis.maximum_scale, axis.major_unit = low, high, half
        return
    axis.minimum_scale, axis.maximum_scale = across.lowest, across.farthest
    scaling = axis._element.find(qn("c:scaling"))
    scaling.insert(0, etree.Element(qn("c:logBase"), val=f"{max(across.farthest, 2):g}"))


def _cross(chart: Any, threshold: float, beside: _Across, lang: Lang) -> None:
    """The axes stand where the halves of the matrix meet, their numbers at its edges."""
    across, up = chart.category_axis, chart.value_axis
    up.minimum_scale, up.maximum_scale, up.major_unit = 0, 10, 5
    across.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    up.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    height = say("plan.deck.axis.attractiveness", lang)
    strength = beside.title or say("plan.axis.ratio", lang)
    for axis, title, form in ((across, strength, "0.0#"), (up, height, "0")):
        axis.has_major_gridlines = False
        axis.format.line.color.rgb, axis.format.line.width = rgb(GREY), Pt(1)
        axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = form, False
        axis.has_title = True
        frame = axis.axis_title.text_frame
        frame.text = title
        run = frame.paragraphs[0].runs[0]
        run.font.size, run.font.bold = Pt(SIZE), False
    _crosses(across, threshold)
    _crosses(up, beside.middle)


def _crosses(axis: Any, at: float) -> None:
    """Where on the other axis this one stands."""
    element = axis._element
    for name in ("c:crosses", "c:crossesAt"):
        for found in element.findall(qn(name)):
            element.remove(found)
    crossing = etree.Element(qn("c:crossesAt"), val=f"{at:g}")
    element.find(qn("c:crossAx")).addnext(crossing)
