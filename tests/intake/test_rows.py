"""Lines of a file and the rows that are there: updated, added, spared; all problems at once."""

from decimal import Decimal

from kamguide.model.answers import Origin
from kamguide.workspace.intake_words import IntakeTelling
from kamguide.workspace.session import Session
from tests.intake.conftest import Look, faults, rows


def kept(session: Session) -> dict[str, dict[str, object]]:
    return {one.key: dict(one.cells) for one in session.answers.rows("customers")}


def test_rows_that_are_there_are_found_by_name_and_others_added(
    session: Session, look: Look
) -> None:
    look("Name,Revenue,Margin\nHaitang,6200,1054\nJinhe,4150,\n").keep()
    intake = look("名称,销售额\nhaitang,7000\nLingmai,300\n")
    assert intake.counts == {"new": 1, "changed": 1, "removed": 0}
    intake.keep()
    assert [one["revenue"] for one in kept(session).values()] == [7000, 4150, 300]
    assert kept(session)["C1"]["margin"] == 1054, "an empty cell takes nothing away"


def test_what_is_taken_in_is_said_to_be_imported_and_taken_back_in_one(
    session: Session, look: Look
) -> None:
    look("Name,Revenue\nA,1\nB,2\nC,3\n").keep()
    events = [one for one in session.events() if one.question == "customers"]
    assert {one.payload.get("origin") for one in events} == {str(Origin.IMPORTED)}
    session.undo()
    assert not kept(session)


def test_replacing_takes_away_what_is_not_in_the_file_but_not_what_cannot_be_read(
    session: Session, look: Look
) -> None:
    look("Name,Revenue\nA,1\nB,2\nC,3\n").keep()
    intake = look("Name,Revenue\nA,5\nB,lots\n", replaces=True)
    assert faults(intake) == [("B3", "answer.amount.unreadable")]
    intake.keep()
    assert {one["name"]: one["revenue"] for one in kept(session).values()} == {"A": 5, "B": 2}


def test_ids_of_elsewhere_do_not_become_ids_of_the_plan(session: Session, look: Look) -> None:
    intake = look("Customer code,Name,Revenue\n10023,A,1\nC7,B,2\nC7,D,3\n")
    assert faults(intake) == [("A4", "answer.row.duplicate")]
    assert [one.key for one in intake.taken.rows] == ["C1", "C7"]
    assert "ids" in intake.taken.notices


def test_everything_that_cannot_be_read_is_told_at_once_with_its_place(look: Look) -> None:
    intake = look("Name,Revenue,Margin\nA,many,few\n,5,\nB,1,1\nb,2,2\nC,3,3\n")
    assert faults(intake) == [
        ("B2", "answer.amount.unreadable"),
        ("C2", "answer.amount.unreadable"),
        ("A3", "intake.no_name"),
        ("A5", "intake.twice"),
    ]
    assert [one["name"] for one in rows(intake)] == ["B", "C"]


def test_sums_blank_lines_heads_again_and_remarks_are_no_rows(look: Look) -> None:
    intake = look(
        "Name,Revenue\nA,1\n,\nName,Revenue\nB,2\nTotal:,3\nGrand total,3\n\nSource: ERP,\n"
    )
    assert [one["name"] for one in rows(intake)] == ["A", "B"]
    assert [one.row + 1 for one in intake.taken.left_out] == [6, 7, 9]
    assert any("Source: ERP" in line for line in IntakeTelling(intake).notes())


def test_dashes_say_nothing_and_amounts_with_a_scale_are_said_back(look: Look) -> None:
    intake = look("Name,Revenue,Margin\nA,350万,-\nTotal Energies,12,n/a\n")
    assert rows(intake) == [
        {"name": "A", "revenue": Decimal(350)},
        {"name": "Total Energies", "revenue": Decimal(12)},
    ]
    assert [cell.place for cell, _ in intake.taken.told] == ["B2"]


def test_a_column_that_points_at_a_later_step_stays_empty_and_that_is_told(look: Look) -> None:
    intake = look("Name,Revenue,Factor\nA,1,Price\n")
    assert rows(intake) == [{"name": "A", "revenue": Decimal(1)}]
    assert "later" in intake.taken.notices


def test_the_same_file_twice_changes_nothing(look: Look) -> None:
    text = "Name,Revenue\nA,1\nB,2\n"
    look(text).keep()
    assert not look(text).taken.edits
