"""Units on a directional policy matrix, as a chart: markets and products alike."""

from collections.abc import Mapping
from typing import Any

from kamguide.plan.blocks import Chart, Series, Table
from kamguide.plan.paper import NOTHING, Paper


def matrix_chart(
    paper: Paper, table: Table, matrix: Any, later: Mapping[str, Any], names: Mapping[str, str]
) -> Chart:
    """Where each unit stands today and where it is wanted at T+3, over the table of both."""
    series = []
    for name, circles in (
        (paper.year(0), [one.circle for one in matrix.units.values()]),
        (paper.year(3), [later.get(unit) for unit in matrix.units]),
    ):
        for role, part in (("x", "ratio"), ("y", "attractiveness"), ("size", "revenue")):
            values = tuple(getattr(one, part) if one else None for one in circles)
            series.append(Series(name, values, role))
    points = [names[unit] for unit in matrix.units]
    return paper.chart(
        "matrix",
        table,
        points,
        series,
        threshold=str(matrix.threshold),
        ratio_max=str(matrix.settings.ratio_max),
        axis="difference" if matrix.settings.by_difference else "ratio",
    )


def quadrant(paper: Paper, circle: Any) -> str:
    """The type of a unit by its place."""
    if circle is None or not circle.quadrant:
        return NOTHING
    return paper.say(f"quadrant.{circle.quadrant}")


def suggested(paper: Paper, placed: Any) -> str:
    """The directions that the place of a unit suggests."""
    words = [paper.say(f"direction.{one}") for one in placed.suggested]
    return paper.say("or").join(words) or NOTHING
