"""What may still be said of an approved plan: what became of it, never what was decided."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from kamguide.engine.life import Life
from kamguide.model.edits import Edit, SetCell
from kamguide.model.flow import Flow


class Told(Struct, frozen=True):
    """What an amount came to, or an open item turned out to be, in words; by whom and when."""

    question: str
    row: str
    column: str
    words: str
    note: str
    actor: str
    on: date


def stays_open(flow: Flow, status: str, question: str, column: str) -> bool:
    """Whether a column of a table may still be told of, in a plan that stands so."""
    table = flow.tables.get(question)
    return (
        status == Life.APPROVED
        and table is not None
        and any(one.id == column and one.progress for one in table.columns)
    )


def progress_in(flow: Flow, status: str, edits: Sequence[Edit]) -> tuple[SetCell, ...]:
    """Edits as progress; nothing where any of them would change what was decided."""
    found = tuple(
        one
        for one in edits
        if isinstance(one, SetCell)
        and one.value is not None
        and stays_open(flow, status, one.question, one.column)
    )
    return found if len(found) == len(edits) else ()
