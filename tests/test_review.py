"""A plan between its author and its reviewer, by the commands both use."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kamguide.cli import kamguide
from kamguide.errors import UsageError
from kamguide.model.edits import SetValue
from kamguide.workspace.dialogue import Dialogue
from kamguide.workspace.plans import Workspace
from kamguide.workspace.remarks import Place, place_of
from kamguide.workspace.review import Review
from tests.conftest import CaseStore

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Desk:
    """Commands of several people on one store."""

    def __init__(self, store: Path, lang: str = "en") -> None:
        self.store, self.lang = store, lang

    def run(self, actor: str, *words: str, fails: int = 0) -> Result:
        before = ["--store", str(self.store), "--lang", self.lang, "--as", actor]
        done = CliRunner().invoke(kamguide, [*before, "--today", "2026-11-23", *words])
        assert done.exit_code == fails, done.output
        return done

    def review(self, actor: str, *words: str, fails: int = 0) -> str:
        return self.run(actor, "review", *words, fails=fails).output

    def told(self) -> dict[str, object]:
        found: dict[str, object] = json.loads(
            self.run("Li", "review", "comments", "Muquan", "--json").stdout
        )
        return found

    def workspace(self, actor: str = "Li") -> Workspace:
        return Workspace.at(self.store, actor=actor, lang=self.lang, now=lambda: NOW)


@pytest.fixture
def desk(case_store: CaseStore) -> Desk:
    return Desk(case_store("en"))


def test_a_plan_goes_from_its_author_to_approval_and_back_once(desk: Desk) -> None:
    desk.review("Lin", "submit", "Muquan")
    desk.review("Wang", "comment", "Muquan", "Which figure?", "--at", "obj_list.O8.statement",
                "--kind", "must")  # fmt: skip
    assert "must be met" in desk.review("Wang", "approve", "Muquan", fails=1)
    desk.review("Wang", "return", "Muquan", "--reason", "One figure is missing")
    desk.review("Lin", "answer", "Muquan", "1", "The letter of the COO")
    desk.review("Lin", "resolve", "Muquan", "1")
    desk.review("Lin", "submit", "Muquan")
    assert "v1" in desk.review("Wang", "approve", "Muquan")
    told = desk.told()
    assert told["status"] == "approved"
    assert [
        (one["status"], one["actor"], one["reason"], one["version"])
        for one in told["moves"]  # type: ignore[attr-defined]
    ] == [
        ("submitted", "Lin", "", ""),
        ("returned", "Wang", "One figure is missing", ""),
        ("submitted", "Lin", "", ""),
        ("approved", "Wang", "", "v1"),
    ]
    words = desk.review("Lin", "comments", "Muquan")
    assert "List the objectives" in words
    assert "O8" in words
    assert "> Lin: The letter of the COO" in words


def test_an_unfinished_plan_is_handed_in_only_with_a_reason(desk: Desk) -> None:
    desk.run("Lin", "new", "Half")
    assert "missing" in desk.review("Lin", "submit", "Half", fails=1)
    assert "missing" in desk.review("Lin", "submit", "Half", "--reason", "  ", fails=1)
    desk.review("Lin", "submit", "Half", "--reason", "The customer merges next week")
    session = desk.workspace().open("Half")
    with pytest.raises(UsageError, match="not_submit"):
        Review(session.store, session.author, session.facts.id).submit(session, "again")


@pytest.mark.parametrize("moves", [("submit",), ("submit", "approve")])
def test_answers_are_closed_after_it_was_handed_in(desk: Desk, moves: tuple[str, ...]) -> None:
    for one in moves:
        desk.review("Lin", one, "Muquan")
    workspace = desk.workspace()
    session = workspace.open("Muquan")
    with pytest.raises(UsageError, match=r"frozen|closed_for_good"):
        session.edit(SetValue("mis_role", "Something else"))
    assert session.answers == workspace.open("Muquan", read_only=True).answers


def test_a_plan_that_was_taken_back_or_returned_can_be_changed_again(desk: Desk) -> None:
    for steps in (("withdraw", "Muquan"), ("return", "Muquan", "--reason", "thin")):
        desk.review("Lin", "submit", "Muquan")
        desk.review("Lin", *steps)
        session = desk.workspace().open("Muquan")
        session.edit(SetValue("mis_role", f"Changed after {steps[0]}"))
        session.store.close_plan(session.facts.id)


def test_a_plan_is_not_returned_without_a_reason(desk: Desk) -> None:
    desk.review("Lin", "submit", "Muquan")
    desk.review("Wang", "return", "Muquan", "--reason", "  ", fails=1)
    assert desk.told()["status"] == "submitted"


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("", Place()),
        ("s4", Place(section="s4")),
        ("mis_role", Place(question="mis_role")),
        ("obj_list.O8", Place(question="obj_list", row="O8")),
        ("obj_list.O8.statement", Place("", "obj_list", "O8", "statement")),
    ],
)
def test_a_place_is_written_as_a_reader_would(desk: Desk, written: str, place: Place) -> None:
    session = desk.workspace().open("Muquan", read_only=True)
    assert place_of(session.flow, session.answers, written) == place


@pytest.mark.parametrize(
    "written", ["nowhere", "mis_role.row", "s99", "obj_list.O8.slip", "obj_list.O99"]
)
def test_a_place_that_the_plan_has_not_is_told(desk: Desk, written: str) -> None:
    assert written in desk.review("Wang", "comment", "Muquan", "x", "--at", written, fails=1)


def test_a_comment_travels_with_the_plan(desk: Desk, tmp_path: Path) -> None:
    desk.review("Wang", "comment", "Muquan", "Praise", "--kind", "praise", "--at", "s2")
    desk.run("Wang", "export", "Muquan", "--to", str(tmp_path / "muquan.kam"))
    other = Desk(tmp_path / "other.db")
    other.run("Lin", "import", str(tmp_path / "muquan.kam"))
    (comment,) = other.told()["comments"]  # type: ignore[misc]
    assert (comment["actor"], comment["kind"], comment["section"]) == ("Wang", "praise", "s2")


def test_a_comment_stays_readable_where_its_column_is_asked_no_more(desk: Desk) -> None:
    desk.review("Wang", "comment", "Muquan", "a\n9. [must] forged", "--at", "setup_team.M1.role")
    desk.run("Lin", "settings", "Muquan", "flow", "quick")
    told = desk.review("Lin", "comments", "Muquan")
    assert "role" in told
    assert "\n9." not in told


def test_what_comes_in_and_changes_an_approved_plan_is_told(desk: Desk, tmp_path: Path) -> None:
    packet = str(tmp_path / "muquan.kam")
    desk.run("Lin", "export", "Muquan", "--to", packet)
    other = Desk(tmp_path / "other.db")
    other.run("Anna", "import", packet)
    session = other.workspace("Anna").open("Muquan")
    session.edit(SetValue("mis_role", "Something else"))
    session.store.close()
    other.run("Anna", "export", "Muquan", "--to", packet, "--force")
    desk.review("Lin", "submit", "Muquan")
    desk.review("Wang", "approve", "Muquan")
    assert "changed its answers" in desk.run("Lin", "import", packet).output


def test_commands_of_a_group_explain_themselves_in_chinese(case_store: CaseStore) -> None:
    desk = Desk(case_store("zh"), "zh")
    told = desk.run("王", "review", "--help").output
    assert "批准计划" in told
    assert "Approve" not in told


def test_author_and_reviewer_work_in_the_talk(desk: Desk) -> None:
    def talk(actor: str, *typed: str) -> str:
        workspace = desk.workspace(actor)
        session = workspace.open_or_read("Muquan")
        dialogue = Dialogue(session)
        said = list(dialogue.welcome())
        for one in typed:
            said += dialogue.hear(one).said
        workspace.close(session)
        return "\n".join(one.text for one in said)

    assert "handed in" in talk("Lin", "/submit")
    seen = talk("Wang", "/goto mis_role", "/comment must: Say it in numbers", "/return Too thin")
    assert "its answers are closed" in seen
    assert "returned to its author" in seen
    seen = talk("Lin", "/goto mis_role", "/reply 1 Done", "/met 1", "/submit")
    assert "Wang: Say it in numbers" in seen
    assert "approved as v1" in talk("Wang", "/批准", "/comments")
