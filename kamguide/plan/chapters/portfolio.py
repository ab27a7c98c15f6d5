"""Section 5: our products in this account on the matrix, and the direction of each."""

from collections.abc import Iterator
from typing import Any

from kamguide.plan.blocks import Block, Cell
from kamguide.plan.paper import Paper, amount, figure


def chapter(paper: Paper) -> Iterator[Block]:
    """The matrix today and at T+3, directions, conclusion; in a quick plan, proposals."""
    matrix = paper.figures.get("products")
    if matrix is None:
        yield from _quick(paper)
    else:
        yield _matrix(paper, matrix)
    yield from paper.tables("pf_directions", "pf_factors", "pf_attr_scores", "pf_csf_scores")
    yield from paper.prose("pf_conclusion")


def _matrix(paper: Paper, matrix: Any) -> Block:
    outlook = paper.figures.get("product_outlook") or {}
    chosen = {row.key: row for row in paper.answers.rows("pf_directions")}
    rows: list[list[str | Cell]] = []
    for name, placed in matrix.units.items():
        now = placed.circle
        later = outlook[name].objective if name in outlook else None
        direction = chosen[name]["direction"] if name in chosen else None
        rows.append(
            [
                paper.words.named("setup_products", name),
                amount(now.revenue),
                figure(now.attractiveness),
                figure(now.ratio, 3),
                Cell(_quadrant(paper, now)),
                figure(later.ratio, 3) if later else "–",
                Cell(_quadrant(paper, later) if later else "–"),
                amount(later.revenue) if later else "–",
                Cell(paper.say(f"direction.{direction}") if direction else "–"),
            ]
        )
    heads = ["col.product", "col.revenue_t0", "col.attractiveness", "col.ratio_t0", "col.type_t0"]
    heads += ["col.ratio_t3", "col.type_t3", "col.revenue_t3", "col.direction"]
    return paper.grid(
        paper.say("t.portfolio", unit=paper.money_unit()),
        [paper.say(head) for head in heads],
        rows,
    )


def _quadrant(paper: Paper, circle: Any) -> str:
    return paper.say(f"quadrant.{circle.quadrant}") if circle.quadrant else "–"


def _quick(paper: Paper) -> Iterator[Block]:
    proposed = paper.figures.get("quick_directions")
    if not proposed:
        return
    rows: list[list[str | Cell]] = [
        [paper.words.named("setup_products", name), Cell(paper.say(f"direction.{direction}"))]
        for name, direction in proposed.items()
    ]
    yield paper.grid(
        paper.say("t.quick_directions"),
        [paper.say("col.product"), paper.say("col.direction")],
        rows,
    )
