"""What was answered and has its place in no other section: nothing that was said is lost."""

from collections.abc import Iterator

from kamguide.model.questions.table import TableQuestion
from kamguide.plan.blocks import Block
from kamguide.plan.chapters.closing import LAST
from kamguide.plan.paper import Paper


def chapter(paper: Paper) -> Iterator[Block]:
    """The answers that no chapter names, step by step."""
    for phase in paper.flow.phases:
        for step in phase.steps:
            for question in step.questions:
                if question.id in paper.shown or question.id in LAST:
                    continue
                if isinstance(question, TableQuestion):
                    yield from paper.tables(question.id)
                else:
                    yield from paper.prose(question.id)
