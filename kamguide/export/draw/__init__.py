"""Charts as pictures in SVG, one look for every format that shows them.

A picture stands alone: no style sheet, no script, nothing from elsewhere. `name` keeps the ids
of several pictures on one page apart.
"""

from collections.abc import Mapping
from typing import Final

from kamguide.export.draw.across import comparison, forces, relationship
from kamguide.export.draw.canvas import CLASSES
from kamguide.export.draw.frame import Drawing, Task
from kamguide.export.draw.ladder import stages
from kamguide.export.draw.matrix import matrix
from kamguide.export.draw.pareto import pareto
from kamguide.export.draw.people import dmu
from kamguide.export.draw.spread import spread
from kamguide.export.draw.swot import swot
from kamguide.export.draw.timeline import gantt
from kamguide.export.draw.trends import ratios
from kamguide.export.draw.upright import budget, revenue, scenarios
from kamguide.export.draw.values import value
from kamguide.model.text import Lang
from kamguide.plan.blocks import Chart, ChartKind

DRAWINGS: Final[Mapping[ChartKind, Drawing]] = {
    "budget": budget,
    "comparison": comparison,
    "dmu": dmu,
    "forces": forces,
    "gantt": gantt,
    "matrix": matrix,
    "pareto": pareto,
    "ratios": ratios,
    "relationship": relationship,
    "revenue": revenue,
    "scenarios": scenarios,
    "spread": spread,
    "stages": stages,
    "swot": swot,
    "value": value,
}


def svg(chart: Chart, lang: Lang, *, name: str) -> str | None:
    """The picture of a chart; nothing where it has no numbers that could be drawn."""
    return DRAWINGS[chart.kind](Task(chart, lang, name))


def rules(scope: str = "svg") -> str:
    """What a page's style sheet says so that pictures take on its colours, given as variables."""
    return "\n".join(
        f"{scope} .{name} {{ {attribute}: var(--{shade}); }}"
        for name, (attribute, shade) in CLASSES.items()
    )
