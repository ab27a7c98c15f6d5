"""Native charts: the numbers of a plan in a file's own chart, where they can be edited."""

import re
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from lxml import etree
from pptx.chart.data import BubbleChartData, CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
)
from pptx.oxml.ns import qn
from pptx.util import Pt

from kamguide.export.slides.pages import ChartBox
from kamguide.export.slides.palette import GREY, INK, LINE, OVER, PAPER, colour
from kamguide.export.slides.template import EAST_ASIAN, LATIN
from kamguide.messages import say
from kamguide.model.text import Lang, clean
from kamguide.plan.blocks import Chart, Series
from kamguide.plan.wording import shortened

SIZE: Final = 12
NAME: Final = 30
"""Cells of the name of a series, before it is cut."""
POINT: Final = 34
"""The same of a point on an axis."""
HALVES: Final = (0.25, 0.5, 1.0)
"""How far from 1 the axis of a matrix reaches on both sides, in equal steps."""
ROOM: Final = 0.85
"""The part of it within which circles may stand."""
_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_C: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_CODE: Final = re.compile(r"[A-Z]{1,3}\d{1,3}(?=\s|$)")
Drawing = Callable[[Any, ChartBox, Lang], Any]


def draw(shapes: Any, box: ChartBox, lang: Lang) -> None:
    """Draw a chart into its frame, with its title as the text for those who do not see it."""
    frame = _DRAWN[box.chart.kind](shapes, box, lang)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(box.chart.title)[:250])
    frame.name = shortened(_line(box.chart.title), 60) or "Chart"
    _set_faces(frame.chart)


def _line(text: str) -> str:
    return " ".join(clean(text).split())


def _add(shapes: Any, box: ChartBox, kind: Any, data: Any) -> Any:
    frame = box.frame
    sides = (Pt(one) for one in (frame.left, frame.top, frame.width, frame.height))
    made = shapes.add_chart(kind, *sides, data)
    chart = made.chart
    chart.has_title = True
    title = chart.chart_title.text_frame
    title.text = shortened(_line(box.chart.title), int(frame.width / 7.5))
    run = title.paragraphs[0].runs[0] if title.paragraphs[0].runs else None
    if run is not None:
        run.font.size, run.font.bold = Pt(SIZE), True
        run.font.color.rgb = _rgb(INK)
    chart.font.size = Pt(SIZE)
    return made


def _rgb(value: str) -> Any:
    return RGBColor.from_string(value)


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _set_faces(chart: Any) -> None:
    """A face for Latin and one for Chinese, for all text of a chart."""
    for holder in chart._chartSpace.iter(f"{{{_A}}}defRPr", f"{{{_A}}}rPr"):
        for tag, face in (("latin", LATIN), ("ea", EAST_ASIAN)):
            if holder.find(f"{{{_A}}}{tag}") is None:
                etree.SubElement(holder, f"{{{_A}}}{tag}", typeface=face)


# Bars and lines


@dataclass(frozen=True, slots=True)
class _Look:
    """How the bars and lines of a kind of chart are drawn."""

    kind: Any
    gap: int = 60
    overlap: int | None = None
    labelled: bool = False
    across: bool = False
    """Bars lie, the first point on top."""


def _categories(chart: Chart, series: Sequence[Series]) -> Any:
    data = CategoryChartData(number_format="General")
    data.categories = [shortened(_line(one), POINT) or " " for one in chart.points]
    for one in series:
        data.add_series(
            shortened(_line(one.name), NAME) or " ", [_number(value) for value in one.values]
        )
    return data


def _drawn(look: _Look) -> Drawing:
    def draw_it(shapes: Any, box: ChartBox, lang: Lang) -> Any:
        del lang
        made = _add(shapes, box, look.kind, _categories(box.chart, box.chart.series))
        _finish(made.chart, box.chart, look)
        return made

    return draw_it


def _finish(chart: Any, source: Chart, look: _Look) -> None:
    chart.has_legend = len(source.series) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
        chart.legend.font.size = Pt(SIZE)
    _axes(chart, across=look.across)
    plot = chart.plots[0]
    if look.kind != XL_CHART_TYPE.LINE_MARKERS:
        plot.gap_width = look.gap
        if look.overlap is not None:
            plot.overlap = look.overlap
    for at, (one, given) in enumerate(zip(plot.series, source.series, strict=True)):
        _paint(one, colour(at), is_line=look.kind == XL_CHART_TYPE.LINE_MARKERS)
    if look.labelled:
        _label_ends(plot.series, source.series)
    lines = [at for at, one in enumerate(source.series) if one.role == "line"]
    if lines and look.kind != XL_CHART_TYPE.LINE_MARKERS:
        _lift_lines(chart, lines)


def _axes(chart: Any, *, across: bool) -> None:
    values, points = chart.value_axis, chart.category_axis
    values.has_major_gridlines = True
    values.major_gridlines.format.line.color.rgb = _rgb(LINE)
    values.major_gridlines.format.line.width = Pt(0.5)
    values.format.line.fill.background()
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = "#,##0", False
    points.format.line.color.rgb = _rgb(GREY)
    points.has_major_gridlines = False
    if across:
        points.reverse_order = True
        values.tick_label_position = XL_TICK_LABEL_POSITION.HIGH


def _paint(series: Any, value: str, *, is_line: bool) -> None:
    if is_line:
        series.smooth = False
        series.format.line.color.rgb, series.format.line.width = _rgb(value), Pt(2.5)
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = _rgb(value)
        series.marker.format.line.color.rgb = _rgb(value)
        return
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = _rgb(value)


def _label_ends(series: Any, given: Sequence[Series]) -> None:
    """The last number of each line: the highest above it, the lowest below it."""
    ends = {at: one.values[-1] for at, one in enumerate(given) if one.values}
    known = {at: value for at, value in ends.items() if value is not None}
    for at, value in known.items():
        label = series[at].points[len(given[at].values) - 1].data_label
        label.font.size, label.font.bold = Pt(SIZE), True
        label.position = XL_LABEL_POSITION.RIGHT
        if value == max(known.values()):
            label.position = XL_LABEL_POSITION.ABOVE
        elif value == min(known.values()):
            label.position = XL_LABEL_POSITION.BELOW
        element = label._get_or_add_dLbl()
        form = etree.Element(qn("c:numFmt"), formatCode="#,##0", sourceLinked="0")
        element.find(qn("c:idx")).addnext(form)


def _lift_lines(chart: Any, lines: Sequence[int]) -> None:
    """Some series of a bar chart become lines over it, on the same axes."""
    bars = chart._chartSpace.plotArea.find(qn("c:barChart"))
    series = bars.findall(qn("c:ser"))
    over = etree.SubElement(bars.getparent(), qn("c:lineChart"))
    bars.addnext(over)
    etree.SubElement(over, qn("c:grouping"), val="standard")
    etree.SubElement(over, qn("c:varyColors"), val="0")
    for at in lines:
        over.append(_as_line(series[at]))
    etree.SubElement(over, qn("c:marker"), val="1")
    for axis in bars.findall(qn("c:axId")):
        over.append(deepcopy(axis))


def _as_line(series: Any) -> Any:
    """A series of bars, drawn as a line with its numbers above."""
    for name in ("c:spPr", "c:invertIfNegative", "c:dLbls"):
        for found in series.findall(qn(name)):
            series.remove(found)
    line = (
        f'<c:spPr xmlns:c="{_C}" xmlns:a="{_A}"><a:ln w="28575"><a:solidFill>'
        f'<a:srgbClr val="{OVER}"/></a:solidFill></a:ln></c:spPr>'
    )
    marker = (
        f'<c:marker xmlns:c="{_C}" xmlns:a="{_A}"><c:symbol val="circle"/><c:size val="7"/><c:spPr>'
        f'<a:solidFill><a:srgbClr val="{PAPER}"/></a:solidFill><a:ln w="19050"><a:solidFill>'
        f'<a:srgbClr val="{OVER}"/></a:solidFill></a:ln></c:spPr></c:marker>'
    )
    labels = (
        f'<c:dLbls xmlns:c="{_C}" xmlns:a="{_A}"><c:numFmt formatCode="#,##0" sourceLinked="0"/>'
        f'<c:spPr><a:solidFill><a:srgbClr val="{PAPER}"/></a:solidFill></c:spPr><c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1200" b="1">'
        f'<a:solidFill><a:srgbClr val="{OVER}"/></a:solidFill></a:defRPr></a:pPr><a:endParaRPr/>'
        f'</a:p></c:txPr><c:dLblPos val="t"/><c:showLegendKey val="0"/><c:showVal val="1"/>'
        f'<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
        f'<c:showBubbleSize val="0"/></c:dLbls>'
    )
    before = series.find(qn("c:cat"))
    for part in (line, marker, labels):
        before.addprevious(etree.fromstring(part))
    etree.SubElement(series, qn("c:smooth"), val="0")
    return series


# The matrix


def _matrix(shapes: Any, box: ChartBox, lang: Lang) -> Any:
    """A circle for each unit and time, its area its revenue; the axes cross in the middle."""
    chart = box.chart
    farthest = float(Decimal(chart.notes.get("ratio_max", "3")))
    circles = list(_circles(chart, farthest))
    data = BubbleChartData(number_format="General")
    for one in circles:
        data.add_series(one.name).add_data_point(one.x, one.y, one.size)
    made = _add(shapes, box, XL_CHART_TYPE.BUBBLE, data)
    drawn = made.chart
    drawn.has_legend = False
    plot = drawn.plots[0]
    plot.bubble_scale = 55
    for series, one in zip(plot.series, circles, strict=True):
        _circle(series, one)
    _by_area(plot._element)
    _scale(drawn.category_axis, max((abs(one.x - 1) for one in circles), default=0), farthest)
    _cross(drawn, float(Decimal(chart.notes.get("threshold", "5"))), lang)
    return made


@dataclass(frozen=True, slots=True)
class _Circle:
    name: str
    code: str
    colour: str
    is_later: bool
    is_named: bool
    """A later circle bears its name only where there is no earlier one."""
    x: float
    y: float
    size: float


def _circles(chart: Chart, farthest: float) -> Any:
    """The circles that can be drawn: those whose place and size are known."""
    times = list(dict.fromkeys(one.name for one in chart.series))
    seen: set[int] = set()
    by_role = {(one.name, one.role): one.values for one in chart.series}
    for number, time in enumerate(times):
        columns = (by_role[time, role] for role in ("x", "y", "size"))
        for at, (x, y, size) in enumerate(zip(*columns, strict=True)):
            if x is None or y is None or not size:
                continue
            name = _line(chart.points[at])
            code = _CODE.match(name)
            near = min(max(float(x), 1 / farthest), farthest)
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
    fill, line = series.format.fill, series.format.line
    if one.is_later:
        fill.background()
    else:
        fill.solid()
        fill.fore_color.rgb = _rgb(one.colour)
        alpha = fill._xPr.find(f".//{{{_A}}}srgbClr")
        etree.SubElement(alpha, f"{{{_A}}}alpha", val="75000")
    line.color.rgb, line.width = _rgb(one.colour), Pt(2)
    if not one.is_named:
        return
    label = series.points[0].data_label
    label.position = XL_LABEL_POSITION.RIGHT
    frame = label.text_frame
    frame.text = one.code
    run = frame.paragraphs[0].runs[0]
    run.font.size, run.font.bold = Pt(SIZE), True
    run.font.color.rgb = _rgb(INK)


def _by_area(bubbles: Any) -> None:
    """Twice the revenue is twice the area."""
    found = bubbles.find(qn("c:sizeRepresents"))
    if found is None:
        found = etree.Element(qn("c:sizeRepresents"))
        before = bubbles.find(qn("c:showNegBubbles"))
        before.addnext(found)
    found.set("val", "area")


def _scale(axis: Any, spread: float, farthest: float) -> None:
    """Ratios from strong on the left to weak, with 1 in the middle.

    Near 1 they stand in equal steps; where some are far from it, in steps of proportion.
    """
    axis.reverse_order = True
    half = next((one for one in HALVES if spread <= one * ROOM), None)
    if half is not None:
        axis.minimum_scale, axis.maximum_scale, axis.major_unit = 1 - half, 1 + half, half
        return
    axis.minimum_scale, axis.maximum_scale = 1 / farthest, farthest
    scaling = axis._element.find(qn("c:scaling"))
    scaling.insert(0, etree.Element(qn("c:logBase"), val=f"{max(farthest, 2):g}"))


def _cross(chart: Any, threshold: float, lang: Lang) -> None:
    """The axes stand where the halves of the matrix meet, their numbers at its edges."""
    across, up = chart.category_axis, chart.value_axis
    up.minimum_scale, up.maximum_scale, up.major_unit = 0, 10, 5
    across.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    up.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    for axis, key, form in ((across, "strength", "0.0#"), (up, "attractiveness", "0")):
        axis.has_major_gridlines = False
        axis.format.line.color.rgb, axis.format.line.width = _rgb(GREY), Pt(1)
        axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = form, False
        axis.has_title = True
        frame = axis.axis_title.text_frame
        frame.text = say(f"plan.deck.axis.{key}", lang)
        run = frame.paragraphs[0].runs[0]
        run.font.size, run.font.bold = Pt(SIZE), False
    _crosses(across, threshold)
    _crosses(up, 1)


def _crosses(axis: Any, at: float) -> None:
    """Where on the other axis this one stands."""
    element = axis._element
    for name in ("c:crosses", "c:crossesAt"):
        for found in element.findall(qn(name)):
            element.remove(found)
    crossing = etree.Element(qn("c:crossesAt"), val=f"{at:g}")
    element.find(qn("c:crossAx")).addnext(crossing)


_DRAWN: Final[Mapping[str, Drawing]] = {
    "matrix": _matrix,
    "revenue": _drawn(_Look(XL_CHART_TYPE.COLUMN_STACKED, overlap=100)),
    "budget": _drawn(_Look(XL_CHART_TYPE.COLUMN_STACKED, overlap=100)),
    "pareto": _drawn(_Look(XL_CHART_TYPE.COLUMN_CLUSTERED, gap=30)),
    "scenarios": _drawn(_Look(XL_CHART_TYPE.LINE_MARKERS, labelled=True)),
    "value": _drawn(_Look(XL_CHART_TYPE.BAR_STACKED, overlap=100, across=True)),
    "comparison": _drawn(_Look(XL_CHART_TYPE.BAR_CLUSTERED, gap=50, across=True)),
    "forces": _drawn(_Look(XL_CHART_TYPE.BAR_CLUSTERED, across=True)),
}
