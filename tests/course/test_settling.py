"""People who disagree, unseen by each other: both sides are shown, and one of them is picked."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from kamguide.course.classroom import Classroom
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
from tests.course.test_class import NOW, Desk, cut_at, desk, handed_out

__all__ = ["desk", "handed_out"]
TABLE = "setup_products"
Settled = Callable[[Session], object]


def place(folder: Path, who: str) -> Workspace:
    late = timedelta(minutes=1 if who == "Bob" else 0)
    at = datetime(2026, 11, 24, 9, 0, tzinfo=UTC) + late
    return Workspace.at(folder / f"{who}.db", actor=who, lang="en", now=lambda: at)


def brought(source: Workspace, target: Workspace, plan: str) -> None:
    file = BytesIO()
    write_packet(source.store, plan, file)
    file.seek(0)
    merge(target.store, read_packet(file), target.author())


def disputed(folder: Path, before: Edit, ann: Edit, bob: Edit) -> Session:
    """A plan in which Ann and Bob did this, unseen by each other, as it is open for Ann."""
    hers, his = place(folder, "Ann"), place(folder, "Bob")
    session = hers.new("Red", "full")
    session.edit(before)
    plan = session.facts.id
    brought(hers, his, plan)
    other = his.open(plan)
    session.edit(ann)
    other.edit(bob)
    hers.close(session)
    brought(his, hers, plan)
    return hers.open(plan, lang="en")


def rows(session: Session) -> dict[str, object]:
    return {one.key: one["name"] for one in session.answers.rows(TABLE)}


FIRST = AddRow(TABLE, "r1", {"name": "Old"}, Decimal(1))
CUT = SetValue("pareto_cut_a", 90)


@pytest.mark.parametrize(
    ("before", "ann", "bob", "shown", "later", "earlier"),
    [
        (CUT, SetValue("pareto_cut_a", 80), SetValue("pareto_cut_a", 75), ("75%", "80%"),
         lambda one: one.answers.value("pareto_cut_a") == 75,
         lambda one: one.answers.value("pareto_cut_a") == 80),
        (CUT, MarkUnknown("pareto_cut_a", "Cy"), MarkNotApplicable("pareto_cut_a", "small"),
         ("does not apply", "don't know yet"),
         lambda one: one.answers.get("pareto_cut_a").state == "not_applicable",
         lambda one: one.answers.get("pareto_cut_a").who == "Cy"),
        (FIRST, SetCell(TABLE, "r1", "name", "Film"), SetCell(TABLE, "r1", "name", "Foil"),
         ("Foil", "Film"),
         lambda one: rows(one) == {"r1": "Foil"},
         lambda one: rows(one) == {"r1": "Film"}),
        (FIRST, SetCell(TABLE, "r1", "name", "Film"), RemoveRow(TABLE, "r1"),
         ("the row is taken away", "the rows stay"),
         lambda one: rows(one) == {},
         lambda one: rows(one) == {"r1": "Film"}),
        (FIRST, AddRow(TABLE, "r2", {"name": "Cap"}, Decimal(2)), MarkUnknown(TABLE),
         ("don't know yet", "the rows stay"),
         lambda one: rows(one) == {} and one.answers.get(TABLE).state == "unknown",
         lambda one: set(rows(one)) == {"r1", "r2"}),
        (CUT, WriteNote("pareto_cut_a", "ask"), WriteNote("pareto_cut_a", "sure"),
         ("sure", "ask"),
         lambda one: one.answers.get("pareto_cut_a").notes == {"": "sure"},
         lambda one: one.answers.get("pareto_cut_a").notes == {"": "ask"}),
    ],
    ids=["values", "states", "cells", "a row gone", "a table open", "notes"],
)  # fmt: skip
@pytest.mark.parametrize("side", [1, 2])
def test_either_side_of_a_disagreement_can_be_picked_and_the_other_stays_in_the_history(  # noqa: PLR0913, PLR0917
    tmp_path: Path, before: Edit, ann: Edit, bob: Edit, shown: tuple[str, str],
    later: Settled, earlier: Settled, side: int,
) -> None:  # fmt: skip
    session = disputed(tmp_path, before, ann, bob)
    said = "\n".join(SettlingTelling(session).lines())
    assert f"1) Bob: {shown[0]}" in said
    assert f"2) Ann: {shown[1]}" in said
    known = {one.id for one in session.events()}
    Settling(session).settle(1, side)
    assert (earlier if side == 2 else later)(session)
    state = session.store.state(session.facts.id)
    assert state.conflicts == ()
    assert known < {one.id for one in session.events()}
    again = place(tmp_path, "Ann").open(session.facts.id, read_only=True)
    assert (earlier if side == 2 else later)(again)


def test_a_trainer_settles_what_was_collected_by_one_command(desk: Desk) -> None:
    desk.works("Ann", cut_at(80))
    desk.works("Bob", cut_at(75))
    desk.hands_in("Ann")
    desk.hands_in("Bob")
    assert "course settle g01" in desk.told()
    inside = ("course", "settle", "--class", str(desk.spring))
    assert "2) " in desk.run(*inside).output
    refused = desk.run(*inside, "Red", "1", "3")
    assert (refused.exit_code, "has 2 sides" in refused.output) == (1, True)
    sides = desk.run(*inside, "Red").output
    number = "1" if "1) Ann" in sides else "2"
    done = desk.run(*inside, "Red", "1", number)
    assert "what Ann said counts now: 80%" in done.output
    workspace = Classroom.at(desk.spring).workspace(lambda: NOW)
    state = workspace.store.state(workspace.store.find_plan("Red"))
    assert (state.conflicts, state.answers["pareto_cut_a"].value) == ((), "80")
    assert "没有分歧" in desk.run(*inside, lang="zh").output


def test_a_group_is_told_at_the_start_and_settles_in_the_talk(tmp_path: Path) -> None:
    session = disputed(tmp_path, CUT, SetValue("pareto_cut_a", 80), SetValue("pareto_cut_a", 75))
    talk = Dialogue(session)
    assert "/conflict" in talk.welcome()[0].text
    here = session.open_question()
    assert "2) Ann: 80%" in talk.hear("/conflict").said[0].text
    assert "two numbers" in talk.hear("/conflict 2").said[0].text
    assert "counts now: 80%" in talk.hear("/分歧 1 2").said[0].text
    assert (session.answers.value("pareto_cut_a"), session.open_question()) == (80, here)
    assert "/conflict" not in Dialogue(session).welcome()[0].text
