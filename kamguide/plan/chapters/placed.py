"""Units on a directional policy matrix, as a chart: markets and products alike."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from kamguide.analysis.dpm import DEFAULT_SETTINGS, Circle
from kamguide.plan.blocks import Block, Chart, Note, Series, Table
from kamguide.plan.paper import NOTHING, Paper, change, figure


def matrix_chart(
    paper: Paper, table: Table, matrix: Any, later: Mapping[str, Any], names: Mapping[str, str]
) -> Chart:
    """Where each unit stands today and where it is wanted at T+3, over the table of both."""
    series = []
    for name, circles in (
        (paper.year(0), [one.circle for one in matrix.units.values()]),
        (paper.year(3), [later.get(unit) for unit in matrix.units]),
    ):
        by_difference = matrix.settings.by_difference
        places = [_place(one, by_difference=by_difference) if one else _NOWHERE for one in circles]
        for at, role in enumerate(("x", "y", "size")):
            series.append(Series(name, tuple(one[at] for one in places), role))
    points = [names[unit] for unit in matrix.units]
    return paper.chart(
        "matrix",
        table,
        points,
        series,
        threshold=str(matrix.threshold),
        ratio_max=str(matrix.settings.ratio_max),
        axis=_axis(matrix),
        axis_x=paper.say(f"axis.{_axis(matrix)}"),
        axis_y=paper.say("col.attractiveness"),
    )


_Place = tuple[Decimal | None, Decimal | None, Decimal | None]
_NOWHERE: Final[_Place] = (None, None, None)


def _place(circle: Circle, *, by_difference: bool) -> _Place:
    across = _apart(circle) if by_difference else circle.ratio
    return across, circle.attractiveness, circle.revenue


def _apart(circle: Circle) -> Decimal | None:
    if circle.own_total is None or circle.reference_total is None:
        return None
    return circle.own_total - circle.reference_total


def drawn_as(paper: Paper, matrix: Any) -> Iterator[Block]:
    """How the matrix is drawn, where the plan's settings have it drawn otherwise than usual."""
    settings = matrix.settings
    if settings != DEFAULT_SETTINGS:
        line = "midrange" if settings.threshold is None else "fixed"
        text = paper.say(
            "matrix_drawn",
            line=paper.say(f"matrix_line.{line}", at=figure(matrix.threshold)),
            axis=paper.say(f"matrix_axis.{_axis(matrix)}", ends=settings.ratio_max),
        )
        yield Note(text)


def _axis(matrix: Any) -> str:
    return "difference" if matrix.settings.by_difference else "ratio"


def strength_head(matrix: Any, when: str = "_now") -> str:
    """The head of a column of `held`, by its key."""
    return f"{_axis(matrix)}{when}"


def held(matrix: Any, circle: Any) -> str:
    """Our score held against the competitor's, as the axis of the matrix has it."""
    if circle is None:
        return NOTHING
    if not matrix.settings.by_difference:
        return figure(circle.ratio, 3)
    apart = _apart(circle)
    return NOTHING if apart is None else change(apart, figure(apart))


def quadrant(paper: Paper, circle: Any) -> str:
    """The type of a unit by its place."""
    if circle is None or not circle.quadrant:
        return NOTHING
    return paper.say(f"quadrant.{circle.quadrant}")


def suggested(paper: Paper, placed: Any) -> str:
    """The directions that the place of a unit suggests."""
    words = [paper.say(f"direction.{one}") for one in placed.suggested]
    return paper.say("or").join(words) or NOTHING
