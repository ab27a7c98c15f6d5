"""Rows put elsewhere and texts laid over a table: what they come to as edits."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from kamguide.engine.change import changed
from kamguide.engine.pasting import laid_over, matrix_of
from kamguide.engine.reading import Read, TableReader, context
from kamguide.engine.rowmoves import duplicated, moved, placed
from kamguide.errors import AnswerError
from kamguide.model.answers import Answers
from kamguide.model.edits import AddRow
from kamguide.model.flow import Flow
from kamguide.model.questions.table import TableQuestion

TODAY = date(2026, 11, 23)


def table_of(flow: Flow, name: str = "customers") -> TableQuestion:
    table = flow.questions[name]
    assert isinstance(table, TableQuestion)
    return table


def reader_of(flow: Flow, answers: Answers, name: str = "customers") -> TableReader:
    about = context(flow, answers, today=TODAY, lang="en")
    return TableReader(flow, answers, table_of(flow, name), about)


def with_names(names: Sequence[str], ranks: Sequence[int] = ()) -> Answers:
    answers = Answers()
    for at, name in enumerate(names, 1):
        rank = Decimal(ranks[at - 1] if ranks else 1024 * at)
        cells = {"customer_id": f"C{at}", "name": name}
        answers = changed(answers, AddRow("customers", f"C{at}", cells, rank))
    return answers


def names_after(answers: Answers, read: Read) -> list[object]:
    for edit in read.edits:
        answers = changed(answers, edit)
    return [row["name"] for row in answers.rows("customers")]


def test_a_row_moves_by_one_small_edit(flow: Flow) -> None:
    answers = with_names("abc")
    reader, table = reader_of(flow, answers), table_of(flow)
    assert len(moved(reader, table, "C3", -1).edits) == 1
    assert names_after(answers, moved(reader, table, "C3", -1)) == ["a", "c", "b"]
    assert names_after(answers, moved(reader, table, "C1", 1)) == ["b", "a", "c"]
    assert names_after(answers, moved(reader, table, "C1", -1)) == ["a", "b", "c"]
    assert names_after(answers, moved(reader, table, "C3", 1)) == ["a", "b", "c"]


def test_where_there_is_no_room_between_ranks_all_rows_are_numbered_anew(flow: Flow) -> None:
    answers = with_names("abc", ranks=(5, 5, 5))
    reader, table = reader_of(flow, answers), table_of(flow)
    assert names_after(answers, moved(reader, table, "C3", -1)) == ["a", "c", "b"]
    for n in range(80):
        read = reader_of(flow, answers).new_row({"name": f"n{n}"})
        for edit in placed(read, answers.rows("customers"), before="C3").edits:
            answers = changed(answers, edit)
    expected = ["a", "b", *(f"n{n}" for n in range(80)), "c"]
    assert [row["name"] for row in answers.rows("customers")] == expected


def test_a_copy_gets_an_id_of_its_own_and_stands_below(flow: Flow) -> None:
    answers = with_names("ab")
    copy = duplicated(reader_of(flow, answers), table_of(flow), "C1")
    assert names_after(answers, copy) == ["a", "a", "b"]
    assert [getattr(one, "row", "") for one in copy.edits] == ["C3"]


def test_rows_that_follow_from_other_answers_cannot_be_moved(flow: Flow) -> None:
    reader = reader_of(flow, with_names("ab"), "scores")
    with pytest.raises(AnswerError, match="rows_given"):
        moved(reader, table_of(flow, "scores"), "C1|AF1", 1)


@pytest.mark.parametrize(
    ("text", "fields", "matrix"),
    [
        ("a\tb\r\nc\t", 1, [["a", "b"], ["c", ""]]),
        ('"two\nlines"\t1\n', 1, [["two\nlines", "1"]]),
        ("1,200\n3,400", 1, [["1,200"], ["3,400"]]),
        ("Hengjian | 6200\nMuquan | 5400", 2, [["Hengjian", "6200"], ["Muquan", "5400"]]),
        ("\t\n\t\nc\t1\n\t\n", 1, [["", ""], ["", ""], ["c", "1"], ["", ""]]),
        ("\n\n", 1, []),
    ],
)
def test_a_copied_block_is_read_as_a_spreadsheet_wrote_it(
    text: str, fields: int, matrix: list[list[str]]
) -> None:
    assert [list(line) for line in matrix_of(text, fields)] == matrix


def test_an_empty_cell_of_one_copied_column_keeps_its_place_where_rows_are_given() -> None:
    assert matrix_of("7\r\n\r\n8\r\n", keeps_blanks=True) == [["7"], [""], ["8"]]
    assert matrix_of("Hengjian\n\nMuquan\n") == [["Hengjian"], ["Muquan"]]


def test_what_is_laid_over_a_table_fills_adds_and_tells_all_that_it_cannot_read(
    flow: Flow,
) -> None:
    answers = with_names("ab")
    columns = ("name", "revenue")

    def region(line: int, field: int) -> tuple[str, str] | None:
        rows = ("C2",)
        row = rows[line] if line < len(rows) else ""
        return (row, columns[field]) if field < len(columns) else None

    matrix = [["B", "1.2万"], ["c", "many"], ["", "x"], ["d", "7", "beyond"]]
    laid = laid_over(reader_of(flow, answers), table_of(flow), matrix, region)
    assert names_after(answers, laid.read) == ["a", "B", "c", "d"]
    assert laid.rows == ["C2", "C3", "C4"]
    assert laid.beyond == 1
    unread = [(one.line, one.row, one.column, one.raw) for one in laid.unread]
    assert unread == [(2, "C3", "revenue", "many"), (3, "", "revenue", "x")]
