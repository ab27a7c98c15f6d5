"""What people have on them in a plan: actions they own, and what others wait to hear from them."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from kamguide.model.answers import Cell, Row
from kamguide.model.questions.table import TableQuestion
from kamguide.workspace.checking import Report
from kamguide.workspace.due import DAY, SETTLED, STATUS, day_said
from kamguide.workspace.followup import Standing
from kamguide.workspace.session import Session

OWNER = "owner"
"""The column that says who a row is for; it names a row of another table."""


def owed_in(session: Session, report: Report) -> dict[str, list[str]]:
    """The days by which each person has something to do; one without a day is an empty text."""
    found: dict[str, list[str]] = defaultdict(list)
    for who, day in (*_open(session, report), *_actions(session)):
        if name := " ".join(who.split()):
            found[name].append(day.isoformat() if day is not None else "")
    return {name: sorted(days) for name, days in sorted(found.items())}


def _open(session: Session, report: Report) -> Iterator[tuple[str, date | None]]:
    for one in report.open:
        yield one.who, day_said(session, one.question, one.by) if one.by else None


def _actions(session: Session) -> Iterator[tuple[str, date | None]]:
    stands = Standing(session)
    for question in session.path.asked:
        table = session.flow.tables.get(question.id)
        if table is None or not {OWNER, DAY, STATUS} <= {one.id for one in table.columns}:
            continue
        for row in session.path.standing.rows(table.id):
            if stands.status(table.id, row) not in SETTLED:
                yield _named(session, table, row), _day(row[DAY])


def _day(cell: Cell | None) -> date | None:
    return cell if isinstance(cell, date) else None


def _named(session: Session, table: TableQuestion, row: Row) -> str:
    """The name of the person that a row is for."""
    owner = row[OWNER]
    targets = getattr(table.column(OWNER), "to", ())
    for target in targets:
        for one in session.path.standing.rows(target):
            if one.key == owner:
                return str(one[session.flow.tables[target].main.id] or "")
    return owner if isinstance(owner, str) and not targets else ""
