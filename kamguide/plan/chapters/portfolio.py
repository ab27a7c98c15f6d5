"""Section 5: our products in this account on the matrix, and the direction of each."""

from collections.abc import Iterator
from typing import Any

from kamguide.plan.blocks import Block, Chart, Note
from kamguide.plan.chapters.placed import (
    drawn_as,
    held,
    matrix_chart,
    quadrant,
    strength_head,
    suggested,
)
from kamguide.plan.paper import NOTHING, Line, Paper, amount, figure, share


def chapter(paper: Paper) -> Iterator[Block]:
    """The matrix today and at T+3, directions, conclusion; in a quick plan, proposals."""
    matrix = paper.figure("products")
    if matrix is None:
        yield from _quick(paper)
        yield from paper.tables("pf_directions")
    else:
        yield _matrix(paper, matrix)
        yield from drawn_as(paper, matrix)
        yield _directions(paper, matrix)
        if matrix.borderline:
            names = paper.listed([paper.product(one) for one in matrix.borderline])
            yield Note(paper.say("borderline", units=names))
    yield from paper.prose("pf_conclusion")


def _matrix(paper: Paper, matrix: Any) -> Chart:
    outlook = paper.figure("product_outlook") or {}
    later = {name: one.objective for name, one in outlook.items()}
    names = {name: paper.product(name) for name in matrix.units}
    rows: list[list[str]] = []
    for name, placed in matrix.units.items():
        rows.append([names[name], figure(placed.circle.attractiveness)])
        for circle in (placed.circle, later.get(name)):
            rows[-1] += [
                figure(circle.own_total) if circle else NOTHING,
                figure(circle.reference_total) if circle else NOTHING,
                held(matrix, circle),
                quadrant(paper, circle),
            ]
    heads = [
        "product",
        "attractiveness",
        "us_t0",
        "rival_t0",
        strength_head(matrix, "_t0"),
        "type_t0",
    ]
    heads += ["us_t3", "rival_t3", strength_head(matrix, "_t3"), "type_t3"]
    table = paper.grid(paper.say("t.portfolio"), paper.heads(*heads), rows, internal=True)
    return matrix_chart(paper, table, matrix, later, names)


def _directions(paper: Paper, matrix: Any) -> Block:
    outlook = paper.figure("product_outlook") or {}
    rows: list[Line] = []
    for name, placed in matrix.units.items():
        ahead = outlook.get(name)
        circle = ahead.objective if ahead else None
        rows.append(
            [
                paper.product(name),
                amount(placed.circle.revenue),
                amount(circle.revenue) if circle else NOTHING,
                share(ahead.growth_pct) if ahead else NOTHING,
                suggested(paper, placed),
                paper.given("pf_directions", name, "direction"),
                paper.given("pf_directions", name, "reason"),
            ]
        )
    heads = ["product", "revenue_t0", "revenue_t3", "cagr", "suggested", "direction", "reason"]
    return paper.grid(paper.say("t.directions", unit=paper.money_unit()), paper.heads(*heads), rows)


def _quick(paper: Paper) -> Iterator[Block]:
    proposed = paper.figure("quick_directions")
    if not proposed:
        return
    rows = [
        [paper.product(name), paper.say(f"direction.{direction}")]
        for name, direction in proposed.items()
    ]
    yield paper.grid(paper.say("t.quick_directions"), paper.heads("product", "direction"), rows)
