"""For whom a plan is written: what each view has, and that a customer's never holds our secrets."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from itertools import count
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from kamguide.cli import kamguide
from kamguide.errors import ExportError
from kamguide.export import FORMATS
from kamguide.model.answers import Evidence
from kamguide.model.edits import (
    AddRow,
    Edit,
    GiveEvidence,
    SetCell,
    SetInternal,
    SetValue,
    WriteNote,
)
from kamguide.model.questions import Question
from kamguide.model.questions.table import TableQuestion
from kamguide.plan.blocks import Heading
from kamguide.plan.views import SECTIONS, View, is_internal
from kamguide.workspace.files import document, export, held_back
from kamguide.workspace.plans import Workspace
from kamguide.workspace.session import Session
from tests.conftest import CaseStore
from tests.plan.plans import tables, texts

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TEXTS = ("text", "long_text")
MARKER = "zqxsecret"


@pytest.fixture
def session(case_store: CaseStore) -> Iterator[Session]:
    workspace = Workspace.at(case_store("en"), actor="Li", lang="en", now=lambda: NOW)
    yield workspace.open("Muquan")
    workspace.store.close()


def markers() -> Iterator[str]:
    return (f"{MARKER}{number:04}" for number in count())


def planted(session: Session) -> list[Edit]:
    """A word of its own in every place that is for our eyes only, by nature or because we said."""
    words = markers()
    edits: list[Edit] = []
    for question in session.flow.questions.values():
        edits += _secrets(session, question, words)
        edits.append(WriteNote(question.id, next(words)))
        edits.append(GiveEvidence(question.id, Evidence("fact", next(words), "2026-05-03")))
    return edits


def _secrets(session: Session, question: Question, words: Iterator[str]) -> Iterator[Edit]:
    answer = session.answers.get(question.id)
    if isinstance(question, TableQuestion):
        for row in session.answers.rows(question.id):
            whole = is_internal(question, answer, row)
            for column in question.columns:
                is_ours = column.type in TEXTS and column.id not in question.key_columns
                if is_ours and (whole or column.internal):
                    yield SetCell(question.id, row.key, column.id, next(words))
        if not question.laid_out and not question.internal:
            yield from _secret_row(session, question, words)
    elif question.internal and question.type in TEXTS:
        yield SetValue(question.id, next(words))


def _secret_row(session: Session, table: TableQuestion, words: Iterator[str]) -> Iterator[Edit]:
    """A row that the person said is internal."""
    rows = session.answers.rows(table.id)
    names = [one.id for one in table.columns if one.type in TEXTS and one.id not in table.key]
    if not rows or not names or any(table.column(one).type != "text" for one in table.key):
        return
    key = f"{rows[-1].key}9" if table.key else "r99"
    cells = {**rows[-1].cells, **{name: next(words) for name in names}}
    if table.key:
        cells[table.key[0]] = key
    yield AddRow(table.id, key, cells, rows[-1].rank + 1)
    yield SetInternal(table.id, True, key)


def everything_in(file: Path) -> bytes:
    """All that a file holds, its parts and theirs unpacked."""
    return b"".join(unpacked(file.read_bytes()))


def unpacked(content: bytes) -> Iterator[bytes]:
    yield content
    if content.startswith(b"%PDF"):
        reader = PdfReader(BytesIO(content))
        yield "".join(page.extract_text() for page in reader.pages).encode()
        yield repr((reader.metadata, reader.outline, reader.xmp_metadata)).encode()
    elif is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as parts:
            for name in parts.namelist():
                yield from unpacked(parts.read(name))


def test_two_hundred_secrets_are_in_no_file_for_the_customer(
    session: Session, tmp_path: Path
) -> None:
    edits = planted(session)
    assert len(edits) >= 200
    session.edit(*edits)
    for suffix in FORMATS:
        target = tmp_path / f"plan{suffix}"
        export(session, target, view="customer")
        assert MARKER.encode() not in everything_in(target), suffix
        assert b"Muquan" in everything_in(target), suffix


def test_the_same_secrets_are_in_our_own_files(session: Session, tmp_path: Path) -> None:
    session.edit(*planted(session))
    export(session, tmp_path / "plan.md")
    assert everything_in(tmp_path / "plan.md").count(MARKER.encode()) > 50


def test_what_points_to_a_secret_goes_with_it(session: Session) -> None:
    told = "\n".join(texts(document(session, "customer")))
    assert "ST1" in told
    for secret in ("Wu Jiaming", "Dingtuo", "Delivery reliability", "1,134", "Hengjian"):
        assert secret not in told, secret


def test_the_customer_sees_no_table_of_nothing_but_dashes(session: Session) -> None:
    for one in tables(document(session, "customer")):
        cells = {cell.text for row in one.rows for cell in row[1:]}
        assert not cells or cells - {"", "–"}, one.title


def test_a_row_that_we_open_is_shown_though_its_table_is_ours(session: Session) -> None:
    session.edit(SetInternal("mkt_competitors", False, "K1"))
    before = held_back(session, "customer")
    session.edit(SetInternal("mkt_competitors", True, "K1"))
    assert held_back(session, "customer") != before


def test_the_customer_sees_no_heading_over_nothing(session: Session) -> None:
    blocks = document(session, "customer").blocks
    for before, after in zip(blocks, [*blocks[1:], Heading("", 1)], strict=True):
        if isinstance(before, Heading) and isinstance(after, Heading):
            assert after.level > before.level, before


@pytest.mark.parametrize("view", SECTIONS)
def test_every_view_is_written_and_the_whole_has_the_most(
    session: Session, tmp_path: Path, view: View
) -> None:
    export(session, tmp_path / "plan.md", view=view)
    whole = len(document(session).blocks)
    assert 0 < len(document(session, view).blocks) <= whole + (view == "trainer") * 10


def test_a_trainer_sees_every_criterion_with_the_next_level(session: Session) -> None:
    told = "\n".join(texts(document(session, "trainer")))
    assert "67 of 69" in told
    assert all(one.title("en") in told for one in session.flow.method.rubric if one.test)


def test_a_file_that_holds_everything_has_no_views(session: Session, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="no_view"):
        export(session, tmp_path / "plan.json", view="customer")


def test_the_command_says_how_much_was_held_back(case_store: CaseStore, tmp_path: Path) -> None:
    store = str(case_store("zh"))
    target = str(tmp_path / "plan.md")
    begin = ["--store", store, "--lang", "zh", "export", "Muquan", "--to", target]
    done = CliRunner().invoke(kamguide, [*begin, "--view", "customer"])
    assert done.exit_code == 0
    assert "项内部回答" in done.output
