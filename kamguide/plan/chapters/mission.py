"""Section 1: why this account matters to us, and we to it."""

from collections.abc import Iterator

from kamguide.plan.blocks import Block
from kamguide.plan.paper import Paper


def chapter(paper: Paper) -> Iterator[Block]:
    """The agreed text, and below it its four parts."""
    yield from paper.prose(
        "mis_statement", "mis_role", "mis_business_def", "mis_competence", "mis_future"
    )
