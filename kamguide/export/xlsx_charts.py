"""Native charts of a workbook: they follow the cells they are drawn from."""

from collections.abc import Mapping
from typing import Any, Final

from xlsxwriter.chart_scatter import ChartScatter

from kamguide.export.palette import GREY, LINE, OVER, SHADE, colour
from kamguide.export.xlsx_names import addressed
from kamguide.model.text import clean
from kamguide.plan.workbook import Plot, SheetChart

_KINDS: Final[Mapping[str, dict[str, str]]] = {
    "columns": {"type": "column"},
    "stacked": {"type": "column", "subtype": "stacked"},
    "bars": {"type": "bar"},
    "lines": {"type": "line"},
}
WIDTH, HEIGHT = 700, 380
ASIDE: Final = 600
BUBBLES: Final = 580
"""Two matrices stand side by side."""
"""How far to the right a second chart beside the first one stands."""


def draw(file: Any, target: Any, chart: SheetChart, names: Mapping[str, str]) -> None:
    """Draw a chart on its sheet."""
    made = _bubbles(file) if chart.kind == "bubbles" else file.add_chart(dict(_KINDS[chart.kind]))
    lines = None
    for at, plot in enumerate(chart.plots):
        if plot.as_line and chart.kind in ("columns", "stacked"):
            lines = lines or file.add_chart({"type": "line"})
            lines.add_series(_series(chart, plot, at, names))
        elif chart.kind == "bubbles":
            made.add_bubble(_series(chart, plot, at, names), _place(plot.sizes, names))
        else:
            made.add_series(_series(chart, plot, at, names))
    _dress(made, chart)
    if lines is not None:
        if chart.second_title:
            lines.set_y2_axis(_axis(chart.second_title, grid=False))
        made.combine(lines)
    row, column = chart.at
    target.insert_chart(
        row, column, made, {"object_position": 2, "x_offset": ASIDE if chart.aside else 0}
    )


def _place(area: Any, names: Mapping[str, str]) -> str:
    return f"={_fixed(addressed(area, names))}"


def _fixed(address: str) -> str:
    """The address with `$` before rows and columns, as charts want it."""
    name, _, cells = address.rpartition("!")
    parts = []
    for cell in cells.split(":"):
        letters = cell.rstrip("0123456789")
        parts.append(f"${letters}${cell[len(letters) :]}")
    return f"{name}!{':'.join(parts)}"


def _series(chart: SheetChart, plot: Plot, at: int, names: Mapping[str, str]) -> dict[str, Any]:
    color = f"#{OVER if plot.second else colour(at)}"
    name = plot.name if isinstance(plot.name, str) else _place(plot.name, names)
    series: dict[str, Any] = {
        "name": name,
        "categories": _place(plot.categories, names),
        "values": _place(plot.values, names),
    }
    if chart.kind == "lines" or plot.as_line:
        series |= {"line": {"color": color, "width": 2.25}}
        series |= {"marker": {"type": "circle", "size": 6, "fill": {"color": color}}}
        series |= {"y2_axis": True} if plot.second else {}
    elif chart.kind == "bubbles":
        series |= {"fill": {"color": color, "transparency": 35}, "border": {"color": color}}
        label = {"value": clean(plot.label), "font": {"size": 9, "bold": True}}
        series |= {"data_labels": {"value": True, "custom": [label], "position": "above"}}
    else:
        series |= {"fill": {"color": color}, "gap": 60}
    return series


def _axis(title: str, *, grid: bool) -> dict[str, Any]:
    return {
        "name": title,
        "name_font": {"size": 9, "bold": False, "color": f"#{GREY}"},
        "num_font": {"size": 9, "color": f"#{GREY}"},
        "major_gridlines": {"visible": grid, "line": {"color": f"#{SHADE}"}},
        "line": {"color": f"#{LINE}"},
    }


def _dress(made: Any, chart: SheetChart) -> None:
    across, up = _axis(chart.x_title, grid=False), _axis(chart.y_title, grid=True)
    if chart.kind == "bars":  # whose x axis is the one with the numbers
        across, up = _axis(chart.y_title, grid=True), _axis(chart.x_title, grid=False)
        across |= {"min": 0, "label_position": "high"}
        up |= {"reverse": True}
    if chart.limits is not None:
        (left, right), (bottom, top) = chart.limits
        across |= {"min": float(min(left, right)), "max": float(max(left, right))}
        across |= {"reverse": left > right}
        up |= {"min": float(bottom), "max": float(top)}
        across |= {"label_position": "low", "major_gridlines": {"visible": False}}
        up |= {"label_position": "high" if left > right else "low"}
        up |= {"major_gridlines": {"visible": False}}
    if chart.crossing is not None:
        across |= {"crossing": float(chart.crossing[0])}
        up |= {"crossing": float(chart.crossing[1])}
    made.set_x_axis(across)
    made.set_y_axis(up)
    made.set_title({"name": chart.title, "name_font": {"size": 12, "color": f"#{GREY}"}})
    one = len(chart.plots) == 1
    made.set_legend({"none": True} if one else {"position": "bottom", "font": {"size": 9}})
    width = BUBBLES if chart.kind == "bubbles" else WIDTH
    made.set_size({"width": width, "height": HEIGHT})
    made.set_chartarea({"border": {"color": f"#{SHADE}"}})


class _Bubbles(ChartScatter):  # type: ignore[misc]  # the library is not typed
    """Circles with a size of their own, a kind that the library does not write itself."""

    def __init__(self) -> None:
        super().__init__({"subtype": "marker_only"})
        self._sizes: list[str] = []

    def add_bubble(self, series: dict[str, Any], sizes: str) -> None:
        """Add circles at `series` with the sizes in these cells."""
        self.add_series(series)
        self._sizes.append(sizes[1:])
        self._get_data_id(sizes, None)

    def _write_scatter_chart(self, args: dict[str, Any]) -> None:
        series = self._get_primary_axes_series() if args["primary_axes"] else []
        if not series:
            return
        self._xml_start_tag("c:bubbleChart")
        self._xml_empty_tag("c:varyColors", [("val", 0)])
        for at, one in enumerate(series):
            self._write_bubble(at, one)
        self._xml_empty_tag("c:bubbleScale", [("val", 60)])
        self._xml_empty_tag("c:showNegBubbles", [("val", 0)])
        self._xml_empty_tag("c:sizeRepresents", [("val", "area")])
        self._write_axis_ids(args)
        self._xml_end_tag("c:bubbleChart")

    def _write_bubble(self, at: int, series: dict[str, Any]) -> None:
        self._xml_start_tag("c:ser")
        self._write_idx(at)
        self._write_order(at)
        self._write_series_name(series)
        self._write_sp_pr(series)
        self._xml_empty_tag("c:invertIfNegative", [("val", 0)])
        self._write_d_lbls(series.get("labels"))
        self._write_x_val(series)
        self._write_y_val(series)
        formula = self._sizes[at]
        self._xml_start_tag("c:bubbleSize")
        self._write_num_ref(formula, self.formula_data[self.formula_ids[formula]], "num")
        self._xml_end_tag("c:bubbleSize")
        self._xml_empty_tag("c:bubble3D", [("val", 0)])
        self._xml_end_tag("c:ser")


def _bubbles(file: Any) -> _Bubbles:
    """A bubble chart, made known to the file as its own charts are."""
    chart = _Bubbles()
    chart.embedded = True
    chart.date_1904 = file.date_1904
    chart.remove_timezone = file.remove_timezone
    file.charts.append(chart)
    return chart
