"""Native charts: the numbers of a plan in a file's own charts, where they can be edited."""

from collections.abc import Mapping
from typing import Any, Final

from pptx.enum.chart import XL_CHART_TYPE

from kamguide.export.slides.bars import Drawing, Look, drawn_as
from kamguide.export.slides.charting import describe
from kamguide.export.slides.matrix import matrix
from kamguide.export.slides.pages import ChartBox
from kamguide.model.text import Lang

STACKED: Final = drawn_as(Look(XL_CHART_TYPE.COLUMN_STACKED, overlap=100))
BARS: Final[Mapping[str, Drawing]] = {
    "revenue": STACKED,
    "budget": STACKED,
    "pareto": drawn_as(Look(XL_CHART_TYPE.COLUMN_CLUSTERED, gap=30)),
    "scenarios": drawn_as(Look(XL_CHART_TYPE.LINE_MARKERS, labelled=True)),
    "value": drawn_as(Look(XL_CHART_TYPE.BAR_STACKED, overlap=100, across=True)),
    "comparison": drawn_as(Look(XL_CHART_TYPE.BAR_CLUSTERED, gap=50, across=True)),
    "forces": drawn_as(Look(XL_CHART_TYPE.BAR_CLUSTERED, across=True)),
}


def draw(shapes: Any, box: ChartBox, lang: Lang) -> None:
    """Draw a chart into its frame."""
    kind = box.chart.kind
    made = matrix(shapes, box, lang) if kind == "matrix" else BARS[kind](shapes, box)
    describe(made, box.chart.title)
