"""What draws each kind of chart."""

from collections.abc import Mapping
from typing import Final

from rich.text import Text

from kamguide.byname import ByName
from kamguide.export.charted.frame import LETTERS, Drawing, Frame
from kamguide.plan.blocks import Chart

LEAST: Final = 40
"""Cells below which nothing is drawn."""
DRAWINGS: Final[Mapping[str, Drawing]] = ByName(
    "kamguide.export.charted",
    {
        "bars": ("forces", "comparison", "scenarios", "budget=stacked", "value=stacked"),
        "boxes": ("swot=draw",),
        "ladders": ("stages", "relationship"),
        "matrix": ("matrix=draw",),
        "pareto": ("pareto=draw",),
        "people": ("dmu=draw",),
        "spread": ("spread=draw",),
        "timeline": ("gantt=draw",),
        "years": ("revenue", "ratios"),
    },
)


def lines_of(chart: Chart, frame: Frame) -> list[Text]:
    """A chart in lines no wider than its frame; none where its table says more."""
    if frame.width < LEAST or not chart.points or not chart.series:
        return []
    if max(len(chart.points) if chart.kind == "matrix" else 0, len(chart.series)) > len(LETTERS):
        return []
    return list(DRAWINGS[chart.kind](chart, frame))
