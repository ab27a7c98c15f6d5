"""Charts as pictures in SVG, one look for every format that shows them.

A picture stands alone: no style sheet, no script, nothing from elsewhere. `name` keeps the ids
of several pictures on one page apart.
"""

from collections.abc import Mapping
from typing import Final

from kamguide.export.draw.across import comparison, forces, relationship
from kamguide.export.draw.canvas import CLASSES
from kamguide.export.draw.frame import Drawing, Task
from kamguide.export.draw.matrix import matrix
from kamguide.export.draw.pareto import pareto
from kamguide.export.draw.upright import budget, revenue, scenarios
from kamguide.model.text import Lang
from kamguide.plan.blocks import Chart

DRAWINGS: Final[Mapping[str, Drawing]] = {
    "budget": budget,
    "comparison": comparison,
    "forces": forces,
    "matrix": matrix,
    "pareto": pareto,
    "relationship": relationship,
    "revenue": revenue,
    "scenarios": scenarios,
}


def svg(chart: Chart, lang: Lang, *, name: str) -> str | None:
    """The picture of a chart; nothing where it has no numbers that could be drawn."""
    drawing = DRAWINGS.get(chart.kind)
    return drawing(Task(chart, lang, name)) if drawing else None


def rules(scope: str = "svg") -> str:
    """What a page's style sheet says so that pictures take on its colours, given as variables."""
    return "\n".join(
        f"{scope} .{name} {{ {attribute}: var(--{shade}); }}"
        for name, (attribute, shade) in CLASSES.items()
    )
