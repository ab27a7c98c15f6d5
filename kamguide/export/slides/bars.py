"""Bars and lines as native charts; some series may be lines over the bars."""

from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any, Final

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
)
from pptx.oxml.ns import qn
from pptx.util import Pt

from kamguide.export.palette import GREY, LINE, OVER, PAPER, colour
from kamguide.export.slides.charting import NAME, SIZE, SPACES, begun, rgb
from kamguide.export.slides.pages import ChartBox
from kamguide.model.text import flat
from kamguide.plan.blocks import Chart, Series
from kamguide.plan.wording import shortened

POINT: Final = 34
"""Cells of a point on an axis, before it is cut."""
Drawing = Callable[[Any, ChartBox], Any]


class Look(Struct, frozen=True):
    """How the bars and lines of a kind of chart are drawn."""

    kind: Any
    gap: int = 60
    overlap: int | None = None
    labelled: bool = False
    across: bool = False
    """Bars lie, the first point on top."""


def _categories(chart: Chart, series: Sequence[Series]) -> Any:
    data = CategoryChartData(number_format="General")
    data.categories = [shortened(flat(one), POINT) or " " for one in chart.points]
    for one in series:
        data.add_series(
            shortened(flat(one.name), NAME) or " ",
            [None if value is None else float(value) for value in one.values],
        )
    return data


def drawn_as(look: Look) -> Drawing:
    """What draws a chart with such a look."""

    def draw_it(shapes: Any, box: ChartBox) -> Any:
        known = (one for one in box.chart.series if any(value is not None for value in one.values))
        chart = replace(box.chart, series=tuple(known))
        made = begun(shapes, box, look.kind, _categories(chart, chart.series))
        _finish(made.chart, chart, look)
        return made

    return draw_it


def _finish(chart: Any, source: Chart, look: Look) -> None:
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
    for at, one in enumerate(plot.series):
        _paint(one, colour(at), is_line=look.kind == XL_CHART_TYPE.LINE_MARKERS)
    if look.labelled:
        _label_ends(plot.series, source.series)
    lines = [at for at, one in enumerate(source.series) if one.role == "line"]
    if lines and look.kind != XL_CHART_TYPE.LINE_MARKERS:
        _lift_lines(chart, lines)


def _axes(chart: Any, *, across: bool) -> None:
    values, points = chart.value_axis, chart.category_axis
    values.has_major_gridlines = True
    values.major_gridlines.format.line.color.rgb = rgb(LINE)
    values.major_gridlines.format.line.width = Pt(0.5)
    values.format.line.fill.background()
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = "#,##0", False
    points.format.line.color.rgb = rgb(GREY)
    points.has_major_gridlines = False
    if across:
        points.reverse_order = True
        values.tick_label_position = XL_TICK_LABEL_POSITION.HIGH


def _paint(series: Any, value: str, *, is_line: bool) -> None:
    """The colour of bars, or of a line and its marks."""
    element = series._element
    for name in ("c:spPr", "c:marker", "c:smooth"):
        for found in element.findall(qn(name)):
            element.remove(found)
    fill = f'<a:solidFill><a:srgbClr val="{value}"/></a:solidFill>'
    if not is_line:
        looks = [f"<c:spPr {SPACES}>{fill}</c:spPr>"]
    else:
        looks = [
            f'<c:spPr {SPACES}><a:ln w="31750">{fill}</a:ln></c:spPr>',
            f'<c:marker {SPACES}><c:symbol val="circle"/><c:size val="7"/><c:spPr>{fill}'
            f"<a:ln>{fill}</a:ln></c:spPr></c:marker>",
        ]
        etree.SubElement(element, qn("c:smooth"), val="0")
    for look in reversed(looks):
        element.find(qn("c:tx")).addnext(etree.fromstring(look))


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
    before = series.find(qn("c:cat"))
    for part in (_LINE, _MARKER, _LABELS):
        before.addprevious(etree.fromstring(part))
    etree.SubElement(series, qn("c:smooth"), val="0")
    return series


_INKED: Final = f'<a:solidFill><a:srgbClr val="{OVER}"/></a:solidFill>'
_BLANK: Final = f'<a:solidFill><a:srgbClr val="{PAPER}"/></a:solidFill>'
_LINE: Final = f'<c:spPr {SPACES}><a:ln w="28575">{_INKED}</a:ln></c:spPr>'
_MARKER: Final = (
    f'<c:marker {SPACES}><c:symbol val="circle"/><c:size val="7"/><c:spPr>{_BLANK}'
    f'<a:ln w="19050">{_INKED}</a:ln></c:spPr></c:marker>'
)
_LABELS: Final = (
    f'<c:dLbls {SPACES}><c:numFmt formatCode="#,##0" sourceLinked="0"/><c:spPr>{_BLANK}</c:spPr>'
    f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="{SIZE}00" b="1">{_INKED}</a:defRPr></a:pPr>'
    '<a:endParaRPr/></a:p></c:txPr><c:dLblPos val="t"/><c:showLegendKey val="0"/>'
    '<c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
    '<c:showBubbleSize val="0"/></c:dLbls>'
)
"""The numbers stand on a ground of their own, for they stand among the bars."""
