"""Tables of the worked case out as CSV with heads of one language, and into a plan of the other."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from io import StringIO

import pytest

from kamguide.model.edits import RemoveRow
from kamguide.model.questions.table import TableQuestion
from kamguide.plan.wording import Wording
from kamguide.workspace.intake import Intake
from kamguide.workspace.plans import Workspace
from kamguide.workspace.session import Session
from tests.conftest import CaseStore

NOT_CUT = {"ass_list", "str_list"}
"""Their references are names with commas and colons in them, several in a cell."""


@pytest.fixture(params=["zh", "en"])
def filled(request: pytest.FixtureRequest, case_store: CaseStore) -> Iterator[Session]:
    lang = request.param
    workspace = Workspace.at(
        case_store(lang),
        actor="Li",
        lang=lang,
        now=lambda: datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
    )
    yield workspace.open("Muquan")
    workspace.store.close()


def exported(session: Session, table: TableQuestion, heads: str) -> bytes:
    """The rows as the plan words them, under labels of another language."""
    words = Wording(session.flow, session.path.standing, session.lang)
    columns = [one for one in table.columns if one.compute is None]
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([one.label(heads) for one in columns])
    for row in session.answers.rows(table.id):
        writer.writerow([words.value(one, row.cells.get(one.id)) for one in columns])
    return out.getvalue().encode("gb18030")


def test_the_customer_list_comes_back_the_same_under_heads_of_the_other_language(
    filled: Session,
) -> None:
    table = filled.flow.tables["pareto_customers"]
    data = exported(filled, table, "en" if filled.lang == "zh" else "zh")
    before = {row.key: dict(row.cells) for row in filled.answers.rows(table.id)}
    filled.edit(*(RemoveRow(table.id, key) for key in before))
    looked = Intake(filled, table, data)
    assert not looked.taken.faults
    looked.keep()
    assert {row.key: dict(row.cells) for row in filled.answers.rows(table.id)} == before


@pytest.mark.campaign
def test_every_table_of_the_case_changes_nothing_where_it_is_taken_in_again(
    filled: Session,
) -> None:
    for table in filled.flow.tables.values():
        if table.id in NOT_CUT or not filled.answers.rows(table.id):
            continue
        for heads in ("zh", "en"):
            looked = Intake(filled, table, exported(filled, table, heads))
            assert not looked.taken.faults, (table.id, looked.taken.faults)
            assert looked.counts == {"new": 0, "changed": 0, "removed": 0}, table.id
