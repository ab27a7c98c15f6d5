"""People who disagree, unseen by each other: both sides are shown, and one of them is picked."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from kamguide.course.classroom import Classroom
from kamguide.model.answers import Answers
from kamguide.model.edits import (
    AddRow,
    Edit,
    MarkNotApplicable,
    MarkUnknown,
    RemoveRow,
    SetCell,
    SetValue,
    WriteNote,
)
from kamguide.store.packet import merge, read_packet, write_packet
from kamguide.workspace.dialogue import Dialogue
from kamguide.workspace.plans import Workspace
from kamguide.workspace.session import Session
from kamguide.workspace.settling import Settling, SettlingTelling
from tests.course.test_class import NOW, Desk, desk, handed_out

__all__ = ["desk", "handed_out"]
TABLE, OTHER = "setup_products", "setup_team"
BEFORE: Sequence[Edit] = (
    SetValue("pareto_cut_a", 90),
    SetValue("mkt_definition", "Old"),
    *(AddRow(TABLE, f"r{at}", {"name": "Old"}, Decimal(at)) for at in (1, 2)),
    AddRow(OTHER, "p1", {"name": "Cy"}, Decimal(1)),
)
ANN: Sequence[Edit] = (
    SetValue("pareto_cut_a", 80),
    MarkUnknown("mkt_definition", "Cy"),
    SetCell(TABLE, "r1", "name", "Film"),
    SetCell(TABLE, "r2", "name", "Cap"),
    AddRow(OTHER, "p2", {"name": "Di"}, Decimal(2)),
    WriteNote("pareto_cut_a", "ask"),
)
BOB: Sequence[Edit] = (
    SetValue("pareto_cut_a", 75),
    MarkNotApplicable("mkt_definition", "small"),
    SetCell(TABLE, "r1", "name", "Foil"),
    RemoveRow(TABLE, "r2"),
    MarkUnknown(OTHER),
    WriteNote("pareto_cut_a", "sure"),
)


def place(folder: Path, who: str) -> Workspace:
    late = timedelta(minutes=1 if who == "Bob" else 0)
    at = datetime(2026, 11, 24, 9, 0, tzinfo=UTC) + late
    return Workspace.at(folder / f"{who}.db", actor=who, lang="en", now=lambda: at)


def brought(source: Workspace, target: Workspace, plan: str) -> None:
    file = BytesIO()
    write_packet(source.store, plan, file)
    file.seek(0)
    merge(target.store, read_packet(file), target.author())


def disagree(
    here: Workspace, folder: Path, plan: str, ann: Sequence[Edit], bob: Sequence[Edit]
) -> None:
    """Ann and Bob do this on laptops of their own, and both plans come back."""
    for who, edits in (("Ann", ann), ("Bob", bob)):
        there = place(folder, who)
        brought(here, there, plan)
        there.open(plan).edit(*edits)
    for who in ("Ann", "Bob"):
        brought(place(folder, who), here, plan)


def disputed(folder: Path, ann: Sequence[Edit], bob: Sequence[Edit]) -> Session:
    here = place(folder, "Cy")
    session = here.new("Red", "full")
    session.edit(*BEFORE)
    here.close(session)
    disagree(here, folder, session.facts.id, ann, bob)
    return here.open(session.facts.id, lang="en")


def told(answers: Answers) -> tuple[object, ...]:
    """All that was disputed, as it stands now."""
    cut, market = answers.get("pareto_cut_a"), answers.get("mkt_definition")
    assert cut is not None
    assert market is not None
    names = [one["name"] for one in answers.rows(TABLE)]
    people = [one["name"] for one in answers.rows(OTHER)]
    return cut.value, market.state.value, names, people, dict(cut.notes)


@pytest.mark.parametrize(
    ("side", "expected"),
    [
        (1, (75, "not_applicable", ["Foil"], [], {"": "sure"})),
        (2, (80, "unknown", ["Film", "Cap"], ["Cy", "Di"], {"": "ask"})),
    ],
)
def test_either_side_can_be_picked_and_the_other_stays_in_the_history(
    tmp_path: Path, side: int, expected: tuple[object, ...]
) -> None:
    session = disputed(tmp_path, ANN, BOB)
    said = "\n".join(SettlingTelling(session).lines())
    for words in ("1) Bob: 75%", "2) Ann: 80%", "1) Bob: does not apply", "2) Ann: don't know yet",
                  "1) Bob: the row is taken away", "2) Ann: the rows stay"):  # fmt: skip
        assert words in said
    known = {one.id for one in session.events()}
    for left in range(len(ANN), 0, -1):
        assert len(Settling(session).open) == left
        Settling(session).settle(1, side)
    assert session.store.state(session.facts.id).conflicts == ()
    assert told(session.answers) == expected
    assert known < {one.id for one in session.events()}
    again = place(tmp_path, "Cy").open(session.facts.id, read_only=True)
    assert told(again.answers) == expected


def test_a_group_is_told_at_the_start_and_settles_in_the_talk(tmp_path: Path) -> None:
    session = disputed(tmp_path, ANN[:1], BOB[:1])
    talk = Dialogue(session)
    assert "/conflict" in talk.welcome()[0].text
    here = session.open_question()
    assert "2) Ann: 80%" in talk.hear("/conflict").said[0].text
    assert "two numbers" in talk.hear("/conflict 2").said[0].text
    assert "counts now: 80%" in talk.hear("/分歧 1 2").said[0].text
    assert (session.answers.value("pareto_cut_a"), session.open_question()) == (80, here)
    assert "/conflict" not in Dialogue(session).welcome()[0].text


def in_class(desk: Desk) -> Workspace:
    """The collected plans of a class in which two members of Red disagree."""
    workspace = Classroom.at(desk.spring).workspace(lambda: NOW)
    plan = workspace.store.find_plan("Red")
    disagree(workspace, desk.folder, plan, ANN[:1], BOB[:1])
    return workspace


def test_a_trainer_settles_what_was_collected_by_one_command(desk: Desk) -> None:
    store = in_class(desk).store
    inside = ("course", "settle", "--class", str(desk.spring))
    assert "course settle g01" in desk.run(*inside).output
    refused = desk.run(*inside, "Red", "1", "3")
    assert (refused.exit_code, "has 2 sides" in refused.output) == (1, True)
    assert "what Ann said counts now: 80%" in desk.run(*inside, "Red", "1", "2").output
    state = store.state(store.find_plan("Red"))
    assert (state.conflicts, state.answers["pareto_cut_a"].value) == ((), "80")
    assert "没有分歧" in desk.run(*inside, lang="zh").output
