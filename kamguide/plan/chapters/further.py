"""What was answered and stands in no other section: nothing that was said is lost."""

from collections.abc import Iterator

from kamguide.model.questions.table import TableQuestion
from kamguide.plan.blocks import Block
from kamguide.plan.chapters.closing import LAST
from kamguide.plan.paper import Paper
from kamguide.plan.places import place_of


def chapter(paper: Paper) -> Iterator[Block]:
    """The answers and the columns of tables that no chapter shows, step by step.

    Among them are those that other sections only reckon with.
    """
    for phase in paper.flow.phases:
        for step in phase.steps:
            for question in step.questions:
                if question.id in LAST or question.id in paper.placed:
                    continue
                if isinstance(question, TableQuestion) and paper.rows(question.id):
                    yield from _rest(paper, question)
                else:
                    yield from paper.prose(question.id)


def _rest(paper: Paper, table: TableQuestion) -> Iterator[Block]:
    """The columns of which something stands nowhere yet, beside what tells the rows apart."""
    left = {
        column
        for row in paper.rows(table.id)
        for column, value in row.cells.items()
        if value is not None and place_of(table.id, row.key, column) not in paper.placed
    }.difference(table.key_columns)
    if not left:
        return
    names = set(table.key_columns) if table.laid_out else {*table.key_columns, table.main.id}
    if (found := paper.table(table.id, only=(*names, *left))) is not None:
        yield found
