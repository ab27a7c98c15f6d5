"""Appendix C: key account management in the company."""

from collections.abc import Iterator

from kamguide.messages import say
from kamguide.plan.blocks import Block, Cell
from kamguide.plan.paper import Paper


def chapter(paper: Paper) -> Iterator[Block]:
    """The statement, its parts, and the two tests."""
    yield from paper.prose("kam_statement", "kam_task", "kam_role")
    yield from paper.tables("kam_whole", "kam_functions", "kam_contribution", "kam_needs")
    found = paper.figures.get("positioning")
    if found is not None and found.advantages:
        rows = [
            [
                Cell(one.advantage),
                Cell(say("value.yes" if one.is_lasting else "value.no", paper.lang)),
                Cell(paper.say(f"test.{one.first_failing}") if one.first_failing else "–"),
            ]
            for one in found.advantages
        ]
        heads = ["col.advantage", "col.lasting", "col.fails_at"]
        yield paper.grid(paper.say("t.advantages"), [paper.say(head) for head in heads], rows)
    else:
        yield from paper.tables("kam_advantages")
    yield from paper.tables("kam_trends", "rel_indicators_us", "rel_indicators_customer")
