"""What draws each kind of chart."""

from collections.abc import Mapping
from typing import Final

from rich.text import Text

from kamguide.export.charted import (
    bars,
    boxes,
    ladders,
    matrix,
    pareto,
    people,
    spread,
    timeline,
    years,
)
from kamguide.export.charted.frame import LETTERS, Drawing, Frame
from kamguide.plan.blocks import Chart, ChartKind

LEAST: Final = 40
"""Cells below which nothing is drawn."""
DRAWINGS: Final[Mapping[ChartKind, Drawing]] = {
    "forces": bars.single(5),
    "comparison": bars.grouped(10),
    "scenarios": bars.grouped(0),
    "budget": bars.stacked,
    "value": bars.stacked,
    "matrix": matrix.draw,
    "pareto": pareto.draw,
    "revenue": years.revenue,
    "ratios": years.ratios,
    "stages": ladders.stages,
    "relationship": ladders.relationship,
    "dmu": people.draw,
    "swot": boxes.draw,
    "gantt": timeline.draw,
    "spread": spread.draw,
}


def lines_of(chart: Chart, frame: Frame) -> list[Text]:
    """A chart in lines no wider than its frame; none where its table says more."""
    if frame.width < LEAST or not chart.points or not chart.series:
        return []
    if max(len(chart.points) if chart.kind == "matrix" else 0, len(chart.series)) > len(LETTERS):
        return []
    return list(DRAWINGS[chart.kind](chart, frame))
